"""The forms that are written on demand say what the package says of itself, however old it is, and how far they are."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

import pipelines.forms  # noqa: F401  the forms register themselves
from pipelines.base import progress
from pipelines.forms import export as exporting
from pipelines.forms import workbook
from pipelines.forms.export import export
from pipelines.packages import sizes
from pipelines.packages.publish import publish
from schemas.errors import InputError
from tests.packages.conftest import definition, tables

NAME = "small-2023"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    published = tmp_path_factory.mktemp("export") / "published"
    return published / publish(definition(formats=("parquet",)), tables(), {"targets": 0}, 0, published).path


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / NAME))


def described(folder: Path, table: str, **changed: Any) -> None:
    """Change what the descriptor says of a table."""
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(each for each in descriptor["resources"] if each["name"] == table)
    resource |= changed
    resource["hash"] = f"sha256:{hashlib.sha256((folder / resource['path']).read_bytes()).hexdigest()}"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def older(folder: Path) -> None:
    """Make the package one of a time whose ``units`` had a column that no contract knows today."""
    path = folder / "units.parquet"
    pl.read_parquet(path).with_columns(former=pl.lit("旧")).write_parquet(path)
    kinds = {name: "string" if kind == pl.String else "number" for name, kind in pl.read_parquet_schema(path).items()}
    fields = [{"name": name, "type": kind, "title": name} for name, kind in kinds.items()]
    fields[-1] |= {"title": "从前", "description": "It went since.", "unit": "t"}
    described(folder, "units", description="Units of that time.", schema={"fields": fields})


def test_a_column_that_no_contract_knows_any_more_is_written_as_its_descriptor_has_it(
    folder: Path, tmp_path: Path
) -> None:
    older(folder)
    written = list(export(folder, tmp_path / "into"))
    assert written[-1].name == f"{NAME}.xlsx" and tmp_path / "into" / "units.csv" in written
    assert "former" in (tmp_path / "into" / "units.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    book = openpyxl.load_workbook(written[-1])
    assert [cell.value for cell in book["units"][1]][-1] == "从前\nformer"
    codebook = list(book["codebook"].iter_rows(values_only=True))
    assert ("units", "former", "从前", "", "String", "t", "", "It went since.") in codebook
    assert ("targets", "bound") in [row[:2] for row in codebook if row[6] == "bound"], "a codelist is named"
    about = dict(book.worksheets[0].iter_rows(values_only=True, max_col=2))
    assert "A small package · 小数据包" in about
    assert "Units of that time." in about.values()
    assert any(str(line).startswith("Version 1.0.0, data up to ") for line in about.values())


def test_a_table_that_no_contract_knows_is_written_as_it_is(folder: Path, tmp_path: Path) -> None:
    (folder / "units.parquet").rename(folder / "measures.parquet")
    described(folder, "units", name="measures", path="measures.parquet")
    written = list(export(folder, tmp_path / "into"))
    assert "measures.csv" in [path.name for path in written]
    assert "measures" in openpyxl.load_workbook(written[-1]).sheetnames


def test_a_package_of_no_date_is_named(folder: Path, tmp_path: Path) -> None:
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps(descriptor | {"created": "lately"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"datapackage\.json, created: 'lately' is no date"):
        list(export(folder, tmp_path / "into"))


def test_an_export_of_more_rows_than_a_workbook_takes_has_none(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sizes.MOST_ROWS, "xlsx", (None, 2))
    assert {path.suffix for path in export(folder, tmp_path / "into")} == {".csv"}


def test_an_export_counts_tables_sheets_and_rows(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[tuple[int, str]] = []

    def noted(items: Iterable[Any], total: int, what: str) -> Iterator[Any]:
        counts.append((total, what))
        return progress.counted(items, total, what)

    for form in (exporting, workbook):
        monkeypatch.setattr(form, "counted", noted)
    list(export(folder, tmp_path / "into"))
    assert {
        (11, "tables as CSV"),
        (3, "rows of targets"),
        (1, "rows of reports"),
    } <= set(counts)
