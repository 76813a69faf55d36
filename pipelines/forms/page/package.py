"""The page of a package. Belongs here: what it tells. Does not: its look (src/), its words (``words.toml``)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

import polars as pl
from markupsafe import Markup

from pipelines.forms.answers import OF, SORTS, shares
from pipelines.forms.beside import beside
from pipelines.forms.headlines import headlines
from pipelines.forms.page import data, figures, printed
from pipelines.forms.page.document import json_block, render
from pipelines.forms.page.language import both, code_label
from pipelines.forms.page.mark import mark
from pipelines.forms.readme import looks
from pipelines.forms.rows import joined
from pipelines.forms.templates import web_address
from pipelines.forms.zip import name as name_of_zip
from pipelines.packages.candidate import Candidate
from pipelines.packages.counts import judged, undecided
from pipelines.packages.definition import Definition, Owner
from pipelines.packages.metadata.descriptor import created
from pipelines.packages.metadata.jsonld import jsonld
from pipelines.packages.registry import form
from pipelines.packages.sizes import carried

# Up to so many targets stand in the page as a table that needs no script.
LONGEST_READABLE = 500


@form("html")
def write(candidate: Candidate) -> None:
    """Write the page of a candidate, which names every file so far with its size."""
    definition, version, tables = candidate.definition, candidate.version, candidate.tables
    sizes: dict[str, int | None] = {path: file.size for path, file in sorted(candidate.files.items())}
    if "zip" in carried(definition, tables):
        sizes[name_of_zip(candidate)] = None  # it is written after the page, which lies in it
    json_ld = jsonld(definition, version, candidate.descriptor, tables)
    candidate.write(
        "index.html", page(definition, version, tables, candidate.rejects, sizes, json_ld, candidate.created)
    )


def page(
    definition: Definition,
    version: str,
    tables: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    files: Mapping[str, int | None],
    json_ld: Mapping[str, Any] | None = None,
    newest: date | None = None,
) -> str:
    """The self-contained page of a package, as HTML.

    Args:
        definition: the package.
        version: its version.
        tables: its tables by name, as ``contents`` gives them; ``reports``, ``targets`` and ``outcomes`` at least.
        rejects: rows that broke the contract and are left out, by table.
        files: the files that lie beside the page, and their sizes in bytes where they are known.
        json_ld: the package as schema.org and Croissant know it, for search engines.
        newest: the newest date among its inputs; without it the newest that its tables tell.
    """
    rows = joined(tables)
    counts = figures.statuses(rows)
    lists = data.lists(tables)
    several = tables["reports"].height > 1
    return render(
        "package.html.j2",
        "page.js",
        definition=definition,
        version=version,
        newest=newest or created(tables),
        facts_only="quote" not in rows.columns,
        total=sum(counts.values()),
        counts=counts,
        judged=judged(counts),
        why=undecided_why(counts),
        answers=shares(rows),
        denominators=OF,
        sorts=SORTS,
        headlines=headlines(tables),
        governments=figures.by_region(rows, lists["regions"]) if several else [],
        listed=_listed(rows) if rows.height <= LONGEST_READABLE else [],
        reports=tables["reports"].to_dicts() if not several else [],
        rules=tables["verdict_rules"].to_dicts() if "verdict_rules" in tables else [],
        first_look=next(iter(looks(tables)), None),
        rejects=bool(rejects),
        rejected=", ".join(f"{table} {count}" for table, count in rejects.items()),
        files=files,
        contact=contact(definition.owner, f"{definition.name} {version}"),
        plain=printed.as_json,
        json_ld=json_block(json_ld) if json_ld else None,
        data=data.block(
            {
                **data.vocabulary(),
                **lists,
                "package": _identity(definition, version),
            },
            data.columns(rows),
        ),
    )


def contact(owner: Owner, subject: str) -> str | None:
    """Where to write to: an e-mail with its subject, the address of an issue tracker, else the homepage, else nothing."""
    if owner.contact and not web_address(owner.contact):
        return f"mailto:{quote(owner.contact, safe='@+.')}?subject={quote(subject)}"
    return web_address(owner.contact) or web_address(owner.homepage)


def _identity(definition: Definition, version: str) -> dict[str, Any]:
    owner = definition.owner
    return {
        "name": definition.name,
        "version": version,
        "contact": owner.contact,
        "homepage": owner.homepage,
        "address": f"{owner.base_address}/{definition.name}/{version}/index.html" if owner.base_address else "",
    }


def undecided_why(counts: Mapping[str, int]) -> dict[str, str]:
    """Why how many targets were not judged, by language, to follow a sentence; nothing where all were."""
    left = undecided(counts)
    labels = {status: code_label("status", status) for status in left}
    zh = "，".join(f"{labels[status]['zh']}{count:,}项" for status, count in left.items())
    en = ", ".join(f"{count:,} {labels[status]['en']}" for status, count in left.items())
    return {"zh": f"：{zh}", "en": f": {en}"} if left else {"zh": "", "en": ""}


def _listed(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "target": printed.target(row),
            "came": printed.came(row),
            "sentence": _marked(row),
            "beside": [both(**pair) for pair in beside(row)],
        }
        for row in rows.to_dicts()
    ]


def _marked(row: Mapping[str, Any]) -> Markup | None:
    """The sentence with its value marked; None in a package of facts."""
    sentence = row.get("quote")
    if sentence is None:
        return None
    start, end = mark(row) or (0, 0)
    return Markup("{}<mark>{}</mark>{}").format(sentence[:start], sentence[start:end], sentence[end:])
