"""Tables of a user's folder -> printed rows, as its mapping says.

Belongs here: from the texts of a table to the parts of a figure. Does not: files (``sheets``), or the keys of the mapping (``mapping``).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.statistics.cells import is_absent, region
from pipelines.statistics.figures import WHOLE_ROW, Printed
from pipelines.statistics.tables import mapping, parts, sheets
from pipelines.statistics.tables.mapping import Table
from pipelines.statistics.tables.workbook import Grid
from schemas.contract import Fault
from schemas.errors import InputError

_LETTERS = re.compile(r"column ([A-Z]{1,3})")
_DIGIT = re.compile(r"[0-9]")
# So many signs of what stands above a table are of use.
_LONGEST = 2_000


def printed(folder: Path) -> Iterator[Printed]:
    """The figures of all folders below raw/statistics that hold a mapping.toml, in the order of their names.

    Raises:
        InputError: a mapping or table that cannot be read, or a folder of tables without a mapping.
    """
    for below in sorted(path for path in folder.glob("*") if path.is_dir() and not path.name.startswith(".")):
        if (below / mapping.NAME).exists():
            yield from _folder(below)
        elif tables := _tables(below):
            raise InputError(below, "", f"{tables[0].name} has no {mapping.NAME} beside it", mapping.CURE)


def _folder(folder: Path) -> Iterator[Printed]:
    file, left = folder / mapping.NAME, {path.name for path in _tables(folder)}
    for number, table in enumerate(mapping.read(file)):
        paths = [path for path in _tables(folder) if path.match(table.file)]
        if not paths:
            raise InputError(file, f"table[{number}].file", f"no table is named {table.file}", "Mend the name")
        for path in paths:
            left.discard(path.name)
            yield from _rows(path, table, f"statistics/{folder.name}/{mapping.NAME}, table[{number}]")
    if left:
        raise InputError(folder / min(left), "", f"no table of {mapping.NAME} is for this file", mapping.CURE)


def _tables(folder: Path) -> list[Path]:
    paths = sorted(path for path in folder.iterdir() if path.name[0] not in ".~")
    for path in paths:
        if path.suffix.lower() in (".xls", ".ods", ".et"):
            raise InputError(path, "", f"tables are read from {', '.join(sheets.SUFFIXES)}", "Save it as .xlsx")
    return [path for path in paths if path.name.lower().endswith(sheets.SUFFIXES)]


def _rows(path: Path, table: Table, in_mapping: str) -> Iterator[Printed]:
    names = [*table.columns.values(), *table.values]
    grid = sheets.read(path, table.sheet, names)
    titles = " ".join(cell for number, row in grid.items() if number <= table.skip_rows for cell in row)[:_LONGEST]
    grid = {number: row for number, row in grid.items() if number > table.skip_rows}
    if not grid:
        raise InputError(path, f"row {table.skip_rows + 1}", "there is no header", "Mend skip_rows of the mapping")
    head, *body = grid
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, cell in enumerate(grid[head]):
        by_name[sheets.plain(cell)].append(place)
    columns = {name: _place(path, head, grid[head], by_name, name) for name in names}
    headings = {name: grid[head][place] if place < len(grid[head]) else "" for name, place in columns.items()}
    if all(is_absent(cell) for name in table.figures for cell in _column_of(grid, body, columns[name])):
        reason = f"no row below the header holds a figure in {' or '.join(map(_column, table.figures))}"
        raise InputError(path, f"row {head}", reason, f"Mend columns, values or skip_rows of {mapping.NAME}")
    regions: dict[str, str] = {}
    for name, code in table.regions.items():
        regions.setdefault(sheets.plain(name), code)
    for number in body:
        row = grid[number]
        cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
        where = {"file": f"statistics/{path.parent.name}/{path.name}", "file_row": str(number), "title": titles}
        if sheets.is_ragged(grid[head], row):
            if any(_DIGIT.match(cell) for cell in row):
                yield where | {"cells": row, "faults": [(WHOLE_ROW, "ragged", sheets.ragged(grid[head], row))]}
            continue  # a title between the rows, or a note below them
        for figure in _figures(table, regions, cells):
            places = _places(table, figure["column"], f"{where['file']}, row {number}", in_mapping)
            yield figure | where | {"heading": headings[figure["column"]], "places": places}


def _column_of(grid: Grid, rows: list[int], place: int) -> Iterator[str]:
    return (grid[number][place] for number in rows if place < len(grid[number]))


def _figures(table: Table, regions: dict[str, str], cells: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The figures of one row; none where it holds none: a heading between the rows, or a note below them."""
    printed = {key: cells[name] for key, name in table.columns.items() if key != "value"}
    for name, same in table.figures.items():
        parts = dict.fromkeys(mapping.OPTIONAL, "") | table.constants | printed | same | {"value": cells[name]}
        code, faults = (None, []) if is_absent(cells[name]) else _region(regions, parts["region_code"])
        if code is not None:
            yield parts | {"region_code": code, "column": name, "faults": faults}


def _places(table: Table, column: str, in_row: str, in_mapping: str) -> dict[str, str]:
    """Where each part of a figure stands: in the row under its header, or in the mapping, where one fault is that of all rows."""
    constants = {key: f"{in_mapping}, key {key}" for key in table.constants}
    same = {key: f"{in_mapping}.values.{column}, key {key}" for key in table.figures[column]}
    headers = {**table.columns, "value": column}
    return constants | same | {key: f"{in_row}, {_column(header)}" for key, header in headers.items()}


def _place(path: Path, row: int, head: list[str], by_name: Mapping[str, list[int]], name: str) -> int:
    """Where in a row the column of a header stands; ``column C`` is the third, whatever stands above it."""
    places = by_name.get(sheets.plain(name), [])
    if not places and (letters := _LETTERS.fullmatch(name)):
        return parts.number(letters[1]) - 1
    if len(places) != 1:
        count = f"there {len(places)} times" if places else "not there"
        reason = f"the column {name} is {count}; the header is {', '.join(filter(None, head)) or 'empty'}"
        cure = f"Mend the name or skip_rows in {mapping.NAME}, or write `column C`"
        raise InputError(path, f"row {row}", reason, cure)
    return places[0]


def _region(regions: Mapping[str, str], cell: str) -> tuple[str | None, list[Fault]]:
    """A region by code or name, None where the mapping leaves it out; as printed, and the fault, where it is not known."""
    if (code := regions.get(sheets.plain(cell))) is not None:
        return code or None, []
    try:
        return region(cell), []
    except ValueError as error:
        cure = (
            f"A name that is none of ours stands under regions of {mapping.NAME} with its code, or with an empty text"
        )
        return cell, [("region_code", "unreadable", f"{error}. {cure}")]


def _column(name: str) -> str:
    return name if _LETTERS.fullmatch(name) else f"column {name}"
