"""The method, rule by rule, on small rows: what is set as a target, what came, what the verdict is."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

import schemas
from pipelines.outcomes.judge import judge
from schemas import contract
from tests.outcomes.conftest import PREFECTURES, TARGET, based, moved, numbered

AMOUNT = {
    "indicator": "棉花产量",
    "indicator_id": "cotton_output",
    "measure": "amount",
    "bound": "exact",
    "value": "500",
    "unit": "万吨",
}
AMOUNT_FIGURE = {
    "indicator": "棉花产量",
    "indicator_id": "cotton_output",
    "measure": "amount",
    "unit": "万吨",
    "price_basis": "unstated",
}
RATIO = {
    "indicator": "城镇调查失业率",
    "indicator_id": "unemployment_surveyed_urban",
    "measure": "ratio",
    "bound": "at_most",
    "value": "5.5",
}
RATIO_FIGURE = {
    "indicator": "城镇调查失业率",
    "indicator_id": "unemployment_surveyed_urban",
    "measure": "ratio",
    "price_basis": "unstated",
}
PRICES = {"indicator": "居民消费价格", "indicator_id": "cpi", "bound": "about", "value": "2"}
PRICES_FIGURE = {"indicator": "居民消费价格", "indicator_id": "cpi", "price_basis": "unstated"}
PENDING_SINCE = {"period": "2030"}


Case = tuple[dict[str, Any], list[dict[str, Any]]]


def outcome(
    target: dict[str, Any], *figures: dict[str, Any], known: date = date(2024, 4, 1), **method: pl.DataFrame
) -> dict[str, Any]:
    """The one outcome of a target changed from TARGET, with figures changed from FIGURE."""
    (row,) = outcomes([(target, list(figures))], known, **method)
    return row


def outcomes(cases: list[Case], known: date = date(2024, 4, 1), **method: pl.DataFrame) -> list[dict[str, Any]]:
    """The one outcome of each case, all judged at once: a case has a prefecture of its own."""
    goals, rows = [], []
    for place, (target, figures) in zip(["650000", *PREFECTURES], cases, strict=False):
        goals += moved([based(TARGET | target)], "650000", place)
        rows += moved([based(figure) for figure in numbered(figures)], "650000", place)
    targets = contract.split(schemas.model("targets"), goals, "targets")
    statistics = contract.split(schemas.model("statistics"), rows, "statistics")
    assert targets.rejects.is_empty() and statistics.rejects.is_empty(), (targets.rejects, statistics.rejects)
    reports = contract.empty(schemas.model("reports"))
    dated = pl.DataFrame({"published": [known]})
    tables = judge(
        {
            "targets": targets.good,
            "reports": pl.concat([reports, dated], how="diagonal"),
            "statistics": statistics.good,
        },
        method,
    )
    for table, frame in tables.items():
        contract.check(schemas.model(table), frame, table)
    judged = {row["target_id"]: row for row in tables["outcomes"].to_dicts()}
    assert len(judged) == len(cases)
    return [judged[target["target_id"]] for target in goals]


# Target, figure, verdict.
RULE_TABLE: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    # 左右: within a, or beyond on the better side; exactly at the tolerance is within it.
    ({}, {"value": "7"}, "met"),
    ({}, {"value": "6.8"}, "met"),
    ({}, {"value": "6.79"}, "near"),
    ({}, {"value": "6.5"}, "near"),
    ({}, {"value": "6.49"}, "missed"),
    ({}, {"value": "9"}, "met"),
    ({"indicator_id": "industrial_value_added", "value": "9"}, {"indicator_id": "industrial_value_added", "value": "8.5"}, "met"),
    ({"indicator_id": "industrial_value_added", "value": "9"}, {"indicator_id": "industrial_value_added", "value": "8"}, "near"),
    ({"indicator_id": "industrial_value_added", "value": "9"}, {"indicator_id": "industrial_value_added", "value": "6.4"}, "missed"),
    # Bounds must hold; there is no leniency but near.
    ({"bound": "at_least"}, {"value": "7"}, "met"),
    ({"bound": "at_least"}, {"value": "6.9"}, "near"),
    (RATIO, RATIO_FIGURE | {"value": "5.5"}, "met"),
    (RATIO, RATIO_FIGURE | {"value": "5.8"}, "near"),
    (RATIO, RATIO_FIGURE | {"value": "5.9"}, "missed"),
    # Without a bound word: as at_least where more is better.
    ({"bound": "exact"}, {"value": "7.1"}, "met"),
    ({"bound": "exact"}, {"value": "6.9"}, "near"),
    # As at_most for less and ceiling, within a for two-sided.
    (RATIO | {"bound": "exact"}, RATIO_FIGURE | {"value": "5.4"}, "met"),
    (RATIO | {"bound": "exact"}, RATIO_FIGURE | {"value": "5.6"}, "near"),
    (PRICES, PRICES_FIGURE | {"value": "0.2"}, "met"),
    (PRICES, PRICES_FIGURE | {"value": "2.2"}, "met"),
    (PRICES, PRICES_FIGURE | {"value": "2.3"}, "near"),
    (PRICES | {"year": 2025, "period": "2025"}, PRICES_FIGURE | {"value": "0.2", "period": "2025"}, "missed"),
    (PRICES | {"year": 2025, "period": "2025", "bound": "exact"}, PRICES_FIGURE | {"value": "1.8", "period": "2025"}, "met"),
    # A range: inside, or beyond on the better side; 左右 widens its ends.
    ({"bound": "exact", "value": "5", "value_high": "6"}, {"value": "5"}, "met"),
    ({"bound": "exact", "value": "5", "value_high": "6"}, {"value": "6.5"}, "met"),
    ({"bound": "exact", "value": "5", "value_high": "6"}, {"value": "4.9"}, "near"),
    ({"bound": "about", "value": "5", "value_high": "6"}, {"value": "4.8"}, "met"),
    # Amounts: 2 % for 左右, 5 % for near.
    (AMOUNT, AMOUNT_FIGURE | {"value": "500"}, "met"),
    (AMOUNT, AMOUNT_FIGURE | {"value": "475"}, "near"),
    (AMOUNT, AMOUNT_FIGURE | {"value": "474.9"}, "missed"),
    (AMOUNT | {"bound": "about"}, AMOUNT_FIGURE | {"value": "490"}, "met"),
    # Units of one dimension meet: 1000 万斤 is 0.5 万吨.
    (AMOUNT | {"value": "0.5"}, AMOUNT_FIGURE | {"value": "1000", "unit": "万斤"}, "met"),
    # A bound may prove a target met, never missed.
    (AMOUNT | {"value": "1600"}, AMOUNT_FIGURE | {"value": "1600", "value_bound": "at_least"}, "met"),
    (AMOUNT | {"value": "1700"}, AMOUNT_FIGURE | {"value": "1600", "value_bound": "at_least"}, "undetermined"),
    (AMOUNT | {"value": "5000"}, AMOUNT_FIGURE | {"value": "1600", "value_bound": "at_least"}, "undetermined"),
    # An approximation is right within 2 %.
    (AMOUNT, AMOUNT_FIGURE | {"value": "501", "value_bound": "about"}, "undetermined"),
    (AMOUNT, AMOUNT_FIGURE | {"value": "520", "value_bound": "about"}, "met"),
    # Percentage points.
    ({"measure": "change", "unit": "个百分点", "value": "1", "indicator_id": "urbanisation_rate"},
     {"measure": "change", "unit": "个百分点", "value": "0.8", "indicator_id": "urbanisation_rate", "price_basis": "unstated"}, "met"),
    # A fall: 下降3%以上 is at most -3.
    ({"indicator_id": "energy_intensity", "bound": "at_most", "value": "-3"},
     {"indicator_id": "energy_intensity", "value": "-3.2", "price_basis": "unstated"}, "met"),
    ({"indicator_id": "energy_intensity", "bound": "at_most", "value": "-3"},
     {"indicator_id": "energy_intensity", "value": "-0.5", "price_basis": "unstated"}, "missed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def by_rule_table() -> list[str]:
    """The verdict of every case of it."""
    cases: list[Case] = [(target, [figure]) for target, figure, _ in RULE_TABLE]
    return [row["status"] for row in outcomes(cases, date(2026, 3, 1))]


@pytest.mark.parametrize("number", range(len(RULE_TABLE)))
def test_the_verdict_follows_the_rule_table(by_rule_table: list[str], number: int) -> None:
    assert by_rule_table[number] == RULE_TABLE[number][-1], RULE_TABLE[number]


def test_what_measures_another_thing_never_meets() -> None:
    others: list[dict[str, Any]] = [
        {"measure": "amount", "unit": "亿元", "value": "7"},
        {"region_code": "620000"},
        {"period": "2022"},
        {"indicator_id": "cpi"},
        {"unit": "个百分点"},
    ]
    for figure, row in zip(others, outcomes([({}, [other]) for other in others]), strict=True):
        assert (row["status"], row["statistic_id"], row["actual"]) == ("no_data", None, None), figure


def test_a_unit_of_another_dimension_never_meets() -> None:
    assert outcome(AMOUNT, AMOUNT_FIGURE | {"value": "500", "unit": "万人"})["status"] == "no_data"


def test_real_and_nominal_growth_never_meet() -> None:
    row = outcome({}, {"price_basis": "nominal"})
    assert (row["status"], row["comparability_reason"]) == ("not_comparable", "price_basis")
    assert row["gap"] is None


def test_a_nominal_figure_that_decides_otherwise_is_flagged() -> None:
    nominal = {"price_basis": "nominal"}
    otherwise, alike = outcomes([({}, [{"value": "7"}, nominal | {"value": value}]) for value in ("3", "8")])
    assert otherwise["price_basis_conflict"] is True
    assert alike["price_basis_conflict"] is False


def test_a_related_figure_is_told_and_judges_nothing() -> None:
    related = {
        ("fruit_output", "forest_fruit_output"): "scope_unlike",
        ("vocational_training", "employment_training"): "scope_broader",
        ("pension_coverage", "pension_coverage_residents"): "scope_narrower",
    }
    cases: list[Case] = [
        (AMOUNT | {"indicator_id": target}, [AMOUNT_FIGURE | {"indicator_id": other, "value": "1378"}])
        for target, other in related
    ]
    for reason, row in zip(related.values(), outcomes(cases), strict=True):
        assert (row["status"], row["comparability_reason"]) == ("not_comparable", reason)
        assert row["attainment"] is None and row["reached"] is None


def test_the_figure_of_the_very_thing_wins_over_a_related_one() -> None:
    own = AMOUNT_FIGURE | {"indicator_id": "vocational_training", "value": "600", "source_kind": "press"}
    other = AMOUNT_FIGURE | {"indicator_id": "employment_training", "value": "900", "source_kind": "communique"}
    row = outcome(AMOUNT | {"indicator_id": "vocational_training"}, other, own)
    assert (row["status"], row["actual"]) == ("met", Decimal(600))


def test_the_best_candidate_is_the_communique_then_the_earlier_release() -> None:
    early, late = {"published": date(2024, 1, 20)}, {"published": date(2024, 2, 20)}
    kinds = [{"source_kind": kind} for kind in ("press", "self_reported", "official_statistics", "communique")]
    releases = [
        late | {"value": "5"},
        early | {"value": "6"},
        {"published": None, "published_precision": None, "value": "7"},
    ]
    of_kinds, of_days = outcomes(
        [({}, [kind | {"value": str(5 + place)} for place, kind in enumerate(kinds)]), ({}, releases)]
    )
    assert (of_kinds["actual"], of_days["actual"]) == (Decimal(8), Decimal(6))


def test_a_later_revision_serves_the_latest_status_only() -> None:
    first = {"value": "7", "source_kind": "press", "published": date(2024, 1, 20)}
    revised = {"value": "5", "source_kind": "communique", "published": date(2025, 2, 1)}
    row = outcome({}, first, revised, known=date(2025, 2, 1))
    assert (row["actual"], row["status"], row["status_latest"]) == (Decimal(7), "met", "missed")
    assert outcome({}, revised, known=date(2025, 2, 1))["status"] == "missed", "unless there is nothing else"


@pytest.mark.parametrize(
    ("period", "known", "status"),
    [
        ("2030", date(2024, 3, 1), "pending"),
        ("2021/2025", date(2024, 3, 1), "pending"),
        ("2023", date(2024, 3, 30), "pending"),
        ("2023", date(2024, 3, 31), "no_data"),
        ("2023", date(2023, 12, 30), "pending"),
    ],
)
def test_without_a_figure_a_target_is_pending_until_its_figures_are_due(period: str, known: date, status: str) -> None:
    row = outcome({"period": period}, {"region_code": "620000", "published": known}, known=known)
    assert (row["status"], row["status_latest"], row["statistic_id"]) == (status, status, None)


def test_gap_and_margin_are_in_the_targets_unit_and_positive_is_better() -> None:
    amount, ratio, inside = outcomes(
        [
            (AMOUNT | {"value": "2", "unit": "亿吨"}, [AMOUNT_FIGURE | {"value": "26544.03"}]),
            (RATIO, [RATIO_FIGURE | {"value": "5"}]),
            ({"value": "5", "value_high": "6"}, [{"value": "5.5"}]),
        ]
    )
    assert [amount[name] for name in ("actual", "gap", "margin")] == [
        Decimal("2.654403"),
        Decimal("0.654403"),
        Decimal("0.654403"),
    ]
    assert amount["attainment"] == Decimal("1.327202")
    assert (ratio["gap"], ratio["margin"]) == (Decimal("-0.5"), Decimal("0.5"))
    assert inside["gap"] == 0


def test_reached_knows_no_tolerance() -> None:
    assert [row["reached"] for row in outcomes([({}, [{"value": value}]) for value in ("6.8", "7")])] == [False, True]


def test_a_verdict_says_whether_it_rests_on_a_tolerance_and_hangs_on_its_size() -> None:
    within, beyond, short = outcomes([({}, [{"value": value}]) for value in ("6.85", "8", "6.4")])
    assert (within["status"], within["tolerance_used"], within["tolerance_sensitive"]) == ("met", True, True)
    assert (beyond["tolerance_used"], beyond["tolerance_sensitive"]) == (False, False)
    assert (short["status"], short["tolerance_used"], short["tolerance_sensitive"]) == ("missed", False, True)


def test_a_verdict_of_near_rests_on_a_tolerance_however_little_is_lacking() -> None:
    row = outcome({"bound": "exact"}, {"value": "6.999"})
    assert (row["status"], row["tolerance_used"]) == ("near", True)


def test_polarity_is_dated_and_says_where_it_is_from() -> None:
    row = outcome(PRICES, PRICES_FIGURE | {"value": "2"})
    assert (row["polarity"], row["polarity_source"]) == ("ceiling", "table")
    row = outcome(
        PRICES | {"year": 2025, "period": "2025"},
        PRICES_FIGURE | {"value": "2", "period": "2025"},
        known=date(2026, 4, 1),
    )
    assert (row["polarity"], row["margin"]) == ("two_sided", None)


def test_without_a_row_of_polarity_nothing_is_judged_by_a_default() -> None:
    none = contract.codelist("polarities").clear()
    row = outcome(AMOUNT, AMOUNT_FIGURE | {"value": "600"}, polarities=none)
    assert (row["polarity"], row["polarity_source"]) == ("neutral", "default")
    assert (row["status"], row["status_reason"], row["reached"]) == ("undetermined", "polarity_unknown", None)
    row = outcome(AMOUNT | {"bound": "at_least"}, AMOUNT_FIGURE | {"value": "600"}, polarities=none)
    assert (row["status"], row["margin"]) == ("met", Decimal(100))


def test_another_rule_table_is_another_method() -> None:
    rules = contract.codelist("verdict_rules").with_columns(about=pl.lit(Decimal("0.05"), pl.Decimal(24, 6)))
    assert outcome({}, {"value": "6.8"}, verdict_rules=rules)["status"] == "near"


def test_a_newer_row_of_a_dated_rule_holds_from_its_date_on() -> None:
    old = contract.codelist("verdict_rules")
    newer = old.filter(pl.col("rule") == "gdp_growth").with_columns(
        since=pl.lit(date(2023, 1, 1)), about=pl.lit(Decimal("0.1"), pl.Decimal(24, 6))
    )
    assert outcome({}, {"value": "6.8"}, verdict_rules=pl.concat([old, newer]))["status"] == "near"
    assert (
        outcome(
            {"year": 2022, "period": "2022"}, {"value": "6.8", "period": "2022"}, verdict_rules=pl.concat([old, newer])
        )["status"]
        == "met"
    )


def test_a_rule_holds_for_periods_that_begin_on_its_first_day() -> None:
    old = contract.codelist("verdict_rules")
    for since, status in ((date(2023, 1, 1), "near"), (date(2023, 1, 2), "met")):
        stricter = old.filter(rule="gdp_growth").with_columns(
            since=pl.lit(since), about=pl.lit(Decimal("0.1"), pl.Decimal(24, 6))
        )
        assert outcome({}, {"value": "6.8"}, verdict_rules=pl.concat([old, stricter]))["status"] == status, since


def test_a_rule_of_one_indicator_goes_before_a_newer_one_of_all() -> None:
    old = contract.codelist("verdict_rules")
    newer = old.filter(rule="other_growth").with_columns(since=pl.lit(date(2022, 1, 1)))
    row = outcome({}, {"value": "6.6"}, verdict_rules=pl.concat([old, newer]))
    assert (row["rule"], row["status"]) == ("gdp_growth", "near")


def test_the_newest_polarity_and_relation_before_the_period_count() -> None:
    polarities = contract.codelist("polarities")
    turned = polarities.filter(indicator_id="gdp").with_columns(since=pl.lit(date(2023, 1, 1)), polarity=pl.lit("less"))
    later = turned.with_columns(since=pl.lit(date(2023, 1, 2)), polarity=pl.lit("two_sided"))
    row = outcome({"bound": "exact"}, {"value": "8"}, polarities=pl.concat([later, polarities, turned]))
    assert (row["polarity"], row["status"]) == ("less", "missed")
    relations = contract.codelist("indicator_relations").filter(
        indicator_id="fruit_output", other_indicator_id="forest_fruit_output"
    )
    newer = relations.with_columns(since=pl.lit(date(2023, 1, 1)), relation=pl.lit("same"))
    fruit, forest = (
        AMOUNT | {"indicator_id": "fruit_output"},
        AMOUNT_FIGURE | {"indicator_id": "forest_fruit_output", "value": "600"},
    )
    assert outcome(fruit, forest, indicator_relations=pl.concat([relations, newer]))["status"] == "met"
    too_late = newer.with_columns(since=pl.lit(date(2023, 1, 2)))
    assert outcome(fruit, forest, indicator_relations=pl.concat([relations, too_late]))["status"] == "not_comparable"


def test_of_approximate_and_bounded_figures_only_what_admits_one_verdict_is_judged() -> None:
    about = AMOUNT_FIGURE | {"value_bound": "about"}
    statuses = {"510": "met", "509.999": "undetermined", "489.999": "near", "485": "near", "464.999": "missed"}
    rows = outcomes([(AMOUNT, [about | {"value": value}]) for value in statuses])
    assert dict(zip(statuses, (row["status"] for row in rows), strict=True)) == statuses
    at_most = AMOUNT_FIGURE | {"value": "600", "value_bound": "at_most"}
    assert outcome(AMOUNT | {"bound": "at_least"}, at_most)["status"] == "undetermined"
    assert outcome(AMOUNT | {"bound": "at_most", "value": "600"}, at_most)["status"] == "met"


# Target, figures, what its sentences say.
WHY: list[tuple[dict[str, Any], list[dict[str, Any]], str, str]] = [
    ({}, [{}], "地区生产总值目标增长7%左右，实际增长6.8%，低于目标0.2个百分点，在“左右”允许的0.2个百分点以内，视为实现。",
     'target growth of about 7%, result 6.8%, 0.2 points below, within the 0.2 points that "about" allows. Met.'),
    ({}, [{"value": "7.1"}], "实际增长7.1%，高于目标0.1个百分点，实现。", "result 7.1%, 0.1 points above. Met."),
    ({}, [{"value": "6.6"}], "低于目标0.4个百分点，未达到，差距在0.5个百分点以内，属接近目标，不计入实现。", "Close, within 0.5 points; counts as not met."),
    ({}, [{"value": "1"}], "低于目标6个百分点，未实现。", "6 points below. Missed."),
    ({}, [], "；未找到公布的结果。", "; no published result was found."),
    (PENDING_SINCE, [], "；目标年是", "; the target year is "),
    ({}, [{"price_basis": "nominal"}], "按现价计算，目标按不变价格，口径不同，不作比较。", "is at current prices, the target at constant prices; not compared."),
    (AMOUNT, [AMOUNT_FIGURE | {"value": "400", "value_bound": "at_least"}], "公布的结果是“400万吨以上”，不足以判断是否达到。",
     'the published result, "4 million tonnes or more", does not settle it.'),
    ({"indicator_id": "energy_intensity", "indicator": "单位能耗", "bound": "at_most", "value": "-3"}, [], "单位能耗目标下降3%以上", "target a fall of at least 3%"),
]  # fmt: skip


def test_every_verdict_has_a_sentence_of_why() -> None:
    rows = outcomes([(target, figures) for target, figures, *_ in WHY])
    for row, (_, _, zh, en) in zip(rows, WHY, strict=True):
        assert zh in row["why_zh"]
        assert en in row["why_en"]
