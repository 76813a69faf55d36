"""Rows of the tables: what a quantity that was taken says, with its period, tense, strength and the words it was read from.

Belongs here: the columns. Does not: the grammar (``take``).
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipelines.targets import indicators, lexicon
from pipelines.targets.parts import REVIEW, Sentence, five_year_period
from pipelines.targets.quantities import Quantity
from pipelines.targets.reading import Reading
from pipelines.targets.rules import Found
from pipelines.targets.take import Taken
from pipelines.wording import numerals
from schemas import codelists

_NAMED_YEAR = re.compile(r"(?<![比较自从由在\d])(?P<year>(?:19|20)\d\d)年(?!代|以来|的?基础上|[^,;]{0,16}以来)")
_WITHIN = re.compile(r"(?P<years>[一二两三四五六七八九十]|\d)年(?:之)?内|(?:今后|未来)(?:的)?(?P<later>五)年")
# 五年来, 近三年累计, 五年完成…, and 五年新增…, 五年全国… at the beginning of a clause.
_SEVERAL_BEFORE = re.compile(
    r"(?P<last>[五四三5])年(?:来|间)|(?:过去|这|近|最近)的?(?P<these>[五四三5])年"
    r"|(?:^|[,;:、])(?P<whole>[五四三5])年(?=[^,;:、]{0,4}[新净]增|全[国省市区县]|减少|增加)"
    r"|(?<![\d第续前后])(?P<sum>[五四三5])年(?=累计|共|总计|合计|完成|实现|建成)"
)
_SINCE = re.compile(r"[比较](?P<year>(?:19|20)\d\d)年")
# Over several years; 全年平均, 年均浓度 and 年平均工资 are of one.
_AVERAGE = re.compile(r"(?<!全)年平?均(?!浓度|工资|收入|气温|水温|值|价)|平均每年")
_LAST_YEAR = re.compile(r"[比较](?:上|去)年|同比|全年|预计|初步(?:核算|统计|预计)|去年")
_MANY_YEARS = re.compile(r"年均|年平均|平均每年|[五四三]年|累计|期间|以来")
_ENDS = re.compile(r"五”?期?末")
# What is done, not a level that is reached.
_DOINGS = re.compile(r"(?:造林|改造|治理|搬迁|整治)$")
_OVER_ALL = re.compile(r"累计|新增|总计|共计?|合计|年均|平均每年")
_PAST = re.compile(
    r"^(?:去年|上年|过去)|(?:(?<![比较为])(?:去年|上年)|已经?|截至|截止|到目前)[^,]{0,16}"
    r"(?:完成|实现|建成|达到|增长|超过|突破|有|[跨迈站跃]上)(?!的|.*基础上)"
)
_STRENGTH = re.compile(lexicon.any_of("strength"))
# How far back the words reach that tell strength, deadline and tense; how much of an endless clause is quoted; and how far
# around a quote is looked for another of the same words.
_CONTEXT, _LONGEST_QUOTE, _NEIGHBOURHOOD = 200, 300, 50_000
# A clause of so many characters does not stand twice in a report.
_TELLING = 24
_BULLETS = " \t\n　-—–·•*●■◆=+@、,，;；。)）"


def statements(
    reading: Reading, quantities: Iterable[Taken], region_code: str | None, year: int | None
) -> list[dict[str, Any]]:
    """The rows of what was taken: the columns of ``schemas.statement`` in their order, then ``tense`` (target or achieved)."""
    report = {
        "report_id": f"{region_code}-{year}" if region_code and year else None,
        "region_code": region_code,
        "year": year,
    }
    rows: dict[str, dict[str, Any]] = {}
    told: dict[Sentence, _Told] = {}
    for taken in quantities:
        if taken.found and taken.sentence not in told:
            told[taken.sentence] = _Told(reading, taken.sentence)
        for number, found in enumerate(taken.found, 1):
            row = _row(reading, taken, found, number, report, told[taken.sentence])
            rows.setdefault(row["target_id"], row)
    return list(rows.values())


class _Told:
    """What a sentence tells of all its quantities."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.section = cell(reading, sentence.section)
        self.lead = cell(reading, sentence.lead)
        found = _STRENGTH.findall(reading.text[slice(*sentence.lead)])
        self.strength = _strength_of(found[-1]) if found else "plan"


def _row(
    reading: Reading, taken: Taken, found: Found, number: int, report: dict[str, Any], told: _Told
) -> dict[str, Any]:
    quantity, sentence, year = taken.quantity, taken.sentence, report["year"]
    before = reading.text[max(sentence.start, quantity.at - _CONTEXT) : quantity.at]
    achieved = sentence.part == REVIEW or bool(_PAST.search(before[before.rfind("今年") + 1 :]))
    start, end = _quote(reading, taken)
    base = codelists.base_unit(quantity.unit) if quantity.unit else None
    value, value_high = _signed(quantity, found.sign)
    period, in_doubt = _period(before, sentence, year, found, achieved)
    return {
        "target_id": f"{report['report_id'] or ''}@{reading.at(quantity.at)}" + (f".{number}" if number > 1 else ""),
        **report,
        "period": period,
        "section": told.section,
        "paragraph": told.lead,
        "indicator": found.indicator,
        "indicator_id": codelists.indicator_id(found.indicator),
        "action": found.action,
        "measure": found.measure,
        "bound": None if value is None else _turned(quantity.bound, found.sign),
        "value": value,
        "value_high": value_high,
        "unit": quantity.unit or None,
        "value_base": _based(value, base, quantity.unit),
        "value_high_base": _based(value_high, base, quantity.unit),
        "unit_base": base[1] if base else None,
        "comparator": reading.canonical[slice(*reading.span(quantity.start, quantity.end))] if value is None else None,
        "binding": None if achieved else _binding(reading.text, quantity, sentence),
        "strength": None if achieved else _strength(before) or told.strength,
        "quote": reading.canonical[start:end],
        "char_start": start,
        "char_end": end,
        "rule": taken.rule,
        "period_in_doubt": in_doubt,
        "tense": "achieved" if achieved else "target",
    }


def _signed(quantity: Quantity, sign: int) -> tuple[Decimal | None, Decimal | None]:
    """Value and upper end, negative for a fall; of a range the lower end first."""
    low, high = quantity.value, quantity.value_high
    if low is None:
        return None, None
    low, high = sign * low, None if high is None else sign * high
    return (high, low) if high is not None and high < low else (low, high)


def _based(value: Decimal | None, base: tuple[str, str, Decimal] | None, unit: str) -> Decimal | None:
    if value is None or base is None:
        return None
    # A doubling is compared as the factor that it means.
    return Decimal(2) ** value if unit == "番" else value * base[2]


def _turned(bound: str, sign: int) -> str:
    """下降3%以上 promises at most -3: the bound turns with the sign."""
    return {"at_least": "at_most", "at_most": "at_least"}.get(bound, bound) if sign < 0 else bound


def _period(before: str, sentence: Sentence, year: int | None, found: Found, achieved: bool) -> tuple[str | None, bool]:
    """What a figure is for, and whether that is in doubt: what is added, in a review that has turned from several years to the last."""
    added = found.measure == "amount" and _adds(found, before)
    named = _years_named(before, year, achieved) if "年" in before or "五" in before else None
    if achieved and year and (told := _told_of_years(before, named, sentence.years or sentence.span, year)):
        return told, False
    unsaid = named is None and sentence.years is None and sentence.span is not None
    return _period_of(before, sentence.years, named, year, found, added, achieved), achieved and added and unsaid


def _adds(found: Found, before: str) -> bool:
    """Whether an amount is what is added or done; of a level only its own clause says so (累计)."""
    if (
        found.action
        or _DOINGS.search(found.indicator)
        or indicators.is_addition(codelists.indicator_id(found.indicator))
    ):
        return True
    return bool(_OVER_ALL.search(before, before.rfind(",") + 1 if _is_level(found) else 0))


def _is_level(found: Found) -> bool:
    """Whether a figure is a rate, a standard or an income, which no sum of years gives."""
    return found.measure == "ratio" or (found.measure == "amount" and indicators.each_has(found.indicator))


def _period_of(
    before: str, part: str | None, named: str | None, year: int | None, found: Found, added: bool, achieved: bool
) -> str | None:
    """The year or the years that a sentence names, else those of its part, else the report's year.

    Of several years a growth, a change and what was done are for all of them; a level is for the last.
    """
    if named is None and part and not achieved and "今年" in before:
        named = str(year)
    years = named or part
    if year and found.measure in ("growth", "change") and (base := _SINCE.search(before, before.rfind(",") + 1)):
        end = years[-4:] if years else str(year - 1 if achieved else year)
        if int(base["year"]) < int(end) - 1:
            return f"{int(base['year']) + 1}/{end}"  # 较2016年增长32.6%
    if years is None:
        return None if year is None else str(year - 1 if achieved else year)
    if achieved and _is_level(found) and not _counts_years(before[before.rfind(",") + 1 :]):
        return years[-4:]  # 五年新增就业9万人,登记失业率控制在4%以内
    over = found.measure in ("growth", "change") or added
    return years if over or years == named else years[-4:]


def _told_of_years(before: str, named: str | None, years: str | None, year: int) -> str | None:
    """Several years, where the clause gives an average over them; last year, where the sentence says so; None where neither is told."""
    if _AVERAGE.search(before, before.rfind(",") + 1):
        return named if named and "/" in named else years or f"{year - 5}/{year - 1}"
    single = named is None or "/" in named
    last = [match.end() for match in _LAST_YEAR.finditer(before)] if single and (named or years) else []
    return str(year - 1) if last and not _MANY_YEARS.search(before, last[-1]) else None


def _years_named(before: str, year: int | None, achieved: bool) -> str | None:
    """The year or years named before a value in its sentence: a deadline, the year looked back at, a five-year plan."""
    for match in reversed(list(_NAMED_YEAR.finditer(before))):
        named = int(match["year"])
        if year is None or (named < year if achieved else named > year):
            return str(named)
    if year is None:
        return None
    plan_at, now_at = before.rfind("五"), before.rfind("今年")
    if not achieved and now_at > plan_at >= 0:
        return str(year)  # 与“九五”计划相衔接,今年…
    if (plan := five_year_period(before)) and (int(plan[:4]) < year if achieved else int(plan[-4:]) > year):
        return plan if not _ENDS.search(before) else plan[-4:]
    if achieved and (count := _years_counted(before)):
        return f"{year - count}/{year - 1}"
    if not achieved and (within := _WITHIN.search(before)):
        count = numerals.count(within["years"] or within["later"])
        return f"{year}/{year + count - 1}" if count > 1 else str(year)
    return None


def _counts_years(clause: str) -> bool:
    return bool(_SEVERAL_BEFORE.search(clause) or five_year_period(clause))


def _years_counted(before: str) -> int | None:
    """How many years a sentence says that it counts, the last that it says."""
    counts = [numerals.count(match[str(match.lastgroup)]) for match in _SEVERAL_BEFORE.finditer(before)]
    return counts[-1] if counts else None


def _binding(text: str, quantity: Quantity, sentence: Sentence) -> str:
    start, end = max(sentence.start, quantity.at - _CONTEXT), min(sentence.end, quantity.end + 10)
    if text.find("性", start, end) < 0:
        return "unstated"
    told = text[start:end]
    return "binding" if "约束性" in told else "expected" if "预期性" in told else "unstated"


def _strength(before: str) -> str | None:
    """The last such verb before the value in its sentence."""
    found = _STRENGTH.findall(before)
    return _strength_of(found[-1]) if found else None


def _strength_of(word: str) -> str:
    return lexicon.code("strength", word, "strength") or "plan"


def _quote(reading: Reading, taken: Taken) -> tuple[int, int]:
    """Offsets of the clause, without bullets; one that stands again nearby begins with its sentence."""
    assert taken.clause is not None
    text, clause, sentence = reading.text, taken.clause, taken.sentence
    start, end = trimmed(text, clause.start, clause.end)
    if end - start > _LONGEST_QUOTE:
        start = max(start, taken.quantity.start - _LONGEST_QUOTE // 2)
        end = min(end, taken.quantity.end + _LONGEST_QUOTE // 2)
        return reading.span(*trimmed(text, start, end))
    if end - start < _TELLING and _stands_again(text, start, end):
        start, end = trimmed(text, max(sentence.start, end - _LONGEST_QUOTE), end)
    return reading.span(start, end)


def _stands_again(text: str, start: int, end: int) -> bool:
    quote = text[start:end]
    before = text.find(quote, max(0, start - _NEIGHBOURHOOD), end - 1)
    return before >= 0 or text.find(quote, start + 1, start + _NEIGHBOURHOOD) >= 0


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of the reading without bullets before it and marks behind."""
    while start < end and text[start] in _BULLETS:
        start += 1
    while end > start and text[end - 1] in " \t\n、,;。:":
        end -= 1
    return start, end


def cell(reading: Reading, span: tuple[int, int] | None) -> str | None:
    """A stretch of the text as a cell: no leading sign that a spreadsheet would take for a formula, null where nothing is left."""
    if span is None:
        return None
    start, end = reading.span(*span)
    return reading.canonical[start:end].strip(_BULLETS) or None
