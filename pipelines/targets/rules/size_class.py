"""A sum that says how large the things counted are is no target: 引进投资500万元以上工业项目80个 promises 80, not 500万元."""

import re

from pipelines.targets import lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found
from schemas import codelists

PATTERN = re.compile(r"□")
REASON = "a size that tells which things are counted"
# A verb between sum and noun makes the sum a target of its own: 安排2亿元支持中小企业.
_CLASS = re.compile(rf"^的?[^支用投建给向发买开]{{0,6}}?{lexicon.any_of('size_classes')}")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """Nothing, where a sum of money stands right before the things that it describes."""
    base = codelists.base_unit(item.quantity.unit)
    if not base or not base[0].startswith("money") or not _CLASS.match(item.after or item.following):
        return None
    return []
