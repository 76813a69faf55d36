"""Parquet files below a folder and below an address: the same calls give the same answers."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.base.parquet import Address, Files, Folder, files
from pipelines.base.settings import settings
from pipelines.line.store import Store
from schemas.errors import InputError

TABLE = pl.DataFrame({"harvest": ["rice", "millet"], "tonnes": [12, 7]})


@pytest.fixture(params=["folder", "address"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    (tmp_path / "harvests").mkdir()
    return files(tmp_path if request.param == "folder" else f"file://{tmp_path}/")


def test_a_table_comes_back_with_what_was_written_beside_it(place: Files) -> None:
    place.write("harvests/2021.parquet", TABLE, {"mubiao.fingerprint": "first"})
    assert place.read("harvests/2021.parquet").equals(TABLE)
    assert place.metadata("harvests/2021.parquet")["mubiao.fingerprint"] == "first"


def test_files_are_listed_by_name_and_hidden_ones_and_what_is_not_there_are_not(place: Files, tmp_path: Path) -> None:
    for name in ("harvests/2022.parquet", "harvests/2021.parquet", "fields.parquet"):
        place.write(name, TABLE, {})
    (tmp_path / "harvests" / ".2023.parquet.17").write_bytes(b"half a file of a run that was killed")
    (tmp_path / ".judged").mkdir()
    (tmp_path / ".judged" / "2021.parquet").write_bytes(b"of somebody else")
    assert place.names() == ["fields.parquet", "harvests/2021.parquet", "harvests/2022.parquet"]
    assert place.names("harvests") == ["harvests/2021.parquet", "harvests/2022.parquet"]
    assert place.names("orchards") == []


def test_a_file_has_another_mark_once_it_is_another_and_none_once_it_is_gone(place: Files) -> None:
    assert place.mark("harvests/2021.parquet") is None
    place.write("harvests/2021.parquet", TABLE, {})
    before = place.mark("harvests/2021.parquet")
    assert place.mark("harvests/2021.parquet") == before
    place.write("harvests/2021.parquet", TABLE.head(1), {"note": "one row fewer"})
    assert place.mark("harvests/2021.parquet") not in (before, None)
    place.remove("harvests/2021.parquet")
    assert place.mark("harvests/2021.parquet") is None


def test_a_file_that_is_not_there_is_one_that_is_missing_in_both(place: Files) -> None:
    for ask in (place.read, place.metadata):
        with pytest.raises(FileNotFoundError):
            ask("harvests/1999.parquet")


def test_what_an_address_refuses_names_the_address_the_reason_and_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no folder")
    with pytest.raises(InputError, match=r"file/1\.parquet: the object store refuses: .+ Check address, bucket and"):
        files(f"file://{tmp_path}/file").write("1.parquet", TABLE, {})
    with pytest.raises(InputError, match=r"nowhere://a/b.*: the object store refuses: .*nowhere"):
        files("nowhere://a/b").names()


def test_the_store_may_be_an_address_in_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUBIAO_STORE", "s3://bucket/store/")
    monkeypatch.setenv("MUBIAO_INSTANCE", str(tmp_path / "home" / "dagster"))
    under = settings()
    assert under.store == "s3://bucket/store"
    assert under.candidates == tmp_path / "home" / "candidates"  # built on this machine
    assert isinstance(files(under.store), Address)
    monkeypatch.setenv("MUBIAO_STORE", str(tmp_path / "store"))
    assert settings().candidates == tmp_path / "candidates"
    assert isinstance(files(settings().store), Folder)


def test_a_store_at_an_address_forgets_years_names_its_tables_and_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "matches").mkdir()
    for name in ("matches/2021", "matches/2022", "inventory"):
        files(tmp_path).write(f"{name}.parquet", TABLE, {"mubiao.fingerprint": "first"})
    store = Store(f"file://{tmp_path}", lambda table, part: "first")
    assert store.fresh("matches", "2021")
    store.forget_other_years(["2022"])
    assert not store.fresh("matches", "2021")
    assert store.tables() == ["inventory", "matches"]
    assert store.place("matches") == f"file://{tmp_path}/matches/*.parquet"
    assert store.place("inventory") == f"file://{tmp_path}/inventory.parquet"
    with pytest.raises(InputError, match=r"2021\.parquet: the table matches is not in the store"):
        store.read("matches", ["2021"])
