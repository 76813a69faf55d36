"""What a run knows at its end: a row a report with its verdicts, what changed, where two sources print different figures."""

import logging
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipelines import definitions
from pipelines.base import progress
from pipelines.base.settings import settings
from pipelines.line.run import run
from pipelines.line.summary import Summary, changed
from schemas import codelists

FIRST = """2023年甘肃省政府工作报告
今年的主要预期目标是：地区生产总值增长6.4%左右，社会消费品零售总额增长9%，城镇新增就业31万人以上。
"""
SECOND = """2024年甘肃省政府工作报告
一、2023年工作回顾
2023年，社会消费品零售总额增长5.5%，城镇新增就业33万人。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6%左右。
"""
FIGURES = """region_code,region_name,indicator,period,measure,value,unit,value_bound,source_title,source_publisher,source_kind,source_published,source_url,note
620000,甘肃省,地区生产总值,2023,growth,6.4,%,,陇上统计公报,陇上统计局,communique,2024-03-20,,
620000,甘肃省,地区生产总值,2023,growth,6.9,%,,陇上日报,陇上报社,press,2024-02-01,,
"""


@pytest.fixture
def judge(data: Path, add_report: Callable[..., Path]) -> Callable[[], Summary]:
    """Runs the line but for its packages over two reports of a province and two figures for the same growth."""
    add_report(FIRST, "620000", 2023)
    add_report(SECOND, "620000", 2024)
    (data / "raw" / "statistics").mkdir()
    (data / "raw" / "statistics" / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return lambda: run(definitions.line(settings()), definitions.JUDGING)


def verdicts(reports: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Report -> how many targets, and how many have which status that one of them has."""
    statuses = codelists.codes("status")
    return {
        row["report_id"]: {"targets": row["targets"]} | {status: row[status] for status in statuses if row[status]}
        for row in reports.to_dicts()
    }


def test_a_run_knows_what_became_of_each_report_what_changed_and_which_sources_differ(
    judge: Callable[[], Summary], add_report: Callable[..., Path]
) -> None:
    first = judge()
    assert verdicts(first.reports) == {
        "620000-2023": {"targets": 3, "met": 2, "missed": 1},
        "620000-2024": {"targets": 1, "pending": 1},
    }
    assert first.statuses == {"met": 2, "missed": 1, "pending": 1}
    assert set(first.changed["report_id"]) == {"620000-2023", "620000-2024"}, "both are new"
    assert first.unpackaged.is_empty(), "nothing is to be published"
    (pair,) = first.disagreements.to_dicts()
    assert (pair["region"], pair["period"], pair["indicator"]) == ("Gansu", "2023", "GDP")
    assert {pair["figure"]: pair["source"], pair["other_figure"]: pair["other_source"]} == {
        "6.4%": "陇上统计局, 陇上统计公报",
        "6.9%": "陇上报社, 陇上日报",
    }
    assert not [warning for warning in first.warnings if "sources" in warning], "it is not said twice"

    add_report(SECOND.replace("城镇新增就业33万人", "城镇新增就业29万人"), "620000", 2024)
    second = judge()
    assert verdicts(second.reports)["620000-2023"] == {"targets": 3, "met": 1, "missed": 2}
    assert set(second.changed["report_id"]) == {"620000-2023", "620000-2024"}, "other verdicts, and another text"

    third = judge()
    assert third.changed.is_empty()
    assert third.reports.equals(second.reports)
    assert third.disagreements.height == 1, "also where nothing is made again"


def report(report_id: str, sha256: str = "a", met: int = 1) -> dict[str, object]:
    statuses = dict.fromkeys(codelists.codes("status"), 0) | {"met": met}
    return {"report_id": report_id, "text_sha256": sha256, "targets": met, **statuses}


def test_a_report_changed_if_it_is_new_or_its_text_or_a_verdict_is_another() -> None:
    before = pl.DataFrame([report("620000-2023"), report("620000-2024"), report("630000-2023"), report("640000-2023")])
    after = pl.DataFrame([report("620000-2023"), report("620000-2024", "b"), report("630000-2023", met=2), report("650000-2023")])  # fmt: skip
    assert changed(after, before)["report_id"].to_list() == ["620000-2024", "630000-2023", "650000-2023"]
    assert changed(after, None).equals(after), "of an empty store every report is new"


def test_a_step_that_takes_long_is_named_again_from_the_reading_of_its_tables_to_their_writing(
    judge: Callable[[], Summary], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.01)
    monkeypatch.setattr(progress, "LONGEST_PAUSE", 0.01)
    caplog.set_level(logging.INFO, "mubiao.progress")
    judge()
    lines = [record.getMessage() for record in caplog.records if record.name == "mubiao.progress"]
    begun = lines.index("outcomes")
    of_outcomes = lines[begun + 1 : lines.index("views", begun)]
    assert of_outcomes and all(line.startswith("outcomes") and line.endswith(" so far)") for line in of_outcomes)
    assert any(": step " in line for line in of_outcomes)


def test_a_reading_makes_no_outcomes_stale_but_those_of_its_target_s_year(
    data: Path, add_report: Callable[..., Path]
) -> None:
    add_report(FIRST, "620000", 2023)
    add_report(SECOND, "620000", 2024)
    (data / "raw" / "statistics").mkdir()
    path = data / "raw" / "readings" / "ours.csv"
    path.parent.mkdir()
    staleness = definitions.line(settings()).staleness

    header = "target_id,statistic_id,finding,date,reader,text_sha256,value,unit,figure_value,figure_unit"

    def fingerprints(finding: str) -> list[str]:
        row = f"620000-2023@9,620000-2023-0123456789ab,{finding},2026-01-05,甲,{'a' * 64},31,万人,33,万人\n"
        path.write_text(f"{header}\n{row if finding else ''}", encoding="utf-8")
        staleness.look()
        return [staleness.fingerprint("outcomes", year) for year in ("2023", "2024")]

    (first, second), (read, same) = fingerprints(""), fingerprints("confirmed")
    assert read != first and same == second
    assert fingerprints("wrong_figure")[0] not in (first, read)
