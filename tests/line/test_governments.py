"""A folder of reports in one pass: two small reports of one government, the second of which says what became of the first's targets."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import schemas
from pipelines import governments
from pipelines.outcomes.views import NAMES
from schemas import contract
from schemas.errors import InputError

# A name of 34 characters: longer than what is published where the text is not.
LONG = "沿河两岸十四个乡镇易地搬迁安置点配套建设的标准化农产品冷链仓储保鲜设施"
FIRST = f"""2023年某省政府工作报告
——2023年1月14日在某省第十四届人民代表大会第一次会议上
一、2022年工作回顾
2022年，地区生产总值增长3%。
二、2023年工作安排
今年的主要预期目标是：地区生产总值增长7%左右，社会消费品零售总额增长9%，城镇新增就业45万人以上。
新建{LONG}20个。
"""
SECOND = """2024年某省政府工作报告
——2024年1月30日在某省第十四届人民代表大会第二次会议上
一、2023年工作回顾
2023年，地区生产总值增长6.8%，社会消费品零售总额增长5%，城镇新增就业48万人。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6.5%左右。
"""
COLUMNS = "region_code,region_name,indicator,period,measure,value,unit,value_bound,source_title,source_publisher,source_kind,source_published,source_url,note"

Make = Callable[..., governments.Made]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make all tables of the two reports, which lie in a folder of their province, and of the figures given as rows."""

    def made(figures: str = "", **options: Any) -> governments.Made:
        for year, text in (("2023", FIRST), ("2024", SECOND)):
            path = tmp_path / "reports" / "甘肃省" / f"{year}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        statistics = tmp_path / "statistics"
        statistics.mkdir(exist_ok=True)
        if figures:
            (statistics / "figures.csv").write_text(f"{COLUMNS}\n{figures}\n", encoding="utf-8")
        return governments.make(tmp_path / "reports", statistics, **options)

    return made


def outcome(made: governments.Made, indicator_id: str, year: int = 2023) -> dict[str, Any]:
    outcomes = made.tables["targets"].join(made.tables["outcomes"].drop("report_id", "year"), on="target_id")
    return outcomes.filter(indicator_id=indicator_id, year=year).row(0, named=True)


def test_a_target_meets_what_the_next_report_of_the_same_government_states(make: Make) -> None:
    made = make()
    found = {code: outcome(made, code) for code in ("gdp", "retail_sales", "new_urban_jobs")}
    assert {code: (row["actual"], row["status"], row["claim"]) for code, row in found.items()} == {
        "gdp": (Decimal("6.8"), "met", "stated"),
        "retail_sales": (Decimal(5), "missed", "stated"),
        "new_urban_jobs": (Decimal(48), "met", "stated"),
    }
    assert all(row["statistic_id"].startswith("620000-2024@") for row in found.values())


def test_the_last_report_has_no_verdict_yet(make: Make) -> None:
    row = outcome(make(), "gdp", 2024)
    assert (row["status"], row["actual"], row["claim"]) == ("pending", None, None)


def test_before_the_next_report_came_out_nothing_was_known(make: Make) -> None:
    before, on_the_day = (outcome(make(known_on=day), "gdp") for day in (date(2024, 1, 29), date(2024, 1, 30)))
    assert (before["status"], before["statistic_id"], before["actual"]) == ("pending", None, None)
    assert (on_the_day["status"], on_the_day["actual"]) == ("met", Decimal("6.8"))


def test_a_published_figure_wins_over_the_governments_own(make: Make) -> None:
    row = "620000,甘肃省,地区生产总值,2023,growth,6.6,%,,甘肃省2023年国民经济和社会发展统计公报,甘肃省统计局,communique,2024-03-20,,"
    found = outcome(make(row), "gdp")
    assert (found["actual"], found["status"]) == (Decimal("6.6"), "near")


def test_a_figure_that_breaks_its_contract_is_named(make: Make) -> None:
    with pytest.raises(InputError, match=r"figures\.csv, row 2, column unit"):
        make("620000,甘肃省,地区生产总值,2023,growth,6.4,光年,,公报,统计局,communique,2024-03-20,,")


def test_facts_only_cuts_the_names_of_indicators_and_changes_nothing_else(make: Make) -> None:
    whole, facts = make().tables, make(facts_only=True).tables
    assert LONG in whole["targets"]["indicator"].to_list()
    assert LONG[: governments.LONGEST_NAME] in facts["targets"]["indicator"].to_list()
    for name in ("targets", "achieved", "claims"):
        assert (facts[name]["indicator"].str.len_chars().fill_null(0) <= governments.LONGEST_NAME).all()
        assert facts[name].drop("indicator").equals(whole[name].drop("indicator"))
    assert facts["outcomes"]["status"].equals(whole["outcomes"]["status"])


def test_all_tables_and_views_are_made_and_keep_their_contracts(make: Make) -> None:
    made = make()
    judged = {"matches", "outcomes", "candidates", "conflicts"}
    assert set(made.tables) == {"reports", "statistics", *governments.EXTRACTED, *judged, *NAMES}
    for name, frame in made.tables.items():
        contract.check(schemas.model(name), frame, name)
    assert made.rejects == dict.fromkeys(governments.EXTRACTED, 0)
    assert made.left_out == []


def test_a_report_in_raw_takes_the_place_of_the_one_in_the_folder(make: Make, tmp_path: Path) -> None:
    own = tmp_path / "raw" / "reports" / "620000" / "2023.txt"
    own.parent.mkdir(parents=True)
    own.write_text(FIRST.replace("增长7%左右", "增长6%左右"), encoding="utf-8")
    made = make(raw=tmp_path / "raw")
    assert outcome(made, "gdp")["value"] == Decimal(6)
    assert made.left_out == [("甘肃省/2023.md", "620000-2023 is raw/")]


def test_every_table_is_stored_as_one_file_that_reads_back_the_same(make: Make, tmp_path: Path) -> None:
    made = make()
    governments.store(made, tmp_path / "store")
    assert {path.name for path in (tmp_path / "store").iterdir()} == {f"{name}.parquet" for name in made.tables}
    for name, frame in made.tables.items():
        assert pl.read_parquet(tmp_path / "store" / f"{name}.parquet").equals(frame)
