"""Verdicts judged again from the tables of a package, by the rule tables and steps of this code.

A package holds the figures that its pairs name, and not all that the line knew: which figures there were besides, what stands in the next
report in words, and how far an aim of several years has come do not come out of it. Belongs here: which of the steps run over what a
package holds. Does not: the steps (``judge``), or comparing (``pipelines.packages.checks.verdicts``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

import schemas
from pipelines.outcomes.as_of import day, newest
from pipelines.outcomes.judge import as_contracts, connected, inputs, register, run
from schemas import contract

NEEDED = ("targets", "reports", "outcomes", "matches", "statistics")
# What older packages do not say of a row, as it went without saying then.
_UNSAID: Mapping[str, Any] = {
    "link": "code", "names_agree": False, "serves": "all", "derived": False, "period_kind": "year", "price_basis": "unstated",
}  # fmt: skip
STEPS = (
    "words", "due", "measured", "given", "figures", "pairs", "given_pairs", "matches", "heard", "doubts", "vintages", "judged", "answers", "paces",
    "outcomes",
)  # fmt: skip


@dataclass(frozen=True)
class Again:
    """What comes out: ``outcomes``, ``matches`` and ``vintages`` in their contracts' form, and the pairs that ``linked`` by code."""

    outcomes: pl.DataFrame
    matches: pl.DataFrame
    vintages: pl.DataFrame
    linked: pl.DataFrame


def judged_again(tables: Mapping[str, pl.DataFrame], threads: int = 0) -> Again | None:
    """Judge what a package holds once more; None where it lacks a table for it, or one is of another form.

    Args:
        tables: of the package; a column that older ones do not have is filled in as it went without saying.
        threads: of DuckDB; 0 for as many as this process may use.
    """
    import duckdb

    if not set(NEEDED) <= set(tables):
        return None
    try:
        given = {name: _formed(name, tables[name]) for name in NEEDED}
        given |= {name: _formed(name, tables[name]) for name in ("claims", "project_lists") if name in tables}
        readings = {"readings": tables["readings"]} if "readings" in tables else {}
        with connected(_as_of(_day(given, threads)), threads=threads) as connection:
            frames = inputs({**given, **readings, "achieved": _names(given["statistics"])})
            frames.pop("statistics")
            register(connection, {**frames, "given_statistics": given["statistics"], "given_matches": given["matches"]})
            for step in STEPS:
                run(connection, step)
            results = as_contracts({name: connection.table(name).pl() for name in ("outcomes", "matches", "vintages")})
            linked = connection.table("linked_again").pl()
        return Again(**results, linked=linked)
    except (duckdb.Error, pl.exceptions.PolarsError):
        return None


def _formed(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table in the form of its contract of today."""
    columns = contract.dtypes(schemas.model(table))
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(_UNSAID.get(name))).cast(dtype).alias(name)
        for name, dtype in columns.items()
    )


def _names(statistics: pl.DataFrame) -> pl.DataFrame:
    """The names of what reports state, as the table that the step ``words`` reads them from."""
    named = statistics.filter(pl.col("statistic_id").str.contains("@", literal=True)).select("indicator")
    return pl.concat([contract.empty(schemas.model("achieved")), named], how="diagonal")


def _as_of(day: date) -> pl.DataFrame:
    """The table of that day."""
    return pl.DataFrame({"as_of": [day], "of": ["statistics"]}, schema=contract.dtypes(schemas.model("as_of")))


def _day(given: Mapping[str, pl.DataFrame], threads: int) -> date:
    """The day of knowledge: the newest of the package's own dates, or another, where more of what it says of its pending targets is so.

    The line judges as of the newest date among all that it holds, which may be in no row of the package, or as of a day that was set.
    """
    own = day(newest(given["reports"], given["statistics"]))
    with connected(_as_of(own), threads=threads) as connection:
        register(connection, inputs({**given, "achieved": _names(given["statistics"])}))
        for step in ("words", "due"):
            run(connection, step)
        due = connection.sql(
            "SELECT target_id, period_end, (period_end + to_months(getvariable('due_months')))::DATE AS due_day FROM due"
        ).pl()
    said = given["outcomes"].select("target_id", "status", has_figure=pl.col("statistic_id").is_not_null())
    # What is said of so many targets with the same time.
    groups = due.join(said, on="target_id").group_by("period_end", "due_day", "status", "has_figure").len().rows()
    turns = sorted({turn for end, out, *_ in groups for turn in (end, out) if turn != own})

    def against(turn: date) -> int:
        return sum(n for end, out, status, has, n in groups if not _may_be(end, out, status, has, turn))

    best: date = min([own, *turns], key=against)
    return best


def _may_be(end: date, out: date, status: str, has_figure: bool, as_of: date) -> bool:
    """Whether a target whose time ends then, and whose figures should be out then, may have that status on that day."""
    if status == "pending":
        return as_of < (end if has_figure else out)
    return as_of >= (out if status == "no_data" else end)
