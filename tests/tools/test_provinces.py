"""The page of the provinces counts what the table of headlines says."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.outcomes.conftest import SAID, report, viewed
from tools.provinces import counts, document

Counted = Mapping[str, Sequence[Mapping[str, Any]]]
PREFECTURE = "653100"


@pytest.fixture(scope="module")
def tables() -> Mapping[str, Any]:
    """A province that misses two targets by the office's figure: it tells one better than it was, and does not tell the other."""
    prices = {
        "indicator": "居民消费价格",
        "indicator_id": "cpi",
        "bound": "at_most",
        "value": "3",
        "quote": "居民消费价格涨幅控制在3%以内",
    }
    return viewed(
        [{}, prices, {"region_code": PREFECTURE}],
        [{"value": "5"}, {"indicator_id": "cpi", "value": "4"}, {"period": "2019", "measure": "amount", "unit": "亿元", "value": "900", "aspect": "flow"}],
        [SAID | {"value": "7.1"}],
        [report(2023), report(2024), report(2023, PREFECTURE), report(2025)],
    )  # fmt: skip


@pytest.fixture(scope="module")
def counted(tables: Mapping[str, Any]) -> Counted:
    return counts(tables)


def of(rows: Sequence[Mapping[str, Any]], headline: str) -> Mapping[str, Any]:
    (row,) = (row for row in rows if row["headline"] == headline)
    return row


def test_the_government_s_word_and_the_office_s_are_counted_apart(counted: Counted) -> None:
    gdp = of(counted["verdicts"], "gdp")
    assert (gdp["decade"], gdp["targets"], gdp["own_met"], gdp["office_missed"]) == (2020, 1, 1, 1)
    assert (gdp["both_judge"], gdp["both_same"]) == (1, 0)
    prices = of(counted["verdicts"], "prices")
    assert (prices["own_missed"], prices["office_missed"], prices["both_judge"]) == (0, 1, 0)


def test_a_miss_that_the_next_report_is_silent_of_is_counted(counted: Counted) -> None:
    assert [of(counted["mentions"], "prices")[name] for name in ("missed", "missed_silent")] == [1, 1]
    assert [of(counted["mentions"], "gdp")[name] for name in ("missed", "missed_silent")] == [1, 0]


def test_places_below_the_provinces_are_left_out(counted: Counted) -> None:
    assert {row["state"]: row["times"] for row in counted["states"] if row["headline"] == "gdp"} == {
        "target": 1,
        "not_set": 2,
    }


def test_every_year_of_a_province_is_asked_for_an_official_figure_and_every_gap_has_its_reason(
    counted: Counted,
) -> None:
    gdp = of(counted["coverage"], "gdp")
    assert (gdp["of_all"], gdp["rates"], gdp["figures"]) == (25, 1, 1)
    gaps = {row["reason"]: row["times"] for row in counted["gaps"] if row["headline"] == "gdp"}
    assert sum(gaps.values()) == 25 - 1


def test_figures_of_both_that_are_apart_are_counted(counted: Counted) -> None:
    gdp = of(counted["differences"], "gdp")
    assert [gdp[name] for name in ("pairs", "apart", "soon", "soon_apart", "said_more")] == [1, 1, 1, 1, 1]


def test_disagreements_are_counted_by_what_may_explain_them(counted: Counted) -> None:
    assert {(row["headline"], row["kind"]): row["times"] for row in counted["kinds"]} == {("gdp", "unexplained"): 1}


def test_the_page_prints_what_is_counted_and_the_command(counted: Counted, tables: Mapping[str, Any]) -> None:
    page = document(counted, tables["reports"])
    assert "python -m tools.provinces" in page
    assert "| 地区生产总值 GDP | 2020s | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 1 | 0 |" in page
    assert "| all | 2 | 1 | 50% | 0 | 0 | – |" in page
    assert "{" not in page
