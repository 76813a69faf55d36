"""A few targets in a table of a page, in one language. Belongs here: which words stand in such a row. Does not: which targets, or its look."""

from typing import Any

import polars as pl

from pipelines.forms.readable import readable

_COLUMNS = ("indicator", "target", "result", "gap", "verdict")


def listed(rows: pl.DataFrame, language: str) -> list[dict[str, Any]]:
    """Rows of the table ``rows`` as a page prints them: year and period, what was set and what came, the verdict, and the address of the row."""
    words = readable(rows, language).select(*_COLUMNS)
    kept = rows.select("target_id", "year", "status", "claim", when=f"when_{language}")
    return pl.concat([kept, words], how="horizontal").to_dicts()
