"""What a figure is for, and of which kind that time is: decided at once, since 年均, 累计 and 到2025年 say both.

Belongs here: what follows from the times that are named, from the years of the part, and from the sort of figure. Does not: which time
is named (``years``), what it is counted from (``base_period``), or the years of a part (``parts``).
"""

import re
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.targets.facts import added, average, base_period, kept, over_all, years
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence
from pipelines.targets.times import END, FROM, PART, SPAN, SUM, YEAR
from pipelines.wording import numerals

ONE_YEAR, PART_OF_YEAR, AVERAGE, TOTAL, AT_END = "year", "part_of_year", "average", "total", "end"
_SUM = re.compile(lexicon.any_of("periods", kind="until"))
# 提前一年实现翻番: reached before its deadline.
_EARLY = re.compile("提前(?:([一二两三四1234])年)?")
_RATES = ("growth", "change")


class Period(NamedTuple):
    """A year, months or several years, ISO 8601, their kind, and whether they are in doubt.

    ``period`` is None where the report's year is not known. In doubt is what is held in several years (``kept``), and in a review that
    has turned from several years to the last without saying so in the sentence what is added too.
    """

    period: str | None
    kind: str | None
    in_doubt: bool = False


def read(figure: Figure, sentence: Sentence) -> Period:
    """The period of a figure, and its kind."""
    named = years.find(figure)
    if figure.year is None or figure.usual is None:
        return Period(named.period, ONE_YEAR) if named else Period(None, None)
    if averaged := average.read(figure, sentence):
        return Period(averaged, AVERAGE)
    if named and named.role == PART:
        return Period(named.period, PART_OF_YEAR)
    if named and not figure.achieved and named.role in (YEAR, END) and int(named.period) > figure.year:
        sums = _SUM.search(figure.own)
        return Period(f"{figure.year}/{named.period}", TOTAL) if sums else Period(named.period, AT_END)
    several = (
        named.period if named and named.role in (SPAN, SUM) else None if named else years.of_part(figure, sentence)
    )
    if counted := _counted(figure, several, named.period if named else figure.usual):
        return counted
    if several:
        return _of_several(figure, sentence, several)
    unsaid = named is None and sentence.span is not None and figure.achieved
    unsaid = unsaid and (added.read(figure, sentence) or kept.read(figure, sentence))
    ends = (named and named.role == END) or (figure.achieved and _rose(figure, int(figure.usual)))
    return Period(named.period if named else figure.usual, AT_END if ends else ONE_YEAR, unsaid)


def _counted(figure: Figure, several: str | None, one: str) -> Period | None:
    """The years since the base of a growth or change, or those that a multiple of an earlier year or span is of; none before it is over."""
    base = base_period.find(figure)
    if base is None:
        return None
    first, last = int(base.period[-4:]) + 1, int((several or one)[-4:])
    if "/" in base.period and (several or first <= last):
        length = first - int(base.period[:4])
        return Period(several or f"{first}/{min(last, first + length - 1)}", TOTAL)
    if figure.member.measure not in _RATES:
        return Period(str(last), AT_END if several else ONE_YEAR)
    if early := _EARLY.search(figure.own):
        ahead = last - (numerals.count(early[1]) if early[1] else 0)
        return Period(str(ahead if ahead >= (figure.year or 0) else last), AT_END)
    return Period(f"{first}/{last}", TOTAL) if first < last else None


def _of_several(figure: Figure, sentence: Sentence, several: str) -> Period:
    """Of several years a rate and what is added or done are for all, a level is for the last."""
    measure = figure.member.measure
    for_all = measure in _RATES or over_all.read(figure, sentence)
    return Period(several, TOTAL) if for_all else Period(several[-4:], AT_END, kept.read(figure, sentence))


def _rose(figure: Figure, last: int) -> bool:
    """Whether a level is set against that of an earlier year: 由2010年的46%提高到50%."""
    return any(
        time.role == FROM and time.end > figure.own_at and int(time.period[-4:]) < last - 1 for time in figure.times
    )
