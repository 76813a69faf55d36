"""How a number is printed with its unit, in Chinese and in English. Belongs here: the English names of units. Does not: which units
there are, and what they are worth (``schemas/codelists/units.csv``).
"""

from decimal import Decimal

from pipelines.wording.numbers import grouped, plain
from schemas import codelists

_LARGE = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
# A base unit for one and for many; one that is not here is printed as its code. A thing that is counted has no word of its own.
_NAMES = {
    "item": ("", ""), "1": ("", ""), "CNY": ("yuan", "yuan"), "person": ("person", "people"), "person_time": ("person-time", "person-times"),
    "household": ("household", "households"), "head": ("animal", "animals"), "m3": ("m³", "m³"), "tce": ("t of coal equivalent",) * 2,
    "t_km": ("tonne-kilometre", "tonne-kilometres"), "person_km": ("passenger-kilometre", "passenger-kilometres"),
    "person_day": ("person-day", "person-days"), "day": ("day", "days"), "h": ("hour", "hours"), "min": ("minute", "minutes"),
    "year": ("year", "years"), "ug/m3": ("μg/m³", "μg/m³"), "degC": ("°C", "°C"), "pp": ("percentage point", "percentage points"),
    "doubling": ("doubling", "doublings"),
}  # fmt: skip


def quantity_zh(number: Decimal, unit: str | None) -> str:
    """A number with its unit as Chinese prints it: 3350万吨, 7%."""
    return f"{plain(number)}{unit or ''}"


def quantity_en(number: Decimal, unit: str | None) -> str:
    """A number with its unit as English reads it, multiplier worked out exactly: 33.5 million t, 7 %, 460,000 people."""
    known = codelists.base_unit(unit) if unit else None
    if unit == "%" or known is None:
        return f"{grouped(number)} {unit or ''}".rstrip()
    base, factor = known[1], known[2]
    if base == "%":  # ‰ stays what it is
        return f"{grouped(number)} {unit}"
    whole = number * factor
    one, many = _NAMES.get(base, (base, base))
    return f"{_large(whole)} {one if abs(whole) == 1 else many}".rstrip()


def _large(number: Decimal) -> str:
    for size, word in _LARGE:
        if abs(number) >= size:
            return f"{grouped(number / size)} {word}"
    return grouped(number)
