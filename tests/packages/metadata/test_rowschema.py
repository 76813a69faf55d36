"""Rows as JSON objects keep the JSON Schema that is derived from the descriptor, and a broken row does not."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest

from pipelines.packages.catalogue import read_catalog
from pipelines.packages.metadata.rowschema import row_schema
from pipelines.packages.package import Package

PUBLISHED = Path(__file__).resolve().parents[3] / "published"
NAME = "xinjiang-2023-targets"
FOLDER = PUBLISHED / NAME / read_catalog(PUBLISHED)["packages"][NAME]["latest"]
RESOURCES = {each["name"]: each for each in Package.open(FOLDER).resources if each["format"] == "parquet"}


def rows(table: str) -> list[dict[str, Any]]:
    """The rows as JSON holds them: a decimal as a number, a date as text."""
    found = pl.read_parquet(FOLDER / f"{table}.parquet").to_dicts()
    told = json.dumps(found, default=lambda cell: float(cell) if isinstance(cell, Decimal) else cell.isoformat())
    read: list[dict[str, Any]] = json.loads(told)
    return read


def validator(table: str) -> jsonschema.Draft202012Validator:
    schema = row_schema(table, RESOURCES[table])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("table", RESOURCES)
def test_every_row_of_the_clones_package_keeps_the_schema_of_its_table(table: str) -> None:
    asked, found = validator(table), rows(table)
    assert len(found) == RESOURCES[table]["rows"]
    assert [error.message for row in found for error in asked.iter_errors(row)] == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("targets", {"value": "7"}),
        ("targets", {"measure": "hope"}),
        ("targets", {"quote": None}),
        ("targets", {"year": 2023.5}),
        ("targets", {"target_id": "650000@27"}),
        ("targets", {"char_start": -1}),
        ("targets", {"another": 1}),
        ("reports", {"published": "2023-02-30"}),
        ("reports", {"published": "January 2023"}),
        ("outcomes", {"status": None}),
        ("outcomes", {"reached": "true"}),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_type_a_code_a_pattern_or_a_bound_does_not(table: str, change: dict[str, Any]) -> None:
    row = rows(table)[0]
    places = {tuple(error.absolute_path) for error in validator(table).iter_errors(row | change)}
    # A column that the table has not is a fault of the row as a whole.
    assert places == ({()} if "another" in change else {tuple(change)})


def test_a_row_that_lacks_a_column_does_not_and_an_empty_cell_is_null() -> None:
    row = rows("targets")[0]
    assert validator("targets").is_valid(row | {"section": None, "bound": None, "comparator": None})
    assert not validator("targets").is_valid({name: cell for name, cell in row.items() if name != "section"})


def test_the_schema_tells_titles_descriptions_and_units() -> None:
    told = row_schema("targets", RESOURCES["targets"])
    assert told["properties"]["char_start"]["unit"] == "character"
    assert all(each["title"] and each["description"] for each in told["properties"].values())
