"""How targets are read and judged, for people: five worked examples, then the rules. Belongs here: what it tells. Does not: its words
(``words/method.toml``), which examples (``examples``), or what is counted (``measured``)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipelines.forms.page.package import rule_kind
from pipelines.site import addresses, days, names
from pipelines.site.document import Head, Page, render, say
from pipelines.site.examples import examples
from pipelines.site.measured import Measured, measured, of_hundred
from pipelines.site.source import Source
from pipelines.wording.numbers import digits
from schemas import codelists

_MARGINS = ("about", "near", "near_about")


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["method"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The method in both languages."""
    counted, shown = measured(source), examples(source)
    rules = source.table("verdict_rules").to_dicts() if source.has("verdict_rules") else []
    places = {place["region_code"]: place for place in source.table("places").iter_rows(named=True)}
    for language in addresses.LANGUAGES:
        head = Head(say("method", language, "title"), say("method", language, "description"))
        yield render(
            source,
            "method",
            language,
            "method.html",
            head,
            examples=[_example(row, places[row["region_code"]], rules, language) for row in shown],
            rules=[_rule(rule, language) for rule in rules],
            counts=counted.words,
            statuses=codelists.codes("status"),
            by_source=counted.by_source,
            right=_right(counted),
        )


def _example(
    row: Mapping[str, Any], place: Mapping[str, Any], rules: list[dict[str, Any]], language: str
) -> dict[str, Any]:
    """What the page says of a row in a language."""
    rule = next((rule for rule in rules if rule["rule"] == row["verdict_rule"]), None)
    return {
        **row,
        "place": names.government(place, language),
        "name": row["indicator"] if language == "zh" else row["name_en"],
        "target": row[f"target_{language}"],
        "result": row[f"result_{language}"],
        "why": row[f"why_{language}"],
        "verdict": row[f"verdict_{language}"],
        "source_day": days.printed(row["published"], language, row["published_precision"]),
        "step": _step(row),
        "margins": _margins(rule, language) if rule else {},
    }


def _step(row: Mapping[str, Any]) -> str:
    """By which words the page explains the rule that decided."""
    if row["status"] == "met" and row["tolerance_used"]:
        return "step_met_about"
    if row["status"] == "met" and row["limit"]:
        return "step_met_limit"
    return f"step_{row['status']}"


def _rule(rule: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A row of the table of margins."""
    why = rule["reference_zh"] if language == "zh" else rule["reference"]
    return {"kind": rule_kind(rule)[language], "why": why, **_margins(rule, language)}


def _margins(rule: Mapping[str, Any], language: str) -> dict[str, str]:
    """How far below the target still counts, with the unit."""
    return {name: _margin(rule[name], rule["tolerance_unit"], language) for name in _MARGINS}


def _margin(number: Decimal, unit: str, language: str) -> str:
    points = "point" if number == 1 else "points"
    return digits(number) + say("method", language, "percent" if unit == "percent" else points)


def _right(counted: Measured) -> dict[str, int | str]:
    """How right reading and verdicts are, of a hundred; nothing where nobody measured."""
    fields, verdicts = counted.right.get("fields", {}), counted.right.get("verdicts", {})
    said: dict[str, int | str] = {}
    if "strict" in fields and "value" in fields:
        said |= {name: of_hundred(fields[name]["right"], fields[name]["gold"]) for name in ("value", "strict")}
        said |= {"annotated": fields["strict"]["gold"], "annotated_reports": fields["strict"]["reports"]}  # type: ignore[dict-item]
    for sample, draw in verdicts.items():
        said |= {f"{sample}_{name}": draw[name] for name in ("read", "right", "arguable", "wrong")}  # type: ignore[misc]
    return said
