"""The table ``passages``."""

import polars as pl

from schemas import columns
from schemas.contract import Table, column, text


class Passages(Table):
    """Where a target stands in its report: its sentence whole, and the ones before and after, verbatim. Only packages with sentences hold it."""

    target_id: str = columns.target_id()
    before: str = text(
        "前一句",
        "The sentence before; null where the paragraph begins with the target's.",
        title_en="sentence before",
        nullable=True,
    )
    sentence: str = text("所在句", "The sentence that the target stands in.", title_en="sentence")
    sentence_start: pl.Int64 = column(
        "所在句起始位置",
        "Offset of the sentence's first character in the report's text.",
        title_en="sentence begins at character",
        unit="character",
        ge=0,
    )
    after: str = text(
        "后一句",
        "The sentence after; null where the paragraph ends with the target's.",
        title_en="sentence after",
        nullable=True,
    )

    class Config(Table.Config):
        unique = ["target_id"]
