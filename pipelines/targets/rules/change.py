"""An absolute change of a level: 城镇化率提高1个百分点; 赤字规模比上年增加2000亿元; 减少贫困人口3万人; 贷款余额净增50亿元."""

import re

from pipelines.targets import indicators, natures
from pipelines.targets.clauses import Item
from pipelines.targets.phrases import MOVEMENTS, moving
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"M[△□]$|△|[AE]□$|^A?N□p?$|M□[np]$")
_BETTER = ("提升", "提高", "上升", "扩大")
_RISES = ("增加", "净增", "净增加")
_PEOPLE = ("人数", "人口", "量")
# 精简机构20个 is done to them; 削减债务20亿元 lessens what is left.
_KINDS, _OF_BALANCE = ("move", "less", "net"), "cut"


def read(item: Item, context: Context) -> list[Member] | None:
    """The change of what stands before or after the verb, or of what the last value was of; what is counted is an addition."""
    head, verb, name = item.head, item.head.move, item.head.name
    if not verb:
        verb, name = _governing(item)
    counted_after = item.tail.kind in ("n", "p") and item.sign == "□"
    if counted_after and name:
        if item.tail.kind != "p" or verb not in MOVEMENTS:
            return None
        counted_after = False  # 压缩行政经费300万元用于民生
    if item.sign == "□" and not _changes(verb, name, item.quantity.unit):
        return None
    if counted_after:
        names = [context.owned(item.tail.noun)]
    elif name:
        names = [context.owned(one) for one in indicators.split(name)]
    else:
        names = context.again()
    if names and item.sign == "□" and verb in _RISES and _adds(item, names):
        return [Member(one, "amount", verb) for one in names] if head.move and not counted_after else None
    measure = "growth" if item.quantity.unit == "倍" else "change"
    _, sign = MOVEMENTS.get(verb, ("", 1))
    return [Member(one, measure, sign=sign) for one in names] or None


def _governing(item: Item) -> tuple[str, str]:
    """The verb before or behind a thing whose number stands right behind them, and the thing: 减少贫困人口3万人, 余额净增9亿元."""
    head = item.head
    if head.ending in MOVEMENTS:
        return head.ending, head.stem
    if not head.name or not item.before.endswith(head.name[-2:]):
        return "", head.name  # 减少到3万人: the level that is left
    return moving(head.action, head.name)


def _changes(verb: str, name: str, unit: str) -> bool:
    """Whether a verb before an amount says by how much something rises or falls."""
    kind, _ = MOVEMENTS.get(verb, ("", 1))
    if kind not in _KINDS and not (kind == _OF_BALANCE and indicators.is_balance(name)):
        return False
    # 改造提升公园30个, 森林质量提升100万亩: things made better, not a level that rises.
    return verb not in _BETTER or indicators.is_money(unit) or indicators.is_lifetime(unit)


def _adds(item: Item, names: list[str]) -> bool:
    """Whether what rises are things counted or laid, which are added one by one: 学位增加3000个, 增加绿地30公顷; not 耕地增加3万亩."""
    unit = item.quantity.unit
    if indicators.counts_people(unit):
        return not any(name.endswith(_PEOPLE) for name in names)
    if any(natures.of_thing(name) == natures.FLOW for name in names):
        return False
    return indicators.counts_things(unit) or (indicators.is_laid(unit) and bool(item.head.action))
