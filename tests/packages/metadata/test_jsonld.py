"""One JSON-LD serves search engines and loaders of data sets: checked by Croissant's own library, which reads the records by it."""

import json
import logging
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import mlcroissant
import polars as pl
import pytest

from pipelines.packages.catalogue import read_catalog
from pipelines.packages.definition import Owner, definitions
from pipelines.packages.metadata.jsonld import LONGEST, SHORTEST, jsonld
from pipelines.packages.package import Package
from tests.packages.conftest import definition

PUBLISHED = Path(__file__).resolve().parents[3] / "published"
NAME = "xinjiang-2023-targets"
LATEST = PUBLISHED / NAME / read_catalog(PUBLISHED)["packages"][NAME]["latest"]
PACKAGE = Package.open(LATEST)
DESCRIPTOR, TABLES = PACKAGE.descriptor, PACKAGE.tables()
(OURS,) = (each for each in definitions() if each.name == NAME)


def told(**changed: Any) -> dict[str, Any]:
    return jsonld(OURS, DESCRIPTOR["version"], DESCRIPTOR | changed, TABLES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LATEST, tmp_path / "package"))


def load(folder: Path, found: dict[str, Any]) -> mlcroissant.Dataset:
    (folder / "croissant.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return mlcroissant.Dataset(jsonld=folder / "croissant.json")


def test_croissants_own_library_finds_neither_fault_nor_warning(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = load(folder, told())
    assert (found.metadata.ctx.issues.errors, found.metadata.ctx.issues.warnings) == (set(), set())
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert {each.id for each in found.metadata.record_sets} == {*TABLES, "changes"}
    assert len(found.metadata.distribution) == len(DESCRIPTOR["resources"])


@pytest.mark.parametrize("table", TABLES)
def test_its_records_are_the_rows_of_the_parquet(folder: Path, table: str) -> None:
    records = list(load(folder, told()).records(table))
    rows = [
        {f"{table}/{name}": _as_read(cell) for name, cell in row.items()}
        for row in pl.read_parquet(LATEST / f"{table}.parquet").iter_rows(named=True)
    ]
    assert [{name: _as_read(cell) for name, cell in record.items()} for record in records] == rows


def _as_read(cell: Any) -> Any:
    """Text is read as bytes, a number as a binary one, a date as a moment."""
    if isinstance(cell, bytes):
        return cell.decode()
    return float(cell) if isinstance(cell, Decimal) else str(cell)[:10] if hasattr(cell, "isoformat") else cell


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"recordSet": [{"@type": "cr:RecordSet", "@id": "x", "name": "x", "field": [{"@type": "cr:Field", "@id": "x/y", "name": "y", "source": {"fileObject": {"@id": "nowhere"}}}]}]}, "nowhere"),
        ({"distribution": [{"@type": "cr:FileObject", "@id": "a.csv", "name": "a.csv"}], "recordSet": []}, "encodingFormat"),
    ],
)  # fmt: skip
def test_the_library_catches_what_is_broken(folder: Path, broken: dict[str, Any], fault: str) -> None:
    with pytest.raises(mlcroissant.ValidationError, match=fault):
        load(folder, told() | broken)


def test_it_tells_what_search_engines_ask_for() -> None:
    found = told()
    for name in (
        "name",
        "description",
        "license",
        "creator",
        "version",
        "keywords",
        "datePublished",
        "citeAs",
        "inLanguage",
    ):
        assert found[name], name
    assert (found["temporalCoverage"], found["isAccessibleForFree"]) == ("2023", True)
    assert found["spatialCoverage"] == [
        {
            "@type": "Place",
            "name": "Xinjiang",
            "alternateName": "新疆维吾尔自治区",
            "identifier": ["GB/T 2260: 650000", "ISO 3166-2: CN-XJ"],
        }
    ]
    measured = {each["propertyID"]: each["alternateName"] for each in found["variableMeasured"]}
    assert measured["gdp"] == "地区生产总值"
    file = next(each for each in found["distribution"] if each["@id"] == "targets.csv")
    assert (file["contentUrl"], file["encodingFormat"], len(file["sha256"])) == ("targets.csv", "text/csv", 64)
    assert "url" not in found, "an owner without an address has none"


def test_addresses_are_absolute_where_the_owner_names_a_base() -> None:
    known = definition(
        name="small", owner=Owner("Mubiao contributors", "https://example.org", "", "https://example.org/published")
    )
    found = jsonld(known, "1.0.0", DESCRIPTOR, TABLES)
    assert found["url"] == "https://example.org/published/small/1.0.0/"
    assert (
        found["distribution"][0]["contentUrl"]
        == f"https://example.org/published/small/1.0.0/{DESCRIPTOR['resources'][0]['path']}"
    )
    assert found["creator"]["url"] == "https://example.org"


def test_several_years_are_an_interval() -> None:
    reports = pl.concat([TABLES["reports"], TABLES["reports"].with_columns(year=pl.lit(2021, pl.Int32))])
    assert jsonld(OURS, "1.0.0", DESCRIPTOR, TABLES | {"reports": reports})["temporalCoverage"] == "2021/2023"


@pytest.mark.parametrize("description", ["Short.", "长" * 6000])
def test_a_description_is_as_long_as_search_engines_take_it(description: str) -> None:
    assert SHORTEST <= len(told(description=description)["description"]) <= LONGEST
