"""A catalogue that has forgotten versions stops a publisher: a number that was published is never given to other bytes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.packages import catalogue
from pipelines.packages.catalogue import read_catalog, write_catalog
from pipelines.packages.publish import Publication, publish
from pipelines.packages.reference import resolve
from schemas.errors import InputError
from tests.packages.conftest import definition, tables
from tests.packages.test_publish import NAME, files


def again(published: Path, **changed: Any) -> Publication:
    return publish(definition(formats=("parquet",), **changed), tables(), {"targets": 0}, 0, published)


@pytest.fixture(scope="module")
def two_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that readers see, with two versions of a package."""
    published = tmp_path_factory.mktemp("two")
    again(published)
    assert again(published, title_en="Another title").version == "1.0.1"
    return published


@pytest.fixture
def two(two_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(two_once, tmp_path / "published"))


def test_a_missing_catalogue_beside_versions_is_refused_with_their_folders_and_how_to_restore_it(two: Path) -> None:
    catalog = (two / "catalog.json").read_bytes()
    (two / "catalog.json").unlink()
    before = files(two)
    for package in (NAME, "another"):
        with pytest.raises(
            InputError,
            match=rf"catalog\.json: it is missing, and beside it lie these versions: {NAME}/1\.0\.0, {NAME}/1\.0\.1\. "
            r"Restore it from the history of the repository \(git restore catalog\.json",
        ):
            again(two, name=package)
    assert files(two) == before, "nothing is published, and nothing is written over"
    with pytest.raises(InputError, match="it is missing, and beside it lie these versions"):
        resolve(NAME, two)
    (two / "catalog.json").write_bytes(catalog)
    assert again(two, title_en="Another title").changed is False, "restored, it goes on"


def test_a_catalogue_from_an_older_back_up_is_refused_too(two: Path) -> None:
    catalog = read_catalog(two)
    entry = catalog["packages"][NAME]
    entry["latest"], entry["versions"] = "1.0.0", entry["versions"][:1]
    write_catalog(two, catalog)
    before = files(two)
    with pytest.raises(InputError, match=rf"it does not list these versions: {NAME}/1\.0\.1\. Restore it"):
        again(two, title_en="A third title")
    assert files(two) == before
    shutil.move(two / NAME / "1.0.1", two.parent / "away")
    assert again(two, title_en="A third title").version == "1.0.1", "what nobody has seen may be moved away"


def test_what_a_run_left_that_was_killed_before_its_commit_is_told_apart_and_replaced(two: Path) -> None:
    left = two / NAME / "1.0.2"
    shutil.copytree(two / NAME / "1.0.1", left)
    (left / "README.md").write_text("half a README")
    catalogue.begin_move(two, NAME, "1.0.2")
    done = again(two, title_en="A third title")
    assert (done.version, done.changed) == ("1.0.2", True)
    assert "half a README" not in (left / "README.md").read_text(encoding="utf-8")
    assert catalogue.moving(two, NAME) is None, "once it is listed, it is published"


def test_a_run_killed_right_after_its_commit_leaves_a_published_version(two: Path) -> None:
    catalogue.begin_move(two, NAME, "1.0.1")
    assert again(two, title_en="Another title").changed is False
    assert catalogue.moving(two, NAME) is None
    (two / "catalog.json").unlink()
    with pytest.raises(InputError, match=rf"{NAME}/1\.0\.0, {NAME}/1\.0\.1"):
        again(two)


def test_folders_that_are_no_versions_stand_in_nobodys_way(tmp_path: Path) -> None:
    for name in ("notes/2023", f"{NAME}/drafts", ".git/1.0.0"):
        (tmp_path / name).mkdir(parents=True)
    assert again(tmp_path).version == "1.0.0"
    assert list(json.loads((tmp_path / "catalog.json").read_text())["packages"]) == [NAME]
