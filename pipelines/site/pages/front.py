"""The front page. Belongs here: what it tells. Does not: its words (``words/home.toml``), its look, or what is news (``findings``)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms.answers import shares
from pipelines.packages import counts
from pipelines.site import addresses, days, defined, findings
from pipelines.site.charts import dots
from pipelines.site.charts.scales import px
from pipelines.site.document import Head, Page, render, say
from pipelines.site.pages.around import description
from pipelines.site.source import Source
from pipelines.wording.numbers import plain
from schemas import codelists
from schemas.codelists.statuses import statuses

# So many years are drawn, and so many are told in a sentence and linked: the newest.
_DRAWN, _NAMED, _LINKED = 20, 5, 12
_ANSWERED = ("status", "status_reason", "answered_by", "next_report", "claim", "comparability_reason", "counted", "comparator_status", "source_kind")  # fmt: skip


class Chart(NamedTuple):
    """A headline indicator: its code, that of its indicator, its drawing, its years with their counts, and its unit's code."""

    code: str
    indicator_id: str
    drawing: dots.Drawing
    years: Sequence[Mapping[str, Any]]
    unit: str


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["front"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The front page in both languages."""
    rows = findings.headline(source)
    growth = findings.growth(rows)
    with_page = set(source.columns("indicators", "indicator_id")["indicator_id"])
    shown = {
        "growth": growth,
        "growth_indicator": defined.of_headline(findings.GROWTH, with_page) if growth else None,
        "widest": findings.widest(source, rows, growth.year) if growth else None,
        "turned": findings.turned(source),
        "charts": list(_charts(rows, with_page)),
        "totals": _totals(source),
        "places": {row["region_code"]: row for row in source.table("places").iter_rows(named=True)},
        "named": _NAMED,
        "wide": dots.WIDE,
        "high": dots.HIGH,
        "px": px,
        "plain": lambda number: plain(Decimal(str(number))),
        "years": source.table("years").sort("year", descending=True).head(_LINKED).to_dicts(),
        **_judged(source),
    }
    for language in addresses.LANGUAGES:
        head = Head(say("home", language, "title"), say("home", language, "description"), data=description(source.main))
        path = "index.html"
        yield render(
            source,
            "home",
            language,
            path,
            head,
            day=lambda day, precision=None, language=language: days.printed(day, language, precision),
            **shown,
        )


def _totals(source: Source) -> dict[str, int]:
    """How much there is of everything."""
    places = source.table("places").filter(pl.col("reports") > 0)
    years = source.table("years")
    return {
        "places": places.height,
        "indicators": source.table("indicators").height,
        "first_year": int(years["year"][0]),
        "last_year": int(years["year"][-1]),
        **{name: int(years[name].sum()) for name in ("reports", "targets", "judged", "met")},
    }


def _judged(source: Source) -> dict[str, Any]:
    """How many targets have which status, and whose figures judge those that are judged, the most first; the sentence of those that are due."""
    rows = source.columns("rows", *_ANSWERED)
    once = counts.once(rows)
    of_status = {status: count for status, count in counts.by_status(once["status"]).items() if count}
    kinds = once.filter(pl.col("status").is_in(codelists.decided()))["source_kind"].value_counts(sort=True)
    answered = shares(rows)
    return {
        "of_status": of_status,
        "of_source": dict(sorted(kinds.iter_rows(), key=lambda pair: (-pair[1], pair[0]))),
        "answered": {language: answered.sentence(language) for language in addresses.LANGUAGES} if answered else None,
    }


def _charts(rows: pl.DataFrame, with_page: Collection[str]) -> Iterator[Chart]:
    """A chart for each headline indicator of which some target is judged."""
    judged = rows.filter(pl.col("status").is_in(codelists.decided()))
    if judged.is_empty():
        return
    last = int(judged["year"].max())  # type: ignore[arg-type]
    first = max(int(judged["year"].min()), last - _DRAWN + 1)  # type: ignore[arg-type]
    for code in codelists.codes("headline"):
        if points := findings.dots(rows, code):
            unit = rows.filter(pl.col("headline") == code, pl.col("unit_base").is_not_null())["unit_base"][0]
            drawing = dots.drawing(points, _shapes(), first, last)
            yield Chart(code, defined.of_headline(code, with_page), drawing, findings.by_year(rows, code), unit)


def _shapes() -> dict[str, str]:
    """The shapes of the verdicts, those that are rarer behind: they are drawn over the others."""
    return {code: statuses()[code].shape for code in codelists.decided()}
