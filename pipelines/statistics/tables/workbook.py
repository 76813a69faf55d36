"""Sheets of workbooks as people see them: rows of texts.

Belongs here: which sheet, and how a cell shows its number. Does not: what a cell means (``rows``), or how much a workbook may hold (``parts``).
"""

import re
import warnings
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.statistics.tables import parts
from schemas.errors import InputError

if TYPE_CHECKING:
    from openpyxl import Workbook

Grid = dict[int, list[str]]
# How many digits a spreadsheet shows of a number without a format.
_DIGITS = 11
# A format that a spreadsheet takes has at most so many signs.
_LONGEST_FORMAT = 255
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_PLACES = re.compile(r"[0#?]+(?:\.([0#?]*)|(?!.*\.))")
# Formats with an exponent, fractions, and dates.
_OTHERWISE = re.compile(r"[Ee][+-]|/|[yYmMdDhH]")


def read(path: Path, sheet: str | None) -> Grid:
    """The rows of a sheet, of the first where none is named, by their numbers; each reaches as far as the sheet does.

    Raises:
        InputError: the file is no workbook, holds more than a table may, has no such sheet, or a formula without a result.
    """
    looked = parts.read(path)
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and validations that are not read
            workbook = _open(looked)
            sheets = {of.title: of for of in workbook.worksheets}
            name = sheet or next(iter(sheets), "")
            if name not in sheets:
                there = ", ".join(sheets)
                raise InputError(path, f"sheet {name}", f"the workbook has only {there[:200]}", "Name one of them")
            size = looked.sheets[sheets[name]._worksheet_path]
            if size.unresolved:
                place, reason = f"sheet {name}, cell {size.unresolved}", "the formula has no stored result"
                raise InputError(path, place, reason, "Open the workbook in a spreadsheet and save it")
            grid = dict(enumerate(_rows(sheets[name], size), 1))
    except _BROKEN as error:
        reason = f"the file is no workbook: {str(error).partition(chr(10))[0]}"
        raise InputError(path, "", reason, "Save it as .xlsx") from None
    _clear(grid, size)
    return grid


# What the library raises where a part is missing, or is not what it takes it for.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError, SyntaxError, TypeError,
    ValueError,
)  # fmt: skip


def _open(looked: parts.Parts) -> "Workbook":
    from openpyxl import load_workbook

    return load_workbook(looked.archive, read_only=True, data_only=True, keep_links=False)


def _rows(sheet: Any, size: parts.Sheet) -> Iterator[list[str]]:
    if not size.rows:
        return
    sheet.reset_dimensions()  # what the sheet says of its own size is nobody's word
    for row in sheet.iter_rows(min_row=1, max_row=size.rows, min_col=1, max_col=size.columns):
        yield [_shown(cell) for cell in row]


def _clear(grid: Grid, size: parts.Sheet) -> None:
    """Of merged cells a spreadsheet shows the first."""
    for area in size.merged:
        for row in range(area.first_row, min(area.row, size.rows) + 1):
            for column in range(area.first_column, min(area.column, size.columns) + 1):
                if (row, column) != (area.first_row, area.first_column):
                    grid[row][column - 1] = ""


def _shown(cell: Any) -> str:
    """A cell as a spreadsheet shows it: a number with the decimals of its format, 0.053 in a per-cent format as 5.3%."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else str(value).strip()
    try:
        return _number(Decimal(repr(value)), cell.number_format or "")
    except InvalidOperation:  # it has more digits than a number of ours, or is none: the row says so
        return repr(value)


def _number(number: Decimal, written: str) -> str:
    shown = _LITERALS.sub("", written).partition(";")[0] if len(written) <= _LONGEST_FORMAT else ""
    percent = "%" if "%" in shown else ""
    number *= 100 if percent else 1
    digits = _PLACES.search(shown)
    if digits and not _OTHERWISE.search(shown):
        return f"{number.quantize(Decimal(1).scaleb(-len(digits[1] or '')), ROUND_HALF_UP):f}{percent}"
    # Of no format: 0.1 + 0.2 is 0.3 to the eye.
    number = round(number, max(0, _DIGITS - 1 - number.adjusted()))
    return f"{number.normalize():f}{percent}"
