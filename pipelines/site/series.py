"""Targets that may stand beside each other: those of one indicator that are measured alike, one a government and year.

Belongs here: which rows are alike, which of a report's several speaks for it, how far each result is from its target, and how many were
judged. Does not: how a number is printed (``cell_text``), or where a table puts it (``grid``).
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from schemas import codelists

# What makes targets of one indicator alike.
ALIKE = ("measure", "unit_base", "aspect")
# Where a higher figure than was set is the worse one.
_HIGH_IS_WORSE = ("less", "ceiling", "planned")
# Measures whose numbers may be compared between governments of different size.
RATES = ("growth", "ratio")
# What is read of a prepared row to compare it and to print it.
COLUMNS = (
    "target_id", "region_code", "year", "level", "measure", "aspect", "area", "bound", "unit", "unit_base", "value_base", "value_high_base",
    "actual", "actual_bound", "gap", "attainment", "status", "polarity", "limit", "repeats", "for_year", "char_start",
    "headline_of_report", "target_zh", "target_en", "result_zh", "result_en", "gap_zh", "gap_alone", "verdict_zh", "verdict_en", "when_zh", "when_en",
)  # fmt: skip
_APART = re.compile(r"[^A-Za-z0-9_]+")


class Series(NamedTuple):
    """The targets of an indicator that are measured alike.

    Attributes:
        measure: growth, change, ratio or amount.
        unit_base: the unit of all their base values.
        aspect: what of the thing an amount counts; None where none is said.
        rows: one a government and year, with ``factor``, ``actual_base`` and ``distance`` (``measured``).
    """

    measure: str
    unit_base: str
    aspect: str | None
    rows: pl.DataFrame

    @property
    def key(self) -> str:
        """Its anchor in the page of its indicator, such as amount-flow-t or growth."""
        return _APART.sub("-", "-".join(part for part in (self.measure, self.aspect, self.unit_base) if part)).strip(
            "-"
        )


class Counts(NamedTuple):
    """How many targets there are, how many figures judged, and how those came out."""

    targets: int
    judged: int
    met: int
    near: int
    missed: int

    @property
    def undecided(self) -> int:
        """How many no comparable result judges."""
        return self.targets - self.judged


def series_of(rows: pl.DataFrame) -> list[Series]:
    """The series of an indicator's rows, that with the most governments and years first.

    Targets of another time than their report's year, of a part of a government's area, or without a number or a known unit are in none.
    """
    fit = rows.filter(
        "for_year",
        pl.col("area").is_null(),
        pl.col("value_base").is_not_null(),
        pl.col("unit_base").is_not_null(),
    )
    series = [
        Series(measure, unit, aspect, measured(one_a_report(part)))
        for (measure, unit, aspect), part in fit.partition_by(ALIKE, as_dict=True, maintain_order=True).items()
    ]
    return sorted(series, key=lambda each: (-each.rows.height, each.key))


def one_a_report(rows: pl.DataFrame) -> pl.DataFrame:
    """Of each government and year the target that a report states first; one that a figure judges before one that none does.

    Where the table ``headline`` has one of them, it is that: pages that compare governments say the same as those of places and years.
    """
    return (
        rows.sort(
            "region_code",
            "year",
            pl.col("headline_of_report").not_(),
            pl.col("repeats").is_not_null(),
            pl.col("status").is_in(codelists.decided()).not_(),
            "char_start",
            maintain_order=True,
        )
        .unique(["region_code", "year"], keep="first", maintain_order=True)
        .sort("region_code", "year")
    )


def measured(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with ``factor`` (base units of their unit), ``actual_base`` (the result in base units) and ``distance``.

    ``distance`` says how far a result is on the good side of its target, negative on the bad one: of amounts as a share of the target, else in
    base units; null where no figure decides, or only a bound of it is known.
    """
    factors = {unit: _factor(unit) for unit in rows["unit"].unique().to_list()}
    factor = pl.col("unit").replace_strict(factors, default=None, return_dtype=pl.Float64)
    rows = rows.with_columns(factor=factor, actual_base=pl.col("actual").cast(pl.Float64) * factor)
    off = (
        pl.when(pl.col("measure") == "amount")
        .then(pl.col("attainment").cast(pl.Float64) - 1)
        .otherwise(pl.col("gap").cast(pl.Float64) * pl.col("factor"))
    )
    worse = pl.col("limit") | pl.col("polarity").is_in(_HIGH_IS_WORSE)
    distance = (
        pl.when(pl.col("status").is_in(codelists.decided()).not_())
        .then(None)
        .when(pl.col("polarity") == "two_sided")
        .then(-off.abs())
        .when(worse)
        .then(-off)
        .otherwise(off)
    )
    return rows.with_columns(distance=distance)


def _factor(unit: str | None) -> float | None:
    known = codelists.base_unit(unit) if unit else None
    return None if known is None else float(known[2])


def counts(rows: pl.DataFrame) -> Counts:
    """How rows, each a target, came out."""
    of: Mapping[str, int] = dict(rows["status"].value_counts().iter_rows())
    met, near, missed = (of.get(status, 0) for status in ("met", "near", "missed"))
    return Counts(rows.height, met + near + missed, met, near, missed)


def occurring(series: Iterable[Series]) -> list[str]:
    """The statuses of their rows, in the codelist's order."""
    some = {status for each in series for status in each.rows["status"].unique()}
    return [status for status in codelists.codes("status") if status in some]


def ranked(rows: pl.DataFrame) -> pl.DataFrame:
    """The judged rows, that farthest on the bad side first; those whose distance is not known behind."""
    judged = rows.filter(pl.col("status").is_in(codelists.decided()))
    return judged.sort("distance", "region_code", nulls_last=True)
