"""Briefs for people, one a report: what was set as a target and what came of it, in Chinese and then in English, as Markdown and HTML.

The sentences are those of ``why_zh`` and ``why_en``, in their parts; here they are put in order, counted, and their facts linked to
their rows. Belongs here: the figures and the order. Does not: layout (``brief.md.j2``, ``brief.html.j2``), or any judgement.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import markdown, progress
from pipelines.forms.answers import shares
from pipelines.forms.beside import beside
from pipelines.forms.rows import joined, with_sentences
from pipelines.forms.templates import environment, web_address
from pipelines.packages.candidate import Candidate
from pipelines.packages.counts import judged, once
from pipelines.packages.definition import Definition
from pipelines.packages.metadata.descriptor import created
from pipelines.packages.registry import form
from pipelines.wording.numbers import counted
from schemas import codelists, contract
from schemas.codelists.statuses import Status, statuses

# The page of the package, from the folder of the briefs; a row's place in it is its id.
PAGE = "../index.html"
# A target to keep step with something has no number that could be found, which is no status of its own.
_NO_NUMBER, _WITHOUT_FIGURE = "no_number", "no_data"
_NO_NUMBER_ZH, _NO_NUMBER_EN = "{}项没有承诺具体数值", ("{} targets no number", "{} target no number")


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
        nothing where the package holds facts only: the sentences of a brief are made of the reports' words.
    """
    needed = {"reports", "targets", "outcomes"} <= set(tables)
    if not needed or definition.text == "none" or "quote" not in tables["targets"].columns:
        return {}
    every = with_sentences(once(joined(tables)).drop_nulls("status"), tables)
    package = {"definition": definition, "version": version, "year": (newest or created(tables)).year, "page": PAGE}
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
    counts = Counter(row["status"] for row in rows)
    reasons = Counter(_reason(row) for row in rows)
    return {
        "report": report | {"source_url": web_address(report["source_url"])},
        "region": region,
        "headline_zh": headline_zh(reasons),
        "headline_en": headline_en(reasons),
        "groups": [_group(status, [row for row in rows if row["status"] == status.code]) for status in statuses().values() if counts[status.code]],
        "sources": _sources(rows),
        "statuses": statuses().values(),
    }  # fmt: skip


def _reason(row: Mapping[str, Any]) -> str:
    """What the headline counts a row as: its status, or that no number is set."""
    return _NO_NUMBER if row["status"] == _WITHOUT_FIGURE and row["comparator"] else str(row["status"])


def headline_zh(counts: Mapping[str, int]) -> str:
    """How many targets, and what became of them.

    Args:
        counts: how many targets have which status; of ``no_data`` those that target no number apart, as ``no_number``.
    """
    total, undecided = sum(counts.values()), sum(counts.values()) - judged(counts)
    wordings = _wordings_zh()
    verdicts = "，".join(wordings[code].format(counts[code]) for code in _decided(counts))
    reasons = "，".join(wordings[code].format(counts[code]) for code in _undecided(counts))
    if not verdicts:
        return f"{total}项量化目标都尚无定论：{reasons}。"
    return f"{total}项量化目标中，{verdicts}" + (f"；{undecided}项尚无定论：{reasons}。" if reasons else "。")


def headline_en(counts: Mapping[str, int]) -> str:
    """How many targets, and what became of them; the same counts as in Chinese."""
    total, undecided = sum(counts.values()), sum(counts.values()) - judged(counts)
    verdicts = _listed_en(_counted_en(code, counts[code]) for code in _decided(counts))
    reasons = _listed_en(_counted_en(code, counts[code]) for code in _undecided(counts))
    if not verdicts:
        return f"{_of_all(total)} undecided: {reasons}."
    rest = f" {undecided:,} {'is' if undecided == 1 else 'are'} undecided: {reasons}." if reasons else ""
    return f"Of {counted(total, 'numeric target')} {verdicts}.{rest}"


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
    return (one if count == 1 else many).format(f"{count:,}")


def _of_all(total: int) -> str:
    return "The one numeric target is" if total == 1 else f"All {total:,} numeric targets are"


def _listed_en(parts: Iterable[str]) -> str:
    """A list as English says it: a, b and c."""
    *others, last = [*parts] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _group(status: Status, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "status": status,
        "heading_zh": f"{status.label_zh}：{len(rows)}项",
        "heading_en": f"{status.label_en[0].upper()}{status.label_en[1:]}: {counted(len(rows), 'target')}",
        "rows": [
            {
                "target_id": row["target_id"],
                "zh": row["zh"],
                "en": row["en"],
                "source": _source(row),
                "reading": _reading(row),
                "beside": list(beside(row)),
            }
            for row in rows
        ],
    }


def _reading(row: Mapping[str, Any]) -> dict[str, str] | None:
    """What a second reading says, in both languages; None where there is none, or the package has no such column."""
    finding = row.get("reading")
    return {tongue: codelists.labels("finding", tongue)[finding] for tongue in ("zh", "en")} if finding else None


def _source(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the figure is from; None where there is none, or its source is not known."""
    if row["status"] == "no_data" or not row["source_title"]:
        return None
    return {
        "title": row["source_title"],
        "publisher": row["publisher"],
        "published": row["published"],
        "url": web_address(row["source_url"]),
    }


def _sources(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The distinct sources of the figures, the one that serves most targets first."""
    sources = [source for row in rows if (source := _source(row))]
    served = Counter(tuple(source.values()) for source in sources)
    distinct = {tuple(source.values()): source for source in sources}
    order = sorted(distinct, key=lambda key: (-served[key], *map(str, key)))
    return [
        distinct[key] | {"zh": f"用于{served[key]}项", "en": f"used for {counted(served[key], 'target')}"}
        for key in order
    ]


def _rendered(kind: str, brief: Mapping[str, Any]) -> str:
    templates = environment(Path(__file__).parent, autoescape=kind == "html", keep_trailing_newline=True)
    templates.filters |= {"md": markdown.text, "address": markdown.address, "begun": _begun}
    return templates.get_template(f"brief.{kind}.j2").render(**brief)


def _begun(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]
