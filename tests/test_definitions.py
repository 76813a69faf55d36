"""The line as Dagster runs it: two small reports of two years, on a real instance."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines import definitions

ROOT = Path(__file__).resolve().parent.parent
YEARLY = ("reports", "targets", "achieved", "commitments", "claims", "matches", "outcomes", "candidates", "conflicts")
REPORT_2022 = (
    "2022年甘肃省政府工作报告\n\n今年的主要预期目标是：地区生产总值增长6.5%左右；粮食产量稳定在240亿斤以上。\n"
)
REPORT_2023 = (
    "2023年甘肃省政府工作报告\n\n一、2022年工作回顾\n\n全省地区生产总值增长4.5%，粮食产量253亿斤。\n\n"
    "二、2023年主要目标\n\n今年的主要预期目标是：地区生产总值增长6%；城镇新增就业32万人以上。\n"
)


@pytest.fixture
def line(
    data: Path, add_report: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., pl.DataFrame]]:
    """Run the job on a real instance over the given years, from an empty store, and give access to what it stored."""
    (data / "raw" / "statistics").symlink_to(ROOT / "raw" / "statistics")
    add_report(REPORT_2022, region="620000", year=2022)
    add_report(REPORT_2023, region="620000", year=2023)
    with dg.DagsterInstance.local_temp() as instance:

        def run(store: str, first: str, last: str) -> dg.ExecuteInProcessResult:
            monkeypatch.setattr(definitions.STORE, "folder", data / store)
            result = definitions.defs.resolve_job_def("publish").execute_in_process(
                instance=instance,
                tags={"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": last},
            )
            assert result.success
            return result

        yield run


def stored(folder: Path) -> dict[str, pl.DataFrame]:
    return {
        f"{table}/{year}": pl.read_parquet(folder / table / f"{year}.parquet")
        for table in YEARLY
        for year in (2022, 2023)
    }


def test_two_years_run_alone_and_as_one_backfill_give_the_same_tables(line: Callable[..., object], data: Path) -> None:
    line("alone", "2023", "2023")
    line("alone", "2022", "2022")
    line("backfill", "2022", "2023")
    alone, backfill = stored(data / "alone"), stored(data / "backfill")
    assert all(alone[name].equals(backfill[name]) for name in alone)
    assert alone["targets/2022"]["indicator"].to_list() == ["地区生产总值", "粮食产量"]
    assert alone["targets/2023"]["indicator"].to_list() == ["地区生产总值", "城镇新增就业"]
    assert alone["achieved/2023"]["indicator"].to_list() == ["地区生产总值", "粮食产量"]


def test_the_report_of_the_next_year_judges_the_targets_and_until_it_is_there_nothing_does(
    line: Callable[..., object], data: Path
) -> None:
    def statuses() -> dict[str, tuple[str, str | None]]:
        outcomes = pl.read_parquet(data / "store" / "outcomes" / "2022.parquet")
        targets = pl.read_parquet(data / "store" / "targets" / "2022.parquet")
        found = targets.join(outcomes, on="target_id").to_dicts()
        return {row["indicator"]: (row["status"], row["claim"]) for row in found}

    line("store", "2022", "2022")
    assert statuses() == {"地区生产总值": ("missed", None), "粮食产量": ("no_data", None)}
    line("store", "2023", "2023")
    line("store", "2022", "2022")
    assert statuses() == {"地区生产总值": ("missed", "stated"), "粮食产量": ("met", "stated")}
    figures = pl.read_parquet(data / "store" / "candidates" / "2022.parquet")
    later = figures.filter(pl.col("source_kind") == "self_reported")
    assert {id.split("@")[0] for id in later["statistic_id"]} == {"620000-2023"}
    assert set(later["publisher"]) == {"甘肃省人民政府"}


def test_a_published_figure_judges_a_target(line: Callable[..., object], data: Path) -> None:
    line("store", "2022", "2023")
    outcomes = {row["target_id"]: row for row in stored(data / "store")["outcomes/2023"].to_dicts()}
    (gdp,) = [row for row in outcomes.values() if row["actual"] is not None]
    assert (str(gdp["actual"]), gdp["status"]) == ("6.400000", "met")


def test_a_target_that_breaks_its_contract_is_set_apart_whole_and_warned_of(
    line: Callable[..., dg.ExecuteInProcessResult], data: Path, add_report: Callable[..., Path]
) -> None:
    add_report(REPORT_2022 + "大力推广=棉花产量5万吨。\n", region="620000", year=2022)
    result = line("store", "2022", "2022")
    (reject,) = pl.read_parquet(data / "store" / "targets_rejects" / "2022.parquet").to_dicts()
    assert (reject["column"], reject["year"]) == ("indicator", 2022)
    assert "=棉花产量" in reject["record"] and "大力推广=棉花产量5万吨" in reject["record"]
    assert pl.read_parquet(data / "store" / "targets" / "2022.parquet").height == 2
    (check,) = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert (check.asset_key.path, check.check_name, check.severity) == (
        ["targets"],
        "contract",
        dg.AssetCheckSeverity.WARN,
    )


def test_the_sensor_asks_for_the_years_whose_files_changed(line: object, add_report: Callable[..., Path]) -> None:
    def years(cursor: str | None) -> tuple[list[str], str]:
        context = dg.build_sensor_context(cursor=cursor)
        result = definitions.raw_reports_changed(context)
        return [request.partition_key for request in result.run_requests], result.cursor

    asked, cursor = years(None)
    assert asked == ["2022", "2023"]
    assert years(cursor)[0] == []
    path = add_report(REPORT_2022.replace("6.5%", "7%"), region="620000", year=2022)
    asked, changed = years(cursor)
    assert asked == ["2022"]
    add_report(REPORT_2022, region="620000", year=2022)
    assert years(changed)[0] == ["2022"], "a file put back as it was is a change too"
    path.unlink()
    assert years(cursor)[0] == ["2022"]


def test_a_late_report_makes_the_outcomes_of_the_year_before_again_and_nothing_else_of_it(
    line: object, add_report: Callable[..., Path]
) -> None:
    cursor = definitions.raw_reports_changed(dg.build_sensor_context()).cursor
    add_report(REPORT_2023.replace("4.5%", "4.6%"), region="620000", year=2023)
    late, before = definitions.raw_reports_changed(dg.build_sensor_context(cursor=cursor)).run_requests
    assert (late.partition_key, late.asset_selection) == ("2023", None)
    assert before.partition_key == "2022"
    made = {key.path[-1] for key in before.asset_selection}
    assert made == {"matches", "outcomes", "candidates", "conflicts", "packages"}


def test_the_schedule_asks_for_every_year_that_has_reports(line: object) -> None:
    from datetime import datetime

    context = dg.build_schedule_context(scheduled_execution_time=datetime(2026, 3, 1, 6))
    requests = list(definitions.monthly(context))
    assert [request.partition_key for request in requests] == ["2022", "2023"]


def test_every_asset_tells_what_it_is_and_who_owns_it() -> None:
    for step in definitions.ASSETS:
        for spec in step.specs:
            assert spec.description and spec.owners and spec.kinds and spec.group_name != "default", spec.key


def test_dagster_accepts_the_definitions_from_the_root_of_the_clone() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("dagster"), "definitions", "validate"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("DAGSTER", "MUBIAO"))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
