"""What the sensors ask for, as the daemon would run it: nothing twice, nothing half, nothing forgotten."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines.line import triggers
from pipelines.packages.definition import SMALLEST
from tests.line.daemon import REPORT_2023, Line

BOTH = (triggers.reports_changed, triggers.tables_changed)


def report(year: int) -> str:
    """A report of the year, which says what came of the year before."""
    return REPORT_2023.replace("2023", str(year)).replace("2022", str(year - 1))


@pytest.fixture(autouse=True)
def one_package(line: Line, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of Gansu, all years."""
    file = data / "packages.toml"
    file.write_text(SMALLEST.replace("years = [2023, 2024]", "years = []"), encoding="utf-8")
    monkeypatch.setenv("MUBIAO_DEFINITIONS", str(file))


def versions(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "published").glob("*/[0-9]*"))


def years_of(data: Path, table: str) -> set[str]:
    return {path.stem for path in (data / "store" / table).glob("[0-9]*.parquet")}


def test_eight_years_dropped_at_once_are_three_runs_and_one_publication_after_all_tables(
    line: Line, data: Path, add_report: Callable[..., Path]
) -> None:
    for year in (*range(2014, 2019), 2024):
        add_report(report(year), region="620000", year=year)
    done = line.settle(*BOTH)
    assert [(job, years) for job, years, _ in done] == [("tables", []), ("tables", ["2014", "2024"]), ("publish", [])]
    assert all(result.success for *_, result in done)
    eight = {"2014", "2015", "2016", "2017", "2018", "2022", "2023", "2024"}
    assert years_of(data, "outcomes") == eight, "2019 has no report, and no table"
    assert line.instance.get_materialized_partitions(dg.AssetKey("targets")) == eight
    assert versions(data) == ["1.0.0"]

    # A report of next year comes before its year begins, one of a year long ago late: neither is known to a process that runs already.
    add_report(report(1996), region="620000", year=1996)
    add_report(report(2027), region="620000", year=2027)
    done = line.settle(*BOTH)
    assert [(job, years) for job, years, _ in done] == [("tables", []), ("tables", ["1996", "2027"]), ("publish", [])]
    assert years_of(data, "targets") == eight | {"1996", "2027"}
    assert line.settle(*BOTH) == [], "what is made is not asked for again"

    # The only report of a year goes: so do its tables, and what was said of the years around it is judged again.
    (data / "raw" / "reports" / "620000" / "2023.txt").unlink()
    done = line.settle(*BOTH)
    assert [job for job, *_ in done] == ["tables", "tables", "publish"]
    assert years_of(data, "outcomes") == eight - {"2023"} | {"1996", "2027"}
    claims = pl.read_parquet(data / "store" / "outcomes" / "2022.parquet")["claim"].to_list()
    assert claims == [None, None], "nobody says any more what became of 2022"


def test_a_process_that_was_started_before_a_year_had_a_report_asks_for_it_without_an_error(
    line: Line, add_report: Callable[..., Path]
) -> None:
    line.settle(triggers.reports_changed)
    before, resources = line.loaded(), line.resources()
    add_report(report(2027), region="620000", year=2027)
    line.settle(triggers.reports_changed)
    add_report(report(2027) + "粮食产量250亿斤以上。\n", region="620000", year=2027)
    line.run(dg.RunRequest(asset_selection=[dg.AssetKey("inventory"), dg.AssetKey("left_out")]))
    with dg.build_sensor_context(
        instance=line.instance, repository_def=before.get_repository_def(), resources=resources
    ) as context:
        (request,) = triggers.reports_changed.evaluate_tick(context).run_requests
    assert request.tags["dagster/asset_partition_range_end"] == "2027"
    assert line.run(request, job="tables").success


def test_a_file_that_stops_the_line_stops_it_once_and_a_year_that_failed_is_asked_for_again(
    line: Line, data: Path, add_report: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = add_report(b"\xff\xfe\x00", region="620000", year=2021)
    ((job, _, result),) = line.settle(*BOTH)
    assert job == "tables" and not result.success
    assert "2021.txt" in str(line.look(triggers.reports_changed)), "it says what is to be mended, and asks for nothing"
    bad.unlink()
    assert [job for job, *_ in line.settle(*BOTH)] == ["tables", "tables", "publish"]

    # A run that fails for another reason: the store cannot be written.
    add_report(report(2024), region="620000", year=2024)
    store = (data / "store").rename(data / "away")
    (data / "store").touch()
    done = line.settle(*BOTH)
    assert [result.success for *_, result in done] == [False]
    assert versions(data) == ["1.0.0"], "nothing is published of half the tables"
    why = line.look(triggers.reports_changed)
    assert str(done[-1][2].run_id) in str(why) and "failed" in str(why)
    (data / "store").unlink()
    store.rename(data / "store")
    monkeypatch.setattr(triggers, "AGAIN_AFTER", timedelta(0))
    assert [job for job, *_ in line.settle(*BOTH)] == ["tables", "tables", "publish"]
    assert years_of(data, "outcomes") == {"2022", "2023", "2024"} and len(versions(data)) == 2


def test_while_a_run_is_under_way_none_is_asked_for(line: Line) -> None:
    request = line.look(triggers.reports_changed)
    assert isinstance(request, dg.RunRequest)
    job = line.loaded().resolve_job_def("tables")
    waiting = line.instance.create_run_for_job(job, tags=dict(request.tags), status=dg.DagsterRunStatus.STARTED)
    assert waiting.run_id in str(line.look(triggers.reports_changed))
    assert "Tables are to be made first" in str(line.look(triggers.tables_changed))
