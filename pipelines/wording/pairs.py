"""A result beside its target: both in the target's unit, the result's own in brackets, rounded so far as the two stay what they are.

A result that differs from its target is never printed like it, nor one that is below it as if it were above. Belongs here: units and
digits of a pair. Does not: verbs and bounds (``targets``).
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.wording import units
from pipelines.wording.numbers import grouped_zh, plain, significant, to_places, to_significant, worded
from pipelines.wording.units import PLACES, Unit

# From here on English prints a result in millions, of which three digits are enough where the target has no more.
_MILLION = Decimal(10) ** 6
_MOST = 3
# Below this decimals say too little.
_TENTH = Decimal("0.1")
_ALL_PLACES = 12
_TEN_THOUSAND, _MANY = Decimal(10) ** 4, Decimal(10) ** 8


class Quantity(NamedTuple):
    """Numbers, one or both ends of a range, and their unit as printed."""

    numbers: tuple[Decimal, ...]
    unit: str | None


def result_zh(target: Quantity, result: Decimal, unit: str | None) -> str:
    """A result in Chinese beside its target: 2.65亿人次; 240万亩（原文1600平方公里）."""
    shown, own = units.shown_zh(target.numbers, target.unit), units.parsed(unit)
    if not shown.factor or own.base != shown.base:
        return units.quantity_zh(result, unit)
    base = result * own.times * own.factor
    shown = _multiplied_for(base, shown)
    of_stem = shown.times * shown.factor
    ends = [number * units.parsed(target.unit).times * units.parsed(target.unit).factor for number in target.numbers]
    number = _rounded(base / of_stem, [end / of_stem for end in ends], to_places, PLACES, both=False)[0]
    sign = units.stem_zh(shown.stem)
    aside = f"（原文{plain(result)}{unit}）" if own.factor != shown.factor else ""
    return f"{grouped_zh(number)}{units.prefix_zh(shown)}{sign}{aside}"


def _multiplied_for(base: Decimal, shown: Unit) -> Unit:
    """The unit of the target with a smaller multiplier for a result of which it would be a part that takes more than two decimals, and
    in 亿 for one of many 万."""
    size = base / (shown.times * shown.factor)
    if shown.stem in units.UNMULTIPLIED:
        return shown
    if abs(size) < 1 and size != to_places(size, PLACES):
        smaller = (
            times for times in (_MANY, _TEN_THOUSAND) if times < shown.times and abs(base) >= times * shown.factor
        )
        return shown._replace(times=next(smaller, Decimal(1)))
    if abs(size) >= _TEN_THOUSAND and shown.times in (1, _TEN_THOUSAND):
        larger = shown._replace(times=shown.times * _TEN_THOUSAND)
        fits = size / _TEN_THOUSAND == to_places(size / _TEN_THOUSAND, PLACES)
        return larger if fits or shown.times == _TEN_THOUSAND else shown
    return shown


class Both(NamedTuple):
    """A target and its result in English, the result with its unit and, behind the target, without a word that was said."""

    target: str
    result: str
    short: str


def both_en(target: Quantity, result: Decimal, unit: str | None, noun: str | None = None) -> Both:
    """A target and its result in English, in the target's English unit.

    Args:
        target: as printed.
        result: as printed.
        unit: that of the result.
        noun: what is counted, instead of the unit's own word.
    """
    into = units.english(target.unit, target.numbers[-1], noun)
    own, of_target = units.parsed(unit), units.parsed(target.unit)
    if own.base != of_target.base or (not own.factor and own.stem != of_target.stem):
        return Both(units.range_en(target.numbers, target.unit, noun), *(units.quantity_en(result, unit),) * 2)
    ends = [units.in_english_units(number, target.unit, into) for number in target.numbers]
    value = units.in_english_units(result, unit, into)
    if units.is_converted(target.unit) or units.is_converted(unit):
        few = max(units.digits_of_converted(number) for number in target.numbers)
        digits = max(few, units.digits_of_converted(result))
        both = _rounded(value, ends, to_significant, digits, both=units.is_converted(target.unit), few=few)
    elif abs(value) >= _MILLION:
        both = _rounded(value, ends, to_significant, max(_MOST, *map(significant, ends)), both=False)
    elif abs(value) < _TENTH:
        both = _rounded(value, ends, to_significant, PLACES, both=False)
    else:
        both = _rounded(value, ends, to_places, PLACES, both=False)
    number, shown = both
    one = abs(number) == 1
    return Both(
        units.joined_en(shown, into) + units.aside_en(target.numbers, target.unit),
        units.phrase(worded(number), one, into),
        units.phrase(worded(number), one, into._replace(one="", many="") if into.word else into),
    )


def _rounded(
    value: Decimal,
    ends: Sequence[Decimal],
    round_to: Callable[[Decimal, int], Decimal],
    digits: int,
    both: bool,
    few: int | None = None,
) -> tuple[Decimal, list[Decimal]]:
    """A value, and where both are rounded the ends of its target, to so many digits or as many more as it takes that they compare as they do."""
    for more in range(_ALL_PLACES):
        number = round_to(value, digits + more)
        shown = [round_to(end, (few or digits) + more) for end in ends] if both else list(ends)
        alike = all(
            _compared(number, printed) == _compared(value, end) for printed, end in zip(shown, ends, strict=True)
        )
        if alike and bool(number) == bool(value):
            return number, shown
    return value, list(ends)


def _compared(one: Decimal, other: Decimal) -> int:
    return (one > other) - (one < other)
