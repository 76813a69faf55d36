"""README.md of a package, from README.md.j2. Belongs here: the figures the template shows. Does not: its wording."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import markdown
from pipelines.forms.answers import OF, SORTS, shares
from pipelines.forms.beside import beside
from pipelines.forms.rows import joined
from pipelines.forms.templates import environment, web_address
from pipelines.packages.candidate import Candidate
from pipelines.packages.counts import by_status, once
from pipelines.packages.metadata.citation import citation, upkeep
from pipelines.packages.metadata.descriptor import describe, sources
from pipelines.packages.metadata.dictionary import columns
from pipelines.packages.registry import form
from pipelines.packages.sizes import carried, too_long
from pipelines.wording.numbers import digits
from schemas import codelists

# A package of more targets lists indicators, not targets; so many of them.
LONGEST_LIST, MOST_INDICATORS = 500, 30


@form("readme")
def write(candidate: Candidate) -> None:
    """Write the README of a candidate."""
    candidate.write("README.md", readme(candidate))


def readme(candidate: Candidate) -> str:
    """The README of a version."""
    definition, version, tables = candidate.definition, candidate.version, candidate.tables
    rows = joined(tables)
    statuses = by_status(once(rows)["status"])
    listed = rows.height <= LONGEST_LIST
    templates = environment(Path(__file__).parent, autoescape=False, keep_trailing_newline=True)
    templates.filters |= {
        "cell": _cell,
        "own": _own,
        "line": markdown.line,
        "text": markdown.text,
        "address": markdown.address,
        "percent": _percent,
    }
    return templates.get_template("README.md.j2").render(
        definition=definition,
        version=version,
        forms=carried(definition, tables),
        left_out_forms=[why for name in definition.formats if (why := too_long(name, tables))],
        cited=citation(definition, version, candidate.created, tables.get("reports")),
        upkeep={language: upkeep(definition.owner, language) for language in ("en", "zh")},
        rows=[_row(row) for row in rows.to_dicts()] if listed else [],
        of_rows=rows.height,
        statuses=statuses.items(),
        total=sum(statuses.values()),
        answers=shares(rows),
        denominators=OF,
        sorts=SORTS,
        rejects=candidate.rejects,
        left_out=candidate.left_out,
        looks=looks(tables),
        sources=[source | {"path": web_address(source.get("path"))} for source in sources(tables)],
        rules=tables["verdict_rules"].to_dicts() if "verdict_rules" in tables else [],
        dictionary=[
            (table, describe(table), frame.height, columns(table, frame.columns)) for table, frame in tables.items()
        ],
        judged=codelists.decided(),
        listed=listed,
        indicators=_by_indicator(tables),
        counts={table: frame.height for table, frame in tables.items()},
        en=codelists.labels("status", "en"),
        zh=codelists.labels("status", "zh"),
    )


def looks(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """What the grammar reads right of reports that people annotated: F1 over all rounds together, at first look and now."""
    if "extraction_scores" not in tables:
        return []
    rounds = tables["extraction_scores"].filter(pl.col("kind") == "field", pl.col("set").str.len_chars() == 1)
    looks = []
    for look in ("first", "latest"):
        of = {
            row["name"]: row
            for row in rounds.filter(pl.col("look") == look)
            .group_by("name")
            .agg(pl.sum("reports", "gold", "predicted", "right"))
            .to_dicts()
        }
        if {"value", "strict"} <= set(of):
            f1 = {name: 2 * row["right"] / (row["gold"] + row["predicted"]) for name, row in of.items()}
            looks.append({"look": look, **of["value"], "value": f"{f1['value']:.3f}", "strict": f"{f1['strict']:.3f}"})
    return looks


def _by_indicator(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """The indicators with the most targets that were decided, with their names; ``counts`` holds the targets by status."""
    if "attainment_by_indicator" not in tables:
        return []
    keys = ("indicator_id", "measure", "of_targets", "of_decided")
    rows = (
        tables["attainment_by_indicator"]
        .group_by(keys)
        .agg("status", "targets")
        .sort("of_decided", "indicator_id", "measure", descending=[True, False, False])
        .head(MOST_INDICATORS)
        .join(
            tables["indicators"].select("indicator_id", "name_zh", "name_en"), on="indicator_id", maintain_order="left"
        )
    )
    return [row | {"counts": dict(zip(row["status"], row["targets"], strict=True))} for row in rows.to_dicts()]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"target": row.get("quote") or _set(row), "beside": list(beside(row))}


def _set(row: Mapping[str, Any]) -> str:
    """A target without its sentence: bound, number and unit, or the comparator."""
    if row["value"] is None:
        return str(row["comparator"])
    ends = "–".join(digits(row[end]) for end in ("value", "value_high") if row[end] is not None)
    return f"{codelists.labels('bound', 'en')[row['bound']]} {ends} {row['unit']}"


def _percent(share: Decimal | float | None) -> str:
    """A share as a Markdown cell; empty where it is a share of nothing."""
    return "" if share is None else f"{share:.1%}"


def _cell(value: Any) -> str:
    """A value of a table, which strangers may have written, in a Markdown table."""
    return _shown(value, markdown.text)


def _own(value: Any) -> str:
    """What we have written ourselves, with our markup, in a Markdown table."""
    return _shown(value, lambda words: words.replace("|", "\\|").replace("\n", " "))


def _shown(value: Any, written: Callable[[str], str]) -> str:
    if value is None:
        return ""
    return digits(value) if isinstance(value, Decimal) else written(str(value))
