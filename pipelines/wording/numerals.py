"""Chinese numerals and the years that are told in them: 二十八, 三千五, 四点五, 二〇二三年, “十四五”.

Belongs here: what a numeral means. Does not: where in a text one stands, or which unit belongs to it (patterns of the stages).
"""

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_VALUES = {sign: value for value, sign in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ZEROS = "零〇○"
# What is printed for a zero, also in its place: letters of three alphabets that look like one.
OTHER_ZEROS = "0OoΟο\u041e\u043e"
_FIGURES = str.maketrans(_DIGITS + "〇○" + OTHER_ZEROS, "012345678900" + "0" * len(OTHER_ZEROS))
# From the third on (1966) every five-year plan began five years after the one before; the tenth began in 2001.
_TENTH_PLAN, _PLAN_YEARS = 2001, 5


def in_figures(text: str) -> str:
    """A text with its Chinese digits as figures, sign for sign, so that offsets hold: 二〇二三年 is 2023年."""
    return text.translate(_FIGURES)


def number(printed: str) -> Decimal:
    """The value of a numeral: 一千二百万, 二十八, 四点五, 百 (a hundred), 两万五 (25,000), 二〇二三; of figures (28) too.

    Raises:
        ValueError: it is no numeral.
    """
    if printed.isdecimal():
        return Decimal(printed)
    whole, point, fraction = printed.partition("点")
    if not whole or (point and not fraction):
        raise ValueError(f"{printed!r} is no numeral")
    try:
        value = _whole(whole)
        return Decimal(f"{value}." + "".join(str(_VALUES[sign]) for sign in fraction)) if fraction else Decimal(value)
    except KeyError as error:
        raise ValueError(f"{printed!r} is no numeral: {error.args[0]}") from None


def count(printed: str) -> int:
    """The value of a numeral that is a whole number: of years, of a month, of a plan.

    Raises:
        ValueError: it is no numeral, or of no whole number.
    """
    value = number(printed)
    if value != int(value):
        raise ValueError(f"{printed!r} is no whole number")
    return int(value)


def five_year_plan(printed: str) -> tuple[int, int]:
    """The first and the last year of a five-year plan, told by its number: 十四 is 2021 to 2025.

    Raises:
        ValueError: it is no numeral.
    """
    first = _TENTH_PLAN + _PLAN_YEARS * (count(printed) - 10)
    return first, first + _PLAN_YEARS - 1


def _whole(signs: str) -> int:
    if len(signs) > 1 and all(sign in _VALUES for sign in signs):
        return int("".join(str(_VALUES[sign]) for sign in signs))
    total = section = digit = 0
    last = 1
    for sign in signs:
        if sign in _VALUES:
            digit = _VALUES[sign]
            last = 1 if sign in _ZEROS else last
            continue
        times = _TIMES[sign]
        if times == 10**8:  # takes in all before it: 三万二千亿, 万亿
            total, section = (total + section + digit or 1) * times, 0
        elif times == 10**4:
            total, section = total + (section + digit or 1) * times, 0
        else:
            section += (digit or 1) * times
        digit, last = 0, times
    # 两万五: a digit that ends a numeral counts tenths of the unit before it.
    return total + section + (digit * last // 10 if last > 10 else digit)
