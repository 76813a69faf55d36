"""Which figures meet a target: of the next report, of other sources, worked out from levels; and which never do."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from schemas import codelists
from tests.outcomes.conftest import CLAIM, LIST, OF_LIST, SAID, TARGET, Tables, judged, report, together

GRAIN = {
    "indicator": "粮食产量",
    "indicator_id": "grain_output",
    "measure": "amount",
    "value": "500",
    "unit": "万吨",
    "price_basis": "unstated",
}
INCOME = {"indicator": "居民人均可支配收入", "indicator_id": "income_all", "value": "9"}


def outcome(tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    (row,) = tables["outcomes"]
    return row


def test_the_next_report_of_the_same_government_judges_and_keeps_its_own_id() -> None:
    tables = judged([TARGET], said=[SAID])
    assert (outcome(tables)["status"], outcome(tables)["statistic_id"]) == ("near", "650000-2024@20")
    (figure,) = tables["candidates"]
    assert (figure["source_kind"], figure["publisher"]) == ("self_reported", "新疆维吾尔自治区人民政府")
    assert (figure["published"], figure["value"]) == (date(2024, 1, 20), Decimal("6.6"))


def outcomes(**cases: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The one outcome of each case."""
    return {name: outcome(tables) for name, tables in together(cases).items()}


@pytest.mark.parametrize("period", ["2022", "2024"])
def test_a_later_report_judges_the_year_before_it_and_no_other(period: str) -> None:
    reports = [report(2023), report(2024), report(2026)]
    tables = judged([TARGET | {"period": period}], said=[SAID | {"period": period}], reports=reports)
    assert tables["matches"] == []


OTHERS: list[dict[str, Any]] = [
    {"region_code": "620000"},
    {"period": "2019/2023"},
    {"measure": "amount", "unit": "亿元", "value": "6"},
    {"indicator_id": "primary_value_added"},
    {"period": "2023-01/2023-06", "period_kind": "part_of_year"},
    {"period_kind": "average"},
    {"base_period": "2020"},
    {"area": "某新区"},
    {"value_high": "7"},
    {"target_id": "650000-2025@20", "report_id": "650000-2025", "year": 2025},
]


def test_what_is_of_another_place_time_thing_or_kind_never_judges() -> None:
    reports = [report(2023), report(2024), report(2025)]
    cases = {
        number: {"targets": [TARGET], "said": [SAID | other], "reports": reports} for number, other in enumerate(OTHERS)
    }
    cases[0]["reports"] = [*reports, report(2024, "620000")]
    for number, tables in together(cases).items():
        assert tables["matches"] == [], OTHERS[number]


def test_of_two_statements_of_one_report_the_first_counts() -> None:
    later = SAID | {"target_id": "650000-2024@900", "value": "5.1", "char_start": 900, "char_end": 912}
    assert outcome(judged([TARGET], said=[later, SAID]))["statistic_id"] == "650000-2024@20"


def test_real_growth_never_judges_nominal_and_the_clause_says_which_it_is() -> None:
    income = {"indicator": "城镇居民人均可支配收入", "indicator_id": "income_urban"}
    real = SAID | income | {"price_basis": "real"}
    row = outcome(judged([TARGET | income], said=[real]))
    assert (row["status"], row["comparability_reason"]) == ("not_comparable", "price_basis")
    assert outcome(judged([TARGET | income], said=[SAID | income]))["status"] == "met"


def test_growth_is_worked_out_from_two_levels_of_one_source_where_nobody_prints_it() -> None:
    levels = [
        INCOME | {"period": year, "measure": "amount", "unit": "元", "value": value, "price_basis": "nominal"}
        for year, value in (("2022", "20000"), ("2023", "21807"))
    ]
    printed = INCOME | {"value": "8.1", "price_basis": "nominal"}
    target = {"targets": [TARGET | INCOME]}
    cases = {
        "levels": target | {"figures": levels},
        "printed": target | {"figures": [*levels, printed]},
        "said": target | {"figures": levels, "said": [SAID | INCOME | {"value": "8.2"}]},
    }
    of = together(cases)
    assert (outcome(of["levels"])["status"], outcome(of["levels"])["actual"]) == ("met", Decimal("9"))
    assert [row["derived"] for row in of["levels"]["candidates"]] == [True]
    assert "result 9% (worked out from the levels of two years)" in outcome(of["levels"])["why_en"]
    assert outcome(of["printed"])["actual"] == Decimal("8.1")
    assert outcome(of["said"])["actual"] == Decimal("8.2")


def test_growth_is_never_worked_out_from_levels_of_a_series_that_breaks_or_that_nobody_measured() -> None:
    units = {
        "gdp": "亿元",
        "fixed_investment": "亿元",
        "sulphur_dioxide": "万吨",
        "retail_sales": "亿元",
        "cotton_output": "万吨",
    }
    level = {"measure": "amount", "price_basis": "nominal"}
    cases = {
        name: {
            "targets": [TARGET | {"indicator_id": name}],
            "figures": [
                level | {"indicator_id": name, "period": year, "unit": unit, "value": value}
                for year, value in (("2022", "20000"), ("2023", "21807"))
            ],
        }
        for name, unit in units.items()
    }
    assert {name: tables["matches"] for name, tables in together(cases).items()} == {name: [] for name in units}


def test_a_revised_figure_that_serves_the_newest_vintage_leaves_the_status_to_others() -> None:
    revised = {"value": "7.2", "published": date(2026, 5, 31), "serves": "latest"}
    alone = outcome(judged([TARGET], [revised], reports=[report(2023), report(2025)]))
    assert (alone["status"], alone["statistic_id"], alone["status_latest"]) == ("no_data", None, "met")
    beside = outcome(judged([TARGET], [revised], said=[SAID]))
    assert (beside["status"], beside["statistic_id"], beside["status_latest"]) == ("near", SAID["target_id"], "met")


def test_two_vintages_or_sources_are_never_mixed_into_a_growth() -> None:
    befores: list[dict[str, Any]] = [
        {"source_title": "另一公报"},
        {"publisher": "另一机构"},
        {"published": date(2023, 3, 1)},
        {"region_code": "620000"},
        {"period": "2021"},
    ]
    this = INCOME | {"measure": "amount", "unit": "元", "value": "21807", "price_basis": "nominal"}
    cases = {
        number: {"targets": [TARGET | INCOME], "figures": [this, this | {"period": "2022", "value": "20000"} | before]}
        for number, before in enumerate(befores)
    }
    for number, tables in together(cases).items():
        assert tables["matches"] == [], befores[number]


def test_a_growth_of_levels_at_current_prices_never_judges_real_growth() -> None:
    level = INCOME | {"measure": "amount", "unit": "元", "price_basis": "nominal"}
    tables = judged(
        [TARGET | INCOME | {"price_basis": "real"}],
        [level | {"value": "21807"}, level | {"value": "20000", "period": "2022"}],
    )
    assert outcome(tables)["status"] == "not_comparable"


def test_units_of_one_dimension_meet_and_others_never() -> None:
    printed = {
        ("亿斤", "100"): "met",
        ("万吨", "499"): "near",
        ("吨", "5000000"): "met",
        ("万亩", "500"): "pending",
        ("亿元", "500"): "pending",
    }
    target = TARGET | GRAIN | {"bound": "exact"}
    cases = {
        (unit, value): {"targets": [target], "figures": [GRAIN | {"unit": unit, "value": value}]}
        for unit, value in printed
    }
    assert {case: outcome(tables)["status"] for case, tables in together(cases).items()} == printed


def test_a_county_that_became_a_district_is_the_same_place() -> None:
    county = {"region_code": "110228", "report_id": "110228-2023", "target_id": "110228-2023@10"}
    tables = judged(
        [TARGET | county],
        [{"region_code": "110118", "statistic_id": "110118-2023-0123456789ab"}],
        reports=[report(2023, "110228")],
    )
    assert outcome(tables)["status"] == "met"


def test_a_revision_of_an_old_figure_does_not_say_that_those_of_the_last_year_are_out() -> None:
    other = {"indicator_id": "cpi", "value": "0.3"}
    first, revised = other | {"published": date(2024, 6, 1)}, other | {"published": date(2025, 1, 1)}
    assert outcome(judged([TARGET], [first]))["status"] == "no_data"
    assert outcome(judged([TARGET], [revised]))["status"] == "pending"


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


def test_the_next_report_admits_or_prints_a_figure_or_is_silent_and_where_it_is_not_there_nothing_is_said() -> None:
    admitted = outcome(judged([TARGET], said=[SAID], claims=[CLAIM]))
    assert (admitted["claim"], admitted["claim_quote"]) == ("admitted", "地区生产总值未达到预期目标")
    assert (admitted["claim_id"], admitted["claim_about"], admitted["answered_by"]) == (
        CLAIM["claim_id"],
        "target",
        "figure",
    )
    printed = outcome(judged([TARGET], said=[SAID]))
    assert (printed["claim"], printed["answered_by"], printed["next_report"]) == (None, "figure", True)
    silent = outcome(judged([TARGET]))
    assert (silent["claim"], silent["answered_by"], silent["next_report"]) == ("silent", None, True), (
        "it may still come"
    )
    alone = outcome(judged([TARGET], reports=[report(2023), report(2025)]))
    assert (alone["claim"], alone["next_report"]) == (None, False)
    blanket = CLAIM | {"indicator": None, "indicator_id": None, "claim": "fulfilled", "about": "all"}
    assert outcome(judged([TARGET], claims=[blanket]))["claim"] == "silent"
    assert outcome(judged([TARGET | {"period": "2030"}], claims=[CLAIM]))["claim"] is None


def test_a_claim_makes_no_verdict_and_holds_one_that_it_contradicts() -> None:
    late = [report(2023), report(2024, published=date(2024, 6, 1))]
    done = CLAIM | {"claim": "fulfilled", "quote": "圆满完成年度目标"}
    met = outcome(judged([TARGET], said=[SAID | {"value": "9"}], claims=[done]))
    assert (met["status"], met["claim"], met["answered_by"]) == ("met", "fulfilled", "figure")
    held = outcome(judged([TARGET], said=[SAID | {"value": "4"}], claims=[done]))
    assert (held["status"], held["status_reason"], held["answered_by"]) == ("held", "claim_differs", "figure")
    claimed = outcome(judged([TARGET], claims=[done], reports=late))
    assert (claimed["status"], claimed["answered_by"]) == ("no_data", "claim")
    assert claimed["why_zh"].endswith("；未找到公布的结果，次年报告称已完成。")
    assert claimed["why_en"].endswith("; no published result was found. The next report says: done.")
    assert outcome(judged([TARGET], reports=late))["answered_by"] == "nothing"


def test_what_is_said_of_a_list_of_targets_is_said_of_the_targets_in_it() -> None:
    row = outcome(judged([TARGET | {"list_id": LIST["list_id"]}], claims=[OF_LIST], lists=[LIST]))
    assert (row["claim"], row["claim_about"], row["claim_quote"]) == ("fulfilled", "list", "10件民生实事全部办结")


def test_a_claim_about_another_year_place_or_thing_is_no_answer() -> None:
    others: list[dict[str, Any]] = [
        {"period": "2022"},
        {"period": "2021/2025"},
        {"report_id": "620000-2024", "region_code": "620000"},
        {"report_id": "650000-2025", "year": 2025},
        {"indicator": "粮食产量", "indicator_id": "grain_output"},
    ]
    cases = {number: {"targets": [TARGET], "claims": [CLAIM | other]} for number, other in enumerate(others)}
    for number, tables in together(cases).items():
        assert outcome(tables)["claim"] == "silent", others[number]


def test_a_claim_answers_by_its_name_where_it_has_no_code_and_the_first_counts() -> None:
    named = {"indicator": "新名指标", "indicator_id": None}
    later = CLAIM | named | {"claim_id": "650000-2024@90", "claim": "fulfilled", "char_start": 90, "char_end": 99}
    tables = judged([TARGET | named], claims=[later, CLAIM | named])
    assert outcome(tables)["claim"] == "admitted"


def test_sources_that_differ_by_more_than_rounding_are_a_conflict() -> None:
    press = {"value": "7.4", "source_title": "新闻", "source_kind": "press"}
    others = {"differs": press, "rounded": press | {"value": "6.75"}, "of itself": {"value": "7.4"}}
    cases = {name: {"targets": [TARGET], "figures": [{"value": "6.8"}, other]} for name, other in others.items()}
    of = {name: tables["conflicts"] for name, tables in together(cases).items()}
    (conflict,) = of["differs"]
    assert (conflict["difference"], conflict["last_digit"]) == (Decimal("0.6"), Decimal("0.1"))
    assert of["rounded"] == []
    assert of["of itself"] == [], "one source contradicts itself elsewhere"


def test_half_of_the_coarser_last_digit_is_rounding() -> None:
    press = {"source_title": "新闻", "source_kind": "press"}
    conflicts = {"6.85": 0, "6.86": 1, "6.75": 0, "6.74": 1}
    cases = {
        value: {"targets": [TARGET], "figures": [{"value": "6.8"}, press | {"value": value}]} for value in conflicts
    }
    assert {value: len(tables["conflicts"]) for value, tables in together(cases).items()} == conflicts


def test_figures_of_two_price_bases_are_no_conflict() -> None:
    prices = {"indicator": "居民消费价格", "indicator_id": "cpi"}
    other = {"value": "8", "source_title": "新闻", "price_basis": "nominal"}
    cases = {
        basis: {"targets": [TARGET | prices], "figures": [prices, prices | other | {"price_basis": basis}]}
        for basis in ("nominal", "real")
    }
    of = together(cases)
    assert len(of["nominal"]["matches"]) == 2
    assert of["nominal"]["conflicts"] == []
    assert len(of["real"]["conflicts"]) == 1


def test_a_target_of_several_years_tells_its_pace_and_stays_pending() -> None:
    grain = TARGET | GRAIN | {"period": "2027", "value": "600", "bound": "exact"}
    levels = [GRAIN | {"period": "2022", "value": "500"}, GRAIN | {"period": "2024", "value": "550"}]
    plan = TARGET | {"period": "2021/2025", "period_kind": "average", "value": "6"}
    grown = [{"period": "2021", "value": "6"}, {"period": "2022", "value": "6"}, {"period": "2023", "value": "6"}]
    of = outcomes(
        grain={"targets": [grain], "figures": levels},
        plan={"targets": [plan], "figures": grown},
        lacking={"targets": [plan], "figures": grown[1:]},
    )
    # Half of the way in two of five years.
    assert (of["grain"]["status"], of["grain"]["pace"]) == ("pending", Decimal("1.25"))
    assert of["plan"]["pace"] == Decimal("1")
    assert of["lacking"]["pace"] is None, "a year is missing"


def test_a_pace_is_counted_up_to_the_year_before_the_last() -> None:
    grain = TARGET | GRAIN | {"year": 2022, "period": "2024", "value": "600", "bound": "exact"}
    levels = [
        GRAIN | {"period": year, "value": value} for year, value in (("2021", "500"), ("2022", "550"), ("2024", "900"))
    ]
    plan = TARGET | {"year": 2022, "period": "2022/2024", "period_kind": "average", "value": "6"}
    rates = [{"period": year, "value": value} for year, value in (("2022", "6"), ("2023", "6"), ("2024", "60"))]
    of = outcomes(
        grain={"targets": [grain], "figures": levels},
        ends={"targets": [grain], "figures": [levels[0], levels[2]]},
        plan={"targets": [plan], "figures": rates},
    )
    # Half of the way in one of three years; what is printed of the last year is a forecast while it is open.
    assert of["grain"]["pace"] == Decimal("1.5")
    assert of["ends"]["pace"] is None
    assert of["plan"]["pace"] == Decimal("1")


def test_a_pace_starts_from_the_year_before_the_report_and_what_is_added_has_none() -> None:
    grain = TARGET | GRAIN | {"period": "2027", "value": "600", "bound": "exact"}
    levels = [GRAIN | {"period": "2022", "value": "500"}, GRAIN | {"period": "2023", "value": "550"}]
    of = outcomes(
        level={"targets": [grain], "figures": levels},
        added={"targets": [grain | {"aspect": "addition"}], "figures": levels},
        in_all={"targets": [grain | {"period": "2023/2027", "period_kind": "total"}], "figures": levels},
        earlier={"targets": [grain], "figures": [levels[0] | {"period": "2021"}, levels[1]]},
        without={"targets": [grain], "figures": levels[1:]},
        of_a_year={"targets": [TARGET], "figures": [{}]},
    )
    paces = {name: row["pace"] for name, row in of.items()}
    assert paces.pop("level") == Decimal("2.5")
    assert set(paces.values()) == {None}, paces


ASPECTS = codelists.codes("aspect")
FIRMS = {"indicator": "高新技术企业", "indicator_id": "high_tech_enterprises", "measure": "amount", "unit": "家"}


@pytest.fixture(scope="module")
def aspects() -> dict[tuple[str, str], Tables]:
    """What comes of every aspect that is set by every one that is achieved."""
    return together(
        {
            (target, achieved): {
                "targets": [TARGET | FIRMS | {"value": "500", "aspect": target}],
                "said": [SAID | FIRMS | {"value": "850", "aspect": achieved}],
            }
            for target, achieved in product(ASPECTS, ASPECTS)
        }
    )


@pytest.mark.parametrize("achieved", ASPECTS)
@pytest.mark.parametrize("target", ASPECTS)
def test_an_amount_is_judged_by_the_same_aspect_and_a_flow_by_what_is_finished_too(
    aspects: dict[tuple[str, str], Tables], target: str, achieved: str
) -> None:
    tables = aspects[target, achieved]
    meet = (target == achieved and target not in ("plan", "other_total")) or (target, achieved) == (
        "flow",
        "completion",
    )
    assert outcome(tables)["status"] == ("met" if meet else "not_comparable")
    if not meet:
        reason = "addition" if "addition" in (target, achieved) else "aspect"
        assert outcome(tables)["comparability_reason"] == reason
        labels = codelists.labels("aspect", "zh")
        differ = f"是{labels[achieved]}，目标是{labels[target]}，口径不同"
        same = codelists.labels("comparability_reason", "zh")[reason]
        assert (differ if target != achieved else same) in outcome(tables)["why_zh"]


TIMES = {"year": "2023", "part_of_year": "2023-01/2023-11", "average": "2019/2023", "total": "2019/2023", "end": "2023"}


@pytest.fixture(scope="module")
def times() -> dict[tuple[str, str], Tables]:
    """What comes of every kind of period that is set by every one that is achieved."""
    return together(
        {
            (target, achieved): {
                "targets": [TARGET | {"period": TIMES[target], "period_kind": target}],
                "said": [SAID | {"period": TIMES[achieved], "period_kind": achieved}],
            }
            for target, achieved in product(TIMES, TIMES)
        }
    )


@pytest.mark.parametrize("achieved", TIMES)
@pytest.mark.parametrize("target", TIMES)
def test_kinds_of_period_meet_themselves_and_the_end_of_a_span_its_last_year(
    times: dict[tuple[str, str], Tables], target: str, achieved: str
) -> None:
    tables = times[target, achieved]
    meet = target == achieved or {target, achieved} == {"year", "end"}
    assert outcome(tables)["status"] == ("near" if meet else "pending")


def test_a_growth_from_another_base_never_judges_and_the_year_before_is_the_usual_one() -> None:
    since = {"base_period": "2020"}
    of = outcomes(
        both={"targets": [TARGET | since], "said": [SAID | since]},
        one={"targets": [TARGET], "said": [SAID | since]},
        usual={"targets": [TARGET], "said": [SAID | {"base_period": "2022"}]},
    )
    assert {name: row["status"] for name, row in of.items()} == {"both": "near", "one": "pending", "usual": "near"}


def test_a_part_of_the_government_never_judges_the_whole() -> None:
    part = {"area": "某新区"}
    of = outcomes(
        target={"targets": [TARGET | part], "said": [SAID]},
        said={"targets": [TARGET], "said": [SAID | part]},
        both={"targets": [TARGET | part], "said": [SAID | part]},
    )
    assert {name: row["status"] for name, row in of.items()} == {
        "target": "pending",
        "said": "pending",
        "both": "near",
    }


HOUSES = {
    "indicator": "棚户区改造",
    "indicator_id": "shantytown_renovation",
    "measure": "amount",
    "unit": "套",
    "aspect": "completion",
}
ELEVEN_MONTHS = {"period": "2023-01/2023-11", "period_kind": "part_of_year"}


PARTS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {"value": "600"}, "met"),
    ({}, {"value": "500"}, "met"),
    ({}, {"value": "499"}, "undetermined"),
    ({"bound": "at_most"}, {"value": "400"}, "undetermined"),
    ({"aspect": "flow"}, {"value": "600"}, "met"),
    # What does not only grow is not told by a part of the year.
    ({"aspect": "level"}, {"value": "600", "aspect": "level"}, "pending"),
    ({}, {"value": "600", "bound": "at_most"}, "pending"),
]


def test_a_part_of_the_year_may_prove_that_at_least_so_much_was_reached() -> None:
    cases = {
        number: {
            "targets": [TARGET | HOUSES | {"value": "500", "bound": "at_least"} | target],
            "said": [SAID | HOUSES | ELEVEN_MONTHS | part],
        }
        for number, (target, part, _) in enumerate(PARTS)
    }
    statuses = [outcome(tables)["status"] for tables in together(cases).values()]
    assert statuses == [status for *_, status in PARTS]


def test_a_growth_or_share_of_a_part_of_the_year_proves_nothing() -> None:
    assert outcome(judged([TARGET], said=[SAID | ELEVEN_MONTHS | {"value": "9"}]))["status"] == "pending"


def test_a_part_of_the_year_never_wins_over_the_whole_year_beside_it() -> None:
    target = TARGET | HOUSES | {"value": "500", "bound": "at_least"}
    part = SAID | HOUSES | ELEVEN_MONTHS | {"value": "510"}
    whole = SAID | HOUSES | {"target_id": "650000-2024@90", "char_start": 90, "char_end": 99, "value": "540"}
    row = outcome(judged([target], said=[part, whole]))
    assert (row["actual"], row["actual_bound"]) == (Decimal(540), None)
    row = outcome(judged([target], said=[part]))
    assert (row["actual"], row["actual_bound"]) == (Decimal(510), "at_least")


def test_a_fall_is_never_turned_round() -> None:
    fewer = {"indicator": "单位能耗", "indicator_id": "energy_intensity", "value": "-3", "bound": "exact"}
    more = {"indicator": "社会消费品零售总额", "indicator_id": "retail_sales", "value": "-3", "bound": "exact"}
    fallen = SAID | more | {"value": "-4"}
    of = outcomes(
        further={"targets": [TARGET | fewer], "said": [SAID | fewer | {"value": "-4"}]},
        less_far={"targets": [TARGET | fewer], "said": [SAID | fewer | {"value": "-2"}]},
        of_what_should_grow={"targets": [TARGET | more], "said": [fallen]},
        at_most={"targets": [TARGET | more | {"bound": "at_most"}], "said": [fallen]},
    )
    assert (of["further"]["status"], of["less_far"]["status"]) == ("met", "missed")
    row = of["of_what_should_grow"]
    assert (row["status"], row["status_reason"]) == ("undetermined", "polarity_unknown")
    assert "不能确定越多越好还是越少越好" in row["why_zh"] and "whether more or less is better" in row["why_en"]
    assert of["at_most"]["status"] == "met", "the bound says the side"


def test_what_nobody_says_the_direction_of_is_judged_by_a_bound_only() -> None:
    power = {"indicator": "全社会用电量", "indicator_id": "power_consumption"}
    row = outcome(judged([TARGET | power], said=[SAID | power]))
    assert (row["status"], row["status_reason"], row["polarity"], row["margin"]) == (
        "undetermined",
        "polarity_unknown",
        "neutral",
        None,
    )
    assert outcome(judged([TARGET | power | {"bound": "at_least"}], said=[SAID | power]))["status"] == "near"


FAR_OR_NOT: list[tuple[dict[str, Any], str, str | None]] = [
    ({}, "22.1", "rate_far"),
    ({}, "22", None),
    (FIRMS | {"value": "500", "bound": "at_least"}, "1001", "amount_far"),
    (FIRMS | {"value": "500", "bound": "at_least"}, "1000", None),
    (FIRMS | {"value": "500", "bound": "at_least"}, "334", "amount_far"),
    (FIRMS | {"value": "500", "bound": "at_least"}, "335", None),
    ({"indicator_id": "urbanisation_rate", "measure": "ratio", "value": "50"}, "65.1", "ratio_far"),
    ({"indicator_id": "urbanisation_rate", "measure": "ratio", "value": "50"}, "34.9", "ratio_far"),
    # 8.53 ‰ that is printed as percent.
    (
        {"indicator_id": "natural_population_growth", "measure": "ratio", "value": "0.9", "bound": "at_most"},
        "8.53",
        "ratio_far",
    ),
]


def test_what_is_not_plausible_is_held_with_its_reason() -> None:
    cases = {
        number: {
            "targets": [TARGET | target],
            "said": [SAID | target | {"value": value, "bound": "exact"}],
        }
        for number, (target, value, _) in enumerate(FAR_OR_NOT)
    }
    for (target, value, reason), tables in zip(FAR_OR_NOT, together(cases).values(), strict=True):
        row = outcome(tables)
        assert (row["status"] == "held", row["status_reason"]) == (reason is not None, reason), (target, value)
        if reason:
            assert (row["status_latest"], row["tolerance_used"], row["reached"]) == ("held", None, None)
            assert row["why_zh"].startswith("存疑待核：") and row["why_en"].startswith("On hold. ")


def test_inside_of_a_range_nothing_is_far() -> None:
    wide = FIRMS | {"value": "100", "value_high": "900", "bound": "exact"}
    said = SAID | FIRMS | {"value": "850"}
    assert outcome(judged([TARGET | wide], said=[said]))["status"] == "met"


def test_a_target_printed_twice_with_different_results_is_held_both_times() -> None:
    again = (
        TARGET
        | FIRMS
        | {"target_id": "650000-2023@90", "char_start": 90, "char_end": 99, "value": "500", "aspect": "addition"}
    )
    once = TARGET | FIRMS | {"value": "500", "bound": "about"}
    said = [
        SAID | FIRMS | {"value": "500"},
        SAID | FIRMS | {"target_id": "650000-2024@80", "char_start": 80, "value": "400", "aspect": "addition"},
    ]
    rows = judged([once, again], said=said)["outcomes"]
    assert [(row["status"], row["status_reason"]) for row in rows] == [("held", "repeats_differ")] * 2
    other = [
        SAID | FIRMS | {"value": "500"},
        SAID | FIRMS | {"target_id": "650000-2024@80", "char_start": 80, "value": "510", "aspect": "addition"},
    ]
    assert [row["status"] for row in judged([once, again], said=other)["outcomes"]] == ["met", "met"]


FAR = SAID | {"value": "30"}
PAIR = {"target_id": TARGET["target_id"], "statistic_id": SAID["target_id"]}


def test_a_held_verdict_that_somebody_confirmed_stands() -> None:
    row = outcome(judged([TARGET], said=[FAR], readings=[PAIR | {"finding": "confirmed"}]))
    assert (row["status"], row["status_latest"], row["status_reason"], row["reading"]) == (
        "met",
        "met",
        None,
        "confirmed",
    )
    other = PAIR | {"statistic_id": "650000-2024@21", "finding": "confirmed"}
    row = outcome(judged([TARGET], said=[FAR], readings=[other]))
    assert (row["status"], row["reading"]) == ("held", None), "of another figure it says nothing"


def test_a_figure_that_was_read_wrong_is_out_and_a_target_meets_nothing() -> None:
    tables = judged([TARGET], [{"value": "7"}], said=[FAR], readings=[PAIR | {"finding": "wrong_figure"}])
    assert (outcome(tables)["status"], len(tables["matches"])) == ("met", 1)
    tables = judged([TARGET], [{"value": "7"}], said=[FAR], readings=[PAIR | {"finding": "wrong_target"}])
    row = outcome(tables)
    assert (row["status"], row["status_reason"], row["reading"]) == ("undetermined", "reading", "wrong_target")
    assert tables["matches"] == [] and "报告的目标并非如此" in row["why_zh"]


def test_a_verdict_that_was_read_wrong_is_never_told_again() -> None:
    row = outcome(judged([TARGET], said=[SAID], readings=[PAIR | {"finding": "wrong_verdict"}]))
    assert (row["status"], row["status_reason"], row["reading"]) == ("held", "reading", "wrong_verdict")
