"""The list of indicators. Belongs here: what it tells. Does not: its words (``words/indicators.toml``, ``words/compare.toml``), or its look."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms.headlines import best_known
from pipelines.site import addresses, defined
from pipelines.site.document import Head, Page, render, say
from pipelines.site.source import Source
from schemas import codelists

_NAMES = 3


class Topic(NamedTuple):
    """A heading of the list: its anchor, its name, its indicators, those with the most targets first."""

    key: str
    name: str
    indicators: list[dict[str, Any]]


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["indicators"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The list in both languages."""
    table = source.table("indicators").sort("targets", "indicator_id", descending=[True, False])
    for language in addresses.LANGUAGES:
        said = partial(say, "indicators", language)
        facts = {"indicators": table.height, "targets": int(table["targets"].sum())}
        head = Head(said("title"), said("description", **facts))
        topics = [Topic("headline", said("headline"), _listed(_headline(table))), *_topics(table, language)]
        compared = partial(say, "compare", language)
        yield render(source, "indicators", language, "indicators.html", head, c=compared, topics=topics, facts=facts)


def _headline(table: pl.DataFrame) -> pl.DataFrame:
    """The headline indicators, in their order: of each the one that is asked for by its name."""
    places = pl.col("indicator_id").replace_strict({key: place for place, key in enumerate(best_known())}, default=None)
    return table.with_columns(place=places).filter(pl.col("place").is_not_null()).sort("place").drop("place")


def _topics(table: pl.DataFrame, language: str) -> list[Topic]:
    topics = [
        Topic(row["topic_id"], row[f"name_{language}"], _listed(table.filter(topic=row["topic_id"])))
        for row in codelists.read("topics")
    ]
    return [topic for topic in topics if topic.indicators]


def _listed(table: pl.DataFrame) -> list[dict[str, Any]]:
    return [row | {"names": defined.names(row["indicator_id"])[:_NAMES]} for row in table.iter_rows(named=True)]
