"""Bundled tables: published figures that were collected by hand, each row with its source.

Belongs here: reading raw/statistics/*.csv, which may be packed (*.csv.gz). Does not: any other publisher's form, or what is made of a row (``figures``).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.statistics.figures import WHOLE_ROW, Printed
from pipelines.statistics.tables import sheets
from schemas.errors import InputError

COLUMNS = ("region_code", "indicator", "period", "measure", "value", "unit", "source_title", "source_publisher")
# Where a table has no such column the cell is empty.
EMPTY = ("source_published", "source_url", "note")
OPTIONAL = (*EMPTY, "value_bound", "source_kind", "price_basis", "serves")
# What people keep beside a figure; it is not read.
ASIDE = ("region_name", "qualifier", "cross_checked_with")
# Rows of a bundled table that are targets and no figures.
TARGETS = {"GDP增长目标"}
CURE = f"The header names {', '.join(COLUMNS)}; it may name {', '.join(OPTIONAL + ASIDE)}"


def printed(folder: Path) -> Iterator[Printed]:
    """The rows of a folder's bundled tables, in the order of files and rows (the header is row 1), targets left out.

    The header may differ in capitals and blanks. A row of more or fewer cells than the header is a fault of its own.

    Raises:
        InputError: a file that cannot be read, has no rows, lacks a column, or has one that is not known.
    """
    for path in sorted(path for path in folder.glob("*") if sheets.is_csv(path)):
        grid = {number: row for number, row in sheets.read(path, None, COLUMNS).items() if any(row)}
        first, *body = grid or {1: []}
        header = grid.get(first, [])
        names = _names(path, f"row {first}", header)
        if not body:
            raise InputError(path, "", "the table has no rows", "Put figures into it or remove it")
        for number in body:
            row = grid[number]
            where = {"file": f"{folder.name}/{path.name}", "file_row": str(number)}
            if sheets.is_ragged(header, row):
                yield where | {"cells": row, "faults": [(WHOLE_ROW, "ragged", sheets.ragged(header, row))]}
                continue
            cells = dict.fromkeys(EMPTY, "") | dict(zip(names, row, strict=False))
            if cells["indicator"] not in TARGETS:
                yield cells | where


def _names(path: Path, place: str, header: list[str]) -> list[str]:
    """The columns of a table by our names, in their order."""
    known = {sheets.plain(name): name for name in (*COLUMNS, *OPTIONAL, *ASIDE)}
    while header and not header[-1]:
        header = header[:-1]
    names = [known.get(sheets.plain(cell), cell) for cell in header]
    there = f"there is {', '.join(filter(None, names))}" if names else "the file is empty"
    if missing := [name for name in COLUMNS if name not in names]:
        word = "column is" if len(missing) == 1 else "columns are"
        raise InputError(path, place, f"the {word} missing: {', '.join(missing)}; {there}", CURE)
    for name in names:
        if name not in known.values():
            reason = f"the column {name!r} is not known" if name else "a column has no name"
            raise InputError(
                path, place, reason, f"{CURE}. A table of other columns goes into a folder with a mapping.toml"
            )
        if names.count(name) > 1:
            raise InputError(path, place, f"the column {name} is there {names.count(name)} times", "Keep one of them")
    return names
