"""Cells as the page shows them, once for the readable table and for the script. Belongs here: their form. Does not: their words (``wording.rows``)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.forms.page.language import day
from pipelines.wording.rows import with_words

_NEWEST = ("newest_actual", "newest_actual_bound")
# What the words of a figure come from, beside the figure.
_OF_A_TARGET = (
    "target_id",
    "indicator",
    "indicator_id",
    "action",
    "measure",
    "bound",
    "value",
    "value_high",
    "unit",
    "comparator",
    "polarity",
)


def with_newest(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the newest figure in words, ``newest_zh`` and ``newest_en``; null where it is the one that judged."""
    newer = rows.filter(pl.col("newest_actual").is_not_null())
    figures = newer.select(
        *(name for name in _OF_A_TARGET if name in rows.columns),
        actual="newest_actual",
        actual_bound="newest_actual_bound",
    )
    words = with_words(figures).select("target_id", newest_zh="result_zh", newest_en="result_en")
    return rows.join(words, on="target_id", how="left", maintain_order="left")


def one(row: Mapping[str, Any]) -> Any:
    """The only cell."""
    return next(iter(row.values()))


def pair(row: Mapping[str, Any]) -> list[str] | None:
    """Chinese and English; None where there is neither."""
    zh, en = row.values()
    return [zh, en] if zh else None


def newest(row: Mapping[str, Any]) -> list[str] | None:
    """The newest figure with who published it and when; None where it is the one that judged."""
    if row["newest_zh"] is None:
        return None
    who, published = row["newest_publisher"], row["newest_published"]
    said = day(published) if isinstance(published, date) else {"zh": "", "en": ""}
    about_zh = "，".join(part for part in (who, said["zh"]) if part)
    about_en = ", ".join(part for part in (who, said["en"]) if part)
    return [
        f"{row['newest_zh']}（{about_zh}）" if about_zh else row["newest_zh"],
        f"{row['newest_en']} ({about_en})" if about_en else row["newest_en"],
    ]


def difference(row: Mapping[str, Any]) -> float | None:
    """Result less target: percentage points, and percent of the target for amounts; None where there is no figure."""
    if row["measure"] == "amount":
        return None if row["attainment"] is None else round(float(row["attainment"] - 1) * 100, 1)
    return None if row["gap"] is None or row["unit"] not in ("%", "个百分点") else round(float(row["gap"]), 3)


def as_json(value: Any) -> Any:
    """A value as JSON holds it: decimals without trailing zeros, days in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
