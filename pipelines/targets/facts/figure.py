"""A figure with the words around it: what every question about it may look at.

Belongs here: which words those are, cut once for all questions. Does not: any answer (one module a question).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.targets import times
from pipelines.targets.clauses import Clause
from pipelines.targets.facts import tense
from pipelines.targets.grammar import Parse
from pipelines.targets.parts import REVIEW, evidence
from pipelines.targets.quantities import Quantity
from pipelines.targets.reading import Reading
from pipelines.targets.rules import Member

# How far back the words reach that tell strength, deadline and tense.
REACH = 200
# Months that are counted from January to here or farther stand for the year so far: in the next sentence, and in those after it.
_MID_YEAR, _LATE = "06", "09"
_LAST_MONTHS = re.compile("[^\\n]*(?:[月季]|半年)")
_STOPS = "。!?！？"
# They name no time of what they compare.
_LIKE_BEFORE = "同比"
_COMPARED = (_LIKE_BEFORE, "去年", "上年")


class Figure(NamedTuple):
    """What a report states of one thing.

    Attributes:
        reading: the report.
        quantity, clause: the number and the stretch between commas that it stands in.
        member: the thing that the number is of.
        before: the words of the sentence before the number, at most REACH characters.
        own: those of them that are of its own clause.
        said: all of the sentence before the number, also what semicolons divide from it.
        own_at: where in ``said`` its own clause begins.
        times: the times that ``said`` names.
        year: the report's year, where it is known.
        usual: the year that it is for where nothing else is said; ``months_of`` the same of months (一季度), which a plan looks back to too.
        region_code: the government, where it is known.
        achieved: whether it is of the past.
    """

    reading: Reading
    quantity: Quantity
    clause: Clause
    member: Member
    before: str
    own: str
    said: str
    own_at: int
    times: tuple[times.Time, ...]
    year: int | None
    usual: str | None
    months_of: str | None
    achieved: bool
    region_code: str | None = None


def figures(reading: Reading, parse: Parse, year: int | None, region_code: str | None = None) -> list[Figure]:
    """The figures of one quantity, one a member; none where no rule read it, or a review recites what was set."""
    if not parse.members or parse.clause is None:
        return []
    quantity, sentence = parse.quantity, parse.sentence
    before = reading.text[max(sentence.start, quantity.at - REACH) : quantity.at]
    if tense.recited(before, sentence):
        return []
    own, achieved = before[before.rfind(",") + 1 :], tense.read(before, sentence) == tense.ACHIEVED
    start, end = sentence.whole
    said = reading.text[start : quantity.at]
    named = _times(reading.text, start, end, year)
    if named:
        named = tuple(time for time in named if time.end <= len(said))
    if achieved and sentence.years is None and all(time.words == _LIKE_BEFORE for time in named):
        months = _months_before(reading.text, start, year)
        if months and (parse.members[0].measure == "growth" or evidence.is_late(reading.text, year)):
            named = months + named
    usual = str(year - 1 if achieved else year) if year else None
    months_of = str(year) if year and sentence.part != REVIEW else usual
    return [
        Figure(
            reading,
            quantity,
            parse.clause,
            member,
            before,
            own,
            said,
            len(said) - len(own),
            named,
            year,
            usual,
            months_of,
            achieved,
            region_code,
        )
        for member in parse.members
    ]


@lru_cache(maxsize=8)
def _times(text: str, start: int, end: int, year: int | None) -> tuple[times.Time, ...]:
    """The times of a sentence, whose figures ask for them one after another."""
    return times.find(text[start:end], year, times.same_as(text))


@lru_cache(maxsize=8)
def _months_before(text: str, start: int, year: int | None) -> tuple[times.Time, ...]:
    """The months up to now that the paragraph named last, for growth until it names another time (1—11月,投资增长8%。…。出口增长9%).

    In a report that was given before the year was over they hold for all else too.
    """
    first = text.rfind("\n", 0, start) + 1
    months = None if first == start else _LAST_MONTHS.match(text, first, start)
    if months is None or text[start - 1] not in _STOPS:
        return ()
    begin, end = (max(first, text.rfind("。", first, months.end()) + 1), text.find("。", months.end(), start))
    before = [time for time in times.find(text[begin:end], year) if time.period or time.words not in _COMPARED]
    last = before[-1] if end >= 0 and before else None
    least = _MID_YEAR if end == start - 1 else _LATE
    most = last and last.role == times.PART and last.leads and "-01/" in last.period and last.period[-2:] >= least
    if not last or not most or any(time.words != _LIKE_BEFORE for time in times.find(text[end:start], year)):
        return ()
    return (last._replace(start=0, end=0),)
