"""The copy of published/ in an object store: whole versions first, the catalogue last, and nobody overwrites what he has not seen."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.packages.synchronise import into, look, synchronise
from schemas.errors import InputError

obstore = pytest.importorskip("obstore", reason="obstore is of the group deploy")
ADDRESS = "s3://harvests/published"


def publish(published: Path, version: str, **marks: str) -> None:
    """What a publication leaves: a version, the files around it, and a catalogue that lists it."""
    folder = published / "rice" / version
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text(f"the descriptor of {version}")
    (folder / "harvests.csv").write_text(f"field,tonnes\nnorth,{version}\n")
    (published / "rice" / "latest").write_text(f"{version}\n")
    (published / "index.html").write_text(f"the list with {version}")
    catalog = catalogue(published)
    sha256 = hashlib.sha256((folder / "datapackage.json").read_bytes()).hexdigest()
    entry = {
        "version": version,
        "path": f"rice/{version}",
        "created": "2024-03-01",
        "descriptor_sha256": sha256,
        "bytes": 9,
        "tables": 1,
        "rows": 3,
        **marks,
    }
    rice = catalog["packages"].get("rice", {"versions": []})
    catalog["packages"]["rice"] = {"title": "Rice", "latest": version, "versions": [*rice["versions"], entry]}
    (published / "catalog.json").write_text(json.dumps(catalog))


def catalogue(published: Path) -> dict[str, Any]:
    file = published / "catalog.json"
    return json.loads(file.read_text()) if file.exists() else {"packages": {}}


def stored(store: Any) -> Mapping[str, bytes]:
    paths = [file["path"] for page in obstore.list(store) for file in page]
    return {path: bytes(obstore.get(store, path).bytes()) for path in paths}


def files(published: Path) -> Mapping[str, bytes]:
    every = (path for path in published.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(published).as_posix(): path.read_bytes() for path in every}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    publish(tmp_path / "published", "1.0.0")
    return tmp_path / "published"


@pytest.fixture
def store() -> Any:
    return obstore.store.MemoryStore()


def test_the_copy_has_the_same_files_and_only_what_is_new_is_written_the_catalogue_last(
    published: Path, store: Any
) -> None:
    (published / "rice" / ".1.1.0").mkdir()
    written = into(store, published, ADDRESS)
    assert written[-1] == "catalog.json"
    assert stored(store) == files(published)
    assert into(store, published, ADDRESS) == []
    publish(published, "1.1.0")
    assert into(store, published, ADDRESS) == [
        "rice/1.1.0/datapackage.json",
        "rice/1.1.0/harvests.csv",
        "index.html",
        "rice/latest",
        "catalog.json",
    ]
    assert stored(store) == files(published)


def test_a_copy_that_was_interrupted_is_completed(published: Path, store: Any) -> None:
    obstore.put(store, "rice/1.0.0/harvests.csv", (published / "rice/1.0.0/harvests.csv").read_bytes())
    assert "rice/1.0.0/harvests.csv" not in into(store, published, ADDRESS)
    assert stored(store) == files(published)


def test_another_file_of_a_version_that_nobody_lists_is_never_overwritten(published: Path, store: Any) -> None:
    obstore.put(store, "rice/1.0.0/harvests.csv", b"of another machine")
    with pytest.raises(InputError, match=r"rice/1\.0\.0/harvests\.csv.*another file is there"):
        into(store, published, ADDRESS)
    assert "catalog.json" not in stored(store)


@pytest.mark.parametrize("before", [True, False], ids=["a catalogue was there", "the first one"])
def test_who_has_not_seen_the_latest_catalogue_is_refused_and_it_stays(
    published: Path, store: Any, before: bool
) -> None:
    if before:
        into(store, published, ADDRESS)
    seen = look(store)
    obstore.put(store, "catalog.json", b"of somebody who was faster")
    publish(published, "1.1.0")
    with pytest.raises(InputError, match="somebody else wrote the catalogue meanwhile"):
        into(store, published, ADDRESS, seen)
    assert stored(store)["catalog.json"] == b"of somebody who was faster"


@pytest.mark.parametrize(
    ("version", "marks", "reason"),
    [
        ("2.0.0", {}, r"the copy lists rice/2\.0\.0, which is not listed here"),
        ("1.0.0", {"descriptor_sha256": "7" * 64}, r"the copy lists rice/1\.0\.0, which is another here"),
        ("1.0.0", {"withdrawn": "It was of the wrong field."}, r"the copy says that rice/1\.0\.0 is withdrawn"),
    ],
)
def test_a_copy_that_knows_more_than_the_folder_is_left_alone(
    published: Path, store: Any, tmp_path: Path, version: str, marks: dict[str, str], reason: str
) -> None:
    publish(tmp_path / "other", version, **marks)
    into(store, tmp_path / "other", ADDRESS)
    before = stored(store)
    with pytest.raises(InputError, match=reason):
        into(store, published, ADDRESS)
    assert stored(store) == before


def test_a_withdrawal_and_a_pruned_version_reach_the_copy_which_keeps_what_it_has(published: Path, store: Any) -> None:
    publish(published, "1.1.0")
    into(store, published, ADDRESS)
    catalog = catalogue(published)
    catalog["packages"]["rice"]["versions"][0]["withdrawn"] = "It was of the wrong field."
    (published / "catalog.json").write_text(json.dumps(catalog))
    for file in (published / "rice" / "1.0.0").iterdir():
        file.unlink()
    (published / "rice" / "1.0.0").rmdir()
    assert into(store, published, ADDRESS) == ["catalog.json"]
    assert b"wrong field" in stored(store)["catalog.json"]
    assert "rice/1.0.0/harvests.csv" in stored(store)


def test_an_address_that_cannot_be_opened_is_one_error(published: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere://a: the object store refuses"):
        synchronise(published, "nowhere://a")


@pytest.mark.parametrize(
    "content", [b"null", b"{", b'{"packages": {"../x": {}}}', b'{"packages": {}, "packages": {}}', b"[" * 100_000]
)
def test_a_catalogue_of_the_copy_that_is_none_is_one_sentence(published: Path, store: Any, content: bytes) -> None:
    obstore.put(store, "catalog.json", content)
    with pytest.raises(InputError, match=r"catalog\.json.*the catalogue of the copy"):
        into(store, published, ADDRESS)
    assert stored(store) == {"catalog.json": content}


@pytest.mark.parametrize("name", ["rice/1.0.0/secret", "index.html", "rice/latest"])
def test_what_a_link_leads_to_is_not_copied(published: Path, tmp_path: Path, store: Any, name: str) -> None:
    (tmp_path / "secret").write_text("not yours")
    (published / name).unlink(missing_ok=True)
    (published / name).symlink_to(tmp_path / "secret")
    with pytest.raises(InputError, match="it is a link, and only files are copied"):
        into(store, published, ADDRESS)
    assert "catalog.json" not in stored(store)
    assert b"not yours" not in stored(store).values()
