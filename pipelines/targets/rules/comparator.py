"""A comparison without a number: 居民收入与经济增长同步; 工业投资增速高于全国平均水平."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"◇")
REASON = "it compares something that is not measured by a figure"
_GROWS = re.compile(r"增|提高")
# 万元产值能耗1.4吨标准煤,与上年持平: grows like the year before, by nothing.
_LEVEL_WITH = ("与上年持平", "与去年持平")
_SHARES = ("率", "比重", "占比", "比例")


def read(item: Item, context: Context) -> list[Member] | None:
    """The growth of what grows, the ratio of what is a rate, else the amount; nothing where no indicator stands before."""
    head = item.head
    rated = bool(head.move or head.rated)
    if not head.name and item.quantity.printed in _LEVEL_WITH and context.last:
        return [Member(one, "growth") for one in context.last if not one.endswith(_SHARES)]
    name = head.name
    if not name or not (rated or indicators.is_measured(name)):
        return []
    grows = rated or bool(_GROWS.search(item.quantity.printed))
    measure = "growth" if grows else "ratio" if name.endswith(_SHARES) else "amount"
    return [Member(one, measure) for one in indicators.split(name)]
