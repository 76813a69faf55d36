"""The front page. Belongs here: what it tells. Does not: its words (``words/home.toml``), or its look."""

from collections.abc import Iterator

from pipelines.site import addresses
from pipelines.site.document import Head, Page, render, say
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["front"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The front page in both languages."""
    for language in addresses.LANGUAGES:
        brand = say("home", language, "brand")
        yield render(source, "home", language, "index.html", Head(brand, brand))
