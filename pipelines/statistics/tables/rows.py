"""Tables of a user's folder -> printed rows, as its mapping says.

Belongs here: from the texts of a table to the parts of a figure. Does not: files (``sheets``), or the keys of the mapping (``mapping``).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipelines.statistics.figures import Printed
from pipelines.statistics.tables import mapping, sheets
from pipelines.statistics.tables.mapping import Table
from schemas import codelists
from schemas.errors import InputError

# What tables print where there is no figure.
ABSENT = {"", "-", "--", "—", "——", "–", "...", "…", "……", "/", "无", "NA", "N/A"}
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")
# Full width to ASCII, and no more: NFKC would make 1272.91 of 1272.9①.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("−"): "-"}
_YEAR = re.compile(r"(\d{4})年?")
_LETTERS = re.compile(r"column ([A-Z]{1,3})")
# Whose short name a table means where two have the same: 吉林 is the province.
_RANKS = ("nation", "province", "prefecture", "county")


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
            yield from _rows(path, table)
    if left:
        raise InputError(folder / min(left), "", f"no table of {mapping.NAME} is for this file", mapping.CURE)


def _tables(folder: Path) -> list[Path]:
    paths = sorted(path for path in folder.iterdir() if path.name[0] not in ".~")
    for path in paths:
        if path.suffix.lower() in (".xls", ".ods", ".et"):
            raise InputError(path, "", f"tables are read from {', '.join(sheets.SUFFIXES)}", "Save it as .xlsx")
    return [path for path in paths if path.suffix.lower() in sheets.SUFFIXES]


def _rows(path: Path, table: Table) -> Iterator[Printed]:
    grid = {number: row for number, row in sheets.read(path, table.sheet).items() if number > table.skip_rows}
    if not grid:
        raise InputError(path, f"row {table.skip_rows + 1}", "there is no header", "Mend skip_rows of the mapping")
    head, *body = grid
    places = {name: _place(path, head, grid[head], name) for name in {*table.columns.values(), *table.figures}}
    for number in body:
        cells = {name: grid[number][place] if place < len(grid[number]) else "" for name, place in places.items()}
        yield from _figures(path, number, table, cells)


def _figures(path: Path, row: int, table: Table, cells: dict[str, str]) -> Iterator[Printed]:
    """The figures of one row; none where it holds no number: a heading between the rows, or a note below them."""
    values = {name: _number(path, row, name, cells[name]) for name in table.figures}
    if not any(values.values()):
        return
    printed = {key: cells[name] for key, name in table.columns.items() if key != "value"}
    for name, value in values.items():
        if not value:
            continue
        parts = dict.fromkeys(mapping.OPTIONAL, "") | table.constants | printed | table.figures[name]
        if value.endswith("%") and parts["unit"] != "%":
            place, reason = f"row {row}, {_column(name)}", f"{value} is no number of {parts['unit']}"
            raise InputError(path, place, reason, f"Mend the cell or the unit of {mapping.NAME}")
        region = _region(path, row, table, parts["region_code"])
        if region:
            yield parts | {
                "region_code": region,
                "period": _YEAR.sub(r"\1", parts["period"]) if _YEAR.fullmatch(parts["period"]) else parts["period"],
                "value": value.removesuffix("%"),
                "file": f"statistics/{path.parent.name}/{path.name}",
                "file_row": f"{row}, {_column(name)}",
            }


def _place(path: Path, row: int, head: list[str], name: str) -> int:
    """Where in a row the column of a header stands; ``column C`` is the third, whatever stands above it."""
    places = [place for place, cell in enumerate(head) if _plain(cell) == _plain(name)]
    if not places and (letters := _LETTERS.fullmatch(name)):
        place = 0
        for letter in letters[1]:
            place = place * 26 + ord(letter) - ord("A") + 1
        return place - 1
    if len(places) != 1:
        reason = f"the column {name} is there {len(places)} times among {', '.join(filter(None, head)) or 'none'}"
        raise InputError(path, f"row {row}", reason, "Mend skip_rows or the header's name, or write `column C`")
    return places[0]


def _number(path: Path, row: int, column: str, cell: str) -> str:
    """A number without blanks and separators; the empty text where there is none."""
    number = _SPACE.sub("", cell.translate(_NARROW))
    if number in ABSENT:
        return ""
    if not _NUMBER.fullmatch(number):
        raise InputError(path, f"row {row}, {_column(column)}", f"{cell!r} is no number", "Mend or empty the cell")
    return number.replace(",", "").removeprefix("+")


def _region(path: Path, row: int, table: Table, cell: str) -> str:
    """Our code of a region by code or name; the empty text where the mapping leaves it out."""
    plain = _plain(cell)
    for name, code in table.regions.items():
        if _plain(name) == plain:
            return code
    codes = _regions().get(plain, ())
    if len(codes) != 1:
        reason = f"{cell!r} is no region of regions.csv" if not codes else f"{cell!r} may be {' or '.join(codes)}"
        column = table.columns.get("region_code")
        place = f"row {row}, {_column(column)}" if column else f"row {row}"
        raise InputError(path, place, reason, f"Give its code under regions of {mapping.NAME}, or an empty text")
    return codes[0]


def _column(name: str) -> str:
    return name if _LETTERS.fullmatch(name) else f"column {name}"


def _plain(text: str) -> str:
    """Blanks do not matter (北 京), nor does full width."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    """Code, full and short names -> codes: those of the highest rank that bears the name. Counties have no short names."""
    ranked: dict[str, tuple[int, tuple[str, ...]]] = {}
    for row in codelists.read("regions"):
        rank, code = _RANKS.index(row["level"]), row["region_code"]
        short = {row["short_zh"]} if row["level"] != "county" else set()
        for name in {code, row["name_zh"]} | short:
            best, codes = ranked.get(name, (rank, ()))
            if rank <= best:
                ranked[name] = (rank, (*codes, code) if rank == best else (code,))
    return {name: codes for name, (_, codes) in ranked.items()}
