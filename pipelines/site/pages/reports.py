"""Which reports are at hand: governments by years. Belongs here: the grid. Does not: its words (``words/reports.toml``), or its look."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from pipelines.site import addresses
from pipelines.site.document import Head, Page, render, say
from pipelines.site.regions import ABOVE_CITIES
from pipelines.site.source import Source

# The grid begins with the first year of which reports of so many governments are at hand; earlier ones are listed below it.
_GOVERNMENTS = 5


class Line(NamedTuple):
    """A government: its row, the years of its reports, and those before the grid."""

    place: Mapping[str, Any]
    years: frozenset[int]
    earlier: tuple[int, ...]


class Group(NamedTuple):
    """The cities of a province: the province's row, a line each, and how many reports they have."""

    place: Mapping[str, Any]
    lines: Sequence[Line]
    reports: int


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["reports"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The grid in both languages."""
    reports, places = source.table("reports"), source.table("places")
    years = _years(reports)
    lines = [_line(place, reports, years) for place in places.sort("region_code").iter_rows(named=True)]
    of_year = dict(reports["year"].value_counts().iter_rows())
    counts = {"reports": reports.height, "governments": sum(bool(line.place["reports"]) for line in lines)}
    shown = {
        "years": years,
        "of_year": of_year,
        "counts": counts | {"places": places.height, "first": str(years[-1]), "last": str(years[0])},
        "above": [line for line in lines if line.place["level"] in ABOVE_CITIES],
        "groups": _groups(lines),
    }
    for language in addresses.LANGUAGES:
        head = Head(say("reports", language, "title"), say("reports", language, "description", **counts))
        yield render(source, "reports", language, "reports.html", head, **shown)


def _years(reports: pl.DataFrame) -> list[int]:
    """The years of the grid without a gap, the newest first, back to the first of which several governments' reports are at hand."""
    counted = reports.group_by("year").len().sort("year")
    many = counted.filter(pl.col("len") >= _GOVERNMENTS)["year"]
    first = many[0] if len(many) else counted["year"][0]
    return list(range(counted["year"][-1], first - 1, -1))


def _line(place: Mapping[str, Any], reports: pl.DataFrame, years: Sequence[int]) -> Line:
    of_place = reports.filter(region_code=place["region_code"])["year"].sort().to_list()
    return Line(
        place,
        frozenset(year for year in of_place if year >= years[-1]),
        tuple(year for year in of_place if year < years[-1]),
    )


def _groups(lines: Sequence[Line]) -> list[Group]:
    """The governments below a province, by the province, in the order of codes."""
    groups = []
    for above in lines:
        below = [line for line in lines if line.place["parent"] == above.place["region_code"]]
        below = [line for line in below if line.place["level"] not in ABOVE_CITIES]
        if below:
            groups.append(Group(above.place, below, sum(line.place["reports"] or 0 for line in below)))
    return groups
