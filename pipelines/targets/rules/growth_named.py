"""A rate of change by its noun: 居民消费价格涨幅控制在3%左右."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"R%")


def read(item: Item, context: Context) -> list[Member] | None:
    """The growth of each name in the list before the noun; with no name, of what the last value was of."""
    names = [context.owned(name) for name in indicators.split(item.head.name)] if item.head.name else context.again()
    return [Member(name, "growth", sign=-1 if item.head.fall else 1) for name in names] or None
