"""What the page's script works with: targets with what became of them, a list a column, packed into one block of text.

A column is worked out once for each of its distinct cells and packed before the next: half a million targets are never rows in Python.
Belongs here: which columns the page needs, and their form. Does not: what is shown without the script (``package``).
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from pipelines.base.packed import gzipped
from pipelines.forms.beside import NEEDED, beside
from pipelines.forms.codes import label
from pipelines.forms.headlines import best_known
from pipelines.forms.page import printed
from pipelines.forms.page.language import TONGUES, column_label, words
from pipelines.forms.page.mark import mark
from pipelines.forms.readable import FIRST, alone
from pipelines.forms.rows import FIGURE
from pipelines.wording.units import english, in_english_units
from schemas import anchors, codelists
from schemas.codelists.statuses import statuses

# Columns that the table of a download has, by the contract that names them.
COLUMNS = {
    "targets": (
        "target_id", "report_id", "region_code", "year", "period", "section", "indicator", "indicator_id", "action", "measure", "bound",
        "value", "value_high", "unit", "comparator", "binding", "strength", "quote", "char_start", "char_end", "rule", "period_kind",
        "base_period", "aspect", "area", "repeats", "list_id", "quote_start", "quote_end",
    ),
    "outcomes": (
        "status", "actual", "actual_bound", "gap", "attainment", "comparability_reason", "claim", "claim_quote", "claim_start", "claim_end",
        "tolerance_used", "tolerance_sensitive", "why_zh", "why_en", "status_reason", "reading", "status_latest", "link", "witness", "claim_id",
        "claim_about", "answered_by",
    ),
    "statistics": FIGURE,
}  # fmt: skip
# A list of fewer distinct cells than this share is packed as the distinct ones and their places.
_REPEATS = 0.5
Row = Mapping[str, Any]
# What the page shows of a row, and the columns that it follows from.
WORKED_OUT: Mapping[str, tuple[Callable[[Row], Any], Sequence[str]]] = {
    "name_en": (printed.one, ("name_en",)),
    "machine": (printed.one, ("name_en_machine",)),
    "target": (printed.pair, ("target_zh", "target_en")),
    "came": (printed.pair, ("result_zh", "result_en")),
    "verdict": (printed.pair, ("verdict_zh", "verdict_en")),
    "when": (printed.pair, ("when_zh", "when_en")),
    "apart": (lambda row: [row["gap_zh"], alone(row["gap_en"])] if row["gap_zh"] else None, ("gap_zh", "gap_en")),
    "newest": (printed.newest, ("newest_zh", "newest_en", "newest_publisher", "newest_published")),
    "difference": (printed.difference, ("measure", "attainment", "gap", "unit")),
    "beside": (lambda row: [list(pair.values()) for pair in beside(row)], NEEDED),
}
_MARK = ("target_id", "quote", "unit", "char_start", "comparator", "value_high")


class Cells(NamedTuple):
    """The cells of a column: the distinct ones in the order in which they first stand, and the place of each row's among them."""

    of: list[Any]
    at: list[int]

    def each(self) -> list[Any]:
        """A cell a row."""
        return [self.of[place] for place in self.at]

    def packed(self) -> Any:
        """Cells that repeat themselves as ``{"of": distinct, "at": places}``, else as they are."""
        return self.each() if len(self.of) > len(self.at) * _REPEATS else self._asdict()


def columns(rows: pl.DataFrame) -> Iterator[tuple[str, Cells]]:
    """Column by column its name and cells: those of the contracts, and what the page shows of them."""
    for name in (name for names in COLUMNS.values() for name in names if name in rows.columns):
        yield name, _cells(rows, [name], lambda row: printed.as_json(*row.values()))
    for name, (work, needed) in WORKED_OUT.items():
        yield name, _cells(rows, [column for column in needed if column in rows.columns], work)
    if "quote" in rows.columns:
        yield "mark", _cells(rows, _MARK, lambda row: list(place) if (place := mark(row)) else None)


def _cells(rows: pl.DataFrame, needed: Sequence[str], work: Callable[[Row], Any]) -> Cells:
    """What is worked out of some columns of each row, once for all rows that have the same in them."""
    asked = rows.select(needed)
    distinct = asked.unique(maintain_order=True)
    places: dict[str, int] = {}
    of: list[Any] = []
    at = []
    for row in distinct.iter_rows(named=True):
        cell = work(row)
        # What differs in its columns can come out the same. 1 and True are two, 0.0 and -0.0 as well.
        place = places.setdefault(repr(cell), len(places))
        if place == len(of):
            of.append(cell)
        at.append(place)
    if distinct.height == asked.height:
        return Cells(of, at)
    numbered = distinct.with_columns(pl.Series("at", at, dtype=pl.Int64))
    joined = asked.join(numbered, on=list(needed), how="left", nulls_equal=True, maintain_order="left")
    return Cells(of, joined["at"].to_list())


def block(content: Mapping[str, Any], rows: Iterable[tuple[str, Cells]]) -> str:
    """What the script reads: JSON with the columns as ``rows``, gzip without a clock, base64. No two columns are held at once."""
    return base64.b64encode(gzipped(piece.encode() for piece in _json(content, rows))).decode()


def _json(content: Mapping[str, Any], rows: Iterable[tuple[str, Cells]]) -> Iterator[str]:
    def dumps(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    yield "{"
    for name, value in content.items():
        yield f"{dumps(name)}:{dumps(value)},"
    yield '"rows":{'
    for place, (name, cells) in enumerate(rows):
        yield f"{',' if place else ''}{dumps(name)}:{dumps(cells.packed())}"
    yield "}}"


def vocabulary() -> dict[str, Any]:
    """Words, labels and shapes: pairs of Chinese and English."""
    return {
        "words": {key: [texts[tongue] for tongue in TONGUES] for key, texts in words().items()},
        "codes": {
            codelist: {code: list(label(codelist, code).values()) for code in codelists.codes(codelist)}
            for codelist in sorted(set(coded().values()))
        },
        "coded": coded(),
        "columns": {
            name: list(column_label(table, name).values()) for table, names in COLUMNS.items() for name in names
        },
        "shapes": {status.code: status.sign for status in statuses().values()},
        "read": {name: list(heading) for name, heading in FIRST.items()},
        "known": best_known(),
    }


@cache
def coded() -> dict[str, str]:
    """Column -> codelist, of the columns that hold codes, as their contracts say."""
    specs = {name: anchors.columns(table)[name].metadata or {} for table, names in COLUMNS.items() for name in names}
    return {name: metadata["codelist"] for name, metadata in specs.items() if "codelist" in metadata}


def lists(tables: Mapping[str, pl.DataFrame], rows: pl.DataFrame) -> dict[str, dict[str, Any]]:
    """What the codes in the rows stand for: regions, indicators, reports; and the factors that make units of one kind comparable."""
    reports = tables["reports"].filter(pl.col("report_id").is_in(_held(rows, "report_id", "claim_report")))
    known = [
        name for name in ("title", "source_url", "published", "publisher", "text_sha256") if name in reports.columns
    ]
    return {
        "regions": _by_code(tables, "regions", "region_code", "short_zh", "name_en", "name_zh", "level"),
        "indicators": _by_code(tables, "indicators", "indicator_id", "name_zh", "name_en"),
        "lists": _by_code(tables, "project_lists", "list_id", "name", "items", held=rows),
        "reports": {
            row["report_id"]: {name: printed.as_json(row[name]) for name in known if row[name] is not None}
            for row in reports.to_dicts()
        },
        "units": {unit: _factor(unit) for unit in sorted(set(rows["unit"].drop_nulls()))},
    }


def _held(rows: pl.DataFrame, *columns: str) -> pl.Series:
    """The codes that some columns of the rows hold."""
    if "claim_id" in rows.columns:
        rows = rows.with_columns(claim_report=pl.col("claim_id").str.split("@").list.first())
    return (
        pl.concat([rows[name].cast(pl.String) for name in columns if name in rows.columns])
        .drop_nulls()
        .unique()
        .implode()
    )


def _by_code(
    tables: Mapping[str, pl.DataFrame], table: str, code: str, *names: str, held: pl.DataFrame | None = None
) -> dict[str, Any]:
    """The rows of a table by code; only those whose code the rows hold, where such are given."""
    if table not in tables:
        return {}
    rows = tables[table].select(code, *names)
    if held is not None:
        rows = rows.filter(pl.col(code).is_in(_held(held, code))) if code in held.columns else rows.clear()
    return {row[0]: list(row[1:]) for row in rows.iter_rows()}


def _factor(unit: str) -> list[Any]:
    """Kind and factor of a unit; a unit that is not on the list is a kind of its own. And for English its word, and how many of that it is."""
    base, one = codelists.base_unit(unit), Decimal(1)
    into = english(unit, one)
    return [
        *((base[1], float(base[2])) if base else (unit, 1)),
        f"{into.before}{into.many}".strip(),
        float(in_english_units(one, unit, into)),
    ]
