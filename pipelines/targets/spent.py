"""What a sum is spent on, where that stands behind it: 总投资195亿元的35个养殖项目; 省财政安排3亿元, 支持灌区改造.

Belongs here: the thing behind a bare sum. Does not: whether a sum is bare (``rules/level``).
"""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import ANY, Item
from pipelines.targets.phrases import head, split_action, tail
from pipelines.targets.rules import Context

_SIGN = re.compile(ANY)
_FIGURE = re.compile(r"\d")
_PURPOSES = re.compile(rf"(?:重点|主要|专项|优先)?{lexicon.any_of('purposes')}")


def thing(item: Item, context: Context) -> str:
    """What a bare sum is spent on, where that follows: 总投资195亿元的35个养殖项目; 投入3亿元，改造农村危房."""
    if not item.after.startswith("的") and not item.following.startswith("的") and (context.near or not item.beyond):
        return ""
    words = _SIGN.split(item.beyond.removeprefix("的"))
    noun = tail("".join(words)).noun if len(words) > 1 or item.after or item.following else head(words[0]).name
    return split_action(noun)[1].removesuffix("问题")


def pays(item: Item) -> bool:
    """Whether only who pays stands before a sum: 省财政安排12亿元."""
    return indicators.is_money(item.quantity.unit) and indicators.is_tier(item.head.name) and not item.after


def purpose(item: Item) -> str:
    """What a sum is for, where the clause behind it opens with a verb that says so: 省财政安排3亿元, 支持灌区改造."""
    if not (verb := _PURPOSES.match(item.beyond)) or _FIGURE.search(item.beyond):
        return ""
    return head(item.beyond[verb.end() :]).name
