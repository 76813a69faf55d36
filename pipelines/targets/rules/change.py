"""An absolute change of a level: 城镇化率提高1个百分点; 赤字规模比上年增加2000亿元; 减少贫困人口3万人."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"M[△□]$|△|AN□$|M□[np]$")
_BETTER = ("提升", "提高", "上升", "扩大")


def read(item: Item, context: Context) -> list[Member] | None:
    """The change of what stands before or after the verb, or of what the last value was of."""
    head = item.head
    move = head.move or head.action or ""
    if item.sign == "□":
        # 压减产能20万吨 is an amount, 削减债务20亿元 a change of what is left.
        kinds = ("move", "cut") if indicators.is_balance(head.name) else ("move",)
        if lexicon.code("movements", move, "kind") not in kinds:
            return None
        # 改造提升公园30个, 森林质量提升100万亩: things made better, not a level that rises.
        unit = item.quantity.unit
        if move in _BETTER and not (indicators.is_money(unit) or indicators.is_lifetime(unit)):
            return None
    if item.tail.kind in ("n", "p") and item.sign == "□":
        if head.name:
            return None
        names = [context.owned(item.tail.noun)]
    elif head.name:
        names = [context.owned(name) for name in indicators.split(head.name)]
    else:
        names = context.again()
    measure = "growth" if item.quantity.unit == "倍" else "change"
    sign = -1 if lexicon.code("movements", move, "sign") == "-1" else 1
    return [Member(name, measure, sign=sign) for name in names] or None
