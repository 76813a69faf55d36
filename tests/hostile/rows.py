"""Rows made from the contracts: each cell is any that its column takes, the odd ones first.

Belongs here: what cells a column takes. Does not: what is done with them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pandera.polars as pa
import polars as pl
from hypothesis import strategies as st

import schemas
from schemas import contract

# Texts that mean something to a browser, a spreadsheet, a shell, SQL, Markdown, TeX or a file system.
ODD = (
    "<script>window.hacked=1</script>", "</script><script>window.hacked=1</script>", "<!--", "]]>", "&lt;b&gt;", "{{7*7}}", "{% raw %}", "${7*7}", "$(id)", "`id`",
    "'; DROP TABLE targets; --", '"', "a,b;c\td", "第一行\n# 第二行", "![x](http://127.0.0.1/x)", "[x](javascript:alert(1))", "| a | b |", "甲=1+1", "1=HYPERLINK(\"x\")",
    "甲＝1", "../../x", "a\\b", "\\u0000", "%s%n", "É́́́́", "𠮷野家", "🇨🇳", "True", "1e5", "0012", "2024-01-01", "一" * 3000, "a" * 40000,
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))


def _specs(table: str) -> dict[str, Any]:
    columns: dict[str, Any] = schemas.model(table).to_schema().columns
    return columns


def free_texts(table: str) -> list[str]:
    """The columns of a table that take any text: no code, no pattern but the common one, no row of another table."""
    return [
        name
        for name, spec in _specs(table).items()
        if spec.dtype.type == pl.String
        and not (spec.metadata or {}).get("refers_to")
        and name not in ("collection", "file")
        and name not in contract.primary_key(schemas.model(table))
        and all(
            check.name == "str_matches" and check.statistics["pattern"] == contract.SAFE_TEXT for check in spec.checks
        )
        and spec.checks
    ]


def is_published(table: str, name: str) -> bool:
    """Whether a column is in packages; the others, such as the whole text of a report, stay between the stages."""
    return not (_specs(table)[name].metadata or {}).get("store_only")


def taken(table: str, name: str, given: list[Any]) -> list[bool]:
    """Which cells a column takes."""
    spec = _specs(table)[name]
    frame = pl.DataFrame({name: pl.Series(given, dtype=spec.dtype.type)})
    try:
        pa.DataFrameSchema({name: spec}).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        wrong = set(error.failure_cases["index"].to_list())
        return [place not in wrong for place in range(len(given))]
    return [True] * len(given)


def cells(table: str, name: str) -> st.SearchStrategy[Any]:
    """Any cell that a column of numbers, dates, codes or free text takes."""
    spec = _specs(table)[name]
    kind, statistics = spec.dtype.type, {check.name: check.statistics for check in spec.checks}
    if "isin" in statistics:
        drawn: st.SearchStrategy[Any] = st.sampled_from(statistics["isin"]["allowed_values"])
    elif kind == pl.String:
        drawn = (
            st.from_regex(statistics["str_matches"]["pattern"], fullmatch=True)
            if name not in free_texts(table) and statistics
            else TEXTS
        )
    elif kind == pl.Date:
        drawn = st.dates(date(1949, 1, 1), date(2100, 12, 31))
    elif kind == pl.Boolean:
        drawn = st.booleans()
    else:
        least = statistics.get("greater_than_or_equal_to", {}).get("min_value")
        most = statistics.get("less_than_or_equal_to", {}).get("max_value")
        if isinstance(kind, pl.Decimal):
            largest = Decimal(10) ** (kind.precision - kind.scale) - 1
            drawn = st.decimals(
                -largest if least is None else Decimal(str(least)),
                largest if most is None else Decimal(str(most)),
                places=kind.scale,
            )
        else:
            drawn = st.integers(-(2**31) if least is None else int(least), 2**31 - 1 if most is None else int(most))
    return st.one_of(st.none(), drawn) if spec.nullable else drawn
