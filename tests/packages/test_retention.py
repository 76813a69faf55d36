"""Older versions retire where a setting says so: what stays of them proves what they were, and nothing that is cited goes."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.packages import around
from pipelines.packages.catalogue import read_catalog, withdraw
from pipelines.packages.publish import Publication, publish
from pipelines.packages.reference import resolve
from pipelines.packages.retention import retire
from schemas.errors import InputError
from tests.packages.conftest import STATISTIC, definition, tables
from tests.packages.test_publish import NAME, files

WHOLE = {"README.md", "datapackage.json", "targets.parquet"}


def again(published: Path, number: int, keep: int = 0, **changed: Any) -> Publication:
    """Publish the small package with another figure, which is another version."""
    stored = tables(candidates=[STATISTIC | {"value": f"{511 + number}", "value_base": f"{511 + number}0000"}])
    ours = definition(formats=("parquet",), **changed)
    return publish(ours, stored, {"targets": 0}, 0, published, keep_versions=keep)


@pytest.fixture(scope="module")
def four_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that readers see, with the versions 1.0.0 to 1.0.3 of a package."""
    published = tmp_path_factory.mktemp("four")
    assert [again(published, number).version for number in range(4)] == ["1.0.0", "1.0.1", "1.0.2", "1.0.3"]
    return published


@pytest.fixture
def four(four_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(four_once, tmp_path / "published"))


def whole(published: Path) -> list[str]:
    return sorted(folder.name for folder in (published / NAME).iterdir() if (folder / "targets.parquet").exists())


def test_by_default_every_version_stays_whole(four: Path) -> None:
    assert whole(four) == ["1.0.0", "1.0.1", "1.0.2", "1.0.3"]
    assert not any("retired" in entry for entry in read_catalog(four)["packages"][NAME]["versions"])


def test_of_a_version_that_retires_descriptor_checksums_and_changes_stay_byte_for_byte(four: Path) -> None:
    before, log = files(four / NAME), (four / NAME / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = read_catalog(four)["packages"][NAME]["versions"]
    assert again(four, 3, keep=2).changed is False, "an unchanged package retires what a new setting says"
    assert whole(four) == ["1.0.2", "1.0.3"]
    after = files(four / NAME)
    assert {path.name for path in (four / NAME / "1.0.1").iterdir()} == {
        "datapackage.json",
        "SHA256SUMS",
        "changes.parquet",
    }
    assert all(after[name] == before[name] for name in after if name != "CHANGELOG.md")
    first, *others = read_catalog(four)["packages"][NAME]["versions"]
    checksums = (four / NAME / "1.0.0" / "SHA256SUMS").read_bytes()
    assert first == entries[0] | {"retired": hashlib.sha256(checksums).hexdigest()}
    assert others[1:] == entries[2:]
    log_now = (four / NAME / "CHANGELOG.md").read_text(encoding="utf-8")
    mark = "\n\n**Retired 归档**: of this version only the descriptor, the checksums and the changes are kept here; its number is not used again."
    assert log_now.count(mark) == 2
    assert log_now.replace(mark, "") == log, "the change log still says what changed"
    assert f"{NAME}/CHANGELOG.md" not in around.lagging(four, definition())


def test_after_a_version_retired_the_next_is_numbered_and_compared_as_ever(four: Path) -> None:
    again(four, 3, keep=1)
    assert whole(four) == ["1.0.3"]
    (four / f".built-{NAME}").unlink(missing_ok=True)
    assert again(four, 3, keep=1, title_en="A small package").changed is False
    assert again(four, 3, keep=1, title_en="Another").version == "1.0.4"
    assert whole(four) == ["1.0.4"]


def test_a_version_that_is_cited_the_latest_and_what_a_package_keeps_for_itself_stay(four: Path) -> None:
    again(four, 3, keep=1, cited=("1.0.0",))
    assert whole(four) == ["1.0.0", "1.0.3"]
    withdraw(four, NAME, "1.0.3", "A figure was misread.")
    assert read_catalog(four)["packages"][NAME]["latest"] == "1.0.0", "the newest whose files are there"


def test_a_package_says_for_itself_how_many_versions_stay(four: Path) -> None:
    again(four, 3, keep=1, keep_versions=0)
    assert len(whole(four)) == 4
    again(four, 3, keep=0, keep_versions=3)
    assert whole(four) == ["1.0.1", "1.0.2", "1.0.3"]


def test_the_newest_that_stands_never_retires_though_newer_ones_are_withdrawn(four: Path) -> None:
    for number in ("1.0.3", "1.0.2"):
        withdraw(four, NAME, number, "A figure was misread.")
    assert retire(four, NAME, 1) == ["1.0.0", "1.0.2"]
    assert whole(four) == ["1.0.1", "1.0.3"]


def test_a_run_killed_between_the_catalogue_and_the_files_is_ended_by_the_next(four: Path) -> None:
    left = (four / NAME / "1.0.0" / "targets.parquet").read_bytes()
    retire(four, NAME, 1)
    (four / NAME / "1.0.0" / "targets.parquet").write_bytes(left)
    assert retire(four, NAME, 1) == []
    assert whole(four) == ["1.0.3"]


@pytest.mark.parametrize("named", [f"{NAME}@1.0.0", "folder"])
def test_whoever_asks_for_a_retired_version_is_told_what_is_kept_of_it(four: Path, named: str) -> None:
    again(four, 3, keep=1)
    named = str(four / NAME / "1.0.0") if named == "folder" else named
    with pytest.raises(
        InputError,
        match=r"1\.0\.0: the version has retired: of its [\d,]+ bytes only datapackage\.json, SHA256SUMS, changes\.parquet are kept",
    ):
        resolve(named, four)
    assert resolve(NAME, four).label == f"{NAME}@1.0.3"
