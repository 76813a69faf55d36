"""The day as of which everything is judged: one value of the whole collection, never of a clock or of the years that happen to be judged together.

Belongs here: which day it is. Does not: what is due by then (``*.sql``).
"""

from datetime import date

import polars as pl

import schemas
from schemas import contract
from schemas.dates import last_known, newest_year

# The shortest month ends so; a month that is counted from it does not begin before it either.
_FIRST_END = 28


def newest(reports: pl.DataFrame, statistics: pl.DataFrame) -> pl.DataFrame:
    """The table ``as_of``: the newest date among all inputs, no row where none has a date.

    What came out after the year that follows its period is a revision, as for the rank of a figure: it says that an old figure was looked at
    again, and not that those of the last year are out. And no day of a figure counts that is later than the year after the newest year at hand; no such report
    is let in.

    Args:
        reports: the table ``inventory`` or ``reports``, of all governments and years.
        statistics: the table.
    """
    ended = pl.date(pl.col("period").str.split("/").list.last().str.head(4).cast(pl.Int32), 12, 31)
    latest = last_known(newest_year(reports["year"].drop_nulls(), statistics.select(ended.dt.year()).to_series()))
    first = statistics.filter(pl.col("published") <= pl.min_horizontal(ended.dt.offset_by("1y"), pl.lit(latest)))
    days = pl.DataFrame(
        {"as_of": [reports["published"].max(), first["published"].max()], "of": ["inventory", "statistics"]},
        schema=contract.dtypes(schemas.model("as_of")),
    )
    return days.drop_nulls("as_of").sort("as_of", descending=True, maintain_order=True).head(1)


def day(as_of: pl.DataFrame) -> date:
    """The day of the table; the first of the calendar where no input has a date, so that nothing is due."""
    newest = as_of["as_of"].max()
    return newest if isinstance(newest, date) else date.min


def why(as_of: pl.DataFrame, reports: pl.DataFrame, statistics: pl.DataFrame) -> str:
    """Which day it is and whose, in a sentence; the first row with that date is named.

    Args:
        as_of: the table.
        reports: the table ``inventory``.
        statistics: the table.
    """
    if as_of.is_empty():
        return "as of no day: no report and no figure has a date, so that nothing is due"
    newest, table = as_of.row(0)
    if table == "inventory":
        whose = reports.filter(published=newest).sort("collection", "file")["file"][0]
    else:
        title, publisher = statistics.filter(published=newest).select("source_title", "publisher").row(0)
        whose = f"{title} ({publisher})"
    return f"as of {newest}, the newest date of all reports and figures: that of {whose}"


def turn(day: date) -> str:
    """What of the day of knowledge a verdict hangs on: two days with the same turn give the same verdicts.

    A period ends with a month, and its figures are due on the same day some months later (due.sql): no day before the 28th.
    """
    return day.isoformat() if day.day >= _FIRST_END else f"{day:%Y-%m}"
