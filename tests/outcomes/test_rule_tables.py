"""Cases made from the tables of the method: at, just inside and just outside every tolerance, on both sides of every printed number.

Each case is a government of its own, so that all are judged in one call.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.outcomes.judge import judge
from schemas import codelists, contract
from tests.outcomes import reference
from tests.outcomes.conftest import FIGURE, TARGET, report, table

STEP = Decimal("0.000001")  # the smallest difference that a number can have
GROWTH, RATIO, POINTS, TONS = (
    ("growth", "%", "5"),
    ("ratio", "%", "5"),
    ("change", "个百分点", "1"),
    ("amount", "万吨", "500"),
)
# For every rule indicators that it applies to, of each direction that occurs: what is measured, and the year.
EXAMPLES = {
    "gdp_growth": [("gdp", GROWTH, 2023)],
    "cpi_growth": [("cpi", GROWTH, 2024), ("cpi", GROWTH, 2025)],
    "doubling": [("gdp", ("growth", "番", "1"), 2023), ("energy_intensity", ("growth", "番", "1"), 2023)],
    "other_growth": [
        ("retail_sales", GROWTH, 2023),
        ("energy_intensity", ("growth", "%", "-3"), 2023),
        ("retail_sales", ("growth", "%", "-3"), 2023),
        ("power_consumption", GROWTH, 2023),
        ("natural_population_growth", ("growth", "%", "0.6"), 2012),
    ],
    "surveyed_unemployment": [("unemployment_surveyed_urban", RATIO, 2023)],
    "registered_unemployment": [("unemployment_registered_urban", RATIO, 2023)],
    "other_ratio": [
        ("urbanisation_rate", ("ratio", "%", "50"), 2023),
        ("deficit_ratio", RATIO, 2023),
        ("poverty_rate", RATIO, 2023),
        ("birth_rate", ("ratio", "%", "1.2"), 2012),
    ],
    "points": [("urbanisation_rate", POINTS, 2023), ("poverty_rate", POINTS, 2023)],
    "amount_change": [("grain_output", ("change", "万吨", "50"), 2023), ("deficit", ("change", "亿元", "-50"), 2023)],
    "amount": [("grain_output", TONS, 2023), ("deficit", ("amount", "亿元", "500"), 2023)],
}


@dataclass(frozen=True)
class Case:
    """A target and a figure that meet each other only, and what the tables name as the rule."""

    target: Mapping[str, Any]
    figure: Mapping[str, Any]
    rule: str


def cases() -> Iterator[Case]:
    """Every rule with every bound word, and figures around each of its edges."""
    for rule, examples in EXAMPLES.items():
        for indicator, (measure, unit, value), year in examples:
            thing = {"indicator_id": indicator, "measure": measure, "unit": unit}
            for target in targets(thing | {"value": value, "year": year, "period": str(year)}):
                for figure in figures(target):
                    yield Case(target, thing | figure | {"period": str(year)}, rule)


def targets(target: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The target with each bound word, and as a range."""
    for bound in ("exact", "about", "at_least", "at_most"):
        yield {**target, "bound": bound}
    high = str(Decimal(target["value"]) + abs(Decimal(target["value"])))
    yield {**target, "bound": "about", "value_high": high}
    # What a range without a bound word tolerates where both sides are bad, or none, the method does not say.
    if reference.better({**target, "bound": "exact"}):
        yield {**target, "bound": "exact", "value_high": high}


def figures(target: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Figures at, just below and just above every edge; those that are no exact figures too."""
    within, unit = reference.tolerances(target), codelists.base_unit(target["unit"])
    assert unit
    about, near = (Decimal(str(float(width))) / unit[2] for width in (within.about, within.near))
    ends = {Decimal(target["value"]), Decimal(target.get("value_high", target["value"]))}
    # What is held is held of figures of any kind: so many points off, or such a share.
    points, shares = (Decimal(1), Decimal(2), Decimal(3), Decimal(15)), (Decimal("0.67"), Decimal(2))
    doubtful = {end + sign * far for end in ends for sign in (-1, 1) for far in points} | {
        end * share for end in ends for share in shares
    }
    for value_bound in (None, "about", "at_least", "at_most"):
        # An approximate figure is off by as much as 左右.
        widths = {Decimal(0), about, near} if value_bound is None else {Decimal(0), about, near + about, near - about}
        edges = {end + sign * width for end in ends for sign in (-1, 1) for width in widths}
        for value in sorted({edge + off for edge in edges | doubtful for off in (-STEP, Decimal(0), STEP)}):
            yield {"value": str(value), "value_bound": value_bound}


def placed(made_up: list[Case]) -> dict[str, pl.DataFrame]:
    """The tables of all cases, each in a government and year of its own, long after every period."""
    gone = set(contract.codelist("region_changes")["old_region_code"])
    regions = [code for code in contract.codelist("regions")["region_code"] if code not in gone]
    targets, statistics, used = [], [], dict.fromkeys((2012, 2023, 2024, 2025), 0)
    for number, case in enumerate(made_up):
        year = case.target["year"]
        place, used[year] = used[year], used[year] + 1
        # More cases than governments: they go on in earlier years, in which the same rules hold, births apart.
        year, region = year - 10 * (place // len(regions)), regions[place % len(regions)]
        of = {"region_code": region, "period": str(year)}
        report_id = f"{region}-{year}"
        targets.append(
            TARGET | case.target | of | {"year": year, "report_id": report_id, "target_id": f"{report_id}@{number}"}
        )
        id_ = {"statistic_id": f"{report_id}-{number:012x}"}
        statistics.append(FIGURE | case.figure | of | id_ | {"price_basis": "unstated"})
    return {
        "targets": table("targets", targets),
        "statistics": table("statistics", statistics),
        "reports": table("reports", [report(2030)]),
    }


def judged_cases(made_up: list[Case]) -> list[tuple[Case, dict[str, Any]]]:
    """Every case with its outcome, all of one call."""
    outcomes = {int(row["target_id"].split("@")[1]): row for row in judge(placed(made_up))["outcomes"].to_dicts()}
    assert len(outcomes) == len(made_up)
    return [(case, outcomes[number]) for number, case in enumerate(made_up)]


def test_every_figure_around_every_edge_of_every_rule_is_judged_as_the_method_says() -> None:
    judged = judged_cases(list(cases()))
    wrong = [
        (case, row["status"], row["rule"])
        for case, row in judged
        if (row["status"], row["rule"]) != (reference.verdict(case.target, case.figure), case.rule)
    ]
    assert wrong == []
    seen = {(case.rule, row["status"]) for case, row in judged}
    verdicts = ("met", "near", "missed", "undetermined", "held")
    # What doubles is no rate of which the method says how far is too far.
    assert seen == {(rule, verdict) for rule in EXAMPLES for verdict in verdicts} - {("doubling", "held")}


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == {row["rule"] for row in codelists.read("verdict_rules")}


@pytest.mark.parametrize("row", codelists.read("polarities"), ids=lambda row: f"{row['indicator_id']} {row['since']}")
def test_a_polarity_is_that_of_the_method_from_its_first_day_on(row: dict[str, str]) -> None:
    since = max(date.fromisoformat(row["since"]).year, 2000)
    assert row["polarity"] == reference.direction({"indicator_id": row["indicator_id"], "period": str(since)})


def test_beyond_the_number_on_the_better_side_is_met_and_on_the_other_is_not_for_every_polarity() -> None:
    made_up = []
    for row in codelists.read("polarities"):
        for year in (2024, 2025):
            target = {
                "indicator_id": row["indicator_id"],
                "measure": "ratio",
                "unit": "%",
                "value": "50",
                "bound": "exact",
            }
            for value in ("10", "90"):
                made_up.append(Case(target | {"year": year, "period": str(year)}, target | {"value": value}, ""))
    for case, row in judged_cases(made_up):
        assert row["status"] == reference.verdict(case.target, case.figure), case
        assert row["polarity"] == reference.direction(case.target), case


def test_of_every_relation_the_other_figure_judges_nothing_and_the_own_one_wins() -> None:
    rows = codelists.read("indicator_relations")
    share = {"measure": "ratio", "unit": "%", "value": "50", "bound": "at_least", "year": 2023, "period": "2023"}
    made_up = [
        Case(share | {"indicator_id": row["indicator_id"]}, share | {"indicator_id": row[figure]}, row["relation"])
        for row in rows
        for figure in ("indicator_id", "other_indicator_id")
    ]
    for case, row in judged_cases(made_up):
        own = case.target["indicator_id"] == case.figure["indicator_id"]
        expected = ("met", None) if own else ("not_comparable", f"scope_{case.rule}")
        assert (row["status"], row["comparability_reason"]) == expected, case
