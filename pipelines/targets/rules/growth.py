"""A rate of change by its verb: 地区生产总值增长7%左右; 单位生产总值能耗下降3%; 研发投入翻一番."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.phrases import MOVEMENTS, moving
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"M%|%g|※|^A?NE?%p?$")
_SHARES = ("率", "比重", "占比", "比例")


def read(item: Item, context: Context) -> list[Member] | None:
    """The growth of each name; with no name before the verb, of what the last value was of."""
    head = item.head
    if not (head.move or item.sign == "※" or item.tail.kind == "g"):
        return _verb_first(item, context)
    if not head.name and item.tail.kind == "n":
        names = [item.tail.noun.partition("用于")[0]]  # 压缩7%的办公经费用于民生
    elif not head.name:
        names = context.before if head.distributive and len(context.before) > 1 else context.grown()
    else:
        names = indicators.members(head.name) if head.distributive else indicators.full_names(head.name)
        names = names if indicators.is_twin(head.name) else [context.owned(name) for name in names]
    return [
        Member(name, "growth", sign=-1 if head.fall else 1) for name in context.placed(names, item.quantity.unit)
    ] or None


def _verb_first(item: Item, context: Context) -> list[Member] | None:
    """The growth of what stands behind its verb: 压减一般性支出5%, 增加科技投入10%."""
    head = item.head
    if not item.before.endswith(head.name[-2:]):
        return None  # 增加占比到5%
    verb, name = moving(head.action, head.name)
    kind, sign = MOVEMENTS.get(verb, ("new", 1))
    if kind == "new" or (sign > 0 and name.endswith(_SHARES)):
        return None
    return [Member(context.owned(one), "growth", sign=sign) for one in indicators.full_names(name)]
