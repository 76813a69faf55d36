"""What was corrected, for people. Belongs here: what the page lists. Does not: its words (``words/corrections.toml``), or where it is read from
(``corrections``)."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.forms.page.printed import with_newest
from pipelines.packages import counts
from pipelines.site import addresses, corrections, days, names
from pipelines.site.document import Head, Page, render, say
from pipelines.site.findings import of_newest
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["corrections"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The corrections in both languages."""
    versions, verdicts = corrections.versions(source)
    places = {place["region_code"]: place for place in source.table("places").iter_rows(named=True)}
    targets = corrections.of_targets(source, [verdict.target_id for verdict in verdicts])
    of_newer = _turned(source)
    wrong = corrections.taken_back(source).to_dicts()
    for language in addresses.LANGUAGES:
        head = Head(say("corrections", language, "title"), say("corrections", language, "description"))
        yield render(
            source,
            "corrections",
            language,
            "corrections.html",
            head,
            versions=[each._asdict() | {"day": days.printed(each.known, language)} for each in versions],
            verdicts=[
                each._asdict() | {"day": days.printed(each.known, language), "row": targets.get(each.target_id)}
                for each in verdicts
            ],
            wrong=[row | {"day": days.printed(row["date"], language)} for row in wrong],
            turned=[
                row | {"day": days.printed(row["newest_published"], language, row["newest_precision"])}
                for row in of_newer
            ],
            place=lambda code, language=language: _place(places.get(code), code, language),
        )


def _turned(source: Source) -> list[dict[str, Any]]:
    """The targets whose verdict a newer figure changed, with that figure in words; those of the newest years first, then the headline ones."""
    rows = counts.once(source.table("rows", changed=True))
    rows = with_newest(rows.filter(pl.col("newest_published").is_not_null())) if rows.height else rows
    return of_newest(source, rows).sort("year", "rank", "target_id", descending=[True, False, False]).to_dicts()


def _place(place: Mapping[str, Any] | None, code: str, language: str) -> str:
    return code if place is None else names.government(place, language)
