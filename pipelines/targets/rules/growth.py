"""A rate of change by its verb: 地区生产总值增长7%左右; 单位生产总值能耗下降3%; 研发投入翻一番."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(
    rf"^(?P<head>.*?)(?:{lexicon.any_of('links')}){{0,4}}(?P<move>{lexicon.any_of('movements', kind='move')})(?:了|速度为|{lexicon.any_of('links')}){{0,4}}%"
    rf"|^(?P<paced>.*?)(?:以|按照?)(?:年均|平均每年)?%的?(?:年均)?(?:(?:速度|增速|幅度)?(?:递增|增长|上升)|增长(?:速度|目标)?安排)"
    rf"|^(?P<doubled>.*?)(?:{lexicon.any_of('links')}){{0,4}}※"
)
_REACHES = re.compile(r"(?:到|至)%")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The growth of each name; with no name before the verb, of what the sentence named last."""
    if match["move"] is None:
        names, sign = _names(match["doubled"] or match["paced"] or "", context), 1
    else:
        if _REACHES.search(item.text):
            return None  # a level that it rises to, not a rate
        sign = int(lexicon.code("movements", match["move"], "sign") or 1)
        names = _names(match["head"], context)
    return [Found(name, "growth", sign=sign) for name in names] or None


def _names(printed: str, context: Context) -> list[str]:
    head = indicators.trim(printed)
    # 均 and a list of full names give one value to each.
    if not head:
        return [context.head] if context.head else []
    return indicators.members(head) if indicators.lists_names(head) or "均" in printed else [head]
