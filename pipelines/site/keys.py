"""Keys and codes of packages, whoever wrote them: on the site they are names of files, anchors and classes, so that each has the form of its contract.

Belongs here: refusing a table with others. Does not: whether the rest of it is right (``mubiao validate``).
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import polars as pl

from schemas import codelists, columns, contract
from schemas.errors import InputError, brief

# The form of a key, wherever a table has it.
_FORMS = {
    "report_id": columns.REPORT_ID,
    "target_id": columns.TARGET_ID,
    "next_target_id": columns.TARGET_ID,
    "repeats": columns.TARGET_ID,
    "claim_id": columns.TARGET_ID,
    "indicator_id": columns.NAME,
}
# The codelist of a code.
_LISTS = {"region_code": "regions", "topic": "topics"}
_STATUSES = ("status", "status_latest")
_CHECKED = (*_FORMS, *_LISTS, *_STATUSES)
_OF_REPORT = ("region_code", "year")
_CURE = "Get the package again from its publisher, and see what `mubiao validate` says of it"


def refuse_odd(folder: Path, name: str, table: pl.DataFrame) -> None:
    """Refuse a table with a key or code that pages could not name files and anchors by.

    Args:
        folder: of the package.
        name: of the table.
        table: its rows.

    Raises:
        InputError: a key has another form, is of another report than its row, or a code is on no list.
    """
    # A descriptor may give a column any type.
    table = table.with_columns(pl.col(column).cast(pl.String) for column in _CHECKED if column in table.columns)
    for column, odd, reason in _odd(table.columns):
        first = table.filter(odd.fill_null(value=False))[column].head(1).to_list()
        if first:
            raise InputError(folder, f"{name}, {column}", f"{reason}: {brief(first[0])}", _CURE)


def _odd(columns: Collection[str]) -> Iterator[tuple[str, pl.Expr, str]]:
    """What may not stand in a table of such columns: in which column, what, and why not; an empty cell may."""
    for column, form in _FORMS.items():
        if column in columns:
            yield column, pl.col(column).str.contains(form).not_(), "it is no such key"
    for column, codes in _codes().items():
        if column in columns:
            yield column, pl.col(column).is_in(codes).not_(), "it is not on the list of codes"
    if {"report_id", *_OF_REPORT} <= set(columns):
        yield "report_id", pl.col("report_id") != pl.format("{}-{}", *_OF_REPORT), "it is of another government or year"
    if {"report_id", "target_id"} <= set(columns):
        other = pl.col("target_id").str.split("@").list.first() != pl.col("report_id")
        yield "target_id", other, "it is of another report"


def _codes() -> dict[str, list[str]]:
    """Column -> the codes that may stand in it."""
    listed = {name: contract.codelist(codelist).to_series().to_list() for name, codelist in _LISTS.items()}
    return listed | {column: list(codelists.codes("status")) for column in _STATUSES}
