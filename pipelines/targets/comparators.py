"""Comparisons that stand where a number could: 与经济增长同步, 高于全国平均水平; each is a quantity without a value.

Belongs here: the words of a comparison and where it stands. Does not: what is compared (``rules/comparator``).
"""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.targets import lexicon
from pipelines.targets.quantities import Quantity


@cache
def _comparison() -> re.Pattern[str]:
    """A whole comparison up to its last word; one that a number follows (高于全国平均水平2个百分点) is none."""
    before = lexicon.any_of("comparators", place="before")
    other = lexicon.any_of("comparators", place="other")
    paired = (
        r"[^,、。;:!?\n\d与和同]{2,16}?(?:基本|保持|大体|大致|实现|总体)*(?:同步(?:增长|提高|提升)?|持平|相适应|相匹配)"
    )
    # A level is reached or held only where it is an average; above or below it may be any growth too.
    higher = rf"{before}(?<!达到)(?<!持在)(?<!定在)(?<!于在){other}[^,、。;:!?\n\d]{{0,10}}?(?:平均(?:增速|水平|增长水平)?|水平|增速|增长(?:速度|幅度|水平)?|增幅|涨幅)"
    average = rf"{before}{other}[^,、。;:!?\n\d]{{0,6}}?平均(?:增速|水平|增长水平)?"
    ends = r"(?:以上|以内|以下|之上|左右)?(?=[,、。;!?\n)和并且])"
    return re.compile(rf"(?:(?<=.)(?:与|和|同){paired}|{higher}|{average}){ends}")


def find(text: str) -> Iterator[Quantity]:
    """All comparisons of a reading in their order; ``value`` is None, ``start`` and ``at`` are where the comparison begins."""
    for match in _comparison().finditer(text):
        yield Quantity(match.start(), match.start(), match.end(), None, None, "", "", match[0])
