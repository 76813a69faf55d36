"""Governments below each other, provinces with their cities, and years or indicators beside each other: the tables that compare.

Belongs here: which cell stands where. Does not: what is in it (``shown``), or how it looks (``templates/compare.html.j2``).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.site import addresses
from pipelines.site.shown import Unit, cell
from pipelines.site.source import Source

NATION = "100000"
# Letters of the verdicts that colour a cell; the others leave it plain.
LETTERS = {"met": "m", "near": "n", "missed": "x"}


class Cell(NamedTuple):
    """A cell: the letter of its verdict, the page of its row, its words."""

    letter: str
    page: str
    words: str


class Line(NamedTuple):
    """A government with a cell a column; None where it set nothing."""

    code: str
    name: str
    cells: list[Cell | None]


class Group(NamedTuple):
    """A province, or the nation, and its cities."""

    line: Line
    cities: list[Line]


class Place(NamedTuple):
    """A government as tables name it: its short name in the language of the page, and the province it belongs to (of those, itself)."""

    code: str
    name: str
    province: str
    level: str


def places(source: Source, language: str) -> dict[str, Place]:
    """Code -> government, in the order of codes."""
    return _places(source.folder, language)


@cache
def _places(folder: Path, language: str) -> dict[str, Place]:
    # Thousands of pages of one process name the same governments.
    name = "short_zh" if language == "zh" else "name_en"
    rows = pl.read_parquet(folder / "places.parquet", columns=["region_code", name, "level"]).sort("region_code")
    return {
        code: Place(code, short, province_of(code), level)
        for code, short, level in rows.select("region_code", name, "level").iter_rows()
    }


def province_of(code: str) -> str:
    """The province whose first two digits a code has; of the nation its own."""
    return f"{code[:2]}0000"


def cell_of(row: Mapping[str, Any], unit: Unit, language: str) -> Cell:
    """A row as a cell that leads to it."""
    return Cell(LETTERS.get(row["status"], ""), addresses.row(row["target_id"]), cell(row, unit, language))


def groups(cells: Mapping[tuple[str, Any], Cell], columns: Sequence[Any], named: Mapping[str, Place]) -> list[Group]:
    """The cells by government and column as lines, each province with its cities; only governments that have a cell, and their provinces."""
    codes = sorted({code for code, column in cells if column in set(columns) and code in named})

    def line(code: str) -> Line:
        return Line(code, named[code].name, [cells.get((code, column)) for column in columns])

    provinces = sorted({named[code].province for code in codes} & set(named))
    return [
        Group(line(province), [line(code) for code in codes if named[code].province == province and code != province])
        for province in provinces
    ]


def by_year(rows: pl.DataFrame, unit: Unit, language: str) -> dict[tuple[str, Any], Cell]:
    """Government and year -> cell, of rows of one series."""
    return {(row["region_code"], row["year"]): cell_of(row, unit, language) for row in rows.iter_rows(named=True)}
