"""Second readings beside the texts and figures that are at hand: which of them hold.

Belongs here: looking for target and figure of a reading, in the text that was read and in another. Does not: the files of readings
(``readings``), or what a finding does to a verdict (``*.sql``).
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

import schemas
from pipelines.outcomes.judge import derived
from pipelines.outcomes.readings import is_of_report, refuse_disagreement
from schemas import contract
from schemas.applied_readings import IN_FORCE, NOT_AT_HAND, READ_ANEW
from schemas.errors import InputError

_CURE = "Read both places again: write the row anew, or take it out"


class Row(NamedTuple):
    """What was read, or what there is: its id, hash of its text, number, unit, hash of its quote.

    ``text_sha256`` and ``quote_sha256`` are null of a figure that stands in no report.
    """

    id: str
    text_sha256: str | None
    value: Any
    unit: str | None
    quote_sha256: str | None

    @property
    def number(self) -> str:
        """The number as a sentence has it."""
        from pipelines.wording.numbers import digits

        return f"{digits(self.value)}{self.unit or ''}"


class Place(NamedTuple):
    """Where something that was read stands now: its id there, or the ``state`` that a reading of it has, and why."""

    id: str
    state: str
    reason: str | None = None


class GoneError(Exception):
    """What was read is not where it was read, though that is the same."""


def quote_sha256(quote: str) -> str:
    """The hash by which a quote is known in another copy of its report, whose lines may break elsewhere."""
    return hashlib.sha256(re.sub(r"\s", "", quote).encode()).hexdigest()


def apply(
    readings: pl.DataFrame, tables: Mapping[str, pl.DataFrame], years: Collection[int], folder: Path
) -> pl.DataFrame:
    """The table ``applied_readings``: the readings of the targets of some years, each with what is at hand of it.

    In the text that was read, target and figure are known by their ids, and have to be there as they were read. In another text of
    the same report they are known by number, unit and quote, which have to stand there once.

    Args:
        readings: the table.
        tables: ``targets`` of those years, ``achieved`` of the years after them, where there is any, ``reports`` of both, ``statistics``.
        years: report years.
        folder: raw/readings, which errors name.

    Raises:
        InputError: what was read is gone from the same text, or from the statistics; or two readings of different texts say different
            things of what is one pair now.
    """
    ours = readings.with_columns(year=pl.col("target_id").str.slice(7, 4).cast(pl.Int32, strict=False))
    ours = ours.filter(pl.col("year").is_in(list(years)))
    if ours.is_empty():
        return contract.empty(schemas.model("applied_readings"))
    targets, figures = _Texts(tables, "targets", ours["target_id"]), _Figures(tables, ours["statistic_id"])
    rows = []
    for row in ours.iter_rows(named=True):
        try:
            target = targets.place(_target(row))
            figure = figures.place(_figure(row))
        except GoneError as gone:
            raise InputError(folder / row["file"], f"row {row['row']}", str(gone), _CURE) from None
        rows.append(_applied(row, target, figure))
    applied = contract.split(schemas.model("applied_readings"), rows, "applied_readings").good
    refuse_disagreement(folder, applied.filter(state=IN_FORCE))
    return applied


def in_force(applied: pl.DataFrame) -> pl.DataFrame:
    """What judging is to know: ``target_id``, ``statistic_id`` and ``finding`` of the readings that hold, a row a pair."""
    pair = ["target_id", "statistic_id"]
    return applied.filter(state=IN_FORCE).select(*pair, "finding").unique(pair, keep="first", maintain_order=True)


def to_read_anew(applied: pl.DataFrame) -> list[str]:
    """The readings whose text or figure is another now, a sentence each: where the reading stands, and what is another."""
    rows = applied.filter(state=READ_ANEW).select("file", "row", "reason").iter_rows()
    return [f"readings/{file}, row {row}: to be read anew: {reason}" for file, row, reason in rows]


def _applied(row: Mapping[str, Any], target: Place, figure: Place) -> dict[str, Any]:
    """A row of the table: what keeps either place from being there keeps the reading from holding."""
    broken = [place for place in (target, figure) if place.state != IN_FORCE]
    # What is not at hand cannot be read anew.
    worst = min(broken, key=lambda place: place.state != NOT_AT_HAND, default=target)
    kept = {name: row[name] for name in ("file", "row", "year", "finding")}
    return kept | {"target_id": target.id, "statistic_id": figure.id, "state": worst.state, "reason": worst.reason}


def _target(row: Mapping[str, Any]) -> Row:
    return Row(row["target_id"], row["text_sha256"], row["value"], row["unit"], row["quote_sha256"])


def _figure(row: Mapping[str, Any]) -> Row:
    names = ("statistic_id", "figure_text_sha256", "figure_value", "figure_unit", "figure_quote_sha256")
    return Row(*(row[name] for name in names))


class _Texts:
    """The rows that are read out of the texts of some reports.

    Args:
        tables: ``reports``, and the table of the rows.
        table: its name; it may lack.
        ids: rows that are asked for; those of other reports are passed over.
    """

    def __init__(self, tables: Mapping[str, pl.DataFrame], table: str, ids: Iterable[str]) -> None:
        asked = {_report(id) for id in ids}
        reports = tables["reports"].filter(pl.col("report_id").is_in(list(asked)))
        self._hashes = dict(reports.select("report_id", "text_sha256").iter_rows())
        self._rows: dict[str, list[Row]] = {report: [] for report in self._hashes}
        if table in tables:
            rows = tables[table].filter(pl.col("report_id").is_in(list(self._rows)))
            for report, id, value, unit, quote in rows.select(
                "report_id", "target_id", "value", "unit", "quote"
            ).iter_rows():
                self._rows[report].append(Row(id, self._hashes[report], value, unit, quote_sha256(quote)))

    def place(self, read: Row) -> Place:
        """Where something that was read stands now.

        Raises:
            GoneError: the text is the same, and it is not in it.
        """
        report = _report(read.id)
        if report not in self._hashes:
            return Place(read.id, NOT_AT_HAND, f"the report {report} is not at hand")
        rows = self._rows[report]
        if self._hashes[report] == read.text_sha256:
            return _in_same_text(read, [row for row in rows if row.id == read.id])
        return _in_other_text(read, [row for row in rows if _same(read, row)])


class _Figures:
    """The figures that may judge: those that later reports state, and those of the statistics.

    Args:
        tables: ``reports``, ``achieved``, which may lack, and ``statistics``.
        ids: figures that are asked for.
    """

    def __init__(self, tables: Mapping[str, pl.DataFrame], ids: Iterable[str]) -> None:
        asked = list(ids)
        self._stated = _Texts(tables, "achieved", filter(is_of_report, asked))
        others = [id for id in asked if not is_of_report(id)]
        self._published = _published(tables["statistics"], others)
        if len(self._published) < len(set(others)):
            self._published |= _published(derived(tables["statistics"]), others)

    def place(self, read: Row) -> Place:
        """Where a figure that was read stands now.

        Raises:
            GoneError: it is not among the statistics, or not in the same text.
        """
        if is_of_report(read.id):
            return self._stated.place(read)
        if read.id not in self._published:
            raise GoneError(f"no figure {read.id} is among the statistics")
        row = self._published[read.id]
        if (row.value, row.unit) != (read.value, read.unit):
            return Place(
                read.id, READ_ANEW, f"the figure {read.id} was {read.number} when it was read, and is {row.number}"
            )
        return Place(read.id, IN_FORCE)


def _published(statistics: pl.DataFrame, ids: Collection[str]) -> dict[str, Row]:
    rows = statistics.filter(pl.col("statistic_id").is_in(list(ids))).select("statistic_id", "value", "unit")
    return {id: Row(id, None, value, unit, None) for id, value, unit in rows.iter_rows()}


def _report(id: str) -> str:
    return id.partition("@")[0]


def _same(read: Row, row: Row) -> bool:
    """Whether a row of another text is what was read."""
    quoted = read.quote_sha256 is None or row.quote_sha256 == read.quote_sha256
    return quoted and (row.value, row.unit) == (read.value, read.unit)


def _in_same_text(read: Row, rows: list[Row]) -> Place:
    """The place of what was read in the same text.

    Raises:
        GoneError: it is not there, or is another number.
    """
    if not rows:
        raise GoneError(f"no {read.number} is read any more at {read.id}, though the text is the same")
    if (rows[0].value, rows[0].unit) != (read.value, read.unit):
        raise GoneError(
            f"{read.id} is {rows[0].number} and was {read.number} when it was read, though the text is the same"
        )
    return Place(read.id, IN_FORCE)


def _in_other_text(read: Row, rows: list[Row]) -> Place:
    """The place of what was read among the rows of another text that are the same."""
    if len(rows) == 1:
        return Place(rows[0].id, IN_FORCE)
    times = f"stands in it {len(rows)} times" if rows else "is not in it"
    return Place(
        read.id,
        READ_ANEW,
        f"the text of {_report(read.id)} is another than was read, and what was read, {read.number}, {times}",
    )
