"""What answers the targets is counted: each target once, and every one that is due in one place."""

from typing import Any

import polars as pl
import pytest

from pipelines.packages.counts import Answers, answers, by_answer, next_report
from pipelines.wording.answers import ANSWERS, SHARES

TARGET_ROW = {
    "counted": True, "comparator_status": None, "status": "no_data", "status_reason": None, "comparability_reason": None,
    "claim": None, "answered_by": None, "next_report": True,
}  # fmt: skip
JUDGED = {"status": "missed", "answered_by": "figure", "claim": "fulfilled"}
HELD = {"status": "held", "status_reason": "rate_far", "answered_by": "figure"}
CLAIMED = {"answered_by": "claim", "claim": "fulfilled"}
UNLIKE = {"status": "not_comparable", "comparability_reason": "addition", "answered_by": "nothing"}
SILENT = {"answered_by": "nothing", "claim": "silent"}
UNHEARD = {"next_report": False}
LATER = {"next_report": None}
PENDING = {"status": "pending", "claim": "silent"}


def outcomes(*rows: dict[str, Any]) -> pl.DataFrame:
    types = {name: pl.Boolean if name in ("counted", "next_report") else pl.String for name in TARGET_ROW}
    return pl.DataFrame([TARGET_ROW | row for row in rows], schema=types)


@pytest.mark.parametrize(
    ("row", "answer", "reason"),
    [
        (JUDGED, "judged", None),
        (HELD, "undecided", "rate_far"),
        (HELD | {"status": "undetermined", "status_reason": None}, "undecided", "undetermined"),
        (CLAIMED, "claimed", None),
        (CLAIMED | {"status": "not_comparable", "comparability_reason": "addition"}, "claimed", None),
        (UNLIKE, "unlike", "addition"),
        (UNLIKE | {"claim": "silent"}, "silent", None),
        (SILENT, "silent", None),
        (UNHEARD, "unheard", None),
        (LATER, "later", None),
    ],
)
def test_a_target_that_is_due_is_answered_in_one_way_or_says_why_not(
    row: dict[str, Any], answer: str, reason: str | None
) -> None:
    (counted,) = by_answer(outcomes(row, PENDING)).to_dicts()
    assert (counted["answer"], counted["reason"], counted["targets"]) == (answer, reason, 1)
    assert counted["next_report"] == bool(outcomes(row)["next_report"][0])


def test_the_ways_add_up_to_the_targets_that_are_due() -> None:
    counts = answers(outcomes(JUDGED, JUDGED, HELD, CLAIMED, UNLIKE, SILENT, SILENT, SILENT, UNHEARD, LATER, PENDING))
    assert counts == Answers(
        targets=11, due=10, judged=2, undecided=1, claimed=1, unlike=1, silent=3, unheard=1, later=1
    )
    assert sum(counts[2:]) == counts.due


def test_repeats_and_comparisons_are_not_counted() -> None:
    frame = outcomes(SILENT, SILENT | {"counted": False}, SILENT | {"comparator_status": "no_data"})
    assert answers(frame).targets == by_answer(frame)["targets"].sum() == 1


def test_shares_of_what_could_be_answered_leave_out_where_no_next_report_is_at_hand() -> None:
    assert answers(next_report(outcomes(JUDGED, UNHEARD, LATER))).due == 1


def test_the_most_frequent_reason_of_an_answer_stands_first() -> None:
    rows = by_answer(outcomes(SILENT, UNLIKE, UNLIKE | {"comparability_reason": "price_basis"}, UNLIKE, JUDGED))
    assert rows.select("answer", "reason").rows() == [
        ("judged", None),
        ("unlike", "addition"),
        ("unlike", "price_basis"),
        ("silent", None),
    ]


def test_every_way_has_a_name_in_both_languages() -> None:
    assert list(ANSWERS) == list(Answers._fields[2:])
    assert set(SHARES) <= set(ANSWERS)
    assert all(name.zh and name.en for name in ANSWERS.values())


def test_of_no_outcome_nothing_is_counted() -> None:
    assert answers(outcomes()) == Answers(*[0] * len(Answers._fields))
    assert by_answer(outcomes()).is_empty()
