"""A rate of change by its noun: 居民消费价格涨幅控制在3%左右."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"R%")


def read(item: Item, context: Context) -> list[Member] | None:
    """The growth of each name in the list before the noun; with no name, of what the last value was of."""
    if item.head.name:
        each = indicators.members if item.head.distributive else indicators.split
        names = [context.owned(name) for name in each(item.head.name)]
    else:
        names = context.again()
    return [Member(name, "growth", sign=-1 if item.head.fall else 1) for name in names] or None
