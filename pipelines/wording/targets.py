"""What a target sets, without its name: 增长7%左右, up about 7 %; 500万吨以上, at least 5 million t.

There can be half a million targets, so what is printed is an expression over their columns ``measure``, ``bound``, ``value``,
``value_high``, ``unit``. Belongs here: verbs, and how a quantity stands in English. Does not: whole sentences (``sentences``).
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from pipelines.wording.bounds import AFTER_ZH, BEFORE_EN, turned
from pipelines.wording.numbers import all_digits
from pipelines.wording.units import quantity_en
from schemas.contract import DIGITS, SCALE

_UP_ZH, _DOWN_ZH = {"growth": "增长", "change": "增加"}, {"growth": "下降", "change": "减少"}
_UP_EN, _DOWN_EN = {"growth": "up ", "change": "up by "}, {"growth": "down ", "change": "down by "}
# 下降3%以上 is stored as at most -3, and printed without its sign.
_FALLS = (pl.col("value") < 0) & pl.col("measure").is_in(list(_UP_ZH))
# What a row of a statement holds of these columns; no table holds more digits.
_TYPES = dict.fromkeys(("measure", "bound", "unit"), pl.String) | {
    name: pl.Decimal(DIGITS + SCALE, SCALE) for name in ("value", "value_high")
}
_TOO_LARGE, _FINEST = Decimal(10) ** DIGITS, -SCALE
# From the first and the last number (null but for a range) and a unit to what English prints.
Quantity = Callable[[pl.Expr, pl.Expr, pl.Expr], pl.Expr]


def target_zh(printed: Callable[[pl.Expr], pl.Expr] = all_digits) -> pl.Expr:
    """What is set as a target in Chinese, null where no number is; ``printed`` says how a number is printed."""
    verb = by_code("measure", _UP_ZH, _DOWN_ZH)
    first, last = ends()
    number = concatenated(printed(first), pl.lit("–") + printed(last))
    return concatenated(verb, number, "unit", by_code("bound", AFTER_ZH, turned(AFTER_ZH)))


def target_en(quantity: Quantity) -> pl.Expr:
    """What is set as a target in English."""
    verb = by_code("measure", _UP_EN, _DOWN_EN)
    return concatenated(verb, by_code("bound", BEFORE_EN, turned(BEFORE_EN)), quantity(*ends(), pl.col("unit")))


class InWords(NamedTuple):
    """What a row sets, or states of the past, in both languages: 增长6.5–7%左右, up about 6.5 % to 7 %."""

    zh: str
    en: str


def in_words(rows: Iterable[Mapping[str, Any]]) -> list[InWords]:
    """Rows of statements in words, each; a comparison without a number, and one of more digits than a table holds, as printed."""
    rows = list(rows)
    cells = [{name: row[name] if _is_held(row) else None for name in _TYPES} for row in rows]
    frame = pl.DataFrame(cells, schema=_TYPES).select(zh=target_zh(), en=target_en(in_english))
    return [
        InWords(*both) if _is_held(row) else InWords(*[row["comparator"] or f"{row['value']:f}{row['unit'] or ''}"] * 2)
        for row, both in zip(rows, frame.iter_rows(), strict=True)
    ]


def _is_held(row: Mapping[str, Any]) -> bool:
    numbers: list[Decimal] = [row[end] for end in ("value", "value_high") if row[end] is not None]
    return bool(numbers) and all(
        abs(number) < _TOO_LARGE and int(number.as_tuple().exponent) >= _FINEST for number in numbers
    )


def ends() -> tuple[pl.Expr, pl.Expr]:
    """The set number, and of a range its other end, else null; a fall without its sign, its smaller end first."""
    high = pl.col("value_high")
    first = pl.when(_FALLS).then(pl.coalesce(high, "value").abs()).otherwise("value")
    last = pl.when(_FALLS & high.is_not_null()).then(pl.col("value").abs()).otherwise(high)
    return first, last


def by_code(column: str, words: Mapping[str, str], falling: Mapping[str, str] | None = None) -> pl.Expr:
    """The word for the code in a column, null where there is none; another where a fall is set."""
    rising = pl.col(column).replace_strict(words, default=None, return_dtype=pl.String)
    return rising if falling is None else pl.when(_FALLS).then(by_code(column, falling)).otherwise(rising)


def concatenated(*texts: str | pl.Expr) -> pl.Expr:
    """Texts one after the other, of columns and expressions; an empty cell is no text."""
    return pl.concat_str(*texts, ignore_nulls=True)


def as_printed(first: pl.Expr, last: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """A quantity with the unit that was printed: 3350 万吨, 5–5.5 %."""
    return concatenated(all_digits(first), pl.lit("–") + all_digits(last), pl.lit(" ") + unit)


def in_english(first: pl.Expr, last: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """A quantity in an English unit: 33.5 million t, 5 % to 5.5 %. For few rows: each is worked out by itself."""
    return pl.struct(first=first, last=last, unit=unit).map_elements(_in_english, return_dtype=pl.String)


def _in_english(quantity: Mapping[str, Any]) -> str | None:
    numbers: list[Decimal] = [quantity[end] for end in ("first", "last") if quantity[end] is not None]
    return " to ".join(quantity_en(number, quantity["unit"]) for number in numbers) or None


def rates_as_printed(first: pl.Expr, last: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """A rate as it was printed, 5–5.5 %, any other quantity in an English unit."""
    is_rate = unit.is_null() | (unit == "%")
    return pl.when(is_rate).then(as_printed(first, last, unit)).otherwise(in_english(first, last, unit))
