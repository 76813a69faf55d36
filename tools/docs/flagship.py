"""The blocks of the data paper that count the latest published version of the package of many governments.

Belongs here: which governments and years are at hand, what outside sources say of the same, how many targets of growth were met. Does not:
what the package holds (the pages of its tables), or any figure that is not in it or in raw/statistics.
"""

import csv
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import polars as pl

from pipelines.base.settings import ROOT
from pipelines.forms import growth
from pipelines.measuring import verdict_checks
from pipelines.packages.metadata.dictionary import columns
from pipelines.wording.numbers import share
from schemas import codelists
from tools.docs import latest
from tools.docs.markdown import code, plain, table

PACKAGE = "governments"
# A press report of January 2023 that lists what every province set as its target of growth.
LISTED_TARGETS, LISTED_YEAR = ROOT / "raw" / "statistics" / "provinces_2023.csv", 2023
LEVELS = ("nation", "province", "sub_provincial_city", "prefecture")
SPAN, EARLY = 5, 1990  # years of a row of the table of reports; those before it are one
_NOT_YET = "The package is not published yet."


@cache
def _table(name: str, place: Path) -> pl.DataFrame:
    return pl.read_parquet(place / f"{name}.parquet")


def of_package(block: Callable[[Path], str]) -> str:
    """A block of the package where it lies; one sentence until it is published."""
    place = latest.lies(PACKAGE)
    return _NOT_YET if place is None else block(place)


def extent(place: Path) -> str:
    """A row a level of government: how many governments and reports are at hand, of which years, and what became of their targets."""
    reports, regions = _table("reports", place), _table("regions", place)
    results = _table("results", place)
    labels = codelists.labels("government_level", "en")
    rows = []
    for level in LEVELS:
        ours, targets = reports.filter(level=level), results.filter(level=level)
        judged = targets["verdict"].is_in(codelists.decided()).sum()
        rows.append(
            [labels[level], ours["region_code"].n_unique(), regions.filter(level=level).height, f"{ours.height:,}",
             f"{ours['year'].min()}–{ours['year'].max()}", f"{targets.height:,}", f"{judged:,}"]
        )  # fmt: skip
    every = results["verdict"].is_in(codelists.decided()).sum()
    years = f"{reports['year'].min()}–{reports['year'].max()}"
    total = [
        "**all**",
        reports["region_code"].n_unique(),
        "",
        f"{reports.height:,}",
        years,
        f"{results.height:,}",
        f"{every:,}",
    ]
    heads = ["level", "governments", "of", "reports", "years", "targets", "with a verdict"]
    return table(heads, [*rows, total], heads[1:])


def reports_by_year(place: Path) -> str:
    """A row a span of years: the reports at hand by level, and as a chart those of each year."""
    reports = _table("reports", place)
    labels = codelists.labels("government_level", "en")
    spans = reports.with_columns(span=pl.max_horizontal(pl.col("year") // SPAN * SPAN, EARLY - SPAN))
    counts = {(span, level): number for span, level, number in spans.group_by("span", "level").len().iter_rows()}
    rows = [
        [
            f"until {EARLY - 1}" if span < EARLY else f"{span}–{span + SPAN - 1}",
            *[counts.get((span, level), 0) for level in LEVELS],
        ]
        for span in sorted(spans["span"].unique())
    ]
    heads = ["years", *[labels[level] for level in LEVELS]]
    return f"{_chart(reports)}\n\n{table(heads, rows, heads[1:])}"


def _chart(reports: pl.DataFrame) -> str:
    """Bars of the reports of each year, the years before with few of them left out."""
    by_year = dict(reports.group_by("year").len().sort("year").iter_rows())
    years = range(max(min(by_year), max(by_year) - 35), max(by_year) + 1)
    numbers = [by_year.get(year, 0) for year in years]
    return "\n".join(
        [
            "```mermaid",
            "xychart-beta",
            '    title "Reports at hand, by year of the report"',
            f"    x-axis [{', '.join(f'{year % 100:02d}' for year in years)}]",
            f'    y-axis "reports" 0 --> {max(numbers)}',
            f"    bar [{', '.join(map(str, numbers))}]",
            "```",
        ]
    )


def texts_from(place: Path) -> str:
    """A row a repository or kind of address: how many texts were taken from there."""
    reports = _table("reports", place)
    origin = pl.col("text_from").str.extract(r"^([^@]+@[^/]+/[^/]+)/")
    counts = reports.group_by(origin=origin.fill_null("an address of its own, or not known")).len()
    rows = [
        [plain(name), f"{number:,}"]
        for name, number in counts.sort("len", "origin", descending=[True, False]).iter_rows()
    ]
    heads = ["texts taken from (`text_from`)", "reports"]
    return table(heads, rows, heads[1:])


def growth_met(place: Path) -> str:
    """A row a group of governments: of the targets of growth of each period how many were met."""
    tables = {name: _table(name, place) for name in ("headline", "regions")}
    labels = codelists.labels("government_level", "en")
    rows, heads = [], ["governments"]
    for name, level in (("all at hand", None), *((labels[level], level) for level in LEVELS[1:])):
        if periods := growth.by_period(tables, level):
            heads = ["governments", *[period.name["en"] for period in periods]]
            cells = [f"{share(period.met, period.judged)} ({period.met} of {period.judged})" for period in periods]
            rows.append([name, *cells])
    return table(heads, rows, heads[1:])


def own_figures(place: Path) -> str:
    """A row a headline indicator: how often a government's own figure is that of the statistical office."""
    headline = _table("headline", place).filter(
        pl.col("said").is_not_null()
        & pl.col("official").is_not_null()
        & ~pl.col("official_derived").fill_null(value=False)
    )
    labels = codelists.labels("headline", "en")
    rows = []
    for name in labels:
        both = headline.filter(headline=name).with_columns(apart=(pl.col("said") - pl.col("official")).abs())
        if not both.height:
            continue
        first = both.filter(~pl.col("official_revised").fill_null(value=False))
        rows.append([labels[name], both.height, *_within(both), first.height, *_within(first)])
    heads = [
        "indicator",
        "both print it",
        "the same",
        "within 0.1",
        "not marked as revised",
        "same of these",
        "within 0.1 of these",
    ]
    return table(heads, rows, heads[1:])


def _within(rows: pl.DataFrame) -> Sequence[str]:
    """Of the pairs of figures the shares that are equal, and that are at most 0.1 apart (jobs: 0.1% of the figure)."""
    if not rows.height:
        return ("", "")
    step = pl.when(pl.col("unit_base") == "%").then(0.1).otherwise(pl.col("official").abs() * 0.001)
    near = rows.select((pl.col("apart") <= step + 1e-9).sum()).item()
    return share((rows["apart"] == 0).sum(), rows.height), share(near, rows.height)


def listed_targets(place: Path) -> str:
    """What a press report lists of the provinces' targets of growth, beside what was read in their reports: how many agree, and those that do not."""
    wanted = {row["region_code"]: row for row in _listed()}
    headline = _table("headline", place).filter(headline="gdp", year=LISTED_YEAR)
    read = {row["region_code"]: row["target"] for row in headline.filter(pl.col("target").is_not_null()).to_dicts()}
    apart = [each for each in wanted if each in read and float(wanted[each]["value"]) != float(read[each])]
    agree = sum(each in read for each in wanted) - len(apart)
    rows = [
        ["listed", len(wanted)],
        ["read from a report at hand, the same", agree],
        *[
            [f"{wanted[each]['region']}: listed {wanted[each]['value']}%, read {plain(read[each])}%", 1]
            for each in apart
        ],
        [f"no report of {LISTED_YEAR} at hand, or none with such a target", len(wanted) - agree - len(apart)],
    ]
    heads = ["targets of growth", "governments"]
    return table(heads, rows, heads[1:])


def _listed() -> list[dict[str, str]]:
    with LISTED_TARGETS.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["indicator"] == "GDP增长目标"]


def checked() -> str:
    """A row a draw of verdicts that people read in both reports: how many were right."""
    rows = verdict_checks.read()
    if not rows.height:
        return _NOT_YET
    cells = [
        [row["draw"], row["version"], row["sample"], row["name"], row["read"], row["right"], row["arguable"], row["wrong"],
         f"{100 * row['precision']:.1f}%"]
        for row in rows.to_dicts()
    ]  # fmt: skip
    heads = ["drawn", "for version", "sample", "of these", "read", "right", "arguable", "wrong", "right, share"]
    return table(heads, cells, heads[4:])


def results_columns() -> str:
    """The columns of ``results``, which is the table that most readers take."""
    rows = ((code(each.name), plain(each.title), plain(each.description)) for each in columns("results"))
    return table(("column", "标题", "what it holds"), rows)
