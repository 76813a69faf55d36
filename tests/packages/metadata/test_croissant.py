"""Croissant's own library finds no fault in the JSON-LD of a package, and reads the records by it. Part of .ci/nightly, which installs it."""

import json
import logging
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.packages.metadata.test_jsonld import DESCRIPTOR, LATEST, TABLES, told

mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant comes with the group nightly")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LATEST, tmp_path / "package"))


def load(folder: Path, found: dict[str, Any]) -> Any:
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
