"""The workbook: a sheet that explains, a sheet a table, and a codebook. The same input gives the same bytes.

Belongs here: the xlsx form. Does not: which rows (``contents``), or what a published package says of itself (``export``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

import schemas
from pipelines.base.progress import counted, part, parts
from pipelines.forms.answers import OF, SORTS, shares
from pipelines.forms.layout import places
from pipelines.forms.rows import joined
from pipelines.packages.candidate import Candidate
from pipelines.packages.metadata.descriptor import describe
from pipelines.packages.registry import form
from pipelines.packages.sizes import too_long
from schemas import anchors, codelists
from schemas.codelists.statuses import statuses

# What the overview shows: columns of these tables, and of their codes the labels in both languages.
OVERVIEW = ("targets", "outcomes", "statistics")
OVERVIEW_CODES = (
    "measure", "bound", "source_kind", "link", "witness", "status", "status_reason", "reading", "status_latest", "claim", "claim_about",
    "answered_by",
)  # fmt: skip
OVERVIEW_COLUMNS = (
    "target_id", "region_code", "year", "period", "indicator", "action", "measure_zh", "bound_zh", "value", "value_high", "unit", "actual", "gap",
    "status_zh", "status_en", "source_kind_zh", "source_kind_en", "status_reason_zh", "reading_zh", "status_latest_zh", "answered_by_zh", "answered_by_en",
    "list_id", "claim_zh", "claim_en", "claim_about_zh", "claim_quote", "claim_id", "link_zh", "witness_zh", "source_title", "publisher", "published", "source_url",
    "why_zh", "why_en", "quote",
)  # fmt: skip
_WIDEST, _NARROWEST = 60, 8
README_SHEET, OVERVIEW_SHEET, CODEBOOK_SHEET = "说明 README", "overview 一览", "codebook"
# What spreadsheets allow, which take names that differ in case for the same; "history" is one of their own.
_LONGEST_SHEET = 31
_SHEETS_OF_NO_TABLE = (README_SHEET.casefold(), OVERVIEW_SHEET, CODEBOOK_SHEET, "history")


class Column(NamedTuple):
    """What the codebook says of a column; ``codes`` is the name of a codelist. Empty where there is nothing to say."""

    title: str
    unit: str
    codes: str
    description: str


@dataclass(frozen=True)
class Contents:
    """What a workbook holds: tables by name, and what is said of the package, of each table and of each of its columns.

    ``head`` are the first lines of the sheet that explains, a word and a text each; ``title``, ``author`` and ``created`` are
    properties of the document. ``ours`` says that tables of the names of ours have our columns, so that they join.
    """

    title: str
    author: str
    created: date
    head: Sequence[tuple[str, str]]
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
    definition = candidate.definition
    head = [
        ("标题", definition.title_zh),
        ("Title", definition.title_en),
        ("说明", definition.description_zh),
        ("Description", definition.description_en),
        ("版本 Version", candidate.version),
    ]
    return Contents(
        definition.title_zh,
        definition.owner.title,
        candidate.created,
        head,
        candidate.tables,
        {table: describe(table) for table in candidate.tables},
        {table: contract_columns(table) for table in candidate.tables},
    )


def contract_columns(table: str) -> dict[str, Column]:
    """What the contract of a table says of its columns, by name.

    Raises:
        LookupError: there is no contract for such a table.
    """
    return {name: _column(spec) for name, spec in anchors.columns(table).items()}


def _column(spec: Any) -> Column:
    metadata = spec.metadata or {}
    return Column(spec.title, metadata.get("unit") or "", metadata.get("codelist") or "", spec.description)


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
        bold = book.add_format({"bold": True, "bg_color": "#DDE6F0", "text_wrap": True, "valign": "top", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _about(book, contents, bold, wrap)
        if contents.ours:
            _overview(book, tables, bold)
        names = _sheet_names(tables)
        for table in parts(tables, "sheet"):
            _sheet(book, names[table], tables[table], contents.columns[table], bold)
        _codebook(book, contents, bold, wrap)
    return True


def _about(book: Any, contents: Contents, bold: Any, wrap: Any) -> None:
    sheet = book.add_worksheet(README_SHEET)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100, wrap)
    lines = [
        *contents.head,
        ("许可 Licence", "CC BY 4.0: our selection, coding, judgements and documentation. Targets are facts from official documents; joined statistics keep the terms of their sources."),
        *(_answers(contents.tables) if contents.ours else ()),
        *((f"判定 {status.code}", f"{status.label_zh} · {status.label_en}") for status in statuses().values()),
        ("工作表 overview", "一览：每个目标及其结果 · every target beside what became of it"),
        *((f"工作表 {table}", contents.descriptions[table]) for table in contents.tables),
        ("工作表 codebook", "每一列的说明 · what stands in every column"),
    ]  # fmt: skip
    for row, (name, text) in enumerate(lines):
        sheet.set_row(row, 15 * max(-(-places(name) // 24), -(-places(text) // 100)))
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text, wrap)


def _answers(tables: Mapping[str, pl.DataFrame]) -> list[tuple[str, str]]:
    """What answers the targets: a line a number with all that it is of; nothing of tables that do not say it."""
    if "targets" not in tables or "answered_by" not in tables.get("outcomes", pl.DataFrame()).columns:
        return []
    answered = shares(joined(tables))
    if answered is None:
        return []
    heads = [" ".join(head.values()) for head in OF.values()]
    return [
        (SORTS[sort]["zh"], SORTS[sort]["en"] + ": " + " · ".join(f"{count} / {of} {head}" for count, of, head in zip(counts, answered.of, heads, strict=True)))
        for sort, counts in answered.sorts.items()
    ]  # fmt: skip


def _sheet_names(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """What the sheet of each table is called: as the table, but shorter than 32 characters, and as no other sheet."""
    taken, names = set(_SHEETS_OF_NO_TABLE), dict[str, str]()
    for table in tables:
        name, number = table[:_LONGEST_SHEET], 2
        while name.casefold() in taken:
            name, number = f"{table[: _LONGEST_SHEET - 5]}~{number}", number + 1
        taken.add(name.casefold())
        names[table] = name
    return names


def joins(tables: Mapping[str, pl.DataFrame]) -> bool:
    """Whether tables of the names of ours have the columns that the sheets which explain them take; another publisher's need not."""
    try:
        _answers(tables)
        _overview_rows(tables)
    except (pl.exceptions.PolarsError, LookupError, TypeError, ValueError):
        return False
    return True


def _overview(book: Any, tables: Mapping[str, pl.DataFrame], bold: Any) -> None:
    """Targets beside what became of them and who says so, for who opens nothing else."""
    if not {"targets", "outcomes"} <= set(tables):
        return
    coded, rows = _overview_specs(), _overview_rows(tables)
    titles = {name: _overview_title(name, coded) for name in rows.columns}
    notes = {name: coded[name].description for name in rows.columns if name in coded}
    _rows(book, OVERVIEW_SHEET, rows, bold, titles, notes)


def _overview_specs() -> dict[str, Any]:
    """The contracts of the columns of the overview; a column that two of its tables have is that of the first."""
    return {
        name: spec for table in reversed(OVERVIEW) for name, spec in schemas.model(table).to_schema().columns.items()
    }


def _overview_rows(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows of the overview; none where there are no targets with outcomes."""
    if not {"targets", "outcomes"} <= set(tables):
        return pl.DataFrame()
    rows, coded = joined(tables), _overview_specs()
    for name in OVERVIEW_CODES:
        if name in rows.columns:
            rows = rows.with_columns(
                **{f"{name}_{language}": _labels(rows[name], coded[name], language) for language in ("zh", "en")}
            )
    return rows.select(name for name in OVERVIEW_COLUMNS if name in rows.columns)


def _labels(codes: pl.Series, spec: Any, language: str) -> pl.Series:
    """What codes are called."""
    labels = codelists.labels(spec.metadata["codelist"], language)
    return codes.replace_strict(labels, default=None, return_dtype=pl.String)


def _overview_title(name: str, specs: Mapping[str, Any]) -> str:
    """A column's name and its Chinese title; of a label that of its code."""
    code = name.removesuffix("_zh").removesuffix("_en")
    spec = specs.get(name, specs.get(code))
    return f"{name}\n{spec.title}" if spec is not None else name


def _sheet(book: Any, table: str, frame: pl.DataFrame, columns: Mapping[str, Column], bold: Any) -> None:
    titles = {name: f"{name}\n{columns[name].title}" for name in frame.columns}
    _rows(book, table, frame, bold, titles, {name: columns[name].description for name in frame.columns})


def _rows(
    book: Any, name: str, frame: pl.DataFrame, bold: Any, titles: Mapping[str, str], notes: Mapping[str, str]
) -> None:
    """A sheet of a frame: its columns' titles with a filter each, and a note that says what stands in it."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(frame.height, 1), frame.width - 1)
    sheet.set_row(0, 32)
    for place, column in enumerate(frame.columns):
        sheet.write_string(0, place, titles.get(column, column), bold)
        if notes.get(column):
            sheet.write_comment(0, place, notes[column], {"x_scale": 2, "author": ""})
        sheet.set_column(place, place, _width(frame[column], column))
    for place, column in enumerate(frame.columns):
        if column.startswith("status"):
            _mark(book, sheet, place, frame.height)
    for number, row in enumerate(counted(frame.iter_rows(), frame.height, f"rows of {name}"), 1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value)


def _mark(book: Any, sheet: Any, place: int, rows: int) -> None:
    """Give the cells of a verdict a ground of its own; the word in the cell says the same."""
    for status in statuses().values():
        for word in dict.fromkeys((status.code, status.label_zh, status.label_en)) if status.ground else ():
            ground = book.add_format({"bg_color": status.ground})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": ground}
            sheet.conditional_format(1, place, max(rows, 1), place, rule)


def _codebook(book: Any, contents: Contents, bold: Any, wrap: Any) -> None:
    rows = [
        {"table": table, "column": name, "标题": column.title, "type": str(frame.schema[name]), "unit": column.unit,
         "codes": column.codes, "description": column.description}
        for table, frame in contents.tables.items()
        for name, column in contents.columns[table].items()
        if name in frame.columns
    ]  # fmt: skip
    _rows(book, CODEBOOK_SHEET, pl.DataFrame(rows), bold, {}, {})


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


def _width(cells: pl.Series, name: str) -> float:
    """Wide enough for most cells."""
    longest = max((places(str(cell)) for cell in cells.head(200) if cell is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, len(name) + 4, longest + 2))
