"""The list of governments. Belongs here: what it tells. Does not: its words (``words/places.toml``), or its look."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.site import addresses, regions
from pipelines.site.document import Head, Page, render, say
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["places"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The list in both languages."""
    places = source.table("places").filter(pl.col("reports") > 0).sort("region_code").to_dicts()
    provinces = _by_province(places)
    total = {name: sum(place[name] for place in places) for name in ("reports", "targets", "judged", "met")}
    for language in addresses.LANGUAGES:
        head = Head(
            say("places", language, "title"), say("places", language, "description", places=len(places), **total)
        )
        yield render(
            source, "places", language, "places.html", head, nation=[each for each in places if each["level"] == "nation"],
            provinces=provinces, total=total, places=len(places),
        )  # fmt: skip


def _by_province(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The provinces in the order of their codes, with the governments below each; one without a report of its own too."""
    own = {place["region_code"]: place for place in places}
    below: dict[str, list[dict[str, Any]]] = {}
    for place in places:
        if (code := regions.province_of(place["region_code"])) != regions.NATION:
            below.setdefault(code, []).extend([] if code == place["region_code"] else [place])
    return [{"region": regions.by_code()[code], "own": own.get(code), "below": below[code]} for code in sorted(below)]
