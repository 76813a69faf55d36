"""The lines of a reading, their headings and levels, and the stretches at whose beginning a part of the report may begin.

Belongs here: how a report is laid out. Does not: what a stretch says (``evidence``), or to which part it belongs (``cut``).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Kinds of heading from the top of a report down: 第一部分; without a number; 一、; （一）; 1.
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十]+部分|附[件录表][一二三四五\d]?(?=[:、]|[^\n。]{0,40}$)"),
    re.compile(r"(?!)"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十\d]+\)"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
)
UNNUMBERED, SECTIONS, DEEPEST = 1, (0, 2), len(_LEVELS)
NUMBERED = re.compile("|".join(f"(?:{level.pattern})" for level in _LEVELS))
_LINE = re.compile(r"[^\n]+")
_LONGEST_HEADING, _LONGEST_UNNUMBERED = 50, 30
# A number that is no date.
_FIGURE = re.compile(r"\d(?!\d*[年月日])|百分之|翻.番")
# The title, who speaks where and when, up to the greeting: they hold the year, and tell nothing about a part.
_FRONT_LINES, _GREETING = 12, re.compile("各位代表|同志们")
_TITLE = re.compile(r"工作报告|代表大会|会议上|\d月\d{1,2}日|^\d{1,2}日|^\(?(?:19|20)\d\d年\)?$")
# Sentences inside a paragraph that may turn to another part; in a longer line every sentence may.
_LONG_LINE = 3000
_STOP = r"[。!！?？]"
_OPENS = (
    r"(?:各位代表[,!！:]?)?(?:今年|去年|明年|(?:刚刚|即将)?过去|回顾|[一五四三]年来|[这五]五年|新的?一年|今后|未来|当前|(?:到|--)?(?:19|20)\d\d年"
    r"|第?[一二三四五六七八九十]{1,3}(?:、|部分)|附[件:录表]|名词|“?十[一二三四五]?五|主要预期目标|全[省市区州县年]?[^,。]{0,8}(?:预期|奋斗|主要)目标"
    r"|在此基础上|做好[^,。]{0,6}年|我们[也清]|同时|与此同时|在[^,。]{2,6}成绩)"
)
# 根据省委的部署,今年经济社会发展的主要预期目标是: such a paragraph turns too, however it begins.
_OPENING = re.compile(rf"{_OPENS}|[^。;]{{0,60}}目标(?:是|为|:)")
_TURN = re.compile(rf"{_STOP}(?={_OPENS})")
_ANY = re.compile(rf"{_STOP}(?=.)")


class Line(NamedTuple):
    """A line of a reading, taken apart into its heading and the rest."""

    start: int
    text: str
    heading: str | None
    body: str


class Stretch(NamedTuple):
    """What belongs to one part as a whole: a heading, a paragraph, or a sentence that may turn. ``place`` says how it begins."""

    start: int
    end: int
    place: str


# A part may begin at a heading (of a section, without a number, below), at a paragraph, at a sentence within one, or right
# under a heading; nothing is asked of what stands before the greeting.
FRONT, SECTION, UNNUMBERED_HEADING, HEADING, OPENING, PARAGRAPH, SENTENCE, UNDER = (
    "front",
    "section",
    "title",
    "heading",
    "opening",
    "paragraph",
    "sentence",
    "under",
)
HEADINGS = (SECTION, UNNUMBERED_HEADING, HEADING)
TURNS = (*HEADINGS, OPENING, SENTENCE)


def lines_of(text: str) -> list[Line]:
    """The lines of a reading that are not empty."""
    return [Line(match.start(), match[0], *split_heading(match[0])) for match in _LINE.finditer(text)]


def stretches(lines: list[Line]) -> Iterator[Stretch]:
    """The stretches of all lines in their order."""
    front = _front(lines)
    under = False
    for number, (start, line, heading, body) in enumerate(lines):
        end = start + len(line)
        if number < front or (number < _FRONT_LINES and len(line) < 60 and _TITLE.search(line)):
            yield Stretch(start, end, FRONT)
            continue
        offset = end - len(body)
        if heading:
            yield Stretch(start, offset, _place_of(heading))
            under = True
        if body:
            yield from _within(
                start, offset, end, body, UNDER if under else OPENING if _OPENING.match(body) else PARAGRAPH
            )
            under = False


def _within(start: int, offset: int, end: int, body: str, place: str) -> Iterator[Stretch]:
    """A paragraph, cut where a sentence of it may turn."""
    turns = [offset + match.end() for match in (_ANY if len(body) > _LONG_LINE else _TURN).finditer(body)]
    for first, last in zip([offset, *turns], [*turns, end], strict=True):
        yield Stretch(first, last, place)
        place = SENTENCE


def _front(lines: list[Line]) -> int:
    """How many lines stand before the greeting; none where a section comes first."""
    for number, line in enumerate(lines[:_FRONT_LINES]):
        if _GREETING.match(line.text):
            return number
        if line.heading and level_of(line.heading) in SECTIONS:
            return 0
    return 0


def _place_of(heading: str) -> str:
    level = level_of(heading)
    return SECTION if level in SECTIONS else UNNUMBERED_HEADING if level == UNNUMBERED else HEADING


def level_of(heading: str) -> int:
    """How deep a heading stands, 0 at the top."""
    return next((level for level, mark in enumerate(_LEVELS) if mark.match(heading.strip())), UNNUMBERED)


def is_heading(line: str) -> bool:
    """Whether a whole line is a heading: numbered or short, and no sentence."""
    line = line.strip()
    level = level_of(line)
    if len(line) > (_LONGEST_UNNUMBERED if level == UNNUMBERED else _LONGEST_HEADING):
        return False
    if line.endswith((";", ",", "！", "!", ":")) or (line.endswith("。") and level not in (0, 2, 3)):
        return False
    if "。" in line[:-1]:
        return False  # heading and text in one line: (一)交通。今年开工建设甲乙铁路。
    if _FIGURE.search(NUMBERED.sub("", line, count=1)):
        return False  # an item of a list: 3.新建社区食堂20个
    return level != UNNUMBERED or not re.search(r"[。,;]", line)


def split_heading(line: str) -> tuple[str | None, str]:
    """The heading of a line and the rest: the whole line, or its numbered first sentence (（一）大力发展农业。扎实…)."""
    if len(line) <= _LONGEST_HEADING and is_heading(line):
        return line.strip(), ""
    numbered = NUMBERED.match(line.lstrip())
    first, _, rest = line.partition("。") if numbered else ("", "", "")
    titled = rest.strip() and len(first) <= _LONGEST_HEADING and "," not in first
    if titled and not _FIGURE.search(NUMBERED.sub("", first.strip(), count=1)):
        return first.strip(), rest
    return None, line
