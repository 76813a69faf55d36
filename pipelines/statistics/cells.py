"""What people write into a cell of a table of figures: a number, a region, a period, a date.

Belongs here: what of it can be read with certainty, and the sentence where it cannot, which says what is there, why it is none, and what
to write. Does not: which cell is what of a figure (``bundled``, ``tables``), or what becomes of the figure (``figures``).
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache

from schemas import codelists, dates
from schemas.codelists import places
from schemas.contract import DIGITS, SCALE

# What stands in a table where there is no figure.
ABSENT = ("", "-", "--", "—", "——", "–", "...", "…", "……", "/", "无", "NA", "N/A")
_MISSING = ("nan", "null", "none", "#n/a", "inf", "-inf", "infinity", "-infinity")
# Full width to ASCII, and no more: NFKC would make 1272.91 of 1272.9①.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("−"): "-", ord("\u3000"): " "}
_DIGITS = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:\s[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_NUMBER = re.compile(rf"([+-]?)\s*({_DIGITS})\s*([%‰]?)")
_ONE_NUMBER = re.compile(r"([^0-9]*?)([+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)([^0-9]*)")
_BRACKETED = re.compile(r"\(([0-9]+(?:\.[0-9]+)?)\)")
_SHORTENED = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_RANGE = re.compile(r"[+-]?[0-9.,]+[%‰]?\s*(?:-|~|–|—|至|到)\s*[0-9.,]+[%‰]?")
_BOUND = re.compile(r"约|近|超过?|突破|不足|不低于|不超过|左右|以上|以下|以内|多|余|[<>≥≤]")
# GB/T 2260 codes as programs write them: with the zeros of the statistical code, or as a number with a fraction.
_FLOAT_CODE = re.compile(r"([0-9]{6}|[0-9]{9}|[0-9]{12})\.0+")
_LONG_CODE = re.compile(r"[0-9]{9}|[0-9]{12}")
_NATION = {"000000": "100000"}
_YEAR = re.compile(r"([0-9]{4})(?:年度?)?(?:\.0+)?")
_MONTH = re.compile(r"([0-9]{4})(?:-|年)(0?[1-9]|1[0-2])月?")
_YEARS = re.compile(r"([0-9]{4})年?\s*(?:/|-|–|—|~|至)\s*([0-9]{4})年?")
_MONTHS = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])/[0-9]{4}-(?:0[1-9]|1[0-2])")
_DAY = re.compile(r"([0-9]{4})[/年.]([0-9]{1,2})(?:[/月.](?:([0-9]{1,2})日?)?)?")
_PERIODS = "Write a year (2023), a month (2023-06) or years (2021/2025)"


def is_absent(cell: str) -> bool:
    """Whether a cell says that there is no figure."""
    return cell.translate(_NARROW).strip() in ABSENT


def number(cell: str, unit: str) -> Decimal:
    """The number of a cell, as printed.

    Read are full-width digits, a sign, separators of thousands (1,234.5 and 1 234.5), and ``%`` or ``‰`` where that is the unit of the
    figure. Nothing else: no power of ten, which a spreadsheet has rounded, no number with words or marks around it.

    Raises:
        ValueError: it is no such number, or has more digits than the table ``statistics`` holds.
    """
    text = cell.translate(_NARROW).strip()
    match = _NUMBER.fullmatch(text)
    if not match:
        raise ValueError(_no_number(cell, text))
    sign, digits, of = match.groups()
    if of and of != unit:
        raise ValueError(f"{text} is no number of {unit}. Mend the cell, or the unit")
    plain = re.sub(r"[,\s]", "", digits)
    _check_size(cell, Decimal(plain))
    return Decimal(sign + plain.removesuffix("."))


def _no_number(cell: str, text: str) -> str:
    """Why a cell is no number, and what to write."""
    if text == "":
        return "the cell is empty. Write the number, or take the row out"
    if text in ABSENT or text.casefold() in _MISSING:
        return f"{cell!r} is no number. Take the row out, or empty the cell where a row holds several figures"
    if text.startswith("#"):
        return (
            f"{cell!r} is no number: a formula of the spreadsheet has failed. Mend it there, and save the table again"
        )
    if _SHORTENED.fullmatch(text):
        return f"{cell!r} is a number that a spreadsheet has shortened. Let it show all digits there, and save the table again"
    if re.fullmatch(r"[+-]?[0-9.,\s]+", text):
        return f"{cell!r} is no number: its separators are not clear. Write it like 1234.5 or 1,234.5"
    if _RANGE.fullmatch(text):
        return f"{cell!r} is no number but a range. A figure is one number: write it, or take the row out"
    if match := _BRACKETED.fullmatch(text):
        return f"{cell!r} is no number: brackets may mean a loss or a remark. Write -{match[1]} or {match[1]}"
    if match := _ONE_NUMBER.fullmatch(text):
        before, digits, after = (part.strip() for part in match.groups())
        if not before and codelists.base_unit(unicodedata.normalize("NFKC", after)):
            return f"{cell!r} is no number: its unit stands in it. Write {digits}, and {after} as the unit"
        if _BOUND.search(before + after):
            bounds = "about, at_least or at_most"
            return f"{cell!r} is no number: it is bounded. Write {digits}, and as value_bound one of {bounds}"
        beside = f"{before}…{after}" if before and after else before or after
        return f"{cell!r} is no number: {beside!r} stands beside it. Write {digits}"
    return f"{cell!r} is no number. Write it in digits, like 1234.5"


def _check_size(cell: str, value: Decimal) -> None:
    """Whether a figure may have so many digits (``schemas.contract``).

    Raises:
        ValueError: it has not.
    """
    if value and value.adjusted() >= DIGITS:
        digits = value.adjusted() + 1
        raise ValueError(
            f"{cell!r} has {digits} digits before the point, and {DIGITS} is the most. Look whether two cells ran together"
        )
    places = -int(value.as_tuple().exponent) if value else 0
    if places > SCALE and value != round(value, SCALE):
        raise ValueError(f"{cell!r} has {places} decimal places, and {SCALE} is the most. Write what the source prints")


def in_base_units(value: Decimal, unit: str, factor: Decimal) -> Decimal:
    """A number in base units, of which a unit is ``factor``.

    Raises:
        ValueError: it has more digits than the table ``statistics`` holds.
    """
    base = value * factor
    try:
        _check_size(f"{value}{unit}", abs(base))
    except ValueError:
        reason = f"'{value}' is too large or too fine to be a number of {unit}. Look whether the unit is right"
        raise ValueError(reason) from None
    return base


@cache
def region(cell: str) -> str:
    """The GB/T 2260 code of a region, from its code or a name of it (``schemas.codelists.places``).

    Codes have six digits, or nine or twelve with zeros at their end (650000000000); 000000 is the nation. A code of an older year stays
    as it is: the join knows what became of it.

    Raises:
        ValueError: no region is known by that name, or several are; the reason prints their codes.
    """
    plain = re.sub(r"[\s/·]", "", unicodedata.normalize("NFKC", cell))
    if match := _FLOAT_CODE.fullmatch(plain):
        plain = match[1]
    short = plain[:6] if _LONG_CODE.fullmatch(plain) and not plain[6:].strip("0") else plain
    short = _NATION.get(short, short)
    if codelists.is_region(short) or short in _older():
        return short
    if not plain:
        raise ValueError("the cell is empty. Write the region's code or name, or take the row out")
    if _SHORTENED.fullmatch(plain):
        raise ValueError(
            f"{cell!r} is a code that a spreadsheet has shortened. Let the cells be text there, and save again"
        )
    if _LONG_CODE.fullmatch(plain) and plain[6:].strip("0"):
        raise ValueError(
            f"{cell!r} is the code of a town or village. Figures are those of counties and what is above them"
        )
    if code := places.code(plain):
        return code
    raise ValueError(". ".join(places.doubt(cell, "Write the full name, or the six-digit code of GB/T 2260")))


@cache
def _older() -> frozenset[str]:
    return frozenset(row["old_region_code"] for row in codelists.read("region_changes"))


@cache
def period(cell: str) -> str:
    """The period of a figure as ISO 8601: 2023 of 2023年, 2023-06 of 2023年6月, 2021/2025 of 2021-2025年.

    Raises:
        ValueError: it is none of them.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if match := _YEAR.fullmatch(text):
        return match[1]
    if match := _MONTH.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02}"
    if (match := _YEARS.fullmatch(text)) and match[1] < match[2]:
        return f"{match[1]}/{match[2]}"
    if _MONTHS.fullmatch(text) and text[:7] < text[8:]:
        return text
    raise ValueError(f"{cell!r} is no period. {_PERIODS}" if text else f"the cell is empty. {_PERIODS}")


@cache
def day(cell: str) -> tuple[date, str]:
    """The last day that a possibly partial date can mean, and its precision (``schemas.dates``); 2023/12/1 and 2023年12月1日 are read too.

    Raises:
        ValueError: it is no such date, or no day of the calendar.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    match = _DAY.fullmatch(text)
    written = "-".join(part for part in match.groups() if part) if match else text.removesuffix("年")
    try:
        return dates.partial_date(written)
    except ValueError as error:
        if not match and not re.fullmatch(r"[0-9-]+", text):
            raise ValueError(f"{cell!r} is no date. Write 2024, 2024-03 or 2024-03-29") from None
        raise ValueError(f"{error}. Write 2024, 2024-03 or 2024-03-29") from None
