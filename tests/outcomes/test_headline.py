"""The headline indicators of every government and year: a target or none, what came, and who says so."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schemas import codelists
from tests.outcomes.conftest import SAID, report, viewed

Rows = list[dict[str, Any]]


def headlines(*rows: Rows, **tables: Rows) -> dict[tuple[int, str], dict[str, Any]]:
    """The rows of ``headline`` by year and headline, for the arguments of ``viewed``."""
    return {(row["year"], row["headline"]): row for row in viewed(*rows, **tables)["headline"].to_dicts()}


def test_a_target_stands_beside_what_came_and_its_verdict() -> None:
    row = headlines([{"value_high": "8"}], [{}])[2023, "gdp"]
    assert (row["state"], row["target_id"], row["bound"], row["unit_base"]) == ("target", "650000-2023@0", "about", "%")
    assert [row[name] for name in ("target", "target_high", "actual", "official")] == [
        7,
        8,
        Decimal("6.8"),
        Decimal("6.8"),
    ]
    assert (row["source_kind"], row["status"], row["status_latest"]) == ("official_statistics", "met", "met")


def test_every_report_has_a_row_for_each_of_the_ten() -> None:
    rows = headlines([{}])
    assert {headline for _, headline in rows} == set(codelists.codes("headline"))
    assert len(rows) == 20


def test_a_report_that_sets_none_is_a_row_with_what_came() -> None:
    row = headlines([], [{}], [SAID])[2023, "gdp"]
    assert (row["state"], row["target_id"], row["target"], row["status"], row["claim"]) == (
        "not_set",
        None,
        None,
        None,
        None,
    )
    assert (row["actual"], row["source_kind"], row["official"], row["said"]) == (
        Decimal("6.8"), "official_statistics", Decimal("6.8"), Decimal("6.6"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ({"value": None, "unit": None, "bound": None, "comparator": "与全国同步"}, "words_only"),
        ({"period": "2021/2025", "period_kind": "average"}, "other_form"),
        ({"measure": "amount", "unit": "亿元", "value": "9000"}, "other_form"),
        ({"area": "某新区"}, "other_form"),
        ({"base_period": "2020"}, "other_form"),
        ({"indicator_id": "gnp"}, "related"),
        ({"indicator_id": "retail_sales"}, "not_set"),
        ({"indicator_id": None}, "not_set"),
    ],
)
def test_what_is_set_in_its_place_is_told_and_is_no_target(target: dict[str, Any], state: str) -> None:
    row = headlines([target])[2023, "gdp"]
    assert (row["state"], row["target"]) == (state, None)
    assert (row["target_id"] is None) == (state == "not_set")


def test_a_target_goes_before_what_is_target_beside_it() -> None:
    level = {"measure": "amount", "unit": "亿元", "value": "9000"}
    assert headlines([level, {}, {"value": "9"}])[2023, "gdp"]["target"] == 7


def test_a_number_beside_its_name_that_was_not_read_is_no_proof_that_none_was_set() -> None:
    mention = {
        "report_id": "650000-2023", "region_code": "650000", "year": 2023, "headline": "gdp", "quote": "生产总值同比要增7个点",
        "char_start": 3, "char_end": 15,
    }  # fmt: skip
    assert headlines([], mentions=[mention])[2023, "gdp"]["state"] == "unread"
    assert headlines([{}], mentions=[mention])[2023, "gdp"]["state"] == "target"


def test_of_a_doubtful_report_nothing_is_told_but_what_came() -> None:
    rows = headlines([{}], [{}], reports=[report(2023) | {"parts": "doubtful", "parts_doubt": "why"}])
    row = rows[2023, "gdp"]
    assert (row["state"], row["target_id"], row["target"], row["status"]) == ("doubtful", None, None, None)
    assert row["official"] == Decimal("6.8")


def test_a_year_without_its_report_is_a_row_between_two_and_where_there_is_an_official_figure() -> None:
    rows = headlines([], [{"period": "2019"}], reports=[report(2021), report(2023)])
    states = {year: row["state"] for (year, headline), row in rows.items() if headline == "gdp"}
    assert states == {2019: "no_text", 2021: "not_set", 2022: "no_text", 2023: "not_set"}


def test_of_a_government_without_a_report_there_is_no_row() -> None:
    assert headlines([], [{"region_code": "620000"}], reports=[report(2023)]).keys() == headlines([]).keys() - {
        key for key in headlines([]) if key[0] == 2024
    }


def test_the_first_figure_and_the_newest_are_told_apart() -> None:
    revised = {"value": "6.1", "published": date(2026, 5, 31)}
    row = headlines([{}], [{}, revised])[2023, "gdp"]
    assert [row[name] for name in ("actual", "actual_latest", "official")] == [
        Decimal("6.8"),
        Decimal("6.1"),
        Decimal("6.8"),
    ]
    assert (row["status"], row["status_latest"]) == ("met", "missed")
    unset = headlines([], [{}, revised])[2023, "gdp"]
    assert (unset["actual"], unset["actual_latest"]) == (Decimal("6.8"), Decimal("6.1"))


def test_a_revision_that_serves_the_newest_vintage_alone_is_said_to_be_one() -> None:
    row = headlines([], [{"serves": "latest"}])[2023, "gdp"]
    assert (row["actual"], row["actual_latest"], row["official"], row["official_revised"]) == (
        None, Decimal("6.8"), Decimal("6.8"), True,
    )  # fmt: skip
    assert headlines([], [{"serves": "latest"}, {"value": "6.5"}])[2023, "gdp"]["official"] == Decimal("6.5")


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ([], "no_source"),
        ([{"indicator_id": "cpi"}], "not_in_source"),
        ([{"measure": "amount", "unit": "亿元", "aspect": "flow"}], "no_rate_printed"),
        ([{"measure": "amount", "unit": "亿元", "aspect": "flow", "source_title": title, "period": year} for title, year in (("甲", "2023"), ("乙", "2022"))],
         "series_break"),
        ([{"price_basis": "nominal"}], "not_in_source"),
        ([{"source_kind": "press"}], "no_source"),
    ],
)  # fmt: skip
def test_a_gap_of_the_official_figures_has_its_reason(figures: Rows, reason: str) -> None:
    row = headlines([], figures)[2023, "gdp"]
    assert (row["official"], row["official_reason"]) == (None, reason)


def test_figures_of_months_and_of_several_years_are_no_result_of_the_year() -> None:
    months = {"period": "2023-01/2023-11", "period_kind": "part_of_year"}
    row = headlines(
        [], [], [SAID | months, SAID | {"target_id": "650000-2024@40", "period": "2021/2023", "period_kind": "average"}]
    )[2023, "gdp"]
    assert (row["said"], row["actual"]) == (None, None)


def test_what_is_not_due_is_no_gap_of_a_source() -> None:
    rows = headlines([], [{}])
    assert (rows[2023, "gdp"]["official_reason"], rows[2024, "gdp"]["official_reason"]) == (None, "not_due")


def test_income_is_one_by_the_household_survey_before_2013_or_after() -> None:
    rows = headlines(
        [{"indicator_id": "urban_city_income", "value": "8"}],
        [{"indicator_id": "income_urban", "price_basis": "nominal"}],
    )
    row = rows[2023, "urban_income"]
    assert (row["target"], row["status"], row["official"]) == (8, "no_data", Decimal("6.8"))


def test_a_level_stands_beside_the_rate() -> None:
    row = headlines([], [{}, {"measure": "amount", "unit": "亿元", "value": "9000", "aspect": "flow"}])[2023, "gdp"]
    assert (row["official"], row["official_level"], row["official_level_unit"]) == (Decimal("6.8"), 9000 * 10**8, "CNY")


def test_jobs_are_an_amount() -> None:
    jobs = {
        "indicator": "城镇新增就业",
        "indicator_id": "new_urban_jobs",
        "measure": "amount",
        "unit": "万人",
        "value": "40",
        "aspect": "addition",
    }
    row = headlines([jobs])[2023, "jobs"]
    assert (row["state"], row["target"], row["unit_base"]) == ("target", 400_000, "person")
