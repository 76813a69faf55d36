"""Numbers as the cells of a table have them: all of a series in one unit, without it; bounds as signs.

Belongs here: which unit a series is printed in, and a cell's number. Does not: numbers in sentences (``wording``).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from pipelines.site.series import Series
from pipelines.wording import units
from pipelines.wording.bounds import SIGNS
from pipelines.wording.numbers import grouped, grouped_zh, to_places, to_significant
from schemas.codelists.statuses import statuses

# English multiples, the largest first, from how many on each is used.
_LARGE = (
    (Decimal(10) ** 12, Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, Decimal(10) ** 6, "million"),
    (Decimal(10) ** 4, Decimal(10) ** 3, "thousand"),
)
_TO = {"zh": "～", "en": "–"}
_PLACES, _CONVERTED = 2, 3


class Unit(NamedTuple):
    """A unit of a table.

    Attributes:
        size: how many base units it is.
        words: in the language of the page; empty for bare counts.
        converted: whether the page prints another unit than the report, so that a number has no more digits than say something.
    """

    size: Decimal
    words: str
    converted: bool = False


def unit_of(series: Series, language: str) -> Unit:
    """The unit in which a series is printed: in Chinese the one that reports print most, in English one of its size."""
    counted = series.rows["unit"].value_counts().sort("count", "unit", descending=[True, False])
    printed = counted["unit"][0]
    own = units.parsed(printed)
    size = own.times * own.factor
    if language == "zh":
        return Unit(size, units.prefix_zh(own) + units.stem_zh(own.stem))
    middle = Decimal(str(series.rows["value_base"].cast(pl.Float64).abs().median()))
    into = units.english(printed, middle / size)
    _, times, word = next((each for each in _LARGE if middle / into.size >= each[0]), (Decimal(1), Decimal(1), ""))
    noun = into.many.strip() or into.before.strip()
    # Of bare counts the multiple is the noun: in thousands, in thousand hectares.
    words = f"{word} {noun}".strip() if noun or not word else f"{word}s"
    return Unit(into.size * times, words, units.is_converted(printed))


def number(value: Any, unit: Unit, language: str) -> str:
    """A number of base units in a unit, to two decimals; a converted one to three digits."""
    exact = Decimal(str(value)) / unit.size
    of_unit = to_significant(exact, _CONVERTED) if unit.converted else to_places(exact, _PLACES)
    return (grouped if language == "en" else grouped_zh)(of_unit)


def sign(bound: str | None) -> str:
    """A bound before a number: ≥; nothing for an exact one."""
    return SIGNS[bound or "exact"].strip()


def target(row: Mapping[str, Any], unit: Unit, language: str) -> str:
    """What was set, with its bound as a sign: ≥5.5, 6.5–7, in Chinese 6.5～7."""
    ends = [number(row[name], unit, language) for name in ("value_base", "value_high_base") if row[name] is not None]
    return sign(row["bound"]) + _TO[language].join(ends)


def result(row: Mapping[str, Any], unit: Unit, language: str) -> str:
    """What came, with its bound as a sign; empty where no figure is comparable."""
    if row["actual_base"] is None:
        return ""
    return sign(row["actual_bound"]) + number(row["actual_base"], unit, language)


def cell(row: Mapping[str, Any], unit: Unit, language: str) -> str:
    """Target, result and the sign of the verdict: 5.5 → 2.1 ▼; the sign alone says where no figure is comparable."""
    came = result(row, unit, language)
    parts = [target(row, unit, language), *(["→", came] if came else []), statuses()[row["status"]].sign]
    return " ".join(parts)
