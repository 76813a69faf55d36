"""Briefs for people, one a report: its targets and their results, in Chinese and then in English, as Markdown and HTML.

The sentences are those of ``why_zh`` and ``why_en``, in their parts; here they are put in order, counted, and their facts linked to
their rows. What the heading above them says, and whose figure it is, is not said again. Belongs here: the figures and the order. Does
not: layout (``brief.md.j2``, ``brief.html.j2``), or any judgement.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import markdown, progress
from pipelines.forms.answers import shares
from pipelines.forms.beside import beside
from pipelines.forms.codes import label
from pipelines.forms.rows import joined, with_sentences
from pipelines.forms.templates import environment, web_address
from pipelines.packages.candidate import Candidate
from pipelines.packages.counts import judged, once
from pipelines.packages.definition import Definition
from pipelines.packages.metadata.descriptor import created
from pipelines.packages.registry import form
from pipelines.packages.sizes import carried
from pipelines.wording.dates import day_en, day_zh
from pipelines.wording.numbers import counted, share
from pipelines.wording.topics import with_topic
from schemas import codelists, contract
from schemas.codelists.statuses import Status, statuses

# The page of the package, from the folder of the briefs; a row's place in it is its id.
PAGE = "../index.html"
# A target to keep step with something has no number that could be found, which is no status of its own.
_NO_NUMBER, _WITHOUT_FIGURE = "no_number", "no_data"
_NO_NUMBER_ZH, _NO_NUMBER_EN = "{}项没有数值", ("{} sets no number", "{} set no number")
_NO_NUMBER_LABEL = {"zh": "没有数值", "en": "no number"}
# Of these nothing stands behind the facts that the heading does not say; a margin that was used is said.
_SAID_BY_HEADING = ("met", "near", "missed", _WITHOUT_FIGURE, _NO_NUMBER)
# English spells out the numbers of a sentence up to ten.
_SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@form("briefs")
def write(candidate: Candidate) -> None:
    """Write the briefs of a candidate."""
    for path, text in briefs(candidate.definition, candidate.version, candidate.tables, candidate.created).items():
        candidate.write(path, text)


def briefs(
    definition: Definition, version: str, tables: Mapping[str, pl.DataFrame], newest: date | None = None
) -> dict[str, str]:
    """The briefs of a package by file name, ``briefs/650000-2023.md`` and ``.html``, a pair for every report that sets a target.

    Args:
        definition: the package.
        version: its version.
        tables: its tables, as ``contents`` gives them.
        newest: the newest date among its inputs; without it the newest that its tables tell.

    Returns:
        nothing where the package holds facts only: the sentences of a brief are made of the reports' words. Links lead to the rows of the
        page beside them, where the package has one.
    """
    needed = {"reports", "targets", "outcomes"} <= set(tables)
    if not needed or definition.text == "none" or "quote" not in tables["targets"].columns:
        return {}
    every = with_topic(with_sentences(once(joined(tables)).drop_nulls("status"), tables))
    page = PAGE if "html" in carried(definition, tables) else None
    package = {"definition": definition, "version": version, "year": (newest or created(tables)).year, "page": page}
    files: dict[str, str] = {}
    for report in progress.counted(tables["reports"].sort("report_id").to_dicts(), tables["reports"].height, "reports"):
        ours = every.filter(pl.col("report_id") == report["report_id"])
        if ours.height:
            brief = package | _brief(report, ours.to_dicts(), _region(report["region_code"], tables))
            brief["answers"] = shares(ours)
            for kind in ("md", "html"):
                files[f"briefs/{report['report_id']}.{kind}"] = _rendered(kind, brief)
    return files


def _region(code: str, tables: Mapping[str, pl.DataFrame]) -> Mapping[str, Any]:
    regions = tables.get("regions", contract.codelist("regions"))
    rows = regions.filter(pl.col("region_code") == code).to_dicts()
    return rows[0] if rows else {"name_zh": code, "name_en": code}


def _brief(report: dict[str, Any], rows: list[dict[str, Any]], region: Mapping[str, Any]) -> dict[str, Any]:
    reasons = Counter(_reason(row) for row in rows)
    sources = _sources(rows)
    return {
        "report": _dated(report | {"source_url": web_address(report["source_url"])}),
        "region": region,
        "headline_zh": headline_zh(reasons),
        "headline_en": headline_en(reasons),
        "groups": [
            _group(reason, [row for row in rows if _reason(row) == reason], sources)
            for reason in _wordings_zh()
            if reasons[reason]
        ],
        "sources": list(sources.values()),
        "near_zh": statuses()["near"].label_zh,
        "near_en": statuses()["near"].label_en,
    }


def _dated(source: dict[str, Any]) -> dict[str, Any]:
    """A source with its day in words, none where it has none."""
    day = source["published"]
    return source | {"day_zh": day_zh(day) if day else None, "day_en": day_en(day) if day else None}


def _reason(row: Mapping[str, Any]) -> str:
    """What the headline counts a row as: its status, or that no number is set."""
    return _NO_NUMBER if row["status"] == _WITHOUT_FIGURE and row["comparator"] else str(row["status"])


def headline_zh(counts: Mapping[str, int]) -> str:
    """How many targets, and what became of them.

    Args:
        counts: how many targets have which status; of ``no_data`` those without a number apart, as ``no_number``.
    """
    total, of = sum(counts.values()), judged(counts)
    wordings = _wordings_zh()
    verdicts = "，".join(
        wordings[code].format(f"{counts[code]:,}") + _share(code, counts, "（{}）") for code in _decided(counts)
    )
    reasons = "，".join(wordings[code].format(f"{counts[code]:,}") for code in _undecided(counts))
    if not of:
        return f"{total:,}项目标都没有可用的结果：{reasons}。"
    if not reasons:
        return f"{total:,}项目标都有结果可比：{verdicts}。"
    return f"{total:,}项目标中，{of:,}项有结果可比：{verdicts}。其余{total - of:,}项没有可用的结果：{reasons}。"


def headline_en(counts: Mapping[str, int]) -> str:
    """How many targets, and what became of them; the same counts as in Chinese."""
    total, of = sum(counts.values()), judged(counts)
    verdicts = _listed_en(_counted_en(code, counts[code]) + _share(code, counts, " ({})") for code in _decided(counts))
    reasons = _listed_en(_counted_en(code, counts[code]) for code in _undecided(counts))
    if not of:
        every = "The one target has" if total == 1 else f"None of the {_spelled(total)} targets has"
        return f"{every} {'no' if total == 1 else 'a'} usable result: {reasons}."
    if not reasons:
        every = "The one target has" if total == 1 else f"All {_spelled(total)} targets have"
        return f"{every} a comparable result: {verdicts}."
    left = _spelled(total - of)
    rest = f"{left[0].upper()}{left[1:]} {'has' if total - of == 1 else 'have'} no usable result: {reasons}."
    return f"Of {counted(total, 'target')}, {_spelled(of)} {'has' if of == 1 else 'have'} a comparable result: {verdicts}. {rest}"


def _share(code: str, counts: Mapping[str, int], words: str) -> str:
    """The share of those that were met, behind their number; of one target alone none."""
    return words.format(share(counts[code], judged(counts))) if code == "met" and judged(counts) > 1 else ""


def _decided(counts: Mapping[str, int]) -> list[str]:
    return [code for code in codelists.decided() if counts.get(code)]


def _undecided(counts: Mapping[str, int]) -> list[str]:
    """Why targets are undecided, the most frequent reason first."""
    reasons = [code for code in _wordings_zh() if counts.get(code) and code not in codelists.decided()]
    return sorted(reasons, key=lambda code: -counts[code])


def _wordings_zh() -> dict[str, str]:
    """How a count of a reason is worded, in the codelist's order; that no number is set follows that none was found."""
    wordings = {}
    for status in statuses().values():
        wordings[status.code] = status.wording_zh
        if status.code == _WITHOUT_FIGURE:
            wordings[_NO_NUMBER] = _NO_NUMBER_ZH
    return wordings


def _counted_en(code: str, count: int) -> str:
    one, many = _NO_NUMBER_EN if code == _NO_NUMBER else statuses()[code].wording_en
    return (one if count == 1 else many).format(_spelled(count))


def _spelled(count: int) -> str:
    return _SPELLED[count] if count < len(_SPELLED) else f"{count:,}"


def _listed_en(parts: Iterable[str]) -> str:
    """A list as English says it: a, b and c."""
    *others, last = [*parts] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _group(reason: str, rows: list[dict[str, Any]], sources: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    """The targets of which a heading says what became of them, by topic."""
    status: Status = statuses()[_WITHOUT_FIGURE if reason == _NO_NUMBER else reason]
    label = _NO_NUMBER_LABEL if reason == _NO_NUMBER else {"zh": status.label_zh, "en": status.label_en}
    topics = {row["topic_id"]: row for row in codelists.read("topics")}
    order = {topic: place for place, topic in enumerate(topics)}
    by_topic = sorted(rows, key=lambda row: order[row["topic"]])
    return {
        "status": status,
        "heading_zh": f"{label['zh']}：{len(rows):,}项",
        "heading_en": f"{label['en'][0].upper()}{label['en'][1:]}: {counted(len(rows), 'target')}",
        "topics": [
            {
                "zh": topics[topic]["name_zh"],
                "en": topics[topic]["name_en"],
                "rows": [_line(row, reason, sources) for row in of_topic],
            }
            for topic, of_topic in groupby(by_topic, key=lambda row: row["topic"])
        ],
    }


def _line(row: Mapping[str, Any], reason: str, sources: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    """A target: its sentence as far as the heading does not say it, where its result is from, and what else is known."""
    source = sources.get(_source(row))
    within_margin = reason == "met" and row["tolerance_used"]
    ends = {"zh": "。", "en": "."} if reason in _SAID_BY_HEADING and not within_margin else None
    return {
        "target_id": row["target_id"],
        **{
            language: {**row[language], "after": ends[language] if ends else row[language]["after"]}
            for language in ("zh", "en")
        },
        "source": source["number"] if source else None,
        "reading": _reading(row),
        # Whose figure it is stands with its source.
        "beside": list(beside(row if source is None else {**row, "source_kind": None})),
    }


def _reading(row: Mapping[str, Any]) -> dict[str, str] | None:
    """What a second reading says, in both languages; None where there is none, or the package has no such column."""
    finding = row.get("reading")
    return label("finding", finding) if finding else None


# What tells a source from others.
_SOURCE = ("source_title", "publisher", "published", "source_url", "source_kind")


def _source(row: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Where the figure is from; None where there is none, or its source is not known."""
    if row["status"] == _WITHOUT_FIGURE or not row["source_title"]:
        return None
    return tuple(row.get(name) for name in _SOURCE)


def _sources(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The distinct sources of the figures, numbered, the one that serves most targets first."""
    served = Counter(source for row in rows if (source := _source(row)))
    order = sorted(served, key=lambda source: (-served[source], *map(str, source)))
    return {source: _cited(source, number, served[source]) for number, source in enumerate(order, start=1)}


def _cited(source: tuple[Any, ...], number: int, served: int) -> dict[str, Any]:
    row = dict(zip(_SOURCE, source, strict=True))
    kind = row["source_kind"]
    return _dated(
        {
            "number": number,
            "title": row["source_title"],
            "publisher": row["publisher"],
            "published": row["published"],
            "url": web_address(row["source_url"]),
            "kind": label("source_kind", kind) if kind else None,
            "zh": f"用于{served:,}项",
            "en": f"used for {counted(served, 'target')}",
        }
    )


def _rendered(kind: str, brief: Mapping[str, Any]) -> str:
    templates = environment(Path(__file__).parent, autoescape=kind == "html", keep_trailing_newline=True)
    templates.filters |= {"md": markdown.text, "address": markdown.address, "begun": _begun}
    return templates.get_template(f"brief.{kind}.j2").render(**brief)


def _begun(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]
