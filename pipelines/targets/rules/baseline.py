"""A level that something rises or falls from is no target: 财政补助标准由每人560元提高到580元 promises 580, not 560."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import ANY, Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(rf"(?:由|从)[^{ANY[1:-1]}]*{ANY}")
REASON = "a level that it rises or falls from"
_ONWARD = re.compile(rf"(?:逐步|分别|再|统一)?(?:{lexicon.any_of('movements')}|调整|升|降|扩展|延长)(?:到|至|为)")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """Nothing, where the words that follow lead on to the new level."""
    if not _ONWARD.match(item.following):
        return None
    if head := indicators.trim(item.before[: match.start()]):
        context.heads.append(head)
    return []
