"""Which year a report says it is of, and on which day it was given.

Belongs here: what title, day of delivery and headings tell. Does not: of which government it is (``governments``), where a file
lies, or what its sidecar says (``witnesses``).
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.reports.evidence import Evidence
from pipelines.wording import numerals

_MEETINGS = Path(__file__).with_name("party_meetings.csv")
_HEAD = 600
_TITLE_LINES, TITLE_CHARS = 4, 60
_BLANKS = re.compile(r"[ \t\u3000\u200b\xa0]+")
_DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
# Congresses of late autumn hear the plan of the coming year.
_AUTUMN = 10
_CHINESE_DATE = re.compile(
    r"([一二][九〇○零][〇○零一二三四五六七八九]{2})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?)?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年(?!远景|规划)|(?![\d年]))")
# A day of delivery stands in a line of its own; in a line that goes on it is named with the congress.
_DAY_LINE, _CONGRESS = 60, re.compile(r"年\d{1,2}月[^。;]{0,12}在[^。;,]{0,25}(?:人民代表大会|人大)")
# A heading is a short line that is no sentence.
_HEADING_CHARS = 45
_LINE_ENDS = re.compile(r"\n|\*\*")
_NUMBERED = re.compile(r"(?:^|[。;!:])([一二三四五六七八九十]、[^。,;\n]{0,16}?(?:回顾|总结|安排|任务|目标|部署))")
_BACK = re.compile(r"回顾|总结|成就|成效|估价|估计|评价|完成情况|执行情况|基本情况|工作情况|进展")
_AHEAD = re.compile(r"安排|目标|任务|部署|重点|要求|打算|建议|思路|展望|意见|布置|规划|举措|措施")
_HEADED = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年(?!\d|远景|时期)")
# “十五”工作回顾 stands in the report of the year after the plan.
_PLAN_BACK = re.compile(
    r"^[*# \t一、]*“([九十][一二三四五六]?)五”(?:时期|规划|计划|期间)?[^\n。,]{0,16}?(?:工作|发展)?的?(?:回顾|总结|成就)",
    re.MULTILINE,
)
# 今年是实施“十五”计划的开局之年; what else stands there is its last.
_PLAN_YEAR = re.compile(
    r"今年是[^。;\n]{0,12}“([九十][一二三四五六]?)五”[^。,;“\n]{0,8}(?:(第一年|开局之年|起步之年|首年)|收官之年|最后一年|末年)"
)
_AIMS = re.compile(
    r"(?<![到至\d－\-—–~])((?:19|20)\d\d)年[^。;\n\d]{0,30}(?:预期目标|主要目标|预期指标)(?:任务)?(?:建议|确定|安排|初步)*(?:是|为|:)"
)
_OPENING = re.compile(r"^(?:刚刚)?(?:过去的)?((?:19|20)\d\d)年?[,是]", re.MULTILINE)
_IS = re.compile(r"(?:^|[。\n])((?:19|20)\d\d)年,?是")
# The part of a text in which the first paragraphs of its review stand, and where the plan has begun at the earliest.
_FIRST_PART, _LATER_PART = 0.2, 0.35
# Congresses of the party and the meetings of its Central Committee: a report names the last before it; one that is still to come is not meant (迎接党的十八大胜利召开).
_PARTY = re.compile(
    r"党的(十[一二三四五六七八九]|二十)大(?=[^,。;]{0,20}精神|以来|报告)|(十[一二三四五六七八九]|二十)届((?:[二三四五六七八九]中、?(?:和)?)+)全会"
)


def delivered(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and day (None where only the month is printed) on which the report was given, as its first lines say."""
    if match := _DAY.search(plain(text[:_HEAD])):
        year, month, day = match.groups()
        return int(year), int(month), int(day) if day else None
    return None


def plain(text: str) -> str:
    """The text as its words are looked for: without blanks and full width, dates in figures (一九八一年 is 1981年)."""
    return _CHINESE_DATE.sub(_in_figures, _normal(_BLANKS.sub("", text)))


def _normal(text: str) -> str:
    """The text in NFKC. Of a dozen signs it has another form: to replace those is quicker than to look at every character."""
    for sign, normal in [(sign, _normal_sign(sign)) for sign in set(text)]:
        if sign != normal:
            text = text.replace(sign, normal)
    return unicodedata.normalize("NFKC", text)  # at once where nothing is left to do, but that signs may join


@cache
def _normal_sign(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)


def _in_figures(date: re.Match[str]) -> str:
    year, month, day = date.groups()
    return "".join(
        [
            f"{numerals.in_figures(year)}年",
            f"{numerals.count(month)}月" if month else "",
            f"{numerals.count(day)}日" if day else "",
        ]
    )


def titles(title: str, text: str) -> list[str]:
    """The title and the lines above the greeting that may be one; both are ``plain``."""
    lines = text[:_HEAD].partition("各位代表")[0].splitlines()[:_TITLE_LINES]
    return [title, *(line for line in lines if "报告" in line and "代表" not in line and len(line) <= TITLE_CHARS)]


def evidence(title: str, text: str) -> list[Evidence]:
    """What title and text say of the year whose plan the report holds, each under the name of its witness in ``YEAR_WEIGHTS``.

    Each can be wrong: a site files the report of January 2004 under 2003. Both are ``plain``.
    """
    first, later = text[: int(len(text) * _FIRST_PART)], text[int(len(text) * _LATER_PART) :]
    named = titles(title, text)
    heard = [Evidence("title", _of_title(line)) for line in named]
    heard.append(Evidence("day", _of_day(text, {each.answer for each in heard})))
    heard += _headings(text)
    heard += [Evidence("five-year plan", numerals.five_year_plan(plan)[1] + 1) for plan in _PLAN_BACK.findall(text)]
    heard += [
        Evidence("five-year plan", numerals.five_year_plan(plan)[0 if begins else 1])
        for plan, begins in _PLAN_YEAR.findall(text)
    ]
    heard += [Evidence("aims", int(year)) for year in _AIMS.findall(text)]
    heard += [Evidence("opening of the review", int(year) + 1) for year in _OPENING.findall(first)[:1]]
    heard += [Evidence("opening of the plan", int(year)) for year in _IS.findall(later)[:1]]
    heard.append(Evidence("party meetings", _after_the_last_meeting(text)))
    heard.append(Evidence("years in the text", _by_count(text, heard)))
    return heard


def _of_day(text: str, of_titles: Collection[int] = ()) -> int | None:
    """The year of the plan that was given on the day of the first lines; a day within a sentence is another's.

    Late autumn hears the plan of the coming year, unless the title is of that very autumn's: 1981年政府工作报告, of November 1981.
    """
    for line in text[:_HEAD].partition("各位代表")[0].splitlines():
        if (match := _DAY.search(line)) and (len(line) <= _DAY_LINE or _CONGRESS.search(line)):
            year = int(match[1])
            return year + (int(match[2]) >= _AUTUMN and year not in of_titles)
    return None


def _of_title(title: str) -> int | None:
    """The year that a title names, else that of the day that it names: 政府工作报告（2021年12月8日） is of 2022."""
    if years := _YEAR.findall(_DAY.sub("", title)):
        return int(years[0])
    return _of_day(title)


def _headings(text: str) -> Iterator[Evidence]:
    """A review heads the year before, a plan its own; the first heading with a year is a review's, if it says no plan."""
    first = True
    for line, at in _short_lines(text):
        years = [int(year) for year in _HEADED.findall(line)]
        if not years or "报告" in line or _DAY.search(line):
            continue
        back, ahead = _BACK.search(line), _AHEAD.search(line)
        if back or (first and not ahead and at < _FIRST_PART * len(text)):
            yield Evidence("heading of the review", (years[0] if ahead else years[-1]) + 1)
        elif ahead or line.endswith("工作"):
            yield Evidence("heading of the plan", years[-1])
        first = False


def _short_lines(text: str) -> Iterator[tuple[str, int]]:
    """Lines that may be headings, with their offsets; what is bold (**…**) is a line, and a long one has those that it numbers."""
    at = 0
    for line in _LINE_ENDS.split(text):
        if len(line) <= _HEADING_CHARS and "。" not in line:
            yield line, at
        else:
            yield from ((match[1], at + match.start()) for match in _NUMBERED.finditer(line))
        at += len(line) + 1


def _after_the_last_meeting(text: str) -> int | None:
    """The year after the party's last meeting that the text names: there is one almost every autumn."""
    held = _held()
    years = [held.get((congress, 0)) for congress, _, _ in _PARTY.findall(text) if congress]
    years += [
        held.get((term, numerals.count(meeting)))
        for _, term, meetings in _PARTY.findall(text)
        for meeting in re.findall(r"(.)中", meetings)
    ]
    return max((year for year in years if year), default=-1) + 1 or None


@cache
def _held() -> dict[tuple[str, int], int]:
    """Ordinal of a congress (十九) and of a meeting after it, 0 the congress itself -> the year."""
    rows = csv.DictReader(_MEETINGS.read_text(encoding="utf-8").splitlines())
    return {(row["congress"], int(row["meeting"])): int(row["held"][:4]) for row in rows}


def _by_count(text: str, heard: Iterable[Evidence]) -> int | None:
    """Of the years that others say the one whose year before is named most, and most of all years where only one is said."""
    said = list(dict.fromkeys(each.answer for each in heard if each.answer is not None))
    if len(said) == 1:
        named = Counter(re.findall(r"(?<!\d)((?:19|20)\d\d)年", text[: len(text) // 2]))
        most = max(named, key=lambda year: named[year], default=None)
        return said[0] if most == str(said[0] - 1) else None
    return max(said, key=lambda year: text.count(f"{year - 1}年"), default=None)


def delivered_on(text: str, year: int) -> date | None:
    """The day on which a report of that year was given, where its first lines say one."""
    day = delivered(text)
    if not day or day[2] is None or day[0] + (day[1] >= _AUTUMN) != year:
        return None
    try:
        return date(day[0], day[1], day[2])
    except ValueError:
        return None
