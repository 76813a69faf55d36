"""A comparison without a number: 居民收入与经济增长同步; 工业投资增速高于全国平均水平."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(r"◇")
REASON = "a comparison of something that is not measured"
_GROWS = re.compile(r"增|提高")


def read(item: Item, context: Context) -> list[Found] | None:
    """The growth of what grows, the ratio of what is a rate, else the amount; nothing where no indicator stands before."""
    head = item.head
    rated = bool(head.move or head.rated)
    name = head.name
    if not name or not (rated or indicators.is_measured(name)):
        return []
    grows = rated or bool(_GROWS.search(item.quantity.printed))
    measure = "growth" if grows else "ratio" if name.endswith(("率", "比重", "占比", "比例")) else "amount"
    return [Found(one, measure) for one in indicators.split(name)]
