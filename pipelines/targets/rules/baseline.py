"""A level that something rises or falls from is no target: 财政补助标准由每人560元提高到580元 targets 580, not 560."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import ANY, Item
from pipelines.targets.phrases import head
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(ANY)
REASON = "it is the level that the target starts from (由…提高到…), not the one it leads to"
_FROM = re.compile(r"(?:由|从)[^由从]*$")
_ONWARD = re.compile(
    rf"[^,]{{0,6}}?(?:{lexicon.any_of('movements')}|调整|升|降|扩展|延长|精简|压减|缩短|扩大|增|统一)(?:到|至|为)"
)


def read(item: Item, context: Context) -> list[Member] | None:
    """Nothing, where the words that follow lead on to the new level; the name before it is that of the new level."""
    if not item.head.moved_from or not _ONWARD.match(item.following):
        return None
    match = _FROM.search(item.before)
    if match and (name := head(item.before[: match.start()]).name):
        name = context.owned(name)
        context.name(*(indicators.split(name) if indicators.each_has(name) else [name]))
    return []
