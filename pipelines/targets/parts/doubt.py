"""Whether the cut of a report is sure: how much of it looks back, whether a figure does, and how near another cut comes.

Belongs here: what makes a cut doubtful, in words. Does not: the cut (``cut``), or what becomes of the rows of such a report.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.targets.parts import cut, evidence
from pipelines.targets.parts.evidence import END, PARTS, PLAN, REVIEW
from pipelines.targets.parts.lines import FRONT, HEADINGS, Stretch, lines_of, stretches
from pipelines.targets.reading import read

SURE, DOUBTFUL = "sure", "doubtful"
# Of ordinary reports a fifth to a half looks back.
_LEAST, _MOST = 0.12, 0.70
# So much of a text counts; and its evidence is near a draw where it is less than this over the best other way.
_MUCH, _DRAW = 0.15, 250
_FIRST = 6
_FIGURE = re.compile(r"\d(?!\d*(?:年|月|日))|百分之|分之[一二三四五六七八九]|[一二三四五六七八九十百千]+(?:万|亿)")


class Run(NamedTuple):
    """Stretches of one part that follow on each other: where they stand, and how much more they say for it than for the next best.

    ``first`` shows best what the part is, ``spoken`` is what speaks in it, ``begins`` what speaks in any of the first stretches.
    """

    start: int
    end: int
    part: str
    first: Stretch
    spoken: tuple[evidence.Key, ...]
    begins: frozenset[evidence.Key]
    lead: int


def runs(text: str, year: int | None) -> list[Run]:
    """The parts of a reading, in their order."""
    within = list(stretches(lines_of(text)))
    spoken = cut.witnesses(text, within, year)
    numbers = cut.best(within, spoken, evidence.weights(), cut.costs())
    return list(_runs(within, spoken, numbers))


def _runs(within: list[Stretch], spoken: list[list[evidence.Key]], numbers: list[int]) -> Iterator[Run]:
    weights, begin = evidence.weights(), 0
    for at in range(1, len(within) + 1):
        if at == len(within) or numbers[at] != numbers[begin]:
            said = [sum(weights[key][part] for keys in spoken[begin:at] for key in keys) for part in range(3)]
            own = said.pop(numbers[begin])
            begins = _telling(within, begin, at)
            yield Run(
                within[begin].start,
                within[at - 1].end,
                PARTS[numbers[begin]],
                within[begins],
                tuple(spoken[begins]),
                frozenset(key for keys in spoken[begin : min(at, begin + _FIRST)] for key in keys),
                own - max(said),
            )
            begin = at


def _telling(within: list[Stretch], begin: int, end: int) -> int:
    """The stretch that shows best what a part is: a heading among its first, else the first behind the greeting."""
    first = [number for number in range(begin, end) if within[number].place != FRONT][:_FIRST]
    headed = [number for number in first if within[number].place in HEADINGS]
    return (headed or first or [begin])[0]


def _both_named(own: list[Run]) -> bool:
    """Whether a review and a plan begin with a heading that names them: 过去五年工作回顾 can be long, and 对今年工作的建议 short."""
    named = {
        run.part
        for run in own
        if any(key[0] == evidence.HEADING for key in evidence.expecting(run.part).intersection(run.spoken))
    }
    return {REVIEW, PLAN} <= named


def of_report(canonical: str, year: int | None) -> str | None:
    """Why the cut of a report is doubtful, by its canonical text (``doubt``)."""
    return doubt(read(canonical).text, year)


def doubt(text: str, year: int | None) -> str | None:
    """Why the cut of a reading is doubtful, as a clause; None where it is sure."""
    own = runs(text, year)
    length = {part: sum(run.end - run.start for run in own if run.part == part) for part in (REVIEW, PLAN, END)}
    whole = length[REVIEW] + length[PLAN]
    if whole < evidence.WHOLE:
        return None  # a passage is no report, and looks back or ahead as it likes
    if not length[REVIEW] and not evidence.expecting(PLAN).isdisjoint(own[0].begins):
        return None  # a plan by itself: it opens with 今年, or its targets
    share = length[REVIEW] / whole
    if not _LEAST <= share <= _MOST and not _both_named(own):
        return f"{share:.0%} of it looks back, where a fifth to a half does as a rule"
    if not any(_FIGURE.search(text, run.start, run.end) for run in own if run.part == REVIEW):
        return "no figure stands in the part that looks back"
    for run in own:
        if run.part != END and run.end - run.start >= _MUCH * whole and run.lead < _DRAW:
            return f"the {(run.end - run.start) / whole:.0%} of it read as {run.part} says hardly more for that than against it"
    return None
