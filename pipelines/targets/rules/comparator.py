"""A comparison without a number: 居民收入与经济增长同步; 工业投资增速高于全国平均水平."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(r"^(?P<head>[^◇]*)◇")
REASON = "a comparison of something that is not measured"
_RATE = re.compile(
    rf"(?:的|年均|总体|实际)*(?:{lexicon.any_of('rates')}|{lexicon.any_of('movements', kind='move')}|同比)+(?:略|明显|均|总体|力争|要|持续)*$"
)
_GROWS = re.compile(r"增|提高")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The growth of what grows, the ratio of what is a rate, else the amount; nothing where no indicator stands before."""
    head = indicators.trim(match["head"])
    bare = _RATE.sub("", head)
    grows = bare != head or bool(_GROWS.search(item.quantity.printed))
    if not bare or not (bare != head or indicators.is_measured(bare)):
        return []
    measure = "growth" if grows else "ratio" if bare.endswith(("率", "比重", "占比", "比例")) else "amount"
    names = indicators.members(bare) if indicators.lists_names(bare) else [bare]
    return [Found(name, measure) for name in names]
