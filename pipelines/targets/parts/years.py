"""The several years that a part, a section, a paragraph or a list is about: a five-year plan, a government's term, up to a deadline.

Belongs here: whose years they are, and how long they hold. Does not: whether a part looks back or ahead (``cut``), or the years that a
clause names (``facts``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.targets.parts.evidence import PLAN, REVIEW
from pipelines.targets.parts.lines import DEEPEST, SECTIONS, level_of
from pipelines.wording import numerals

_OPENING = 30
# “十五”, 十五期间, 第十个五年计划; 十五运会 and 十五项 are none.
_FIVE_YEARS = re.compile(
    r"(?:第)?(十[一二三四五六]?|[一二三四五六七八九])(?:五[”\"]|五(?=计划|规划|时期|期间|期末|末|以来|目标|纲要|收官|开局)|个五年)"
)
# How a paragraph of a review of several years begins that turns to the last of them, and one that turns back to all.
_LAST_YEAR_ALONE = r"过去的?这?一年|一年来|去年|(?<!\d){last}年(?![同与较比])(?:是|,|我们|全|[^,。]{{0,8}},)"
_ALL_YEARS = re.compile(
    r"[五四三]年(?:来|间|里)|这[五四三]年|过去的?[五四三]年|五”(?:时期|期间|以来)|任期|本届政府以来|这?是[^。]{0,24}的[五四三]年|标志着[^。]{0,8}五”"
)
# The first figures of a paragraph that states how several years ended.
_ENDS_SO = r"(?:预计|到)?{last}年(?!是)"
_SUMS_UP = re.compile(r"年均|[五四]年(?:来|间|累计|共|增)|[比是较同](?:19|20)\d\d年|五”期?末")
_FIRST_FIGURES = 90
# 2015年是“十二五”收官之年。过去五年,…: names the last year, and is about all.
_CLOSES_PLAN = r"{last}年是[^,。]{{0,8}}五”?(?:规划|时期)?[^,。]{{0,4}}(?:收官|最后|结束|末)"
_LAST_FIVE = re.compile(r"过去的?五年|这五年|五年来|五”(?:时期|期间)")
# 到2027年的主要目标是: what the list that follows is about.
_LIST_UNTIL = re.compile(r"到(?P<year>(?:19|20)\d\d)年[^。;]{0,60}:$")
_COMING_YEARS = re.compile(r"(?:今后|未来)五年")
# 今后五年的主要任务是: a line alone, that holds for the paragraphs after it until one turns to the year.
_OPENS_YEARS = re.compile(
    rf"(?:今后|未来)的?五年[^,。;]{{0,20}}:|“?{_FIVE_YEARS.pattern}[^,。;]{{0,24}}(?:目标|任务|重点)是?:"
)
_BULLET = "-"
_SEVERAL_YEARS = re.compile(
    r"(?:(?:过去|上届|本届|这)的?|(?:[^\d年第]|^)(?=.年(?:来|间|工作|中|的|主要|发展|奋斗)))(五|四|三)年|本届政府|上届政府|[一二三四五六七八九十]届(?:人民)?政府"
)
_COMING_TERM = re.compile(
    rf"(?:今后|未来)的?(?P<count>[三四五])年|下一?届政府|新一届政府|{_FIVE_YEARS.pattern.replace('(十', '(?:十')}"
)
# 狠抓“十五五”规划 is a task.
_PLAN_IS_DRAWN_UP = re.compile("狠抓|抓好|抓实|编制|谋划|对接|做好|启动")
# “十五五”开局之年 says what a year is in the plan.
_PLAN_IS_ALL = re.compile(
    r"”?(?:规划|计划)?(?:(?:纲要|草案|[()《》])*的?简?要?(?:说明|安排)|时期|期间|的?[^,]{0,10}(?:目标|思路|任务|发展|建设)|[和及])"
)
_YEARS_OF_A_GOVERNMENT = 5
# A heading that says when: it begins the years anew, however deep it stands.
_SAYS_WHEN = re.compile(r"今年|明年|去年|过去|今后|未来|新的?一年|(?:19|20)\d\d年|[五四三]年来")


@dataclass
class Years:
    """The years that a reader of a report stands in.

    ``span`` are those that a heading set, ``now`` those of the paragraph, ``level`` the depth of the heading that set them,
    ``one_year`` whether it names the one year before, ``plan`` those of the plan in which a paragraph looks back, ``turned`` whether
    the paragraph turned from all the years of a review to the last.
    """

    year: int | None
    late: bool
    part: str = REVIEW
    level: int = DEEPEST
    span: str | None = None
    now: str | None = None
    one_year: bool = False
    plan: str | None = None
    turned: bool = False
    listed: str | None = None

    def enter(self, heading: str, part: str) -> None:
        """Go under a heading that belongs to a part."""
        year, level, own = self.year, level_of(heading), years_of(heading, self.year, part)
        if own or part != self.part or _SAYS_WHEN.search(heading) or (level <= self.level and level in SECTIONS):
            self.level, self.span, self.now, self.plan = level, own, own, None
            self.one_year = bool(year) and f"{(year or 0) - 1}年" in heading and own is None
        elif self.span is None:
            self.now = None
        if own and year and part == REVIEW and _names_last_year_first(heading, year):
            self.now = None
        self.part, self.listed = part, None

    def begin(self, line: str, paragraph: str, part: str, headed: bool) -> None:
        """Begin a paragraph (``headed`` where its heading stands in the same line)."""
        self.turned = False
        if not headed:
            self.turn(paragraph[:_OPENING], part)
            self.turned = self._within_review(paragraph)
        if not line.startswith(_BULLET):
            self.listed = _listed(line, self.year, part)
            if self.listed and _OPENS_YEARS.fullmatch(line):
                self.span = self.now = self.listed

    def turn(self, opening: str, part: str) -> None:
        """Go on with a paragraph, or a sentence of one, that may turn to another part, or to the year's own plan."""
        opening = opening.removeprefix("各位代表").lstrip(",，!！:")
        this = ("明年",) if self.late else ("今年",)
        if part != self.part:
            if part == REVIEW:
                self.plan, self.span = self.span, None
            else:
                self.span, self.plan = self.plan or _coming(opening, self.year), None
            self.now = self.span
        if part == PLAN and opening.startswith((*this, "新的一年", f"{self.year}年")):
            self.span = self.now = None
        self.part = part

    def _within_review(self, paragraph: str) -> bool:
        """In a review of several years a paragraph tells whether it is about the last of them or about all; true where of the last."""
        year = self.year
        if self.part != REVIEW or year is None:
            return False
        opening = paragraph[:_OPENING]
        closes = re.search(_CLOSES_PLAN.format(last=year - 1), opening)
        if self.span is None and self.one_year:
            # Such a paragraph stands alone there, after what the year brought.
            alone = closes or not re.search(f"{year - 1}年", opening)
            self.now = f"{year - 5}/{year - 1}" if alone and _LAST_FIVE.search(opening) else None
            return False
        last = re.search(_LAST_YEAR_ALONE.format(last=year - 1), opening)
        every = _ALL_YEARS.search(opening)
        if last and every and (every.start() < last.start() or (closes and closes.end() <= every.start())):
            last = None
        ends_so = re.match(_ENDS_SO.format(last=year - 1), opening) and _SUMS_UP.search(paragraph[:_FIRST_FIGURES])
        if last and self.now and ends_so:
            return False  # 2015年,生产总值500亿元,是2010年的1.6倍: how it ended
        if last:
            self.now = None
            return True
        if every:
            self.span = self.now = self.span or f"{year - 5}/{year - 1}"
        return False


def _listed(line: str, year: int | None, part: str) -> str | None:
    """The years of the list that a line opens: up to its deadline, or those of the plan that it names; None where it opens none."""
    if year is None or part != PLAN:
        return None
    match = _LIST_UNTIL.search(line)
    if match and int(match["year"]) > year:
        return f"{year}/{match['year']}"
    if not line.endswith(":"):
        return None
    lead = re.split("[。;]", line)[-1]
    return f"{year}/{year + 4}" if _COMING_YEARS.search(lead) else _coming(lead, year)


def _coming(text: str, year: int | None) -> str | None:
    """The plan that a text names, where it is not over."""
    plan = five_year_period(text)
    return plan if plan and year and int(plan[-4:]) > year else None


def _ahead(heading: str, year: int) -> str | None:
    """The several years that a heading of a plan names before the one year: “十五五”时期目标和2026年工作."""
    match = _COMING_TERM.search(heading)
    if not match or re.search(f"今年|明年|{year}年", heading[: match.start()]):
        return None
    if match["count"]:
        return f"{year}/{year + numerals.count(match['count']) - 1}"
    plan = five_year_period(heading[match.start() :])
    if plan and (_PLAN_IS_DRAWN_UP.search(heading) or not _PLAN_IS_ALL.match(heading, match.end())):
        return None
    return (plan if int(plan[-4:]) > year else None) if plan else f"{year}/{year + _YEARS_OF_A_GOVERNMENT - 1}"


def _names_last_year_first(heading: str, year: int) -> bool:
    """2023年工作回顾及过去五年主要成就 begins with the year, “十三五”时期和2020年工作回顾 with the five years."""
    match = re.search(r"[五四三]年|五”|[本上]届|任期", heading)
    return match is not None and 0 <= heading.find(f"{year - 1}年") < match.start()


def years_of(heading: str, year: int | None, part: str) -> str | None:
    """The several years that a heading is about: those of a five-year plan, or of a government's term (过去五年)."""
    if part == PLAN and year and (coming := _ahead(heading, year)):
        return coming
    if re.search("今年|明年", heading) or (year and f"{year}年" in heading):
        return None
    if (period := five_year_period(heading)) and not (part == PLAN and _PLAN_IS_DRAWN_UP.search(heading)):
        return period
    match = _SEVERAL_YEARS.search(heading)
    if not match or not year:
        return None
    if part == PLAN:
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
