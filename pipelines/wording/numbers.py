"""How numbers are printed, alone and as counts of things. Belongs here: digits. Does not: units (``units``), or what a number is of."""

from decimal import Decimal

import polars as pl

from schemas.contract import SCALE


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
