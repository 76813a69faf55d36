"""What a sum of money is for, where only the words behind it say so.

Belongs here: the thing or the purpose as words of the report. Does not: how the row is named (``rules``).
"""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import ANY, Item
from pipelines.targets.phrases import head, split_action, tail

_SIGN = re.compile(ANY)
_PURPOSES = re.compile(rf"(?:重点|主要|专项|优先)?{lexicon.any_of('purposes')}")
_FIGURE = re.compile(r"\d")


def thing(item: Item, has_owner: bool) -> str:
    """What a bare sum is spent on, where that follows: 总投资195亿元的35个养殖项目; 投入3亿元，改造农村危房."""
    if not item.after.startswith("的") and not item.following.startswith("的") and (has_owner or not item.beyond):
        return ""
    words = _SIGN.split(item.beyond.removeprefix("的"))
    noun = tail("".join(words)).noun if len(words) > 1 or item.after or item.following else head(words[0]).name
    return split_action(noun)[1].removesuffix("问题")


def purpose(item: Item) -> str:
    """What the sum of a payer is for, where the clause behind it opens with a verb that says so: 省财政安排3亿元, 支持灌区改造."""
    if item.after or not indicators.is_money(item.quantity.unit) or not indicators.is_tier(item.head.name):
        return ""
    verb = _PURPOSES.match(item.beyond)
    return head(item.beyond[verb.end() :]).name if verb and not _FIGURE.search(item.beyond) else ""
