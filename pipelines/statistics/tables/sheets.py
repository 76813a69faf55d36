"""CSV files, packed ones too, and sheets of workbooks as people see them: rows of texts.

Belongs here: encodings, packing, separators. Does not: sheets (``workbook``), or what a cell means (``rows``).
"""

import codecs
import csv
import gzip
import io
import re
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import Path

from pipelines.base.files import read_whole
from pipelines.base.tables import csv_reader
from pipelines.statistics.tables import workbook
from pipelines.statistics.tables.parts import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED
from pipelines.statistics.tables.workbook import Grid
from schemas.errors import InputError

_CSV, _PACKED = ".csv", ".csv.gz"
SUFFIXES = (_CSV, _PACKED, ".xlsx", ".xlsm")
# Commas first: they win where all show as many names.
_SEPARATORS = ",;\t"
# So many characters hold the header.
_HEAD = 10_000
_OF_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SPACE = re.compile(r"[\s_]+")


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
    return _csv(path, {plain(name) for name in names}) if is_csv(path) else workbook.read(path, sheet)


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
    cells = 0
    reader = csv_reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            grid[number] = [cell.strip() for cell in row]
            cells += len(row)
            if number > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
                reason = f"the table has more than {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns or {MOST_CELLS:,} cells"
                raise InputError(path, f"row {number}", reason, "Look whether it is a table, or take it apart")
    except csv.Error as error:
        raise InputError(
            path, f"row {len(grid) + 1}", f"the row is no CSV: {error}", "Mend the quotation marks"
        ) from None
    return grid


def _text(path: Path) -> str:
    content = _unpacked(path) if path.name.lower().endswith(_PACKED) else read_whole(path, MOST_UNPACKED)
    if content.startswith(_OF_WORKBOOKS):
        raise InputError(path, "", "the file is a workbook and no CSV", "Name it .xlsx, or save it as CSV")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as utf16:
            reason = "the table is marked as UTF-16 and is not"
            raise InputError(path, f"byte {utf16.start}", reason, "Save it as CSV UTF-8") from None
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
        with gzip.open(io.BytesIO(read_whole(path, MOST_UNPACKED))) as file:
            content = file.read(MOST_UNPACKED + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(path, "", f"the file cannot be unpacked: {error}", "Pack the table again by gzip") from None
    if len(content) > MOST_UNPACKED:
        reason = f"the table unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
        raise InputError(path, "", reason, "Look whether it is a table, or take it apart")
    return content


def _shown_names(text: str, separator: str, names: set[str]) -> int:
    """How many of the names a row among the first shows as cells."""
    rows = csv_reader(io.StringIO(text[:_HEAD], newline=""), delimiter=separator)
    try:
        return max((len(names & {plain(cell) for cell in row}) for row in rows), default=0)
    except csv.Error:
        return 0
