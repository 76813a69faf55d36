"""The store: tables of an asset, by report year, kept to their contract and to what they are made of."""

from pathlib import Path

import dagster as dg
import polars as pl
import pytest

import schemas
from pipelines.base.assets import REPORT_YEARS, WITH_REJECTS
from pipelines.line.store import Store
from schemas import contract
from schemas.errors import ContractError, InputError

MATCH = {
    "target_id": "650000-2023@1",
    "statistic_id": "650000-2023-0123456789ab",
    "year": 2023,
    "comparability": "comparable",
    "rank": 1,
    "link": "code",
    "names_agree": False,
}


def matches(*rows: dict[str, object]) -> pl.DataFrame:
    frame, rejects = contract.split(schemas.model("matches"), rows, "matches")
    assert rejects.is_empty()
    return frame


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, fingerprint=lambda table, year: f"{table} of {year}, first code")


def test_a_table_comes_back_as_it_was_stored(store: Store) -> None:
    store.write("matches", "2023", matches(MATCH))
    assert store.read("matches", ["2023"]).equals(matches(MATCH))


def test_a_bad_table_never_replaces_a_good_one_and_all_its_faults_are_told_at_once(store: Store) -> None:
    store.write("matches", "2023", matches(MATCH))
    bad = matches(MATCH).with_columns(comparability=pl.lit("perhaps"), rank=pl.lit(0, pl.Int32))
    with pytest.raises(ContractError) as error:
        store.write("matches", "2023", bad)
    assert "comparability breaks isin" in str(error.value)
    assert "rank breaks greater_than_or_equal_to(1)" in str(error.value)
    assert store.read("matches", ["2023"]).equals(matches(MATCH))
    assert [path.name for path in store.path("matches", "2023").parent.iterdir()] == ["2023.parquet"]


def test_a_missing_column_is_named(store: Store) -> None:
    with pytest.raises(ContractError, match="rank"):
        store.write("matches", "2023", matches(MATCH).drop("rank"))


def test_a_repeated_key_is_refused(store: Store) -> None:
    frame = matches(MATCH)
    with pytest.raises(ContractError, match="uniqueness"):
        store.write("matches", "2023", pl.concat([frame, frame]))


def test_a_table_that_is_not_there_is_named_with_its_cure(store: Store) -> None:
    with pytest.raises(InputError, match=r"2023\.parquet: the table matches is not in the store\. Run `mubiao run`"):
        store.read("matches", ["2023"])


@pytest.mark.parametrize("content", [b"", b"no parquet at all"])
def test_a_broken_file_is_named(store: Store, content: bytes) -> None:
    path = store.path("matches", "2023")
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InputError, match="the stored table cannot be used"):
        store.read("matches", ["2023"])


def test_a_table_of_an_older_contract_is_never_read(store: Store) -> None:
    path = store.path("matches", "2023")
    path.parent.mkdir()
    matches(MATCH).drop("rank").write_parquet(path)
    with pytest.raises(InputError, match="the stored table cannot be used"):
        store.read("matches", ["2023"])


def test_a_table_is_stale_once_code_or_inputs_differ(store: Store) -> None:
    assert not store.fresh("matches", "2023")
    store.write("matches", "2023", matches(MATCH))
    assert store.fresh("matches", "2023")
    assert not store.fresh("matches", "2022")
    changed = Store(store.folder, fingerprint=lambda table, year: f"{table} of {year}, second code")
    assert not changed.fresh("matches", "2023")


def test_a_run_over_several_years_stores_each_year_and_empty_ones_too(store: Store) -> None:
    @dg.asset(name="matches", partitions_def=REPORT_YEARS, backfill_policy=dg.BackfillPolicy.single_run())
    def table(context: dg.AssetExecutionContext) -> pl.DataFrame:
        return matches(MATCH, MATCH | {"target_id": "650000-2021@1", "year": 2021})

    years = {"dagster/asset_partition_range_start": "2021", "dagster/asset_partition_range_end": "2023"}
    with dg.DagsterInstance.ephemeral() as instance:
        assert dg.materialize([table], instance=instance, resources={"io_manager": store}, tags=years).success
    stored = {year: store.read("matches", [year])["year"].to_list() for year in ("2021", "2022", "2023")}
    assert stored == {"2021": [2021], "2022": [], "2023": [2023]}


def test_the_parts_of_a_table_are_read_whole_in_their_order(store: Store) -> None:
    for year in ("2023", "2021"):
        store.write("matches", year, matches(MATCH | {"target_id": f"650000-{year}@1", "year": int(year)}))
    assert store.whole("matches")["year"].to_list() == [2021, 2023]
    with pytest.raises(InputError, match="the table outcomes is not in the store"):
        store.whole("outcomes")


def test_what_a_stage_set_apart_rests_beside_its_table_and_is_handed_to_who_asks(store: Store, tmp_path: Path) -> None:
    @dg.asset(name="matches", partitions_def=REPORT_YEARS)
    def table(context: dg.AssetExecutionContext):  # type: ignore[no-untyped-def]
        return contract.split(
            schemas.model("matches"), [MATCH, MATCH | {"target_id": "650000-2023@2", "rank": 0}], "matches"
        )

    counts = {}

    @dg.asset(ins={"matches": dg.AssetIn(partition_mapping=dg.AllPartitionMapping(), metadata=WITH_REJECTS)})
    def read(matches: contract.Split) -> None:
        counts.update(kept=matches.good.height, apart=matches.rejects["column"].to_list())

    with dg.DagsterInstance.ephemeral() as instance:
        for asset, options in ((table, {"partition_key": "2023"}), (read, {})):
            assert dg.materialize(
                [asset, table], selection=[asset], instance=instance, resources={"io_manager": store}, **options
            ).success
    assert counts == {"kept": 1, "apart": ["rank"]}
