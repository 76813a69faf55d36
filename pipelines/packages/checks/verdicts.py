"""Whether the verdicts of a package follow from what it holds: by arithmetic alone, and judged again by today's rule tables.

What does not follow from the rows whatever the code is a fault of any package. What comes out otherwise when it is judged again is a fault
where today's code made the package, else a difference of the code. Belongs here: comparing. Does not: judging, which is handed in.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

import polars as pl

from pipelines.packages.contents import LONGEST_NAME

# What is said in the next report, and how far an aim has come, does not follow from what a package holds.
NOT_JUDGED_AGAIN = ("claim", "claim_quote", "claim_id", "claim_about", "answered_by", "next_report", "pace")
# Units that a number in base units is rounded by: a millionth.
_SMALLEST = pl.lit("0.000002").cast(pl.Decimal(30, 6))


class Again(Protocol):
    """What comes out when a package is judged again (``pipelines.outcomes.rejudged``)."""

    @property
    def outcomes(self) -> pl.DataFrame:
        """The table, in its contract's form."""

    @property
    def matches(self) -> pl.DataFrame:
        """The table."""

    @property
    def vintages(self) -> pl.DataFrame:
        """The table."""

    @property
    def linked(self) -> pl.DataFrame:
        """The pairs that meet by code, as ``matches`` has them."""


class Difference(NamedTuple):
    """What of a row of a package comes out otherwise; whether its status does, of which more is to be said than of other words."""

    table: str
    row: str
    says: str
    of_status: bool = False


Judge = Callable[[Mapping[str, pl.DataFrame]], Again | None]
Tables = Mapping[str, pl.DataFrame]


def contradictions(tables: Tables) -> Iterator[str]:
    """What no code can have judged: a target without its one outcome, a figure that is not that of its row, a verdict against its own margin."""
    if not {"targets", "outcomes"} <= set(tables):
        return
    targets, outcomes = tables["targets"], tables["outcomes"]
    for name in targets.join(outcomes, on="target_id", how="anti")["target_id"]:
        yield f"{name}: the target has no outcome"
    for name in outcomes.join(targets, on="target_id", how="anti")["target_id"]:
        yield f"{name}: there is no such target"
    if not {"status", "margin", "tolerance_used"} <= set(outcomes.columns):
        return
    below = pl.col("margin") < 0
    wrong = (
        (pl.col("status").is_in(["near", "missed"]) & (pl.col("margin") >= 0))
        | ((pl.col("status") == "met") & below & ~pl.col("tolerance_used").fill_null(value=False))
    )  # fmt: skip
    for name, status, margin in outcomes.filter(wrong).select("target_id", "status", "margin").iter_rows():
        yield f"{name}: status is {status}, and its margin is {margin.normalize():f}"
    yield from _figures(tables)


def _figures(tables: Tables) -> Iterator[str]:
    """Outcomes whose figure is none of the package's, or not the number of the one that they name, by the unit of their target."""
    if "statistics" not in tables:
        return
    figures = tables["statistics"].select("statistic_id", "value", "value_base", "unit")
    named = (
        tables["outcomes"].filter(pl.col("statistic_id").is_not_null()).select("target_id", "statistic_id", "actual")
    )
    for name, figure in (
        named.join(figures, on="statistic_id", how="anti").select("target_id", "statistic_id").iter_rows()
    ):
        yield f"{name}: its figure {figure} is not among the statistics"
    units = tables["targets"].select("target_id", target_unit=pl.col("unit"))
    same = (
        named.join(figures, on="statistic_id")
        .join(units, on="target_id")
        .filter(pl.col("unit") == pl.col("target_unit"))
    )
    for name, actual, value in (
        same.filter((pl.col("actual") - pl.col("value")).abs() > _SMALLEST)
        .select("target_id", "actual", "value")
        .iter_rows()
    ):
        yield f"{name}: actual is {actual.normalize():f}, and its figure is {value.normalize():f}"


def differences(tables: Tables, again: Again) -> tuple[list[Difference], int]:
    """What comes out otherwise, row by row of ``outcomes``, ``matches`` and ``vintages``; and how many targets could not be judged again.

    Names that were cut for a package of facts alone do not tell what a target is about.
    """
    unsure = set(_unsure(tables)["target_id"])
    known = ~pl.col("target_id").is_in(list(unsure))
    lines = [*_cells("outcomes", ["target_id"], tables["outcomes"].filter(known), again.outcomes)]
    lines += _links(tables["matches"].filter(known), again.linked.filter(known))
    pair = ["target_id", "statistic_id"]
    if "verdict" in tables["matches"].columns:
        verdicts = [*pair, "verdict"]
        lines += _cells(
            "matches", pair, tables["matches"].filter(known).select(verdicts), again.matches.select(verdicts)
        )
    if "vintages" in tables:
        lines += _rows(
            "vintages", ["target_id", "vintage"], tables["vintages"].filter(known), again.vintages.filter(known)
        )
    return lines, len(unsure)


def _unsure(tables: Tables) -> pl.DataFrame:
    """Targets that are judged by more than a package of them holds: whose name was cut, that somebody read again, where that reading is not in it, or
    that are held for the verbs of their figures, which no package has.
    """
    targets, outcomes = tables["targets"], tables["outcomes"]
    cut = (
        targets.filter(pl.col("indicator").str.len_chars() >= LONGEST_NAME)
        if "quote" not in targets.columns
        else targets.clear()
    )
    read, verbs = outcomes.clear(), outcomes.clear()
    if "reading" in outcomes.columns:
        there = tables["readings"]["target_id"] if "readings" in tables else pl.Series([], dtype=pl.String)
        read = outcomes.filter(pl.col("reading").is_not_null() & ~pl.col("target_id").is_in(there.implode()))
    if "status_reason" in outcomes.columns:
        verbs = outcomes.filter(status_reason="deeds_differ")
    return pl.concat([frame.select("target_id") for frame in (cut, read, verbs)]).unique()


def _links(given: pl.DataFrame, linked: pl.DataFrame) -> Iterator[Difference]:
    """Pairs by code that are not what target and figure say: put in, left out, or comparable where they are not."""
    pair, says = ["target_id", "statistic_id"], ["comparability", "comparability_reason"]
    if "link" not in given.columns:
        return
    given, linked = (frame.filter(link="code").select(*pair, *says) for frame in (given, linked))
    yield from _rows("matches", pair, given, linked)


def _rows(table: str, key: list[str], given: pl.DataFrame, again: pl.DataFrame) -> Iterator[Difference]:
    """Rows that only one of two tables has, and the cells of the others that differ."""
    for row in given.join(again, on=key, how="anti").select(key).iter_rows():
        yield Difference(table, " ".join(row), "the row does not come out")
    for row in again.join(given, on=key, how="anti").select(key).iter_rows():
        yield Difference(table, " ".join(row), "the row that comes out is missing")
    yield from _cells(table, key, given, again)


def _cells(table: str, key: list[str], given: pl.DataFrame, again: pl.DataFrame) -> Iterator[Difference]:
    """The cells of the rows of both that differ: what is printed and what comes out."""
    names = [name for name in given.columns if name in again.columns and name not in (*key, *NOT_JUDGED_AGAIN)]
    both = given.join(again.select(*key, *names), on=key, suffix=" again", maintain_order="left")
    differ = {name: pl.col(name).ne_missing(pl.col(f"{name} again")) for name in names}
    if not differ:
        return
    for row in both.filter(pl.any_horizontal(*differ.values())).iter_rows(named=True):
        others = [name for name in names if row[name] != row[f"{name} again"]]
        cells = [f"{name} is {_short(row[name])}, and {_short(row[f'{name} again'])} comes out" for name in others]
        yield Difference(table, " ".join(row[name] for name in key), "; ".join(cells), "status" in others)


def _short(value: Any) -> str:
    printed = "nothing" if value is None else f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
    return printed if len(printed) <= 60 else f"{printed[:59]}…"
