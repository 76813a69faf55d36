"""The page of a year of reports. Belongs here: what it tells. Does not: its words (``words/year.toml``, ``words/compare.toml``), or its look."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms import codes
from pipelines.site import addresses, defined, set_again, tiles
from pipelines.site.cell_text import Unit, unit_of
from pipelines.site.document import Head, Page, capitalized, render, say
from pipelines.site.grid import Cell, Group, Place, cell_of, groups, places
from pipelines.site.ranking import Line, Ranking, by_province, cities, line, provinces, ranking
from pipelines.site.regions import ABOVE_CITIES, NATION
from pipelines.site.series import COLUMNS, Counts, Series, measured, occurring
from pipelines.site.source import Source
from pipelines.site.tally import share_met
from schemas import codelists


class Tile(NamedTuple):
    """A province's square: its class, name and short sign, the cell of its target with the verdict's code and the gap in numbers, else why there is none."""

    square: str
    code: str
    name: str
    sign: str
    cell: Cell | None
    status: str
    gap: str
    absent: str


class Headline(NamedTuple):
    """A headline indicator in a year: who set it, and what came of it.

    Attributes:
        key: its code, the anchor.
        name: what it is called.
        indicator_id: the indicator that is asked for by this name.
        unit: of the numbers in cells.
        tiles: a square a province.
        nation: the nation's line; None where it set none.
        ranking: of the provinces.
        undecided: the lines of provinces without a comparable result.
        cities: ranking of the governments below provinces.
        by_province: of each province with cities its name and how these came out.
    """

    key: str
    name: str
    indicator_id: str
    unit: str
    tiles: list[Tile]
    nation: Line | None
    ranking: Ranking
    undecided: list[Line]
    cities: Ranking
    by_province: list[tuple[str, Counts]]


class Report(NamedTuple):
    """A report of the year: whose, and its page."""

    name: str
    page: str


def keys(source: Source) -> list[str]:
    """The years that a report is at hand of."""
    return [str(year) for year in source.table("years")["year"]]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The page of a year in both languages."""
    year = int(key)
    rows = source.some("rows", COLUMNS, year=year)
    headline = source.table("headline", year=year) if source.has("headline") else None
    reports = source.table("reports", year=year).sort("region_code")
    at_hand = set(reports["region_code"])
    is_above = pl.col("level").is_in(ABOVE_CITIES)
    years = source.table("years")["year"].to_list()
    indicators = set(source.columns("indicators", "indicator_id")["indicator_id"])
    again = set_again.set_again(source, year, headline)
    series = _series(rows, headline)
    for language in addresses.LANGUAGES:
        named = places(source, language)
        facts = _facts(source, year, language)
        head = Head(
            say("year", language, "title", year=key),
            say("year", language, "description" if facts["judged"] else "description_undecided", **facts),
            addresses.picture("year", key),
        )
        yield render(
            source,
            "year",
            language,
            addresses.year(year),
            head,
            c=partial(say, "compare", language),
            year=key,
            previous=max((each for each in years if each < year), default=None),
            following=min((each for each in years if each > year), default=None),
            facts=facts,
            headlines=[
                _headline(name, each, _absences(headline, name, at_hand), indicators, language, named)
                for name, each in series.items()
            ],
            columns=[(name, _name(name, language), unit_of(each, language).words) for name, each in series.items()],
            statuses=occurring(series.values()),
            overview=_overview(series, language, named),
            after=again.counts,
            changes=[set_again.line(change, language, named) for change in again.largest.iter_rows(named=True)],
            at_hand=_reports(reports.filter(is_above), named),
            of_cities=_reports(reports.filter(~is_above), named),
        )


def _facts(source: Source, year: int, language: str) -> dict[str, Any]:
    """What the first sentences say."""
    row = source.table("years", year=year).row(0, named=True)
    shared = share_met(row["met"], row["judged"], language)
    return row | {"year": str(year), "undecided": row["targets"] - row["judged"], "share": shared}


def _series(rows: pl.DataFrame, headline: pl.DataFrame | None) -> dict[str, Series]:
    """Of each headline indicator that somebody set in its usual form the targets, one a government."""
    if headline is None:
        return {}
    series = {}
    for name in codelists.codes("headline"):
        chosen = headline.filter(pl.col("headline") == name, pl.col("state") == "target")["target_id"]
        of_name = measured(rows.filter(pl.col("target_id").is_in(chosen.to_list())).sort("region_code"))
        if of_name.height:
            first = of_name.row(0, named=True)
            series[name] = Series(first["measure"], first["unit_base"], first["aspect"], of_name)
    return series


def _absences(headline: pl.DataFrame | None, name: str, at_hand: set[str]) -> dict[str, str]:
    """Province -> the state of a headline indicator that it sets no target of, or why there is none."""
    known = {} if headline is None else dict(headline.filter(headline=name).select("region_code", "state").iter_rows())
    return {code: known.get(code, "not_set") if code in at_hand else "no_text" for code in tiles.squares()}


def _headline(
    name: str,
    series: Series,
    absences: Mapping[str, str],
    indicators: set[str],
    language: str,
    named: Mapping[str, Place],
) -> Headline:
    rows = {row["region_code"]: row for row in series.rows.iter_rows(named=True)}
    unit = unit_of(series, language)
    of_provinces, of_cities = provinces(series.rows), cities(series.rows)
    undecided = of_provinces.filter(pl.col("status").is_in(codelists.decided()).not_())
    nation = rows.get(NATION)
    return Headline(
        name,
        _name(name, language),
        defined.of_headline(name, indicators),
        unit.words,
        _tiles(rows, absences, unit, language, named),
        line(nation, language, named) if nation else None,
        ranking(of_provinces, unit, language, named, whole=True),
        [line(row, language, named, unit) for row in undecided.iter_rows(named=True)],
        ranking(of_cities, unit, language, named, whole=False),
        [(named[province].name, of) for province, of in by_province(of_cities, named)],
    )


def _tiles(
    rows: Mapping[str, Mapping[str, Any]],
    absences: Mapping[str, str],
    unit: Unit,
    language: str,
    named: Mapping[str, Place],
) -> list[Tile]:
    """A square a province, with its target where it set one."""

    def tile(code: str) -> Tile:
        place = named[code]
        of = (f"t{code[:2]}", code, place.name, place.name if language == "zh" else place.sign)
        if row := rows.get(code):
            return Tile(*of, cell_of(row, unit, language), row["status"], _gap(row), "")
        return Tile(*of, None, "", "", codes.label("headline_state", absences[code])[language])

    return [tile(code) for code in tiles.squares()]


def _name(headline: str, language: str) -> str:
    """What a headline indicator is called where its name begins a line."""
    return capitalized(codes.label("headline", headline)[language])


def _gap(row: Mapping[str, Any]) -> str:
    """How far an exact result is from its target, as short as a square on a phone: −3.5 points, 102%."""
    if row["distance"] is None or row["actual_bound"] not in (None, "exact"):
        return ""
    if row["measure"] == "amount":
        return f"{float(row['attainment']):.0%}"
    off = float(row["gap"]) * row["factor"]
    return f"{off:+.1f}".replace("-", "−") if round(off, 1) else "0"


def _overview(series: Mapping[str, Series], language: str, named: Mapping[str, Place]) -> list[Group]:
    """The nation and the provinces with a cell a headline indicator."""
    cells: dict[tuple[str, Any], Cell] = {}
    for name, each in series.items():
        unit = unit_of(each, language)
        for row in each.rows.filter(pl.col("level").is_in(ABOVE_CITIES)).iter_rows(named=True):
            cells[row["region_code"], name] = cell_of(row, unit, language)
    return groups(cells, list(series), named)


def _reports(rows: pl.DataFrame, named: Mapping[str, Place]) -> list[Report]:
    reports = rows.select("region_code", "report_id").iter_rows()
    return [Report(named[region].name, addresses.report(report_id)) for region, report_id in reports]
