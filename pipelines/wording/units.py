"""How a number is printed with its unit, in Chinese and in English. Belongs here: the words of units, and which of them a number gets.
Does not: which units there are, and what they are worth (``schemas/codelists/units.csv``), or how a result stands beside its target (``pairs``).
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipelines.wording.numbers import divided, grouped_zh, significant, to_places, to_significant, worded
from schemas import codelists

# Multipliers of Chinese units that are printed, the largest first.
_PREFIXES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"), (Decimal(1), ""))
# Units of rates, which no 万 multiplies.
UNMULTIPLIED = ("%", "‰", "个百分点", "百分点", "番", "倍", "成")
# So many decimals a number may have in a sentence.
PLACES = 2
# A number that was converted has no fewer digits, and no more.
_FEWEST, _MOST = 2, 3


class Unit(NamedTuple):
    """A unit as printed: its multiplier, what it multiplies, and how many units of its base one of that is (0: on no list)."""

    times: Decimal
    stem: str
    base: str
    factor: Decimal


@cache
def parsed(unit: str | None) -> Unit:
    """A unit taken apart; of one that no list has base and factor are empty."""
    times, stem = codelists.multiplied(unit or "")
    known = codelists.base_unit(stem) if stem else None
    return Unit(Decimal(times), stem, *((known[1], known[2]) if known else ("", Decimal(0))))


def shown_zh(numbers: Sequence[Decimal], unit: str | None) -> Unit:
    """The unit in which Chinese prints numbers: in 万, 亿 or 万亿 where none of them gets more than two decimals thereby, else as it is."""
    own = parsed(unit)
    if own.stem in UNMULTIPLIED:
        return own
    largest = max(abs(number) for number in numbers) * own.times
    times = next((size for size, _ in _PREFIXES if largest >= size), own.times)
    fits = all(number * own.times == to_places(number * own.times / times, PLACES) * times for number in numbers)
    return own._replace(times=times) if fits else own


def prefix_zh(unit: Unit) -> str:
    """The multiplier of a unit: 万; of one that Chinese does not print alone (百万) the word that is."""
    words = {**dict(_PREFIXES), Decimal(10) ** 3: "千", Decimal(10) ** 2: "百", Decimal(10) ** 6: "百万"}
    return {**words, Decimal(10) ** 7: "千万", Decimal(10) ** 10: "百亿", Decimal(10) ** 11: "千亿"}[unit.times]


def quantity_zh(number: Decimal, unit: str | None) -> str:
    """A number with its unit as Chinese prints it: 3350万吨, 1.2万户, 7%."""
    return range_zh([number], unit)


def range_zh(numbers: Sequence[Decimal], unit: str | None) -> str:
    """One number or both ends of a range with their unit: 6.5%～7%, 2万～3万吨, 2～3个."""
    shown, own = shown_zh(numbers, unit), parsed(unit)
    prefix = prefix_zh(shown)
    sign = shown.stem if shown.stem in ("%", "‰") else ""
    ends = [f"{grouped_zh(number * own.times / shown.times)}{prefix}{sign}" for number in numbers]
    return "～".join(ends) + ("" if sign else stem_zh(shown.stem))


def stem_zh(stem: str) -> str:
    """A unit without its multiplier, its brackets as wide as Chinese print them."""
    return stem.replace("(", "（").replace(")", "）")


class English(NamedTuple):
    """An English unit: how many base units it is, its words for one and for many, and the sign before a number ($).

    A ``word`` may be left out where a result stands behind its target; a sign (%, km) may not.
    """

    size: Decimal
    one: str
    many: str
    before: str = ""
    word: bool = True


def _signs(*signs: tuple[str, str]) -> tuple[English, ...]:
    return tuple(English(Decimal(size), f" {sign}", f" {sign}", word=False) for size, sign in signs)


def _words(one: str, many: str | None = None, size: str = "1") -> tuple[English, ...]:
    return (English(Decimal(size), f" {one}", f" {many or one}"),)


_MONEY = {"USD": "$", "HKD": "HK$", "EUR": "€", "JPY": "¥"}
_POINT = (English(Decimal(1), " percentage point", " percentage points"),)
# By base unit, the largest first; of some units another than that of their base, by the unit without its multiplier.
_ENGLISH: dict[str, tuple[English, ...]] = {
    "%": (English(Decimal(1), "%", "%", word=False),), "pp": _POINT, "item": _words(""), "CNY": _words("yuan"),
    **{code: (English(Decimal(1), "", "", sign),) for code, sign in _MONEY.items()},
    "person": _words("person", "people"), "person_time": _words(""), "household": _words("household", "households"), "head": _words(""),
    "t": (*_words("tonne", "tonnes"), *_signs(("0.001", "kg"))), "m3": _words("cubic metre", "cubic metres"),
    "mu": _words("hectare", "hectares", "15"), "km": _signs(("1", "km")), "kW": _signs(("1000000", "GW"), ("1000", "MW"), ("1", "kW")),
    "kWh": _signs(("1000000000", "TWh"), ("1000000", "GWh"), ("1", "kWh")), "TEU": _signs(("1", "TEU")),
    "person_day": _words("person-day", "person-days"), "day": _words("day", "days"), "year": _words("year", "years"),
    "h": _words("hour", "hours"), "min": _words("minute", "minutes"),
    "tce": _words("tonne of coal equivalent", "tonnes of coal equivalent"), "kVA": _signs(("1000", "MVA"), ("1", "kVA")),
    "P": _signs(("1", "petaflops")), "ug/m3": _signs(("1", "μg/m³")), "km/h": _signs(("1", "km/h")),
    "t_km": _words("tonne-kilometre", "tonne-kilometres"), "person_km": _words("passenger-kilometre", "passenger-kilometres"),
    "degC": _signs(("1", "°C")), "mm": _signs(("1", "mm")), "t/h": _words("tonne of steam an hour", "tonnes of steam an hour"),
    "t/d": _words("tonne a day", "tonnes a day"), "V": _signs(("1000", "kV"), ("1", "V")), "M": _signs(("1", "Mbps")), "1": _words("times"),
}  # fmt: skip
_SQUARE_KM, _SQUARE_M = (
    _words("square kilometre", "square kilometres", "1500"),
    _words("square metre", "square metres", "0.0015"),
)
_METRE = _signs(("0.001", "m"))
_OF_STEMS = {
    "平方公里": _SQUARE_KM, "km2": _SQUARE_KM, "平方米": _SQUARE_M, "m2": _SQUARE_M, "米": _METRE, "厘米": _METRE,
    "工作日": _words("working day", "working days"), "个工作日": _words("working day", "working days"), "年": _words("year", "years"),
    "升": _words("litre", "litres", "0.001"), "‰": (English(Decimal("0.1"), " per thousand", " per thousand", word=False),),
    "/万": (English(Decimal("0.01"), " per 10,000", " per 10,000", word=False),),
    "/10万": (English(Decimal("0.001"), " per 100,000", " per 100,000", word=False),),
    ":1": (English(Decimal(1), " to 1", " to 1", word=False),),
}  # fmt: skip
# Units that English converts: what they are called where the number that was printed stands in brackets.
_CONVERTED = {
    "亩": "mu",
    "亩次": "mu",
    "斤": "jin",
    "担": "dan",
    "重量箱": "weight cases",
    "标准重量箱": "weight cases",
}
_PER = {
    "年": "a year", "月": "a month", "天": "a day", "日": "a day", "小时": "an hour", "人": "a person", "亩": "per mu", "户": "a household",
    "平方公里": "per square kilometre", "平方米": "per square metre", "公顷": "per hectare", "千瓦时": "per kWh", "头": "a head", "吨": "a tonne",
}  # fmt: skip
_NO_UNIT = _words("")[0]


def english(unit: str | None, number: Decimal, noun: str | None = None) -> English:
    """The English unit in which a number of a Chinese one is printed; one that nothing here has gets none.

    Args:
        unit: as printed.
        number: as printed.
        noun: what is counted, instead of the unit's own word (training places); empty where nothing need be said.
    """
    own = parsed(unit)
    of_stem = _OF_STEMS.get(own.stem) or _ENGLISH.get(own.base, ())
    if of_stem:
        size = abs(number) * own.times * own.factor
        into = next((each for each in of_stem if size >= each.size), of_stem[-1])
        return into if noun is None else into._replace(one=f" {noun}".rstrip(), many=f" {noun}".rstrip())
    thing, _, per = own.stem.partition("/")
    if per not in _PER:
        return _NO_UNIT
    of_thing = english(thing, number * own.times)
    return of_thing._replace(one=f"{of_thing.one} {_PER[per]}", many=f"{of_thing.many} {_PER[per]}")


def in_english_units(number: Decimal, unit: str | None, into: English) -> Decimal:
    """How many of an English unit a number of a Chinese one is, to all digits."""
    own = parsed(unit)
    thing = own if own.factor else parsed(own.stem.partition("/")[0])
    return divided(number * own.times * (thing.factor or 1), into.size)


def is_converted(unit: str | None) -> bool:
    """Whether English prints another unit than the report does, and not only another multiple of it."""
    return parsed(unit).stem in _CONVERTED


def digits_of_converted(printed: Decimal) -> int:
    """How many digits a converted number gets: those that were printed, but two at least and three at most."""
    return min(max(significant(printed), _FEWEST), _MOST)


def phrase(number: str, one: bool, unit: English) -> str:
    """A number as English prints it, with its unit."""
    sign, number = ("−", number[1:]) if unit.before and number.startswith("−") else ("", number)
    return f"{sign}{unit.before}{number}{unit.one if one else unit.many}".rstrip()


def quantity_en(number: Decimal, unit: str | None) -> str:
    """A number with its unit as English reads it: 33.5 million tonnes, 7%, 460,000 people; mu and jin converted, with what was printed."""
    return range_en([number], unit)


def range_en(numbers: Sequence[Decimal], unit: str | None, noun: str | None = None) -> str:
    """One number or both ends of a range with their unit, as English reads them: 6.5% to 7%, 20,000 to 30,000 tonnes.

    Args:
        numbers: as printed.
        unit: as printed.
        noun: what is counted, instead of the unit's own word (training places).
    """
    into = english(unit, numbers[-1], noun)
    values = [in_english_units(number, unit, into) for number in numbers]
    if is_converted(unit):
        values = [
            to_significant(value, digits_of_converted(number)) for value, number in zip(values, numbers, strict=True)
        ]
    return joined_en(values, into) + aside_en(numbers, unit)


def joined_en(values: Sequence[Decimal], into: English) -> str:
    """Values of an English unit as text, a range with ``to``; a sign of percent stands behind both."""
    last = phrase(worded(values[-1]), abs(values[-1]) == 1, into)
    if len(values) == 1:
        return last
    first = worded(values[0])
    sign = into.many if into.many == "%" else ""
    size = worded(values[-1]).rpartition(" ")[2]
    if size.isalpha() and not into.before and first.endswith(f" {size}"):
        first = first.removesuffix(f" {size}")  # 2 to 3 million
    return f"{into.before}{first}{sign} to {last}"


def aside_en(numbers: Sequence[Decimal], unit: str | None) -> str:
    """In brackets what was printed, where English converts it, and of per thousand what it is in percent; else nothing."""
    own = parsed(unit)
    if own.stem == "‰":
        return f" ({joined_en([number * own.factor for number in numbers], _ENGLISH['%'][0])})"
    if own.stem not in _CONVERTED:
        return ""
    name = f" {_CONVERTED[own.stem]}"
    return f" ({joined_en([number * own.times for number in numbers], English(Decimal(1), name, name))})"
