"""A name on both sides of its number: 完成“气改电”二期30万户年度改造任务; 发行特别国债2000亿元支持设备更新."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(rf"^(?P<head>[^□]{{2,}})□(?P<task>(?:{lexicon.any_of('purposes')})[^□]{{2,}}|[^□]*任务)$")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The name before and after as one; where only a verb stands before, the next rule reads it."""
    head = indicators.trim(match["head"])
    action, rest = indicators.split_action(head)
    if not rest or indicators.ends_in_action(head):
        return None
    return [Found(rest + indicators.noun(match["task"]), "amount", action)]
