"""Which verb says what is counted: output 增长, prices 上涨, rates 提高, numbers 增加; and what a number of people or visits is of.

Belongs here: the words by name, unit and measure. Does not: numbers (``pairs``, ``units``), or sentences.
"""

import re
from typing import NamedTuple


class Verb(NamedTuple):
    """The words for up and down in both languages; in English as nouns: growth of 7%, a fall of 3%."""

    up_zh: str
    down_zh: str
    up_en: str
    level_zh: str = "零增长"


_FALL = "a fall of "
VERBS = {
    ("growth", ""): Verb("增长", "下降", "growth of "),
    ("growth", "price"): Verb("上涨", "下降", "a rise of ", "持平"),
    ("change", ""): Verb("增加", "减少", "an increase of ", "不增加"),
    ("change", "rate"): Verb("提高", "下降", "a rise of ", "持平"),
}  # fmt: skip
DOWN_EN = _FALL
_PRICE = re.compile(r"(价格|物价|房价|地价|油价|CPI|PPI)(\(.*\))?(总体?水平|总?指数|总体|水平|涨幅)?(\(.*\))?$")
# What is raised and not added to.
_RAISED = re.compile(r"(标准|水平|补贴|补助|养老金|工资|价格|率|比重|比例|占比|覆盖面|寿命)$")
_POINTS = ("个百分点", "百分点", "%", "‰")


def manner(measure: str | None, indicator: str | None, unit: str | None) -> str:
    """What a change of an indicator is called: that of a price, of a rate, or (the empty text) of a stream or a number."""
    if measure == "growth" and _PRICE.search(indicator or ""):
        return "price"
    raised = unit in _POINTS or (measure == "change" and _RAISED.search(indicator or ""))
    return "rate" if measure == "change" and raised else ""


# What is counted in 人次, by words of the name, the first that it holds.
_VISITS = (
    (re.compile(r"培训|训练|轮训|研修|进修"), "training places"),
    (re.compile(r"旅客|客运|客流|乘客|吞吐|出行"), "passenger trips"),
    (re.compile(r"游客|旅游|游览|接待|入境|观众|参观|进馆|到访|诊|门急|住院|阅览|借阅"), "visits"),
    (re.compile(r"就业|务工|劳务|劳动力|转移|输转|输出"), "job placements"),
)
# What is counted in 户 and is no household.
_FIRMS = re.compile(r"企业|主体|商户|工商|公司|单位|小巨人|瞪羚|独角兽|法人|个转|规上|限上|纳统|合作社|农场|大户")
_PEOPLE = re.compile(
    r"people|persons?\b|workers?|jobs?\b|employ|residents?|population|students?|pupils|teachers?|graduates?|doctors?|patients?|"
    r"participants?|children|farmers?|labour(ers)?|talents?|staff|enrol|insured|unemployed|women|nurses|technicians|volunteers|recruits",
    re.IGNORECASE,
)


def noun(unit: str | None, indicator: str | None, name: str | None) -> str | None:
    """What English counts instead of the unit's own word; None where that will do, the empty text where the name says it.

    Args:
        unit: as printed.
        indicator: the name as printed.
        name: the English name, null where there is none.
    """
    stem = (unit or "").lstrip("万亿千百")
    if stem.startswith(("人次", "人(次)")):
        word = next((word for words, word in _VISITS if words.search(indicator or "")), "")
        # Tourist visits: the name says it.
        return "" if word.rpartition(" ")[2].removesuffix("s") in (name or "").lower() else word
    if stem == "户" and _FIRMS.search(indicator or ""):
        return ""
    if stem in ("人", "名", "位") and name and _PEOPLE.search(name):
        return ""
    return None
