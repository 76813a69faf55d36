"""The times that a sentence names, and what each is for: 到2030年 is a year, 五年来 a span, 1—11月 a part of a year, 比2010年 a base.

Belongs here: the words for years, spans, months and bases, and which years they mean. Does not: which of them a figure is for
(``facts/period``), what it is counted from (``facts/base_period``), or the years of a whole part (``parts``).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.wording import numerals

# A year; several years; several that amounts are summed up over (五年累计); the last of several (“十五五”末); months of a year; the one year as a whole (全年, 今年, 同比), which ends any
# other; what growth is counted from; what a level was before (由2010年的).
YEAR, SPAN, SUM, END, PART, WHOLE, BASE, FROM = "year", "span", "sum", "end", "part", "whole", "base", "from"

_YEAR = r"(?:19|20)\d\d"
_COUNT = r"(?:[一二两三四五六七八九]|十[一二三四五]?|\d\d?)"
_MONTH = r"(?:1[012]|[1-9])"
_TOKEN = re.compile(
    rf"(?P<year>{_YEAR}(?:年度?|(?=[-至到~]{_YEAR}年)))"
    r"|(?P<plan>第?(?P<number>十[一二三四五六]?|[七八九])(?:五”|五(?=计划|规划|时期|期间|期末|末|以来)|个五年(?=计划|规划)))"
    rf"|(?P<years>{_COUNT})个?年(?!代|级|前|龄|[底末])"
    r"|(?P<months>(?:前[二三两]个?|第?[一二三四1234](?:、[二三四])?个?|[一1]至[二三23])季度|前三季(?!度)|[上下]半年|前\d{1,2}个?月"
    rf"|{_MONTH}月?份?[-至到~]{{1,2}}{_MONTH}月份?|{_MONTH}月(?:份|[底末]))"
    r"|(?P<word>今年|明年|去年|上年|当年(?!价)|本年|全年|年内|年[底末]|预计|同比|一年来|过去(?:的)?一年)"
)
_DEFINED = re.compile(rf"[比较与]({_YEAR})年[^。;]{{0,40}}简称[“为]?同比")
_AROUND = 20
# How the words before a time end that opens its clause, or sets a date.
_LEADS = re.compile(r"(?:(?:^|[,;:、(])[^,;:、]{0,6}|(?:到|至|截至|力争|争取|确保|未来|今后的?))$")
_LEADS_MONTHS = re.compile(
    r"(?:^|[,;:、(])(?:今年|去年|截[至止]到?|预计|其中|到|全[市省区州国县]|我[市省区]|20\d\d年)*$"
)
_LIKELY = re.compile("[年月季五比预]")
# Words on either side of a year or a plan that make it what growth is counted from.
_THAN = re.compile(r"(?:[比较于]|相对)(?:全[国省市]|“|“?第)?$")
_WITH = re.compile(r"(?:与|同|和|跟)“?$")
_IS = re.compile(r"(?:是|为|相当于|达到?|超过?)“?$")
_OUT_OF = re.compile(r"[由从](?:全[国省市])?“?$")
_ON = re.compile(r"(?:在|以)“?$")
_COMPARED = re.compile(r"^[^,;]{0,8}相比")
_TIMES = re.compile(r"^[^,;]{0,6}的[^,;的]{0,24}(?:倍|%)")
_GROUND = re.compile(r"^[^,;\d]{0,12}(?:基础上|为?基[数期准])")
_WAS = re.compile(r"^[底末]?的?[^,;]{0,16}\d")
_THEREAFTER = re.compile(r"^(?:[底末]?以来|以后|之后|[起始]|开始)")
_SINCE = re.compile(r"^[底末]?以来(?![^,;]{0,6}(?:最|首|新[高低]|罕见))")
# 2021年新增棚改任务 after 完成, 2019年及以前存量, 2000年前建成: part of what a thing is called.
_NAMES = re.compile(rf"(?:{lexicon.any_of('periods', kind='task')}了?|[“《〔(\d第])$")
_TASK = re.compile(rf"{lexicon.any_of('periods', kind='task')}了?“?$")
_NAMED = re.compile(r"^(?:及?以?前|及其?以前|底?前(?:建成|注册|登记|关停)|及|版|届|级|第|[代年])")
_DEADLINE = re.compile(r"(?:到|至|截至|力争|争取|确保)$")
_PLAN_STANDS = re.compile(
    r"^(?:(?:规划|计划)?(?:时?期内?|期间|五年)|[,;:]|以来|我[省市区州县]|全[国省市县]|累计|新增|净增|年均|主要|前[三四]年|规划:"
    r"|(?:规划|计划|发展)?的?(?:主要|总体|奋斗|预期|具体|经济社会|发展)[^,;]{0,8}目标[^,;]{0,6}:|的?\d)"
)
_PLAN_ENDS = re.compile(r"^(?:规划|计划)?(?:时期)?期?[末底]")
_BEFORE_LAST = re.compile(r"(?:前|上一?个?|上届)$")
_BACK = re.compile(r"(?:过去的?|这|[近最])$")
_AHEAD = re.compile(r"(?:今后|未来)的?$")
_FROM_NOW = re.compile(r"^(?:之?内|左右?的?时间|时间|的?努力)")
_RUNNING = re.compile(r"^(?:来|间(?!隔)|里)")
# 为近五年最好水平: how it compares, no time that a figure is for.
_RECORD = re.compile("^(?:来|以来)?的?[^,;]{0,3}(?:最[好高低快大佳优小差]|新[高低]|首次|罕见|少有)")
_SUMMED = re.compile(
    r"^(?:累计|共|总计|合计|完成|实现|建[成设]|[新净]增|全[国省市区县]|减少|增加|达到|平均|投[入资]|改造|翻)"
)
_OPENS = re.compile(r"(?:^|[,;:、])(?:用|经过|力争|争取|确保|计划)?$")
_NO_COUNT = re.compile(r"(?:[\d第续前后每隔年约届满超近过]|上一?个)$")
# 增速比一季度、上半年分别加快, 从5月份起, 提前2个月, 明年上半年: no months that a figure is for.
_NO_MONTHS = re.compile(
    r"(?:[比较由从自](?:(?:前?[一二三四]季度|前三季度|上半年|去年|\d{1,2}月份?)[、和至])*|[提之]|明年)$"
)
_MONTHS_ON = re.compile(r"日|起|开始|[^,;]{0,4}以来")
# 三年行动计划, 三年攻坚: names.
_PROGRAMME = re.compile(
    r"^[^,;]{0,5}(?:计划|行动|规划|方案|攻坚|任务|大?会战|决战|大变样|国债|期|提升|倍增|工程|活动|战略|级|以[上内]|后|前|多|左右|制)"
)
_LAST_YEAR = ("去年", "上年", "过去一年", "过去的一年", "一年来")
_QUARTERS = {sign: number for number, sign in enumerate("一二三四", 1)} | {
    str(number): number for number in range(1, 5)
}


class Time(NamedTuple):
    """A time that a text names: its place, what it is for, the years or months, ISO 8601, and the words.

    ``leads`` says whether it opens its clause or sets a date, and so holds for the clauses that follow.
    """

    start: int
    end: int
    role: str
    period: str
    words: str
    leads: bool = True


@lru_cache(maxsize=8)
def find(text: str, year: int | None, same: str | None = None) -> tuple[Time, ...]:
    """The times of a text in order.

    ``year`` is the report's, without which those are left out that are counted from it; ``same`` is the base of 同比 where the report
    says that it is another than the year before.
    """
    if not _LIKELY.search(text):
        return ()
    named = tuple(_times(text, year))
    if same is None:
        return named
    return tuple(time._replace(role=BASE, period=same) if time.words == "同比" else time for time in named)


@lru_cache(maxsize=1)
def same_as(text: str) -> str | None:
    """The year that 同比 is counted from in a report that defines it (比2001年增长1倍,以下简称同比); None in all others."""
    defined = _DEFINED.search(text) if "简称" in text else None
    return defined[1] if defined else None


def _times(text: str, year: int | None) -> Iterator[Time]:
    skip = 0
    for token in _TOKEN.finditer(text):
        if token.start() < skip:
            continue
        before, after = (
            text[max(0, token.start() - _AROUND) : token.start()],
            text[token.end() : token.end() + 2 * _AROUND],
        )
        named = _BY_TOKEN[str(token.lastgroup)](token, before, after, year)
        if named:
            leads = (_LEADS_MONTHS if named.role == PART else _LEADS).search(before)
            yield named if leads else named._replace(leads=False)
            skip = named.end


def _of_year(token: re.Match[str], before: str, after: str, year: int | None) -> Time | None:
    """A year: the first of several, a base, what a level was, part of a name, since when, or a year as such."""
    printed, (start, end) = token[0][:4], token.span()
    if last := re.match(rf"[-至到~]{{1,2}}({_YEAR})年", after):
        return Time(start, end + last.end(), SPAN, f"{printed}/{last[1]}", token[0] + last[0])
    if role := _against(before, after):
        return Time(start, end, role, printed, token[0])
    if _SINCE.match(after) and year and int(printed) < year:
        period = printed if int(printed) == year - 1 else f"{printed}/{year - 1}"
        return Time(start, end, SPAN if "/" in period else YEAR, period, f"{token[0]}以来")
    if _THEREAFTER.match(after) or _NAMED.match(after) or (_NAMES.search(before) and not _DEADLINE.search(before)):
        return None
    return Time(start, end, YEAR, printed, token[0])


def _of_plan(token: re.Match[str], before: str, after: str, year: int | None) -> Time | None:
    """A five-year plan: a base, its end, its years, or part of a name."""
    first, last = numerals.five_year_plan(token["number"])
    start, end = token.span()
    ends = _PLAN_ENDS.match(after)
    if _TASK.search(before) and after[:1].isdigit():
        return None  # 启动“十二五”60个村的改造: part of what a task is called
    if role := _against(before, after):
        return Time(start, end, role, str(last) if ends else f"{first}/{last}", token[0].rstrip("”"))
    if ends:
        return Time(start, end, END, str(last), token[0].rstrip("”"))
    if _PLAN_STANDS.match(after) and (year is None or not after.startswith("以来") or first < year):
        last = min(last, year - 1) if after.startswith("以来") and year else last
        return Time(start, end, SPAN, f"{first}/{last}", token[0].rstrip("”"))
    return None


def _against(before: str, after: str) -> str | None:
    """Whether the words around a year or a plan make it what growth is counted from, or what a level was before."""
    if _THAN.search(before) or (_WITH.search(before) and _COMPARED.match(after)):
        return BASE
    if (_IS.search(before) and _TIMES.match(after)) or (_ON.search(before) and _GROUND.match(after)):
        return BASE
    return FROM if _OUT_OF.search(before) and _WAS.match(after) and not _THEREAFTER.match(after) else None


def _of_count(token: re.Match[str], before: str, after: str, year: int | None) -> Time | None:
    """A count of years: up to the one before the report's, from it on, or the term before as a base."""
    count, (start, end) = numerals.count(token["years"]), token.span()
    if year is None or count > 20 or before.rfind("“") > before.rfind("”") or _RECORD.match(after):
        return None  # “三年翻一番、五年过万亿”: a slogan
    if _BEFORE_LAST.search(before):
        than = re.search(r"(?:[比较]|是|为|相当于|与)(?:前|上一?个?|上届)$", before)
        return (
            Time(start, end, BASE, f"{year - 2 * count}/{year - count - 1}", than[0][-1:] + token[0]) if than else None
        )
    within = _FROM_NOW.match(after)
    if count == 1:
        return Time(start, end, WHOLE, str(year), token[0]) if within else None
    if _AHEAD.search(before):
        return Time(start, end, SPAN, f"{year}/{year + count - 1}", token[0])
    if within:
        return Time(start, end, SPAN, f"+{count}", token[0] + within[0])
    if count > 5 or (_NO_COUNT.search(before) and not _BACK.search(before)):
        return None
    if _BACK.search(before) or _RUNNING.match(after):
        return Time(start, end, SPAN, f"{year - count}/{year - 1}", token[0])
    if _PROGRAMME.match(after):
        return None
    if _SUMMED.match(after) or (_OPENS.search(before) and not after.startswith((",", ";"))):
        return Time(start, end, SUM, f"+{count}", token[0])
    return None


def _of_months(token: re.Match[str], before: str, after: str, year: int | None) -> Time | None:
    """Months of the year that stands before them, else of the report's (今年) or, as ``-``, of that which the figure is for."""
    start, end = token.span()
    of_date = "季" not in token[0] and "半年" not in token[0]
    if _NO_MONTHS.search(before) or (of_date and (_MONTHS_ON.match(after) or after.startswith("前"))):
        return None
    first, last = _months(token[0])
    named = re.search(rf"({_YEAR})年$", before)
    of_year = named[1] if named else str(year) if before.endswith("今年") and year else ""
    if (first, last) == (1, 12):
        return Time(start, end, WHOLE, of_year, token[0])
    return Time(start, end, PART, f"{of_year}-{first:02}/{of_year}-{last:02}", token[0])


def _months(words: str) -> tuple[int, int]:
    """The first and the last month that words name."""
    if words in ("上半年", "下半年"):
        return (1, 6) if words == "上半年" else (7, 12)
    if "季" in words:
        quarters = [_QUARTERS[sign] for sign in words if sign in _QUARTERS] or [2]
        first = 1 if words.startswith(("前", "三个", "二个", "两个", "3个")) else quarters[0]
        return 3 * first - 2, 3 * quarters[-1]
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if words.startswith("前"):
        return 1, min(numbers[0], 12)
    if words.endswith(("底", "末")) and len(numbers) == 1:
        return 1, numbers[0]
    return numbers[0], numbers[-1]


def _of_word(token: re.Match[str], before: str, after: str, year: int | None) -> Time | None:
    """A word for one year as a whole; 比上年 says that growth is of one year."""
    words, (start, end) = token[0], token.span()
    if words == "全年" and before.endswith(("占", "年")):
        return None
    if words in ("去年", "上年") and re.search(r"[为是于由在从]$", before):
        return None
    than = words in ("去年", "上年", "同比") and (words == "同比" or _THAN.search(before))
    period = (
        "" if than or year is None else str(year) if words == "今年" else str(year - 1) if words in _LAST_YEAR else ""
    )
    return Time(start, end, WHOLE, period, words)


_BY_TOKEN: dict[str, Callable[[re.Match[str], str, str, int | None], Time | None]] = {
    "year": _of_year,
    "plan": _of_plan,
    "years": _of_count,
    "months": _of_months,
    "word": _of_word,
}
