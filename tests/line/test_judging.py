"""All years in one pass: two small reports of one government, the second of which says what became of the first's targets."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import schemas
from pipelines.base.settings import BadFiles
from pipelines.line.run import RunError
from pipelines.outcomes.views import NAMES
from schemas import contract
from tests.conftest import line_tables

FIRST = """2023年某省政府工作报告
——2023年1月14日在某省第十四届人民代表大会第一次会议上
一、2022年工作回顾
2022年，地区生产总值增长3%。
二、2023年工作安排
今年的主要预期目标是：地区生产总值增长7%左右，社会消费品零售总额增长9%，城镇新增就业45万人以上。
"""
SECOND = """2024年某省政府工作报告
——2024年1月30日在某省第十四届人民代表大会第二次会议上
一、2023年工作回顾
2023年，地区生产总值增长6.8%，社会消费品零售总额增长5%，城镇新增就业48万人。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6.5%左右。
"""
COLUMNS = "region_code,region_name,indicator,period,measure,value,unit,value_bound,source_title,source_publisher,source_kind,source_published,source_url,note"

Tables = Mapping[str, pl.DataFrame]
Judge = Callable[..., Tables]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """All tables of the two reports, which lie in a folder of their province, and of the figures given as rows."""
    return _judge(tmp_path)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, Path]:
    """All tables of the two reports without a figure, and where they lie, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("two")
    return _judge(folder)(), folder / "judged"


def _judge(tmp_path: Path) -> Judge:
    for year, text in (("2023", FIRST), ("2024", SECOND)):
        path = tmp_path / "folder" / "甘肃省" / f"{year}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "raw" / "statistics").mkdir(parents=True)

    def tables(figures: str = "", **settings: Any) -> Tables:
        if figures:
            path = tmp_path / "raw" / "statistics" / "figures.csv"
            path.write_text(f"{COLUMNS}\n{figures}\n", encoding="utf-8")
        return line_tables(tmp_path / "judged", tmp_path / "folder", raw=tmp_path / "raw", **settings)

    return tables


def outcome(tables: Tables, indicator_id: str, year: int = 2023) -> dict[str, Any]:
    outcomes = tables["targets"].join(tables["outcomes"].drop("report_id", "year"), on="target_id")
    return outcomes.filter(indicator_id=indicator_id, year=year).row(0, named=True)


def test_a_target_meets_what_the_next_report_of_the_same_government_states(judged: tuple[Tables, Path]) -> None:
    tables, _ = judged
    rows = {code: outcome(tables, code) for code in ("gdp", "retail_sales", "new_urban_jobs")}
    assert {code: (row["actual"], row["status"], row["claim"]) for code, row in rows.items()} == {
        "gdp": (Decimal("6.8"), "met", None),
        "retail_sales": (Decimal(5), "missed", None),
        "new_urban_jobs": (Decimal(48), "met", None),
    }
    assert all(row["statistic_id"].startswith("620000-2024@") for row in rows.values())


def test_the_last_report_has_no_verdict_yet(judged: tuple[Tables, Path]) -> None:
    row = outcome(judged[0], "gdp", 2024)
    assert (row["status"], row["actual"], row["claim"]) == ("pending", None, None)


def test_on_another_day_everything_is_judged_again_by_what_was_known_then(judge: Judge) -> None:
    before, on_the_day = (outcome(judge(known_on=day), "gdp") for day in (date(2024, 1, 29), date(2024, 1, 30)))
    assert (before["status"], before["statistic_id"], before["actual"]) == ("pending", None, None)
    assert (on_the_day["status"], on_the_day["actual"]) == ("met", Decimal("6.8"))


def test_a_published_figure_wins_over_the_governments_own(judge: Judge) -> None:
    row = outcome(
        judge(
            "620000,甘肃省,地区生产总值,2023,growth,6.6,%,,甘肃省2023年国民经济和社会发展统计公报,甘肃省统计局,communique,2024-03-20,,"
        ),
        "gdp",
    )
    assert (row["actual"], row["status"]) == (Decimal("6.6"), "near")


def test_a_figure_that_breaks_its_contract_is_named(judge: Judge) -> None:
    with pytest.raises(RunError, match=r"figures\.csv, row 2, column unit"):
        judge("620000,甘肃省,地区生产总值,2023,growth,6.4,光年,,公报,统计局,communique,2024-03-20,,")


def test_all_tables_and_views_keep_their_contracts_and_are_one_file_each(judged: tuple[Tables, Path]) -> None:
    tables, folder = judged
    read = {"targets", "achieved", "commitments", "project_lists", "claims"}
    outcomes = {"matches", "outcomes", "candidates", "vintages", "conflicts"}
    assert set(tables) >= {"inventory", "left_out", "reports", "statistics", *read, *outcomes, *NAMES}
    for name, frame in tables.items():
        contract.check(schemas.model(name), frame, name)
        assert pl.read_parquet(folder / f"{name}.parquet").equals(frame)


def test_a_report_of_raw_takes_the_place_of_the_one_in_the_folder(judge: Judge, tmp_path: Path) -> None:
    own = tmp_path / "raw" / "reports" / "620000" / "2023.txt"
    own.parent.mkdir(parents=True)
    own.write_text(FIRST.replace("增长7%左右", "增长6%左右"), encoding="utf-8")
    tables = judge()
    assert outcome(tables, "gdp")["value"] == Decimal(6)
    assert tables["left_out"].select("file", "kind").rows() == [("甘肃省/2023.md", "superseded")]
    assert tables["reports"]["file"].to_list() == ["reports/620000/2023.txt", "甘肃省/2024.md"]


def test_bad_files_of_a_folder_are_set_aside_and_those_of_raw_stop_unless_one_says_otherwise(
    judge: Judge, tmp_path: Path
) -> None:
    (tmp_path / "folder" / "甘肃省" / "2025.md").write_bytes(b"\x00")
    tables = judge()
    assert tables["left_out"].select("file", "kind").rows() == [("甘肃省/2025.md", "set_aside")]
    assert tables["outcomes"].height == tables["targets"].height > 0
    with pytest.raises(RunError, match=r"甘肃省/2025\.md, character 0: the control character"):
        judge(bad_files=BadFiles.stop)
    bad = tmp_path / "raw" / "reports" / "630000" / "2023.txt"
    bad.parent.mkdir(parents=True)
    bad.write_bytes(b"")
    for _ in range(2):  # a second run does not take it for done
        with pytest.raises(RunError, match=r"reports/630000/2023\.txt: the file is empty"):
            judge()
    assert judge(bad_files=BadFiles.set_aside)["left_out"].height == 2


def test_a_report_without_a_target_stays_a_report(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "folder" / "青海省").mkdir()
    (tmp_path / "folder" / "青海省" / "2023.md").write_text("2023年青海省政府工作报告\n谢谢大家。\n", encoding="utf-8")
    tables = judge()
    assert "630000-2023" in set(tables["reports"]["report_id"]) - set(tables["targets"]["report_id"])
    assert tables["left_out"].is_empty()


def test_a_late_report_makes_its_own_year_and_the_verdicts_of_the_year_before_again_and_no_other(
    judge: Judge, tmp_path: Path
) -> None:
    def times() -> dict[str, int]:
        store = tmp_path / "judged" / ".store"
        return {path.relative_to(store).as_posix(): path.stat().st_mtime_ns for path in store.rglob("[0-9]*.parquet")}

    judge()
    before = times()
    path = tmp_path / "folder" / "甘肃省" / "2024.md"
    path.write_text(SECOND.replace("6.5%", "6%"), encoding="utf-8")
    judge()
    again = {name for name, at in times().items() if before.get(name) != at}
    assert {"reports/2024.parquet", "targets/2024.parquet", "outcomes/2023.parquet", "outcomes/2024.parquet"} <= again
    assert not again & {"reports/2023.parquet", "targets/2023.parquet"}


def test_a_report_that_is_gone_leaves_nothing_of_its_year_behind(judge: Judge, tmp_path: Path) -> None:
    assert set(judge()["targets"]["year"]) == {2023, 2024}
    (tmp_path / "folder" / "甘肃省" / "2024.md").unlink()
    tables = judge()
    for name in ("reports", "targets", "outcomes"):
        assert set(tables[name]["year"]) == {2023}, name
    assert set(tables["attainment_by_region_year"]["year"]) == {2023}
