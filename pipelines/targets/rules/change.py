"""An absolute change of a level: 城镇化率提高1个百分点; 赤字规模比上年增加2000亿元; 基础养老金标准再提高20元."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(
    rf"^(?P<head>.*?)(?:{lexicon.any_of('links')}){{0,4}}(?P<move>{lexicon.any_of('movements', kind='move')})(?:了|{lexicon.any_of('links')}){{0,4}}(?P<kind>[△□])"
)
_REACHES = re.compile(r"(?:到|至)[△□]")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The change of what stands before the verb, or of what the sentence named last."""
    if _REACHES.search(item.text):
        return None
    if item.after and match["kind"] == "□":
        return None  # 增加3000个学位: a count of what follows
    head = indicators.trim(match["head"]) or context.head
    if not head:
        return None
    if indicators.counts_things(item.quantity.unit) and match["move"] in ("提升", "提高", "上升"):
        return None  # 完成老旧公园改造提升30个
    sign = int(lexicon.code("movements", match["move"], "sign") or 1)
    names = indicators.members(head) if indicators.lists_names(head) else [head]
    measure = "growth" if item.quantity.unit == "倍" else "change"
    return [Found(name, measure, sign=sign) for name in names]
