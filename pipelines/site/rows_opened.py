"""What shows when a row is opened: the sentence, why this verdict, all figures that could have judged it, what the next report says.

Belongs here: what is known of a target beyond its cells, in codes and in words of both languages. Does not: its cells (``rows``), or markup.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms.page.mark import mark
from pipelines.forms.rows import with_tolerances
from pipelines.forms.templates import web_address
from pipelines.site.fragments import landing
from pipelines.site.source import Source
from pipelines.wording.numbers import plain
from pipelines.wording.rows import with_words

# What is said of a figure depends on these columns of its target.
_TARGET = (
    "target_id", "indicator", "indicator_id", "action", "aspect", "measure", "bound", "value", "value_high", "unit", "comparator", "period",
    "period_kind", "year", "status", "polarity",
)  # fmt: skip
# Codes that say something of a target, and those of them that are so usual that they say nothing.
_KINDS = ("measure", "aspect", "period_kind", "strength", "binding")
_USUAL = {"period_kind": ("year",), "strength": ("plan",), "binding": ("unstated",)}
# Rows of which more is known than their cells and their place.
_WITH_MORE = ("statistic_id", "claim_about", "reading", "quote")


class Figure(NamedTuple):
    """A published figure that could judge a target.

    Attributes:
        statistic_id: its id.
        words: language -> the figure in the target's unit.
        kind: code of who says it.
        title: of its source.
        address: of its source; None where it is not known.
        publisher: who published it.
        published: when; None where it is not known.
        precision: how exactly that is known: day, month or year.
        used: whether it judges the target.
        reason: code of what differs; None where it is comparable.
        verdict: code of what it says of the target; None where it may not judge it.
        vintages: codes of ``vintage`` that it is, where the target has figures of several.
    """

    statistic_id: str
    words: Mapping[str, str | None]
    kind: str
    title: str
    address: str | None
    publisher: str | None
    published: date | None
    precision: str | None
    used: bool
    reason: str | None
    verdict: str | None
    vintages: tuple[str, ...]


class Claim(NamedTuple):
    """What the next report says of a target: which code, of what, in which report, and where there."""

    claim: str
    about: str
    report_id: str
    quote: str | None
    address: str | None


class Opened(NamedTuple):
    """What is known of a target beyond its cells.

    Attributes:
        why: language -> why this verdict, in a sentence.
        section: heading that the sentence stands below; None where no package holds the text.
        whole: whether its sentence is known; else words that are left out stand between ``before`` and its clause.
        before: the sentence before, or where no package holds it the lead sentence of the paragraph; None where there is neither.
        sentence: its sentence, or where no package holds that its clause, in three parts: what stands before the value, the value, and what
            stands behind it; None where no package holds the text.
        after: the sentence behind it; None where there is none, or no package holds it.
        figure: the figure that judges, or the best; None where there is none.
        others: all figures where there are several or the one is not used; else empty.
        differ: pairs of figures that differ although they are of the same, with the code of what may explain it.
        about: tolerance that *about* allows, ``near``, how far off *near* is, and ``unit`` (pp or percent); None where no rule judged.
        near: the same.
        unit: the same.
        by_tolerance: whether the verdict rests on the tolerance.
        sensitive: whether another tolerance gives another verdict.
        reason: code of why there is no verdict; None where there is one, or no figure.
        latest: code of the verdict by the newest figure where that is another; else None.
        reading: the second reading: its code, day and words; None where there was none.
        claim: what the next report says; None where it says nothing in words.
        kinds: pairs of a codelist and a code that tell what is measured.
        area: the part of the government's area that it is of; None for the whole.
        project_list: id of the list of projects that it stands in; None where in none.
    """

    why: Mapping[str, str]
    section: str | None
    whole: bool
    before: str | None
    sentence: tuple[str, str, str] | None
    after: str | None
    figure: Figure | None
    others: tuple[Figure, ...]
    differ: tuple[tuple[Figure, Figure, str], ...]
    about: str | None
    near: str | None
    unit: str | None
    by_tolerance: bool
    sensitive: bool
    reason: str | None
    latest: str | None
    reading: Mapping[str, Any] | None
    claim: Claim | None
    kinds: tuple[tuple[str, str], ...]
    area: str | None
    project_list: str | None


def of_place(source: Source, region_code: str, rows: pl.DataFrame) -> dict[str, Opened]:
    """Target -> what is known of it, of those of a government's targets of which more is known than their cells and their place.

    Args:
        source: the prepared tables.
        region_code: the government.
        rows: its rows of the prepared table ``rows``.
    """
    more = pl.any_horizontal(pl.col(name).is_not_null() for name in _WITH_MORE) | pl.col("target_id").is_in(
        rows["repeats"].drop_nulls().implode()
    )
    rows = with_tolerances(rows.filter(more), {})
    addresses = dict(source.of_place("reports", region_code).select("report_id", "source_url").iter_rows())
    figures = _figures(source, region_code, rows)
    differing = _differing(source, region_code)
    readings = _readings(source, region_code)
    return {
        row["target_id"]: _opened(row, addresses, figures.get(row["target_id"], []), differing, readings)
        for row in rows.iter_rows(named=True)
    }


def _opened(
    row: Mapping[str, Any],
    addresses: Mapping[str, str | None],
    figures: list[Figure],
    differing: Mapping[tuple[str, str], str],
    readings: Mapping[str, Mapping[str, Any]],
) -> Opened:
    figure = next((each for each in figures if each.statistic_id == row["statistic_id"]), None)
    one_that_judges = len(figures) == 1 and figures[0].used
    return Opened(
        why={"zh": row["why_zh"], "en": row["why_en"]},
        section=row["section"],
        whole=row["sentence"] is not None,
        before=row["before"] if row["sentence"] else _lead(row),
        sentence=_sentence(row),
        after=row["after"],
        figure=figure,
        others=() if one_that_judges else tuple(figures),
        differ=_pairs(figures, differing),
        about=_number(row["about"]) if row["bound"] == "about" else None,
        near=_number(row["near"]),
        unit=row["tolerance_unit"],
        by_tolerance=bool(row["tolerance_used"]),
        sensitive=bool(row["tolerance_sensitive"]),
        reason=row["status_reason"],
        latest=row["status_latest"] if row["status_latest"] != row["status"] else None,
        reading=readings.get(row["target_id"]),
        claim=_claim(row, addresses),
        kinds=tuple(
            (name, row[name]) for name in _KINDS if row[name] is not None and row[name] not in _USUAL.get(name, ())
        ),
        area=row["area"],
        project_list=row["list_id"],
    )


def _lead(row: Mapping[str, Any]) -> str | None:
    """The lead sentence of a paragraph, unless it is the target's own."""
    lead: str | None = row["paragraph"]
    return lead if lead and row["quote"] not in lead else None


def _sentence(row: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """A target's sentence, else its clause, in three parts, the value in the middle; all in the first where the value cannot be told."""
    if not row["quote"]:
        return None
    whole = row["sentence"] or row["quote"]
    ends = mark(row)
    if ends is None:
        return whole, "", ""
    # Of the clause, which begins within the sentence.
    within = row["char_start"] - row["sentence_start"] if row["sentence"] else 0
    start, end = (within + each for each in ends)
    return whole[:start], whole[start:end], whole[end:]


def _claim(row: Mapping[str, Any], addresses: Mapping[str, str | None]) -> Claim | None:
    if not row["claim_id"]:
        return None
    report_id = row["claim_id"].split("@")[0]
    address = landing(addresses.get(report_id), row["claim_start"], row["claim_end"])
    return Claim(row["claim"], row["claim_about"], report_id, row["claim_quote"], address)


def _number(number: Any) -> str | None:
    return None if number is None else plain(number)


def _figures(source: Source, region_code: str, rows: pl.DataFrame) -> dict[str, list[Figure]]:
    """Target -> the figures that could judge it, the best first."""
    judged = rows.select("target_id", judging="statistic_id").drop_nulls()
    if judged.is_empty() or not source.has("matches"):
        return {}
    matches = source.of_place("matches", region_code).join(judged, on="target_id")
    statistics = source.of_place("statistics", region_code).select(
        "statistic_id", "source_title", "publisher", "source_kind", "published", "published_precision", "source_url",
        actual_printed="value", actual_unit="unit", actual_bound="value_bound",
    )  # fmt: skip
    pairs = (
        matches.drop("year")
        .join(statistics, on="statistic_id")
        .join(rows.select(*_TARGET), on="target_id")
        .sort("target_id", "rank")
    )
    vintages = _vintages(source, region_code)
    figures: dict[str, list[Figure]] = defaultdict(list)
    for pair in with_words(pairs).iter_rows(named=True):
        key = (pair["target_id"], pair["statistic_id"])
        figures[pair["target_id"]].append(_figure(pair, vintages.get(key, ())))
    return figures


def _figure(pair: Mapping[str, Any], vintages: tuple[str, ...]) -> Figure:
    return Figure(
        pair["statistic_id"],
        {"zh": pair["result_zh"], "en": pair["result_en"]},
        pair["source_kind"],
        pair["source_title"],
        web_address(pair["source_url"]),
        pair["publisher"],
        pair["published"],
        pair["published_precision"],
        pair["statistic_id"] == pair["judging"] and pair["comparability"] == "comparable",
        pair["comparability_reason"],
        pair["verdict"],
        vintages,
    )


def _vintages(source: Source, region_code: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Target and figure -> which vintages of the target the figure is, where it has figures of several."""
    if not source.has("vintages"):
        return {}
    table = source.of_place("vintages", region_code)
    several = table.filter(pl.col("statistic_id").n_unique().over("target_id") > 1)
    named: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for target, figure, vintage in several.select("target_id", "statistic_id", "vintage").iter_rows():
        named[target, figure] += (vintage,)
    return named


def _differing(source: Source, region_code: str) -> dict[tuple[str, str], str]:
    """Two figures that differ -> code of what may explain it."""
    if not source.has("conflicts"):
        return {}
    table = source.of_place("conflicts", region_code).select("statistic_id", "other_statistic_id", "kind")
    return {(one, other): kind for one, other, kind in table.iter_rows()}


def _pairs(figures: list[Figure], differing: Mapping[tuple[str, str], str]) -> tuple[tuple[Figure, Figure, str], ...]:
    """The pairs of these figures that differ; what several pairs say alike is said once."""
    said: dict[tuple[Any, ...], tuple[Figure, Figure, str]] = {}
    for one, other in product(figures, figures):
        why = differing.get((one.statistic_id, other.statistic_id))
        if why is not None:
            said.setdefault((one.words["zh"], one.kind, other.words["zh"], other.kind, why), (one, other, why))
    return tuple(said.values())


def _readings(source: Source, region_code: str) -> dict[str, Mapping[str, Any]]:
    """Target -> its newest second reading."""
    if not source.has("readings"):
        return {}
    table = source.of_place("readings", region_code).sort("date", maintain_order=True)
    columns = ("target_id", "finding", "date", "reader", "remark")
    return {row["target_id"]: row for row in table.select(columns).iter_rows(named=True)}
