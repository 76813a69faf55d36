"""What a target sets, what came of it and how far the two are apart, without their names: 增长7%左右, growth of about 7%; 低于目标0.2个百分点.

Belongs here: verbs, bounds and gaps of one row. Does not: columns of many rows (``rows``), whole sentences (``sentences``), or digits and
units (``pairs``, ``units``).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pipelines.wording import pairs, units
from pipelines.wording.bounds import AFTER_EN, AFTER_ZH, BEFORE_EN, BEFORE_ZH, turned
from pipelines.wording.comparators import comparator_en
from pipelines.wording.numbers import grouped, grouped_zh, plain, to_places, to_significant, worded
from pipelines.wording.pairs import Quantity
from pipelines.wording.verbs import DOWN_EN, VERBS, Verb, manner

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_CHANGES = ("growth", "change")
_POINT_UNITS = {"%": Decimal(1), "个百分点": Decimal(1), "百分点": Decimal(1), "‰": Decimal("0.1")}
_NUMERALS = "零一两三四五六七八九"
_TIMES_EN = {2: "double", 4: "quadruple", 3: "triple"}


class Set(NamedTuple):
    """What a target sets. ``manner`` and ``noun`` are of ``verbs``, ``deed`` is the English verb of what is done, ``over`` what a number is
    of that is of several years: average, total, or nothing."""

    measure: str
    bound: str | None
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    comparator: str | None = None
    manner: str = ""
    noun: str | None = None
    deed: str | None = None
    over: str = ""

    @property
    def is_fall(self) -> bool:
        """Whether it sets a fall, which is printed without its sign: 下降3%以上 is stored as at most -3."""
        return self.measure in _CHANGES and self.value is not None and self.value < 0

    @property
    def quantity(self) -> Quantity:
        """Its numbers without the sign of a fall, the smaller first."""
        ends = [end for end in (self.value, self.value_high) if end is not None]
        return Quantity(tuple(sorted(map(abs, ends)) if self.is_fall else ends), self.unit)


class Came(NamedTuple):
    """What came of a target: the figure as printed, and how it stands to the target (columns of ``outcomes``)."""

    number: Decimal
    unit: str | None
    bound: str | None = None
    gap: Decimal | None = None
    attainment: Decimal | None = None
    limit: bool = False
    more_is_better: bool = False


class InWords(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str


class Result(NamedTuple):
    """What came in words; behind its target, in English shorter than alone, and that target with as many digits as the two need."""

    zh: str
    en: str
    behind_en: str
    target_en: str


def target(row: Set) -> InWords:
    """What a target sets; of one without a number what it is compared with, in English nothing where that has no English."""
    if row.value is None:
        return InWords(row.comparator or "", comparator_en(row.comparator or "") or "")
    return InWords(_target_zh(row), _target_en(row, units.range_en(row.quantity.numbers, row.unit, row.noun)))


def _target_zh(row: Set) -> str:
    verb = VERBS.get((row.measure, row.manner))
    if row.unit == "番":
        return f"翻{_numeral(row.quantity.numbers)}番{AFTER_ZH[row.bound or 'exact']}"
    if verb and row.value == 0 and row.value_high is None:
        return _none_zh(verb, row.bound)
    after = turned(AFTER_ZH) if row.is_fall else AFTER_ZH
    said = _verb_zh(verb, row.is_fall)
    return f"{_OVER_ZH[row.over]}{said}{units.range_zh(row.quantity.numbers, row.unit)}{after[row.bound or 'exact']}"


def _numeral(numbers: tuple[Decimal, ...]) -> str:
    """How often something doubles: 一, 两, 1.5."""
    return "～".join(
        _NUMERALS[int(each)] if each == int(each) and each < len(_NUMERALS) else plain(each) for each in numbers
    )


_OVER_ZH = {"": "", "average": "年均", "total": "累计"}
_OVER_EN = {"": "", "average": " a year", "total": " in all"}


def _verb_zh(verb: Verb | None, fall: bool) -> str:
    return "" if verb is None else verb.down_zh if fall else verb.up_zh


def _none_zh(verb: Verb, bound: str | None) -> str:
    """What a change by nothing is called."""
    not_up, not_down = f"不{verb.up_zh}", f"不{verb.down_zh}"
    return {"at_least": not_down, "at_most": not_up, "about": "大体持平"}.get(bound or "", verb.level_zh)


def _target_en(row: Set, quantity: str) -> str:
    """A target around its quantity, which may stand in more digits beside a result."""
    verb = VERBS.get((row.measure, row.manner))
    if row.unit in ("番", "倍") and row.measure == "growth" and not row.is_fall:
        return _multiplied_en(row)
    if verb and row.value == 0 and row.value_high is None:
        return _none_en(verb, row.bound)
    bounds = turned(BEFORE_EN) if row.is_fall else BEFORE_EN
    said = "" if verb is None else DOWN_EN if row.is_fall else verb.up_en
    if row.deed:
        said = f"to {row.deed} "
    return f"{said}{bounds[row.bound or 'exact']}{quantity}{_OVER_EN[row.over]}"


def _none_en(verb: Verb, bound: str | None) -> str:
    rise = verb.up_en.removesuffix(" of ").removeprefix("a ").removeprefix("an ")
    return {"at_least": "no fall", "at_most": f"no {rise}", "about": "about no change"}.get(bound or "", "no change")


def _multiplied_en(row: Set) -> str:
    """翻两番 is to quadruple, 增长1倍 to double."""
    numbers = row.quantity.numbers
    factors = [(2**number if row.unit == "番" else number + 1) for number in numbers]
    whole = [int(factor) if factor == int(factor) else None for factor in factors]
    bound = BEFORE_EN[row.bound or "exact"]
    if len(factors) == 1 and whole[0] in _TIMES_EN:
        word = _TIMES_EN[whole[0]]
        return f"to {bound}{word}" if row.bound != "about" else f"to roughly {word}"
    if len(factors) == 1 and whole[0] == 8:
        return f"to grow {bound}eightfold"
    shown = " to ".join(grouped(to_significant(factor, 2)) for factor in factors)
    return f"to grow {bound}{shown}-fold"


def result(row: Set, came: Came) -> Result:
    """What came of a target with a number, in the target's unit."""
    verb = VERBS.get((row.measure, row.manner))
    fall = row.measure in _CHANGES and came.number < 0
    number = abs(came.number) if verb else came.number
    alike = fall == row.is_fall or verb is None
    # A rise where a fall was set is compared with nothing.
    beside = row.quantity if alike else Quantity((number,), row.unit)
    quantity_zh = pairs.result_zh(beside, number, came.unit)
    both = pairs.both_en(beside, number, came.unit, row.noun)
    if not alike:
        both = both._replace(target=units.range_en(row.quantity.numbers, row.unit, row.noun))
    target_en = _target_en(row, both.target)
    if verb and number == 0:
        return Result(verb.level_zh, "no change", "no change", target_en)
    zh = f"{_OVER_ZH[row.over] if verb else ''}{_verb_zh(verb, fall)}{_bound_zh(quantity_zh, came.bound, fall)}"
    full, behind = (_bound_en(text, came.bound, fall) for text in (both.result, both.short))
    if verb is None:
        return Result(zh, full, behind, target_en)
    said = DOWN_EN if fall else verb.up_en
    over = _OVER_EN[row.over]
    return Result(zh, f"{said}{full}{over}", behind if alike and not fall else f"{said}{behind}", target_en)


def _bound_zh(quantity: str, bound: str | None, fall: bool) -> str:
    if bound in (None, "exact"):
        return quantity
    if bound == "about":
        return f"{BEFORE_ZH['about']}{quantity}"
    return quantity + (turned(AFTER_ZH) if fall else AFTER_ZH)[bound]


def _bound_en(quantity: str, bound: str | None, fall: bool) -> str:
    if bound == "about":
        return BEFORE_EN["about"] + quantity
    return quantity + (turned(AFTER_EN) if fall else AFTER_EN)[bound or "exact"]


def gap(row: Set, came: Came) -> InWords | None:
    """How far a result is from its target; None where nothing comparable says so, or the figure is no exact one."""
    if came.gap is None or row.value is None or came.bound not in (None, "exact") or row.unit in ("番", "倍"):
        return None
    if row.value_high is not None and came.gap == 0:
        return InWords("在目标区间内", "within the range")
    if came.limit and (came.gap < 0 or (came.gap == 0 and row.bound == "at_most")):
        return InWords("在目标以内", "within it")
    if came.gap == 0:
        return InWords("与目标持平", "on target")
    of_it = came.attainment if row.value_high is None and row.value > 0 and came.more_is_better else None
    if of_it is not None and row.measure == "amount":
        share = _share(of_it)
        return InWords(f"完成{share}%", f"{share}% of it")
    zh, en = _distance(row, abs(came.gap))
    if came.limit:
        return InWords(f"超出目标{zh}", f"{en} above it")
    if row.is_fall:
        return _gap_of_fall(zh, en, came, row.unit in _POINT_UNITS)
    if row.unit in _POINT_UNITS:
        return InWords(f"{'高' if came.gap > 0 else '低'}于目标{zh}", f"{en} {'above' if came.gap > 0 else 'below'}")
    return InWords(f"比目标{'多' if came.gap > 0 else '少'}{zh}", f"{en} {'above' if came.gap > 0 else 'below'}")


def _gap_of_fall(zh: str, en: str, came: Came, points: bool) -> InWords:
    if came.number > 0:
        return InWords(f"与目标相差{zh}", f"{en} off")
    larger = came.gap is not None and came.gap < 0
    said = f"降幅比目标{'大' if larger else '小'}" if points else f"比目标{'多' if larger else '少'}"
    return InWords(f"{said}{zh}", f"{en} {'more' if larger else 'less'}")


def _distance(row: Set, distance: Decimal) -> InWords:
    """A distance with its unit: percentage points of rates, else the target's unit."""
    if row.unit in _POINT_UNITS:
        points = short_number(distance * _POINT_UNITS[row.unit])
        return InWords(f"{grouped_zh(points)}个百分点", f"{grouped(points)} {'point' if points == 1 else 'points'}")
    zh = units.shown_zh((distance,), row.unit)
    number = distance * units.parsed(row.unit).times / zh.times
    return InWords(
        f"{grouped_zh(short_number(number))}{units.prefix_zh(zh)}{units.stem_zh(zh.stem)}",
        quantity_short_en(distance, row.unit, row.noun),
    )


def short_number(number: Decimal) -> Decimal:
    """A number with two decimals, with more where it would be 0."""
    return next((short for places in (2, 4, 6) if (short := to_places(number, places))), number)


def quantity_short_en(number: Decimal, unit: str | None, noun: str | None) -> str:
    """A quantity in English in three digits at most, without what was printed."""
    into = units.english(unit, number, noun)
    value = to_significant(units.in_english_units(number, unit, into), 3)
    return units.phrase(worded(value), abs(value) == 1, into)


def _share(attainment: Decimal) -> str:
    """A share of a target in percent, whole, but with as many decimals as it takes that 100 is 100 alone, and not 0 either."""
    percent = attainment * _HUNDRED
    for places in range(6):
        short = to_places(percent, places)
        if (short == _HUNDRED) == (percent == _HUNDRED) and (short != 0 or percent == 0):
            return grouped(short)
    return grouped(percent)


def is_limit(measure: str, bound: str | None, value: Decimal | None, polarity: str | None) -> bool:
    """Whether a target is a limit, within which a result is to stay: 3%以内, and 3%左右 of prices; no fall is one."""
    if value is None or (measure in _CHANGES and value < 0) or bound == "at_least":
        return False
    return bound == "at_most" or polarity in ("ceiling", "planned", "less")


def in_words(rows: Iterable[Mapping[str, Any]]) -> list[InWords]:
    """Rows of statements in words, each; of a comparison without a number what it is compared with, as printed.

    Beside its own columns a row may have those of ``Set`` that its words come from: ``noun``, ``deed``.
    """
    return [_in_words(row) for row in rows]


def _in_words(row: Mapping[str, Any]) -> InWords:
    if row["value"] is None and row["value_high"] is None:
        return InWords(row["comparator"], comparator_en(row["comparator"]) or row["comparator"])
    way = manner(row["measure"], row.get("indicator"), row["unit"])
    return target(
        Set(
            row["measure"],
            row["bound"],
            row["value"],
            row["value_high"],
            row["unit"],
            manner=way,
            noun=row.get("noun"),
            deed=row.get("deed"),
        )
    )
