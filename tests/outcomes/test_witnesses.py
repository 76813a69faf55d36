"""Figures that are in doubt of their year, and what bears them out: the report after, a statistic, or a sum that is printed. Nothing else does."""

from datetime import date
from typing import Any

import pytest

from tests.outcomes.conftest import FIGURE, SAID, TARGET, judged, report

Row = dict[str, Any]
JOBS = {
    "indicator": "城镇新增就业",
    "indicator_id": "new_urban_jobs",
    "measure": "amount",
    "unit": "万人",
    "aspect": "addition",
}
SET = TARGET | JOBS | {"value": "45", "bound": "at_least", "quote": "城镇新增就业45万人以上"}
# The report of 2024 reviews five years, and says 城镇新增就业46.2万人 without a year.
DOUBTED = SAID | JOBS | {"value": "46.2", "period_in_doubt": True, "quote": "城镇新增就业46.2万人"}


def stated(year: int, value: str, number: int = 20, **other: Any) -> Row:
    """What the report after a year states of it."""
    own = {"target_id": f"650000-{year + 1}@{number}", "report_id": f"650000-{year + 1}", "year": year + 1}
    return SAID | JOBS | own | {"period": str(year), "value": value} | other


def summed(value: str, period: str = "2019/2023", **other: Any) -> Row:
    return stated(2023, value, 90, period=period, period_kind="total", **other)


BEFORE = [stated(2019, "44"), stated(2020, "40.5"), stated(2021, "47.1"), stated(2022, "45.2")]


def of_figure(*said: Row, figures: list[Row] | None = None, known_on: date | None = None) -> Row:
    """What is said of the target that the figure in doubt meets."""
    reports = [report(year) for year in range(2018, 2026)]
    tables = judged([SET], figures=figures, said=[DOUBTED, *said], reports=reports, known_on=known_on)
    return next(row for row in tables["matches"] if row["statistic_id"] == DOUBTED["target_id"]) | {
        "outcome": tables["outcomes"][0]
    }


def test_a_figure_in_doubt_of_its_year_is_shown_and_judges_nothing_however_near_to_the_target() -> None:
    pair = of_figure()
    assert (pair["comparability"], pair["comparability_reason"], pair["verdict"], pair["witness"]) == (
        "not_comparable",
        "period_in_doubt",
        None,
        None,
    )
    assert pair["outcome"]["status"] == "not_comparable"
    assert pair["outcome"]["why_zh"].endswith("年份不能确定，不作比较。")


def test_it_judges_where_the_report_after_prints_the_same_for_that_year() -> None:
    again = stated(2024, "46.2", period="2023")
    pair = of_figure(again)
    assert (pair["witness"], pair["verdict"]) == ("next_report", "met")
    assert (pair["outcome"]["status"], pair["outcome"]["witness"]) == ("met", "next_report")
    assert of_figure(again, known_on=date(2025, 1, 19))["witness"] is None, "not out on that day"


def test_it_judges_where_a_published_statistic_says_the_same() -> None:
    statistic = FIGURE | JOBS | {"value": "46.21", "price_basis": "unstated"}
    assert of_figure(figures=[statistic])["witness"] == "statistic"
    own_word = statistic | {"source_kind": "self_reported"}
    assert of_figure(figures=[own_word])["witness"] is None, "that may be the same report again"


def test_it_judges_where_the_years_before_and_it_make_the_sum_that_its_report_prints() -> None:
    assert of_figure(*BEFORE, summed("223"))["witness"] == "printed_sum"
    assert of_figure(*BEFORE[2:], summed("138.5", "2021/2023"))["witness"] == "printed_sum"


@pytest.mark.parametrize(
    "said",
    [
        [stated(2024, "46.3", period="2023")],
        [stated(2024, "46.2", period="2022")],
        [stated(2024, "46.2", period="2023", period_in_doubt=True)],
        [stated(2024, "46.2", period="2023", bound="at_least")],
        [stated(2024, "46.2", period="2023", indicator_id="rural_labour_transfer", indicator="农村劳动力转移")],
        [stated(2024, "46.2", period="2023", area="某新区")],
        [*BEFORE, summed("228")],
        [*BEFORE[1:], summed("223")],
        [*BEFORE, summed("223", bound="at_least")],
        [*BEFORE, summed("223", aspect="completion")],
        [*BEFORE, stated(2021, "49", 70), summed("223")],
        [*BEFORE[:3], BEFORE[3] | {"period_in_doubt": True}, summed("223")],
    ],
)  # fmt: skip
def test_what_says_something_else_or_is_in_doubt_itself_bears_nothing_out(said: list[Row]) -> None:
    assert of_figure(*said)["witness"] is None


def test_a_sum_whose_rounding_could_hide_the_figure_bears_nothing_out() -> None:
    rounded = [row | {"value": value} for row, value in zip(BEFORE, ("40", "40", "50", "50"), strict=True)]
    assert of_figure(*rounded, summed("230"))["witness"] is None


def test_an_undoubted_figure_of_the_same_report_goes_before_one_that_is_borne_out() -> None:
    sure = stated(2023, "44.1", 500)
    tables = judged(
        [SET],
        said=[DOUBTED, sure, stated(2024, "46.2", period="2023")],
        reports=[report(year) for year in range(2018, 2026)],
    )
    assert tables["outcomes"][0]["statistic_id"] == "650000-2024@500"
