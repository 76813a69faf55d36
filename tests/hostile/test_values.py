"""Figures, dates and texts of any size and kind end as a row of rejects with its reason, and all else goes on."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schemas
from pipelines.base import sidecars
from pipelines.forms.zip import write_zip
from pipelines.outcomes import readings as second_readings
from pipelines.outcomes.as_of import newest, why
from pipelines.packages.definition import parse
from pipelines.reports.collections import REPORTS, Collection, Folder
from pipelines.reports.inventory import Inventory, take
from pipelines.statistics import sources
from pipelines.statistics.nbs import rows as nbs_rows
from pipelines.statistics.snapshots import Snapshot
from pipelines.targets.extract import extract
from pipelines.targets.tables import read_group
from schemas import contract, safe_text
from schemas.contract import DIGITS, SCALE, Split
from schemas.errors import InputError
from tests.command import mubiao
from tests.outcomes.conftest import FIGURE, SAID, TARGET, judged, report, table, viewed

HARMLESS = "今年粮食产量达到30万吨以上。"


def text(plan: str, past: str = "粮食产量达到29万吨。", year: int = 2023) -> str:
    """A made-up report with a sentence in its plan, and one in its review."""
    return f"{year}年政府工作报告\n\n一、{year - 1}年工作回顾\n{past}\n\n二、{year}年工作安排\n{plan}\n"


def read(plan: str) -> Split:
    """What is read of a plan: targets, and what is set apart."""
    return read_group([(text(plan), "650000", 2023)])["targets"]


# Figures of a report.

HUGE = [
    "新增{}元", "固定资产投资达到{}亿元", "粮食产量达到{}万吨以上", "地区生产总值增长{}%", "失业率控制在{}%以内", "贷款余额突破{}万亿元", "城镇新增就业{}万人",
    "单位能耗下降{}%", "用电量达到{}亿千瓦时", "研发经费占比提高{}个百分点", "粮食产量达到5-{}吨", "税收翻{}番",
]  # fmt: skip


@pytest.mark.parametrize("sentence", HUGE)
@pytest.mark.parametrize("number", ["1" + "0" * 18, "9" * 19, "9" * 24, "1234567890123456789.5"])
def test_a_figure_of_more_than_eighteen_digits_is_set_apart_and_its_neighbour_stays(sentence: str, number: str) -> None:
    good, rejects = read(f"{sentence.format(number)}。{HARMLESS}")
    assert [row for row in good["value"] if row == 30] == [30]
    assert all(abs(value) < 10**DIGITS for value in good["value_base"].drop_nulls())
    assert rejects.height
    assert "has more than 18 digits before the point" in rejects["reason"][0]


@pytest.mark.parametrize(
    "sentence",
    ["贷款余额突破999999999999万亿元", "投资达到999999999999999999万元", "贷款余额突破99999999999999亿元", "税收翻10000番", "税收翻99999999999999999999番", "资产达到99999999999万亿元"],
)  # fmt: skip
def test_a_figure_that_is_too_large_in_base_units_is_set_apart(sentence: str) -> None:
    good, rejects = read(f"{sentence}。{HARMLESS}")
    assert good["value"].to_list() == [30]
    assert "value_base" in rejects["column"].to_list() or "value" in rejects["column"].to_list()


@pytest.mark.parametrize(
    "number",
    ["9" * 40, "9" * 10_000, "亿" * 40, "九" * 5_000, "1e30", "1E400", "NaN", "inf", "٣٣٣", "²", "½", "1/0", "0/0", "1.2.3", "1,0", "零点零", "0." + "0" * 40 + "1", "一亿亿亿亿亿亿亿"],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence", ["粮食产量达到{}吨", "地区生产总值增长{}%", "到{}年粮食产量达到5万吨", "新增就业{}至{}万人"]
)
def test_whatever_stands_for_a_number_stops_nothing(sentence: str, number: str) -> None:
    good, _ = read(f"{sentence.replace('{}', number)}。{HARMLESS}")
    assert 30 in good["value"].to_list()
    assert extract(text(f"{sentence.replace('{}', number)}。"), "650000", 2023) is not None


@pytest.mark.parametrize(
    ("sentence", "value", "base"),
    [("资产达到999999999999999999元", 10**18 - 1, 10**18 - 1), ("交易总额达到3650.3万亿元", Decimal("3650.3"), Decimal("3650300000000000")), ("新增325克", 325, Decimal("0.000325")), ("税收翻2.5番", Decimal("2.5"), Decimal("5.656854"))],
)  # fmt: skip
def test_a_figure_within_the_bound_is_read_as_it_is(sentence: str, value: Decimal, base: Decimal) -> None:
    good, rejects = read(f"{sentence}。")
    assert (good["value"][0], good["value_base"][0], rejects.height) == (value, base, 0)


def test_a_doubling_without_end_is_no_traceback() -> None:
    good, rejects = read(f"税收翻99999999番。{HARMLESS}")
    assert good.height == 1
    assert rejects.height


# Judging: whatever is within the bound.

EXTREMES = [
    Decimal(text)
    for text in ("0", "0.000001", "0.5", "1", "7", "100", "99999999999999999", "100000000000000000", "999999999999999999", "999999999999999999.999999", "123456789012345678.000001")
]  # fmt: skip
NUMBERS = st.one_of(
    st.sampled_from(EXTREMES),
    st.decimals(0, Decimal(10**18) - Decimal("0.000001"), places=SCALE, allow_nan=False, allow_infinity=False),
)
SIGNED = st.builds(lambda number, sign: number * sign, NUMBERS, st.sampled_from([1, -1]))
KINDS = st.sampled_from(
    [("growth", "gdp", "地区生产总值", "%"), ("amount", "grain_output", "粮食产量", "吨"), ("amount", "grain_output", "粮食产量", "克"), ("ratio", "urbanisation", "城镇化率", "%"),
     ("change", "grain_output", "粮食产量", "万吨"), ("ratio", "urbanisation", "城镇化率", "‰")]
)  # fmt: skip
BOUNDS = st.sampled_from(["exact", "about", "at_least", "at_most"])


def _held(value: Decimal, unit: str) -> bool:
    """Whether a figure is let in: in base units it has no more digits before the point, nor behind it."""
    from schemas import codelists

    base = value * codelists.base_unit(unit)[2]  # type: ignore[index]
    return abs(base) < 10**DIGITS and base == round(base, SCALE)


@settings(max_examples=max(25, settings.default.max_examples // 4))
@given(kind=KINDS, low=SIGNED, high=st.none() | SIGNED, came=SIGNED, later=SIGNED, bound=BOUNDS, of_figure=st.sampled_from([None, "at_least", "about"]))  # fmt: skip
def test_no_figure_within_the_bound_stops_judging(
    kind: tuple[str, str, str, str], low: Decimal, high: Decimal | None, came: Decimal, later: Decimal, bound: str, of_figure: str | None
) -> None:  # fmt: skip
    measure, code, name, unit = kind
    plain = "%" if measure in ("growth", "ratio") else "吨"
    thing = {"measure": measure, "indicator": name, "indicator_id": code}
    ends = sorted([low] if high is None else [low, high])
    if not (all(_held(value, unit) for value in ends) and _held(came, plain) and _held(later, plain)):
        return
    target = TARGET | thing | {"bound": bound, "value": ends[0], "unit": unit}
    target |= {"value_high": ends[1]} if len(ends) > 1 else {}
    figures = [
        thing | {"value": came, "unit": plain, "value_bound": of_figure},
        thing | {"value": later, "unit": plain, "source_title": "年鉴", "published": date(2024, 10, 1)},
    ]
    tables = judged([target], figures=figures, said=[SAID | thing | {"value": later, "unit": plain}])
    (outcome,) = tables["outcomes"]
    assert outcome["status"] in ("met", "near", "missed", "held", "undetermined", "no_data", "not_comparable")
    for column in ("actual", "gap", "margin", "attainment"):
        assert outcome[column] is None or abs(outcome[column]) < 10**DIGITS


@settings(max_examples=max(15, settings.default.max_examples // 6))
@given(levels=st.lists(NUMBERS.filter(lambda number: number > 0), min_size=3, max_size=3), target=SIGNED)
def test_growth_and_pace_of_any_levels_stop_nothing(levels: list[Decimal], target: Decimal) -> None:
    level = {"measure": "amount", "indicator": "地区生产总值", "indicator_id": "gdp", "price_basis": "nominal"}
    figures = [
        level | {"value": value, "unit": "元", "period": str(year)}
        for value, year in zip(levels, (2022, 2023, 2024), strict=True)
    ]
    goals = [
        {"value": target, "indicator": "地区生产总值"},
        {**level, "value": target, "unit": "元", "period": "2027", "period_kind": "end", "aspect": "flow"},
        {"value": "0.000001", "period": "2023/2027", "period_kind": "average"},
    ]
    tables = viewed(goals, figures=figures, reports=[report(2023), report(2024), report(2025)])
    assert tables["outcomes"].height == 3
    for column in ("pace", "gap", "attainment"):
        assert all(abs(number) < 10**DIGITS for number in tables["outcomes"][column].drop_nulls())


def test_a_tiny_target_beside_a_huge_figure_is_held_and_its_share_left_open() -> None:
    thing = {"measure": "amount", "indicator": "粮食产量", "indicator_id": "grain_output", "bound": "at_least", "unit": "吨", "aspect": "flow"}  # fmt: skip
    target = TARGET | thing | {"value": "0.000001"}
    (outcome,) = judged([target], said=[SAID | thing | {"value": "99999999999999", "bound": "exact"}])["outcomes"]
    assert (outcome["status"], outcome["attainment"]) == ("held", None)
    assert abs(outcome["gap"] - 99999999999999) < 1
    (outcome,) = judged([target | {"value": "50"}], said=[SAID | thing | {"value": "60", "bound": "exact"}])["outcomes"]
    assert (outcome["status"], outcome["attainment"]) == ("met", Decimal("1.2"))


def test_a_share_of_a_target_of_nothing_is_none() -> None:
    thing = {"measure": "amount", "indicator": "粮食产量", "indicator_id": "grain_output", "bound": "at_least", "unit": "吨", "aspect": "flow"}  # fmt: skip
    for nothing in ("0", "-0", "0.000000"):
        target = TARGET | thing | {"value": nothing}
        (outcome,) = judged([target], said=[SAID | thing | {"value": "5", "bound": "exact"}])["outcomes"]
        assert (outcome["attainment"], outcome["gap"]) == (None, 5)


# Tables of figures.

HEADER = "region_code,indicator,period,measure,value,unit,source_title,source_publisher,source_published,note"
ROW = {
    "region_code": "650000", "indicator": "粮食产量", "period": "2023", "measure": "amount", "value": "2119.2", "unit": "万吨", "source_title": "公报",
    "source_publisher": "统计局", "source_published": "2024-03-29", "note": "",
}  # fmt: skip
GOOD = ROW | {"indicator": "地区生产总值", "measure": "growth", "value": "6.8", "unit": "%"}


def figures(folder: Path, *rows: dict[str, str], newest_report: int = 2023) -> tuple[pl.DataFrame, dict[str, str]]:
    """The good rows of a bundled table, and of the others reasons by column."""
    folder.mkdir(exist_ok=True)
    lines = [",".join(f'"{row[name].replace(chr(34), chr(34) * 2)}"' for name in HEADER.split(",")) for row in rows]
    (folder / "t.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    read, faults = sources.read(folder, newest_report)
    split = contract.split(schemas.model("statistics"), read, "statistics", faults=faults)
    return split.good, dict(split.rejects.select("column", "reason").iter_rows())


@pytest.mark.parametrize(
    "value",
    ["9" * 19, "9" * 40, "9" * 10_000, "1e30", "1E+400", "-1e5", "NaN", "nan", "inf", "-inf", "Infinity", "1/0", "9" * 18 + ".9999999", "0.0000001", "一亿亿亿", "--5", "+-5", "99999999999999", "٣٣٣٣", "1_000", "0x1F", "½", "5e", "=1+1"],
)  # fmt: skip
def test_a_cell_that_is_no_figure_of_a_year_is_set_apart_with_its_reason(tmp_path: Path, value: str) -> None:
    row = ROW | {"value": value, "unit": "亿吨"}
    good, reasons = figures(tmp_path / "statistics", row, GOOD)
    assert good["indicator"].to_list() == ["地区生产总值"]
    assert ". " in reasons["value"], "a reason and what to write"


@pytest.mark.parametrize("value", ["0", "-0", "0.000001", "-5.2", "+5.2", "1,234.5", "９９", "99999999999999", "999999999999999999"])  # fmt: skip
def test_a_figure_of_a_table_within_the_bound_keeps_its_sign_and_digits(tmp_path: Path, value: str) -> None:
    good, reasons = figures(tmp_path / "statistics", ROW | {"value": value, "unit": "吨"})
    assert not reasons
    assert good["value"][0] == Decimal(value.replace(",", "").replace("９", "9"))


# Dates.


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2099-12-31", "2099-12-31 is later than 2024-12-31"),
        ("9999-12-31", "is later than 2024-12-31"),
        ("2025-01-01", "is later than 2024-12-31"),
        ("2025", "2025-12-31 is later than 2024-12-31"),
        ("2031-06", "is later than"),
        ("9999", "is later than"),
        ("２０９９年１２月３１日", "is later than"),
        ("2022-12-31", "is before 2023 began"),
        ("2022", "2022-12-31 is before 2023 began"),
        ("1900-01-01", "is before 2023 began"),
        ("0001-01-01", "is before 2023 began"),
        ("0000-01-01", "out of range"),
        ("1900-02-29", "day"),
        ("2023-13-01", "no such month"),
        ("2023-00", "no such month"),
        ("2024-W05", "is no date"),
        ("2024-01-30T08:00:00+08:00", "is no date"),
        ("20240130", "is no date"),
        ("1706572800", "is no date"),
        ("9" * 5000, "is no date"),
        ("-2024", "is no date"),
        ("明年", "is no date"),
    ],
)
def test_a_day_that_no_source_can_be_of_is_set_apart(tmp_path: Path, cell: str, reason: str) -> None:
    good, reasons = figures(tmp_path / "statistics", ROW | {"source_published": cell}, GOOD)
    assert good["indicator"].to_list() == ["地区生产总值"]
    assert reason in reasons["published"]


@pytest.mark.parametrize("cell", ["", "2024", "2024-12-31", "2023-01-01", "2023-12", "2024-02-29", "2024年3月29日", "2024/3/29"])  # fmt: skip
def test_a_day_up_to_the_end_of_the_year_after_the_newest_report_is_taken(tmp_path: Path, cell: str) -> None:
    good, reasons = figures(tmp_path / "statistics", ROW | {"source_published": cell})
    assert (good.height, reasons) == (1, {})


@pytest.mark.parametrize("period", ["2099", "9999", "2050-06", "2021/2099", "0000", "0001", "1800", "2023-01/2099-12"])
def test_a_period_far_from_all_that_is_at_hand_is_set_apart(tmp_path: Path, period: str) -> None:
    good, reasons = figures(tmp_path / "statistics", ROW | {"period": period, "source_published": ""}, GOOD)
    assert good.height == 1
    assert period in reasons["period"]


def test_newer_figures_than_reports_are_taken_and_their_year_counts(tmp_path: Path) -> None:
    newer = [ROW | {"period": str(year), "source_published": f"{year + 1}-03-29"} for year in (2023, 2024, 2025)]
    good, reasons = figures(tmp_path / "statistics", *newer, ROW | {"period": "2024", "source_published": "2027-01-01"})
    assert good["period"].to_list() == ["2023", "2024", "2025"]
    assert "2027-01-01 is later than 2026-12-31" in reasons["published"]


def test_the_one_figure_of_the_end_of_a_plan_is_taken(tmp_path: Path) -> None:
    good, reasons = figures(
        tmp_path / "statistics", ROW | {"period": "2025", "source_published": "2026-03-01"}, newest_report=2021
    )
    assert (good.height, reasons) == (1, {})


def test_one_row_moves_the_day_of_knowledge_nowhere() -> None:
    reports = table("reports", [report(2023), report(2024)])
    fine = FIGURE | {"statistic_id": "650000-2023-0123456789ac", "published": date(2024, 3, 1)}
    far = FIGURE | {"period": "2098", "published": date(2099, 12, 31)}
    farthest = FIGURE | {"period": "9999", "published": date(9999, 12, 31)}
    for odd in (far, farthest, FIGURE | {"published": date(1, 1, 1)}, FIGURE | {"published": date(2023, 1, 1)}):
        statistics = table("statistics", [fine, odd])
        as_of = newest(reports, statistics)
        assert as_of.row(0) == (date(2024, 3, 1), "statistics")
        assert why(as_of, reports, statistics).endswith("2024-03-01, the newest date of all reports and figures: that of 公报 (统计局)")  # fmt: skip


def test_the_day_of_knowledge_names_the_report_that_it_is_of() -> None:
    reports, statistics = table("reports", [report(2023), report(2024)]), table("statistics", [])
    assert why(newest(reports, statistics), reports, statistics).endswith(": that of 650000/2024.txt")
    nothing = table("reports", [])
    assert "no report and no figure has a date" in why(newest(nothing, statistics), nothing, statistics)


def inventory(raw: Path, published: str, *, key: str = "published") -> Inventory:
    """The reports of a folder of two, of which one has a sidecar with a date."""
    for year, region in ((2023, "650000"), (2023, "620000")):
        path = raw / REPORTS / region / f"{year}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(HARMLESS + region, year=year), encoding="utf-8")
    (raw / REPORTS / "650000" / "2023.toml").write_text(f"{key} = {published}\n", encoding="utf-8")
    return take([Collection("raw", Folder(raw / REPORTS), REPORTS)])


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ('"2099-12-31"', "2099-12-31 is later than 2024-12-31, the end of the year after that of the newest report"),
        ('"9999-12-31"', "is later than 2024-12-31"),
        ("9999-12-31", "is later than 2024-12-31"),
        ('"2025"', "is later than 2024-12-31"),
        ('"2021-12-31"', "is before the year that the report looks back on, 2022"),
        ('"0001-01-01"', "is before the year"),
        ('"0000"', "out of range"),
        ('"1900-02-29"', "day"),
        ('"2023-13-01"', "no such month"),
        ("2023-01-30T08:00:00+08:00", "is no date"),
        ('"2023-W05"', "is no date"),
        ("true", "is no date"),
        ("99999999999", "is no date"),
        ("[2023]", "is no date"),
    ],
)
def test_a_report_whose_date_cannot_be_is_left_out_and_the_others_stay(
    tmp_path: Path, published: str, reason: str
) -> None:
    taken = inventory(tmp_path, published)
    assert taken.reports["report_id"].to_list() == ["620000-2023"]
    (left_out,) = taken.left_out.iter_rows(named=True)
    assert left_out["kind"] == "set_aside"
    assert left_out["place"] == "key published"
    assert reason in left_out["reason"]


@pytest.mark.parametrize("published", ['"2023-01-15"', '"2023"', '"2022-12-28"', '"2024-12-31"', "2023-01-15", '"2023-1"'])  # fmt: skip
def test_a_report_of_a_date_that_can_be_is_taken(tmp_path: Path, published: str) -> None:
    assert inventory(tmp_path, published).reports.height == 2


def test_a_sidecar_of_endless_digits_or_depth_is_one_sentence() -> None:
    for content in ("year = " + "9" * 5000, "a = " + "[" * 50_000, "a = [" * 3000, "\x00", "published = 2023-02-30"):
        with pytest.raises(InputError, match=r"r\.toml: .*\. Mend it"):
            sidecars.parse(content.encode(), "r.toml", "Mend it")


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2108, 2, 29), date(1, 1, 1), date(1979, 6, 27), date(2024, 2, 29)])  # fmt: skip
def test_an_archive_of_any_day_is_written(tmp_path: Path, day: date) -> None:
    write_zip("p-1.0.0", {"a.csv": b"1"}, day, tmp_path / "a.zip")
    (info,) = zipfile.ZipFile(tmp_path / "a.zip").infolist()
    assert info.date_time[0] == min(max(day.year, 1980), 2107)


# Texts.

FORMULAS = [
    "=1+1", "＝1+1", "﹦1", "+1+1", "＋1", "-1+1", "－1+1", "−1", "@SUM(1)", "＠SUM(1)", "\u200b=1", "\u00a0=1", "\u3000＝1", "\ufeff=1", "\u00ad=1", "\u2060=1", "\u202f=1",
    "\u115f=1", "\u0301=1", " \u200b \u200d=1", "\t=1", "\r=1", "\n=1", '"=1', "甲;=1", "甲；＝1", "甲,=cmd|'/C calc'!A0", "甲\t=1", "甲\n=1", "=\u0338", "⁼1", "‑1",
]  # fmt: skip
HIDDEN = [
    "甲\x00乙", "甲\x08", "甲\x1b[31m", "甲\x7f", "甲\x85", "甲\u202e乙", "甲\u2066乙", "甲\u2028乙", "甲\u2029", "甲\ufffe", "甲\uffff", "甲\U0001ffff", "甲\U000e0041", "甲\ufff9",
]  # fmt: skip
FINE = [
    "甲", "“＋旅游”行动", "互联网+", "甲=乙", "甲，乙；丙", "—甲", "–5", "· 甲", "| 甲 | 乙 |", "第一\n第二", "甲\n- 乙", "5%", "零下,-5度", "(=甲)", "≥5", "甲\u200b乙", "𠮷野家", "🇨🇳", "'甲", "%", "a@b.cn",
]  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS + HIDDEN)
def test_a_text_that_is_a_formula_or_hides_something_is_refused_and_escaped_by_one_rule(cell: str) -> None:
    assert safe_text.fault(cell)
    assert not pl.select(pl.lit(cell).str.contains(contract.SAFE_TEXT)).item()
    out = safe_text.escaped(cell)
    assert out != cell
    assert pl.select(safe_text.all_escaped(pl.lit(cell))).item() == out
    assert safe_text.fault(out) is None


@pytest.mark.parametrize("cell", FINE)
def test_a_harmless_text_is_neither_refused_nor_changed(cell: str) -> None:
    assert safe_text.fault(cell) is None
    assert pl.select(pl.lit(cell).str.contains(contract.SAFE_TEXT)).item()
    assert safe_text.escaped(cell) == cell
    assert pl.select(safe_text.all_escaped(pl.lit(cell))).item() == cell


@pytest.mark.parametrize("cell", ["-5", "-5.2", "+3.2%", "-1,234.5", "-", "--", "@40", "@40.2"])
def test_a_number_keeps_its_sign_on_the_way_out(cell: str) -> None:
    assert safe_text.escaped(cell) == cell
    assert pl.select(safe_text.all_escaped(pl.lit(cell))).item() == cell


@given(st.text(st.sampled_from("=＝+-@;,\t\n \u200b'\"甲1\x00\u202e"), max_size=12))
def test_the_rule_is_the_same_in_python_and_in_the_tables(cell: str) -> None:
    assert (safe_text.fault(cell) is None) == pl.select(pl.lit(cell).str.contains(contract.SAFE_TEXT)).item()
    assert safe_text.escaped(cell) == pl.select(safe_text.all_escaped(pl.lit(cell))).item()
    assert safe_text.escaped(safe_text.escaped(cell)) == safe_text.escaped(cell)


@pytest.mark.parametrize("column", ["source_title", "source_publisher", "note", "indicator"])
@pytest.mark.parametrize("cell", ["＝1+1", "\u200b=1", "甲\u202e乙", "甲;=1", "甲\x08乙", "\u3000@x"])
def test_a_text_of_a_table_that_is_a_formula_or_hides_something_is_set_apart(
    tmp_path: Path, column: str, cell: str
) -> None:
    good, reasons = figures(tmp_path / "statistics", ROW | {column: cell}, GOOD)
    assert good["indicator"].to_list() == ["地区生产总值"]
    assert len(reasons) == 1


@pytest.mark.parametrize("title", ["甲\u202e乙", "＝HYPERLINK(1)", "\u200b=1", "甲\u2028乙", "甲\U000e0041"])
def test_a_title_that_is_a_formula_or_hides_something_is_left_out_with_its_reason(tmp_path: Path, title: str) -> None:
    taken = inventory(tmp_path, json.dumps(title, ensure_ascii=False), key="title")
    assert taken.reports["report_id"].to_list() == ["620000-2023"]
    (left_out,) = taken.left_out.iter_rows(named=True)
    assert left_out["place"] == "column title"
    assert "formula" in left_out["reason"] or "holds U+" in left_out["reason"]


def test_half_a_sign_is_set_apart_and_not_a_traceback() -> None:
    rows = [FIGURE | {"value_base": Decimal("6.8"), "unit_base": "%"}]
    split = contract.split(
        schemas.model("statistics"),
        [*rows, rows[0] | {"statistic_id": "650000-2023-0123456789ac", "note": "甲\ud800"}],
        "statistics",
    )
    assert split.good.height == 1
    assert "U+D800" in split.rejects["reason"][0]


def test_a_long_text_is_looked_at_in_linear_time() -> None:
    for cell in (";" * 100_000, ";=" * 50_000, " " * 100_000 + "=", "甲\n" * 100_000, "\u200b" * 100_000):
        safe_text.fault(cell)
        assert len(safe_text.escaped(cell)) >= 100_000


# The commands.


def test_a_table_for_a_spreadsheet_has_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(text("＝HYPERLINK(1)增长3%；\u3000@SUM产量达到5万吨。地区生产总值增长-5%。"), encoding="utf-8")
    done = mubiao("extract", "--format", "csv", "--region", "650000", "--year", 2023, path)
    cells = pl.read_csv(done.stdout.encode(), infer_schema=False)
    texts = [cell for name in cells.columns for cell in cells[name].drop_nulls()]
    assert done.returncode == 0
    assert not [cell for cell in texts if safe_text.fault(cell) and not cell.lstrip("-").replace(".", "").isdigit()]


def test_a_run_goes_on_beside_figures_of_any_size(data: Path, add_report: Callable[..., Path]) -> None:
    add_report(text(f"新增1000000000000000000元。粮食产量达到0.000001吨。税收翻99999999番。地区生产总值增长7%左右。{HARMLESS}", year=2022), year=2022)  # fmt: skip
    add_report(text(HARMLESS, past="粮食产量达到999999999999999999吨。地区生产总值增长3.2%。", year=2023), year=2023)
    statistics = data / "raw" / "statistics"
    rows = [ROW | {"indicator": "地区生产总值", "unit": "元", "value": value, "period": year, "source_published": "2023-03-01"} for value, year in (("0.5", "2021"), ("999999999999999999", "2022"))]  # fmt: skip
    figures(statistics, *rows)
    done = mubiao("run")
    assert done.returncode == 0, done.stderr
    assert "judged as of 2023-03-01" in done.stdout
    targets = pl.read_parquet(data / "store" / "targets" / "2022.parquet")
    rejects = pl.read_parquet(data / "store" / "targets_rejects" / "2022.parquet")
    assert Decimal("0.000001") in targets["value"].to_list()
    assert rejects["reason"].str.contains("digits before the point").all()
    assert rejects.height >= 2


def test_a_run_is_stopped_by_a_figure_of_a_far_day_with_file_row_and_reason(
    data: Path, add_report: Callable[..., Path]
) -> None:
    add_report(text(HARMLESS))
    figures(data / "raw" / "statistics", GOOD, ROW | {"source_published": "2099-12-31"})
    done = mubiao("run")
    assert done.returncode == 1
    assert "statistics/t.csv, row 3, column source_published: 2099-12-31 is later than 2024-12-31" in done.stderr
    assert not list((data / "published").iterdir())


def test_a_run_sets_a_report_of_a_far_day_aside(data: Path, add_report: Callable[..., Path]) -> None:
    add_report(text(HARMLESS), sidecar='published = "2099-12-31"\n')
    add_report(text(f"{HARMLESS}甘肃"), region="620000", sidecar='published = "2023-01-15"\n')
    done = mubiao("run")
    assert done.returncode == 1
    assert "2099-12-31 is later than 2024-12-31" in done.stderr
    done = mubiao("run", "--set-aside")
    assert done.returncode == 0, done.stderr
    assert "judged as of 2023-01-15, the newest date of all reports and figures: that of reports/620000/2023.txt" in done.stdout  # fmt: skip


ENTRY = '[[package]]\nname = "p"\ntitle_zh = "{zh}"\ntitle_en = "{en}"\nregions = []\nyears = []\n'


@pytest.mark.parametrize("title", ["甲\\u202e乙", "甲\\u0007", "＝1+1", "\\u200b=1", "甲\\U000E0041"])
@pytest.mark.parametrize("key", ["zh", "en"])
def test_a_title_of_a_package_that_is_a_formula_or_hides_something_is_refused(title: str, key: str) -> None:
    titles = {"zh": "目标", "en": "Targets"}
    with pytest.raises(InputError, match=rf"package p: title_{key}: .*(holds U\+|formula)"):
        parse(ENTRY.format(**titles | {key: title}).encode(), Path("definitions.toml"))
    (package,) = parse(ENTRY.format(**titles).encode(), Path("definitions.toml"))
    assert package.title_zh == "目标"


def test_an_owner_of_a_package_hides_nothing() -> None:
    entry = ENTRY.format(zh="目标", en="Targets")
    with pytest.raises(InputError, match=r"owner, key contact: .* holds U\+202E"):
        parse(f'[owner]\ntitle = "甲"\ncontact = "a\\u202eb"\n{entry}'.encode(), Path("definitions.toml"))
    (package,) = parse(f'[owner]\ntitle = "甲"\ncontact = "@mubiao"\n{entry}'.encode(), Path("definitions.toml"))
    assert package.owner.contact == "@mubiao"


@pytest.mark.parametrize("name", ["value", "figure_value"])
@pytest.mark.parametrize("cell", ["9" * 19, "1e30", "NaN", "inf", "9" * 5000, "0.0000001", "=1"])
def test_a_second_reading_of_a_number_that_is_none_is_one_sentence(tmp_path: Path, name: str, cell: str) -> None:
    with pytest.raises(InputError, match=rf"r\.csv, row 2, column {name}: "):
        readings(tmp_path, {name: cell})


@pytest.mark.parametrize("cell", ["9999-12-31", "2101-01-01", "0001-01-01", "1900-02-29", "2023-13-01", "2021-12-31", "20240101", "2024-W05-1", "2024-01-30T08:00:00Z", "9" * 5000])  # fmt: skip
def test_a_second_reading_of_a_day_that_cannot_be_is_one_sentence(tmp_path: Path, cell: str) -> None:
    with pytest.raises(InputError, match=r"r\.csv, row 2, column date: "):
        readings(tmp_path, {"date": cell})


def test_a_second_reading_long_after_the_report_is_taken(tmp_path: Path) -> None:
    assert readings(tmp_path, {"date": "2031-05-01"}).height == 1


READING = {
    "target_id": "650000-2023@40", "statistic_id": "650000-2023-0123456789ab", "finding": "confirmed", "date": "2024-05-01", "reader": "甲", "text_sha256": "0" * 64,
    "value": "7", "unit": "%", "figure_value": "6.8", "figure_unit": "%",
}  # fmt: skip


def readings(raw: Path, change: dict[str, str]) -> pl.DataFrame:
    """A file of one second reading, as it is read."""
    (raw / "readings").mkdir()
    row = READING | change
    (raw / "readings" / "r.csv").write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    return second_readings.read(raw)


def test_figures_of_a_communique_that_are_none_are_left_out_with_a_warning(tmp_path: Path) -> None:
    head = "---\ntitle: 2023年甘肃省国民经济和社会发展统计公报\npublished: 2024-03-20\nregion_code: 620000\n---\n"
    body = "全年粮食产量99999999999999999999999万吨。全年地区生产总值1000000000000000000亿元，比上年增长6.4%。\n"
    (tmp_path / "c.md").write_text(f"{head}2023年甘肃省国民经济和社会发展统计公报\n\n{body}", encoding="utf-8")
    done = mubiao("statistics", "communiques", tmp_path)
    assert done.returncode == 0
    assert done.stderr.count("a figure is left out: ") == 2
    assert "18 is the most" in done.stderr
    (row,) = list(pl.read_csv(done.stdout.encode(), infer_schema=False).iter_rows(named=True))
    assert (row["indicator"], row["value"]) == ("地区生产总值", "6.4")
    (tmp_path / "c.md").write_text(
        f"{head.replace('2024-03-20', '2019')}2023年甘肃省国民经济和社会发展统计公报\n\n{body}", encoding="utf-8"
    )
    assert "before 2023 began" in mubiao("statistics", "communiques", tmp_path).stderr


@pytest.mark.parametrize(
    ("said", "reason"),
    [(("--published", "2099-12-31"), "2099-12-31 is later than 2024-12-31"), (("--published", "0001-01-01"), "is before the year"), (("--published", "2023-02-30"), "day"),
     (("--title", "＝x"), "formula"), (("--title", "甲\u202e乙"), r"holds U+202E"), (("--published", "2025"), "is later than")],
)  # fmt: skip
def test_a_report_is_not_added_with_a_day_or_title_that_cannot_be(
    data: Path, tmp_path: Path, said: tuple[str, str], reason: str
) -> None:
    (tmp_path / "r.txt").write_text(text(HARMLESS), encoding="utf-8")
    refused = mubiao("add", tmp_path / "r.txt", "--region", "620000", "--year", 2023, *said)
    assert refused.returncode == 1
    assert reason in refused.stderr
    assert not list((data / "raw").rglob("*.txt"))
    kept = mubiao("add", tmp_path / "r.txt", "--region", "620000", "--year", 2023, "--published", "2023-01-15")
    assert kept.returncode == 0, kept.stderr


@pytest.mark.parametrize("value", ["1e999999999", "-1E400", "1e-999999999", "NaN", "Infinity", "1" * 40])
def test_an_answer_of_a_service_with_a_figure_that_is_none_is_one_sentence(tmp_path: Path, value: str) -> None:
    answer = {"_id": "0" * 32, "i_showname": "地区生产总值指数(上年=100)", "value": value, "du_name": None, "da": "650000000000"}  # fmt: skip
    shown = {"success": True, "data": [{"code": "2023YY", "values": [answer]}]}
    snapshot = Snapshot(
        tmp_path / "nbs" / "gdp_growth-650000-2023-2023.json",
        json.dumps(shown).encode(),
        "https://example.org/",
        json.dumps({"das": [{"value": "650000000000"}]}),
        "2024-03-01",
    )
    with pytest.raises(InputError, match=r"gdp_growth-650000-2023-2023\.json, data") as refused:
        nbs_rows.figures(snapshot)
    assert "more digits" in str(refused.value) or "expected a number" in str(refused.value)
