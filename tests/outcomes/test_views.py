"""The views count what is judged: few outcomes in, a row or two out."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

import schemas
from pipelines.outcomes.judge import TABLES
from pipelines.outcomes.views import BESIDE, NAMES, views
from schemas import contract
from tests.outcomes.conftest import TARGET, table

OUTCOME = {
    "statistic_id": "650000-2023-0123456789ab", "status": "met", "status_latest": "met", "why_zh": "目标增长7%，实际增长7%。",
    "why_en": "Target growth of 7%, result 7%.", "polarity": "more", "polarity_source": "table", "price_basis": "real", "counted": True,
}  # fmt: skip
RETAIL = {"indicator": "社会消费品零售总额", "indicator_id": "retail_sales"}


COUNTED: dict[str, dict[str, list[dict[str, Any]]]] = {}


def seen(*rows: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The views over targets with their outcomes: a row is what differs from TARGET, and the status of its outcome.

    The same rows are counted once, however many of the views a test looks at.
    """
    if repr(rows) not in COUNTED:
        COUNTED[repr(rows)] = _counted(*rows)
    return COUNTED[repr(rows)]


def _counted(*rows: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    targets, outcomes = [], []
    for number, row in enumerate(rows):
        target = TARGET | {"char_start": number, "char_end": number + 9} | row
        report_id = f"{target['region_code']}-{target['year']}"
        target |= {
            "report_id": report_id,
            "target_id": f"{report_id}@{number}",
            "period": row.get("period", str(target["year"])),
        }
        targets.append({name: target.get(name) for name in contract.dtypes(schemas.model("targets"))})
        outcome = OUTCOME | row | {name: target[name] for name in ("target_id", "report_id", "year")}
        outcomes.append({name: outcome.get(name) for name in contract.dtypes(schemas.model("outcomes"))})
    judged = contract.split(schemas.model("outcomes"), outcomes, "outcomes").good
    tables = views(stored(targets=table("targets", targets), outcomes=judged))
    for name, frame in tables.items():
        contract.check(schemas.model(name), frame, name)
    return {name: frame.to_dicts() for name, frame in tables.items()}


def stored(**given: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables that views are counted from: those given, the others empty."""
    return {name: contract.empty(schemas.model(name)) for name in (*TABLES, *BESIDE)} | given


def statuses(*codes: str) -> list[dict[str, Any]]:
    return [{"status": code} for code in codes]


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (row,) = rows
    return row


def by_status(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Targets by status, of a view that has one key only."""
    assert len(rows) == len({row["status"] for row in rows})
    return {row["status"]: row["targets"] for row in rows}


@pytest.mark.parametrize("view", ["attainment_by_region_year", "attainment_by_indicator"])
def test_every_status_is_counted_beside_all_targets_and_those_decided(view: str) -> None:
    rows = seen(
        *statuses("met", "met", "met", "near", "missed", "held", "undetermined", "not_comparable", "pending", "pending")
    )[view]
    assert by_status(rows) == {
        "met": 3, "near": 1, "missed": 1, "held": 1, "undetermined": 1, "not_comparable": 1, "no_data": 0, "pending": 2,
    }  # fmt: skip
    assert {(row["of_targets"], row["of_decided"]) for row in rows} == {(10, 5)}


@pytest.mark.parametrize("view", ["attainment_by_region_year", "attainment_by_indicator"])
def test_where_nothing_is_decided_all_targets_are_counted_still(view: str) -> None:
    rows = seen(*statuses("no_data", "pending"))[view]
    assert {(row["of_targets"], row["of_decided"]) for row in rows} == {(2, 0)}
    assert by_status(rows)["met"] == 0


@pytest.mark.parametrize("view", ["attainment_by_region_year", "attainment_by_indicator"])
def test_a_comparison_without_a_number_is_not_counted(view: str) -> None:
    comparison = {"value": None, "unit": None, "bound": None, "comparator": "与经济增长同步", "status": "no_data"}
    rows = seen({}, comparison)[view]
    assert (by_status(rows)["met"], by_status(rows)["no_data"], rows[0]["of_targets"]) == (1, 0, 1)


@pytest.mark.parametrize("view", ["attainment_by_region_year", "attainment_by_indicator"])
def test_a_target_that_the_report_repeats_is_counted_once(view: str) -> None:
    rows = seen({}, {"repeats": "650000-2023@0"}, {"repeats": "650000-2023@0", "status": "missed"})[view]
    assert (by_status(rows)["met"], by_status(rows)["missed"], rows[0]["of_targets"]) == (1, 0, 1)


SILENT = {"status": "no_data", "claim": "silent", "answered_by": "nothing", "next_report": True}
CLAIMED = {
    "status": "no_data", "claim": "fulfilled", "claim_about": "list", "answered_by": "claim", "next_report": True,
}  # fmt: skip
JUDGED = {"answered_by": "figure", "next_report": True}


@pytest.mark.parametrize("view", ["answers_by_region_year", "answers_by_indicator"])
def test_what_answers_the_targets_adds_up_to_those_that_are_due(view: str) -> None:
    row = only(
        seen(
            JUDGED, JUDGED | {"status": "missed", "claim": "fulfilled"}, JUDGED | {"status": "near", "claim": "silent"},
            JUDGED | {"status": "held"}, JUDGED | {"status": "undetermined"},
            *[CLAIMED] * 2, CLAIMED | {"status": "not_comparable"},
            SILENT | {"status": "not_comparable", "claim": None},
            *[SILENT] * 4,
            {"status": "no_data", "next_report": False}, {"status": "no_data"},
            {"status": "pending", "next_report": True, "claim": "fulfilled"}, {"status": "pending"},
        )[view]
    )  # fmt: skip
    counts = {name: row[name] for name in ("judged", "undecided", "claimed", "unlike", "silent")}
    assert counts == {"judged": 3, "undecided": 2, "claimed": 3, "unlike": 1, "silent": 4}
    assert (row["targets"], row["due"], row["next_report"]) == (17, 15, 13)
    assert row["due"] - sum(counts.values()) == 2, "no figure, and no report at hand that could answer"


@pytest.mark.parametrize("view", ["answers_by_region_year", "answers_by_indicator"])
def test_answers_are_counted_of_targets_with_a_number_and_each_once(view: str) -> None:
    comparison = SILENT | {"value": None, "unit": None, "bound": None, "comparator": "与经济增长同步"}
    row = only(seen(SILENT, SILENT | {"repeats": "650000-2023@0"}, comparison)[view])
    assert (row["targets"], row["due"], row["silent"]) == (1, 1, 1)


def test_answers_are_counted_by_government_and_year_and_by_indicator_and_measure() -> None:
    level = RETAIL | {"measure": "amount", "unit": "亿元", "value": "4000"}
    tables = seen(JUDGED, RETAIL | SILENT, level | SILENT | {"year": 2022}, SILENT | {"indicator_id": None})
    assert [(row["year"], row["targets"], row["silent"]) for row in tables["answers_by_region_year"]] == [
        (2022, 1, 1),
        (2023, 3, 2),
    ]
    assert [(row["indicator_id"], row["measure"], row["judged"], row["silent"]) for row in tables["answers_by_indicator"]] == [
        ("gdp", "growth", 1, 0), ("retail_sales", "amount", 0, 1), ("retail_sales", "growth", 0, 1),
    ]  # fmt: skip


def test_a_repeated_target_is_silence_and_a_gap_once() -> None:
    missed = {
        "status": "missed", "gap": "-1", "margin": "-1", "actual": "6", "claim": "silent", "next_report": True,
    }  # fmt: skip
    tables = seen(missed, missed | {"repeats": "650000-2023@0"})
    assert (only(tables["never_reported"])["targets"], only(tables["biggest_gaps"])["rank"]) == (1, 1)


def test_governments_and_years_are_counted_apart() -> None:
    rows = seen({}, {"region_code": "620000", "status": "missed"}, {"year": 2022})["attainment_by_region_year"]
    assert [(row["region_code"], row["year"], row["status"]) for row in rows if row["targets"]] == [
        ("620000", 2023, "missed"),
        ("650000", 2022, "met"),
        ("650000", 2023, "met"),
    ]
    assert {row["of_targets"] for row in rows} == {1}


def test_an_indicator_is_counted_by_measure_and_without_a_code_not_at_all() -> None:
    level = RETAIL | {"measure": "amount", "unit": "亿元", "value": "4000"}
    rows = seen({}, *[RETAIL | row for row in statuses("missed", "missed", "met")], level, {"indicator_id": None})
    missed = {
        (row["indicator_id"], row["measure"]): (row["targets"], row["of_targets"])
        for row in rows["attainment_by_indicator"]
        if row["status"] == "missed"
    }
    assert missed == {("retail_sales", "growth"): (2, 3), ("gdp", "growth"): (0, 1), ("retail_sales", "amount"): (0, 1)}


def test_the_biggest_gap_is_that_of_the_greatest_margin_and_of_amounts_the_lowest_attainment() -> None:
    missed = {"status": "missed", "gap": "-1", "margin": "-1", "actual": "6"}
    amount = missed | {"measure": "amount", "unit": "亿元", "value": "10", "attainment": "0.9", "margin": "-900"}
    rows = seen(
        missed,
        missed | {"margin": "-3", "gap": "-3"},
        amount,
        amount | {"attainment": "0.5", "margin": "-5"},
        {"status": "near", "margin": "-9"},
        missed | {"margin": None},
    )["biggest_gaps"]
    assert [(row["measure"], row["rank"], row["target_id"][-1]) for row in rows] == [
        ("amount", 1, "3"),
        ("amount", 2, "2"),
        ("growth", 1, "1"),
        ("growth", 2, "0"),
    ]


def test_no_more_than_a_hundred_gaps_a_measure() -> None:
    missed = {"status": "missed", "gap": "-1", "margin": "-1", "actual": "6"}
    assert len(seen(*[missed] * 101)["biggest_gaps"]) == 100


def test_less_set_after_a_miss_is_told_with_both_targets() -> None:
    row = only(seen({"status": "missed"}, {"year": 2024, "value": "6"})["targets_after"])
    assert (row["target_id"], row["next_target_id"]) == ("650000-2023@0", "650000-2024@1")
    assert (row["status"], row["value_base"], row["next_value_base"]) == ("missed", Decimal(7), Decimal(6))
    assert row["lowered"] is True
    assert only(seen({"status": "missed"}, {"year": 2024})["targets_after"])["lowered"] is False


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2025},
        {"region_code": "620000"},
        {"indicator_id": "retail_sales"},
        {"measure": "amount", "unit": "亿元"},
        {"period": "2021/2025"},
        {"period_kind": "end"},
        {"base_period": "2020"},
        {"area": "某新区"},
        {"aspect": "addition", "measure": "amount", "unit": "亿元"},
    ],
)
def test_only_the_same_target_of_the_next_year_comes_after(other: dict[str, Any]) -> None:
    assert seen({}, {"year": 2024, "value": "6"} | other)["targets_after"] == []


def test_of_a_floor_and_a_stretch_the_floor_counts() -> None:
    tables = seen({"value": "7"}, {"value": "8", "status": "missed"}, {"year": 2024, "value": "7.5"})
    assert only(tables["targets_after"])["lowered"] is False


def test_never_reported_counts_silence_where_the_next_report_is_at_hand() -> None:
    heard = [{"claim": claim, "next_report": True} for claim in ("silent", None, "admitted", "silent")]
    row = only(seen(*heard, {"claim": None, "next_report": False}, {"claim": None})["never_reported"])
    assert (row["targets"], row["silent"], row["silent_share"]) == (4, 2, Decimal("0.5"))
    assert seen({"claim": None, "next_report": False})["never_reported"] == []


def test_without_targets_every_view_is_empty_and_keeps_its_contract() -> None:
    tables = views(stored())
    assert sorted(tables) == list(NAMES)
    for name, frame in tables.items():
        assert frame.is_empty()
        contract.check(schemas.model(name), frame, name)
