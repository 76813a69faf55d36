"""CSV files, packed ones too, and sheets of workbooks as people see them: rows of texts.

Belongs here: encodings, packing, separators, and how a cell shows its number. Does not: what a cell means (``rows``).
"""

import codecs
import csv
import gzip
import io
import re
import unicodedata
import warnings
import zlib
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from schemas.errors import InputError

Grid = dict[int, list[str]]
_CSV, _PACKED = ".csv", ".csv.gz"
SUFFIXES = (_CSV, _PACKED, ".xlsx", ".xlsm")
# So many bytes a packed table may hold, forty times the largest of ours: a small file that unpacks to more is no table.
MOST_UNPACKED = 100_000_000
# Commas first: they win where all show as many names.
_SEPARATORS = ",;\t"
# So many characters hold the header.
_HEAD = 10_000
_OF_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SPACE = re.compile(r"[\s_]+")
# How many digits a spreadsheet shows of a number without a format.
_DIGITS = 11
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_PLACES = re.compile(r"[0#?]+(?:\.([0#?]*)|(?!.*\.))")
# Formats with an exponent, fractions, and dates.
_OTHERWISE = re.compile(r"[Ee][+-]|/|[yYmMdDhH]")


def read(path: Path, sheet: str | None, names: Iterable[str] = ()) -> Grid:
    """The rows of a file as texts, by their numbers as a spreadsheet counts them: a row with line breaks in a cell is one.

    A CSV file may be packed by gzip (.csv.gz). It may be UTF-8, UTF-16 with its mark, or GB18030, as a Chinese spreadsheet saves it. Its cells are separated by commas, or by
    semicolons or tabs where these show more of the names.

    Args:
        path: the file.
        sheet: the sheet of a workbook; the first where it is None.
        names: what the header is expected to hold.

    Raises:
        InputError: the file cannot be read, or has no such sheet.
    """
    return _csv(path, {plain(name) for name in names}) if is_csv(path) else _workbook(path, sheet)


def is_csv(path: Path) -> bool:
    """Whether a file is CSV by its name, packed or not."""
    return path.name.lower().endswith((_CSV, _PACKED))


def plain(text: str) -> str:
    """A name as it is compared: blanks do not matter (北 京), nor do underscores, full width and capitals."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def is_ragged(head: list[str], row: list[str]) -> bool:
    """Whether a row has more or fewer cells than the header, so that none can be told to stand in its column."""
    return len(row) != len(head)


def ragged(head: list[str], row: list[str]) -> str:
    """Why such a row cannot be read, and the cure."""
    cure = (
        "Fill in what is missing"
        if len(row) < len(head)
        else "Put a cell that holds a separator (1,234) into quotation marks"
    )
    return f"the row has {len(row)} cell{'s' * (len(row) != 1)}, and the header {len(head)}. {cure}"


def _csv(path: Path, names: set[str]) -> Grid:
    text = _text(path)
    separator = max(_SEPARATORS, key=lambda separator: _shown_names(text, separator, names))
    grid: Grid = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            grid[number] = [cell.strip() for cell in row]
    except csv.Error as error:
        raise InputError(
            path, f"row {len(grid) + 1}", f"the row is no CSV: {error}", "Mend the quotation marks"
        ) from None
    return grid


def _text(path: Path) -> str:
    content = _unpacked(path) if path.name.lower().endswith(_PACKED) else path.read_bytes()
    if content.startswith(_OF_WORKBOOKS):
        raise InputError(path, "", "the file is a workbook and no CSV", "Name it .xlsx, or save it as CSV")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as utf8:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError:
            reason = "the table is neither UTF-8 nor GB18030"
            raise InputError(path, f"byte {utf8.start}", reason, "Save it as CSV UTF-8") from None


def _unpacked(path: Path) -> bytes:
    """The content of a packed file.

    Raises:
        InputError: it is not packed by gzip, is cut off, or holds more than a table may.
    """
    try:
        with gzip.open(path) as file:
            content = file.read(MOST_UNPACKED + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(path, "", f"the file cannot be unpacked: {error}", "Pack the table again by gzip") from None
    if len(content) > MOST_UNPACKED:
        reason = f"the table unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
        raise InputError(path, "", reason, "Look whether it is a table, or take it apart")
    return content


def _shown_names(text: str, separator: str, names: set[str]) -> int:
    """How many of the names a row among the first shows as cells."""
    rows = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=separator)
    try:
        return max((len(names & {plain(cell) for cell in row}) for row in rows), default=0)
    except csv.Error:
        return 0


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
