"""How programs read the site: addresses that stay, examples, columns, licence and citation. Belongs here: what the page tells. Does not: its words
(``words/programs.toml``), or the files themselves."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.packages.metadata import dictionary
from pipelines.site import addresses
from pipelines.site.document import Head, Page, render, say
from pipelines.site.source import Source

# What an example is taken of where the data has it; else what has most targets.
_PLACE, _INDICATOR = "440000", "gdp"
# Where nobody has said where the site is served, examples name an address that is kept free for examples.
_NOWHERE = "https://example.org/mubiao"


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["programs"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The page for programs in both languages."""
    place = _most(source.table("places"), "region_code", _PLACE)
    shown: dict[str, Any] = {
        "base": source.address or _NOWHERE,
        "place": place,
        "indicator": _most(source.table("indicators"), "indicator_id", _INDICATOR),
        "columns": dictionary.columns("results"),
        "cited": source.main.citation,
        **_of_report(source, place),
    }
    for language in addresses.LANGUAGES:
        head = Head(say("programs", language, "title"), say("programs", language, "description"))
        yield render(source, "programs", language, "programs.html", head, **shown)


def _most(table: pl.DataFrame, key: str, preferred: str) -> dict[str, Any]:
    """The row that an example is of."""
    ranked = table.sort((pl.col(key) == preferred), "targets", key, descending=[True, True, False])
    return ranked.row(0, named=True)


def _of_report(source: Source, place: dict[str, Any]) -> dict[str, str]:
    """The report that an example is of, and one of its targets: the newest of the place that was judged, else the newest."""
    rows = source.of_place("rows", place["region_code"])
    rows = rows.sort(pl.col("reached").is_null(), "year", "rank", "target_id", descending=[False, True, False, False])
    if rows.is_empty():
        report = source.table("reports").sort("report_id").row(0, named=True)
        return {"report_id": str(report["report_id"]), "target_id": ""}
    return {"report_id": rows["report_id"][0], "target_id": rows["target_id"][0]}
