"""Which targets of a report promise the same thing again: in the text and in its annex, in the summary and in a section.

Belongs here: what makes two rows one promise. Does not: counting them once (views, forms).
"""

from collections.abc import Iterable
from typing import Any

_SAME = ("indicator", "indicator_id", "measure", "bound", "value_base", "value_high_base", "unit_base", "value", "unit",
         "comparator", "period", "period_kind", "base_period", "aspect", "area", "action")  # fmt: skip


def mark(rows: Iterable[dict[str, Any]]) -> None:
    """Set ``repeats`` of each row, which are in the order of the text: the id of the first that promises the same, else None."""
    first: dict[tuple[Any, ...], str] = {}
    for row in rows:
        promise = tuple(row[name] for name in _SAME)
        earlier = first.setdefault(promise, row["target_id"])
        row["repeats"] = None if earlier == row["target_id"] else earlier
