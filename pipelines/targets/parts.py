"""The parts of a report: headings, paragraphs with their lead sentence, and whether a part looks back or ahead.

Belongs here: what follows from headings and wording about a stretch of text as a whole. Does not: single quantities.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.wording import numerals

REVIEW, PLAN, END = "review", "plan", "end"
# Kinds of heading from the top of a report down: 第一部分; without a number; 一、; （一）; 1.
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十]+部分"),
    re.compile(r"(?!)"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十\d]+\)"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
)
_UNNUMBERED, _SECTIONS = 1, (0, 2)
_NUMBERED = re.compile("|".join(f"(?:{level.pattern})" for level in _LEVELS))
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！!？?;\n]+")
_LONGEST_HEADING, _LONGEST_UNNUMBERED = 50, 30
_LONGEST_LEAD, _OPENING, _OPENING_LINES = 200, 30, 12
# The title and who speaks where: they hold the year, and tell nothing about a part.
_TITLE = re.compile(r"工作报告|代表大会|会议上")
# So much of a section tells whether it looks back or ahead, where its heading does not.
_SAMPLE, _TELLING = 2000, 5
# 省政府拟定2005年的主要预期目标为: in a report without a heading between review and plan.
_STATES_TARGETS = r"(?:今年|{year}年)[^,。;]{{0,20}}(?:预期|奋斗|主要)目标(?:是|为|:)"
# A number that is no date.
_FIGURE = re.compile(r"\d(?!\d*[年月日])|百分之|翻.番")
# “十五”, 十五期间, 第十个五年计划; 十五运会 and 十五项 are none.
_FIVE_YEARS = re.compile(
    r"(?:第)?(十[一二三四五六]?|[一二三四五六七八九])(?:五[”\"]|五(?=计划|规划|时期|期间|期末|末|以来|目标|纲要|收官|开局)|个五年)"
)
# How a paragraph of a review of several years begins that turns to the last of them, and one that turns back to all.
_LAST_YEAR_ALONE = r"过去的?这?一年|一年来|去年|(?<!\d){last}年(?:是|,|我们|全|[^,。]{{0,8}},)"
_BACK = re.compile(r"(?:刚刚)?(?:过去的?这?一年|去年)[,我全是]")
_ALL_YEARS = re.compile(
    r"[五四三]年(?:来|间|里)|这[五四三]年|过去的?[五四三]年|五”(?:时期|期间|以来)|任期|本届政府以来"
)
# 2015年是“十二五”收官之年。过去五年,…: names the last year, and is about all.
_CLOSES_PLAN = r"{last}年是[^,。]{{0,8}}五”?(?:规划|时期)?[^,。]{{0,4}}(?:收官|最后|结束|末)"
_LAST_FIVE = re.compile(r"过去的?五年|这五年|五年来|五”(?:时期|期间)")
# 到2027年的主要目标是: what the list that follows is about.
_LIST_UNTIL = re.compile(r"到(?P<year>(?:19|20)\d\d)年[^。;]{0,60}:$")
_BULLET = "-"
_SEVERAL_YEARS = re.compile(
    r"(?:过去|上届|本届|这|[^\d年]|^)(五|四|三)年(?:来|间|工作|中|的|主要|发展|奋斗)|本届政府|上届政府"
)
_YEARS_OF_A_GOVERNMENT = 5


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


@dataclass
class _Place:
    """Where the reader of a report stands: the part, the level of the heading that set it, the heading, the years it is about
    (``span``), those that its paragraphs are about now, whether the heading that set the part names the one year before, and the
    plan that the heading of a review names too, to which one of its paragraphs will turn (``coming``).
    """

    part: str
    level: int = len(_LEVELS)
    section: tuple[int, int] | None = None
    span: str | None = None
    years: str | None = None
    one_year: bool = False
    coming: str | None = None


@cache
def _marks(part: str, strength: str) -> re.Pattern[str]:
    return re.compile(lexicon.any_of("sections", part=part, strength=strength))


@cache
def _tense(part: str) -> re.Pattern[str]:
    return re.compile(lexicon.any_of("tenses", part=part))


class _Line(NamedTuple):
    """A line of a reading, taken apart into its heading and the rest."""

    start: int
    text: str
    heading: str | None
    body: str


def sentences(text: str, year: int | None) -> Iterator[Sentence]:
    """The sentences of a reading in their order, without glossaries; a semicolon ends a sentence too."""
    lines = [_Line(match.start(), match[0], *split_heading(match[0])) for match in _LINE.finditer(text)]
    place = _Place(_first_part(lines, year))
    listed: str | None = None
    for number, (start, line, heading, body) in enumerate(lines):
        if heading:
            begin = start + line.index(heading)
            _enter(place, heading, year, start > len(text) / 2, lines, number)
            place.section = (begin, begin + len(heading))
        if not body or place.part == END:
            continue
        offset = start + len(line) - len(body)
        turned = False
        if not heading:
            if mark := _NUMBERED.match(body):
                offset, body = offset + mark.end(), body[mark.end() :]
            _turn_to_this_year(place, body, year)
            _turn_to_coming_plan(place, body)
            turned = _turn_within_review(place, body, year)
        if not line.startswith(_BULLET):
            listed = _listed_until(line, year)
        spans = [match.span() for match in _SENTENCE.finditer(text, offset, offset + len(body))]
        lead = (spans[0][0], min(spans[0][1], spans[0][0] + _LONGEST_LEAD)) if spans else (offset, offset)
        past = _recalled(text, spans) if place.part == PLAN and ("过去" in body or "去年" in body) else ()
        for begin, end in spans:
            part = REVIEW if begin in past else place.part
            span = place.span if part == REVIEW and not turned else None
            yield Sentence(begin, end, place.section, lead, part, listed or place.years, span)


def _listed_until(line: str, year: int | None) -> str | None:
    """The years up to the deadline of the list that a line opens; None where it opens none."""
    match = _LIST_UNTIL.search(line)
    return f"{year}/{match['year']}" if match and year and int(match["year"]) > year else None


def _turn_to_this_year(place: _Place, paragraph: str, year: int | None) -> None:
    """A paragraph that opens with this year, or states its targets, turns to the plan; from one of five years to the year's."""
    opening = paragraph[:_OPENING].removeprefix("各位代表").lstrip(",，!！:")
    opens = opening.startswith(("今年", "新的一年", f"{year}年")) and part_of(opening, year) == (PLAN, "strong")
    if opens or (place.part == REVIEW and year and re.search(_STATES_TARGETS.format(year=year), paragraph)):
        place.part, place.span, place.years = PLAN, None, None


def _turn_to_coming_plan(place: _Place, paragraph: str) -> None:
    """Under “十三五”时期发展成就和“十四五”时期主要目标 a paragraph that opens with the second plan turns to it."""
    if place.part == REVIEW and place.coming and five_year_period(paragraph[:_OPENING]) == place.coming:
        place.part, place.span, place.years = PLAN, place.coming, place.coming


def _first_part(lines: list[_Line], year: int | None) -> str:
    """What stands before any telling heading: the review, where a heading names one or the words of the first pages look back."""
    whole = (line.heading for line in lines if line.heading and not line.body)
    if any(part_of(heading, year)[0] == REVIEW for heading in whole):
        return REVIEW
    return _part_by_words(line.text for line in lines) or PLAN


def _enter(place: _Place, heading: str, year: int | None, late: bool, lines: list[_Line], number: int) -> None:
    """Go under a heading. A weak word (重点工作) counts only at the level of the heading that set the part, or above."""
    if number < _OPENING_LINES and _TITLE.search(heading):
        return
    level = level_of(heading)
    part, strength = part_of(heading, year)
    if part == END and not late:
        part = None
    if place.part == END and part is None and not heading.startswith("附"):
        return
    years = years_of(heading, year)
    if part and (strength == "strong" or level <= place.level):
        place.part, place.level = part, level
        place.span = place.years = years
        place.one_year = bool(year) and f"{(year or 0) - 1}年" in heading and years is None
        place.coming = _coming_plan(heading, year)
    elif level <= place.level and level in _SECTIONS:
        place.part = _part_of_section(lines, number) or place.part
        place.level, place.span, place.years = level, years, years
    elif years:
        place.span = place.years = years
    elif place.span is None:
        place.years = None
    if years and year and part == REVIEW and _names_last_year_first(heading, year):
        place.years = None


def _coming_plan(heading: str, year: int | None) -> str | None:
    """The plan that a heading names last, where it is not over and another stands before it."""
    named = [five_year_period(match[0]) for match in _FIVE_YEARS.finditer(heading)]
    return named[-1] if len(named) > 1 and year and int(str(named[-1])[-4:]) > year else None


def _names_last_year_first(heading: str, year: int) -> bool:
    """2023年工作回顾及过去五年主要成就 begins with the year, “十三五”时期和2020年工作回顾 with the five years."""
    match = re.search(r"[五四三]年|五”|[本上]届|任期", heading)
    return match is not None and 0 <= heading.find(f"{year - 1}年") < match.start()


def _part_of_section(lines: list[_Line], number: int) -> str | None:
    """Whether the section that begins after a line looks back or ahead, by its words; None where it is too short to tell."""
    level = level_of(lines[number].text)
    return _part_by_words(
        line.text
        for line in takewhile(
            lambda line: line.body or not line.heading or level_of(line.heading) > level, lines[number + 1 :]
        )
    )


def _part_by_words(lines: Iterable[str]) -> str | None:
    """Whether the first lines look back or ahead: which words are more; None where they are few."""
    sample = ""
    for line in lines:
        if len(sample) > _SAMPLE:
            break
        sample += line
    back, ahead = len(_tense(REVIEW).findall(sample)), len(_tense(PLAN).findall(sample))
    return None if back + ahead < _TELLING else REVIEW if back > ahead else PLAN


def _recalled(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Of a plan's paragraph the sentences from 过去一年,… on that still tell of it, by their beginnings; 今年 ends them."""
    recalled, back = set(), False
    for begin, end in spans:
        back = bool(_BACK.match(text, begin, end)) or (back and text.find("今年", begin, end) < 0)
        if back:
            recalled.add(begin)
    return recalled


def _turn_within_review(place: _Place, paragraph: str, year: int | None) -> bool:
    """In a review of several years a paragraph tells whether it is about the last of them or about all; true where of the last."""
    if place.part != REVIEW or year is None:
        return False
    opening = paragraph[:_OPENING]
    if place.span is None and place.one_year:
        # Such a paragraph stands alone there, after what the year brought.
        closes = re.search(_CLOSES_PLAN.format(last=year - 1), opening) or not re.search(f"{year - 1}年", opening)
        place.years = f"{year - 5}/{year - 1}" if closes and _LAST_FIVE.search(opening) else None
        return False
    last = re.search(_LAST_YEAR_ALONE.format(last=year - 1), opening)
    every = _ALL_YEARS.search(opening)
    if last and not (every and every.start() < last.start()):
        place.years = None
        return True
    if every:
        place.span = place.years = place.span or f"{year - 5}/{year - 1}"
    return False


def level_of(heading: str) -> int:
    """How deep a heading stands, 0 at the top."""
    return next((level for level, mark in enumerate(_LEVELS) if mark.match(heading.strip())), _UNNUMBERED)


def is_heading(line: str) -> bool:
    """Whether a whole line is a heading: numbered or short, and no sentence."""
    line = line.strip()
    level = level_of(line)
    if len(line) > (_LONGEST_UNNUMBERED if level == _UNNUMBERED else _LONGEST_HEADING):
        return False
    if line.endswith((";", ",", "！", "!", ":")) or (line.endswith("。") and level not in (0, 2, 3)):
        return False
    if "。" in line[:-1]:
        return False  # heading and text in one line: (一)交通。今年开工建设甲乙铁路。
    if _FIGURE.search(_NUMBERED.sub("", line, count=1)):
        return False  # an item of a list: 3.新建社区食堂20个
    return level != _UNNUMBERED or not re.search(r"[。,;]", line)


def split_heading(line: str) -> tuple[str | None, str]:
    """The heading of a line and the rest: the whole line, or its numbered first sentence (（一）大力发展农业。扎实…)."""
    if len(line) <= _LONGEST_HEADING and is_heading(line):
        return line.strip(), ""
    numbered = _NUMBERED.match(line.lstrip())
    first, _, rest = line.partition("。") if numbered else ("", "", "")
    titled = rest.strip() and len(first) <= _LONGEST_HEADING and "," not in first
    if titled and not _FIGURE.search(_NUMBERED.sub("", first.strip(), count=1)):
        return first.strip(), rest
    return None, line


def part_of(heading: str, year: int | None) -> tuple[str | None, str]:
    """review, plan or end, as a heading says, and whether it says so clearly (strong) or by a word that can mean either (weak)."""
    if _marks(END, "strong").search(heading) and len(heading) < 20:
        return END, "strong"
    ahead = _marks(PLAN, "strong").search(heading) or (year and f"{year}年" in heading)
    if year and ahead and f"{year - 1}年" in heading[: heading.find(f"{year}年") + 1]:
        return REVIEW, "strong"  # 1996年的工作和1997年的目标: begins with the review
    if year and not ahead and re.search(rf"{year - 1}年.{{0,12}}(?:工作|经济|发展|情况)", heading):
        return REVIEW, "strong"
    if _marks(REVIEW, "strong").search(heading):
        return REVIEW, "strong"
    if ahead:
        return PLAN, "strong"
    period = five_year_period(heading)
    if period and year:
        return (PLAN if int(period[-4:]) >= year else REVIEW), "strong"
    for part in (REVIEW, PLAN):
        if _marks(part, "weak").search(heading):
            return part, "weak"
    return None, "weak"


def years_of(heading: str, year: int | None) -> str | None:
    """The several years that a heading is about: those of a five-year plan, or of a government's term (过去五年)."""
    if re.search("今年|明年", heading) or (year and f"{year}年" in heading):
        return None
    if period := five_year_period(heading):
        return period
    match = _SEVERAL_YEARS.search(heading)
    if not match or not year:
        return None
    if _marks(PLAN, "strong").search(heading):
        return f"{year}/{year + 4}"
    count = numerals.count(match[1]) if match[1] else _YEARS_OF_A_GOVERNMENT
    return f"{year - count}/{year - 1}"


def five_year_period(heading: str) -> str | None:
    """The years of the five-year plan that a heading names, ISO 8601: 十五五时期 is 2026/2030."""
    match = _FIVE_YEARS.search(heading)
    if not match:
        return None
    first, last = numerals.five_year_plan(match[1])
    return f"{first}/{last}"


def five_year_plans(text: str) -> Iterator[re.Match[str]]:
    """Where a text names a five-year plan: 十五五."""
    return _FIVE_YEARS.finditer(text)


def telling_words(text: str, part: str) -> list[str]:
    """The words of a text that tell that it looks back (REVIEW) or ahead (PLAN), each once, in the order of the text."""
    return list(dict.fromkeys(_tense(part).findall(text)))
