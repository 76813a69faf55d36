"""The headline indicators of one report, target or none, as people read them. Belongs here: the rows. Does not: how a table of them looks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.forms.codes import label
from pipelines.wording.targets import Came, Set, result, target
from pipelines.wording.verbs import manner
from schemas import codelists

TABLE = "headline"
_PERSON, _PEOPLE = "person", "人"


def best_known() -> list[str]:
    """The indicators that are asked for by the name of a headline, in the headlines' order."""
    order = codelists.codes("headline")
    rows = [row for row in codelists.read("headlines") if row["relation"] == "same"]
    return [row["indicator_id"] for row in sorted(rows, key=lambda row: order.index(row["headline"]))]


def headlines(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """A row a headline indicator in the codelist's order; none where the package lacks the table, or is of several reports.

    ``name``, ``state``, ``claim``, and of the figures ``target``, ``actual``, ``official`` are pairs of languages, or None where there is nothing, as is
    ``who`` says what came; ``status`` is a code.
    """
    if TABLE not in tables or tables["reports"].height != 1:
        return []
    order = {code: place for place, code in enumerate(codelists.codes("headline"))}
    rows = sorted(tables[TABLE].to_dicts(), key=lambda row: order[row["headline"]])
    return [
        {
            "name": label("headline", row["headline"]),
            "state": None if row["state"] == "target" else label("headline_state", row["state"]),
            "target": _target(row),
            "actual": came(row, row["actual"], row["actual_bound"]),
            "who": label("source_kind", row["source_kind"]) if row["source_kind"] else None,
            "status": row["status"],
            "official": came(row, row["official"], None),
            "claim": label("claim", row["claim"]) if row["claim"] else None,
            "target_id": row["target_id"],
        }
        for row in rows
    ]


def _set(row: Mapping[str, Any], low: Decimal | None, high: Decimal | None, bound: str | None) -> Set | None:
    """A number of a row as what a target sets; None where there is none."""
    if low is None:
        return None
    unit = _PEOPLE if row["unit_base"] == _PERSON else row["unit_base"]
    measure = "growth" if unit == "%" else "amount"
    said = manner(measure, codelists.labels("headline", "zh")[row["headline"]], unit)
    return Set(measure, bound or "exact", low, high, unit, manner=said)


def _target(row: Mapping[str, Any]) -> dict[str, str] | None:
    """The target in words: 增长7%左右, growth of about 7%."""
    of = _set(row, row["target"], row["target_high"], row["bound"])
    return target(of)._asdict() if of else None


def came(row: Mapping[str, Any], number: Decimal | None, bound: str | None) -> dict[str, str] | None:
    """What came, in words: 增长6.8%, growth of 6.8%."""
    of = _set(row, number, None, None)
    if of is None or number is None:
        return None
    said = result(of, Came(number, of.unit, bound))
    return {"zh": said.zh, "en": said.en}
