"""A share before the thing it is a share of: 力争覆盖70%以上监测村; 90%以上行政村通硬化路; 财政超收的80%用于民生."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.phrases import MOVEMENTS
from pipelines.targets.rules import Context, Member

_LISTED = re.compile(
    r"(?P<things>[^、和]{2,8}(?:[、和][^、和]{2,8}?)+)"
    r"(?:要|都|均|应)*(?:完成|实现)?(?P<state>(?:达到|建有|建成|建立|开展|得到|通(?!过)|配备|.{0,4}(?:建设|评定|改造|整治)).*)$"
)
_JOINTS = ("和", "、", "及", "与")
_REACHES = ("达到", "超过", "高于")
PATTERN = re.compile(r"^(?P<lead>[ANE]*)%[np]$")


def read(item: Item, context: Context) -> list[Member] | None:
    """The ratio of what follows; what stands before it with no link between belongs to the name (出租屋100%符合条件)."""
    head, noun = item.head, item.tail.noun
    _, sign = MOVEMENTS.get(head.action or "", ("", 1))
    if sign < 0 and item.before.endswith(head.name):
        return [Member(head.name + noun, "growth", sign=sign)]  # 压缩党政机关6%的行政经费
    if head.ending and not head.stem:
        return [Member(name, "ratio", head.ending) for name in indicators.split(noun)]
    if head.name and not item.before.endswith((head.name, "的")):
        return None
    if item.before.endswith(_JOINTS):
        # 所有乡镇和90%的行政村通油路: the share is of the villages alone.
        return [Member(noun, "ratio", head.action)] if len(noun) > 1 else None
    name = (head.stem if head.ending else head.name) + ("" if noun.startswith(_REACHES) else noun)
    if len(name) < 2:
        return None
    return [Member(one, "ratio", head.action) for one in _each(name)]


def _each(name: str) -> list[str]:
    """Things in a list with what becomes of each of them: 乡镇、行政村实现生活垃圾有效处置."""
    match = _LISTED.match(name)
    if not match:
        return [name]
    return [thing.lstrip("所有的") + match["state"] for thing in re.split("[、和]", match["things"]) if thing]
