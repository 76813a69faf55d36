"""The panel that researchers merge: a row a government and year with the ten headline indicators, as headline.csv and headline.dta.

Belongs here: both files. Does not: the rows (the table ``headline_wide``).
"""

import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.forms.csv import write_plain
from pipelines.packages.candidate import Candidate
from pipelines.packages.definition import PANEL, PANEL_TABLE
from pipelines.packages.registry import form
from schemas import anchors, codelists, contract
from schemas.errors import InputError

DTA = "headline.dta"
# What Stata lets a name and a label have.
LONGEST_NAME, LONGEST_LABEL = 32, 80
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Length and text of the time at which a file was written: 29 Feb 2024 00:00.
_WRITTEN = re.compile(rb"<timestamp>\x11.{17}</timestamp>", re.DOTALL)


@form("panel")
def write(candidate: Candidate) -> None:
    """Write the panel as CSV: UTF-8 with a byte order mark, codes as they are, in the columns of the table."""
    write_plain(candidate.tables[PANEL_TABLE], candidate.place(PANEL))
    candidate.register(PANEL)


@form("stata")
def write_stata(candidate: Candidate) -> None:
    """Write the panel for Stata 14 and later, with labels of variables and of codes.

    Raises:
        InputError: the library that writes such files is not installed.
    """
    write_dta(candidate.tables[PANEL_TABLE], candidate.definition.title_en, candidate.created, candidate.place(DTA))
    candidate.register(DTA)


def write_dta(frame: pl.DataFrame, title: str, day: date, path: Path) -> None:
    """Write a panel as .dta: numbers as doubles, codes as whole numbers from 1 with their labels, texts as texts.

    Args:
        frame: rows of ``headline_wide``.
        title: label of the file.
        day: the day that the file says it was written on.
        path: where to.

    Raises:
        InputError: the library that writes such files is not installed.
    """
    try:
        import pyreadstat
    except ModuleNotFoundError:
        cure = "Install it (`make .venv/.stata`), or leave `stata` out of the formats"
        raise InputError(DTA, "", "pyreadstat, which writes files of Stata, is not installed", cure) from None
    specs = anchors.columns(PANEL_TABLE)
    coded = {name: spec.metadata["codelist"] for name, spec in specs.items() if "codelist" in (spec.metadata or {})}
    # The library writes into its working folder what it cannot name: a name of ours in a folder of its own is one that it can.
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / DTA
        pyreadstat.write_dta(
            frame.select(_cells(name, coded.get(name), kind) for name, kind in frame.schema.items()),
            str(written),
            file_label=title[:LONGEST_LABEL],
            column_labels={name: label(name, specs[name]) for name in frame.columns},
            variable_value_labels={name: _values(coded[name]) for name in frame.columns if name in coded},
            version=14,
        )
        path.write_bytes(_dated(written.read_bytes(), day))


def label(name: str, spec: Any) -> str:
    """What a variable is called: its English title."""
    return contract.titles(name, spec).en[:LONGEST_LABEL]


def _cells(name: str, codelist: str | None, kind: pl.DataType) -> pl.Expr:
    """A column as Stata holds it: decimal numbers are binary there, and a code is the place of its word in the codelist."""
    if codelist:
        places = {code: place for place, code in enumerate(codelists.codes(codelist), start=1)}
        return pl.col(name).replace_strict(places, return_dtype=pl.Int32)
    return pl.col(name).cast(pl.Float64) if isinstance(kind, pl.Decimal) else pl.col(name)


def _values(codelist: str) -> dict[int | float, str]:
    """What the numbers of codes stand for."""
    labels = codelists.labels(codelist, "en")
    return {place: labels[code] for place, code in enumerate(codelists.codes(codelist), start=1)}


def _dated(content: bytes, day: date) -> bytes:
    """A file whose head says that it was written on that day: it would say when it was."""
    said = f"{day.day:02} {_MONTHS[day.month - 1]} {day.year:04} 00:00".encode()
    dated, times = _WRITTEN.subn(b"<timestamp>\x11" + said + b"</timestamp>", content, count=1)
    if times != 1:
        raise InputError(DTA, "timestamp", "the head of the file has another form", "Pin the version of pyreadstat")
    return dated
