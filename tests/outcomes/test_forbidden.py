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
# Of the same year otherwise told: half of it, and counted from elsewhere.
TIMES = [
    ("{}", "year", None), ("{}", "year", None), ("{}", "end", None), ("{}-01/{}-06", "part_of_year", None), ("{}", "year", "2015"),
]  # fmt: skip
ASPECTS = ["level", "level", "addition", "flow"]
RATES = ("ratio", "points")
RELATED = {(row["indicator_id"], row["other_indicator_id"]) for row in codelists.read("indicator_relations")}
# Whose own reports are heard: a code that is gone names no government.
GOVERNMENTS = {row["region_code"] for row in codelists.read("regions")}
SOURCES = ("communique", "official_statistics", "self_reported", "press")

WHAT = {
    "area": st.sampled_from([None, None, None, "某新区"]),
    "aspect": st.sampled_from(ASPECTS),
    "price_basis": st.sampled_from(["unstated", "unstated", "real", "nominal"]),
}
kinds = st.sampled_from(KINDS).map(lambda kind: dict(zip(("indicator_id", "measure", "unit"), kind, strict=True)))
numbers = st.sampled_from(["5.9", "6", "6.2", "6.8", "6.9", "7", "120", "-6"])
targets = st.builds(
    lambda kind, place, year, period, rest: (
        kind | rest | {"region_code": place, "year": year, "period": period or str(year)}
    ),
    kinds,
    st.sampled_from(PLACES),
    st.sampled_from(YEARS),
    st.sampled_from([None, None, None, None, "2023", "2021/2025", "2030"]),
    st.fixed_dictionaries(
        {**WHAT, "bound": st.sampled_from(["exact", "about", "at_least", "at_most"]), "value": numbers}
    ),
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
    lambda kind, place, year, value, what, time: (
        kind
        | what
        | {
            "region_code": place,
            "year": year,
            "period": time[0].format(year - 1, year - 1),
            "period_kind": time[1],
            "base_period": time[2],
            "value": value,
        }
    ),
    kinds,
    st.sampled_from(PLACES),
    st.sampled_from([2023, 2024]),
    numbers,
    st.fixed_dictionaries(WHAT),
    st.sampled_from(TIMES),
)


def stated(rows: list[dict[str, Any]], base: dict[str, Any]) -> list[dict[str, Any]]:
    """Statements of reports, numbered; ``base`` gives what the rows leave open."""
    return [
        base
        | row
        | {
            "aspect": aspect(row),
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


def basis(row: dict[str, Any]) -> str:
    """real, nominal or unstated, as the source or the clause says, else as is usual for the indicator."""
    usual = "report_id" in row and row["price_basis"] == "unstated"
    return str(BASIS[row["indicator_id"]] if usual else row["price_basis"])


def aspect(row: dict[str, Any]) -> str | None:
    """What an amount counts; None of what has no aspect. A published figure that says none is a level here."""
    counted = row["measure"] in ("amount", "change") and dimension(row) not in RATES
    return row.get("aspect", "level") if counted else None


def is_part(target: dict[str, Any], figure: dict[str, Any]) -> bool:
    """Whether a figure is of a part of the target's year, in which an amount only grows."""
    grows = aspect(target) == aspect(figure) and aspect(figure) in ("addition", "flow")
    return figure.get("period_kind") == "part_of_year" and figure["period"][:4] == target["period"] and grows


# What holds of a target and any figure that meets it, comparable or not.
ALWAYS: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
    "of another place": lambda target, figure: place(target) == place(figure),
    "of another period": lambda target, figure: target["period"] == figure["period"] or is_part(target, figure),
    "of another area": lambda target, figure: target.get("area") == figure.get("area"),
    "counted from elsewhere": lambda target, figure: not figure.get("base_period"),
    "growth with a level": lambda target, figure: target["measure"] == figure["measure"],
    "a unit of another dimension": lambda target, figure: dimension(target) == dimension(figure),
    "not of the next report": lambda target, figure: figure.get("year", target["year"] + 1) == target["year"] + 1,
    "an unrelated thing": lambda target, figure: (
        target["indicator_id"] == figure["indicator_id"] or (target["indicator_id"], figure["indicator_id"]) in RELATED
    ),
}
# What holds besides of a figure that judges it.
JUDGING: dict[str, Callable[[dict[str, Any], dict[str, Any]], bool]] = {
    "another thing": lambda target, figure: target["indicator_id"] == figure["indicator_id"],
    "real with nominal": lambda target, figure: (
        target["measure"] != "growth" or {basis(target), basis(figure)} != {"real", "nominal"}
    ),
    "another aspect": lambda target, figure: aspect(target) == aspect(figure),
}


def broken(rules: dict[str, Any], target: dict[str, Any], figure: dict[str, Any]) -> list[str]:
    """What is mixed in a pair that must not be."""
    return [rule for rule, holds in rules.items() if not holds(target, figure)]


def precedence(target: dict[str, Any], figure: dict[str, Any]) -> tuple[Any, ...]:
    """The smaller, the better a figure serves to judge a target."""
    released, years_later = figure["published"], date(int(target["period"][-4:]) + 1, 12, 31)
    return (
        broken(JUDGING, target, figure) != [],
        is_part(target, figure),
        figure["derived"],
        released is not None and released > years_later,
        SOURCES.index(figure["source_kind"]),
        released or date.max,
        figure.get("action") != target.get("action"),
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
    if broken(JUDGING, target, best):
        return "not_comparable"
    return reference.verdict(target, best | ({"value_bound": "at_least"} if is_part(target, best) else {}))


def told(target: dict[str, Any], figure: dict[str, Any], today: date) -> str | None:
    """The verdict that a pair must have, held or not."""
    last_year = int(target["period"][-4:])
    if today < date(last_year, 12, 31) or broken(JUDGING, target, figure):
        return None
    if reference.better(target) is None:
        return "undetermined"
    return reference.plain(target, figure | ({"value_bound": "at_least"} if is_part(target, figure) else {}))


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


def same_target(target: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two targets of a report one target, whatever they count and however they are called."""
    names = ("report_id", "indicator_id", "measure", "value", "bound", "period", "area")
    return (*map(target.get, names), dimension(target), reference.in_base(target))


def problems(
    targets_: list[dict[str, Any]],
    figures_: Mapping[str, dict[str, Any]],
    tables: Mapping[str, list[dict[str, Any]]],
    today: date,
) -> list[tuple[str, ...]]:
    """What is wrong with the pairs and outcomes of targets."""
    outcomes = {row["target_id"]: row for row in tables["outcomes"]}
    pairs = {(row["target_id"], row["statistic_id"]): row for row in tables["matches"]}
    wrong: list[tuple[str, ...]] = []
    results: dict[tuple[Any, ...], set[str | None]] = {}
    for target in targets_:
        meeting = [figure for figure in figures_.values() if not broken(ALWAYS, target, figure)]
        best = min(meeting, key=lambda figure: precedence(target, figure), default=None)
        if best and told(target, best, today) in codelists.decided():
            results.setdefault(same_target(target), set()).add(told(target, best, today))
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
        expected = status(target, best, today)
        if expected in codelists.decided() and len(results[same_target(target)]) > 1:
            expected = "held"
        if outcome["status"] != expected:
            wrong.append((f"not {expected}", name, outcome["status"]))
        for figure in meeting:
            verdict = pairs.get((name, figure["statistic_id"]), {}).get("verdict")
            if verdict != told(target, figure, today):
                wrong.append((f"of the pair not {told(target, figure, today)}", name, figure["statistic_id"]))
    return wrong


def checked(
    targets: list[dict[str, Any]], statistics: list[dict[str, Any]], said: list[dict[str, Any]], known_on: date | None
) -> Counter[str]:
    """Judge the rows; nothing forbidden may be in what comes out, of which the statuses are counted."""
    reports = [report(year, region) for region in PLACES for year in (2022, 2023, 2024)]
    tables = judged(targets, statistics, said=said, reports=reports, known_on=known_on)
    derived = {row["statistic_id"]: row for row in tables["candidates"] if row["derived"]}
    figures_ = of_all_sources(statistics, said, list(derived.values()), known_on)
    # A figure that came out later than the year after its own is a revision, and makes nothing due.
    first = [row for row in statistics if row["published"] and row["published"].year <= int(row["period"][-4:]) + 1]
    newest = max(row["published"] for row in [*reports, *first] if row["published"])
    assert problems(targets, figures_, tables, min(newest, known_on or newest)) == []
    return Counter(row["status"] for row in tables["outcomes"])


def test_no_verdict_mixes_places_periods_measures_dimensions_or_price_bases() -> None:
    seen: Counter[str] = Counter()

    # An example is a run of all SQL: few examples, each of many pairs, and none made smaller, which would take minutes.
    @settings(
        max_examples=20,
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
        targets: list[dict[str, Any]],
        statistics: list[dict[str, Any]],
        said: list[dict[str, Any]],
        known_on: date | None,
    ) -> None:
        seen.update(checked(stated(targets, TARGET), published(statistics), stated(said, SAID), known_on))

    tried()
    assert set(seen) == set(codelists.codes("status")), f"what was tried must give every status: {seen}"
