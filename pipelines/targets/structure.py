"""The parts of a report: headings, paragraphs with their lead sentence, and whether a part looks back or ahead.

Belongs here: what follows from headings and wording about a stretch of text as a whole. Does not: single quantities.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.targets import lexicon

REVIEW, PLAN, END = "review", "plan", "end"
_NUMBERED = re.compile(
    r"(?:#+|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d))"
)
_TOP = re.compile(r"(?:#+|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、)")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！!？?;\n]+")
_LONGEST_HEADING = 50
_LONGEST_LEAD = 200
# A number that is no date.
_FIGURE = re.compile(r"\d(?!\d*[年月日])|百分之|翻.番")
_FIVE_YEARS = re.compile(r"[“\"]?(十[一二三四五六]?|[一二三四五六七八九])五[”\"]?(?:时期|期间|规划|计划)")
# The first five-year plan began in 1953; the tenth in 2001, and every later one five years after the one before.
_TENTH_PLAN = 2001


@dataclass(frozen=True)
class Sentence:
    """A stretch of the reading that a rule looks at, and what its surroundings say.

    ``section`` and ``lead`` are the spans of its heading and of the first sentence of its paragraph, ``part`` is review or
    plan, ``five_years`` the period of a five-year part.
    """

    start: int
    end: int
    section: tuple[int, int] | None
    lead: tuple[int, int]
    part: str
    five_years: str | None


@cache
def _marks(part: str) -> re.Pattern[str]:
    return re.compile(lexicon.any_of("sections", part=part))


def sentences(text: str, year: int | None) -> Iterator[Sentence]:
    """The sentences of a reading in their order, up to the glossary; a semicolon ends a sentence too."""
    lines = [(match.start(), match[0]) for match in _LINE.finditer(text)]
    looks_back = any(part_of(line, year) == REVIEW for _, line in lines if is_heading(line))
    part, five_years = (REVIEW if looks_back else PLAN), None
    section: tuple[int, int] | None = None
    for start, line in lines:
        heading, body = split_heading(line)
        if heading:
            told = part_of(heading, year)
            if told == END and start > len(text) / 2:
                return
            if told in (REVIEW, PLAN) and (_TOP.match(heading) or told != part):
                part = told
            if _TOP.match(heading) or told:
                five_years = five_year_period(heading)
            begin = start + line.index(heading)
            section = (begin, begin + len(heading))
        if not body:
            continue
        if not heading:
            body = _NUMBERED.sub("", body, count=1) if _NUMBERED.match(body) else body
        told = part_of(body[:30], year) if body.startswith(("今年", "新的一年", f"{year}年")) and not heading else None
        if told == PLAN:
            part = PLAN
        offset = start + len(line) - len(body)
        found = list(_SENTENCE.finditer(body))
        for match in found:
            lead = (offset + found[0].start(), offset + min(found[0].end(), found[0].start() + _LONGEST_LEAD))
            yield Sentence(offset + match.start(), offset + match.end(), section, lead, part, five_years)


def is_heading(line: str) -> bool:
    """Whether a whole line is a heading: numbered or short, and no sentence."""
    line = line.strip()
    if len(line) > _LONGEST_HEADING or line.endswith(("。", ";", ",", "！", "!", ":")):
        return False
    if _FIGURE.search(_NUMBERED.sub("", line, count=1)):
        return False  # an item of a list: 3.新建社区食堂20个
    return bool(_NUMBERED.match(line)) or (len(line) <= 25 and not re.search(r"[。,;]", line))


def split_heading(line: str) -> tuple[str | None, str]:
    """The heading of a line and the rest: the whole line, or its numbered first sentence (（一）大力发展农业。扎实…)."""
    if is_heading(line):
        return line.strip(), ""
    first, _, rest = line.partition("。")
    if rest.strip() and _NUMBERED.match(first.strip()) and len(first) <= _LONGEST_HEADING and "," not in first:
        return first.strip(), rest
    return None, line


def part_of(heading: str, year: int | None) -> str | None:
    """review, plan or end, as a heading says; None where it says nothing."""
    if _marks(END).search(heading) and len(heading) < 20:
        return END
    if (
        year
        and re.search(rf"{year - 1}年.{{0,12}}(?:工作|经济|发展|情况)", heading)
        and not _marks(PLAN).search(heading)
    ):
        return REVIEW
    if _marks(REVIEW).search(heading):
        return REVIEW
    if _marks(PLAN).search(heading) or (year and f"{year}年" in heading):
        return PLAN
    period = five_year_period(heading)
    return PLAN if period and year and int(period[-4:]) >= year else None


def five_year_period(heading: str) -> str | None:
    """The years of the five-year plan that a heading names, ISO 8601: 十五五时期 is 2026/2030."""
    match = _FIVE_YEARS.search(heading)
    if not match:
        return None
    number = "零一二三四五六七八九".find(match[1][-1]) if match[1] != "十" else 10
    number += 10 if len(match[1]) == 2 else 0
    first = _TENTH_PLAN + 5 * (number - 10)
    return f"{first}/{first + 4}"
