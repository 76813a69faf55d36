"""Where the value stands in its sentence, so that a reader sees what was read. Belongs here: finding its end; its beginning is known.

Offsets are code points, as in the tables; a page that counts UTF-16 units has to cut by code points.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_DIGITS = r"[\d〇零一二三四五六七八九十百千两半]"
_NUMBER = rf"(?:[百千]分之)?{_DIGITS}+(?:[.．点,，]{_DIGITS}+)*(?:(?:分之|/){_DIGITS}+)?"
# 过万亿元 has no number before its unit.
_VALUE = re.compile(rf"{_NUMBER}|翻{_DIGITS}+(?:番半?)?|(?=[万亿])")
# The unit may stand at both ends of a range: 2.5万—3万户.
_RANGE = re.compile(rf"{_NUMBER}[^\d\s，。；]{{0,4}}?[-—–~～至到]+{_NUMBER}")


def mark(row: Mapping[str, Any]) -> tuple[int, int] | None:
    """First and after-last place of a target's value in its quote, the unit with it; None where it cannot be told.

    Args:
        row: a row of ``targets`` with its ``quote``.
    """
    quote, unit = row["quote"], row["unit"] or ""
    start = int(row["target_id"].split("@")[1].split(".")[0]) - row["char_start"]
    if not 0 <= start < len(quote):
        return None
    if row["comparator"]:
        return (start, start + len(row["comparator"])) if quote.startswith(row["comparator"], start) else None
    pattern = _RANGE if row["value_high"] is not None else _VALUE
    value = pattern.match(quote, start) or _VALUE.match(quote, start)
    end = _after_unit(quote, value.end(), unit) if value else start
    return (start, end) if end > start else None


def _after_unit(quote: str, end: int, unit: str) -> int:
    """``end``, or the place after the unit where it follows; a unit is stored in NFKC and may be printed otherwise (20 余户)."""
    begin = len(quote) - len(quote[end:].lstrip(" \u3000多余"))
    for stop in range(begin + 1, min(begin + len(unit) + 1, len(quote)) + 1):
        if unicodedata.normalize("NFKC", quote[begin:stop]) == unit:
            return stop
    return end
