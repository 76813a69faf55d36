"""A level after its name: 棉花产量稳定在500万吨以上; 城镇调查失业率控制在5.5%以内; 接待游客达到2亿人次."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import ANY, Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(rf"^(?P<head>.*?)(?P<sign>{ANY})(?P<after>.*)$")
_BARE_NUMBER = re.compile(r"(?:指数|系数|倍|达到|为)$")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The level of each name; with no name, of what the sentence named last (力争达到8%)."""
    if match["sign"] == "○" and "指数" not in match["head"]:
        return None
    measure = {"%": "ratio", "△": "change", "※": "growth"}.get(match["sign"], "amount")
    head = indicators.trim(match["head"])
    if not head or indicators.only_moves(head):
        # 增长7%以上、力争达到8%: a second percentage without a name is of the kind of the first.
        again = context.measure == "growth" and match["sign"] == "%"
        return [Found(context.head, "growth" if again else measure)] if context.head else None
    if owner := context.head or context.topic:
        if indicators.is_bare(head):
            return [Found(indicators.with_owner(owner, head), measure)]
        if indicators.only_acts(head):
            return [Found(owner, measure, head)]
    action, name = indicators.split_action(head)
    names = indicators.members(name) if indicators.lists_names(name) else [name]
    return [Found(one, measure, action) for one in names]
