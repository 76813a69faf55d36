"""What must never happen, tried on tables that hypothesis makes up: many targets and figures of few kinds, places and years, so that most
pairs differ in one thing only. Every pair is judged by its own printed words, never by what the pipeline made of them.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from schemas import codelists
from tests.outcomes.conftest import SAID, TARGET, judged, report

# What is measured: the first four are promised of a thing, the others are the same thing otherwise.
KINDS = [
    ("gdp", "growth", "%"), ("income_urban", "growth", "%"), ("grain_output", "amount", "万吨"), ("income_rural", "growth", "%"),
    ("gdp", "growth", "个百分点"), ("gdp", "change", "%"), ("gdp", "amount", "亿元"), ("income_urban", "amount", "元"),
    ("grain_output", "amount", "亿斤"), ("grain_output", "amount", "万亩"), ("grain_output", "growth", "%"), ("rural_net_income", "growth", "%"),
]  # fmt: skip
# 密云 was 110228 as a county and is 110118 as a district.
PLACES, YEARS = ["650000", "110228", "110118"], [2022, 2023]
TODAY = {"110228": "110118"}
BASIS = {row["indicator_id"]: row["price_basis"] for row in codelists.read("indicators")}
CLAUSES = {"增长": None, "名义增长": "nominal", "扣除价格因素实际增长": "real", "上半年增长": "part"}
VERDICTS = {"met", "near", "missed"}

kinds = st.sampled_from(KINDS).map(lambda kind: dict(zip(("indicator_id", "measure", "unit"), kind, strict=True)))
numbers = st.sampled_from(["5.9", "6", "6.2", "7", "120"])
targets = st.builds(
    lambda kind, place, year, period, rest: (
        kind | rest | {"region_code": place, "year": year, "period": period or str(year)}
    ),
    kinds,
    st.sampled_from(PLACES),
    st.sampled_from(YEARS),
    st.sampled_from([None, None, None, None, "2023", "2021/2025", "2030"]),
    st.fixed_dictionaries({"bound": st.sampled_from(["exact", "about", "at_least", "at_most"]), "value": numbers}),
)
figures = st.builds(
    lambda kind, rest: kind | rest,
    kinds,
    st.fixed_dictionaries(
        {
            "region_code": st.sampled_from(PLACES),
            "period": st.sampled_from(["2022", "2023", "2021/2025"]),
            "value": numbers,
            "value_bound": st.sampled_from([None, None, None, "about", "at_least", "at_most"]),
            "price_basis": st.sampled_from(["real", "nominal", "unstated"]),
            "source_kind": st.sampled_from(codelists.codes("source_kind")),
            "source_title": st.sampled_from(["公报", "年鉴"]),
            "published": st.sampled_from([None, date(2023, 3, 1), date(2024, 3, 1), date(2026, 3, 1)]),
        }
    ),
)
sayings = st.builds(
    lambda kind, place, year, value, clause: (
        kind | {"region_code": place, "year": year, "period": str(year - 1), "value": value, "quote": clause + value}
    ),
    kinds,
    st.sampled_from(PLACES),
    st.sampled_from([2023, 2024]),
    numbers,
    st.sampled_from(list(CLAUSES)),
)


def stated(rows: list[dict[str, Any]], base: dict[str, Any]) -> list[dict[str, Any]]:
    """Statements of reports, numbered; ``base`` gives what the rows leave open."""
    return [
        base
        | row
        | {
            "report_id": f"{row['region_code']}-{row['year']}",
            "target_id": f"{row['region_code']}-{row['year']}@{number}",
            "char_start": number,
            "char_end": number + 9,
        }
        for number, row in enumerate(rows)
    ]


def published(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Statistics, numbered, each with a date as precise as it has one."""
    return [
        row
        | {
            "statistic_id": f"{row['region_code']}-{row['period']}-{number:012x}",
            "published_precision": "day" if row["published"] else None,
        }
        for number, row in enumerate(rows)
    ]


def place(row: dict[str, Any]) -> str:
    return TODAY.get(row["region_code"], row["region_code"])


def dimension(row: dict[str, Any]) -> str:
    found = codelists.base_unit(row["unit"])
    assert found
    return found[0]


def in_base(row: dict[str, Any]) -> Decimal:
    found = codelists.base_unit(row["unit"])
    assert found
    return Decimal(row["value"]) * found[2]


def basis(figure: dict[str, Any]) -> str:
    """real, nominal or unstated, as the source or the clause says, else as is usual for the indicator."""
    told = figure.get("price_basis") or CLAUSES[figure["quote"].removesuffix(figure["value"])]
    return told if told in ("real", "nominal", "unstated") else BASIS[figure["indicator_id"]]


# What holds of a target and any figure that meets it, comparable or not.
ALWAYS: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
    "of another place": lambda target, figure: place(target) == place(figure),
    "of another period": lambda target, figure: target["period"] == figure["period"],
    "growth with a level": lambda target, figure: target["measure"] == figure["measure"],
    "a unit of another dimension": lambda target, figure: dimension(target) == dimension(figure),
    "not of the next report": lambda target, figure: figure.get("year", target["year"] + 1) == target["year"] + 1,
    "a part of the year": lambda target, figure: "上半年" not in figure.get("quote", ""),
}
# What holds besides of a figure that judges it.
JUDGING: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
    "another thing": lambda target, figure: target["indicator_id"] == figure["indicator_id"],
    "real with nominal": lambda target, figure: (
        target["measure"] != "growth" or {BASIS[target["indicator_id"]], basis(figure)} != {"real", "nominal"}
    ),
}


def broken(rules: dict[str, Any], target: dict[str, Any], figure: dict[str, Any]) -> list[str]:
    """What is mixed in a pair that must not be."""
    return [rule for rule, holds in rules.items() if not holds(target, figure)]


def problems(target: dict[str, Any], outcome: dict[str, Any], figure: dict[str, Any] | None, today: date) -> list[str]:
    """What is wrong with the outcome of a target."""
    if outcome["status"] not in VERDICTS:
        return []
    if figure is None:
        return ["a verdict without a figure"]
    found = broken(ALWAYS | JUDGING, target, figure)
    if (figure.get("published") or today) > today:
        found.append("a figure that was not known")
    if today < date(int(target["period"][-4:]), 12, 31):
        found.append("a verdict while the period is open")
    bound = figure.get("value_bound")
    if bound in ("at_least", "at_most") and outcome["status"] != "met":
        found.append("a bound proves something missed")
    if bound is None and target["bound"] in ("at_least", "at_most"):
        above = in_base(figure) - in_base(target)
        holds = above >= 0 if target["bound"] == "at_least" else above <= 0
        if holds != (outcome["status"] == "met"):
            found.append("a bound that holds is not met, or one that does not hold is")
    return found


def checked(
    promises: list[dict[str, Any]], statistics: list[dict[str, Any]], said: list[dict[str, Any]], known_on: date | None
) -> Counter[str]:
    """Judge the rows; nothing forbidden may be in what comes out, of which the statuses are counted."""
    reports = [report(year, region) for region in PLACES for year in (2022, 2023, 2024)]
    made = judged(promises, statistics, said=said, reports=reports, known_on=known_on)
    by_target = {row["target_id"]: row for row in promises}
    by_figure = {row["statistic_id"]: row for row in made["candidates"] if row["derived"]}
    by_figure |= {row["statistic_id"]: row for row in statistics} | {row["target_id"]: row for row in said}
    newest = max(row["published"] for row in [*reports, *statistics] if row["published"])
    today = min(newest, known_on or newest)
    wrong = [
        (name, match["target_id"], match["statistic_id"])
        for match in made["matches"]
        for name in broken(ALWAYS, by_target[match["target_id"]], by_figure[match["statistic_id"]])
    ]
    wrong += [
        (name, row["target_id"], row["statistic_id"])
        for row in made["outcomes"]
        for name in problems(by_target[row["target_id"]], row, by_figure.get(row["statistic_id"]), today)
    ]
    assert wrong == []
    return Counter(row["status"] for row in made["outcomes"])


def test_no_verdict_mixes_places_periods_measures_dimensions_or_price_bases() -> None:
    seen: Counter[str] = Counter()

    # An example is a run of all SQL: few examples, each of many pairs, and none made smaller, which would take minutes.
    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(targets, min_size=30, max_size=40),
        st.lists(figures, min_size=40, max_size=60),
        st.lists(sayings, min_size=20, max_size=40),
        st.sampled_from([None, date(2025, 6, 1)]),
    )
    def tried(
        promises: list[dict[str, Any]],
        statistics: list[dict[str, Any]],
        said: list[dict[str, Any]],
        known_on: date | None,
    ) -> None:
        seen.update(checked(stated(promises, TARGET), published(statistics), stated(said, SAID), known_on))

    tried()
    assert set(seen) == set(codelists.codes("status")), f"what was tried must give every status: {seen}"
