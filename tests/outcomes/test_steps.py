"""Every step of judging by itself: a few rows in, a few rows out. What the steps say together is in test_judge and test_figures."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import polars as pl
import pytest

import schemas
from pipelines.outcomes import judge, rejudged
from pipelines.outcomes.codes import source_kinds, statuses
from schemas import codelists, contract
from tests.outcomes.conftest import CLAIM, FIGURE, LIST, OF_LIST, SAID, TARGET, report, table

Rows = list[dict[str, Any]]
DUE = {
    "target_id": "a", "report_id": "650000-2023", "year": 2023, "place": "650000", "period": "2023", "period_kind": "year", "span": "2023", "base": None, "aspect": None, "area": None, "first_year": 2023, "last_year": 2023,
    "period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31), "period_open": False, "figures_due": True, "indicator": "产值",
    "indicator_id": "gdp", "price_basis": "real", "action": None, "measure": "growth", "bound": "exact",
    "value": Decimal(7), "value_high": None, "unit": "%", "value_base": Decimal(7), "value_high_base": None, "unit_base": "%", "comparator": None,
    "factor": Decimal(1), "counted": True, "words": "产值", "deed": "none",
}  # fmt: skip
MEASURED = DUE | {
    "polarity": "more", "polarity_source": "table", "side": 1, "rule": "gdp_growth", "tolerance_unit": "pp", "about": Decimal("0.2"),
    "near": Decimal("0.5"), "scale": Decimal(100), "far_by": "gap", "least": None, "most": Decimal(15), "far_reason": "rate_far",
}  # fmt: skip
STATISTIC = FIGURE | {"statistic_id": "650000-2023-00000000000a"}
SEEN = {
    "statistic_id": "f", "place": "650000", "region_code": "650000", "indicator": "产值", "indicator_id": "gdp", "period": "2023",
    "period_kind": "year", "span": "2023", "base": None, "aspect": None, "area": None,
    "measure": "growth", "unit": "%", "value": Decimal("6.8"), "value_bound": None, "value_base": Decimal("6.8"), "unit_base": "%",
    "price_basis": "real", "derived": False, "source_title": "公报", "publisher": "统计局", "source_order": 1, "published": date(2024, 3, 1),
    "position": 0, "report_year": None, "action": None, "source_kind": "official_statistics", "words": "产值", "deed": "none", "in_doubt": False,
    "serves": "all",
}  # fmt: skip
PAIR = {
    "target_id": "a", "statistic_id": "f", "year": 2023, "link": "code", "names_agree": False, "witness": None, "comparability": "comparable", "comparability_reason": None, "rank": 1,
    "finding": None, "actual_base": Decimal("6.8"), "actual_bound": None, "published": date(2024, 3, 1), "derived": False, "serves": "all",
}  # fmt: skip
MATCH = PAIR | {
    "verdict": "near", "status": "near", "status_reason": None, "verdict_if_comparable": "near", "other_verdicts": ["missed", "near", "near"], "distance_base": Decimal("-0.2"),
    "short_base": Decimal("0.2"),
}  # fmt: skip
NOT_COMPARABLE = {"comparability": "not_comparable", "verdict": None}
# Types of columns that may be empty in all rows.
TYPES = {
    "witness": pl.String, "action": pl.String, "base": pl.String, "aspect": pl.String, "area": pl.String, "finding": pl.String, "status_reason": pl.String,
    "status": pl.String, "least": pl.Decimal(24, 6), "most": pl.Decimal(24, 6), "comparator": pl.String, "value_high": pl.Decimal(24, 6), "value_high_base": pl.Decimal(30, 6), "value_bound": pl.String,
    "actual_bound": pl.String, "comparability_reason": pl.String, "report_year": pl.Int32, "verdict": pl.String, "value": pl.Decimal(24, 6),
    "value_base": pl.Decimal(30, 6), "published": pl.Date, "indicator_id": pl.String, "unit_base": pl.String, "statistic_id": pl.String,
    "actual_base": pl.Decimal(30, 6), "distance_base": pl.Decimal(30, 6), "short_base": pl.Decimal(30, 6), "near": pl.Decimal(8, 2),
}  # fmt: skip


def rows_of(base: dict[str, Any], *changes: dict[str, Any]) -> pl.DataFrame:
    """The base row once for every change to it."""
    types = {name: dtype for name, dtype in TYPES.items() if name in base}
    return pl.DataFrame([base | change for change in changes], schema_overrides=types, infer_schema_length=None)


def run(
    step: str,
    today: date = date(2024, 6, 1),
    known_on: date | None = None,
    gives: str | None = None,
    before: Sequence[str] = (),
    **tables: pl.DataFrame,
) -> Rows:
    """The rows that a step gives, of the tables that it and those ``before`` it read."""
    with duckdb.connect() as connection:
        for name, frame in tables.items():
            connection.register(name, frame.to_arrow())
        judge.set_variables(connection, today, known_on)
        for macros in judge.MACROS:
            judge.run(connection, macros)
        for each in (*before, step):
            judge.run(connection, each)
        return connection.table(gives or step).pl().to_dicts()


def only(rows: Rows) -> dict[str, Any]:
    (row,) = rows
    return row


def names(*frames: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Tables of the step ``words`` for the names of these frames, each name whole; one verb that only says that something is done."""
    each = pl.concat([frame.select("indicator") for frame in frames]).unique()
    return {
        "words": each.with_columns(words="indicator", deed=pl.lit(None, pl.String)),
        "deeds": pl.DataFrame({"action": ["实施", "新建"], "deed": ["any", "build"]}),
    }


def due(*changes: dict[str, Any], today: date = date(2024, 6, 1)) -> Rows:
    targets = [TARGET | {"target_id": f"650000-2023@{number}"} | change for number, change in enumerate(changes)]
    frame = table("targets", targets)
    lists = {name: contract.codelist(name) for name in ("region_changes", "indicators")}
    rows = run("due", today, targets=frame, target_units=judge.factors(frame), **names(frame), **lists)
    return sorted(rows, key=lambda row: str(row["target_id"]))


def words(*names: str) -> dict[str, tuple[str, str | None]]:
    """What the step leaves of names, and what is done by their end; half of them are set, half achieved."""
    both = {"targets": names[::2], "achieved": names[1::2]}
    frames = {
        table: pl.DataFrame({"indicator": list(of)}, schema={"indicator": pl.String}) for table, of in both.items()
    }
    rows = run("words", link_words=contract.codelist("link_words"), **frames)
    return {row["indicator"]: (row["words"], row["deed"]) for row in rows}


def test_words_leave_off_what_says_how_or_whether_and_keep_what_limits_the_scope() -> None:
    assert words(
        "全市各类养老床位数量", "“银龄”食堂", "农村公路建设任务", "城镇老旧小区改造项目", "公办幼儿园", "省级示范农场"
    ) == {
        "全市各类养老床位数量": ("养老床位", None),
        "“银龄”食堂": ("银龄食堂", None),
        "农村公路建设任务": ("农村公路", "build"),
        "城镇老旧小区改造项目": ("城镇老旧小区", "renew"),
        "公办幼儿园": ("公办幼儿园", None),
        "省级示范农场": ("省级示范农场", None),
    }


def test_words_never_leave_less_than_two_signs() -> None:
    assert words("项目", "全市项目", "水项目") == {
        "项目": ("项目", None),
        "全市项目": ("项目", None),
        "水项目": ("水项目", None),
    }


def test_deeds_tell_a_verb_that_says_nothing_from_one_that_does() -> None:
    names = pl.DataFrame({"indicator": ["桥"]})
    rows = run("words", gives="deeds", link_words=contract.codelist("link_words"), targets=names, achieved=names)
    deeds = {row["action"]: row["deed"] for row in rows}
    assert (deeds["实施"], deeds["新建"], deeds["建成"], deeds["改造"]) == ("any", "build", "build", "renew")


def test_due_and_figures_say_what_is_done_by_the_name_before_the_verb() -> None:
    whole, built, done, told = due({}, {"action": "新建"}, {"action": "实施"}, {"action": "慰问"})
    assert [row["deed"] for row in (whole, built, done, told)] == ["none", "build", "any", "慰问"]
    assert whole["words"] == TARGET["indicator"]


def test_due_gives_the_place_of_today_and_the_first_and_last_day_of_the_period() -> None:
    several, county = due({"period": "2021/2025"}, {"region_code": "110228"})
    assert (several["first_year"], several["last_year"]) == (2021, 2025)
    assert (several["period_start"], several["period_end"]) == (date(2021, 1, 1), date(2025, 12, 31))
    assert (several["place"], county["place"]) == ("650000", "110118")


@pytest.mark.parametrize(
    ("today", "is_open", "is_due"),
    [(date(2023, 12, 30), True, False), (date(2023, 12, 31), False, False), (date(2024, 3, 30), False, False), (date(2024, 3, 31), False, True)],
)  # fmt: skip
def test_due_says_whether_the_period_is_over_and_whether_its_figures_are_due(
    today: date, is_open: bool, is_due: bool
) -> None:
    row = only(due({}, today=today))
    assert (row["period_open"], row["figures_due"]) == (is_open, is_due)


def test_due_takes_price_basis_and_unit_from_the_codelists_and_keeps_what_is_on_none() -> None:
    grain, unknown = due(
        {"indicator_id": "grain_output", "measure": "amount", "value": "500", "unit": "万吨"},
        {"indicator_id": None, "indicator": "新名指标", "measure": "amount", "value": "5", "unit": "篇章"},
    )
    assert grain["factor"] == Decimal(10000)
    assert (unknown["indicator"], unknown["price_basis"], unknown["factor"]) == ("新名指标", "unstated", Decimal(1))


def test_due_takes_the_price_basis_of_the_clause_before_that_of_the_indicator() -> None:
    stated, usual = due({"price_basis": "nominal"}, {})
    assert (stated["price_basis"], usual["price_basis"]) == ("nominal", "real")


@pytest.mark.parametrize(
    ("period", "kind", "span", "first", "final"),
    [
        ("2023-01/2023-11", "part_of_year", "2023-01/2023-11", date(2023, 1, 1), date(2023, 11, 30)),
        ("2024-02", "part_of_year", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021/2025", "total", "2021/2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("2021/2025", "end", "2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("2025", "end", "2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_due_says_by_which_time_a_target_meets_figures_and_its_first_and_last_day(
    period: str, kind: str, span: str, first: date, final: date
) -> None:
    row = only(due({"period": period, "period_kind": kind}))
    assert (row["span"], row["period_start"], row["period_end"]) == (span, first, final)


@pytest.mark.parametrize(
    ("period", "base", "counted"),
    [
        ("2023", "2022", None),
        ("2023", "2020", "2020"),
        ("2021/2025", "2020", None),
        ("2023", "2016/2020", "2016/2020"),
        ("2023", None, None),
    ],
)
def test_due_counts_from_the_year_before_as_from_no_printed_base(
    period: str, base: str | None, counted: str | None
) -> None:
    assert only(due({"period": period, "base_period": base}))["base"] == counted


def measured(*changes: dict[str, Any]) -> Rows:
    lists = {
        name: contract.codelist(name)
        for name in ("polarities", "deed_polarities", "head_polarities", "verdict_rules", "plausibility")
    }
    return run("measured", due=rows_of(DUE, *changes), **lists)


def test_measured_gives_every_target_one_polarity_and_one_rule() -> None:
    rows = measured(
        {}, {"target_id": "b", "indicator_id": "cpi"}, {"target_id": "c", "indicator_id": None, "indicator": "新名指标"}
    )
    kept = {row["target_id"]: (row["polarity"], row["polarity_source"], row["side"], row["rule"]) for row in rows}
    assert kept == {
        "a": ("more", "table", 1, "gdp_growth"),
        "b": ("ceiling", "table", -1, "cpi_growth"),
        "c": ("neutral", "default", None, "other_growth"),
    }


@pytest.mark.parametrize(
    ("change", "polarity"),
    [
        ({"indicator": "竹编产业产值"}, "more"),
        ({"indicator": "竹编车间粉尘浓度", "value_base": Decimal(-5)}, "less"),
        ({"indicator": "竹编产业产值比重"}, None),
        ({"indicator": "竹编项目总投资"}, "neutral"),
        ({"indicator": "竹编户低收入"}, "neutral"),
        ({"indicator": "岛上非文盲率"}, "more"),
        # A share of an amount is not the amount.
        ({"indicator": "竹编占全部产值", "measure": "ratio"}, None),
        ({"indicator": "竹编技艺普及率", "measure": "ratio"}, "more"),
        # Why there should be more of what is to be rare a name does not say.
        ({"indicator": "竹编单位能耗", "value_base": Decimal(5)}, None),
        ({"indicator": "竹编单位能耗", "value_base": Decimal(-5)}, "less"),
        # What is done comes before the name of what it is done to.
        ({"indicator": "竹编废水排放量", "measure": "amount", "aspect": "flow", "deed": "削减"}, "more"),
        ({"indicator": "竹编废水排放量", "measure": "amount", "aspect": "level"}, "less"),
    ],
)
def test_measured_goes_by_the_end_of_a_name_that_has_no_code(change: dict[str, Any], polarity: str | None) -> None:
    row = only(measured({"indicator_id": None} | change))
    assert (row["polarity"], row["polarity_source"]) == (polarity or "neutral", "table" if polarity else "default")


def test_measured_never_turns_a_fall_round_by_the_end_of_a_name() -> None:
    assert only(measured({"indicator_id": None, "value_base": Decimal(-5)}))["side"] is None


def test_measured_goes_by_the_code_before_the_end_of_the_name() -> None:
    assert only(measured({"indicator_id": "power_consumption"}))["polarity"] == "neutral"
    assert only(measured({"indicator_id": "unemployment_surveyed_urban"}))["polarity"] == "less"


def test_measured_says_what_is_too_far_by_indicator_before_by_measure() -> None:
    share = {"measure": "ratio"}
    rows = measured(
        {}, {"target_id": "b"} | share, {"target_id": "c", "indicator_id": "natural_population_growth"} | share
    )
    far = {row["target_id"]: (row["far_by"], row["most"], row["far_reason"]) for row in rows}
    assert far == {"a": ("gap", 15, "rate_far"), "b": ("gap", 15, "ratio_far"), "c": ("gap", 1, "ratio_far")}
    assert only(measured({"measure": "growth", "unit_base": "doubling"}))["far_by"] is None


def test_measured_has_near_of_left_and_right_and_a_percent_of_the_printed_number() -> None:
    about = only(measured({"indicator_id": "retail_sales", "bound": "about"}))
    assert (about["about"], about["near"], about["scale"]) == (Decimal("0.5"), Decimal(1), Decimal(100))
    fall = {"measure": "amount", "unit_base": "t", "value_base": Decimal(-500)}
    assert only(measured(fall))["scale"] == Decimal(500)


def test_measured_keeps_a_target_that_no_rule_is_for() -> None:
    row = only(measured({"measure": "ratio", "unit_base": "t"}))
    assert (row["target_id"], row["rule"], row["near"]) == ("a", None, None)


@pytest.mark.parametrize(
    ("bound", "polarity", "falls", "side"),
    [("at_least", "less", False, 1), ("at_most", "more", False, -1), ("exact", "more", False, 1), ("exact", "less", False, -1),
     ("exact", "ceiling", False, -1), ("about", "planned", False, -1), ("about", "two_sided", False, 0), ("exact", "neutral", False, None),
     ("at_least", "neutral", False, 1), ("exact", "more", True, None), ("about", "less", True, -1), ("at_most", "more", True, -1)],
)  # fmt: skip
def test_a_bound_says_itself_which_side_is_better_else_the_polarity_does_and_of_a_fall_only_that_of_less(
    bound: str, polarity: str, falls: bool, side: int | None
) -> None:
    with duckdb.connect() as connection:
        judge.run(connection, "verdict")
        assert connection.execute("SELECT better_side(?, ?, ?)", [bound, polarity, falls]).fetchone() == (side,)


def reported(*changes: dict[str, Any]) -> Rows:
    rows = [
        SAID | {"target_id": f"650000-2024@{number}", "char_start": number} | change
        for number, change in enumerate(changes)
    ]
    lists = {name: contract.codelist(name) for name in ("regions", "indicators")}
    reports = table("reports", [report(2024), report(2024, "100000")])
    return run("reported", achieved=table("achieved", rows), reports=reports, **lists)


def test_reported_makes_figures_of_what_a_report_states_of_the_year_before() -> None:
    nation = {"target_id": "100000-2024@9", "report_id": "100000-2024", "region_code": "100000"}
    ours, nations = sorted(reported({}, nation), key=lambda row: str(row["region_code"]), reverse=True)
    assert (ours["publisher"], nations["publisher"]) == ("新疆维吾尔自治区人民政府", "国务院")
    assert (ours["source_kind"], ours["report_year"], ours["position"]) == ("self_reported", 2024, 0)
    assert (ours["value_bound"], ours["price_basis"], ours["published"]) == (None, "real", date(2024, 1, 20))


@pytest.mark.parametrize(
    "other",
    [{"period": "2022"}, {"period": "2024"}, {"value_high": "7"}, {"unit": None}],
)  # fmt: skip
def test_reported_leaves_out_other_periods_ranges_and_what_has_no_unit(other: dict[str, Any]) -> None:
    assert reported(other) == []


def test_reported_keeps_what_a_figure_is_and_every_time_that_ends_with_the_year_before() -> None:
    what = {"period": "2019/2023", "period_kind": "average", "base_period": "2018", "area": "某新区"}
    row = only(reported(what))
    assert {name: row[name] for name in what} == what
    assert (
        len(
            reported(
                {"period": "2023-01/2023-11", "period_kind": "part_of_year"}, {"period": "2023", "period_kind": "end"}
            )
        )
        == 2
    )
    assert reported({"period": "2022-01/2022-11", "period_kind": "part_of_year"}) == []


def test_reported_has_the_price_basis_of_the_clause_else_that_of_the_indicator() -> None:
    income = {"indicator": "城镇居民人均可支配收入", "indicator_id": "income_urban"}
    real, usual, nominal = (
        only(reported(row)) for row in (income | {"price_basis": "real"}, income, {"price_basis": "nominal"})
    )
    assert (real["price_basis"], usual["price_basis"], nominal["price_basis"]) == ("real", "nominal", "nominal")


LEVEL = STATISTIC | {"indicator_id": "income_all", "measure": "amount", "unit": "元", "price_basis": "nominal"}
THIS, BEFORE = (
    LEVEL | {"value": "55055"},
    LEVEL | {"statistic_id": "650000-2022-00000000000b", "period": "2022", "value": "50000"},
)
SPAN = {"indicator_id": "income_all", "region_code": "100000", "since": date(2020, 1, 1), "continuous": True}


def derived(*statistics: dict[str, Any], breaks: Rows = [SPAN]) -> Rows:  # noqa: B006 - it is only read
    series_breaks = pl.DataFrame(
        breaks, schema={"indicator_id": pl.String, "region_code": pl.String, "since": pl.Date, "continuous": pl.Boolean}
    )
    return run(
        "derived",
        statistics=table("statistics", list(statistics)),
        indicators=contract.codelist("indicators"),
        series_breaks=series_breaks,
    )


def test_derived_works_growth_out_from_two_levels_of_one_source_to_one_decimal() -> None:
    row = only(derived(THIS, BEFORE))
    assert (row["measure"], row["unit_base"], row["period"], row["price_basis"]) == ("growth", "%", "2023", "nominal")
    assert (row["value"], row["value_base"]) == (Decimal("10.1"), Decimal("10.1"))
    assert (row["derived"], row["note"]) == (True, "from the levels of 2022 and 2023")
    assert only(derived(THIS, BEFORE | {"published": date(2024, 3, 1)}))["statistic_id"].startswith("650000-2023-")


@pytest.mark.parametrize(("value", "growth"), [("52525", "5.1"), ("52524", "5"), ("47475", "-5.1"), ("50000", "0")])
def test_derived_rounds_as_sources_print(value: str, growth: str) -> None:
    assert only(derived(THIS | {"value": value}, BEFORE))["value"] == Decimal(growth)


@pytest.mark.parametrize(
    ("breaks", "works"),
    [
        ([], False),
        ([SPAN | {"indicator_id": "income_urban"}], False),
        ([SPAN | {"since": date(2023, 1, 1)}], True),
        ([SPAN | {"since": date(2024, 1, 1)}], False),
        ([SPAN, SPAN | {"since": date(2023, 1, 1), "continuous": False}], False),
        ([SPAN | {"continuous": False}, SPAN | {"since": date(2022, 1, 1)}], True),
        ([SPAN, SPAN | {"since": date(2024, 1, 1), "continuous": False}], True),
        ([SPAN | {"region_code": "650000"}], True),
        ([SPAN | {"region_code": "620000"}], False),
        ([SPAN, SPAN | {"region_code": "650000", "since": date(2015, 1, 1), "continuous": False}], False),
        ([SPAN, SPAN | {"region_code": "620000", "continuous": False}], True),
    ],
)
def test_derived_gives_a_growth_only_where_a_dated_row_says_that_the_levels_are_of_one_series(
    breaks: Rows, works: bool
) -> None:
    assert bool(derived(THIS, BEFORE, breaks=breaks)) is works


@pytest.mark.parametrize(
    ("this", "before", "works"),
    [
        ("55.055", "50.001", True),
        ("2155", "2050", True),
        ("980", "950", False),
        ("0.98", "0.95", False),
        ("1050.5", "0.9", False),
    ],
)
def test_derived_takes_no_levels_whose_digits_bear_no_decimal_of_a_growth(this: str, before: str, works: bool) -> None:
    assert bool(derived(THIS | {"value": this}, BEFORE | {"value": before})) is works


@pytest.mark.parametrize(
    ("this", "before"),
    [
        ({}, {"period": "2021"}), ({}, {"region_code": "620000"}), ({}, {"indicator_id": "income_urban"}), ({}, {"unit": "万亩"}),
        ({}, {"measure": "ratio", "unit": "%"}), ({}, {"source_title": "年鉴"}), ({}, {"publisher": "新闻办"}),
        ({}, {"published": date(2023, 3, 1)}), ({}, {"serves": "latest"}), ({}, {"value": "0"}), ({}, {"value_bound": "about"}), ({"value_bound": "at_least"}, {}),
        ({"period": "2021/2023"}, {}),
    ],
)  # fmt: skip
def test_derived_mixes_no_two_sources_things_or_bounds(this: dict[str, Any], before: dict[str, Any]) -> None:
    assert derived(THIS | this, BEFORE | before) == []


def test_derived_growth_of_money_is_nominal_and_serves_what_its_levels_serve() -> None:
    money = {"indicator_id": "gdp", "unit": "亿元", "serves": "latest"}
    row = only(derived(THIS | money, BEFORE | money, breaks=[SPAN | {"indicator_id": "gdp"}]))
    assert (row["price_basis"], row["serves"]) == ("nominal", "latest")


def figures(statistics: Rows, known_on: date | None = None) -> Rows:
    frames = {name: table("statistics", statistics) for name in ("statistics",)}
    none = frames["statistics"].clear()
    stated = none.with_columns(
        report_year=pl.lit(None, pl.Int32),
        position=pl.lit(None, pl.Int64),
        action=pl.lit(None, pl.String),
        in_doubt=pl.lit(None, pl.Boolean),
    )
    lists = {"region_changes": contract.codelist("region_changes"), "source_kinds": source_kinds()}
    return run(
        "figures", known_on=known_on, derived=none, reported=stated, **names(*frames.values()), **frames, **lists
    )


def test_figures_have_the_place_of_today_and_the_order_of_their_source() -> None:
    kinds = codelists.codes("source_kind")
    rows = figures([STATISTIC | {"statistic_id": f"110228-2023-{n:012x}", "region_code": "110228", "source_kind": kind} for n, kind in enumerate(kinds)])  # fmt: skip
    assert [row["source_kind"] for row in sorted(rows, key=lambda row: int(row["source_order"]))] == [
        "communique", "official_statistics", "self_reported", "press",
    ]  # fmt: skip
    assert {(row["place"], row["region_code"], row["report_year"], row["position"]) for row in rows} == {
        ("110118", "110228", None, 0)
    }


def test_figures_are_those_known_on_the_day_itself_or_without_a_date() -> None:
    days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 2), None]
    rows = [
        STATISTIC
        | {
            "statistic_id": f"650000-2023-{n:012x}",
            "published": day,
            "published_precision": "day" if day else None,
        }
        for n, day in enumerate(days)
    ]
    assert {row["published"] for row in figures(rows, known_on=date(2024, 3, 1))} == {days[0], days[1], None}
    assert len(figures(rows)) == 4


def test_witnesses_know_a_thing_that_has_no_code_by_its_name() -> None:
    said = {"indicator_id": None, "report_year": 2024, "source_order": 3, "measure": "amount", "unit_base": "item"}
    doubted = said | {"statistic_id": "doubted", "in_doubt": True}
    again = rows_of(
        SEEN | said | {"base_period": None}, {"report_year": 2025}, {"report_year": 2025, "indicator": "产量"}
    )
    lists = {"region_changes": contract.codelist("region_changes"), "stated": again}
    rows = run(
        "witnesses", figures=rows_of(SEEN, doubted, doubted | {"statistic_id": "other", "indicator": "产能"}), **lists
    )
    assert rows == [{"statistic_id": "doubted", "witness": "next_report"}]


NOBODY_READ = pl.DataFrame(schema=judge.READINGS)


def pairs(
    targets: Sequence[dict[str, Any]],
    seen: Sequence[dict[str, Any]],
    meets: pl.DataFrame | None = None,
    readings: pl.DataFrame = NOBODY_READ,
    borne_out: Mapping[str, str] = MappingProxyType({}),
) -> Rows:
    rows = run(
        "pairs",
        meets=contract.codelist("meets") if meets is None else meets,
        readings=readings,
        due=rows_of(DUE, *targets),
        figures=rows_of(SEEN, *seen),
        witnesses=pl.DataFrame(
            list(borne_out.items()), schema={"statistic_id": pl.String, "witness": pl.String}, orient="row"
        ),
        indicator_relations=contract.codelist("indicator_relations"),
        link_words=contract.codelist("link_words"),
        reports=contract.empty(schemas.model("reports")),
    )
    return sorted(rows, key=lambda row: (row["target_id"], row["rank"]))


@pytest.mark.parametrize(
    "other",
    [{"place": "620000"}, {"span": "2022"}, {"measure": "change"}, {"unit_base": "pp"}, {"indicator_id": "cpi"}, {"report_year": 2023}, {"report_year": 2025},
     {"base": "2020"}, {"area": "某新区"}, {"period_kind": "average"}],
)  # fmt: skip
def test_pairs_are_of_one_place_area_period_base_measure_dimension_and_thing(other: dict[str, Any]) -> None:
    assert len(pairs([{}], [{}])) == len(pairs([{}], [{"report_year": 2024}])) == 1
    assert pairs([{}], [other]) == []
    assert pairs([{"value_base": None}], [{}]) == []


HOMES = {"measure": "amount", "unit_base": "dwelling", "indicator_id": "affordable_housing", "indicator": "住房"}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({}, "aspect"),
        ({"report_id": "650000-2022"}, None),
        ({"unit_base": "item"}, None),
        ({"measure": "growth"}, None),
        ({"area": "某新区"}, None),
        ({"span": "2024"}, None),
        ({"indicator_id": "grain_output", "words": "粮"}, None),
        ({"aspect": "start"}, None),
    ],
)
def test_what_is_done_is_not_what_is_finished_where_the_report_targets_both(
    other: dict[str, Any], reason: str | None
) -> None:
    does = HOMES | {"aspect": "flow"}
    finishes = HOMES | {"target_id": "b", "aspect": "completion"} | other
    rows = pairs([does, finishes], [HOMES | {"aspect": "completion"}])
    assert [row["comparability_reason"] for row in rows if row["target_id"] == "a"] == [reason]


def test_pairs_say_why_a_figure_may_not_judge_and_how_it_was_linked() -> None:
    flow = {"measure": "amount", "unit_base": "t", "indicator_id": "fruit_output", "aspect": "flow"}
    seen = [
        {"statistic_id": "own"},
        {"statistic_id": "finished", "aspect": "completion"},
        {"statistic_id": "new", "aspect": "addition"},
        {"statistic_id": "other", "indicator_id": "forest_fruit_output"},
        {"statistic_id": "stock", "aspect": "level"},
        {"statistic_id": "unsaid", "aspect": None},
    ]
    rows = pairs([flow], [flow | change for change in seen])
    assert {(row["statistic_id"], row["comparability_reason"]) for row in rows} == {
        ("own", None), ("finished", None), ("new", "addition"), ("other", "scope_unlike"), ("stock", "aspect"), ("unsaid", "aspect"),
    }  # fmt: skip
    assert {row["link"] for row in rows} == {"code"}
    assert only(pairs([flow | {"aspect": "addition"}], [flow]))["comparability_reason"] == "addition"


def test_pairs_of_what_a_row_no_longer_lets_meet_are_not_comparable_from_its_day_on() -> None:
    flow = {"measure": "amount", "unit_base": "t", "aspect": "flow"}
    old = contract.codelist("meets")
    same = old.filter(compares="aspect", of_target="flow", of_figure="flow")
    for since, reason in ((date(2023, 1, 1), "aspect"), (date(2023, 1, 2), None)):
        newer = same.with_columns(may=pl.lit("nothing"), since=pl.lit(since))
        assert only(pairs([flow], [flow], pl.concat([old, newer])))["comparability_reason"] == reason, since


def test_pairs_with_a_part_of_the_year_come_after_the_year_and_are_bounds() -> None:
    flow = {"measure": "amount", "unit_base": "t", "aspect": "flow"}
    part = flow | {
        "statistic_id": "part",
        "period": "2023-01/2023-11",
        "span": "2023-01/2023-11",
        "period_kind": "part_of_year",
    }
    whole = flow | {"statistic_id": "whole", "source_order": 4}
    rows = pairs([flow], [part, whole])
    assert [(row["statistic_id"], row["actual_bound"]) for row in rows] == [("whole", None), ("part", "at_least")]
    months = {"period_kind": "part_of_year", "span": "2023-01/2023-11"}
    assert only(pairs([flow | months], [part]))["actual_bound"] is None
    assert pairs([flow | {"aspect": "level"}], [part | {"aspect": "level"}]) == []


def test_pairs_leave_out_what_was_read_again_and_is_wrong_and_keep_what_else_was_said() -> None:
    def read(finding: str, statistic_id: str = "f") -> Rows:
        row = {"target_id": "a", "statistic_id": statistic_id, "finding": finding}
        figures = [
            {},
            {"statistic_id": "g", "value_base": Decimal("45.9")},
            {"statistic_id": "h", "value_base": Decimal("45.9")},
        ]
        return pairs([{}], figures, readings=pl.DataFrame([row], schema=judge.READINGS))

    assert [row["statistic_id"] for row in read("wrong_figure")] == ["g", "h"]
    assert read("wrong_target", "elsewhere") == []
    assert [(row["statistic_id"], row["finding"]) for row in read("confirmed", "g")] == [
        ("f", None),
        ("g", "confirmed"),
        ("h", "confirmed"),
    ], "what was confirmed is confirmed of the same number elsewhere"


@pytest.mark.parametrize(
    ("target", "printed", "reason"),
    [("real", "nominal", "price_basis"), ("nominal", "real", "price_basis"), ("real", "real", None), ("real", "unstated", None), ("unstated", "nominal", None)],
)  # fmt: skip
def test_pairs_of_real_and_nominal_growth_are_not_comparable(target: str, printed: str, reason: str | None) -> None:
    row = only(pairs([{"price_basis": target}], [{"price_basis": printed}]))
    assert row["comparability_reason"] == reason
    level = {"measure": "amount", "unit_base": "CNY"}
    assert (
        only(pairs([level | {"price_basis": target}], [level | {"price_basis": printed}]))["comparability"]
        == "comparable"
    )


def test_pairs_are_ranked_by_comparability_printed_first_release_source_date_and_place() -> None:
    ranked = [
        {"source_order": 1, "published": date(2024, 1, 1)},
        {"source_order": 1, "published": date(2024, 12, 31)},
        {"source_order": 1, "published": None},
        {"source_order": 2},
        {"source_order": 3, "position": 5},
        {"source_order": 3, "position": 9},
        {"source_order": 3, "position": 2, "action": "新建"},
        {"source_order": 1, "published": date(2025, 1, 1)},
        {"source_order": 1, "derived": True},
        {"source_order": 1, "price_basis": "nominal"},
        {"source_order": 1, "serves": "latest"},
    ]
    # Ids in the opposite order, which decides nothing here.
    named = [row | {"statistic_id": str(11 - number)} for number, row in enumerate(ranked)]
    rows = pairs([{}], named[::-1])
    assert [row["statistic_id"] for row in rows] == [row["statistic_id"] for row in named]
    assert [row["rank"] for row in rows] == list(range(1, 12))


def matches(*changes: dict[str, Any], target: dict[str, Any] | None = None) -> Rows:
    return run("matches", pairs=rows_of(PAIR, *changes), measured=rows_of(MEASURED, target or {}), statuses=statuses())


def test_matches_hold_the_verdict_of_every_pair() -> None:
    actuals = {"x": "7", "y": "6.5", "z": "6.4"}
    rows = matches(*[{"statistic_id": name, "actual_base": Decimal(value)} for name, value in actuals.items()])
    assert {row["statistic_id"]: row["verdict"] for row in rows} == {"x": "met", "y": "near", "z": "missed"}
    bound = only(matches({"actual_bound": "at_least"}))
    assert (bound["verdict"], bound["distance_base"], bound["short_base"]) == (
        "undetermined",
        Decimal("-0.2"),
        Decimal("0.2"),
    )


def test_matches_say_nothing_where_the_figure_may_not_judge_or_the_period_is_open() -> None:
    unlike = only(matches({"comparability": "not_comparable", "comparability_reason": "price_basis"}))
    assert (unlike["verdict"], unlike["verdict_if_comparable"]) == (None, "near")
    assert only(matches({}, target={"period_open": True}))["verdict"] is None


@pytest.mark.parametrize(
    ("pair", "target", "status", "reason"),
    [
        ({}, {}, "near", None),
        ({"actual_base": Decimal(22)}, {}, "met", None),
        ({"actual_base": Decimal("22.000001")}, {}, "held", "rate_far"),
        ({"actual_base": Decimal(23), "finding": "confirmed"}, {}, "met", None),
        ({"finding": "confirmed"}, {}, "near", None),
        ({"finding": "wrong_verdict"}, {}, "held", "reading"),
        ({"actual_base": Decimal(23)}, {"far_by": None}, "met", None),
        ({}, {"side": None}, "undetermined", "polarity_unknown"),
        ({"actual_bound": "at_least"}, {}, "undetermined", "actual_uncertain"),
        ({"actual_base": Decimal(23)}, {"period_open": True}, None, None),
    ],
)
def test_matches_hold_what_is_far_until_somebody_confirms_it(
    pair: dict[str, Any], target: dict[str, Any], status: str | None, reason: str | None
) -> None:
    row = only(matches(pair, target=target))
    assert (row["status"], row["status_reason"]) == (status, reason)


@pytest.mark.parametrize(
    ("low", "high", "actual", "far"),
    [(10, None, "20", False), (10, None, "20.1", True), (10, None, "5", False), (10, None, "4.9", True), (10, 30, "59", False), (10, 30, "61", True),
     (-40, None, "-80", False), (-40, None, "-81", True), (-40, None, "-20", False), (-40, None, "-19", True), (0, None, "5", False)],
)  # fmt: skip
def test_an_amount_is_far_above_twice_or_below_half_of_the_nearer_end(
    low: int, high: int | None, actual: str, far: bool
) -> None:
    with duckdb.connect() as connection:
        judge.run(connection, "verdict")
        row = connection.execute(
            "SELECT is_far('attainment', 0.5, 2, ?, ?, ?)", [Decimal(low), high, Decimal(actual)]
        ).fetchone()
    assert row == (far,)


def doubts(
    *rows: tuple[dict[str, Any], dict[str, Any]],
    claims: dict[str, str] | None = None,
    figure: dict[str, Any] | None = None,
) -> dict[str, str]:
    targets = [{"target_id": str(number)} | target for number, (target, _) in enumerate(rows)]
    best = [{"target_id": str(number)} | match for number, (_, match) in enumerate(rows)]
    # What the next report says, and a figure of elsewhere.
    figures = [
        *({"statistic_id": name, "report_year": 2024} | (figure or {}) for name in ("f", "g")),
        {"statistic_id": "published"},
    ]
    heard = pl.DataFrame([*(claims or {}).items()], schema={"target_id": pl.String, "claim": pl.String}, orient="row")
    tables = {"due": rows_of(DUE, *targets), "matches": rows_of(MATCH, *best)}
    given = run("doubts", **tables, figures=rows_of(SEEN, *figures), heard=heard, statuses=statuses())
    return {row["target_id"]: row["doubt"] for row in given}


def test_doubts_are_of_one_target_with_two_results() -> None:
    met = {"verdict": "met", "status": "met"}
    assert doubts(({}, {}), ({}, met)) == {"0": "repeats_differ", "1": "repeats_differ"}
    assert doubts(({}, {}), ({}, {})) == {}
    assert doubts(({}, {}), ({}, met | {"finding": "confirmed"})) == {"0": "repeats_differ"}
    assert doubts(({}, {}), ({}, {"verdict": "undetermined"})) == {}
    assert doubts(({}, {}), ({}, met | {"serves": "latest"})) == {}
    for other in (
        {"report_id": "650000-2024"},
        {"value_base": Decimal(8)},
        {"bound": "about"},
        {"span": "2024"},
        {"area": "某新区"},
        {"base": "2020"},
    ):
        assert doubts(({}, {}), (other, met)) == {}, other


def test_doubts_are_of_a_verdict_that_the_next_report_contradicts_in_words() -> None:
    met, missed = ({}, {"verdict": "met", "status": "met"}), ({}, {"verdict": "missed", "status": "missed"})
    for row, claim in ((met, "admitted"), (met, "not_fulfilled"), (missed, "fulfilled")):
        assert doubts(row, claims={"0": claim}) == {"0": "claim_differs"}, claim
    for row, claim in ((met, "fulfilled"), (met, "partly"), (met, "silent"), (missed, "admitted"), (missed, "partly")):
        assert doubts(row, claims={"0": claim}) == {}, claim
    assert doubts(({}, {"verdict": "met", "finding": "confirmed"}), claims={"0": "admitted"}) == {}


def test_doubts_are_of_what_is_only_finished_of_what_was_to_be_done() -> None:
    missed = {"verdict": "missed", "status": "missed"}
    finished = {"aspect": "completion"}
    assert doubts(({"aspect": "flow"}, missed), figure=finished) == {"0": "unfinished"}
    assert doubts(({"aspect": "flow"}, {"verdict": "met"}), figure=finished) == {}
    assert doubts(({"aspect": "completion"}, missed), figure=finished) == {}
    assert doubts(({"aspect": "flow"}, missed), figure={"aspect": "flow"}) == {}


@pytest.mark.parametrize(
    ("deed", "done", "verdict", "doubted"),
    [
        ("build", "build_and_renew", "met", True),
        ("build", "build_and_renew", "missed", False),
        ("build_and_renew", "build", "missed", True),
        ("build_and_renew", "renew", "met", False),
        ("renew", "build", "met", True),
        ("renew", "renew", "missed", False),
        ("any", "build", "missed", False),
    ],
)
def test_doubts_are_of_more_or_fewer_deeds_than_were_set(deed: str, done: str, verdict: str, doubted: bool) -> None:
    row = {"measure": "amount", "deed": deed}, {"verdict": verdict, "status": verdict}
    assert doubts(row, figure={"deed": done}) == ({"0": "deeds_differ"} if doubted else {})
    assert doubts((row[0] | {"measure": "growth"}, row[1]), figure={"deed": done}) == {}


def test_doubts_are_of_another_figure_of_the_next_report_that_the_words_name() -> None:
    other = {"target_id": "0", "statistic_id": "g", "rank": 2, "actual_base": Decimal(9), "names_agree": True}
    for link in ("words", "code"):
        assert doubts(({}, {}), ({"target_id": "b"}, other | {"link": link})) == {"0": "links_differ"}
    for same in (
        {"actual_base": MATCH["actual_base"]},
        {"names_agree": False},
        {"comparability": "not_comparable"},
        {"statistic_id": "published"},
    ):
        assert doubts(({}, {}), ({"target_id": "b"}, other | same)) == {}, same
    confirmed = ({}, {"finding": "confirmed"}), ({"target_id": "b"}, other)
    assert doubts(*confirmed) == {}


def test_matches_say_of_the_best_what_other_tolerances_would_give() -> None:
    # 0.2 short of 7左右: within 0.2; with none missed, with half (0.1; 0.25) near, with double met.
    assert only(matches({}, target={"bound": "about"}))["other_verdicts"] == ["missed", "near", "met"]
    assert only(matches({"rank": 2}))["other_verdicts"] is None


def judged(
    *changes: dict[str, Any],
    target: dict[str, Any] | None = None,
    doubted: Rows | None = None,
    readings: Rows | None = None,
    newest: dict[str, Any] | None = None,
) -> dict[str, Any]:
    none = rows_of(MATCH, {}).clear()
    # A pair that no reason holds has the status of its verdict.
    changes = tuple({"status": change.get("verdict", MATCH["verdict"])} | change for change in changes)
    matched_pairs = rows_of(MATCH, *changes) if changes else none
    stands_now = pl.DataFrame(
        [newest] if newest else [], schema={"target_id": pl.String, "vintage": pl.String, "status": pl.String}
    )
    given = {
        "vintages": stands_now,
        "doubts": pl.DataFrame(doubted or [], schema={"target_id": pl.String, "doubt": pl.String}),
        "readings": pl.DataFrame(readings or [], schema=judge.READINGS),
    }
    return only(run("judged", due=rows_of(DUE, target or {}), matches=matched_pairs, statuses=statuses(), **given))


def test_judged_holds_what_is_in_doubt_and_says_nothing_of_a_target_that_was_misread() -> None:
    row = judged({}, doubted=[{"target_id": "a", "doubt": "repeats_differ"}])
    assert (row["status"], row["status_latest"], row["status_reason"], row["decided"]) == (
        "held",
        "held",
        "repeats_differ",
        False,
    )
    wrong = [{"target_id": "a", "statistic_id": "f", "finding": "wrong_target"}]
    row = judged(readings=wrong, target={"period_open": True})
    assert (row["status"], row["status_reason"], row["reading"]) == ("undetermined", "reading", "wrong_target")
    assert judged({"finding": "confirmed"})["reading"] == "confirmed"


@pytest.mark.parametrize(
    ("target", "best", "status", "decided"),
    [
        ({"period_open": True}, MATCH | {"verdict": None}, "pending", False),
        ({"period_open": True, "figures_due": False}, None, "pending", False),
        ({"figures_due": False}, None, "pending", False),
        ({"figures_due": False}, MATCH, "near", True),
        ({}, None, "no_data", False),
        ({}, NOT_COMPARABLE, "not_comparable", False),
        ({}, {"verdict": "met"}, "met", True),
        ({}, {"verdict": "near"}, "near", True),
        ({}, {"verdict": "missed"}, "missed", True),
        ({}, {"verdict": "undetermined"}, "undetermined", False),
    ],
)
def test_judged_gives_the_first_status_that_applies(
    target: dict[str, Any], best: dict[str, Any] | None, status: str, decided: bool
) -> None:
    row = judged(*([best] if best else []), target=target)
    assert (row["status"], row["decided"]) == (status, decided)


def test_judged_goes_by_the_best_and_the_latest_status_by_what_stands_now() -> None:
    first = {"verdict": "met"}
    unlike = {"statistic_id": "i", "rank": 4} | NOT_COMPARABLE
    revised = {"target_id": "a", "vintage": "newest", "status": "missed"}
    row = judged(unlike, first, newest=revised)
    assert (row["statistic_id"], row["status"], row["status_latest"]) == ("f", "met", "missed")
    assert judged(first, newest=revised | {"vintage": "next_report"})["status_latest"] == "met"


def vintages(*pairs: dict[str, Any], doubted: Rows | None = None, **seen: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The rows of a target by vintage; of a pair that names no figure it is of the communiqué ``f``."""
    rows = run(
        "vintages",
        matches=rows_of(MATCH, *pairs),
        figures=rows_of(SEEN, {}, *[{"statistic_id": name} | figure for name, figure in seen.items()]),
        due=rows_of(DUE, {}),
        doubts=pl.DataFrame(doubted or [], schema={"target_id": pl.String, "doubt": pl.String}),
    )
    assert len({row["vintage"] for row in rows}) == len(rows)
    return {row["vintage"]: row for row in rows}


REVISED = {
    "statistic_id": "g",
    "rank": 2,
    "published": date(2025, 9, 1),
    "actual_base": Decimal("6.3"),
    "status": "missed",
}
OWN_WORD = {
    "statistic_id": "said",
    "rank": 3,
    "published": date(2024, 1, 20),
    "actual_base": Decimal("7.1"),
    "status": "met",
}
SAID_BY = {"report_year": 2024, "source_kind": "self_reported", "publisher": "某省人民政府"}


def test_vintages_are_what_came_first_what_stands_now_and_what_the_next_report_says() -> None:
    rows = vintages({}, REVISED, OWN_WORD, g={}, said=SAID_BY)
    assert {name: (row["statistic_id"], row["source_kind"], row["actual"], row["status"]) for name, row in rows.items()} == {
        "first": ("f", "official_statistics", Decimal("6.8"), "near"),
        "newest": ("g", "official_statistics", Decimal("6.3"), "missed"),
        "next_report": ("said", "self_reported", Decimal("7.1"), "met"),
    }  # fmt: skip
    changed = {name: (row["difference"], row["verdict_changed"]) for name, row in rows.items()}
    assert changed == {"first": (0, False), "newest": (Decimal("-0.5"), True), "next_report": (Decimal("0.3"), True)}


def test_one_figure_may_be_first_newest_and_the_word_of_the_next_report() -> None:
    rows = vintages(OWN_WORD | {"rank": 1}, said=SAID_BY)
    assert set(rows) == {"first", "newest", "next_report"} and not any(row["difference"] for row in rows.values())
    assert set(vintages({})) == {"first", "newest"}


def test_the_newest_is_the_last_that_came_out_and_that_is_printed() -> None:
    undated = REVISED | {"statistic_id": "h", "published": None, "rank": 3}
    assert vintages({}, REVISED, undated, g={}, h={})["newest"]["statistic_id"] == "g"
    same_day = REVISED | {"published": MATCH["published"]}
    assert vintages({}, same_day, g={})["newest"]["statistic_id"] == "f", "of one day the better source counts"
    assert vintages({}, REVISED | {"derived": True}, g={})["newest"]["statistic_id"] == "f"


def test_what_serves_the_newest_vintage_alone_is_never_the_first() -> None:
    rows = vintages(REVISED | {"rank": 1, "serves": "latest"}, g={})
    assert set(rows) == {"newest"}
    assert (rows["newest"]["difference"], rows["newest"]["verdict_changed"]) == (None, None)


def test_vintages_are_of_judged_pairs_and_hold_what_is_in_doubt() -> None:
    assert vintages(NOT_COMPARABLE | {"status": None}) == {}
    doubted = [{"target_id": "a", "doubt": "repeats_differ"}]
    assert {row["status"] for row in vintages({}, REVISED, doubted=doubted, g={}).values()} == {"held"}


def test_judged_never_decides_by_what_serves_the_newest_vintage_alone() -> None:
    revised = {"target_id": "a", "vintage": "newest", "status": "missed"}
    row = judged({"verdict": "missed", "serves": "latest"}, newest=revised)
    assert (row["statistic_id"], row["status"], row["status_latest"]) == (None, "no_data", "missed")
    unlike = {"statistic_id": "g", "rank": 1} | NOT_COMPARABLE
    row = judged(unlike, {"verdict": "missed", "serves": "latest", "rank": 2}, newest=revised)
    assert (row["status"], row["status_latest"]) == ("not_comparable", "missed")


def test_judged_takes_a_printed_figure_for_the_newest_before_one_that_is_worked_out() -> None:
    later = {"statistic_id": "g", "rank": 2, "published": date(2026, 9, 1), "verdict": "missed", "derived": True}
    assert judged({"verdict": "met"}, later)["status_latest"] == "met"
    assert judged(later | {"rank": 1})["status_latest"] == "missed"


def test_judged_without_a_verdict_has_one_status_only() -> None:
    assert judged()["status_latest"] == "no_data"
    assert judged(NOT_COMPARABLE)["status_latest"] == "not_comparable"


@pytest.mark.parametrize(
    ("reason", "other", "conflict"),
    [("price_basis", "missed", True), ("price_basis", "near", False), ("scope_unlike", "missed", False)],
)
def test_judged_flags_a_figure_of_the_other_price_basis_that_decides_differently(
    reason: str, other: str, conflict: bool
) -> None:
    nominal = {"statistic_id": "g", "rank": 2, "comparability_reason": reason, "verdict_if_comparable": other}
    assert judged({}, nominal | NOT_COMPARABLE)["price_basis_conflict"] is conflict
    assert judged(nominal | NOT_COMPARABLE | {"rank": 1})["price_basis_conflict"] is None


JUDGED = {"target_id": "a", "status": "no_data", "comparability": None}
SET = {"target_id": "a", "repeats": None, "list_id": None}
LISTED = {"list_id": LIST["list_id"]}


def answers(
    *claims: dict[str, Any],
    due: Sequence[dict[str, Any]] = ({},),
    target: Sequence[dict[str, Any]] = ({},),
    judged: dict[str, Any] | None = None,
    lists: Sequence[dict[str, Any]] = (),
    said: dict[str, Any] | None = None,
    next_report: dict[str, Any] | None = None,
    reports: Sequence[dict[str, Any]] | None = None,
    known_on: date | None = None,
) -> Rows:
    rows = [CLAIM | claim | {"claim_id": f"650000-2024@{30 + n}"} for n, claim in enumerate(claims)]
    of_due = rows_of(DUE, *due)
    types = {"comparability": pl.String, "repeats": pl.String, "list_id": pl.String}
    every = [JUDGED | {"target_id": target_id} | (judged or {}) for target_id in of_due["target_id"]]
    matched = [{"target_id": "a", "statistic_id": "f"}] if said is not None else []
    return run(
        "answers",
        before=["heard"],
        known_on=known_on,
        due=of_due,
        targets=pl.DataFrame([SET | row for row in target], schema_overrides=types),
        claims=table("claims", rows),
        project_lists=table(
            "project_lists", [LIST | {"list_id": f"650000-2023@{5 + n}"} | row for n, row in enumerate(lists)]
        ),
        reports=table("reports", [*reports] if reports else [report(2024) | (next_report or {})]),
        figures=rows_of(SEEN, {"report_year": 2024} | (said or {})),
        matches=pl.DataFrame(matched, schema={"target_id": pl.String, "statistic_id": pl.String}),
        judged=pl.DataFrame(every, schema_overrides=types),
        region_changes=contract.codelist("region_changes"),
    )


def heard(*claims: dict[str, Any], **given: Any) -> str | None:
    """What the next report says of the one target in words."""
    claim: str | None = only(answers(*claims, **given))["claim"]
    return claim


def test_answers_are_what_the_next_report_claims_else_silence_where_it_prints_no_figure_either() -> None:
    assert only(answers({})) == {
        "target_id": "a", "next_report": True, "claim": "admitted", "claim_quote": CLAIM["quote"],
        "claim_id": CLAIM["claim_id"], "claim_about": "target", "answered_by": "claim",
    }  # fmt: skip
    assert only(answers()) == dict.fromkeys(("claim_quote", "claim_id", "claim_about")) | {
        "target_id": "a", "next_report": True, "claim": "silent", "answered_by": "nothing",
    }  # fmt: skip
    assert heard(said={}) is None, "a figure is no claim"
    assert heard(said={"report_year": None}) == "silent", "a published figure is not the report's word"


@pytest.mark.parametrize(
    ("judged", "claims", "answered_by"),
    [
        ({"status": "met", "comparability": "comparable"}, [{}], "figure"),
        ({"status": "held", "comparability": "comparable"}, [{}], "figure"),
        ({"status": "undetermined", "comparability": "comparable"}, [], "figure"),
        ({"status": "not_comparable", "comparability": "not_comparable"}, [{}], "claim"),
        ({"status": "not_comparable", "comparability": "not_comparable"}, [], "nothing"),
        ({"status": "pending"}, [{}], None),
    ],
)
def test_answers_are_by_a_comparable_figure_else_a_claim_else_nothing(
    judged: dict[str, Any], claims: Rows, answered_by: str | None
) -> None:
    assert only(answers(*claims, judged=judged))["answered_by"] == answered_by


@pytest.mark.parametrize(
    "given",
    [
        {"next_report": {"report_id": "650000-2025", "year": 2025}},
        {"next_report": {"report_id": "620000-2024", "region_code": "620000"}},
        {"next_report": {"parts": "doubtful"}},
        {"known_on": date(2024, 1, 1)},
    ],
)
def test_answers_say_nothing_where_no_next_report_could_be_heard(given: dict[str, Any]) -> None:
    row = only(answers({}, **given))
    assert (row["next_report"], row["claim"], row["answered_by"]) == (False, None, None)


def test_answers_are_one_a_target_also_where_a_place_has_a_report_under_each_of_its_codes() -> None:
    both = [report(2024, "110228"), report(2024, "110118")]
    assert [row["claim"] for row in answers(due=[{"place": "110118"}], reports=both)] == ["silent"]


def test_answers_say_nothing_of_a_time_that_the_next_report_does_not_review() -> None:
    for later in ({"period": "2025", "last_year": 2025}, {"period_open": True}):
        row = only(answers({}, due=[later], judged={"status": "pending"}))
        assert (row["next_report"], row["claim"], row["answered_by"]) == (None, None, None)
    span = {"period": "2021/2023", "first_year": 2021}
    assert heard({}, due=[span]) == "silent", "a claim about the year is none about the years"
    assert heard({"period": "2021/2023"}, due=[span]) == "admitted"


@pytest.mark.parametrize(
    "other", [{"period": "2022"}, {"indicator": "粮食", "indicator_id": "grain_output"}, {"about": "all", "indicator": None, "indicator_id": None}]
)  # fmt: skip
def test_answers_leave_out_claims_about_anything_else(other: dict[str, Any]) -> None:
    assert heard(other) == "silent"
    assert heard({}, due=[{"area": "某新区"}]) == "silent"


def test_answers_about_a_thing_that_is_both_begun_and_finished_are_of_neither() -> None:
    begun = {"measure": "amount", "aspect": "start"}
    both = [begun, begun | {"target_id": "b", "aspect": "completion"}]
    target = [{}, {"target_id": "b"}]
    assert {row["claim"] for row in answers({}, due=both, target=target)} == {"silent"}
    growth = [begun, {"target_id": "b"}]
    assert {row["claim"] for row in answers({}, due=growth, target=target)} == {"admitted"}


def test_answers_are_by_the_first_claim_by_code_or_by_name() -> None:
    unnamed = {"indicator": "产值", "indicator_id": None}
    later = {"char_start": 90, "char_end": 99, "claim": "fulfilled"}
    assert heard(later, unnamed) == "admitted"


@pytest.mark.parametrize("claim", ["fulfilled", "partly"])
def test_answers_of_a_list_are_answers_of_the_targets_in_it(claim: str) -> None:
    row = only(answers(OF_LIST | {"claim": claim}, target=[LISTED], lists=[{}]))
    assert (row["claim"], row["claim_about"], row["claim_quote"]) == (claim, "list", OF_LIST["quote"])
    assert heard(OF_LIST, lists=[{}]) == "silent", "it stands in no list"


def test_answers_about_the_target_itself_win_over_those_of_its_list() -> None:
    exception = {"claim": "not_fulfilled", "char_start": 90, "char_end": 99}
    rows = answers(
        OF_LIST,
        exception,
        due=[{}, {"target_id": "b", "indicator": "公园", "indicator_id": None}],
        target=[LISTED, {"target_id": "b"} | LISTED],
        lists=[{}],
    )
    assert {row["target_id"]: (row["claim"], row["claim_about"]) for row in rows} == {
        "a": ("not_fulfilled", "target"), "b": ("fulfilled", "list"),
    }  # fmt: skip


def test_answers_how_many_were_done_say_more_than_that_all_were() -> None:
    counted = OF_LIST | {"claim": "partly", "items_done": 9, "char_start": 90, "char_end": 99}
    assert heard(OF_LIST, counted, target=[LISTED], lists=[{}]) == "partly"


@pytest.mark.parametrize(
    ("claim", "lists", "claimed"),
    [
        ({}, [{"name": "重点工程"}], False),
        ({"items": None}, [{}], True),
        ({}, [{"items": None}], True),
        ({"items": 20}, [{}], False),
        ({"items": None}, [{"name": "重点工程"}], False),
        ({}, [{}, {"items": 20}], True),
        ({}, [{"items": 20}, {}], False),
        ({"items": None}, [{}, {"name": "重点工程"}], True),
        ({"items": None}, [{}, {"items": 20}], False),
        ({}, [{}, {"name": "重点工程"}], True),
        ({}, [{"name": "重点工程"}, {}], False),
        ({}, [{}, {}], True),
        ({"items": None}, [{}, {"items": None}], True),
    ],
)
def test_answers_of_several_lists_are_of_that_of_the_number_or_the_name(
    claim: dict[str, Any], lists: Rows, claimed: bool
) -> None:
    assert heard(OF_LIST | claim, target=[LISTED], lists=lists) == ("fulfilled" if claimed else "silent")


def test_answers_are_of_a_target_wherever_its_report_prints_it() -> None:
    rows = answers(
        OF_LIST, due=[{}, {"target_id": "b"}], target=[{}, {"target_id": "b", "repeats": "a"} | LISTED], lists=[{}]
    )
    assert {row["target_id"]: row["claim"] for row in rows} == {"a": "fulfilled", "b": "fulfilled"}


def paces(target: dict[str, Any], *seen: dict[str, Any]) -> Rows:
    return run("paces", due=rows_of(DUE, target), figures=rows_of(SEEN, *seen))


SHARE = {
    "measure": "ratio",
    "value_base": Decimal(60),
    "last_year": 2027,
    "period": "2027",
    "span": "2027",
    "period_kind": "end",
}


def level(year: int, value: int, **change: object) -> dict[str, Any]:
    return {
        "statistic_id": f"{year}-{value}",
        "period": str(year),
        "span": str(year),
        "measure": "ratio",
        "value_base": Decimal(value),
        **change,
    }


def test_paces_are_the_way_made_by_the_time_gone() -> None:
    assert only(paces(SHARE, level(2022, 50), level(2024, 54))) == {"target_id": "a", "pace": Decimal(1)}
    assert only(paces(SHARE, level(2022, 50), level(2024, 54), level(2027, 90)))["pace"] == Decimal(1)


def test_paces_go_by_the_best_source_of_a_year() -> None:
    worse = level(2024, 51, source_order=2, published=date(2024, 1, 20))
    revised = level(2024, 51, published=date(2024, 9, 1))
    assert only(paces(SHARE, level(2022, 50), level(2024, 54), worse, revised))["pace"] == Decimal(1)


@pytest.mark.parametrize(
    "target", [{"measure": "amount", "aspect": "addition"}, {"period_kind": "total"}, {"period_kind": "average"}, {"area": "某新区"}, {"last_year": 2023}, {"indicator_id": None}, {"value_base": None}, {"value_base": Decimal(50)}]
)  # fmt: skip
def test_paces_are_of_levels_of_later_years_only(target: dict[str, Any]) -> None:
    assert paces(SHARE | target, level(2022, 50), level(2023, 54)) == []


@pytest.mark.parametrize(
    "other",
    [
        {"value_bound": "about"},
        {"derived": True},
        {"place": "620000"},
        {"measure": "change"},
        {"base": "2020"},
        {"area": "某新区"},
        {"aspect": "flow"},
    ],
)
def test_paces_need_a_figure_of_the_very_thing(other: dict[str, Any]) -> None:
    assert paces(SHARE, level(2022, 50), level(2024, 54) | other) == []
    assert paces(SHARE, level(2022, 50) | other, level(2024, 54)) == []


def test_paces_of_growth_are_compounded_from_the_first_year_without_a_gap() -> None:
    plan = {
        "period": "2021/2025",
        "span": "2021/2025",
        "period_kind": "average",
        "first_year": 2021,
        "last_year": 2025,
        "value_base": Decimal(6),
    }
    rates = [level(year, 6, measure="growth") for year in (2021, 2022, 2023)]
    assert only(paces(plan, *rates))["pace"] == Decimal(1)
    assert only(paces(plan, *rates, level(2025, 60, measure="growth")))["pace"] == Decimal(1)
    assert paces(plan, rates[0], rates[2]) == []
    assert paces(plan, *rates[1:]) == []


OUTCOMES = {
    "target_id": "a", "statistic_id": "f", "status": "near", "decided": True, "status_latest": "near", "status_reason": None, "reading": None, "verdict": "near", "price_basis_conflict": False,
    "link": "code", "witness": None, "other_verdicts": ["missed", "near", "near"], "comparability": "comparable", "comparability_reason": None, "distance_base": Decimal("-0.2"),
    "short_base": Decimal("0.2"), "actual_base": Decimal("6.8"), "actual_bound": None,
}  # fmt: skip
ANSWER = {
    "target_id": "a", "next_report": True, "claim": "silent", "claim_quote": None, "claim_id": None, "claim_about": None, "answered_by": "nothing",
}  # fmt: skip
NO_FIGURE = dict.fromkeys(
    ("statistic_id", "verdict", "comparability", "distance_base", "short_base", "actual_base", "price_basis_conflict", "other_verdicts")
)  # fmt: skip


def outcomes(judgement: dict[str, Any], target: dict[str, Any] | None = None) -> dict[str, Any]:
    judged_row = rows_of(OUTCOMES | judgement, {}).with_columns(
        pl.col("other_verdicts").cast(pl.List(pl.String)), pl.col("comparability").cast(pl.String)
    )
    return only(
        run(
            "outcomes",
            measured=rows_of(MEASURED, target or {}),
            judged=judged_row,
            figures=rows_of(SEEN, {}),
            answers=pl.DataFrame([ANSWER]),
            paces=pl.DataFrame({"target_id": ["a"], "pace": [Decimal("1.5")]}),
        )
    )


def test_outcomes_are_in_the_unit_of_the_target_and_positive_is_better() -> None:
    row = outcomes({})
    assert (row["actual"], row["gap"], row["margin"]) == (Decimal("6.8"), Decimal("-0.2"), Decimal("-0.2"))
    less = outcomes({}, {"side": -1, "factor": Decimal(10)})
    assert (less["actual"], less["gap"], less["margin"]) == (Decimal("0.68"), Decimal("-0.02"), Decimal("0.02"))
    assert outcomes({}, {"side": 0})["margin"] is None
    assert outcomes({}, {"measure": "amount"})["attainment"] == Decimal("0.971429")
    assert outcomes({}, {"measure": "amount", "value_base": Decimal(0)})["attainment"] is None


def test_outcomes_say_which_rule_decided_and_whether_the_tolerances_did() -> None:
    row = outcomes({})
    assert (row["rule"], row["reached"], row["tolerance_used"], row["tolerance_sensitive"]) == (
        "gdp_growth",
        False,
        True,
        True,
    )
    sure = outcomes({"other_verdicts": ["near", "near", "near"]})
    assert (sure["tolerance_used"], sure["tolerance_sensitive"]) == (False, False)
    bound = {"status": "undetermined", "verdict": "undetermined", "decided": False, "actual_bound": "at_least"}
    row = outcomes(bound)
    assert (row["rule"], row["reached"], row["tolerance_used"]) == ("gdp_growth", None, None)
    row = outcomes({"status": "held", "status_reason": "rate_far", "decided": False})
    assert (row["reached"], row["tolerance_used"], row["status_reason"]) == (None, None, "rate_far")


def test_outcomes_without_a_verdict_have_no_rule_and_pace_only_while_pending() -> None:
    pending = outcomes(NO_FIGURE | {"status": "pending", "decided": False})
    assert (pending["rule"], pending["actual"], pending["pace"], pending["claim"]) == (
        None,
        None,
        Decimal("1.5"),
        "silent",
    )
    unlike = outcomes(NOT_COMPARABLE | {"status": "not_comparable", "decided": False})
    assert (unlike["gap"], unlike["reached"], unlike["pace"], unlike["actual"]) == (None, None, None, Decimal("6.8"))
    assert outcomes({}, {"comparator": "与经济增长同步"})["comparator_status"] == "no_data"


def test_candidates_are_the_figures_that_matches_name_once_a_year() -> None:
    matched_pairs = rows_of(
        MATCH,
        {"target_id": "a"} | NOT_COMPARABLE,
        {"target_id": "b"},
        {"target_id": "c", "year": 2024} | NOT_COMPARABLE,
    )
    seen = rows_of(SEEN, {}, {"statistic_id": "unnamed"})
    rows = run("candidates", matches=matched_pairs, figures=seen)
    assert sorted((row["year"], row["statistic_id"], row["judges"]) for row in rows) == [
        (2023, "f", True),
        (2024, "f", False),
    ]


def conflicts(*seen: dict[str, Any], judges: bool = True) -> Rows:
    other = [{"statistic_id": "g", "source_title": "新闻"} | change for change in seen]
    matched = pl.DataFrame({"year": 2023, "statistic_id": ["f", "g"], "judges": [True, judges]})
    return run("conflicts", matched_figures=matched, figures=rows_of(SEEN, {}, *other))


def printed(value: str) -> dict[str, Any]:
    return {"value": Decimal(value), "value_base": Decimal(value)}


@pytest.mark.parametrize(
    ("value", "differs"), [("6.85", False), ("6.86", True), ("6.75", False), ("6.74", True), ("7", False), ("8", True)]
)
def test_conflicts_are_more_than_half_of_the_coarser_last_digit(value: str, differs: bool) -> None:
    assert bool(conflicts(printed(value))) is differs


def test_conflicts_tell_the_difference_and_the_coarser_last_digit() -> None:
    row = only(conflicts(printed("7.45")))
    assert (row["statistic_id"], row["other_statistic_id"]) == ("f", "g")
    assert (row["difference"], row["last_digit"]) == (Decimal("0.65"), Decimal("0.1"))
    thousands = {"value": Decimal("6.8"), "value_base": Decimal(6800)}
    assert only(conflicts(printed("7.45") | {"value_base": Decimal(7450)}, thousands | {"statistic_id": "h"}))


@pytest.mark.parametrize(
    "other",
    [{"price_basis": "nominal"}, {"place": "620000"}, {"indicator_id": "cpi"}, {"period": "2022"}, {"measure": "ratio"}, {"unit_base": "pp"},
     {"source_title": "公报"}, {"derived": True}, {"value_bound": "about"}, {"base": "2020"}, {"area": "某新区"}, {"period_kind": "end"}, {"aspect": "flow"}],
)  # fmt: skip
def test_conflicts_are_of_two_sources_on_the_very_same_thing(other: dict[str, Any]) -> None:
    assert conflicts(printed("9"))
    assert conflicts(printed("9") | other) == []
    assert conflicts(printed("9"), judges=False) == []


LATE = {"published": date(2025, 1, 1)}


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({}, "unexplained"),
        ({"published": date(2024, 12, 31)}, "unexplained"),
        (LATE, "later_vintage"),
        (LATE | {"unit": "‰", "value": Decimal("6.9"), "value_base": Decimal("0.69")}, "per_mille"),
        (LATE | {"unit": "‰", "value": Decimal(69), "value_base": Decimal("6.9")}, "later_vintage"),
    ],
)
def test_conflicts_say_what_may_explain_them_as_far_as_columns_tell(other: dict[str, Any], kind: str) -> None:
    row = only(conflicts(printed("9") | {"source_kind": "self_reported"} | other))
    assert (row["kind"], row["source_kind"], row["other_source_kind"]) == (kind, "official_statistics", "self_reported")


def test_a_conflict_is_of_two_figures_where_the_report_prints_another_of_the_same_name() -> None:
    said = {"report_year": 2024, "source_kind": "self_reported"}
    whole = said | {"statistic_id": "whole", "source_title": "报告"} | printed("6.8")
    matched = pl.DataFrame({"year": 2023, "statistic_id": ["f", "g"], "judges": True})

    def kind(*seen: dict[str, Any]) -> str:
        part = {"statistic_id": "g", "source_title": "报告"} | said | LATE | printed("13.2")
        return str(only(run("conflicts", matched_figures=matched, figures=rows_of(SEEN, {}, part, *seen)))["kind"])

    assert kind(whole) == "two_figures"
    assert kind() == kind(whole | printed("13.2")) == kind(whole | {"report_year": 2025}) == "later_vintage"


def test_a_conflict_is_of_price_basis_where_one_prints_the_rate_of_the_other_basis() -> None:
    nominal = {"statistic_id": "n", "price_basis": "nominal", "source_title": "年鉴"}
    matched = pl.DataFrame({"year": 2023, "statistic_id": ["f", "g"], "judges": True})

    def kind(*seen: dict[str, Any]) -> str:
        other = {"statistic_id": "g", "source_title": "新闻"} | printed("9")
        return str(only(run("conflicts", matched_figures=matched, figures=rows_of(SEEN, {}, other, *seen)))["kind"])

    assert kind(nominal | printed("9.04")) == "price_basis"
    assert kind(nominal | printed("9.6")) == kind() == "unexplained"
    assert kind(nominal | printed("9.04") | {"place": "620000"}) == "unexplained"


def test_every_step_and_every_sql_file_is_run() -> None:
    assert {path.stem for path in judge.FOLDER.glob("*.sql")} == {*judge.MACROS, *judge.STEPS, *rejudged.STEPS}
    assert set(judge.RESULTS) <= set(judge.STEPS)
    assert all(contract.dtypes(schemas.model(name)) for name in judge.RESULTS)


# Words of SQL that look into a text for others.
PATTERNS = re.compile(
    r"regexp\w*|\b(?:i?like|similar|glob)\b|\b(?:contains|position|instr|strpos|starts_with|ends_with|prefix|suffix)\s*\(|~|\bjaccard|levenshtein",
    re.IGNORECASE,
)
# What the words of a report say is read once, when its clause is read.
WORDS = re.compile(r"\b(?:quote|action|section|paragraph)\b")


@pytest.mark.parametrize("path", sorted(judge.FOLDER.rglob("*.sql")), ids=lambda path: path.stem)
def test_no_step_or_view_looks_into_the_words_of_a_report(path: Path) -> None:
    code = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    assert PATTERNS.findall(code) == []
    # They are handed on to who prints them: every mention stands alone between commas.
    for condition in re.findall(r"(?:WHERE|ON|HAVING|QUALIFY|WHEN|CASE|AND|OR|if\()[^,;]*", code):
        assert not WORDS.search(condition), condition
