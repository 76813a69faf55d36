"""A version of a package is named by name, name and number, folder or descriptor; what is not there is told with what is."""

import shutil
from pathlib import Path

import pytest

from pipelines.packages.catalogue import withdraw
from pipelines.packages.publish import Publication, publish
from pipelines.packages.reference import one_version, resolve
from schemas.errors import InputError
from tests.packages.conftest import definition, tables

NAME = "small-2023"


@pytest.fixture(scope="session")
def two_once(published_once: tuple[Path, Publication], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small package in two versions."""
    published = Path(shutil.copytree(published_once[0], tmp_path_factory.mktemp("two") / "published"))
    publish(definition(title_en="Another title"), tables(), {"targets": 0}, 0, published)
    return published


@pytest.fixture
def two(two_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two_once, tmp_path / "published"))


def test_a_name_or_the_folder_of_a_package_is_its_latest_version(two: Path) -> None:
    for named in (NAME, str(two / NAME), f"{two / NAME}/"):
        version = resolve(named, two)
        assert (version.label, version.folder, version.withdrawn) == (f"{NAME}@1.0.1", two / NAME / "1.0.1", None)


def test_a_version_is_named_with_its_package_or_by_its_folder(two: Path) -> None:
    folder = two / NAME / "1.0.0"
    for named in (
        f"{NAME}@1.0.0",
        f"{NAME}/1.0.0",
        str(folder),
        str(folder / "datapackage.json"),
        f"{two / NAME}@1.0.0",
    ):
        assert resolve(named, two).folder == folder, named
    assert resolve(str(folder), Path("nowhere")).label == str(folder), "of a folder no catalogue need know"


def test_a_folder_may_have_an_at_sign(two: Path, tmp_path: Path) -> None:
    there = Path(shutil.copytree(two, tmp_path / "me@home" / "published"))
    assert resolve(str(there / NAME), two).folder == there / NAME / "1.0.1"
    assert resolve(f"{there / NAME}@1.0.0", two).folder == there / NAME / "1.0.0"


def test_a_name_is_the_published_package_whatever_lies_in_the_working_folder(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(two / NAME / "1.0.0", tmp_path / "here" / NAME)
    monkeypatch.chdir(tmp_path / "here")
    assert resolve(NAME, two).folder == two / NAME / "1.0.1"
    assert resolve(f"./{NAME}", two).folder == Path(NAME)
    monkeypatch.chdir(two / NAME / "1.0.0")
    assert resolve(".", Path("nowhere")).folder.resolve() == two / NAME / "1.0.0"
    assert resolve("datapackage.json", two).folder.resolve() == two / NAME / "1.0.0"


def test_a_version_that_was_withdrawn_is_given_with_the_reason_and_is_no_longer_the_latest(two: Path) -> None:
    withdraw(two, NAME, "1.0.1", "Its title was wrong.")
    assert resolve(NAME, two).label == f"{NAME}@1.0.0"
    for named in (f"{NAME}@1.0.1", str(two / NAME / "1.0.1"), str(two / NAME / "1.0.1" / "datapackage.json")):
        assert resolve(named, two).withdrawn == "Its title was wrong."


def test_where_every_version_was_withdrawn_one_has_to_be_named(two: Path) -> None:
    for version in ("1.0.1", "1.0.0"):
        withdraw(two, NAME, version, "It was wrong.")
    reason = (
        r"every version of small-2023 is withdrawn: 1\.0\.0 \(withdrawn\), 1\.0\.1 \(withdrawn\)\. .*small-2023@1\.0\.1"
    )
    with pytest.raises(InputError, match=reason):
        resolve(NAME, two)
    assert resolve(f"{NAME}@1.0.0", two).withdrawn == "It was wrong."


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("large-2023", r"there is no package large-2023; published are: small-2023\. Did you mean small-2023\?"),
        ("small", r"there is no package small; .*Did you mean small-2023\?"),
        ("cotton", r"there is no package cotton; published are: small-2023\. Name one of them, NAME@VERSION"),
        ("1.0.0", r"there is no package 1\.0\.0; .*A version is named after its package: NAME@1\.0\.0"),
        (
            "small-2023@9.9.9",
            r"small-2023 has no version 9\.9\.9; it has 1\.0\.0, 1\.0\.1 \(latest\)\. Name one of them",
        ),
        ("small-2023/9.9.9", r"small-2023 has no version 9\.9\.9; it has 1\.0\.0, 1\.0\.1 \(latest\)"),
        ("{two}/small-2023/9.9.9", r"small-2023 has no version 9\.9\.9; it has 1\.0\.0, 1\.0\.1 \(latest\)"),
        ("{two}/small-2023/9.9.9/datapackage.json", r"small-2023 has no version 9\.9\.9"),
        ("{two}/large", r"{two}/large: there is no such folder\. Name a package \(small-2023\)"),
        ("{two}", r"{two}: the folder is no package: it holds no datapackage\.json\. Name a package \(small-2023\)"),
        ("", r"the folder is no package"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(two: Path, named: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason.replace("{two}", str(two))):
        resolve(named.replace("{two}", str(two)), two)


def test_where_nothing_is_published_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"there is no package {NAME}; none is published"):
        resolve(NAME, tmp_path)


def test_a_folder_that_the_catalogue_beside_it_does_not_list_is_not_published(two: Path) -> None:
    shutil.copytree(two / NAME / "1.0.1", two / NAME / "1.0.2")
    shutil.copytree(two / NAME / "1.0.1", two / "other" / "1.0.0")
    with pytest.raises(InputError, match=r"it is not published: .*does not list it\. small-2023 has 1\.0\.0"):
        resolve(str(two / NAME / "1.0.2"), two)
    with pytest.raises(InputError, match=r"it is not published: .*does not list it"):
        resolve(str(two / "other" / "1.0.0"), two)


def test_one_version_is_named_in_one_word_or_two_and_never_twice(two: Path) -> None:
    assert one_version(f"{NAME}@1.0.0", None, two) == one_version(NAME, "1.0.0", two) == (NAME, "1.0.0")
    with pytest.raises(
        InputError, match=r"no version is named\. Name one, NAME@VERSION; small-2023 has 1\.0\.0, 1\.0\.1"
    ):
        one_version(NAME, None, two)
    with pytest.raises(InputError, match="two versions are named"):
        one_version(f"{NAME}@1.0.0", "1.0.1", two)
    with pytest.raises(InputError, match=r"has no version 9\.9\.9"):
        withdraw(two, NAME, "9.9.9", "It was wrong.")
