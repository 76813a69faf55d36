"""The page of an indicator. Belongs here: what it tells. Does not: its words (``words/indicator.toml``, ``words/compare.toml``), or its look."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms import codes
from pipelines.site import addresses, defined
from pipelines.site.cell_text import unit_of
from pipelines.site.charts.multiples import multiples
from pipelines.site.document import Head, Page, render, say, words
from pipelines.site.grid import Group, Place, by_year, groups, places
from pipelines.site.pages.pictures import of_indicator
from pipelines.site.ranking import Line, Ranking, cities, line, provinces, ranking
from pipelines.site.series import COLUMNS, Series, occurring, series_of
from pipelines.site.source import Source
from pipelines.site.spread import spread
from pipelines.site.tally import share_met
from schemas import codelists

# A series of so few targets is no table of years; so many series have one; so many years stand in the first table.
_FEWEST, _GRIDS, _YEARS = 10, 4, 15
# So many years are ranked, of so many judged targets at least; so many of the other targets are listed.
_RANKED_YEARS, _RANKED_FEWEST, _LISTED = 5, 3, 60
# Provinces whose cities are folded in, where there are more lines than these.
FOLDED_FROM = 40
_NAMES_SHOWN = 8


class Grid(NamedTuple):
    """A table of governments by year: its anchor, what is measured, the unit, the verdicts that occur, the years newest first, the governments.

    ``older`` are the years before the first table's with their governments; ``cities`` is how many stand below provinces.
    """

    key: str
    measure: str
    unit: str
    statuses: list[str]
    years: list[int]
    groups: list[Group]
    older: tuple[list[int], list[Group]] | None
    cities: int


class RankedYear(NamedTuple):
    """Who missed and who passed by most in a year, provinces and cities apart."""

    year: int
    provinces: Ranking
    cities: Ranking


class Listed(NamedTuple):
    """A target in a plain list: its line, the year of its report, and what time it is for where that is another."""

    line: Line
    year: int
    when: str


def keys(source: Source) -> list[str]:
    """The codes of the indicators that some target has."""
    return source.table("indicators")["indicator_id"].to_list()


def pages(source: Source, key: str) -> Iterator[Page]:
    """The page of an indicator in both languages."""
    indicator = source.table("indicators", indicator_id=key).row(0, named=True)
    rows = source.some("coded", COLUMNS, indicator_id=key)
    series = series_of(rows)
    wide = [each for each in series if each.rows.height >= _FEWEST][:_GRIDS]
    rest = _rest(rows, wide)
    with_page = set(keys(source))
    aliases = defined.names(key)
    for language in addresses.LANGUAGES:
        named = places(source, language)
        facts = _facts(indicator, language)
        measures = measure_names(wide, language)
        name = indicator[f"name_{language}"]
        said = "description" if facts["judged"] else "description_undecided"
        description = say("indicator", language, said, **facts | {"name": name})
        head = Head(say("indicator", language, "title", name=name), description, of_indicator(indicator))
        yield render(
            source,
            "indicator",
            language,
            addresses.indicator(key),
            head,
            c=partial(say, "compare", language),
            name=name,
            named=named,
            indicator=indicator,
            facts=facts,
            names=aliases[:_NAMES_SHOWN],
            name_count=len(aliases),
            grids=[_grid(each, measure, language, named) for each, measure in zip(wide, measures, strict=True)],
            ranked_measure=measures[0] if wide else "",
            **(_widest(wide[0], language, named) if wide else {"ranked": [], "beside": None, "spread": None}),
            definition=_definition(indicator, [*series[:1], *wide], language),
            with_page=with_page,
            rest=[_listed(row, language, named) for row in rest.head(_LISTED).iter_rows(named=True)],
            rest_count=rest.height,
            folded_from=FOLDED_FROM,
        )


def _facts(indicator: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the first sentences say."""
    years = {"first": str(indicator["first_year"]), "last": str(indicator["last_year"])}
    return years | {
        "places": indicator["places"],
        "years": years["first"] if years["first"] == years["last"] else say("indicator", language, "span", **years),
        "targets": indicator["targets"],
        "judged": indicator["judged"],
        "met": indicator["met"],
        "undecided": indicator["targets"] - indicator["judged"],
        "share": share_met(indicator["met"], indicator["judged"], language),
    }


def _rest(rows: pl.DataFrame, wide: list[Series]) -> pl.DataFrame:
    """The targets that stand in no table of years, without repeats, newest first."""
    shown = [target for each in wide for target in each.rows["target_id"]]
    others = rows.filter(pl.col("target_id").is_in(shown).not_(), pl.col("repeats").is_null())
    return others.sort("year", "region_code", "char_start", descending=[True, False, False])


def _listed(row: Mapping[str, Any], language: str, named: Mapping[str, Place]) -> Listed:
    return Listed(line(row, language, named), row["year"], row[f"when_{language}"])


def measure_names(wide: list[Series], language: str) -> list[str]:
    """What each series measures, in words; with its unit where two measure the same in different ones."""
    measures = [_measure(each, language) for each in wide]
    units = [unit_of(each, language).words for each in wide]
    return [
        say("indicator", language, "measure_unit", measure=measure, unit=unit)
        if unit and measures.count(measure) > 1
        else measure
        for measure, unit in zip(measures, units, strict=True)
    ]


def _measure(series: Series, language: str) -> str:
    measure = codes.label("measure", series.measure)[language]
    if series.aspect is None:
        return measure
    aspect = codes.label("aspect", series.aspect)[language]
    return say("indicator", language, "measure_aspect", measure=measure, aspect=aspect)


def _grid(series: Series, measure: str, language: str, named: Mapping[str, Place]) -> Grid:
    unit = unit_of(series, language)
    cells = by_year(series.rows, unit, language)
    years = sorted({year for _, year in cells}, reverse=True)
    newest, oldest = years[:_YEARS], years[_YEARS:]
    shown = groups(cells, newest, named)
    older = (oldest, groups(cells, oldest, named)) if oldest else None
    return Grid(
        series.key,
        measure,
        unit.words,
        occurring([series]),
        newest,
        shown,
        older,
        sum(len(group.cities) for group in shown),
    )


def _widest(series: Series, language: str, named: Mapping[str, Place]) -> dict[str, Any]:
    """What the page tells of the series with the most targets alone."""
    unit = unit_of(series, language)
    return {
        "ranked": _ranked(series, language, named),
        "beside": multiples(series, unit, language, named),
        "spread": spread(series, unit, language),
        "spread_unit": unit.words,
    }


def _ranked(series: Series, language: str, named: Mapping[str, Place]) -> list[RankedYear]:
    """The newest years that can be ranked."""
    unit = unit_of(series, language)
    judged = series.rows.filter(pl.col("distance").is_not_null()).group_by("year").len()
    years = judged.filter(pl.col("len") >= _RANKED_FEWEST)["year"].sort(descending=True).head(_RANKED_YEARS)
    return [
        RankedYear(
            year,
            ranking(provinces(of_year), unit, language, named, whole=True),
            ranking(cities(of_year), unit, language, named, whole=False),
        )
        for year in years
        for of_year in [series.rows.filter(year=year)]
    ]


def _definition(indicator: Mapping[str, Any], series: list[Series], language: str) -> dict[str, Any]:
    """What the lists of codes say of it."""
    key = indicator["indicator_id"]
    reasons = words("reasons")
    kinds = dict.fromkeys((each.measure, each.unit_base) for each in series)
    margins = [defined.margin(key, measure, unit) for measure, unit in kinds]
    topic = next(row for row in codelists.read("topics") if row["topic_id"] == indicator["topic"])
    return {
        "topic": topic[f"name_{language}"],
        "polarities": defined.polarities(key, language),
        "margins": [margin for margin in dict.fromkeys(margins) if margin],
        "others": defined.others(key, language, reasons),
        "breaks": defined.breaks(key, language, reasons),
    }
