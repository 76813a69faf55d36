"""One scan that finds every quantity: number or range, unit, and the bound words that belong to it.

Belongs here: numerals of all prints and what stands right at them. Does not: what is measured (``clauses``, ``rules``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.targets import lexicon
from schemas import codelists

DIGITS = "零一二三四五六七八九"
_VALUES = {sign: value for value, sign in enumerate(DIGITS)} | {"〇": 0, "两": 2}
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

# All repeats are bounded: a number of more digits is none, and long runs of them cost no more than their length.
_ARABIC = r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,15}(?!\d))(?:\.\d{1,6}(?!\d))?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,20}(?:点[零〇一二三四五六七八九]{1,6})?"
# Before a unit 万 and 亿 belong to the unit: 一千二百万元 is 1200 万元, 过百亿元 100 亿元.
_SMALL = r"[零〇一二两三四五六七八九十百千]{1,12}(?:点[零〇一二三四五六七八九]{1,6})?"
_MULTIPLIER = r"万亿|千亿|百亿|千万|百万|亿|万|千(?!瓦|米|克|伏|卡)|百(?!分)"


# What a quantity can begin with (百分之 and 翻番 too), and how long the longest bound word before it is.
_NUMERAL = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿翻]")
_LONGEST_BOUND = 4


@dataclass(frozen=True)
class Quantity:
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


@cache
def scan() -> re.Pattern[str]:
    """The one expression of the scan, tried where a numeral begins; linear, since all its repeats are bounded."""
    after = lexicon.any_of("bounds", place="after")
    unit = rf"(?:{_MULTIPLIER})?{_unit()}|(?:{_MULTIPLIER})"
    loose = "多|余"  # before or after the multiplier: 3000多个, 3亿多元, 130余万人
    range_sign = r"(?:-|~|至|到)"
    return re.compile(
        r"(?:"
        rf"百分之(?P<percent>{_CHINESE})(?:{range_sign}(?:百分之)?(?P<percent_high>{_CHINESE}))?"
        rf"|(?P<low>{_ARABIC})(?P<unit_low>{unit})?{range_sign}(?P<high>{_ARABIC})(?P<unit_range>{unit})"
        rf"|(?P<one>{_ARABIC})(?P<looser>{loose})?(?P<times>{_MULTIPLIER})?(?P<loose>{loose})?(?P<unit>亿?{_unit()})?"
        rf"|翻(?P<doubling>{_CHINESE}|\d)番"
        rf"|(?P<words>{_SMALL})?(?P<looser_words>{loose})?(?P<times_words>万亿|亿|万)?(?P<loose_words>{loose})?(?P<unit_words>{_unit()})"
        r")"
        rf"(?P<after>{after})?"
    )


@cache
def _bound_before() -> re.Pattern[str]:
    return re.compile(f"{lexicon.any_of('bounds', place='before')}$")


def find(text: str) -> Iterator[Quantity]:
    """All quantities of a reading in their order; a bare number without a unit has the unit ``""``."""
    begin, number, position = _NUMERAL.search, scan().match, 0
    while numeral := begin(text, position):
        match = number(text, numeral.start())
        if match is None:
            position = numeral.end()
            continue
        before = _bound_before().search(text[max(position, match.start() - _LONGEST_BOUND) : match.start()])
        yield _read(match, before[0] if before else "")
        position = match.end()


def _read(match: re.Match[str], before: str) -> Quantity:
    part = match.groupdict()
    high: Decimal | None = None
    if part["percent"]:
        value, unit = chinese_number(part["percent"]), "%"
        high = chinese_number(part["percent_high"]) if part["percent_high"] else None
    elif part["low"]:
        value, high, unit = _arabic(part["low"]), _arabic(part["high"]), part["unit_range"]
        value = _scaled(value, part["unit_low"], unit)
    elif part["one"]:
        value, unit = _arabic(part["one"]), (part["times"] or "") + (part["unit"] or "")
    elif part["doubling"]:
        count = part["doubling"]
        value, unit = Decimal(count) if count.isdigit() else chinese_number(count), "番"
    else:
        value, unit = chinese_number(part["words"] or "一"), (part["times_words"] or "") + part["unit_words"]
    loose = part["loose"] or part["looser"] or part["loose_words"] or part["looser_words"]
    at = match.start()
    return Quantity(at - len(before), at, match.end(), value, high, unit, _bound(before, part["after"] or loose))


def _bound(before: str, after: str | None) -> str:
    """The bound that stands at the number; 左右 wins over 超过, since it says that the number is not sharp."""
    found = (after and lexicon.code("bounds", after, "bound")) or (before and lexicon.code("bounds", before, "bound"))
    return found or "exact"


def _arabic(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _scaled(value: Decimal, unit: str | None, common: str) -> Decimal:
    """The lower end in the unit of the upper: 8000万-1亿元 is 0.8-1 亿元."""
    if not unit:
        return value
    bare = re.sub(rf"^(?:{_MULTIPLIER})", "", common)
    low, high = codelists.base_unit(unit) or codelists.base_unit(unit + bare), codelists.base_unit(common)
    return value * low[2] / high[2] if low and high and low[:2] == high[:2] else value


def chinese_number(printed: str) -> Decimal:
    """The value of a Chinese numeral: 一千二百万, 二十八, 四点五, 百 (a hundred), 两万五 (25,000)."""
    whole, _, fraction = printed.partition("点")
    total = section = digit = 0
    last = 1
    for sign in whole:
        if sign in _VALUES:
            digit = _VALUES[sign]
            last = 1 if sign in "零〇" else last
            continue
        times = _TIMES[sign]
        if times == 10**8:  # takes in all before it: 三万二千亿, 万亿
            total, section = (total + section + digit or 1) * times, 0
        elif times == 10**4:
            total, section = total + (section + digit or 1) * times, 0
        else:
            section += (digit or 1) * times
        digit, last = 0, times
    # 两万五: a digit that ends a numeral counts tenths of the unit before it.
    total += section + (digit * last // 10 if last > 10 else digit)
    if all(sign in _VALUES for sign in whole) and len(whole) > 1:
        total = int("".join(str(_VALUES[sign]) for sign in whole))
    return Decimal(f"{total}." + "".join(str(_VALUES[sign]) for sign in fraction)) if fraction else Decimal(total)
