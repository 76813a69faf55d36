"""The headline indicators of one report, target or none, as people read them. Belongs here: the rows. Does not: how a table of them looks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.wording.bounds import SIGNS
from pipelines.wording.units import quantity_en, quantity_zh
from schemas import codelists

TABLE = "headline"
_PERSON = "person"


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
            "name": _label("headline", row["headline"]),
            "state": None if row["state"] == "target" else _label("headline_state", row["state"]),
            "target": _figure(row["target"], row["target_high"], row["bound"], row["unit_base"]),
            "actual": _figure(row["actual"], None, row["actual_bound"], row["unit_base"]),
            "who": _label("source_kind", row["source_kind"]) if row["source_kind"] else None,
            "status": row["status"],
            "official": _figure(row["official"], None, None, row["unit_base"]),
            "claim": _label("claim", row["claim"]) if row["claim"] else None,
            "target_id": row["target_id"],
        }
        for row in rows
    ]


def _figure(low: Decimal | None, high: Decimal | None, bound: str | None, unit: str) -> dict[str, str] | None:
    """A number, or a range, with the sign of its bound and its unit."""
    if low is None:
        return None
    ends = [end for end in (low, high) if end is not None]
    sign = SIGNS.get(bound or "", "")
    return {
        "zh": sign + "–".join(quantity_zh(end, "人" if unit == _PERSON else unit) for end in ends),
        "en": sign + "–".join(quantity_en(end, "人" if unit == _PERSON else unit) for end in ends),
    }


def _label(codelist: str, code: str) -> dict[str, str]:
    return {language: codelists.labels(codelist, language)[code] for language in ("zh", "en")}
