"""Comparisons that stand where a number could: 与经济增长同步, 高于全国平均水平; each is a quantity without a value.

Belongs here: the words of a comparison and where it stands. Does not: what is compared (``rules/comparator``).
"""

import re
from functools import cache

from pipelines.targets import lexicon
from pipelines.targets.quantities import Quantity

_ENDS = r"(?:以上|以内|以下|之上|左右)?(?=[,、。;!?\n)和并且])"
_TOGETHER = re.compile(rf"(?:同步(?:增长|提高|提升)?|持平|相适应|相匹配){_ENDS}")
_WITH = re.compile(r"(?<=.)(?:与|和|同)[^,、。;:!?\n\d与和同]{2,24}$")
_LONGEST = 26


@cache
def _higher() -> re.Pattern[str]:
    """A comparison of more or less up to its last word; one that a number follows (高于全国平均水平2个百分点) is none."""
    before = lexicon.any_of("comparators", place="before")
    other = lexicon.any_of("comparators", place="other")
    # A level is reached or held only where it is an average; above or below it may be any growth too.
    average = r"平均(?:增速|水平|增长水平)?"
    any_growth = rf"(?:{average}|水平|增速|增长(?:速度|幅度|水平)?|增幅|涨幅)"
    far, near = r"[^,、。;:!?\n\d]{0,10}?", r"[^,、。;:!?\n\d]{0,6}?"
    held = r"(?<!达到)(?<!持在)(?<!定在)(?<!于在)"
    return re.compile(rf"{before}(?:{held}{other}{far}{any_growth}|{other}{near}{average}){_ENDS}")


def find(text: str) -> list[Quantity]:
    """All comparisons of a reading in their order; ``value`` is None, ``start`` and ``at`` are where the comparison begins."""
    spans = [match.span() for match in _higher().finditer(text)]
    for together in _TOGETHER.finditer(text):
        first = max(0, together.start() - _LONGEST)
        if match := _WITH.search(text[first : together.start()]):
            spans.append((first + match.start(), together.end()))
    return [Quantity(start, start, end, None, None, "", "", text[start:end]) for start, end in sorted(spans)]
