"""One scan that finds every quantity: number or range, unit, and the bound words that belong to it.

Belongs here: numerals of all prints and what stands right at them. Does not: what is measured (``clauses``, ``rules``).
"""

import re
import unicodedata
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
# Before a unit 万 and 亿 belong to the unit: 一千二百万元 is 1200 万元, 过百亿元 100 亿元; what stands before that does not:
# 一万一千一百七十亿元 is 11170 亿元, 三亿四千万件 34000 万件.
_DIGITS_ONLY = "[零〇一二两三四五六七八九十百千]"
_SMALL = rf"{_DIGITS_ONLY}{{1,12}}(?:点[零〇一二三四五六七八九]{{1,6}})?"
_LARGE = rf"(?:{_DIGITS_ONLY}{{1,9}}[万亿](?={_DIGITS_ONLY})(?!千[瓦米克伏卡])){{0,2}}"
_MULTIPLIER = r"万亿|千亿|百亿|千万|百万|亿|万|千(?!瓦|米|克|伏|卡)|百(?!分)"


# What a quantity can begin with (百分之 and 翻番 too), and how long the longest bound word before it is.
_NUMERAL = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿翻]")
_LONGEST_BOUND, _AT_LEAST, _AT_LEAST_FAR = 4, 6, "至少"
_SHARED = ("和", "及", "与", "、")
# Decimal places of a fraction told in percent (三分之二 is 66.666667 %).
_FRACTION = 6
# 一两所, 三四十个, 二三百亩: two figures side by side are a range.
_ABOUT = re.compile(
    "(?P<low>一(?=[二两])|[二两](?=三)|三(?=[四五])|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))(?P<high>.)(?P<tens>[十百千]?)"
)
_HALF, _TENTHS = Decimal("0.5"), 10
# What part a numeral is of: 千分之五 is 5‰, 十万分之十二 is 12 of 100,000, as 12/10万 prints it.
_PARTS = {"百": "%", "千": "‰", "万": "/万", "十万": "/10万"}
TO_ONE = ":1"
_IN_WORDS = {"成": "果为立员本功品就效型长熟套片网交绩份万批", "台": "阶"}
# Prints of a unit that the codelist has under another name.
_POINTS, _SQUARED = "个点", "㎡㎥㎞㎏㏊㎝㎜"
_PRINTED = {_POINTS: "个百分点", "/十万": "/10万", "/100000": "/10万"} | {
    sign: unicodedata.normalize("NFKC", sign) for sign in _SQUARED
}
_PRINTED_ENDS = frozenset(printed[-1] for printed in _PRINTED)
# 提高1.5个点 are points of a percentage, 建成5个点 are places.
_CLAUSE = 24
_RISES = re.compile(r"(?:[提升增上涨扩降落减跌窄缩]|[高低快慢]于|[高低]出|拉动)[^,;]{0,16}$")
_BOUNDS = {row["word"]: row["bound"] for row in lexicon.read("bounds")}
_BOUNDS_BEFORE = Words(lexicon.words("bounds", place="before"))
_ABOUT_WORD, _ENDING_SO = "约", ("签", "合", "节", "集")
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
    names = sorted((*(row["unit"] for row in codelists.read("units")), *_PRINTED), key=len, reverse=True)
    one = lexicon.alternatives(re.escape(name) + _not_before(name) for name in names if name != TO_ONE)
    return rf"(?:{one})(?:\([一-龥]{{1,2}}\))?(?:/(?:{one}|日|天|月|年))?"


def _not_before(unit: str) -> str:
    """What a unit is none before: 8km/h, 三成果, 两万亿台阶."""
    if after := _IN_WORDS.get(unit):
        return f"(?![{after}])"
    return r"(?![A-Za-z\d/])" if unit[0].isascii() and unit.islower() else ""


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
_FEW = "几"  # 三十几个
# No number in characters that is read is longer.
_LONGEST_NUMERAL = 40
_IN_NUMBERS = "零〇一二两三四五六七八九十百千万亿"
_TO = "[-~至到]"


@cache
def in_figures() -> re.Pattern[str]:
    """A number that begins with a figure: a date (which is none), a fraction, a range, or one number."""
    unit = rf"(?:{_MULTIPLIER})?{_unit()}|(?:{_MULTIPLIER})"
    return re.compile(
        r"(?:(?P<date>(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日)"
        r"|(?<![\d/])(?P<over>\d)/(?P<under>\d)(?![\d/])"
        rf"|(?P<low>{_ARABIC})(?P<unit_low>{unit})?(?:{_TO}(?P<high>{_ARABIC})(?P<unit_range>{unit})(?:之间)?"
        rf"|[与和](?P<high_between>{_ARABIC})(?P<unit_between>{unit})之间)"
        rf"|(?<![:∶比])(?P<to_one>{_ARABIC})[:∶比]1(?![\d.:∶比])"
        rf"|10万分之(?P<of_100000>{_ARABIC})"
        rf"|(?P<one>{_ARABIC})(?P<looser>[{_LOOSE}])?(?P<times>{_MULTIPLIER})?(?P<loose>[{_LOOSE}])?(?P<unit>亿?{_unit()})?"
        rf"){_after()}"
    )


@cache
def in_characters() -> re.Pattern[str]:
    """A number that begins with a character: 百分之五, 三分之二, 翻一番, 为零, 两座."""
    return re.compile(
        rf"(?:(?<!{_DIGITS_ONLY})(?P<parts>百|千|十?万)分之(?P<percent>{_CHINESE}|{_ARABIC})"
        rf"(?:{_TO}(?:(?P=parts)分之)?(?P<percent_high>{_CHINESE}|{_ARABIC}))?"
        rf"|(?<!{_DIGITS_ONLY})(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九])"
        r"|(?<=[为至到])(?P<zero>零)(?=[,。;、!\n]|$)"
        rf"|翻(?P<doubling>{_CHINESE}|\d(?:\.\d)?)番(?P<half>半)?"
        rf"|(?:(?P<from>{_SMALL})(?P<times_from>[万亿])?{_TO}(?={_DIGITS_ONLY}))?(?P<large>{_LARGE})(?P<words>{_SMALL})?"
        rf"(?P<looser>[{_LOOSE}]|(?<=[十百千])几)?(?P<times>万亿|亿|万)?(?P<loose>[{_LOOSE}])?(?P<unit>(?!(?<=千)[瓦米克伏卡]){_unit()})"
        rf"(?P<tenth>(?<=成)[半一二三四五六七八九](?!成))?){_after()}"
    )


@cache
def _may_count() -> re.Pattern[str]:
    """What every number that begins with a character begins with, cheap to ask before it is read: numerals that a unit, or what else goes on, follows."""
    units = {name.lstrip(_IN_NUMBERS)[:1] for name in (*(row["unit"] for row in codelists.read("units")), *_PRINTED)}
    signs = "".join(sorted(units))
    return re.compile(
        rf"[{_IN_NUMBERS}{_LOOSE}{_FEW}]{{1,{_LONGEST_NUMERAL}}}(?:[{re.escape(signs)}分点至到~-]|[,。;、!\n]|$)|翻"
    )


def find(text: str) -> Iterator[Quantity]:
    """All quantities of a reading in their order; a bare number without a unit has the unit ``""``."""
    begin, figures, characters, position = _NUMERAL.search, in_figures().match, in_characters().match, 0
    may_count = _may_count().match
    waiting: Quantity | None = None
    while numeral := begin(text, position):
        start = numeral.start()
        in_digits = text[start] <= "9"
        match = figures(text, start) if in_digits else may_count(text, start) and characters(text, start)
        if match is None:
            position = start + 1
            continue
        before = _BOUNDS_BEFORE.at_end(text[max(position, start - _LONGEST_BOUND) : start])
        if before == _ABOUT_WORD and text[max(position, start - 2) : start - 1] in _ENDING_SO:
            before = ""  # 签约300户
        quantity = _in_figures(match, before) if in_digits else _in_characters(match, before)
        nearby = max(position, start - _AT_LEAST)
        position = match.end()
        if quantity is None:
            continue
        if quantity.bound == "exact" and text.find(_AT_LEAST_FAR, nearby, start) >= 0:
            quantity = quantity._replace(bound="at_least")  # 至少引进2个: a verb may stand between
        if (
            text[position - 1] == "点"
            and match[0].endswith(_POINTS)
            and not _RISES.search(text, max(0, start - _CLAUSE), start)
        ):
            quantity = quantity._replace(unit="个", end=quantity.end - 1)
        if waiting:
            # 3200和2100亿元, 5个和3个百分点: the unit that closes the list is that of both.
            shared = text[waiting.end : quantity.at] in _SHARED
            shared = shared and (not waiting.unit or quantity.unit == _PRINTED[_POINTS])
            yield waiting._replace(unit=quantity.unit) if shared else waiting
        waiting = quantity if quantity.unit in ("", "个") else None
        if waiting is None:
            yield quantity
    if waiting:
        yield waiting


def _in_figures(match: re.Match[str], before: str) -> Quantity | None:
    one, low, to_one, looser, loose, after = match.group("one", "low", "to_one", "looser", "loose", "after")
    of_100000 = match["of_100000"]
    high = None
    if one:
        times, unit = match.group("times", "unit")
        value, unit = _arabic(one), (times or "") + (unit or "")
    elif low:
        unit = match["unit_range"] or match["unit_between"]
        value, high = _scaled(_arabic(low), match["unit_low"], unit), _arabic(match["high"] or match["high_between"])
    elif to_one:
        value, unit = _arabic(to_one), TO_ONE
    elif of_100000:
        value, unit = _arabic(of_100000), _PARTS["十万"]
    elif match["date"]:
        return None
    else:
        value, unit = _percent(_arabic(match["over"]), _arabic(match["under"])), "%"
    return _quantity(match, before, value, high, unit, after or looser or loose)


def _in_characters(match: re.Match[str], before: str) -> Quantity:
    unit, parts, whole, doubling, looser, loose, after = match.group(
        "unit", "parts", "whole", "doubling", "looser", "loose", "after"
    )
    high = None
    if unit:
        value, high, unit = _counted(match)
        looser = _LOOSE[0] if looser == _FEW else looser
    elif parts:
        value, unit = _number(match["percent"]), _PARTS[parts]
        high = _number(match["percent_high"]) if match["percent_high"] else None
    elif doubling:
        value, unit = _number(doubling), "番"
        value += _HALF if match["half"] else 0
    elif whole:
        value, unit = _percent(numerals.number(match["part"]), numerals.number(whole)), "%"
    else:
        value, unit = Decimal(0), ""
    return _quantity(match, before, value, high, unit, after or looser or loose)


def _counted(match: re.Match[str]) -> tuple[Decimal, Decimal | None, str]:
    """The number before a unit, or both ends of a range (三至五, 三四十), and the unit with its multiplier.

    That is 亿 before 万, and none inside a number: 三亿六千万吨 is 3.6 亿吨, 一万一千亿元 11000 亿元, 三万零五百户 30500 户.
    """
    large, words, times, low = match.group("large", "words", "times", "from")
    unit = (times or "") + match["unit"]
    if about := _ABOUT.fullmatch(words or ""):
        return numerals.number(about["low"] + about["tens"]), numerals.number(about["high"] + about["tens"]), unit
    if large:
        whole, first = numerals.number(large + words + (times or "")), "亿" if "亿" in large else times or ""
        value, unit = whole / numerals.number(f"一{first}"), first + match["unit"]
    else:
        value = numerals.number(words or "一")
    if tenth := match["tenth"]:  # 四成五, 七成半
        value += _HALF if tenth == "半" else numerals.number(tenth) / _TENTHS
    return (_scaled(numerals.number(low), match["times_from"], unit), value, unit) if low else (value, None, unit)


def _number(printed: str) -> Decimal:
    return _arabic(printed) if printed[0].isascii() else numerals.number(printed)


def _quantity(
    match: re.Match[str], before: str, value: Decimal, high: Decimal | None, unit: str, after: str | None
) -> Quantity:
    """The bound stands at the number; 左右 wins over 超过, since it says that the number is not sharp."""
    at = match.start()
    bound = _BOUNDS.get(after or "") or _BOUNDS.get(before) or "exact"
    return Quantity(
        at - len(before), at, match.end(), value, high, _listed(unit) if unit[-1:] in _PRINTED_ENDS else unit, bound
    )


@cache
def _listed(unit: str) -> str:
    """A unit under the name that the codelist has it by: 万㎡ is 万m2."""
    return next((unit.removesuffix(each) + name for each, name in _PRINTED.items() if unit.endswith(each)), unit)


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
