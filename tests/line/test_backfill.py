"""Several machines: how many years a run of a backfill takes, and what deploy/backfill.py asks for."""

from pathlib import Path

import dagster as dg
import pytest

from deploy.backfill import ask, tables
from pipelines import definitions
from pipelines.base.settings import settings
from pipelines.line.triggers import PUBLISHER


def line(years_a_run: int = 0) -> dg.Definitions:
    return definitions.line(settings(years_a_run=years_a_run)).over(["2021", "2022", "2023"])


@pytest.mark.parametrize(
    ("years_a_run", "policy"), [(0, dg.BackfillPolicy.single_run()), (2, dg.BackfillPolicy.multi_run(2))]
)
def test_a_run_of_a_backfill_takes_the_years_of_the_setting(
    data: Path, years_a_run: int, policy: dg.BackfillPolicy
) -> None:
    graph = line(years_a_run).resolve_asset_graph()
    for key in graph.materializable_asset_keys:
        assert graph.get(key).backfill_policy == (policy if graph.get(key).is_partitioned else None), key


def test_every_table_of_every_year_is_asked_for_and_no_package(data: Path) -> None:
    graph, wanted = line().resolve_asset_graph(), tables(line())
    assert {key.path[0] for key in graph.materializable_asset_keys - wanted.asset_keys} == {"packages"}
    years = wanted.get_partitions_subset(dg.AssetKey("outcomes")).get_partition_keys()
    assert sorted(years) == ["2021", "2022", "2023"]
    with dg.DagsterInstance.ephemeral() as instance:
        state = instance.get_backfill(ask(instance, line()))
    assert state is not None
    assert state.status.value == "REQUESTED"


def test_a_run_that_publishes_goes_to_the_machine_that_publishes(data: Path) -> None:
    assert line().resolve_job_def("publish").tags.items() >= PUBLISHER.items()
    assert not line().resolve_job_def("tables").tags.keys() & PUBLISHER.keys()
