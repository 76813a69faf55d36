"""What a growth, a change or a multiple is counted from: 比2010年翻一番, 与“十二五”末相比, 是“十一五”时期的2.8倍.

Belongs here: the base where it is printed. Does not: the year before where it is not printed, or what the figure is for (``period``).
"""

import re

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence
from pipelines.targets.times import BASE, WHOLE, Time

_RATES = ("growth", "change")
# The clause goes on about what the one before it names: 达到500亿元,增长66%.
_GOES_ON = re.compile(
    r"年?(?:累计)?(?:分别|共|将|也|约)*(?:增长|增加|净增|提高|提升|下降|降低|减少|翻|扩大|上升|增幅|增速|翻了)[^,;]*"
)
_COMPARED, _NEAR = "相比", 2
_AVERAGE = re.compile("年均|年平均")


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The year or years, ISO 8601; None where none is printed (比上年, 同比), or of an amount."""
    base = find(figure)
    return base.period if base else None


def find(figure: Figure) -> Time | None:
    """The base and its words."""
    if not figure.times or not (figure.member.measure in _RATES or figure.quantity.unit == "倍"):
        return None
    if _AVERAGE.search(figure.own):
        return None
    for time in reversed(figure.times):
        if time.role == BASE:
            return time if _reaches(figure, time) else None
        if time.role == WHOLE and time.words in ("同比", "去年", "上年"):
            return None
    return None


def _reaches(figure: Figure, base: Time) -> bool:
    """A base reaches the end of its clause, a clause that goes on without a name, and all of a sentence that 相比 opens."""
    if base.end > figure.own_at:
        return True
    between = figure.said[base.end : figure.own_at]
    if _COMPARED in between[:12]:
        return True
    return between.count(",") <= _NEAR and bool(_GOES_ON.fullmatch(figure.own))
