"""Which years a sentence names for a figure: 到2030年, 三年内, “十五五”期间, 五年来累计.

Belongs here: deadlines, years looked back at, five-year plans and counts of years. Does not: what the figure is for (``period``), or
the years of a whole part (``parts``).
"""

import re
from typing import NamedTuple

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence, five_year_period, five_year_plans
from pipelines.wording import numerals

_NAMED = re.compile(r"(?<![比较自从由在\d])(?P<year>(?:19|20)\d\d)年(?!代|以来|的?基础上|[^,;]{0,16}以来)")
_WITHIN = re.compile(r"(?P<years>[一二两三四五六七八九十]|\d)年(?:之)?内|(?:今后|未来)(?:的)?(?P<later>五)年")
# 五年来, 近三年累计, 五年完成…, and 五年新增…, 五年全国… at the beginning of a clause.
_COUNTED = re.compile(
    r"(?P<last>[五四三5])年(?:来|间)|(?:过去|这|近|最近)的?(?P<these>[五四三5])年"
    r"|(?:^|[,;:、])(?P<whole>[五四三5])年(?=[^,;:、]{0,4}[新净]增|全[国省市区县]|减少|增加)"
    r"|(?<![\d第续前后])(?P<sum>[五四三5])年(?=累计|共|总计|合计|完成|实现|建成)"
)
_ENDS = re.compile(r"五”?期?末")
# 2026年是“十五五”开局之年: says what the year is in the plan.
_ROLE = re.compile(r"(?:规划|计划|时期)?的?(?:开局|起步|收官|关键|攻坚|最后|第[一二三四五]|承上启下|中期|重要一)")


class Named(NamedTuple):
    """Years, ISO 8601, and the words that name them."""

    years: str
    words: str


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The year or years, ISO 8601, that stand before the number; None where none do, or they do not fit its tense."""
    named = find(figure)
    return named.years if named else None


def find(figure: Figure) -> Named | None:
    """The years that ``read`` answers with, and their words."""
    before, year = figure.before, figure.year
    if "年" not in before and "五" not in before:
        return None
    named = _year(before, year, figure.achieved)
    if named or year is None:
        return named
    if not figure.achieved and before.rfind("今年") > before.rfind("五") >= 0:
        return Named(str(year), "今年")  # 与“九五”计划相衔接,今年…
    return _plan(before, year, figure.achieved) or (
        _years_back(before, year) if figure.achieved else _years_ahead(before, year)
    )


def counts(clause: str) -> bool:
    """Whether a clause says by itself that it is about several years."""
    return bool(_COUNTED.search(clause) or five_year_period(clause))


def _year(before: str, year: int | None, achieved: bool) -> Named | None:
    """The last year before the report's for what is achieved, after it for a target."""
    for match in reversed(list(_NAMED.finditer(before))):
        named = int(match["year"])
        if year is None or (named < year if achieved else named > year):
            return Named(str(named), match[0])
    return None


def _plan(before: str, year: int, achieved: bool) -> Named | None:
    """The years of a five-year plan; its last where it is named by its end (“十五五”末)."""
    for match in five_year_plans(before):
        plan = five_year_period(match[0] + before[match.end() :]) or ""
        if not _ROLE.match(before, match.end()) and (int(plan[:4]) < year if achieved else int(plan[-4:]) > year):
            return Named(plan[-4:] if _ENDS.search(before) else plan, match[0].rstrip("”"))
    return None


def _years_back(before: str, year: int) -> Named | None:
    """As many years up to the one before the report's as the sentence counts last."""
    if not (matches := list(_COUNTED.finditer(before))):
        return None
    count = numerals.count(matches[-1][str(matches[-1].lastgroup)])
    return Named(f"{year - count}/{year - 1}", matches[-1][0].lstrip(",;:、"))


def _years_ahead(before: str, year: int) -> Named | None:
    if not (match := _WITHIN.search(before)):
        return None
    count = numerals.count(match["years"] or match["later"])
    return Named(f"{year}/{year + count - 1}" if count > 1 else str(year), match[0])
