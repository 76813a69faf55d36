"""How many targets have which status, and what answers them. Belongs here: counting, each target once. Does not: any wording."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from schemas import codelists

# Outcomes that count in shares: a target with a number, once.
_COUNTED = pl.col("counted") & pl.col("comparator_status").is_null()
_DUE = pl.col("status") != "pending"
# What answers a target that is due, or why nothing does; every such target is one of them.
_ANSWER = (
    pl.when(pl.col("status").is_in(codelists.decided()))
    .then(pl.lit("judged"))
    .when(pl.col("answered_by") == "figure")
    .then(pl.lit("undecided"))
    .when(pl.col("answered_by") == "claim")
    .then(pl.lit("claimed"))
    .when(pl.col("answered_by").is_null() & pl.col("next_report").is_null())
    .then(pl.lit("later"))
    .when(pl.col("answered_by").is_null())
    .then(pl.lit("unheard"))
    .when(pl.col("claim") == "silent")
    .then(pl.lit("silent"))
    .otherwise(pl.lit("unlike"))
)
# What is known of the reason: which verdict is missing and why, and why a figure is not comparable.
_REASON = (
    pl.when(_ANSWER == "undecided")
    .then(pl.coalesce("status_reason", "status"))
    .when(_ANSWER == "unlike")
    .then("comparability_reason")
)


class Answers(NamedTuple):
    """How many targets with a number there are, how many of them are due (not pending), and what answers those.

    The rest adds up to ``due``: ``judged`` by a figure; ``undecided``, with a comparable figure and no verdict; ``claimed``, answered by a
    claim of the next report only; ``unlike``, of which it prints only what cannot be compared; ``silent``, of which it says nothing;
    without a figure, ``unheard`` where the next report is not at hand, ``later`` where their time ends in another year than that of their
    report.
    """

    targets: int
    due: int
    judged: int
    undecided: int
    claimed: int
    unlike: int
    silent: int
    unheard: int
    later: int


NONE = Answers(*[0] * len(Answers._fields))


def answers(outcomes: pl.DataFrame) -> Answers:
    """The counts over rows of ``outcomes``; a target that its report repeats counts once, and a comparison without a number not."""
    rows = outcomes.filter(_COUNTED)
    due = rows.filter(_DUE)
    of = dict(due.select(answer=_ANSWER)["answer"].value_counts().iter_rows())
    return Answers(rows.height, due.height, *[of.get(name, 0) for name in Answers._fields[2:]])


def next_report(outcomes: pl.DataFrame) -> pl.DataFrame:
    """The outcomes of targets whose government's next report is at hand."""
    return outcomes.filter("next_report")


def silent(outcomes: pl.DataFrame) -> pl.DataFrame:
    """The targets that are due, have no figure, and are not mentioned in the next report: those that ``Answers.silent`` counts."""
    return outcomes.filter(_COUNTED & _DUE & (_ANSWER == "silent"))


def by_answer(outcomes: pl.DataFrame) -> pl.DataFrame:
    """What answers the targets that are due, and why others have no verdict, in the order of ``Answers``, the most first.

    Columns: ``answer`` (a field of ``Answers``), ``reason`` (a code; null where none is known), ``targets``, ``next_report``: how many of them have
    a next report at hand.
    """
    due = outcomes.filter(_COUNTED & _DUE).select(
        _ANSWER.cast(pl.Enum(Answers._fields)).alias("answer"), "next_report", reason=_REASON
    )
    counts = due.group_by("answer", "reason").agg(targets=pl.len(), next_report=pl.col("next_report").sum())
    return counts.sort("answer", "targets", "reason", descending=[False, True, False])


def by_status(statuses: pl.Series) -> dict[str, int]:
    """Status -> how many targets, in the codelist's order, the absent ones too."""
    counts: dict[str, int] = dict(statuses.value_counts().iter_rows())
    return {status: counts.get(status, 0) for status in codelists.codes("status")}


def once(rows: pl.DataFrame) -> pl.DataFrame:
    """The targets without those that repeat a target of the same report, which counts once.

    Of ``targets`` the column ``repeats`` says so, of ``outcomes`` the column ``counted``; versions that have neither count all.
    """
    if "counted" in rows.columns:
        return rows.filter(pl.col("counted").fill_null(True))
    return rows.filter(pl.col("repeats").is_null()) if "repeats" in rows.columns else rows


def judged(counts: Mapping[str, int]) -> int:
    """Of a count by status how many were judged."""
    return sum(counts.get(status, 0) for status in codelists.decided())


def undecided(counts: Mapping[str, int]) -> dict[str, int]:
    """Of a count by status what was not judged, most first, without the absent ones."""
    left = {status: count for status, count in counts.items() if status not in codelists.decided() and count}
    return dict(sorted(left.items(), key=lambda pair: -pair[1]))
