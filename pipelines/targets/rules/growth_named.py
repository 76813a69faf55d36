"""A rate of change by its noun: 居民消费价格涨幅控制在3%左右."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(
    rf"^(?P<head>.*?)(?:总水平)?(?:年均)?(?<!自然)(?:{lexicon.any_of('rates')})(?:{lexicon.any_of('links')}){{0,4}}%"
)


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The growth of each name in the list before the noun."""
    head = indicators.trim(match["head"]) or context.head
    if not head:
        return None
    names = indicators.members(head) if indicators.lists_names(head) else [head]
    return [Found(name, "growth") for name in names]
