"""A name on both sides of its number: 发行特别国债2000亿元支持设备更新; 投资3亿元用于大气治理."""

import re

from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"N?E?□p$")


def read(item: Item, context: Context) -> list[Member] | None:
    """The name before and after as one; where only a verb stands before, the next rule reads it."""
    head, purpose = item.head, item.tail.noun
    if not head.name:
        return None
    return [Member(head.name + purpose.removeprefix("专项").removeprefix("用于"), "amount", head.action)]
