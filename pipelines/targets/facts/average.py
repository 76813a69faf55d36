"""Over which years an average is: 年均增长7%, 每年新增9万人, 两年平均增长5.1%.

Belongs here: whether a figure is an average of several years, and which. Does not: any other period (``period``).
"""

import re

from pipelines.targets import lexicon
from pipelines.targets.facts import years
from pipelines.targets.facts.figure import Figure
from pipelines.targets.facts.over_all import REACHED
from pipelines.targets.parts import Sentence
from pipelines.targets.times import BASE, END, FROM, YEAR

# Over several years; 全年平均, 年均浓度 and 年平均工资 are of one.
_AVERAGE = re.compile(lexicon.any_of("periods", kind="average"))
# Over several years only where several are known.
_EVERY_YEAR = re.compile(lexicon.any_of("periods", kind="every_year"))
_LONGEST_TERM = 5
# No such word lacks them all: 年均, 一直控制在, 始终保持.
_SIGNS = re.compile("[年直终]")


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The years, ISO 8601: those named, those up to a deadline or since a base, those of the part; None where it is no average."""
    if not _SIGNS.search(figure.own):
        return None
    average = _AVERAGE.search(figure.own)
    every = not average and _EVERY_YEAR.search(figure.own)
    if figure.year is None or not (average or every):
        return None
    if average and "、" in figure.own[average.end() :] and REACHED.search(figure.own):
        return None  # 年均增速高于全国、总量达到1700亿元
    if several := years.span(figure):
        return several.period
    named, year = years.find(figure), figure.year
    if named and not figure.achieved and named.role in (YEAR, END) and int(named.period) > year:
        return f"{year}/{named.period}"
    part = years.of_part(figure, sentence) or sentence.span
    if every:
        return part if named is None else None
    if part:
        return part
    for time in reversed(figure.times):
        if time.role in (BASE, FROM) and int(time.period[-4:]) < year - 2:
            return f"{int(time.period[-4:]) + 1}/{figure.usual}"
    return f"{year - _LONGEST_TERM}/{year - 1}" if figure.achieved else str(year)
