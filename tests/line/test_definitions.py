"""The line as Dagster runs it: two small reports of two years, on a real instance."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import polars as pl
import yaml
from dagster._core.definitions.freshness_evaluator import FRESHNESS_EVALUATORS_BY_POLICY_TYPE
from dagster._core.loader import LoadingContextForTest
from dagster._core.test_utils import freeze_time

from pipelines import definitions
from pipelines.base.settings import settings
from pipelines.line import triggers
from pipelines.outcomes.views import NAMES
from pipelines.packages.definition import SMALLEST
from tests.line.daemon import REPORT_2022, REPORT_2023, Line

ROOT = Path(__file__).resolve().parents[2]
YEARLY = (
    "reports",
    "targets",
    "achieved",
    "commitments",
    "project_lists",
    "claims",
    "headline_mentions",
    "matches",
    "outcomes",
    "candidates",
    "vintages",
    "conflicts",
    "applied_readings",
)
# What follows from statistics, and from what the next report says.
AFTER_STATISTICS = {
    "as_of",
    "readings",
    "applied_readings",
    "matches",
    "outcomes",
    "candidates",
    "vintages",
    "conflicts",
    *NAMES,
}


def stored(folder: Path) -> dict[str, pl.DataFrame]:
    return {
        f"{table}/{year}": pl.read_parquet(folder / table / f"{year}.parquet")
        for table in YEARLY
        for year in (2022, 2023)
    }


def test_two_years_run_alone_and_as_one_backfill_give_the_same_tables(line: Line, data: Path) -> None:
    line("alone", "2023", "2023")
    line("alone", "2022", "2022")
    line("backfill", "2022", "2023")
    alone, backfill = stored(data / "alone"), stored(data / "backfill")
    assert all(alone[name].equals(backfill[name]) for name in alone)
    assert alone["targets/2022"]["indicator"].to_list() == ["地区生产总值", "粮食产量"]
    assert alone["targets/2023"]["indicator"].to_list() == ["地区生产总值", "城镇新增就业"]
    assert alone["achieved/2023"]["indicator"].to_list() == ["地区生产总值", "粮食产量"]


def test_the_report_of_the_next_year_judges_the_targets_and_until_it_is_there_nothing_does(
    line: Line, data: Path
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
    assert statuses() == {"地区生产总值": ("missed", None), "粮食产量": ("met", None)}
    figures = pl.read_parquet(data / "store" / "candidates" / "2022.parquet")
    later = figures.filter(pl.col("source_kind") == "self_reported")
    assert {id.split("@")[0] for id in later["statistic_id"]} == {"620000-2023"}
    assert set(later["publisher"]) == {"甘肃省人民政府"}


def test_a_published_figure_judges_a_target(line: Line, data: Path) -> None:
    line("store", "2022", "2023")
    outcomes = {row["target_id"]: row for row in stored(data / "store")["outcomes/2023"].to_dicts()}
    (gdp,) = [row for row in outcomes.values() if row["rule"] == "gdp_growth"]
    assert (str(gdp["actual"]), gdp["status"]) == ("6.400000", "met")


def test_a_target_that_breaks_its_contract_is_set_apart_whole_and_warned_of(
    line: Line, data: Path, add_report: Callable[..., Path]
) -> None:
    add_report(REPORT_2022 + "大力推广=棉花产量5万吨。\n", region="620000", year=2022)
    result = line("store", "2022", "2022")
    (reject,) = pl.read_parquet(data / "store" / "targets_rejects" / "2022.parquet").to_dicts()
    assert (reject["column"], reject["year"]) == ("indicator", 2022)
    assert "=棉花产量" in reject["record"] and "大力推广=棉花产量5万吨" in reject["record"]
    assert pl.read_parquet(data / "store" / "targets" / "2022.parquet").height == 2
    (check,) = [
        check for check in result.get_asset_check_evaluations() if check.check_name == "contract" and not check.passed
    ]
    assert (check.asset_key.path, check.severity) == (["targets"], dg.AssetCheckSeverity.WARN)


def test_runs_that_carry_the_tag_of_order_never_run_at_once() -> None:
    runs = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))["concurrency"]["runs"]
    assert {limit["key"]: limit["limit"] for limit in runs["tag_concurrency_limits"]} == dict.fromkeys(
        triggers.IN_ORDER, 1
    )


def test_a_backfill_of_three_years_is_one_run_that_makes_the_tables_of_each(
    line: Line, data: Path, add_report: Callable[..., Path]
) -> None:
    add_report(REPORT_2023.replace("2023", "2024").replace("2022", "2023"), region="620000", year=2024)
    line("store", "2022", "2024")
    (run,) = line.instance.get_runs()
    assert run.tags["dagster/asset_partition_range_start"] == "2022"
    for table in YEARLY:
        years = {path.stem for path in (data / "store" / table).iterdir()}
        assert years == line.instance.get_materialized_partitions(dg.AssetKey(table)) == {"2022", "2023", "2024"}
    told = pl.read_parquet(data / "store" / "outcomes" / "2023.parquet")["claim"].to_list()
    assert told == [None, "silent"], "within the run a year meets the report of the next"


def test_whatever_has_years_can_be_made_for_many_of_them_in_one_run() -> None:
    for step in definitions.steps(settings()):
        if step.partitions_def is not None:
            assert step.backfill_policy == dg.BackfillPolicy.single_run(), step.keys


def tick(line: Line, schedule: dg.ScheduleDefinition, when: datetime) -> dg.RunRequest | str:
    """What a schedule asks for at a time, or why it asks for nothing."""
    with dg.build_schedule_context(
        instance=line.instance,
        scheduled_execution_time=when,
        repository_def=line.loaded().get_repository_def(),
        resources={"staleness": line.resources()["staleness"]},
    ) as context:
        result = schedule.evaluate_tick(context)
    return result.run_requests[0] if result.run_requests else str(result.skip_message)


def asked(request: dg.RunRequest | str) -> tuple[str | None, str | None, set[str]]:
    """The first and the last year of a request, and the tables that it names; none are all."""
    assert isinstance(request, dg.RunRequest)
    first, last = (request.tags.get(f"dagster/asset_partition_range_{end}") for end in ("start", "end"))
    return (
        first or request.partition_key,
        last or request.partition_key,
        {key.path[0] for key in request.asset_selection or ()},
    )


def test_in_the_season_of_reports_the_year_and_the_one_before_are_made_once_a_report_is_there(
    line: Line, add_report: Callable[..., Path]
) -> None:
    season = triggers.reports_season
    assert (season.cron_schedule, season.execution_timezone) == ("0 6 * 1-3 *", "Asia/Shanghai")
    assert asked(tick(line, season, datetime(2023, 2, 1, 6, tzinfo=triggers.SHANGHAI))) == ("2022", "2023", set())
    assert asked(tick(line, season, datetime(2022, 2, 1, 6, tzinfo=triggers.SHANGHAI))) == ("2022", "2022", set())
    skipped = tick(line, season, datetime(2023, 12, 31, 22, tzinfo=UTC))
    assert skipped == "No report of 2024 is at hand yet.", "in Shanghai the year has begun"


def test_monthly_statistics_are_made_again_with_every_outcome_that_follows_from_them_in_one_run(
    line: Line, data: Path
) -> None:
    monthly, when = triggers.statistics_monthly, datetime(2023, 5, 20, 8, tzinfo=triggers.SHANGHAI)
    assert (monthly.cron_schedule, monthly.execution_timezone) == ("0 8 20 * *", "Asia/Shanghai")
    line("store", "2022", "2023")
    request = tick(line, monthly, when)
    follow = {"statistics"} | AFTER_STATISTICS
    assert asked(request) == ("2022", "2023", follow)
    before = {path: path.stat().st_mtime_ns for path in (data / "store").rglob("*.parquet")}
    line.run(request)
    rewritten = {path for path, at in before.items() if path.stat().st_mtime_ns != at}
    tables = {path.relative_to(data / "store").parts[0].removesuffix(".parquet") for path in rewritten}
    assert tables == {*follow, "statistics_rejects"}
    assert {path.stem for path in rewritten if path.parent.name == "outcomes"} == {"2022", "2023"}


def test_monthly_statistics_make_everything_where_the_store_lacks_what_outcomes_are_made_of(
    line: Line, data: Path
) -> None:
    when = datetime(2023, 5, 20, 8, tzinfo=triggers.SHANGHAI)
    line("store", "2023", "2023")
    assert asked(tick(line, triggers.statistics_monthly, when)) == ("2022", "2023", set())


def freshness(instance: dg.DagsterInstance, table: str, when: datetime) -> str:
    """The state of a table at a time, by Dagster's own evaluation, which its daemon calls every half minute."""
    node = definitions.line(settings()).over(["2022"]).resolve_asset_graph().get(dg.AssetKey(table))
    evaluator = FRESHNESS_EVALUATORS_BY_POLICY_TYPE[type(node.freshness_policy)]()
    with freeze_time(when):
        state = asyncio.run(evaluator.evaluate_freshness(LoadingContextForTest(instance), node))
    return str(state.value)


def test_reports_are_late_in_april_if_none_came_since_the_new_year_and_statistics_after_six_weeks(line: Line) -> None:
    def day(month: int, day: int) -> datetime:
        return datetime(this_year + 1, month, day, 12, tzinfo=triggers.SHANGHAI)

    this_year = datetime.now(triggers.SHANGHAI).year
    assert freshness(line.instance, "reports", day(1, 1)) == "UNKNOWN"
    line("store", "2022", "2023")
    made = datetime.now(triggers.SHANGHAI)
    assert freshness(line.instance, "reports", day(3, 31)) == "PASS"
    assert freshness(line.instance, "reports", day(4, 2)) == "FAIL"
    days = {10: "PASS", 40: "WARN", 50: "FAIL"}
    assert {after: freshness(line.instance, "statistics", made + timedelta(after)) for after in days} == days


def test_every_asset_tells_what_it_is_and_who_owns_it() -> None:
    for step in definitions.steps(settings()):
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


def test_a_package_is_made_again_when_the_file_of_packages_says_otherwise_and_the_tables_are_not(
    tmp_path: Path,
) -> None:
    file = tmp_path / "packages.toml"

    def versions(content: str) -> dict[str, str | None]:
        file.write_text(content, encoding="utf-8")
        steps = definitions.steps(settings(definitions=file))
        return {spec.key.to_user_string(): spec.code_version for step in steps for spec in step.specs}

    before, after = versions(SMALLEST), versions(SMALLEST.replace("2023, 2024", "2023"))
    assert {key for key in before if before[key] != after[key]} == {"packages/gansu-2023-2024"}
