from pathlib import Path

import dagster as dg
import polars as pl
import pytest

import schemas
from pipelines.base.assets import REPORT_YEARS
from pipelines.line.store import TableStore
from schemas import contract
from schemas.errors import ContractError, InputError

MATCH = {
    "target_id": "650000-2023@1",
    "statistic_id": "650000-2023-0123456789ab",
    "year": 2023,
    "comparability": "comparable",
    "rank": 1,
    "link": "code",
}


def matches(*rows: dict[str, object]) -> pl.DataFrame:
    frame, rejects = contract.split(schemas.model("matches"), rows, "matches")
    assert rejects.is_empty()
    return frame


@pytest.fixture
def store(tmp_path: Path) -> TableStore:
    return TableStore(tmp_path, fingerprint=lambda table, year: f"{table} of {year}, first code")


def test_a_table_comes_back_as_it_was_stored(store: TableStore) -> None:
    store.write("matches", "2023", matches(MATCH))
    assert store.read("matches", ["2023"]).equals(matches(MATCH))


def test_a_bad_table_never_replaces_a_good_one_and_all_its_faults_are_told_at_once(store: TableStore) -> None:
    store.write("matches", "2023", matches(MATCH))
    bad = matches(MATCH).with_columns(comparability=pl.lit("perhaps"), rank=pl.lit(0, pl.Int32))
    with pytest.raises(ContractError) as error:
        store.write("matches", "2023", bad)
    assert "comparability breaks isin" in str(error.value)
    assert "rank breaks greater_than_or_equal_to(1)" in str(error.value)
    assert store.read("matches", ["2023"]).equals(matches(MATCH))
    assert [path.name for path in store.path("matches", "2023").parent.iterdir()] == ["2023.parquet"]


def test_a_missing_column_is_named(store: TableStore) -> None:
    with pytest.raises(ContractError, match="rank"):
        store.write("matches", "2023", matches(MATCH).drop("rank"))


def test_a_repeated_key_is_refused(store: TableStore) -> None:
    frame = matches(MATCH)
    with pytest.raises(ContractError, match="uniqueness"):
        store.write("matches", "2023", pl.concat([frame, frame]))


def test_a_table_that_is_not_there_is_named_with_its_cure(store: TableStore) -> None:
    with pytest.raises(InputError, match=r"2023\.parquet: the table matches is not in the store\. Run `mubiao run`"):
        store.read("matches", ["2023"])


@pytest.mark.parametrize("content", [b"", b"no parquet at all"])
def test_a_broken_file_is_named(store: TableStore, content: bytes) -> None:
    path = store.path("matches", "2023")
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InputError, match="the stored table cannot be used"):
        store.read("matches", ["2023"])


def test_a_table_of_an_older_contract_is_never_read(store: TableStore) -> None:
    path = store.path("matches", "2023")
    path.parent.mkdir()
    matches(MATCH).drop("rank").write_parquet(path)
    with pytest.raises(InputError, match="the stored table cannot be used"):
        store.read("matches", ["2023"])


def test_a_table_is_stale_once_code_or_inputs_differ(store: TableStore) -> None:
    assert not store.fresh("matches", "2023")
    store.write("matches", "2023", matches(MATCH))
    assert store.fresh("matches", "2023")
    assert not store.fresh("matches", "2022")
    changed = TableStore(store.folder, fingerprint=lambda table, year: f"{table} of {year}, second code")
    assert not changed.fresh("matches", "2023")


def test_a_run_over_several_years_stores_each_year_and_empty_ones_too(store: TableStore) -> None:
    @dg.asset(name="matches", partitions_def=REPORT_YEARS, backfill_policy=dg.BackfillPolicy.single_run())
    def made(context: dg.AssetExecutionContext) -> pl.DataFrame:
        return matches(MATCH, MATCH | {"target_id": "650000-2021@1", "year": 2021})

    years = {"dagster/asset_partition_range_start": "2021", "dagster/asset_partition_range_end": "2023"}
    with dg.DagsterInstance.ephemeral() as instance:
        assert dg.materialize([made], instance=instance, resources={"io_manager": store}, tags=years).success
    stored = {year: store.read("matches", [year])["year"].to_list() for year in ("2021", "2022", "2023")}
    assert stored == {"2021": [2021], "2022": [], "2023": [2023]}
