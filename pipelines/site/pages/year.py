"""The page of a year of reports. Belongs here: what it tells. Does not: its words (``words/year.toml``), or its look."""

from collections.abc import Iterator

from pipelines.site import addresses
from pipelines.site.document import Head, Page, render
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """The years that a report is at hand of."""
    return [str(year) for year in source.table("years")["year"]]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The page of a year in both languages."""
    for language in addresses.LANGUAGES:
        yield render(source, "year", language, addresses.year(int(key)), Head(key, key), year=int(key))
