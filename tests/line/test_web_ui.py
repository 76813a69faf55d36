"""What the web UI shows of the line, and what may be done there: metadata, raw files, checks and the launchpad."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from pipelines import definitions
from pipelines.base.parquet import files
from pipelines.base.settings import BadFiles, settings
from pipelines.line.raw import RAW_ASSETS
from pipelines.packages.definition import SMALLEST
from tests.line.daemon import Line


@pytest.fixture(autouse=True)
def one_package(line: Line, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of Gansu, all years."""
    file = data / "packages.toml"
    file.write_text(SMALLEST.replace("years = [2023, 2024]", "years = []"), encoding="utf-8")
    monkeypatch.setenv("MUBIAO_DEFINITIONS", str(file))


def metadata(result: dg.ExecuteInProcessResult, table: str) -> Mapping[str | None, dict[str, Any]]:
    """What is shown of a table, by year."""
    events = [event.step_materialization_data.materialization for event in result.get_asset_materialization_events()]
    ours = [event for event in events if event.asset_key == dg.AssetKey(table)]
    assert len({event.partition for event in ours}) == len(ours), "an event a year"
    return {event.partition: {name: value.value for name, value in event.metadata.items()} for event in ours}


def found(result: dg.ExecuteInProcessResult) -> dict[str, bool]:
    return {
        f"{check.asset_key.to_user_string()} {check.check_name}": check.passed
        for check in result.get_asset_check_evaluations()
    }


def test_each_year_of_a_run_shows_its_own_figures_and_checks_of_what_lies_there_run_alone(
    line: Line, data: Path
) -> None:
    made = line("store", "2022", "2023")
    targets, outcomes, reports = (metadata(made, table) for table in ("targets", "outcomes", "reports"))
    assert {year: shown["dagster/row_count"] for year, shown in targets.items()} == {"2022": 2, "2023": 2}
    assert {shown["reports read"] for shown in targets.values()} == {1}
    assert "粮食产量" in targets["2022"]["preview"] and "粮食产量" not in targets["2023"]["preview"]
    assert "2022年" in reports["2022"]["text"] and "2023年" not in reports["2022"]["text"]
    assert (outcomes["2022"]["judged"], outcomes["2022"]["share judged"]) == (2, 1.0)
    assert (outcomes["2023"]["judged"], outcomes["2023"]["share judged"]) == (1, 0.5)
    assert not any("stored" in name for name in found(made)), "a run asks of what it makes"

    alone = line.run(dg.RunRequest(), job="checks")
    assert all(found(alone).values()) and not alone.get_asset_materialization_events()
    assert {"targets stored_traced", "outcomes stored_rows", "packages/gansu-2023-2024 published"} <= set(found(alone))

    # Somebody touches what is stored and published: the same checks say so.
    for table, change in {
        "targets": pl.col("char_start") + 1,
        "outcomes": pl.lit("met").alias("status"),
    }.items():
        file = data / "store" / table / "2022.parquet"
        files(file.parent).write(file.name, pl.read_parquet(file).with_columns(change).head(1), {})
    (version,) = (data / "published").glob("gansu-2023-2024/1.0.0")
    with (version / "outcomes.csv").open("a", encoding="utf-8") as file:
        file.write("one more line\n")
    red = {name for name, passed in found(line.run(dg.RunRequest(), job="checks")).items() if not passed}
    assert {"targets stored_traced", "packages/gansu-2023-2024 published"} <= red


def test_raw_files_stand_above_what_is_read_from_them_each_with_the_version_of_its_content(
    line: Line, data: Path
) -> None:
    graph = line.loaded().resolve_asset_graph()
    parents = {table: graph.get(dg.AssetKey(table)).parent_keys for table in ("inventory", "statistics", "readings")}
    assert parents == {
        "inventory": {dg.AssetKey("raw_reports")},
        "statistics": {dg.AssetKey("raw_statistics"), dg.AssetKey("inventory")},
        "readings": {dg.AssetKey("raw_readings")},
    }
    assert graph.get(dg.AssetKey("targets")).partitions_def.get_partition_keys() == ["2022", "2023"]

    def versions() -> dict[str, str]:
        now = line.under()
        resources = {"collections": now.collections, "settings": now.settings}
        job = dg.define_asset_job("look", selection=dg.AssetSelection.keys(*(asset.key for asset in RAW_ASSETS)))
        look = dg.Definitions(assets=RAW_ASSETS, jobs=[job], resources=resources)
        result = look.resolve_job_def("look").execute_in_process(instance=line.instance)
        observed = [event.asset_observation_data.asset_observation for event in result.get_asset_observation_events()]
        return {each.asset_key.to_user_string(): str(each.data_version) for each in observed}

    before = versions()
    assert set(before) == {"raw_reports", "raw_statistics", "raw_readings", "raw_reference"} and before == versions()
    (data / "raw" / "readings").mkdir()
    (data / "raw" / "readings" / "a.csv").write_text("target_id\n", encoding="utf-8")
    changed = {name for name, version in versions().items() if version != before[name]}
    assert changed == {"raw_readings"}


def test_a_run_may_change_folders_and_strictness_in_the_launchpad_and_two_lines_in_one_process_stay_apart(
    line: Line, data: Path
) -> None:
    (data / "raw" / "reports" / "620000" / "2021.txt").write_bytes(b"\xff\xfe\x00")
    loaded, other = line.loaded(), definitions.line(settings(store=data / "other", bad_files=BadFiles.set_aside))
    selection = [dg.AssetKey("inventory"), dg.AssetKey("left_out")]

    def run(of: dg.Definitions, config: Mapping[str, Any]) -> bool:
        return (
            of.resolve_job_def("tables")
            .execute_in_process(
                instance=line.instance,
                asset_selection=selection,
                run_config={"loggers": {"progress": {}}, "resources": {"line": {"config": config}}},
                raise_on_error=False,
            )
            .success
        )

    schema = loaded.resolve_job_def("tables").run_config_schema.config_type.fields["resources"].config_type
    fields = schema.fields["line"].config_type.fields["config"].config_type.fields
    assert {"raw", "store", "published", "bad_files", "workers"} <= set(fields) and all(
        f.description for f in fields.values()
    )
    assert not run(loaded, {})
    assert run(loaded, {"bad_files": "set_aside", "store": str(data / "changed")})
    assert (data / "changed" / "inventory.parquet").exists() and not run(loaded, {})
    assert not (data / "other").exists()
    assert run(other.over([]), {})
    assert (data / "other" / "inventory.parquet").exists()
