"""Targets that meet a figure of the next report by their words: which do, which never, and what the two ways of linking say together."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import dagster as dg
import polars as pl
import pytest

import schemas
from pipelines.outcomes.assets import check_links_agree
from schemas import codelists, contract
from tests.outcomes import reference
from tests.outcomes.conftest import SAID, TARGET, Rows, judged, together

BEDS = {
    "indicator": "银龄助餐点", "indicator_id": None, "measure": "amount", "unit": "个", "value": "50", "bound": "exact", "aspect": "flow",
    "action": "新建",
}  # fmt: skip
TARGET_ID, FIGURE_ID = TARGET["target_id"], SAID["target_id"]


def target(number: int = 10, **change: Any) -> dict[str, Any]:
    return TARGET | BEDS | {"target_id": f"650000-2023@{number}", "char_start": number, "char_end": number + 9} | change


def said(number: int = 20, **change: Any) -> dict[str, Any]:
    own = {"target_id": f"650000-2024@{number}", "char_start": number, "char_end": number + 9, "value": "60"}
    return SAID | BEDS | own | change


def links_of(cases: Mapping[str, tuple[Rows, Rows]]) -> dict[str, list[tuple[str, str, str]]]:
    """Target, figure and link of every pair of each case: targets, and what the next report says."""
    judged = together({name: {"targets": targets, "said": figures} for name, (targets, figures) in cases.items()})
    return {
        name: [
            (row["target_id"].split("@")[1], row["statistic_id"].split("@")[1], row["link"])
            for row in tables["matches"]
        ]
        for name, tables in judged.items()
    }


def test_the_same_name_less_verbs_and_filler_meets() -> None:
    others: list[dict[str, Any]] = [
        {},
        {"indicator": "全市“银龄”助餐点"},
        {"indicator": "各类银龄助餐点项目"},
        {"action": "建成", "aspect": "completion"},
        {"action": "实施"},
        {"indicator": "银龄助餐点建设", "action": None},
        {"unit": "家"},
    ]
    cases = {number: {"targets": [target()], "said": [said(**other)]} for number, other in enumerate(others)}
    for number, tables in together(cases).items():
        (row,) = tables["outcomes"]
        assert (row["status"], row["link"], row["statistic_id"], row["source_kind"]) == ("met", "words", FIGURE_ID, "self_reported"), others[number]  # fmt: skip


def test_another_scope_deed_aspect_area_or_time_never_meets() -> None:
    others: list[dict[str, Any]] = [
        {"indicator": "农村银龄助餐点"},
        {"indicator": "省级银龄助餐点"},
        {"action": "改造"},
        {"action": "慰问"},
        {"action": None},
        {"aspect": "addition"},
        {"aspect": "level", "action": None},
        {"unit": "万元"},
        {"area": "某新区"},
        {"period": "2019/2023", "period_kind": "total"},
        {"period_in_doubt": True},
        {"target_id": "650000-2025@20", "report_id": "650000-2025", "year": 2025},
    ]
    cases = {number: {"targets": [target()], "said": [said(**other)]} for number, other in enumerate(others)}
    for number, tables in together(cases).items():
        assert tables["matches"] == [], others[number]


def test_a_name_that_is_only_a_head_meets_nothing() -> None:
    cases = {
        bare: {"targets": [target(indicator=bare)], "said": [said(indicator=bare)]}
        for bare in ("项目", "企业", "重点项目", "投资")
    }
    for bare, tables in together(cases).items():
        assert tables["matches"] == [], bare


def test_two_codes_are_two_things_and_one_code_is_none() -> None:
    grain, cotton = "grain_output", "cotton_output"
    assert links_of(
        {
            "two": ([target(indicator_id=grain)], [said(indicator_id=cotton)]),
            "target": ([target(indicator_id=grain)], [said()]),
            "said": ([target()], [said(indicator_id=grain)]),
        }
    ) == {"two": [], "target": [("10", "20", "words")], "said": [("10", "20", "words")]}


def test_two_figures_of_a_target_or_two_targets_of_a_figure_are_refused_and_one_number_twice_is_one_figure() -> None:
    assert links_of(
        {
            "two figures": ([target()], [said(20), said(40, value="70")]),
            "two targets": ([target(10), target(30, value="70")], [said()]),
            "twice": ([target()], [said(20), said(40)]),
        }
    ) == {"two figures": [], "two targets": [], "twice": [("10", "20", "words"), ("10", "40", "words")]}


def test_of_several_the_very_name_and_verb_meet() -> None:
    other = said(40, value="70", action="建成", aspect="completion")
    cases = {
        "verb": ([target()], [other, said()]),
        "name": ([target()], [said(40, value="70", indicator="各类银龄助餐点"), said()]),
    }
    assert links_of(cases) == {name: [("10", "20", "words")] for name in cases}


def test_a_code_is_heard_before_words_and_one_that_may_not_judge_hides_no_words() -> None:
    coded = {"indicator_id": "grain_output", "aspect": "flow"}
    by_code = said(40, value="70", **coded)
    # Another name under the same code.
    row = judged([target(**coded)], said=[said(), by_code | {"indicator": "另一名称"}])["outcomes"][0]
    assert (row["link"], row["actual"], row["status_reason"]) == ("code", Decimal(70), "links_differ")
    level = by_code | {"indicator": "另一名称", "aspect": "level"}
    row = judged([target(**coded)], said=[said(), level])["outcomes"][0]
    assert (row["link"], row["actual"], row["status"]) == ("words", Decimal(60), "met")


def test_words_look_at_no_source_but_the_next_report() -> None:
    published = {key: BEDS[key] for key in ("indicator", "indicator_id", "measure", "unit", "value")} | {
        "aspect": "flow"
    }
    assert judged([target()], [published])["matches"] == []


def test_what_is_done_to_a_thing_without_a_code_is_kept_by_doing_as_much_and_of_the_rest_nobody_knows_the_side() -> (
    None
):
    changes: list[tuple[dict[str, Any], str]] = [
        ({}, "met"),
        ({"value": "40"}, "missed"),
        ({"aspect": "level", "action": None}, "undetermined"),
        ({"action": None}, "undetermined"),
        ({"measure": "change", "value": "-40", "action": "淘汰"}, "undetermined"),
    ]
    cases = {
        number: {
            "targets": [target(**(change | {"value": "-50" if change.get("measure") else "50"}))],
            "said": [said(**({"value": "60"} | change))],
        }
        for number, (change, _) in enumerate(changes)
    }
    for number, tables in together(cases).items():
        (row,) = tables["outcomes"]
        assert row["status"] == changes[number][1], changes[number]


HEADS = {row["ending"]: row for row in codelists.read("head_polarities")}
BY_SIDE = {"more": ("missed", "met", "met"), "less": ("met", "met", "missed"), "neutral": ("undetermined",) * 3}


@pytest.mark.parametrize("measure", ["amount", "ratio"])
def test_on_the_better_side_of_every_end_of_a_name_is_met_and_on_the_other_is_not(measure: str) -> None:
    own = {
        "measure": measure,
        "action": None,
        "unit": "%" if measure == "ratio" else "个",
        "aspect": "level" if measure == "amount" else None,
    }
    names = dict(enumerate(HEADS, 1))

    def of(number: int, side: int) -> dict[str, Any]:
        return own | {"number": number * 10 + side, "indicator": f"镇{number}号{side}类{names[number]}"}

    each = [(number, side) for number in names for side in range(3)]
    targets = [target(**of(number, side)) for number, side in each]
    figures = [said(value=("40", "50", "60")[side], **of(number, side)) for number, side in each]
    rows = {row["target_id"].split("@")[1]: row for row in judged(targets, said=figures)["outcomes"]}
    for number, ending in names.items():
        side = reference.direction_of_head(ending)
        assert HEADS[ending]["polarity"] == side, ending
        holds = measure == "amount" or HEADS[ending]["ratio"] == "true"
        statuses = tuple(rows[str(number * 10 + figure)]["status"] for figure in range(3))
        assert statuses == (BY_SIDE[side] if holds else BY_SIDE["neutral"]), ending


def test_of_an_end_of_a_name_the_row_is_needed() -> None:
    """Where a shorter ending says the same, the longer one is no row."""
    for ending, row in HEADS.items():
        shorter = next((HEADS[ending[at:]] for at in range(1, len(ending)) if ending[at:] in HEADS), None)
        assert shorter is None or (shorter["polarity"], shorter["ratio"]) != (row["polarity"], row["ratio"]), ending


def test_the_check_counts_what_is_linked_both_ways_and_names_what_differs() -> None:
    types = contract.dtypes(schemas.model("matches"))
    rows: list[dict[str, Any]] = [
        {"target_id": "a", "statistic_id": "f", "link": "code", "names_agree": True},
        {"target_id": "b", "statistic_id": "g", "link": "code", "names_agree": False},
        {"target_id": "b", "statistic_id": "h", "link": "words", "names_agree": True},
        {"target_id": "c", "statistic_id": "i", "link": "words", "names_agree": True},
    ]
    matches = pl.DataFrame([dict.fromkeys(types) | row for row in rows], schema=types)
    outcomes = pl.DataFrame(
        {"target_id": ["a", "b"], "statistic_id": ["f", "g"], "status_reason": [None, "links_differ"]}
    )
    result = check_links_agree(matches, outcomes)
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert (result.metadata["linked both ways"].value, result.metadata["differ"].value) == (2, 1)
    assert "| b | g | h |" in str(result.metadata["pairs"].value)
    agree = check_links_agree(matches.filter(target_id="a"), outcomes.head(1))
    assert agree.passed and agree.metadata["linked both ways"].value == 1
