"""The parts of a workbook (.xlsx, .xlsm), looked through before a library opens them: it unfolds what 2 kB say to gigabytes.

Belongs here: the archive, and how large its sheets are. Does not: what stands in a cell (``workbook``).

The bounds are those of ``LIMITS``, each a wide margin over the largest table of ours: 26,304 rows of 30 columns.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from pipelines.base.files import read_whole
from schemas.errors import InputError

# Bytes of a table, packed and unpacked: forty times the largest CSV of ours.
MOST_UNPACKED = 100_000_000
# Rows and columns that any spreadsheet has, and what is read in seconds of both: 200,000 rows of 10 columns, or 2,000 of 1,000.
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_048_576, 16_384, 2_000_000
# Cells that hold nothing but a format: of every row of the largest table forty.
MOST_BLANK = 1_000_000
# A cell with a number is two elements (c, v), one with a text of its own four (si and t too).
MOST_ELEMENTS = 3 * MOST_CELLS
# Styles, merges, links and whatever else stands beside the cells: a library makes an object of two kilobytes of each.
MOST_BESIDE = 200_000
MOST_PARTS, MOST_SHEETS, MOST_LEVELS = 10_000, 1_000, 100

_OLD, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The parts that figures are read from, by their first element; pictures, charts, pivot tables, macros and what else there is are left out.
_XML = (".xml", ".rels")
_NEEDED = {"Types", "Relationships", "workbook", "worksheet", "sst", "styleSheet"}
_COORDINATE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_OF_CELLS = {"row", "c", "v", "f", "is", "si", "t", "r"}
_SAVE = "Save it as .xlsx"


class Area(NamedTuple):
    """Cells from one corner to the other, both within, counted from 1."""

    first_row: int
    first_column: int
    row: int
    column: int

    @property
    def cells(self) -> int:
        """How many they are."""
        return (self.row - self.first_row + 1) * (self.column - self.first_column + 1)


@dataclass
class Sheet:
    """How far the cells of a sheet reach, which are merged, and the first formula without a result (``C7``)."""

    rows: int = 0
    columns: int = 0
    merged: list[Area] = field(default_factory=list)
    unresolved: str | None = None


@dataclass(frozen=True)
class Parts:
    """The parts of a workbook that were looked through, packed anew, and those that are sheets."""

    archive: io.BytesIO
    sheets: dict[str, Sheet]


class _UnfitError(Exception):
    """What is wrong with a part."""


class _UnneededError(Exception):
    """Nothing of a part is read."""


def read(path: Path) -> Parts:
    """Look through a workbook.

    What a library then reads is what was looked at: the archive that is given holds nothing else.

    Raises:
        InputError: it is no workbook, or holds more than a table may; names the part.
    """
    content = read_whole(path, MOST_UNPACKED)
    if content.startswith(_OLD):
        reason = "the file is a workbook of the old form, or one with a password"
        raise InputError(path, "", reason, "Save it as .xlsx without a password")
    if not content.startswith(_ZIP):
        raise InputError(path, "", "the file is no workbook: it is not packed as one", _SAVE)
    counted, sheets, archive = _Counted(), {}, io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, part in _unpacked(path, content):
            try:
                looked = _Look(counted)
                looked.through(part)
            except _UnneededError:
                continue
            except (expat.ExpatError, _UnfitError) as error:
                raise InputError(path, f"part {name}", f"the workbook cannot be read: {error}", _SAVE) from None
            if looked.root == "worksheet":
                sheets[name] = looked.sheet
            packed.writestr(name, part)
    archive.seek(0)
    return Parts(archive, sheets)


def _unpacked(path: Path, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of an archive that may be XML, each with its name.

    Raises:
        InputError: it is no archive, has a password, says a name twice, or holds more than a table may.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if fault := _fault(members):
                raise InputError(path, "", f"the workbook cannot be read: {fault}", _SAVE)
            for member in members:
                if member.filename.lower().endswith(_XML):
                    yield member.filename, archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise InputError(path, "", f"the file is no workbook: {error}", _SAVE) from None


def _fault(members: list[zipfile.ZipInfo]) -> str | None:
    names = [member.filename for member in members]
    if len(members) > MOST_PARTS:
        return f"it has {len(members):,} parts, and {MOST_PARTS:,} are the most"
    if len(set(names)) < len(names):
        return "two parts have the same name"
    if any(member.flag_bits & 1 for member in members):
        return "its parts have a password"
    if any(member.compress_type not in _METHODS for member in members):
        return "its parts are packed in a way that no spreadsheet uses"
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        return f"it unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
    return None


@dataclass
class _Counted:
    """What the parts of one workbook hold together."""

    elements: int = 0
    beside: int = 0
    merged: int = 0
    blank: int = 0


class _Look:
    """Goes through one part, and ends where it holds more than it may."""

    def __init__(self, counted: _Counted) -> None:
        self.root, self.sheet = "", Sheet()
        self._counted, self._level = counted, 0
        self._row = self._column = 0
        self._in: str | None = None
        self._has: dict[str, bool] = {}
        self._named: set[str] = set()

    def through(self, part: bytes) -> None:
        """Look through the XML of a part."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(part, True)

    def _doctype(self, *_: object) -> None:
        raise _UnfitError("it declares a type of document, which no spreadsheet writes")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._level += 1
        if self._level == 1:
            self.root = name
            if name not in _NEEDED:
                raise _UnneededError
        self._count(name)
        if self.root == "worksheet":
            self._in_sheet(name, attributes)
        elif (self.root, name) == ("workbook", "sheet"):
            self._once(next((value for key, value in attributes.items() if key.endswith("}id")), ""), "sheets")
        elif name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            self._once(attributes.get("Target", ""), "sheets")

    def _count(self, name: str) -> None:
        self._counted.elements += 1
        self._counted.beside += name not in _OF_CELLS
        if self._counted.elements > MOST_ELEMENTS:
            raise _UnfitError(f"with it the workbook has more than {MOST_ELEMENTS:,} elements")
        if self._counted.beside > MOST_BESIDE:
            raise _UnfitError(f"with it the workbook has more than {MOST_BESIDE:,} styles, merges and the like")
        if self._level > MOST_LEVELS:
            raise _UnfitError(f"it has more than {MOST_LEVELS} levels, one within the other")

    def _once(self, part: str, what: str) -> None:
        if part in self._named:
            raise _UnfitError(f"two {what} are one part, {part[:40]!r}")
        self._named.add(part)
        if len(self._named) > MOST_SHEETS:
            raise _UnfitError(f"it has more than {MOST_SHEETS:,} {what}")

    def _in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            before, self._row, self._column = self._row, _row(attributes, self._row), 0
            if not before < self._row <= MOST_ROWS:
                raise _UnfitError(f"row {self._row:,} stands after row {before:,}, and {MOST_ROWS:,} are the most")
        elif name == "c":
            row, self._column = _cell(attributes, self._row, self._column)
            if row != self._row:
                raise _UnfitError(f"cell {attributes['r']} stands in row {self._row:,}")
            self._has = {"f": False, "v": False}
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        if name in ("v", "f", "t"):
            self._in = name
            self._has["f"] = self._has.get("f", False) or name == "f"

    def _text(self, text: str) -> None:
        if self._in in ("v", "t") and text.strip():
            self._has["v"] = True

    def _end(self, tag: str) -> None:
        self._level -= 1
        name = tag.rpartition("}")[2]
        if name == "c" and self.root == "worksheet":
            if self._has["v"]:
                self._reach()
            elif self._has["f"]:
                self.sheet.unresolved = self.sheet.unresolved or f"{_letters(self._column)}{self._row}"
            else:
                self._blank()
        if name == self._in:
            self._in = None

    def _reach(self) -> None:
        """A cell that holds something: how large the sheet is to it."""
        sheet = self.sheet
        sheet.rows, sheet.columns = max(sheet.rows, self._row), max(sheet.columns, self._column)
        if sheet.rows * sheet.columns > MOST_CELLS:
            reach = f"its cells reach to row {sheet.rows:,} and column {_letters(sheet.columns)}"
            raise _UnfitError(f"{reach}, and {MOST_CELLS:,} cells are the most")

    def _blank(self) -> None:
        self._counted.blank += 1
        if self._counted.blank > MOST_BLANK:
            raise _UnfitError(f"with it the workbook has more than {MOST_BLANK:,} cells that hold nothing")

    def _merge(self, ref: str) -> None:
        area = _area(ref)
        self._counted.merged += area.cells
        if self._counted.merged > MOST_CELLS:
            raise _UnfitError(f"with {ref[:40]} it merges more than {MOST_CELLS:,} cells")
        self.sheet.merged.append(area)


def _row(attributes: dict[str, str], before: int) -> int:
    written = attributes.get("r", str(before + 1))
    if not re.fullmatch(r"[0-9]{1,7}", written):
        raise _UnfitError(f"{written[:40]!r} is no row")
    return int(written)


def _cell(attributes: dict[str, str], row: int, before: int) -> tuple[int, int]:
    if "r" not in attributes:
        return row, before + 1
    return _place(attributes["r"])


def _area(ref: str) -> Area:
    first, _, last = ref.partition(":")
    (row, column), (other_row, other_column) = _place(first), _place(last or first)
    return Area(min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column))


def _place(coordinate: str) -> tuple[int, int]:
    """Row and column of ``C7``."""
    match = _COORDINATE.fullmatch(coordinate.upper())
    column = number(match[1]) if match else 0
    if match is None or not (1 <= int(match[2]) <= MOST_ROWS and column <= MOST_COLUMNS):
        raise _UnfitError(f"{coordinate[:40]!r} is no cell of a sheet")
    return int(match[2]), column


def number(letters: str) -> int:
    """Which column a spreadsheet calls so: C is 3, AA 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
