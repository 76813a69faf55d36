"""How much: the number signed, how it binds, and the same in base units: 下降3%以上 targets at most -3.

Belongs here: what follows from number, unit and direction. Does not: reading them (``quantities``, ``rules``).
"""

from decimal import Decimal
from typing import NamedTuple

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence
from schemas import codelists

_OTHER_WAY = {"at_least": "at_most", "at_most": "at_least"}
# What is doubled more often has more digits than a figure may have, and is refused with them.
_MOST_DOUBLINGS = 100
_DOUBLINGS = "番"
_PLACES = 6  # of what a doubling is worth: 2.5番 is 5.656854 times


class Amount(NamedTuple):
    """Of a range ``value`` is the lower end. All is None for a comparison, and what is in base units for a unit that is not listed."""

    bound: str | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    value_base: Decimal | None = None
    value_high_base: Decimal | None = None
    unit_base: str | None = None


def read(figure: Figure, sentence: Sentence) -> Amount:
    """The amount of a figure, negative for a fall."""
    quantity, sign = figure.quantity, figure.member.sign
    if quantity.value is None:
        return Amount()
    bound = _OTHER_WAY.get(quantity.bound, quantity.bound) if sign < 0 else quantity.bound
    low, high = sign * quantity.value, None if quantity.value_high is None else sign * quantity.value_high
    if high is not None and high < low:
        low, high = high, low
    base = codelists.base_unit(quantity.unit) if quantity.unit else None
    if base is None:
        return Amount(bound, low, high, quantity.unit or None)
    _, unit_base, factor = base
    doubles = quantity.unit == _DOUBLINGS
    in_base = _in_base(low, factor, doubles), None if high is None else _in_base(high, factor, doubles)
    return Amount(bound, low, high, quantity.unit, *in_base, unit_base)


def _in_base(value: Decimal, factor: Decimal, doubles: bool) -> Decimal:
    """A doubling is compared as the factor that it means."""
    if not doubles:
        return value * factor
    times = Decimal(2) ** min(value, Decimal(_MOST_DOUBLINGS))
    return times if value > _MOST_DOUBLINGS / 2 else round(times, _PLACES)
