"""The page of a government. Belongs here: what it tells. Does not: its words (``words/place.toml``), or its look (``templates``, ``src/css``)."""

from collections.abc import Iterator

import polars as pl

from pipelines.site import addresses
from pipelines.site.document import Head, Page, render
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """The codes of the governments that a report is at hand of."""
    return source.table("places").filter(pl.col("reports") > 0)["region_code"].to_list()


def pages(source: Source, key: str) -> Iterator[Page]:
    """The page of a government in both languages."""
    place = source.table("places", region_code=key).row(0, named=True)
    for language in addresses.LANGUAGES:
        head = Head(place[f"name_{language}"], place[f"name_{language}"])
        yield render(source, "place", language, addresses.place(key), head, place=place)
