"""The workbook: a sheet that answers and says the method, the targets to read in either language, a sheet a table, and a codebook.

The same input gives the same bytes. Belongs here: the xlsx form, its sheets and cells. Does not: what the first sheet says (``about``), which
columns people read (``readable``), which rows (``contents``), or what a published package says of itself (``export``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.base.progress import counted, part, parts
from pipelines.forms import about
from pipelines.forms.about import Line, Pair
from pipelines.forms.layout import places
from pipelines.forms.readable import HEADINGS, LANGUAGES, in_words, readable
from pipelines.forms.rows import joined
from pipelines.packages.candidate import Candidate
from pipelines.packages.metadata.citation import address, citation
from pipelines.packages.metadata.descriptor import describe
from pipelines.packages.registry import form
from pipelines.packages.sizes import too_long
from schemas import anchors, codelists
from schemas.codelists.statuses import statuses
from schemas.contract import titles

_WIDEST, _NARROWEST = 60, 8
ABOUT_SHEET, CODEBOOK_SHEET = "说明 About", "codebook"
READ_SHEETS = {"zh": "目标与结果", "en": "Targets and results"}
# What spreadsheets allow, which take names that differ in case for the same; "history" is one of their own.
_LONGEST_SHEET = 31
_SHEETS_OF_NO_TABLE = tuple(name.casefold() for name in (ABOUT_SHEET, *READ_SHEETS.values(), CODEBOOK_SHEET, "history"))
# Columns whose text leads to the address that a column holds, it or another.
_LINKED = {"source": "source_url", "source_url": "source_url"}
# Only the web's addresses become links, and of a sheet so many as a spreadsheet opens.
_WEB, _LONGEST_ADDRESS, _MOST_LINKS = re.compile(r"https?://[^\s\"<>]+"), 2000, 60_000
# How wide a column of words may be, by its name, in letters; any other is as wide as most of its cells.
_WIDTHS = {"indicator": 30, "target": 26, "result": 26, "gap": 26, "source": 36, "claim": 26, "why": 60, "quote": 60}
# Verdicts stand in columns of these names.
_VERDICTS = ("status", "verdict")


class Column(NamedTuple):
    """What the codebook says of a column; ``codes`` is the name of a codelist. Empty where there is nothing to say."""

    title: str
    title_en: str
    unit: str
    codes: str
    description: str


@dataclass(frozen=True)
class Contents:
    """What a workbook holds: tables by name, and what is said of the package, of each table and of each of its columns.

    ``head`` are the first lines of the sheet that explains, of which the first is the title; ``foot`` are version, licence and citation.
    ``title``, ``author`` and ``created`` are properties of the document. ``ours`` says that tables of the names of ours have our columns, so
    that they join.
    """

    title: str
    author: str
    created: date
    head: Sequence[Pair]
    foot: Sequence[Line]
    tables: Mapping[str, pl.DataFrame]
    descriptions: Mapping[str, str]
    columns: Mapping[str, Mapping[str, Column]]
    ours: bool = True


@form("xlsx")
def write(candidate: Candidate) -> None:
    """Write the workbook of a candidate as ``<package>.xlsx``, if no table is too long for one."""
    path = f"{candidate.definition.name}.xlsx"
    if write_workbook(_contents(candidate), candidate.place(path)):
        candidate.register(path)


def _contents(candidate: Candidate) -> Contents:
    definition, version = candidate.definition, candidate.version
    cited = citation(definition, version, candidate.created, candidate.tables.get("reports"))
    return Contents(
        definition.title_zh,
        definition.owner.title,
        candidate.created,
        [
            Pair(definition.title_zh, definition.title_en),
            Pair(definition.description_zh, definition.description_en),
        ],
        about.foot(version, candidate.created, cited.short, address(definition, version) or definition.owner.homepage),
        candidate.tables,
        {table: describe(table) for table in candidate.tables},
        {table: contract_columns(table) for table in candidate.tables},
    )


def contract_columns(table: str) -> dict[str, Column]:
    """What the contract of a table says of its columns, by name.

    Raises:
        LookupError: there is no contract for such a table.
    """
    return {name: _column(name, spec) for name, spec in anchors.columns(table).items()}


def _column(name: str, spec: Any) -> Column:
    metadata = spec.metadata or {}
    return Column(*titles(name, spec), metadata.get("unit") or "", metadata.get("codelist") or "", spec.description)


def write_workbook(contents: Contents, path: Path) -> bool:
    """Write the workbook; False, and no file, where a table has too many rows for one."""
    tables = contents.tables
    if too_long("xlsx", tables):
        return False
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with part(path.name), xlsxwriter.Workbook(path, options) as book:
        day = contents.created
        book.set_properties(
            {
                "title": contents.title,
                "author": contents.author,
                "created": datetime(day.year, day.month, day.day),
            }
        )
        formats = _formats(book)
        names = _sheet_names(tables)
        read = _read(contents)
        _about(book, contents, {**READ_SHEETS} if read else {}, names, formats)
        for language, frame in read.items():
            _rows(
                book,
                READ_SHEETS[language],
                frame,
                formats,
                {name: "\n".join(HEADINGS[name]) for name in frame.columns},
                {},
            )
        for table in parts(names, "sheet"):
            _sheet(book, names[table], tables[table], contents.columns[table], formats)
        _codebook(book, contents, formats)
    return True


class Formats(NamedTuple):
    """How cells look."""

    header: Any
    wrap: Any
    link: Any
    title: Any
    section: Any


def _formats(book: Any) -> Formats:
    return Formats(
        book.add_format({"bold": True, "bg_color": "#DDE6F0", "text_wrap": True, "valign": "top", "border": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"font_color": "#0B5394", "underline": 1, "valign": "top"}),
        book.add_format({"bold": True, "font_size": 15, "text_wrap": True, "valign": "top"}),
        book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDE6F0"}),
    )


def _read(contents: Contents) -> dict[str, pl.DataFrame]:
    """The targets as people read them, by language; none where there are no targets with outcomes of ours."""
    if not contents.ours or not {"targets", "outcomes"} <= set(contents.tables):
        return {}
    rows = in_words(joined(contents.tables))
    return {language: readable(rows, language) for language in LANGUAGES}


def _about(book: Any, contents: Contents, read: Mapping[str, str], names: Mapping[str, str], formats: Formats) -> None:
    """The first sheet: Chinese in the first column, English in the second."""
    sheet = book.add_worksheet(ABOUT_SHEET)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 1, _ABOUT_WIDTH, formats.wrap)
    lines = [
        *(Line(pair, kind="title" if place == 0 else "") for place, pair in enumerate(contents.head)),
        *(about.answer(contents.tables) if read else ()),
        *_index(contents, read, names),
        *contents.foot,
    ]
    for row, line in enumerate(lines):
        _say(book, sheet, row, line, formats)


_ABOUT_WIDTH = 72


def _index(contents: Contents, read: Mapping[str, str], names: Mapping[str, str]) -> list[Line]:
    """A line a sheet, each a link to it."""
    return [
        *about.section("工作表", "Sheets"),
        *(Line(about.READ[language], link=name) for language, name in read.items()),
        *(
            Line(Pair(about.called(table, name), contents.descriptions[table]), link=name)
            for table, name in names.items()
        ),
        Line(about.CODEBOOK, link=CODEBOOK_SHEET),
    ]


def _say(book: Any, sheet: Any, row: int, line: Line, formats: Formats) -> None:
    """A line of the first sheet."""
    look = {"title": formats.title, "section": formats.section}.get(line.kind, formats.wrap)
    if line.ground:
        look = book.add_format({"text_wrap": True, "valign": "top", "bg_color": line.ground})
    size = 1.5 if line.kind == "title" else 1.0
    sheet.set_row(row, 15 * size * max(-(-round(places(text) * size) // _ABOUT_WIDTH) for text in (*line.pair, " ")))
    for column, text in enumerate(line.pair):
        sheet.write_string(row, column, text, look)
    if line.link:
        sheet.write_url(row, 0, f"internal:'{line.link}'!A1", formats.link, line.pair.zh or line.link)
    elif line.address and _is_link(line.address):
        sheet.write_url(row, 0, line.address, formats.link, line.pair.zh)


def _is_link(address: Any) -> bool:
    return isinstance(address, str) and len(address) <= _LONGEST_ADDRESS and bool(_WEB.fullmatch(address))


def _sheet_names(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """What the sheet of each table is called: as the table, but shorter than 32 characters, and as no other sheet; lists of codes come last."""
    taken, names = set(_SHEETS_OF_NO_TABLE), dict[str, str]()
    for table in sorted(tables, key=_is_codelist):
        name, number = table[:_LONGEST_SHEET], 2
        while name.casefold() in taken:
            name, number = f"{table[: _LONGEST_SHEET - 5]}~{number}", number + 1
        taken.add(name.casefold())
        names[table] = name
    return names


def _is_codelist(table: str) -> bool:
    return (codelists.FOLDER / f"{table}.csv").is_file()


def joins(tables: Mapping[str, pl.DataFrame]) -> bool:
    """Whether tables of the names of ours have the columns that the sheets which explain them take; another publisher's need not."""
    if not {"targets", "outcomes"} <= set(tables):
        return True
    try:
        about.answer(tables)
        rows = in_words(joined(tables))
        for language in LANGUAGES:
            readable(rows, language)
    except (pl.exceptions.PolarsError, LookupError, TypeError, ValueError):
        return False
    return True


def _sheet(book: Any, table: str, frame: pl.DataFrame, columns: Mapping[str, Column], formats: Formats) -> None:
    headings = {name: "\n".join(filter(None, (columns[name].title, name))) for name in frame.columns}
    _rows(book, table, frame, formats, headings, {name: columns[name].description for name in frame.columns})


def _rows(
    book: Any, name: str, frame: pl.DataFrame, formats: Formats, titles: Mapping[str, str], notes: Mapping[str, str]
) -> None:
    """A sheet of a frame: its columns' titles with a filter each, and a note that says what stands in it; addresses of the web are links."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(frame.height, 1), frame.width - 1)
    sheet.set_row(0, 32)
    for place, column in enumerate(frame.columns):
        sheet.write_string(0, place, titles.get(column, column), formats.header)
        if notes.get(column):
            sheet.write_comment(0, place, notes[column], {"x_scale": 2, "author": ""})
        sheet.set_column(place, place, _width(frame[column], titles.get(column, column), column))
        if column.startswith(_VERDICTS):
            _mark(book, sheet, place, frame.height)
    # Which column holds the address that a cell of another links to.
    linked = {
        place: frame.columns.index(_LINKED[column])
        for place, column in enumerate(frame.columns)
        if column in _LINKED
        and _LINKED[column] in frame.columns
        and not (column == "source_url" and "source" in frame.columns)
    }
    links = 0
    for number, row in enumerate(counted(frame.iter_rows(), frame.height, f"rows of {name}"), 1):
        for place, value in enumerate(row):
            if place in linked and value is not None and links < _MOST_LINKS and _is_link(row[linked[place]]):
                sheet.write_url(number, place, row[linked[place]], formats.link, str(value))
                links += 1
            else:
                _write(sheet, number, place, value)


def _mark(book: Any, sheet: Any, place: int, rows: int) -> None:
    """Give the cells of a verdict a ground of its own; the word in the cell says the same."""
    of_limits = {"met": tuple(codelists.labels(about.OF_LIMITS, language).get("met", "") for language in LANGUAGES)}
    for status in statuses().values():
        words = (status.code, status.label_zh, status.label_en, *of_limits.get(status.code, ()))
        for word in dict.fromkeys(filter(None, words)) if status.ground else ():
            ground = book.add_format({"bg_color": status.ground})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": ground}
            sheet.conditional_format(1, place, max(rows, 1), place, rule)


def _codebook(book: Any, contents: Contents, formats: Formats) -> None:
    rows = [
        {"table": table, "column": name, "标题": column.title, "title": column.title_en, "type": str(frame.schema[name]), "unit": column.unit,
         "codes": column.codes, "description": column.description}
        for table, frame in contents.tables.items()
        for name, column in contents.columns[table].items()
        if name in frame.columns
    ]  # fmt: skip
    _rows(book, CODEBOOK_SHEET, pl.DataFrame(rows), formats, {}, {})


def _write(sheet: Any, row: int, place: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value)
    else:
        sheet.write_string(row, place, str(value))


def _width(cells: pl.Series, title: str, name: str) -> float:
    """Wide enough for most cells, and for the title with the arrow of its filter."""
    longest = max((places(str(cell)) for cell in cells.head(200) if cell is not None), default=0)
    widest = max(places(line) for line in title.split("\n")) + 4
    return min(_WIDTHS.get(name, _WIDEST), max(_NARROWEST, widest, longest + 2))
