"""CSV files and sheets of workbooks as people see them: rows of texts.

Belongs here: encodings, and how a cell shows its number. Does not: what a cell means (``rows``).
"""

import csv
import io
import re
import warnings
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from schemas.errors import InputError

Grid = dict[int, list[str]]
SUFFIXES = (".csv", ".xlsx", ".xlsm")
# How many digits a spreadsheet shows of a number without a format.
_DIGITS = 11
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_PLACES = re.compile(r"[0#?]+(?:\.([0#?]*)|(?!.*\.))")
# Formats with an exponent, fractions, and dates.
_OTHERWISE = re.compile(r"[Ee][+-]|/|[yYmMdDhH]")


def read(path: Path, sheet: str | None) -> Grid:
    """The rows of a file as texts, by their numbers as a spreadsheet counts them.

    Args:
        path: the file.
        sheet: the sheet of a workbook; the first where it is None.

    Raises:
        InputError: the file cannot be read, or has no such sheet.
    """
    return _csv(path) if path.suffix.lower() == ".csv" else _workbook(path, sheet)


def _csv(path: Path) -> Grid:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as utf8:
        try:
            text = content.decode("gb18030")  # as a Chinese spreadsheet saves it
        except UnicodeDecodeError:
            raise InputError(
                path, f"byte {utf8.start}", "the table is neither UTF-8 nor GB18030", "Save it as UTF-8"
            ) from None
    grid: Grid = {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            grid[reader.line_num] = [cell.strip() for cell in row]
    except csv.Error as error:
        raise InputError(
            path, f"row {reader.line_num}", f"the row is no CSV: {error}", "Mend the quotation marks"
        ) from None
    return grid


def _workbook(path: Path, sheet: str | None) -> Grid:
    shown, written = _sheets(path, data_only=True), _sheets(path, data_only=False)
    name = sheet or next(iter(shown), "")
    if name not in shown:
        raise InputError(path, f"sheet {name}", f"the workbook has only {', '.join(shown)}", "Name one of them")
    for row in written[name].iter_rows():
        for cell in row:
            if cell.data_type == "f" and shown[name][cell.coordinate].value is None:
                place, reason = f"sheet {name}, cell {cell.coordinate}", "the formula has no stored result"
                raise InputError(path, place, reason, "Open the workbook in a spreadsheet and save it")
    return {number: [_shown(cell) for cell in row] for number, row in enumerate(shown[name].iter_rows(), 1)}


def _sheets(path: Path, *, data_only: bool) -> dict[str, Any]:
    """The sheets of a workbook by name, with the results of formulas or the formulas."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and validations that are not read
            return {sheet.title: sheet for sheet in load_workbook(path, data_only=data_only).worksheets}
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise InputError(path, "", f"the file is no workbook: {error}", "Save it as .xlsx") from None


def _shown(cell: Any) -> str:
    """A cell as a spreadsheet shows it: a number with the decimals of its format, 0.053 in a per-cent format as 5.3%."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else str(value).strip()
    shown = _LITERALS.sub("", cell.number_format).partition(";")[0]
    percent = "%" if "%" in shown else ""
    number = Decimal(repr(value)) * (100 if percent else 1)
    digits = _PLACES.search(shown)
    if digits and not _OTHERWISE.search(shown):
        return f"{number.quantize(Decimal(1).scaleb(-len(digits[1] or '')), ROUND_HALF_UP):f}{percent}"
    # Of no format: 0.1 + 0.2 is 0.3 to the eye.
    number = round(number, max(0, _DIGITS - 1 - number.adjusted()))
    return f"{number.normalize():f}{percent}"
