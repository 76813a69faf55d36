"""A table as CSV that a spreadsheet opens right: a byte order mark, numbers as people print them, labels beside codes.

Belongs here: the CSV of one table. Does not: which rows (``contents``), or how files are described (``descriptor``).
"""

from io import BytesIO
from pathlib import Path

import polars as pl

from pipelines.base.progress import parts
from pipelines.packages.candidate import Candidate
from pipelines.packages.metadata.labels import labelled
from pipelines.packages.registry import form
from pipelines.wording.numbers import all_digits
from schemas.safe_text import all_escaped


@form("csv")
def write(candidate: Candidate) -> None:
    """Write every table of a candidate as ``<table>.csv``."""
    for table in parts(candidate.tables, "table"):
        write_csv(table, candidate.tables[table], candidate.place(f"{table}.csv"))
        candidate.register(f"{table}.csv")


def write_csv(table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write a table as CSV, with labels beside codes: UTF-8 with a byte order mark, RFC 4180, numbers as printed, nulls empty, booleans true and false."""
    write_plain(labelled(table, frame), path)


def write_plain(frame: pl.DataFrame, path: Path) -> None:
    """The same without labels."""
    _digits(frame).write_csv(path, include_bom=True, line_terminator="\r\n")


def plain_bytes(frame: pl.DataFrame) -> bytes:
    """The bytes that ``write_plain`` writes."""
    content = BytesIO()
    _digits(frame).write_csv(content, include_bom=True, line_terminator="\r\n")
    return content.getvalue()


def _digits(frame: pl.DataFrame) -> pl.DataFrame:
    decimals = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal)]
    return frame.with_columns(all_digits(pl.col(name)) for name in decimals)


def safe(frame: pl.DataFrame) -> pl.DataFrame:
    """A table of strangers, whose texts were not refused when they came in, without what a spreadsheet takes for a formula (``safe_text``)."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(all_escaped(pl.col(name)).alias(name) for name in texts)
