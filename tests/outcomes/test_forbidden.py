"""What must never happen, tried on tables that hypothesis makes up afresh in every run: many targets and figures of few kinds, places and
years, so that most pairs differ in one thing only. Every pair is judged by its own printed words, never by what the pipeline made of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from schemas import codelists
from tests.outcomes import reference
from tests.outcomes.conftest import SAID, TARGET, judged, report

# What is measured: things, and the same things otherwise.
KINDS = [
    ("cpi", "growth", "%"), ("gdp", "growth", "%"), ("income_urban", "growth", "%"), ("grain_output", "amount", "万吨"), ("income_rural", "growth", "%"),
    ("gdp", "growth", "个百分点"), ("gdp", "change", "%"), ("gdp", "amount", "亿元"), ("income_urban", "amount", "元"),
    ("grain_output", "amount", "亿斤"), ("grain_output", "amount", "万亩"), ("grain_output", "growth", "%"), ("rural_net_income", "growth", "%"),
]  # fmt: skip
# 密云 was 110228 as a county and is 110118 as a district.
PLACES, YEARS = ["650000", "110228", "110118"], [2022, 2023]
TODAY = {"110228": "110118"}
BASIS = {row["indicator_id"]: row["price_basis"] for row in codelists.read("indicators")}
CLAUSES = {"增长": None, "名义增长": "nominal", "扣除价格因素实际增长": "real", "上半年增长": "part"}
RELATED = {(row["indicator_id"], row["other_indicator_id"]) for row in codelists.read("indicator_relations")}
# Whose own reports are heard: a code that is gone names no government.
GOVERNMENTS = {row["region_code"] for row in codelists.read("regions")}
SOURCES = ("communique", "official_statistics", "self_reported", "press")

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
    base = codelists.base_unit(row["unit"])
    assert base
    return base[0]


def basis(figure: dict[str, Any]) -> str:
    """real, nominal or unstated, as the source or the clause says, else as is usual for the indicator."""
    said = figure.get("price_basis") or CLAUSES[figure["quote"].removesuffix(figure["value"])]
    return said if said in ("real", "nominal", "unstated") else BASIS[figure["indicator_id"]]


# What holds of a target and any figure that meets it, comparable or not.
ALWAYS: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
    "of another place": lambda target, figure: place(target) == place(figure),
    "of another period": lambda target, figure: target["period"] == figure["period"],
    "growth with a level": lambda target, figure: target["measure"] == figure["measure"],
    "a unit of another dimension": lambda target, figure: dimension(target) == dimension(figure),
    "not of the next report": lambda target, figure: figure.get("year", target["year"] + 1) == target["year"] + 1,
    "a part of the year": lambda target, figure: "上半年" not in figure.get("quote", ""),
    "an unrelated thing": lambda target, figure: (
        target["indicator_id"] == figure["indicator_id"] or (target["indicator_id"], figure["indicator_id"]) in RELATED
    ),
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


def precedence(target: dict[str, Any], figure: dict[str, Any]) -> tuple[Any, ...]:
    """The smaller, the better a figure serves to judge a target."""
    released, years_later = figure["published"], date(int(target["period"][-4:]) + 1, 12, 31)
    return (
        broken(JUDGING, target, figure) != [],
        figure["derived"],
        released is not None and released > years_later,
        SOURCES.index(figure["source_kind"]),
        released or date.max,
        figure["position"],
        figure["statistic_id"],
    )


def status(target: dict[str, Any], best: dict[str, Any] | None, today: date) -> str:
    """What the outcome of a target must be, by its best figure."""
    last_year = int(target["period"][-4:])
    if today < date(last_year, 12, 31) or (best is None and today < date(last_year + 1, 3, 31)):
        return "pending"
    if best is None:
        return "no_data"
    return "not_comparable" if broken(JUDGING, target, best) else reference.verdict(target, best)


def of_all_sources(
    statistics: list[dict[str, Any]], said: list[dict[str, Any]], derived: list[dict[str, Any]], known_on: date | None
) -> dict[str, dict[str, Any]]:
    """Every figure that is known, by its id, with what it takes to rank it."""
    printed = [row | {"derived": False, "position": 0} for row in statistics]
    stated = [
        row
        | {
            "statistic_id": row["target_id"],
            "published": report(row["year"])["published"],
            "source_kind": "self_reported",
            "derived": False,
            "position": row["char_start"],
        }
        for row in said
        if row["region_code"] in GOVERNMENTS
    ]
    # A growth worked out from two levels is taken as it is; that it mixes no two sources is tested where it is made.
    worked_out = [{name: row[name] for name in row if name != "year"} | {"position": 0} for row in derived]
    rows = printed + stated + worked_out
    known = [row for row in rows if (row["published"] or date.min) <= (known_on or date.max)]
    return {row["statistic_id"]: row for row in known}


def problems(
    targets_: list[dict[str, Any]],
    figures_: Mapping[str, dict[str, Any]],
    tables: Mapping[str, list[dict[str, Any]]],
    today: date,
) -> list[tuple[str, ...]]:
    """What is wrong with the pairs and outcomes of targets."""
    outcomes = {row["target_id"]: row for row in tables["outcomes"]}
    pairs = {(row["target_id"], row["statistic_id"]): row for row in tables["matches"]}
    wrong = []
    for target in targets_:
        name, outcome = target["target_id"], outcomes[target["target_id"]]
        meeting = [figure for figure in figures_.values() if not broken(ALWAYS, target, figure)]
        named = {figure for of, figure in pairs if of == name}
        wrong += [
            ("not matched or wrongly", name, id_) for id_ in named ^ {figure["statistic_id"] for figure in meeting}
        ]
        best = min(meeting, key=lambda figure: precedence(target, figure), default=None)
        if outcome["statistic_id"] != (best and best["statistic_id"]):
            wrong.append(("not the best figure", name, outcome["statistic_id"]))
        if outcome["status"] != status(target, best, today):
            wrong.append((f"not {status(target, best, today)}", name, outcome["status"]))
        for figure in meeting:
            verdict = pairs.get((name, figure["statistic_id"]), {}).get("verdict")
            expected = status(target, figure, today)
            if verdict != (None if expected in ("pending", "not_comparable") else expected):
                wrong.append((f"of the pair not {expected}", name, figure["statistic_id"]))
    return wrong


def checked(
    promises: list[dict[str, Any]], statistics: list[dict[str, Any]], said: list[dict[str, Any]], known_on: date | None
) -> Counter[str]:
    """Judge the rows; nothing forbidden may be in what comes out, of which the statuses are counted."""
    reports = [report(year, region) for region in PLACES for year in (2022, 2023, 2024)]
    tables = judged(promises, statistics, said=said, reports=reports, known_on=known_on)
    derived = {row["statistic_id"]: row for row in tables["candidates"] if row["derived"]}
    figures_ = of_all_sources(statistics, said, list(derived.values()), known_on)
    newest = max(row["published"] for row in [*reports, *statistics] if row["published"])
    assert problems(promises, figures_, tables, min(newest, known_on or newest)) == []
    return Counter(row["status"] for row in tables["outcomes"])


def test_no_verdict_mixes_places_periods_measures_dimensions_or_price_bases() -> None:
    seen: Counter[str] = Counter()

    # An example is a run of all SQL: few examples, each of many pairs, and none made smaller, which would take minutes.
    @settings(
        max_examples=15,
        deadline=None,
        derandomize=False,
        print_blob=True,
        database=None,
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
