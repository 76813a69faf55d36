"""A report for programs: what it is, and all its targets with their numbers, their words in both languages, and the figures that could judge them.

Belongs here: the keys of ``report/<id>.json``. Does not: who writes it, or a list of these files (``pages``). Keys are the names of the
columns of the packages, so that their data dictionary holds here too. There are hundreds of thousands of rows, so that each is lean: what is empty has no
key; nor has a code that is the one of ``defaults``, which stand in the file, a period that is the report's year, a number in base units that
is as printed, or a verdict by the newest figure that is the verdict. A source stands once in ``sources``, and a figure names its place there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.site.rows_opened import Figure, Opened

_TARGET = (
    "target_id", "indicator", "indicator_id", "topic", "action", "measure", "bound", "value", "value_high", "unit", "value_base",
    "value_high_base", "unit_base", "comparator", "period", "period_kind", "base_period", "aspect", "area", "strength", "binding", "list_id",
    "quote_start", "quote_end", "section", "paragraph", "quote",
)  # fmt: skip
_OUTCOME = (
    "status", "status_latest", "status_reason", "actual", "actual_bound", "attainment", "verdict_rule", "tolerance_used", "claim", "claim_about",
    "claim_id", "claim_quote", "reading",
)  # fmt: skip
_REPORT = (
    "report_id", "region_code", "year", "title", "published", "published_precision", "source_url", "text_sha256", "chars",
)  # fmt: skip
# A name, and the column that it is of: the gap is a number as well.
_WORDS = {
    "name_en": "name_en", "target_zh": "target_zh", "target_en": "target_en", "result_zh": "result_zh", "result_en": "result_en",
    "gap": "gap", "gap_zh": "gap_zh", "gap_en": "gap_alone",
}  # fmt: skip
# Codes of most rows, which a row has that says none; and columns that repeat another.
DEFAULTS = {
    "measure": "amount", "bound": "exact", "period_kind": "year", "strength": "plan", "binding": "unstated", "status": "no_data",
}  # fmt: skip
# The ends of a clause lead to its place on a page of the web; where that is not known they lead nowhere.
_ENDS = ("quote_start", "quote_end")
_SOURCE = ("source_kind", "source_title", "publisher", "published", "published_precision", "source_url")
_REPEATED = {"value_base": "value", "value_high_base": "value_high", "unit_base": "unit", "status_latest": "status"}


def report(
    about: Mapping[str, Any],
    beside: Mapping[str, Any],
    rows: pl.DataFrame,
    again: Mapping[str, Sequence[str]],
    opened: Mapping[str, Opened],
) -> dict[str, Any]:
    """The content of a report's file.

    Args:
        about: its row of ``reports``.
        beside: what else is told of it, by key, before its targets.
        rows: its rows of the prepared table ``rows``.
        again: target -> within the page the ids of what repeats it.
        opened: target -> what else is known of it.
    """
    first = rows.filter(pl.col("repeats").is_null())
    words = [pl.col(column).alias(f"word_{name}") for name, column in _WORDS.items()]
    names = [name for name in _TARGET if about["source_url"] or name not in _ENDS]
    cells = first.select(*names, *_OUTCOME, *words, "why_zh", "why_en", "statistic_id", "year")
    sources: dict[tuple[Any, ...], int] = {}
    targets = [
        _target(row, again.get(row["target_id"], ()), opened.get(row["target_id"]), sources)
        for row in cells.iter_rows(named=True)
    ]
    return {
        **_filled({name: about[name] for name in _REPORT}),
        **_filled(beside),
        "defaults": DEFAULTS,
        "sources": [_filled(dict(zip(_SOURCE, each, strict=True))) for each in sources],
        "targets": targets,
    }


def _target(
    row: Mapping[str, Any], again: Sequence[str], opened: Opened | None, sources: dict[tuple[Any, ...], int]
) -> dict[str, Any]:
    judged = row["statistic_id"] is not None
    shown = {
        name: row[name]
        for name in _TARGET + _OUTCOME
        if name in row
        and row[name] != DEFAULTS.get(name)
        and not (name in _REPEATED and row[name] == row[_REPEATED[name]])
    }
    if row["period"] == str(row["year"]):
        del shown["period"]
    words = {name: row[f"word_{name}"] for name in _WORDS}
    if words["name_en"] == row["indicator"]:
        del words["name_en"]
    why = {"why_zh": row["why_zh"], "why_en": row["why_en"]} if judged else {}
    report_id = row["target_id"].split("@")[0]
    also = {"also_at": [f"{report_id}@{anchor}" for anchor in again]}
    figures = _all_figures(opened) if judged else []
    return _filled(shown | words | why | also | {"figures": [_figure(each, sources) for each in figures]})


def _all_figures(opened: Opened | None) -> tuple[Figure, ...]:
    if opened is None:
        return ()
    return opened.others or ((opened.figure,) if opened.figure else ())


def _figure(figure: Figure, sources: dict[tuple[Any, ...], int]) -> dict[str, Any]:
    """A figure; its source is added to those of the report where it is not among them."""
    source = (figure.kind, figure.title, figure.publisher, figure.published, figure.precision, figure.address)
    place = sources.setdefault(source, len(sources))
    said = _filled(
        {
            "statistic_id": figure.statistic_id,
            "figure_zh": figure.words["zh"],
            "figure_en": figure.words["en"],
            "used": figure.used,
            "comparability_reason": figure.reason,
            "verdict": figure.verdict,
            "vintages": list(figure.vintages),
        }
    )
    return said | {"source": place}


def _filled(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that say something, as JSON has them."""
    return {
        name: plain(cell)
        for name, cell in cells.items()
        if cell is not None and cell is not False and cell not in ("", [])
    }


def plain(cell: Any) -> Any:
    """A cell as JSON has it: a number without its trailing zeros, a day as ISO 8601."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
