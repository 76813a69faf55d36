"""Which targets of a report state another one again: in the text and in its annex, in the summary and in a section.

Belongs here: what makes two rows one target: one thing, by its code in whatever words, and the same number, bound and time; 7% and 7.0% are
one number, 0.5亿元 and 5000万元 too. Does not: counting them once (views, forms).
"""

from collections.abc import Iterable
from typing import Any

_SAME = ("measure", "bound", "comparator", "period", "period_kind", "base_period", "aspect", "area")
# What has no code is the same where it is called the same, and done by the same verb.
_CODED, _NAMED = ("indicator_id",), ("indicator", "action")
# What is in no known unit is the same as it is printed.
_IN_BASE, _PRINTED = ("value_base", "value_high_base", "unit_base"), ("value", "value_high", "unit")


def mark(rows: Iterable[dict[str, Any]]) -> None:
    """Set ``repeats`` of each row, which are in the order of the text: the id of the first that sets the same, else None."""
    first: dict[tuple[Any, ...], str] = {}
    for row in rows:
        earlier = first.setdefault(_target(row), row["target_id"])
        row["repeats"] = None if earlier == row["target_id"] else earlier


def _target(row: dict[str, Any]) -> tuple[Any, ...]:
    """What a row sets."""
    thing = _NAMED if row["indicator_id"] is None else _CODED
    number = _PRINTED if row["unit_base"] is None else _IN_BASE
    return thing, number, *map(row.__getitem__, (*thing, *_SAME, *number))
