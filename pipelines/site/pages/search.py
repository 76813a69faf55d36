"""What the search box looks through: a piece a language, which the page asks for when its box gets focus.

``data/search-<language>.js`` hands over packed JSON (``pieces``), with

- ``places``: code, name, other names, targets, judged, and of each report its year, targets and judged, one behind the other;
- ``indicators``: code, name, other names, targets, judged; ``topics`` the same;
- ``years``: year, targets, judged;
- ``verdicts``: code, name, other names, of those that figures decide;
- ``pages``: the address of each kind of page, ``{}`` standing for the code, and ``explore`` of the table of all targets;
- ``words``: what the box says.

Belongs here: what can be found. Does not: how (``src/matches.js``), or how it looks (``src/find.js``).
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.packages.counts import once
from pipelines.site import addresses, names
from pipelines.site.document import Page, words
from pipelines.site.pieces import packed_json, piece
from pipelines.site.source import Source
from pipelines.site.tally import TALLY
from schemas import codelists
from schemas.codelists.statuses import statuses

_NEEDED = ("report_id", "region_code", "year", "topic", "status", "counted")


def keys(source: Source) -> list[str]:
    """The languages."""
    return list(addresses.LANGUAGES)


def pages(source: Source, key: str) -> Iterator[Page]:
    """The piece of a language."""
    yield piece(f"data/search-{key}", packed_json(index(source, key)))


def index(source: Source, language: str) -> dict[str, Any]:
    """All that can be found, as the piece has it."""
    rows = once(source.columns("rows", *_NEEDED))
    return {
        "places": _places(source, rows, language),
        "indicators": _indicators(source, language),
        "topics": _topics(rows, language),
        "years": source.table("years").select("year", "targets", "judged").rows(),
        "verdicts": [[code, *_pair(statuses()[code]._asdict(), "label", language)] for code in codelists.decided()],
        "pages": {
            "place": addresses.place("{}"),
            "indicator": addresses.indicator("{}"),
            "report": addresses.report("{}"),
            "year": addresses.year("{}"),
            "explore": addresses.explore({}),
        },
        "words": {key: texts[language] for key, texts in words("find").items() if key.startswith("find_")},
    }


def _pair(row: dict[str, Any], column: str, language: str) -> tuple[str, str]:
    """The name in the page's language, and that in the other."""
    other = next(each for each in addresses.LANGUAGES if each != language)
    return row[f"{column}_{language}"], row[f"{column}_{other}"]


def _places(source: Source, rows: pl.DataFrame, language: str) -> list[list[Any]]:
    """The governments that have a page."""
    reports = rows.group_by("region_code", "year").agg(**TALLY).sort("region_code", "year")
    of_place = {
        code: [cell for row in some.select("year", "targets", "judged").rows() for cell in row]
        for (code,), some in reports.group_by("region_code", maintain_order=True)
    }
    places = source.table("places").filter(pl.col("reports") > 0)
    return [
        [code := row["region_code"], name, [other, row["short_zh"], *names.of_places().get(code, ())], row["targets"], row["judged"], of_place.get(code, [])]
        for row in places.iter_rows(named=True)
        for name, other in [_pair(row, "name", language)]
    ]  # fmt: skip


def _indicators(source: Source, language: str) -> list[list[Any]]:
    return [
        [code := row["indicator_id"], name, [other, *names.of_indicators().get(code, ())], row["targets"], row["judged"]]
        for row in source.table("indicators").iter_rows(named=True)
        for name, other in [_pair(row, "name", language)]
    ]  # fmt: skip


def _topics(rows: pl.DataFrame, language: str) -> list[list[Any]]:
    """The topics of some target."""
    counts = {row["topic"]: row for row in rows.group_by("topic").agg(**TALLY).iter_rows(named=True)}
    return [
        [code, *([name, [other]]), counts[code]["targets"], counts[code]["judged"]]
        for row in codelists.read("topics")
        if (code := row["topic_id"]) in counts
        for name, other in [_pair(row, "name", language)]
    ]
