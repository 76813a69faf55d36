"""Which figures meet a target: of the next report, of other sources, worked out from levels; and which never do."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.outcomes.conftest import CLAIM, SAID, TARGET, judged, report

GRAIN = {
    "indicator": "粮食产量",
    "indicator_id": "grain_output",
    "measure": "amount",
    "value": "500",
    "unit": "万吨",
    "price_basis": "unstated",
}
RETAIL = {"indicator": "社会消费品零售总额", "indicator_id": "retail_sales", "value": "9"}


def outcome(tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    (row,) = tables["outcomes"]
    return row


def test_the_next_report_of_the_same_government_judges_and_keeps_its_own_id() -> None:
    tables = judged([TARGET], said=[SAID])
    assert (outcome(tables)["status"], outcome(tables)["statistic_id"]) == ("near", "650000-2024@20")
    (figure,) = tables["candidates"]
    assert (figure["source_kind"], figure["publisher"]) == ("self_reported", "新疆维吾尔自治区人民政府")
    assert (figure["published"], figure["value"]) == (date(2024, 1, 20), Decimal("6.6"))


@pytest.mark.parametrize("period", ["2022", "2024"])
def test_a_later_report_judges_the_year_before_it_and_no_other(period: str) -> None:
    reports = [report(2023), report(2024), report(2026)]
    tables = judged([TARGET | {"period": period}], said=[SAID | {"period": period}], reports=reports)
    assert tables["matches"] == []


@pytest.mark.parametrize(
    "other",
    [
        {"region_code": "620000"},
        {"period": "2019/2023"},
        {"measure": "amount", "unit": "亿元", "value": "6"},
        {"indicator_id": "primary_value_added"},
        {"quote": "上半年地区生产总值增长6.6%"},
        {"quote": "1—11月地区生产总值增长6.6%"},
        {"value_high": "7"},
        {"period_in_doubt": True},
        {"target_id": "650000-2025@20", "report_id": "650000-2025", "year": 2025},
    ],
)
def test_what_is_of_another_place_time_thing_or_kind_never_judges(other: dict[str, Any]) -> None:
    reports = [report(2023), report(2024), report(2024, "620000"), report(2025)]
    assert judged([TARGET], said=[SAID | other], reports=reports)["matches"] == []


def test_of_two_statements_of_one_report_the_first_counts() -> None:
    later = SAID | {"target_id": "650000-2024@900", "value": "5.1", "char_start": 900, "char_end": 912}
    assert outcome(judged([TARGET], said=[later, SAID]))["statistic_id"] == "650000-2024@20"


def test_real_growth_never_judges_nominal_and_the_clause_says_which_it_is() -> None:
    income = {"indicator": "城镇居民人均可支配收入", "indicator_id": "income_urban"}
    real = SAID | income | {"quote": "城镇居民人均可支配收入扣除价格因素实际增长6.6%"}
    row = outcome(judged([TARGET | income], said=[real]))
    assert (row["status"], row["comparability_reason"]) == ("not_comparable", "price_basis")
    assert outcome(judged([TARGET | income], said=[SAID | income]))["status"] == "met"


def test_growth_is_worked_out_from_two_levels_of_one_source_where_nobody_prints_it() -> None:
    levels = [
        RETAIL | {"period": year, "measure": "amount", "unit": "亿元", "value": value, "price_basis": "nominal"}
        for year, value in (("2022", "200"), ("2023", "218"))
    ]
    tables = judged([TARGET | RETAIL], levels)
    assert (outcome(tables)["status"], outcome(tables)["actual"]) == ("met", Decimal("9"))
    assert [row["derived"] for row in tables["candidates"]] == [True]
    assert "from the levels of two years" in outcome(tables)["why_en"]
    printed = RETAIL | {"value": "8.1", "price_basis": "nominal"}
    assert outcome(judged([TARGET | RETAIL], [*levels, printed]))["actual"] == Decimal("8.1")


@pytest.mark.parametrize(
    "before",
    [
        {"source_title": "另一公报"},
        {"publisher": "另一机构"},
        {"published": date(2023, 3, 1)},
        {"region_code": "620000"},
        {"period": "2021"},
    ],
)
def test_two_vintages_or_sources_are_never_mixed_into_a_growth(before: dict[str, Any]) -> None:
    this = RETAIL | {"measure": "amount", "unit": "亿元", "value": "218", "price_basis": "nominal"}
    assert judged([TARGET | RETAIL], [this, this | {"period": "2022", "value": "200"} | before])["matches"] == []


def test_a_growth_of_levels_at_current_prices_never_judges_real_growth() -> None:
    level = {"measure": "amount", "unit": "亿元", "price_basis": "nominal"}
    tables = judged([TARGET], [level | {"value": "218"}, level | {"value": "200", "period": "2022"}])
    assert outcome(tables)["status"] == "not_comparable"


@pytest.mark.parametrize(
    ("unit", "value", "status"),
    [
        ("亿斤", "100", "met"),
        ("万吨", "499", "near"),
        ("吨", "5000000", "met"),
        ("万亩", "500", "pending"),
        ("亿元", "500", "pending"),
    ],
)
def test_units_of_one_dimension_meet_and_others_never(unit: str, value: str, status: str) -> None:
    assert (
        outcome(judged([TARGET | GRAIN | {"bound": "exact"}], [GRAIN | {"unit": unit, "value": value}]))["status"]
        == status
    )


def test_a_county_that_became_a_district_is_the_same_place() -> None:
    county = {"region_code": "110228", "report_id": "110228-2023", "target_id": "110228-2023@10"}
    tables = judged(
        [TARGET | county],
        [{"region_code": "110118", "statistic_id": "110118-2023-0123456789ab"}],
        reports=[report(2023, "110228")],
    )
    assert outcome(tables)["status"] == "met"


def test_as_known_on_a_day_later_figures_are_not_there() -> None:
    first, revised = (
        {"value": "6.4", "published": date(2024, 3, 1)},
        {"value": "7", "published": date(2024, 12, 1), "source_title": "修订"},
    )
    assert outcome(judged([TARGET], [first, revised]))["status_latest"] == "met"
    early = outcome(judged([TARGET], [first, revised], known_on=date(2024, 6, 1)))
    assert (early["status"], early["status_latest"]) == ("missed", "missed")
    assert outcome(judged([TARGET], [first], known_on=date(2024, 2, 1)))["status"] == "pending"


def test_a_figure_is_known_on_the_day_it_comes_out() -> None:
    figure = {"published": date(2024, 3, 1)}
    assert outcome(judged([TARGET], [figure], known_on=date(2024, 3, 1)))["status"] == "met"
    assert outcome(judged([TARGET], [figure], known_on=date(2024, 2, 29)))["status"] == "pending"
    undated = {"published": None, "published_precision": None}
    assert outcome(judged([TARGET], [undated], known_on=date(2024, 2, 1)))["status"] == "met"


@pytest.mark.parametrize(
    ("published", "judges"),
    [(date(2024, 7, 1), True), (date(2024, 12, 31), True), (date(2025, 1, 1), False)],
)
def test_what_comes_out_after_the_year_that_follows_is_a_revision(published: date, judges: bool) -> None:
    press = {"value": "7", "source_kind": "press", "published": date(2024, 1, 20)}
    communique = {"value": "5", "source_kind": "communique", "published": published}
    row = outcome(judged([TARGET], [press, communique]))
    assert (row["status"], row["status_latest"]) == ("missed" if judges else "met", "missed")


def test_a_figure_without_a_date_is_never_the_newest() -> None:
    dated = {"value": "7", "source_kind": "communique", "published": date(2024, 3, 1)}
    undated = {"value": "5", "source_kind": "press", "published": None, "published_precision": None}
    assert outcome(judged([TARGET], [dated, undated]))["status_latest"] == "met"


def test_the_next_report_admits_states_or_is_silent_and_where_it_is_not_there_nothing_is_said() -> None:
    admitted = outcome(judged([TARGET], said=[SAID], claims=[CLAIM]))
    assert (admitted["claim"], admitted["claim_quote"]) == ("admitted", "地区生产总值未达到预期目标")
    assert outcome(judged([TARGET], said=[SAID]))["claim"] == "stated"
    assert outcome(judged([TARGET]))["claim"] == "silent"
    assert outcome(judged([TARGET], reports=[report(2023)]))["claim"] is None
    blanket = CLAIM | {"indicator": None, "indicator_id": None, "claim": "fulfilled"}
    assert outcome(judged([TARGET], claims=[blanket]))["claim"] == "silent"
    assert outcome(judged([TARGET | {"period": "2030"}], claims=[CLAIM]))["claim"] is None


@pytest.mark.parametrize(
    "other", [{"period": "2022"}, {"period": "2021/2025"}, {"region_code": "620000"}, {"year": 2025}, {"indicator": "粮食产量", "indicator_id": "grain_output"}]
)  # fmt: skip
def test_a_claim_about_another_year_place_or_thing_is_no_answer(other: dict[str, Any]) -> None:
    assert outcome(judged([TARGET], claims=[CLAIM | other]))["claim"] == "silent"


def test_a_claim_answers_by_its_name_where_it_has_no_code_and_the_first_counts() -> None:
    named = {"indicator": "新名指标", "indicator_id": None}
    later = CLAIM | named | {"claim_id": "650000-2024@90", "claim": "fulfilled", "char_start": 90, "char_end": 99}
    tables = judged([TARGET | named], claims=[later, CLAIM | named])
    assert outcome(tables)["claim"] == "admitted"


def test_sources_that_differ_by_more_than_rounding_are_a_conflict() -> None:
    press = {"value": "7.4", "source_title": "新闻", "source_kind": "press"}
    (conflict,) = judged([TARGET], [{"value": "6.8"}, press])["conflicts"]
    assert (conflict["difference"], conflict["last_digit"]) == (Decimal("0.6"), Decimal("0.1"))
    assert judged([TARGET], [{"value": "6.8"}, press | {"value": "6.75"}])["conflicts"] == []
    assert judged([TARGET], [{"value": "6.8"}, {"value": "7.4"}])["conflicts"] == [], (
        "one source contradicts itself elsewhere"
    )


@pytest.mark.parametrize(("value", "conflicts"), [("6.85", 0), ("6.86", 1), ("6.75", 0), ("6.74", 1)])
def test_half_of_the_coarser_last_digit_is_rounding(value: str, conflicts: int) -> None:
    press = {"value": value, "source_title": "新闻", "source_kind": "press"}
    assert len(judged([TARGET], [{"value": "6.8"}, press])["conflicts"]) == conflicts


def test_figures_of_two_price_bases_are_no_conflict() -> None:
    prices = {"indicator": "居民消费价格", "indicator_id": "cpi"}
    other = {"value": "8", "source_title": "新闻", "price_basis": "nominal"}
    assert len(judged([TARGET | prices], [prices, prices | other])["matches"]) == 2
    assert judged([TARGET | prices], [prices, prices | other])["conflicts"] == []
    assert len(judged([TARGET | prices], [prices, prices | other | {"price_basis": "real"}])["conflicts"]) == 1


def test_a_target_of_several_years_tells_its_pace_and_stays_pending() -> None:
    grain = TARGET | GRAIN | {"period": "2027", "value": "600", "bound": "exact"}
    levels = [GRAIN | {"period": "2022", "value": "500"}, GRAIN | {"period": "2024", "value": "550"}]
    row = outcome(judged([grain], levels))
    # Half of the way in two of five years.
    assert (row["status"], row["pace"]) == ("pending", Decimal("1.25"))
    plan = TARGET | {"period": "2021/2025", "value": "6"}
    grown = [{"period": "2021", "value": "6"}, {"period": "2022", "value": "6"}, {"period": "2023", "value": "6"}]
    assert outcome(judged([plan], grown))["pace"] == Decimal("1")
    assert outcome(judged([plan], grown[1:]))["pace"] is None, "a year is missing"


def test_a_pace_is_counted_up_to_the_year_before_the_last() -> None:
    grain = TARGET | GRAIN | {"year": 2022, "period": "2024", "value": "600", "bound": "exact"}
    levels = [
        GRAIN | {"period": year, "value": value} for year, value in (("2021", "500"), ("2022", "550"), ("2024", "900"))
    ]
    # Half of the way in one of three years; what is printed of the last year is a forecast while it is open.
    assert outcome(judged([grain], levels))["pace"] == Decimal("1.5")
    assert outcome(judged([grain], [levels[0], levels[2]]))["pace"] is None
    plan = TARGET | {"year": 2022, "period": "2022/2024", "value": "6"}
    rates = [{"period": year, "value": value} for year, value in (("2022", "6"), ("2023", "6"), ("2024", "60"))]
    assert outcome(judged([plan], rates))["pace"] == Decimal("1")


def test_a_pace_starts_from_the_year_before_the_report_and_a_verb_has_none() -> None:
    grain = TARGET | GRAIN | {"period": "2027", "value": "600", "bound": "exact"}
    levels = [GRAIN | {"period": "2022", "value": "500"}, GRAIN | {"period": "2023", "value": "550"}]
    assert outcome(judged([grain], levels))["pace"] == Decimal("2.5")
    assert outcome(judged([grain | {"action": "新增"}], levels))["pace"] is None
    assert outcome(judged([grain], [levels[0] | {"period": "2021"}, levels[1]]))["pace"] is None
    assert outcome(judged([grain], levels[1:]))["pace"] is None
    assert outcome(judged([TARGET], [{}]))["pace"] is None


@pytest.mark.parametrize(
    ("promised", "achieved", "status"),
    [
        (None, "新增", "not_comparable"),
        ("新增", None, "not_comparable"),
        ("新增", "净增", "met"),
        ("新建", "建成", "met"),
        (None, None, "met"),
        (None, "完成", "met"),
    ],
)
def test_what_a_year_adds_is_never_compared_with_what_there_is(
    promised: str | None, achieved: str | None, status: str
) -> None:
    firms = {"indicator": "高新技术企业", "indicator_id": "high_tech_enterprises", "measure": "amount", "unit": "家"}
    tables = judged(
        [TARGET | firms | {"value": "500", "action": promised}],
        said=[SAID | firms | {"value": "850", "action": achieved}],
    )
    assert outcome(tables)["status"] == status
    if status == "not_comparable":
        assert outcome(tables)["comparability_reason"] == "addition"
        assert "新增与总量不同" in outcome(tables)["why_zh"]


def test_an_indicator_that_counts_what_a_year_adds_needs_no_verb() -> None:
    jobs = {"indicator": "城镇新增就业", "indicator_id": "new_urban_jobs", "measure": "amount", "unit": "万人"}
    tables = judged([TARGET | jobs | {"value": "45"}], said=[SAID | jobs | {"value": "47", "action": "新增"}])
    assert outcome(tables)["status"] == "met"
