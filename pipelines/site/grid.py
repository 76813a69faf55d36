"""Governments below each other, provinces with their cities, and years or indicators beside each other: the tables that compare.

Belongs here: which cell stands where. Does not: what is in it (``cell_text``), or how it looks (``templates/compare.html.j2``).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.site import addresses
from pipelines.site.cell_text import Unit, cell
from pipelines.site.regions import ABOVE_CITIES, province_of, table
from pipelines.site.source import Source

# Letters of the verdicts that colour a cell; the others leave it plain.
LETTERS = {"met": "m", "near": "n", "missed": "x"}


class Cell(NamedTuple):
    """A cell: the letter of its verdict, the page of its row, its words."""

    letter: str
    page: str
    words: str


class Line(NamedTuple):
    """A government with a cell a column, None where it set nothing; and its page, empty where no report of it is at hand."""

    code: str
    name: str
    page: str
    cells: list[Cell | None]


class Group(NamedTuple):
    """A province, or the nation, and its cities."""

    line: Line
    cities: list[Line]


class Place(NamedTuple):
    """A government as tables name it.

    Attributes:
        code: of its region.
        name: short, in the language of the page.
        province: that it belongs to; of a province and the nation itself.
        sign: two letters of a province, as ISO 3166-2 has them; else empty.
        at_hand: whether a report of it is, so that it has a page.
    """

    code: str
    name: str
    province: str
    sign: str
    at_hand: bool


def places(source: Source, language: str) -> dict[str, Place]:
    """Code -> government, in the order of codes: those that a report is at hand of, and all provinces."""
    return _places(source.folder, language)


@cache
def _places(folder: Path, language: str) -> dict[str, Place]:
    # Thousands of pages of one process name the same governments.
    at_hand = set(pl.read_parquet(folder / "places.parquet", columns=["region_code"])["region_code"])
    name = "short_zh" if language == "zh" else "name_en"
    regions = table().filter(pl.col("region_code").is_in(at_hand) | pl.col("level").is_in(ABOVE_CITIES))
    return {
        code: Place(code, short, province_of(code), (iso or "").partition("-")[2], code in at_hand)
        for code, short, iso in regions.sort("region_code").select("region_code", name, "iso_3166_2").iter_rows()
    }


def cell_of(row: Mapping[str, Any], unit: Unit, language: str) -> Cell:
    """A row as a cell that leads to it."""
    return Cell(LETTERS.get(row["status"], ""), addresses.row(row["target_id"]), cell(row, unit, language))


def groups(cells: Mapping[tuple[str, Any], Cell], columns: Sequence[Any], named: Mapping[str, Place]) -> list[Group]:
    """The cells by government and column as lines, each province with its cities; only governments that have a cell, and their provinces."""
    codes = sorted({code for code, column in cells if column in set(columns) and code in named})

    def line(code: str) -> Line:
        place = named[code]
        return Line(
            code,
            place.name,
            addresses.place(code) if place.at_hand else "",
            [cells.get((code, column)) for column in columns],
        )

    provinces = sorted({named[code].province for code in codes} & set(named))
    return [
        Group(line(province), [line(code) for code in codes if named[code].province == province and code != province])
        for province in provinces
    ]


def by_year(rows: pl.DataFrame, unit: Unit, language: str) -> dict[tuple[str, Any], Cell]:
    """Government and year -> cell, of rows of one series."""
    return {(row["region_code"], row["year"]): cell_of(row, unit, language) for row in rows.iter_rows(named=True)}
