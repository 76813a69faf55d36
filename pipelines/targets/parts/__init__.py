"""The parts of a report: headings, paragraphs with their lead sentence, and whether a part looks back or ahead.

Belongs here: what follows from headings and wording about a stretch of text as a whole. Does not: single quantities. ``lines`` takes
the text apart, ``evidence`` asks its stretches, ``cut`` decides, ``years`` tells which years a part is about.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.targets.parts import cut, evidence
from pipelines.targets.parts.evidence import END, PLAN, REVIEW
from pipelines.targets.parts.lines import FRONT, Line, lines_of, split_heading, stretches
from pipelines.targets.parts.years import Years, five_year_period, five_year_plans

__all__ = [
    "END",
    "LONGEST",
    "PLAN",
    "REVIEW",
    "Sentence",
    "five_year_period",
    "five_year_plans",
    "sentences",
    "split_heading",
]
# The longest sentence of 2,649 reports has 623 characters, the longest between full stops 954. What is longer has lost its stops: it
# is taken a stretch at a time, up to a comma where there is one, so that no question about a sentence looks farther.
LONGEST = 2000
_SENTENCE = re.compile(rf"[^。！!？?;\n]{{1,{LONGEST}}}(?:(?<=,)|(?![^。！!？?;\n]))|[^。！!？?;\n]{{1,{LONGEST}}}")
_LONGEST_LEAD, _OPENING = 200, 30
# What numbers a paragraph.
_ITEM = re.compile(
    r"[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十]+部分"
)


class Sentence(NamedTuple):
    """A stretch of the reading that a rule looks at, and what its surroundings say.

    ``section`` and ``lead`` are the spans of its heading and of the first sentence of its paragraph, ``part`` is review or
    plan, ``years`` the period of a part that is about several years, ISO 8601. ``span`` is that of a review that has turned to
    its last year in an earlier paragraph, and may have turned back without a word.
    """

    start: int
    end: int
    section: tuple[int, int] | None
    lead: tuple[int, int]
    part: str
    years: str | None
    span: str | None = None
    whole: tuple[int, int] = (0, 0)


def sentences(text: str, year: int | None) -> Iterator[Sentence]:
    """The sentences of a reading in their order, without glossaries; a semicolon ends a sentence too."""
    lines = lines_of(text)
    within = list(stretches(lines))
    parts = cut.parts(text, within, year)
    place = Years(year, evidence.is_late(text, year))
    section: tuple[int, int] | None = None
    at = 0
    for start, line, heading, body in lines:
        end = start + len(line)
        own = []
        while at < len(within) and within[at].start < end:
            own.append((within[at].start, parts[at], within[at].place))
            at += 1
        if heading:
            begin = start + line.index(heading)
            section = (begin, begin + len(heading))
            if own[0][2] != FRONT and own[0][1] != END:
                place.enter(heading, own[0][1])
        if body:
            yield from _of_paragraph(text, Line(start, line, heading, body), own, place, section)


def _of_paragraph(
    text: str, line: Line, own: list[tuple[int, str, str]], place: Years, section: tuple[int, int] | None
) -> Iterator[Sentence]:
    """The sentences of the text of a line, whose stretches are ``own``: start, part and place of each."""
    start, printed, heading, body = line
    offset = start + len(printed) - len(body)
    turns = [(begin, part) for begin, part, _ in own if begin >= offset] or [(offset, own[-1][1])]
    if not heading and (mark := _ITEM.match(body)):
        offset, body = offset + mark.end(), body[mark.end() :]
    spans = [match.span() for match in _SENTENCE.finditer(text, offset, offset + len(body))]
    lead = (spans[0][0], min(spans[0][1], spans[0][0] + _LONGEST_LEAD)) if spans else (offset, offset)
    part = turns[0][1]
    if part != END:
        place.begin(printed, body, part, headed=bool(heading))
    number = 1
    for (begin, end), whole in zip(spans, _wholes(text, spans), strict=True):
        while number < len(turns) and turns[number][0] <= begin:
            part = turns[number][1]
            if part != END:
                place.turn(text[begin : begin + _OPENING], part)
            number += 1
        if part != END:
            span = place.span if part == REVIEW and not place.turned else None
            yield Sentence(begin, end, section, lead, part, place.listed or place.now, span, whole)


def _wholes(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each sentence of a paragraph the stretch from stop to stop that it is in: semicolons divide it no further."""
    if not spans or text.find(";", spans[0][1], spans[-1][1]) < 0:
        return spans
    joined: list[list[int]] = []
    for begin, end in spans:
        near = joined and begin == joined[-1][1] + 1 and end - joined[-1][0] <= LONGEST
        if near and text[joined[-1][1]] == ";":
            joined[-1][1:] = [end, joined[-1][2] + 1]
        else:
            joined.append([begin, end, 1])
    return [(begin, end) for begin, end, count in joined for _ in range(count)]
