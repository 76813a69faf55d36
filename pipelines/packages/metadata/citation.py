"""How a version of a package is cited, and what its owner sets: strings for the README, BibTeX and CITATION.cff (1.2.0).

Belongs here: the wording. Does not: the licence's own text, or where the strings are shown.
"""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import polars as pl
import yaml

from pipelines.base import markdown
from pipelines.base.markdown import text
from pipelines.packages.definition import Definition, Owner
from pipelines.packages.metadata.descriptor import KEYWORDS, LICENSE, government

PROJECT = "Mubiao"
_WEB = ("https://", "http://")
_OURS = {field.default for field in fields(Owner)}
_POST = re.compile(r"[A-Za-z0-9.+-]+@[A-Za-z0-9.-]+")
# Of more reports none is named: they stand in the table ``reports``.
MOST_REPORTS = 10
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"})  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """A version's citation in four forms; ``cff`` is the whole text of a CITATION.cff."""

    short: str
    long: str
    bibtex: str
    cff: str


def short(name: str, version: str, created: date) -> str:
    """The citation of a version in a line: its package, its number, and the day that its descriptor tells."""
    return f"{PROJECT} ({created.year}), {name}, version {version}."


def citation(definition: Definition, version: str, created: date, reports: pl.DataFrame | None = None) -> Citation:
    """The citation of a version.

    Args:
        definition: the package.
        version: its version.
        created: the day that its descriptor tells.
        reports: its table ``reports``; few are cited beside the package, each with its government and address.
    """
    originals = reports.to_dicts() if reports is not None and reports.height <= MOST_REPORTS else []
    place = address(definition, version)
    long = [
        f"{text(definition.owner.title)} ({created.year}). *{text(definition.title_en.strip())}* [{text(definition.title_zh)}].",
        f"Version {version}. {LICENSE['name']}.",
        *([f"{markdown.address(place)}."] if place else []),
        _original_reports(originals),
    ]
    return Citation(
        short(definition.name, version, created),
        " ".join(long),
        _bibtex(definition, version, created, place),
        _cff(definition, version, created, place, originals),
    )


def address(definition: Definition, version: str) -> str:
    """Where a version is served for ever; empty where the owner names no address."""
    base = definition.owner.base_address.rstrip("/")
    return f"{base}/{definition.name}/{version}/" if base else ""


def upkeep(owner: Owner, language: str) -> list[str]:
    """What readers may count on, as lines of Markdown in a language: the next update, revisions, whom to ask; what the owner leaves empty is
    left out."""
    lines = (
        ("下次更新", "Next update", owner.next_update_zh, owner.next_update_en),
        ("修订", "Revisions", owner.revision_policy_zh, owner.revision_policy_en),
        ("联系方式", "Contact", owner.contact, owner.contact),
    )
    if language == "zh":
        return [f"- **{title}**：{_of_owner(words)}" for title, _, words, _ in lines if words]
    return [f"- **{title}**: {_of_owner(words)}" for _, title, _, words in lines if words]


def _of_owner(words: str) -> str:
    """Words of the owner; an address of the web, or one of post, stays one, and what we say for him by default is our Markdown."""
    if words.startswith(_WEB):
        return markdown.address(words)
    return words if words in _OURS or _POST.fullmatch(words) else text(words)


def _original_reports(originals: list[dict[str, Any]]) -> str:
    if not originals:
        return "And the original report, listed under Sources."
    references = (
        f"{government(row['region_code'])}: {text(row['title'])}" + _at(row["source_url"]) for row in originals
    )
    return f"And the original: {'; '.join(references)}."


def _at(url: str | None) -> str:
    """The address of a report, where it has one of the web."""
    return f", {markdown.address(url)}" if url and url.startswith(_WEB) else ""


def _bibtex(definition: Definition, version: str, created: date, place: str) -> str:
    fields = {
        "author": f"{{{_tex(definition.owner.title)}}}",  # doubly braced: a body, no person's first and last name
        "title": f"{{{_tex(definition.title_en)}}}",
        "year": str(created.year),
        "version": version,
        "note": _tex(f"Version {version}, {LICENSE['title']}; {definition.title_zh}"),
        "url": markdown.address(place or definition.owner.homepage),
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    return f"@misc{{{definition.name}-{version},\n" + ",\n".join(lines) + "\n}"


def _tex(words: str) -> str:
    return " ".join(words.split()).translate(_SPECIAL)


def _cff(definition: Definition, version: str, created: date, place: str, originals: list[dict[str, Any]]) -> str:
    owner = definition.owner
    entries = {
        "cff-version": "1.2.0",
        "message": "If you use these data, cite them as below, with the original report.",
        "type": "dataset",
        "title": f"{definition.title_en} · {definition.title_zh}",
        "abstract": f"{definition.description_en}\n\n{definition.description_zh}",
        "authors": [{"name": owner.title} | ({"website": owner.homepage} if owner.homepage else {})],
        "contact": [{"name": owner.title, "email": owner.contact}] if owner.contact else [],
        "version": version,
        "date-released": created.isoformat(),
        "license": LICENSE["name"],
        "url": place or owner.homepage,
        "keywords": KEYWORDS,
        "references": [_reference(row) for row in originals],
    }
    filled = {key: value for key, value in entries.items() if value}
    return str(yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=120))


def _reference(report: dict[str, Any]) -> dict[str, Any]:
    entries = {
        "type": "government-document",
        "title": report["title"],
        "authors": [{"name": government(report["region_code"])}],
        "year": report["year"],
        "url": report["source_url"],
    }
    return {key: value for key, value in entries.items() if value}
