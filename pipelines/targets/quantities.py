"""One scan that finds every quantity: number or range, unit, and the bound words that belong to it.

Belongs here: numerals of all prints and what stands right at them. Does not: what is measured (``clauses``, ``rules``).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.targets.lexicon import Words
from pipelines.wording import numerals
from schemas import codelists

# All repeats are bounded: a number of more digits is none, and long runs of them cost no more than their length. The contract
# of the tables holds fewer digits still, and sets apart what it cannot hold.
_ARABIC = r"(?<!\d)(?<!\d\.)(?:\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,24}(?!\d))(?:\.\d{1,12}(?!\d))?(?!\.\d)"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,20}(?:点[零〇一二三四五六七八九]{1,6})?"
# Before a unit 万 and 亿 belong to the unit: 一千二百万元 is 1200 万元, 过百亿元 100 亿元.
_SMALL = r"[零〇一二两三四五六七八九十百千]{1,12}(?:点[零〇一二三四五六七八九]{1,6})?"
_MULTIPLIER = r"万亿|千亿|百亿|千万|百万|亿|万|千(?!瓦|米|克|伏|卡)|百(?!分)"


# What a quantity can begin with (百分之 and 翻番 too), and how long the longest bound word before it is.
_NUMERAL = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿翻]")
_LONGEST_BOUND, _AT_LEAST, _AT_LEAST_FAR = 4, 6, "至少"
_SHARED = ("和", "及", "与", "、")
# Decimal places of a fraction told in percent (三分之二 is 66.666667 %).
_FRACTION = 6
_ABOUT = re.compile("一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九")
_HALF = Decimal("0.5")
_BOUNDS = {row["word"]: row["bound"] for row in lexicon.read("bounds")}
_BOUNDS_BEFORE = Words(lexicon.words("bounds", place="before"))
_BOUNDS_AFTER = Words(lexicon.words("bounds", place="after"))


class Quantity(NamedTuple):
    """A number with its unit and bound; offsets into the reading.

    ``start`` and ``end`` take in the bound words, ``at`` is where the number begins. ``value_high`` is the upper end of a range.
    Without a ``value`` it is the comparison that is ``printed`` (``comparators``).
    """

    start: int
    at: int
    end: int
    value: Decimal | None
    value_high: Decimal | None
    unit: str
    bound: str
    printed: str = ""


@cache
def _unit() -> str:
    """Alternation of all units, the longest first; a rate such as 元/吨 or 微克/立方米 is one unit."""
    names = sorted((row["unit"] for row in codelists.read("units")), key=len, reverse=True)
    one = "|".join(re.escape(name) for name in names)
    return rf"(?:{one})(?:\([一-龥]{{1,2}}\))?(?:/(?:{one}|日|天|月|年))?"


def _after() -> str:
    return f"(?P<after>{lexicon.any_of('bounds', place='after')})?"


def bound_words(text: str, quantity: Quantity) -> str:
    """The words at a number that its bound follows from; empty where none are, or the bound is that of another number."""
    printed = text[quantity.at : quantity.end]
    before, after = text[quantity.start : quantity.at], _BOUNDS_AFTER.at_end(printed)
    loose = next((word for word in _LOOSE if word in printed), "")
    words = (after, before, loose, _AT_LEAST_FAR)
    near = printed + before + text[max(0, quantity.start - _AT_LEAST) : quantity.start]
    return next(
        (word for word in words if word and word in near and _BOUNDS.get(word, "at_least") == quantity.bound), ""
    )


# Before or after the multiplier: 3000多个, 3亿多元, 130余万人.
_LOOSE = "多余"
_TO = "[-~至到]"


@cache
def in_figures() -> re.Pattern[str]:
    """A number that begins with a figure: a date (which is none), a fraction, a range, or one number."""
    unit = rf"(?:{_MULTIPLIER})?{_unit()}|(?:{_MULTIPLIER})"
    return re.compile(
        r"(?:(?P<date>(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日)"
        r"|(?<![\d/])(?P<over>\d)/(?P<under>\d)(?![\d/])"
        rf"|(?P<low>{_ARABIC})(?P<unit_low>{unit})?{_TO}(?P<high>{_ARABIC})(?P<unit_range>{unit})"
        rf"|(?P<one>{_ARABIC})(?P<looser>[{_LOOSE}])?(?P<times>{_MULTIPLIER})?(?P<loose>[{_LOOSE}])?(?P<unit>亿?{_unit()})?"
        rf"){_after()}"
    )


@cache
def in_characters() -> re.Pattern[str]:
    """A number that begins with a character: 百分之五, 三分之二, 翻一番, 为零, 两座."""
    return re.compile(
        rf"(?:百分之(?P<percent>{_CHINESE})(?:{_TO}(?:百分之)?(?P<percent_high>{_CHINESE}))?"
        r"|(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九])"
        r"|(?<=[为至到])(?P<zero>零)(?=[,。;、!\n]|$)"
        rf"|翻(?P<doubling>{_CHINESE}|\d)番(?P<half>半)?"
        rf"|(?P<words>{_SMALL})?(?P<looser>[{_LOOSE}])?(?P<times>万亿|亿|万)?(?P<loose>[{_LOOSE}])?(?P<unit>{_unit()})"
        rf"){_after()}"
    )


def find(text: str) -> Iterator[Quantity]:
    """All quantities of a reading in their order; a bare number without a unit has the unit ``""``."""
    begin, figures, characters, position = _NUMERAL.search, in_figures().match, in_characters().match, 0
    waiting: Quantity | None = None
    while numeral := begin(text, position):
        start = numeral.start()
        in_digits = text[start] <= "9"
        match = figures(text, start) if in_digits else characters(text, start)
        if match is None:
            position = start + 1
            continue
        before = _BOUNDS_BEFORE.at_end(text[max(position, start - _LONGEST_BOUND) : start])
        quantity = _in_figures(match, before) if in_digits else _in_characters(match, before)
        nearby = max(position, start - _AT_LEAST)
        position = match.end()
        if quantity is None:
            continue
        if quantity.bound == "exact" and text.find(_AT_LEAST_FAR, nearby, start) >= 0:
            quantity = quantity._replace(bound="at_least")  # 至少引进2个: a verb may stand between
        if waiting:
            # 3200和2100亿元: the unit that closes the list is that of both.
            shared = text[waiting.end : quantity.at] in _SHARED
            yield waiting._replace(unit=quantity.unit) if shared else waiting
        waiting = quantity if not quantity.unit else None
        if waiting is None:
            yield quantity
    if waiting:
        yield waiting


def _in_figures(match: re.Match[str], before: str) -> Quantity | None:
    one, low, looser, loose, after = match.group("one", "low", "looser", "loose", "after")
    high = None
    if one:
        times, unit = match.group("times", "unit")
        value, unit = _arabic(one), (times or "") + (unit or "")
    elif low:
        unit = match["unit_range"]
        value, high = _scaled(_arabic(low), match["unit_low"], unit), _arabic(match["high"])
    elif match["date"]:
        return None
    else:
        value, unit = _percent(_arabic(match["over"]), _arabic(match["under"])), "%"
    return _quantity(match, before, value, high, unit, after or looser or loose)


def _in_characters(match: re.Match[str], before: str) -> Quantity:
    unit, percent, whole, doubling, looser, loose, after = match.group(
        "unit", "percent", "whole", "doubling", "looser", "loose", "after"
    )
    high = None
    if unit:
        words, unit = match["words"] or "一", (match["times"] or "") + unit
        # 一两所, 三五个: two figures side by side are a range.
        value, high = (map(numerals.number, words)) if _ABOUT.fullmatch(words) else (numerals.number(words), None)
    elif percent:
        value, unit = numerals.number(percent), "%"
        high = numerals.number(match["percent_high"]) if match["percent_high"] else None
    elif doubling:
        value, unit = numerals.number(doubling), "番"
        value += _HALF if match["half"] else 0
    elif whole:
        value, unit = _percent(numerals.number(match["part"]), numerals.number(whole)), "%"
    else:
        value, unit = Decimal(0), ""
    return _quantity(match, before, value, high, unit, after or looser or loose)


def _quantity(
    match: re.Match[str], before: str, value: Decimal, high: Decimal | None, unit: str, after: str | None
) -> Quantity:
    """The bound stands at the number; 左右 wins over 超过, since it says that the number is not sharp."""
    at = match.start()
    bound = _BOUNDS.get(after or "") or _BOUNDS.get(before) or "exact"
    return Quantity(at - len(before), at, match.end(), value, high, unit, bound)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return round(part / max(whole, Decimal(1)) * 100, _FRACTION)


def _arabic(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _scaled(value: Decimal, unit: str | None, common: str) -> Decimal:
    """The lower end in the unit of the upper: 8000万-1亿元 is 0.8-1 亿元."""
    if not unit:
        return value
    bare = re.sub(rf"^(?:{_MULTIPLIER})", "", common)
    low, high = codelists.base_unit(unit) or codelists.base_unit(unit + bare), codelists.base_unit(common)
    return value * low[2] / high[2] if low and high and low[:2] == high[:2] else value
