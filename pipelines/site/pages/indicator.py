"""The page of an indicator. Belongs here: what it tells. Does not: its words (``words/indicator.toml``), or its look."""

from collections.abc import Iterator

from pipelines.site import addresses
from pipelines.site.document import Head, Page, render
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """The codes of the indicators that some target has."""
    return source.table("indicators")["indicator_id"].to_list()


def pages(source: Source, key: str) -> Iterator[Page]:
    """The page of an indicator in both languages."""
    indicator = source.table("indicators", indicator_id=key).row(0, named=True)
    for language in addresses.LANGUAGES:
        head = Head(indicator[f"name_{language}"], indicator[f"name_{language}"])
        yield render(source, "indicator", language, addresses.indicator(key), head, indicator=indicator)
