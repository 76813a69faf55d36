"""What is known to be missing or doubtful, with numbers. Belongs here: which limits are told. Does not: their words (``words/limits.toml``), or how
they are counted (``measured``)."""

from collections.abc import Iterator

import polars as pl

from pipelines.packages.counts import Answers
from pipelines.site import addresses
from pipelines.site.document import Head, Page, render, say
from pipelines.site.measured import FEW_GOVERNMENTS, FEW_REPORTS, measured, of_hundred
from pipelines.site.source import Source

# What the targets that are due are answered by, in the order of the table: all but how many there are.
_ANSWERS = Answers._fields[2:]


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["limits"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The known limits in both languages."""
    counted = measured(source)
    places = source.table("places")
    few = places.filter(pl.col("reports") < FEW_REPORTS).sort("reports", "region_code").to_dicts()
    years = source.table("years").filter(pl.col("reports") < FEW_GOVERNMENTS * places.height)
    fields, verdicts = counted.right.get("fields", {}), counted.right.get("verdicts", {})
    words = counted.words | {"few_than": FEW_REPORTS, "few_part": f"{FEW_GOVERNMENTS:.0%}"}
    for language in addresses.LANGUAGES:
        head = Head(say("limits", language, "title"), say("limits", language, "description"))
        yield render(
            source,
            "limits",
            language,
            "limits.html",
            head,
            counts=words,
            answers=[(name, getattr(counted.answers, name)) for name in _ANSWERS],
            few=few,
            years=years.to_dicts(),
            fields=fields,
            of_hundred=of_hundred,
            verdicts=verdicts,
        )
