"""How numbers are printed, alone and as counts of things. Belongs here: digits. Does not: units (``units``), or what a number is of."""

from decimal import ROUND_HALF_UP, Context, Decimal

import polars as pl

from schemas.contract import DIGITS, SCALE

# Both languages separate thousands from so many on: 9999, 12,345.
_SEPARATED = 10_000
_CONTEXT = Context(prec=DIGITS + 2 * SCALE, rounding=ROUND_HALF_UP)
_LARGE = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def digits(number: Decimal) -> str:
    """A number without trailing zeros."""
    return _without_zeros(f"{number:f}")


def plain(number: Decimal) -> str:
    """A number without trailing zeros, with a true minus sign."""
    return digits(number).replace("-", "−")


def signed(number: Decimal) -> str:
    """A difference: with its sign, 0 without."""
    return ("+" if number > 0 else "") + plain(number)


def grouped(number: Decimal) -> str:
    """A number as English groups it, with a true minus sign: 1,152.5."""
    return _without_zeros(f"{number:,f}").replace("-", "−")


def grouped_zh(number: Decimal) -> str:
    """A number as Chinese prints it here: 9999, 12,345."""
    return grouped(number) if abs(number) >= _SEPARATED else plain(number)


def worded(number: Decimal) -> str:
    """A number as English prints it in text: 460,000; 1.5 million; 126 trillion."""
    for size, word in _LARGE:
        if abs(number) >= size:
            return f"{grouped(divided(number, size))} {word}"
    return grouped(number)


def divided(number: Decimal, by: Decimal) -> Decimal:
    """A quotient with more digits than any table holds."""
    return _CONTEXT.divide(number, by)


def significant(number: Decimal) -> int:
    """How many digits say something: 2 of 350,000 and of 0.0035."""
    return len(digits(number).replace("-", "").replace(".", "").strip("0")) or 1


def to_significant(number: Decimal, count: int) -> Decimal:
    """A number rounded to so many digits that say something, a half away from zero."""
    return number and Context(prec=count, rounding=ROUND_HALF_UP).plus(number)


def to_places(number: Decimal, places: int) -> Decimal:
    """A number rounded to so many decimals, a half away from zero."""
    return _CONTEXT.quantize(number, Decimal(1).scaleb(-places))


def _without_zeros(printed: str) -> str:
    # Not ``normalize``, which rounds to the 28 digits of the context.
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number of things in English: 1 target, 2 targets, 1,152 targets."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def share(part: int, whole: int) -> str:
    """A part of a whole in percent, without digits behind the point: 82%; of what is almost all or nothing never all or nothing."""
    rounded = (200 * part + whole) // (2 * whole)
    if 0 < part < whole and rounded in (0, 100):
        return "<1%" if rounded == 0 else ">99%"
    return f"{rounded}%"


def all_digits(numbers: pl.Expr) -> pl.Expr:
    """``digits`` of all numbers of a column."""
    # With a fixed scale there is always a point, before which no zero is stripped.
    return numbers.cast(pl.Decimal(30, SCALE)).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")


def all_plain(numbers: pl.Expr) -> pl.Expr:
    """``plain`` of all numbers of a column."""
    return all_digits(numbers).str.replace("-", "−", literal=True)
