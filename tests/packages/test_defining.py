"""A new entry stands at the end of the file of packages; what stood there stays to the byte, and nothing changes where the entry is wrong."""

from pathlib import Path

import pytest

from pipelines.packages import defining
from pipelines.packages.definition import SMALLEST, definitions
from schemas.errors import InputError

BEFORE = f"# 说明 notes\n\n{SMALLEST}\n# the end, without a line end"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "definitions.toml"
    path.write_text(BEFORE, encoding="utf-8")
    return path


@pytest.mark.parametrize("before", [BEFORE, f"{BEFORE}\n", f"{BEFORE}\r\n", ""])
def test_an_entry_is_added_after_all_that_stands_there(file: Path, before: str) -> None:
    file.write_bytes(before.encode())
    entry = defining.entry("lanzhou", ["620100"], [2024])
    package = defining.append(file, entry)
    assert file.read_bytes().startswith(before.encode())
    assert file.read_text(encoding="utf-8").endswith(f"\n{entry}" if before else entry)
    assert definitions(file)[-1] == package
    assert (package.name, package.regions, package.years) == ("lanzhou", ("620100",), (2024,))
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    defining.append(tmp_path / "own" / "packages.toml", defining.entry("all", [], []))
    assert [package.name for package in definitions(tmp_path / "own" / "packages.toml")] == ["all"]


def test_an_entry_holds_what_every_entry_has_and_of_the_rest_what_is_given(file: Path) -> None:
    package = defining.append(
        file, defining.entry("a", ["620100"], [], '兰州"目标"', "Lanzhou", ["raw", "cities"], "none")
    )
    assert (package.title_zh, package.title_en) == ('兰州"目标"', "Lanzhou")
    assert (package.collections, package.text, package.years) == (("raw", "cities"), "none", ())
    assert defining.entry("b", [], []).count("\n") == 6


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gansu-2023-2024", "name: 'gansu-2023-2024' is that of another entry"),
        ("Lanzhou", "name: 'Lanzhou' is no Data Package name"),
    ],
)
def test_a_name_that_is_taken_or_none_is_refused_and_the_file_stays(file: Path, name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        defining.append(file, defining.entry(name, [], []))
    assert file.read_text(encoding="utf-8") == BEFORE


def test_nothing_is_added_to_a_file_that_is_wrong_already(file: Path) -> None:
    file.write_text("[[package]]\nname = 'x'\n", encoding="utf-8")
    with pytest.raises(InputError, match="package x: missing: title_zh"):
        defining.append(file, defining.entry("lanzhou", [], []))
    assert file.read_text(encoding="utf-8") == "[[package]]\nname = 'x'\n"
