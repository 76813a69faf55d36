"""Briefs for people, one a report: what was promised and what came of it, in Chinese and then in English, as Markdown and HTML.

The sentences are the outcomes' own (``why_zh``, ``why_en``); here they are put in order, counted and linked to their rows. Belongs
here: the figures and the order. Does not: layout (``brief.md.j2``, ``brief.html.j2``), or any judgement.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages.candidate import Candidate
from pipelines.packages.definition import Definition
from pipelines.packages.metadata.descriptor import created
from pipelines.packages.registry import form
from pipelines.wording import numbers as words
from schemas import codelists, contract

JUDGED = ("met", "near", "missed")
# The page of the package, from the folder of the briefs; a row's place in it is its id.
PAGE = "../index.html"
# Where a sentence goes on from what was promised and what came to why that is judged so. The link ends there, or with the sentence.
_FACTS_ZH = re.compile(r"^(承诺)(.+?)(，与承诺相差|，未达到|，相差超过|，判定为|；|。$)")
_FACTS_EN = re.compile(r"^(Promised: )(.+?)(; within|; not reached|; more than|; the |; published is|; no |: met|\.$)")
_WHY_ZH = {
    "undetermined": "{}项公布的数字只是界限或约数",
    "not_comparable": "{}项公布的数字不可比",
    "no_data": "{}项没有找到公布的数字",
    "no_number": "{}项没有承诺具体数值",
    "pending": "{}项尚未到期",
}
_WHY_EN = {
    "undetermined": ("for {} the published figure is only a bound or an approximation",) * 2,
    "not_comparable": ("for {} the published figure is not comparable",) * 2,
    "no_data": ("for {} no published figure was found",) * 2,
    "no_number": ("{} promises no number", "{} promise no number"),
    "pending": ("{} is not due yet", "{} are not due yet"),
}
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#])")


@form("briefs")
def write(candidate: Candidate) -> None:
    """Write the briefs of a candidate."""
    for path, text in briefs(candidate.definition, candidate.version, candidate.tables).items():
        candidate.write(path, text)


def briefs(definition: Definition, version: str, tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """The briefs of a package by file name, ``briefs/650000-2023.md`` and ``.html``, a pair for every report that sets a target.

    Args:
        definition: the package.
        version: its version.
        tables: its tables, as ``contents`` gives them.

    Returns:
        nothing where the package holds facts only: the sentences of a brief are made of the reports' words.
    """
    needed = {"reports", "targets", "outcomes"} <= set(tables)
    if not needed or definition.text == "none" or "quote" not in tables["targets"].columns:
        return {}
    rows = _rows(tables)
    told = {"definition": definition, "version": version, "year": created(tables).year, "page": PAGE}
    made: dict[str, str] = {}
    for report in tables["reports"].sort("report_id").to_dicts():
        ours = [row for row in rows if row["report_id"] == report["report_id"]]
        if ours:
            brief = told | _brief(report, ours, _region(report["region_code"], tables))
            for kind in ("md", "html"):
                made[f"briefs/{report['report_id']}.{kind}"] = _rendered(kind, brief)
    return made


def _rows(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """Targets with what became of them and the source of the figure, in the order of the text."""
    outcomes = tables["outcomes"].drop("report_id", "year").rename({"rule": "verdict_rule"})
    joined = tables["targets"].join(outcomes, on="target_id", maintain_order="left")
    names = {"unit": "figure_unit", "published": "figure_published"}
    columns = ["statistic_id", "source_title", "publisher", "source_url", *names]
    known = tables.get("statistics")
    if known is None:
        return [row | dict.fromkeys([*columns[1:4], *names.values()]) for row in joined.to_dicts()]
    figures = known.select(columns).rename(names)
    return joined.join(figures, on="statistic_id", how="left", maintain_order="left").to_dicts()


def _region(code: str, tables: Mapping[str, pl.DataFrame]) -> Mapping[str, Any]:
    regions = tables.get("regions", contract.codelist("regions"))
    found = regions.filter(pl.col("region_code") == code).to_dicts()
    return found[0] if found else {"name_zh": code, "name_en": code}


def _brief(report: dict[str, Any], rows: list[dict[str, Any]], region: Mapping[str, Any]) -> dict[str, Any]:
    counts = Counter(row["status"] for row in rows)
    reasons = Counter(_reason(row) for row in rows)
    return {
        "report": report | {"source_url": _web(report["source_url"])},
        "region": region,
        "headline_zh": headline_zh(reasons),
        "headline_en": headline_en(reasons),
        "groups": [_group(status, [row for row in rows if row["status"] == status]) for status in codelists.codes("status") if counts[status]],
        "sources": _sources(rows),
    }  # fmt: skip


def _reason(row: Mapping[str, Any]) -> str:
    """The verdict; a promise to keep step with something has no number that could be found."""
    return "no_number" if row["status"] == "no_data" and row["comparator"] else str(row["status"])


def headline_zh(counts: Mapping[str, int]) -> str:
    """How many targets, and what became of them."""
    total, judged = sum(counts.values()), sum(counts.get(status, 0) for status in JUDGED)
    said = {"met": "{}项实现", "near": "{}项接近（不计入实现）", "missed": "{}项未实现"}
    first = "，".join(said[status].format(counts[status]) for status in JUDGED if counts.get(status))
    why = "，".join(_WHY_ZH[status].format(counts[status]) for status in _reasons(counts))
    if not judged:
        return f"{total}项量化目标都尚无定论：{why}。"
    return f"{total}项量化目标中，{first}" + (f"；{total - judged}项尚无定论：{why}。" if why else "。")


def headline_en(counts: Mapping[str, int]) -> str:
    """How many targets, and what became of them."""
    total, judged = sum(counts.values()), sum(counts.get(status, 0) for status in JUDGED)
    said = {
        "met": ("{} was met", "{} were met"),
        "near": ("{} came near (which counts as not met)",) * 2,
        "missed": ("{} was missed", "{} were missed"),
    }
    first = _told_en(said, counts)
    why, undecided = _told_en({status: _WHY_EN[status] for status in _reasons(counts)}, counts), total - judged
    if not judged:
        return f"{_of_all(total)} undecided: {why}."
    end = f" {undecided:,} {'is' if undecided == 1 else 'are'} undecided: {why}." if undecided else ""
    return f"Of {words.counted(total, 'numeric target')} {first}.{end}"


def _reasons(counts: Mapping[str, int]) -> list[str]:
    """Why targets are undecided, the most frequent reason first."""
    return sorted((status for status in _WHY_ZH if counts.get(status)), key=lambda status: -counts[status])


def _of_all(total: int) -> str:
    return "The one numeric target is" if total == 1 else f"All {total:,} numeric targets are"


def _told_en(said: Mapping[str, tuple[str, str]], counts: Mapping[str, int]) -> str:
    parts = [
        texts[counts[status] != 1].format(f"{counts[status]:,}") for status, texts in said.items() if counts.get(status)
    ]
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1] if parts else ""


def _group(status: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    zh, en = (codelists.labels("status", language)[status] for language in ("zh", "en"))
    return {
        "status": status,
        "heading_zh": f"{zh}：{len(rows)}项",
        "heading_en": f"{en[0].upper()}{en[1:]}: {words.counted(len(rows), 'target')}",
        "rows": [
            {
                "target_id": row["target_id"],
                "zh": _parts(_FACTS_ZH, row["why_zh"]),
                "en": _parts(_FACTS_EN, words.in_english_units(row["why_en"], {row["unit"], row["figure_unit"]} - {None})),
                "source": _source(row),
            }
            for row in rows
        ],
    }  # fmt: skip


def _parts(facts: re.Pattern[str], sentence: str) -> tuple[str, str, str]:
    """A sentence before, in and after its link: what was promised and what came is linked to the row that says so."""
    if found := facts.match(sentence):
        return found[1], found[2], sentence[found.end(2) :]
    return "", sentence, ""


def _source(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the figure is from; None where there is none, or none is told."""
    if row["status"] == "no_data" or not row["source_title"]:
        return None
    return {
        "title": row["source_title"],
        "publisher": row["publisher"],
        "published": row["figure_published"],
        "url": _web(row["source_url"]),
    }


def _web(url: str | None) -> str | None:
    """An address that a browser may open; no other becomes a link."""
    return url if url and re.match(r"https?://", url) else None


def _sources(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The distinct sources of the figures, the one that serves most targets first."""
    told = [source for row in rows if (source := _source(row))]
    served = Counter(tuple(source.values()) for source in told)
    distinct = {tuple(source.values()): source for source in told}
    order = sorted(distinct, key=lambda key: (-served[key], *map(str, key)))
    return [
        distinct[key] | {"zh": f"用于{served[key]}项", "en": f"used for {words.counted(served[key], 'target')}"}
        for key in order
    ]


def _rendered(kind: str, brief: Mapping[str, Any]) -> str:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # In Markdown HTML's escapes would do for < and & only: there every cell goes through the filter `md`.
        autoescape=kind == "html",
    )
    environment.filters |= {"md": _md, "address": _address}
    return environment.get_template(f"brief.{kind}.j2").render(**brief)


def _md(text: object) -> str:
    """A text that Markdown prints as it is, on one line, HTML in it too."""
    line = re.sub(r"\s+", " ", str(text))
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", escaped)


def _address(url: str) -> str:
    """An address that ends where it should in Markdown's brackets."""
    return re.sub(r"[\s()<>\\]", lambda sign: f"%{ord(sign[0]):02X}", url)
