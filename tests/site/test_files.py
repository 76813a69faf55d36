"""Files for programs: a CSV a government and an indicator at an address that stays, and an index that names them all."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from pipelines.forms.split import split
from pipelines.packages.catalogue import read_catalog
from pipelines.packages.naming import inside


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def package(country: Path) -> Path:
    """The newest version of the package of all reports."""
    listed = read_catalog(country)["packages"]["governments"]
    version = next(each for each in listed["versions"] if each["version"] == listed["latest"])
    return inside(country, version["path"])


def test_the_file_of_a_government_holds_its_targets_and_no_others(built: Path) -> None:
    of_guangzhou = rows(built / "place" / "440100.csv")
    assert {row["region_code"] for row in of_guangzhou} == {"440100"}
    assert {row["year"] for row in of_guangzhou} == {str(year) for year in range(2015, 2026)}


def test_the_file_of_an_indicator_holds_it_of_all_governments(built: Path) -> None:
    of_gdp = rows(built / "indicator" / "gdp.csv")
    assert {row["indicator_id"] for row in of_gdp} == {"gdp"}
    assert len({row["region_code"] for row in of_gdp}) == 8


def test_every_target_stands_in_the_file_of_its_government(built: Path, package: Path) -> None:
    held = pl.read_parquet(package / "results.parquet").height
    assert sum(len(rows(path)) for path in (built / "place").glob("*.csv")) == held


def test_the_index_names_every_file_and_says_how_much_it_holds(built: Path) -> None:
    listed = json.loads((built / "index.json").read_text(encoding="utf-8"))["files"]
    files = {
        path.relative_to(built).as_posix() for way in ("place", "indicator") for path in (built / way).glob("*.csv")
    }
    assert {entry["file"] for entry in listed} == files
    for entry in listed:
        assert entry["rows"] == len(rows(built / entry["file"])), entry["file"]
    assert [entry["name_en"] for entry in listed if entry["code"] == "440100"] == ["Guangzhou"]


def test_the_files_are_those_that_the_command_exports(built: Path, package: Path, tmp_path: Path) -> None:
    exported = list(split(package, tmp_path / "out", ["place", "indicator"]))
    assert exported
    for path in exported:
        name = path.relative_to(tmp_path / "out").as_posix()
        assert path.read_bytes() == (built / name).read_bytes(), name
