"""How numbers, units and promises are printed for people, in Chinese and in English, on charts and in briefs.

Belongs here: print forms. Does not: sentences (the outcomes' ``why_zh`` and ``why_en``), or any figure that is not in a row.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from schemas import codelists

AFTER_ZH = {"exact": "", "about": "左右", "at_least": "以上", "at_most": "以内"}
ACTUAL_ZH = {"exact": "", "about": "约", "at_least": "至少", "at_most": "至多"}
BEFORE_EN = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
_VERBS = {"growth": (("增长", "up "), ("下降", "down ")), "change": (("增加", "up by "), ("减少", "down by "))}
_OTHER_END = {"at_least": "at_most", "at_most": "at_least"}
_LARGE = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
# A base unit for one and for many; one that is not here is printed as its code. A thing that is counted has no word of its own.
_UNITS = {
    "item": ("", ""), "1": ("", ""), "CNY": ("yuan", "yuan"), "person": ("person", "people"), "person_time": ("person-time", "person-times"),
    "household": ("household", "households"), "head": ("animal", "animals"), "m3": ("m³", "m³"), "tce": ("t of coal equivalent",) * 2,
    "t_km": ("tonne-kilometre", "tonne-kilometres"), "person_km": ("passenger-kilometre", "passenger-kilometres"),
    "person_day": ("person-day", "person-days"), "day": ("day", "days"), "h": ("hour", "hours"), "min": ("minute", "minutes"),
    "year": ("year", "years"), "ug/m3": ("μg/m³", "μg/m³"), "degC": ("°C", "°C"), "pp": ("percentage point", "percentage points"),
    "doubling": ("doubling", "doublings"),
}  # fmt: skip


def plain(number: Decimal) -> str:
    """A number without trailing zeros, with a true minus sign."""
    return f"{number.normalize():f}".replace("-", "−")


def signed(number: Decimal) -> str:
    """A difference: with its sign, 0 without."""
    return ("+" if number > 0 else "") + plain(number)


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number of things in English: 1 target, 2 targets, 1,152 targets."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def quantity_zh(number: Decimal, unit: str | None) -> str:
    """A number with its unit as Chinese prints it: 3350万吨, 7%."""
    return f"{plain(number)}{unit or ''}"


def quantity_en(number: Decimal, unit: str | None) -> str:
    """A number with its unit as English reads it, multiplier worked out exactly: 33.5 million t, 7 %, 460,000 people."""
    known = codelists.base_unit(unit) if unit else None
    if unit == "%" or known is None:
        return f"{_grouped(number)} {unit or ''}".rstrip()
    base, factor = known[1], known[2]
    if base == "%":  # ‰ stays what it is
        return f"{_grouped(number)} {unit}"
    whole = number * factor
    one, many = _UNITS.get(base, (base, base))
    return f"{_large(whole)} {one if abs(whole) == 1 else many}".rstrip()


def _grouped(number: Decimal) -> str:
    return f"{number.normalize():,f}".replace("-", "−")


def _large(number: Decimal) -> str:
    for size, word in _LARGE:
        if abs(number) >= size:
            return f"{_grouped(number / size)} {word}"
    return _grouped(number)


def falls(row: Mapping[str, Any]) -> bool:
    """Whether a target is a fall: 下降3%以上 is stored as at most -3."""
    return row["measure"] in _VERBS and row["value"] is not None and row["value"] < 0


def promise_zh(row: Mapping[str, Any]) -> str:
    """What is promised, without its name: 增长7%左右, 500万吨以上."""
    if row["value"] is None:
        return str(row["comparator"])
    ends, bound, down = _ends(row)
    verb = _VERBS.get(row["measure"], (("", ""),) * 2)[down][0]
    return f"{verb}{'–'.join(map(plain, ends))}{row['unit'] or ''}{AFTER_ZH[bound]}"


def promise_en(row: Mapping[str, Any]) -> str:
    """What is promised, without its name: up about 7 %, at least 5 million t."""
    if row["value"] is None:
        return str(row["comparator"])
    ends, bound, down = _ends(row)
    verb = _VERBS.get(row["measure"], (("", ""),) * 2)[down][1]
    return f"{verb}{BEFORE_EN[bound]}{' to '.join(quantity_en(end, row['unit']) for end in ends)}"


def _ends(row: Mapping[str, Any]) -> tuple[list[Decimal], str, bool]:
    ends = [end for end in (row["value"], row["value_high"]) if end is not None]
    if not falls(row):
        return ends, row["bound"], False
    return [abs(end) for end in reversed(ends)], _OTHER_END.get(row["bound"], row["bound"]), True


def in_english_units(sentence: str, units: set[str]) -> str:
    """An English sentence with Chinese units, 3350 万吨, in English ones; and 7 %, 5 % with one space, as everywhere.

    Args:
        sentence: what ``why_en`` says.
        units: the units that stand in it.
    """
    for unit in sorted(units - {"%"}, key=len, reverse=True):
        printed = rf"(?<![\w.])(-?\d+(?:\.\d+)?)(?:–(-?\d+(?:\.\d+)?))? {re.escape(unit)}(?![\w%])"
        sentence = re.sub(printed, lambda found, unit=unit: _ends_in_english(found, unit), sentence)  # type: ignore[misc]
    return re.sub(r"(?<=\d)%", " %", sentence)


def _ends_in_english(found: re.Match[str], unit: str) -> str:
    return " to ".join(quantity_en(Decimal(end), unit) for end in found.groups() if end)
