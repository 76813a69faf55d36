"""What the screen says when a run of the line is over, of few reports and of thousands."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.cli import summary
from pipelines.packages.counts import NONE, Answers
from pipelines.packages.definition import FILE
from schemas import codelists
from schemas.codelists.statuses import statuses

VERDICTS = codelists.labels("status", "en")


def report(region: str, year: int, collection: str = "raw", **verdicts: int) -> dict[str, object]:
    statuses = dict.fromkeys(codelists.codes("status"), 0) | verdicts
    own = {"report_id": f"{region}-{year}", "region_code": region, "year": year, "collection": collection}
    return own | {"targets": sum(verdicts.values()), **statuses}


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_few_reports_have_a_line_each_with_the_verdicts_that_occur(capsys: pytest.CaptureFixture[str]) -> None:
    every = pl.DataFrame([report("620000", 2024, pending=1, met=1200), report("460200", 2023), report("620000", 2023, missed=1)])  # fmt: skip
    summary.reports(every, every.clear())
    assert lines(capsys) == [
        "三亚市 Sanya 2023 (460200-2023): no target is read",
        f"甘肃省 Gansu 2023 (620000-2023): 1 target: 1 {VERDICTS['missed']}",
        f"甘肃省 Gansu 2024 (620000-2024): 1,201 targets: 1,200 {VERDICTS['met']}, 1 {VERDICTS['pending']}",
    ]


def test_reports_whose_witnesses_disagree_are_named_and_of_many_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    table = Path("store/inventory")
    doubted = [
        report("620000", year, "folder") | {"file": f"甘肃省/{year - 1}.md", "disagreement": f"file name: {year - 1}"}
        for year in range(2001, 2013)
    ]
    agreed = report("620000", 2024) | {"file": "甘肃省/2024.md", "disagreement": None}
    summary.astray(pl.DataFrame([agreed, *doubted]), table)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "warning: 甘肃省/2000.md: taken as the report of 甘肃省 2001, but file name: 2000"
    assert (
        lines[-1]
        == "warning: of 12 reports not all agree whose they are; column disagreement of store/inventory says who"
    )
    assert len(lines) == 11
    summary.astray(pl.DataFrame([agreed], schema_overrides={"disagreement": pl.String}), table)
    assert capsys.readouterr().err == ""


def test_shares_are_told_in_three_numbers_of_all_that_is_due_and_of_what_the_next_report_could_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    every = Answers(
        targets=1500, due=1200, judged=300, undecided=20, claimed=60, unlike=20, silent=600, unheard=150, later=50
    )
    heard = Answers(
        targets=1000, due=1000, judged=300, undecided=20, claimed=60, unlike=20, silent=600, unheard=0, later=0
    )
    summary.answers(every, heard)
    table = capsys.readouterr().out
    (total,) = [line for line in table.splitlines() if "合计" in line]
    assert "1,200" in total and "1,000" in total
    (judged,) = [line for line in table.splitlines() if "有结果可比" in line]
    assert "with a comparable result" in table
    assert "300 (25.0%)" in judged and "300 (30.0%)" in judged
    assert "60 (6.0%)" in table and "600 (60.0%)" in table
    summary.answers(NONE, NONE)
    assert capsys.readouterr().out == "", "of nothing there are no shares"


def test_why_there_is_no_verdict_at_all_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    every = pl.DataFrame([report("620000", 2024, no_data=3), report("620000", 2023, no_data=2)])
    summary.reports(every, every)
    (line,) = [line for line in lines(capsys) if "a published figure" in line]
    assert line.startswith(f"  {VERDICTS['no_data']}: neither a published figure")
    judged = pl.DataFrame([report("620000", 2023, no_data=2, missed=1)])
    summary.reports(judged, judged)
    assert "a published figure" not in capsys.readouterr().out


def test_of_many_reports_those_that_changed_have_a_line_the_newest_first(capsys: pytest.CaptureFixture[str]) -> None:
    every = pl.DataFrame([report("620000", 2000 + number, met=number) for number in range(1, 25)])
    summary.reports(every, every.filter(pl.col("year").is_in([2003, 2021])))
    assert [line.partition(" (")[0] for line in lines(capsys)] == ["甘肃省 Gansu 2021", "甘肃省 Gansu 2003"]


def test_of_thousands_of_new_reports_twenty_have_a_line_and_the_rest_a_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    regions = [row["region_code"] for row in codelists.read("regions")][:2640]
    every = pl.DataFrame([report(region, 2024, met=1) for region in regions])
    summary.reports(every, every)
    shown = lines(capsys)
    assert len(shown) == 21
    assert shown[-1] == "and 2,620 more reports new, with another text or with other verdicts than before"


def test_of_many_reports_none_of_which_changed_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    every = pl.DataFrame([report("620000", 2000 + number, met=1) for number in range(21)])
    summary.reports(every, every.clear())
    assert lines(capsys) == ["no report is new, and no text and no verdict is another than before"]


def test_the_totals_say_of_how_many_reports_and_governments(capsys: pytest.CaptureFixture[str]) -> None:
    every = pl.DataFrame([report("620000", 2024, met=1200), report("620000", 2023, missed=34), report("460200", 2023)])
    summary.statuses({"met": 1200, "missed": 34}, every)
    first, *table = lines(capsys)
    assert first == "1,234 targets 目标 in 3 reports of 2 governments"
    (met,) = [line for line in table if "实现" in line and "未实现" not in line]
    assert "1,200" in met and "97.2%" in met and statuses()["met"].sign in met


def test_reports_that_no_package_takes_are_named_with_the_command_that_takes_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary.unpackaged(pl.DataFrame([report("620000", 2024), report("620000", 2023), report("460200", 2023)]), FILE)
    assert lines(capsys) == [
        "in no package: 460200-2023, 620000-2023, 620000-2024",
        "  to publish: mubiao package new NAME --regions 460200,620000 --years 2023,2024"
        f" (writes an entry into {FILE}), then run again",
    ]
    summary.unpackaged(pl.DataFrame([report("620000", 2024)]).clear(), FILE)
    assert lines(capsys) == []


def test_of_many_such_reports_ten_are_named_and_a_collection_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    summary.unpackaged(pl.DataFrame([report("620000", 2000 + number, "cities") for number in range(12)]), FILE)
    named, cure = lines(capsys)
    assert named.endswith("620000-2009 and 2 more")
    assert "--regions 620000 --years 2000,2001,2002,2003,2004,2005,2006,2007,2008,2009,… --collections cities" in cure


def test_one_line_says_which_sources_differ_how_many_pairs_there_are_and_where_all_of_them_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pair = {"region": "甘肃省", "indicator": "粮食产量", "measure": "amount", "period": "2023", "figure": "1271 万吨",
            "source": "陇上统计局, 陇上统计公报", "other_figure": "1250 万吨", "other_source": "陇上报社, 陇上日报"}  # fmt: skip
    table = Path("store") / "conflicts" / "*.parquet"
    summary.disagreements(pl.DataFrame([pair, pair]), table)
    assert capsys.readouterr().err.splitlines() == [
        "warning: two sources differ: 甘肃省 2023, 粮食产量 (amount): 1271 万吨 (陇上统计局, 陇上统计公报)"
        f" and 1250 万吨 (陇上报社, 陇上日报); 2 pairs in all: {table}"
    ]
    summary.disagreements(pl.DataFrame([pair]).clear(), table)
    assert capsys.readouterr().err == ""
