"""One JSON-LD serves search engines and loaders of data sets; test_croissant.py reads records by it."""

from pathlib import Path
from typing import Any

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
