"""The page of a package. Belongs here: what it tells. Does not: its look (src/), its words (``words.toml``)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

import polars as pl
from markupsafe import Markup

from pipelines.forms import growth
from pipelines.forms.answers import OF, SORTS, shares
from pipelines.forms.beside import beside
from pipelines.forms.codes import label
from pipelines.forms.headlines import headlines
from pipelines.forms.looks import first_look
from pipelines.forms.page import data, figures, printed
from pipelines.forms.page.document import json_block, render
from pipelines.forms.page.language import both, day
from pipelines.forms.page.mark import mark
from pipelines.forms.page.printed import with_newest
from pipelines.forms.page.sentences import headline, rest
from pipelines.forms.rows import joined
from pipelines.forms.templates import web_address
from pipelines.forms.zip import name as name_of_zip
from pipelines.packages.candidate import Candidate
from pipelines.packages.counts import judged
from pipelines.packages.definition import Definition, Owner
from pipelines.packages.metadata.citation import citation
from pipelines.packages.metadata.descriptor import created
from pipelines.packages.metadata.jsonld import jsonld
from pipelines.packages.registry import form
from pipelines.packages.sizes import carried
from pipelines.wording.numbers import digits
from pipelines.wording.rows import with_words
from schemas import codelists

# Up to so many targets stand in the page as a table that needs no script.
LONGEST_READABLE = 500
# Up to so many targets a page holds whole: four megabytes, half of which a phone takes some seconds to unpack. Of more it holds the headline ones.
LARGEST = 50_000


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
    every = joined(tables)
    counts = figures.statuses(every)
    rows = with_words(with_newest(every if every.height <= LARGEST else _headline_ones(every, tables)))
    lists = data.lists(tables, rows)
    several = tables["reports"].height > 1
    day_of = newest or created(tables)
    return render(
        "package.html.j2",
        "page.js",
        definition=definition,
        version=version,
        newest=day_of,
        newest_day=day(day_of),
        facts_only="quote" not in rows.columns,
        total=sum(counts.values()),
        counts=counts,
        judged=judged(counts),
        headline_said=headline(counts, figures.own(every)),
        rest=rest(counts),
        growth=growth.sentence(tables),
        answers=shares(every),
        denominators=OF,
        sorts=SORTS,
        headlines=headlines(tables),
        governments=figures.by_region(every, lists["regions"]) if several else [],
        held_back=every.height - rows.height,
        shown=rows.height,
        of_rows=every.height,
        all_rows=next((name for name in ("results.parquet", "targets.parquet") if name in files), "targets.parquet"),
        listed=_listed(rows) if rows.height <= LONGEST_READABLE else [],
        reports=tables["reports"].to_dicts() if not several else [],
        rules=[rule | {"name": rule_kind(rule)} for rule in tables["verdict_rules"].to_dicts()]
        if "verdict_rules" in tables
        else [],
        first_look=first_look(tables),
        rejected=sum(rejects.values()),
        margins=margins(tables),
        files=files,
        contact=contact(definition.owner, f"{definition.name} {version}"),
        plain=printed.as_json,
        json_ld=json_block(json_ld) if json_ld else None,
        data=data.block(
            {
                **data.vocabulary(),
                **lists,
                "package": _identity(definition, version) | _source(definition, version, day_of, tables["reports"]),
                "years": figures.by_region_and_year(every) if several else [],
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


def _source(definition: Definition, version: str, newest: date, reports: pl.DataFrame) -> dict[str, Any]:
    """What a file that leaves the page says of where it is from."""
    return {
        "title": [definition.title_zh, definition.title_en],
        "day": list(day(newest).values()),
        "cited": citation(definition, version, newest, reports).short,
    }


def _headline_ones(rows: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Of many targets those of the headline indicators, one a report and indicator; all where the package does not say which they are."""
    if "headline" not in tables:
        return rows
    return rows.filter(pl.col("target_id").is_in(tables["headline"]["target_id"].drop_nulls().implode()))


# Units of a rule that its kind of measure does not tell.
_OF_UNIT = {
    "doubling": {"zh": "（翻番）", "en": " (doublings)"},
    "pp": {"zh": "（百分点）", "en": " (percentage points)"},
}


def rule_kind(rule: Mapping[str, Any]) -> dict[str, str]:
    """What kind of target a rule is of: an indicator, else a kind of measure."""
    named = next((row for row in codelists.read("indicators") if row["indicator_id"] == rule["indicator_id"]), None)
    kind = {"zh": named["name_zh"], "en": named["name_en"]} if named else label("measure", rule["measure"])
    unit = _OF_UNIT.get(rule["unit_base"] or "", {"zh": "", "en": ""})
    return {tongue: kind[tongue] + unit[tongue] for tongue in kind}


def margins(tables: Mapping[str, pl.DataFrame]) -> dict[str, str] | None:
    """The margins that the method tells by way of example; None where the package has no rules."""
    if "verdict_rules" not in tables:
        return None
    rules = {rule["rule"]: rule for rule in tables["verdict_rules"].sort("since").to_dicts()}
    if not {"gdp_growth", "amount"} <= set(rules):
        return None
    return {
        f"{name}_{column}": digits(rules[rule][column])
        for name, rule in (("gdp", "gdp_growth"), ("amount", "amount"))
        for column in ("about", "near")
    }


def _listed(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "target": both(row["target_zh"], row["target_en"]),
            "came": both(row["result_zh"], row["result_en"]) if row["result_zh"] else None,
            "verdict": both(row["verdict_zh"], row["verdict_en"]) if row["verdict_zh"] else None,
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
