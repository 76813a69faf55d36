"""What the page's script works with: targets with what became of them, a list a column, packed into one block of text.

Belongs here: which columns the page needs, and their form. Does not: what is shown without the script (``package``).
"""

import base64
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl

import schemas
from pipelines.base.packed import gzipped
from pipelines.forms.beside import beside
from pipelines.forms.page import printed
from pipelines.forms.page.language import TONGUES, code_label, column_label, words
from pipelines.forms.page.mark import mark
from pipelines.forms.rows import FIGURE
from schemas import codelists
from schemas.codelists.statuses import statuses

# Columns that the table of a download has, by the contract that names them.
COLUMNS = {
    "targets": (
        "target_id", "report_id", "region_code", "year", "period", "section", "indicator", "indicator_id", "action", "measure", "bound",
        "value", "value_high", "unit", "comparator", "binding", "strength", "quote", "char_start", "char_end", "rule", "period_kind",
        "base_period", "aspect", "area", "repeats", "list_id",
    ),
    "outcomes": (
        "status", "actual", "actual_bound", "gap", "attainment", "comparability_reason", "claim", "claim_quote", "tolerance_used",
        "tolerance_sensitive", "why_zh", "why_en", "status_reason", "reading", "status_latest", "link", "witness", "claim_id", "claim_about",
        "answered_by",
    ),
    "statistics": FIGURE,
}  # fmt: skip
# A list of fewer distinct cells than this share is packed as the distinct ones and their places.
_REPEATS = 0.5


def columns(rows: pl.DataFrame) -> dict[str, list[Any]]:
    """Column -> cells: those of the contracts, and what the page shows of them."""
    named = [name for names in COLUMNS.values() for name in names if name in rows.columns]
    cells = {name: [printed.as_json(cell) for cell in rows[name]] for name in named}
    records = rows.to_dicts()
    cells["promised"] = [printed.promised(row) for row in records]
    cells["came"] = [printed.came(row) for row in records]
    cells["newest"] = [printed.newest(row) for row in records]
    cells["difference"] = [printed.difference(row) for row in records]
    cells["beside"] = [[list(pair.values()) for pair in beside(row)] for row in records]
    if "quote" in rows.columns:
        cells["mark"] = [list(place) if (place := mark(row)) else None for row in records]
    return cells


def packed(cells: Sequence[Any]) -> Any:
    """Cells that repeat themselves as ``{"of": distinct, "at": places}``, else as they are."""
    keys = [json.dumps(cell, ensure_ascii=False) for cell in cells]
    distinct = dict.fromkeys(keys)
    if len(distinct) > len(keys) * _REPEATS:
        return list(cells)
    places = {key: place for place, key in enumerate(distinct)}
    return {"of": [json.loads(key) for key in distinct], "at": [places[key] for key in keys]}


def block(content: Mapping[str, Any]) -> str:
    """What the script reads: JSON, gzip without a clock, base64."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(gzipped(text.encode())).decode()


def vocabulary() -> dict[str, Any]:
    """Words, labels and shapes: pairs of Chinese and English."""
    return {
        "words": {key: [texts[tongue] for tongue in TONGUES] for key, texts in words().items()},
        "codes": {
            codelist: {code: list(code_label(codelist, code).values()) for code in codelists.codes(codelist)}
            for codelist in sorted(set(coded().values()))
        },
        "coded": coded(),
        "columns": {
            name: list(column_label(table, name).values()) for table, names in COLUMNS.items() for name in names
        },
        "shapes": {status.code: status.sign for status in statuses().values()},
    }


@cache
def coded() -> dict[str, str]:
    """Column -> codelist, of the columns that hold codes, as their contracts say."""
    specs = {
        name: schemas.model(table).to_schema().columns[name].metadata or {}
        for table, names in COLUMNS.items()
        for name in names
    }
    return {name: metadata["codelist"] for name, metadata in specs.items() if "codelist" in metadata}


def lists(tables: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, Any]]:
    """What the codes in a row stand for: regions, indicators, reports; and the factors that make units of one kind comparable."""
    reports = tables["reports"]
    known = [name for name in ("title", "source_url", "text_sha256") if name in reports.columns]
    return {
        "regions": _by_code(tables, "regions", "region_code", "short_zh", "name_en", "name_zh"),
        "indicators": _by_code(tables, "indicators", "indicator_id", "name_zh", "name_en"),
        "lists": _by_code(tables, "promise_lists", "list_id", "name", "items"),
        "reports": {row["report_id"]: {name: row[name] for name in known} for row in reports.to_dicts()},
        "units": {unit: _factor(unit) for unit in sorted(set(tables["targets"]["unit"].drop_nulls()))},
    }


def _by_code(tables: Mapping[str, pl.DataFrame], table: str, code: str, *names: str) -> dict[str, Any]:
    return {row[0]: list(row[1:]) for row in tables[table].select(code, *names).iter_rows()} if table in tables else {}


def _factor(unit: str) -> list[Any]:
    """Kind and factor of a unit; a unit that is not on the list is a kind of its own."""
    base = codelists.base_unit(unit)
    return [base[1], float(base[2])] if base else [unit, 1]
