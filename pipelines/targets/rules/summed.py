"""A count that sums up a list: 建设长安路、青山路等16条道路 is one where something is done to all of it, else a name (等十件实事)."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"S□")
_FINISHED = re.compile(r"完成|实现|办理|解决")
_HAPPENS = re.compile(
    r"通过|实现|达到|启动|投入|进入|完成|获得|荣获|获批|获评|获认定|入选|入围|入园|入驻|落户|列入|纳入|上榜"
)
# 办好扩建学校等10件实事: the list tells the deeds.
_LOOKS_AFTER, _DEEDS = re.compile("[办抓做]好"), ("实事", "大事", "好事", "的事")
_SHORT_LIST = 24
# 推进甲、乙等7个基地建设, 发展甲、乙等8个产业: pushed on, not done.
_PUSHED_ON = ("推进", "发展")
REASON = "it counts a list whose members are named (甲、乙等10个), and nothing is done to them"


def read(item: Item, context: Context) -> list[Member] | None:
    """The thing counted, under the verb before the list or after the thing; nothing where there is no verb."""
    pushed_on = item.head.action in _PUSHED_ON
    noun = indicators.alone(item.tail.noun)
    action = item.tail.completed if pushed_on else item.head.action or item.tail.completed
    if not noun:
        return None if item.tail.completed and context.last else []
    looked_after = _LOOKS_AFTER.search(item.before) and noun.endswith(_DEEDS)
    if (looked_after or not action) and not _FINISHED.search(item.before) and not _HAPPENS.search(noun):
        context.name(noun)
        return []
    if indicators.is_generic(noun) and not item.tail.completed and len(item.head.name) <= _SHORT_LIST:
        return [Member(f"{item.head.name}等{noun}", "amount", action)]
    return [Member(indicators.with_completion(noun, item.tail.completed), "amount", action)]
