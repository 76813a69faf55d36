"""How a day and years are said in a text: 2026年2月28日, 28 February 2026; 2021—2023年, 2021–2023.

Belongs here: days and years in words. Does not: days in files and tables, which are ISO 8601, or what a period is (``numerals``, the stages).
"""

from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_zh(day: date) -> str:
    """2026年2月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_en(day: date) -> str:
    """28 February 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_en(month: int) -> str:
    """The name of a month by its number: 3 is March."""
    return _MONTHS[month - 1]


def years_zh(years: Iterable[int]) -> str:
    """Years as Chinese lists them, those in a row as a range: 2018、2021—2023年; empty where there are none."""
    spans = ["—".join(map(str, span)) for span in _spans(years)]
    return f"{'、'.join(spans)}年" if spans else ""


def years_en(years: Iterable[int]) -> str:
    """Years as English lists them, those in a row as a range: 2018, 2021–2023; empty where there are none."""
    return ", ".join("–".join(map(str, span)) for span in _spans(years))


def _spans(years: Iterable[int]) -> list[list[int]]:
    """The first and the last of years in a row, or the one that stands alone."""
    spans: list[list[int]] = []
    for year in sorted(set(years)):
        if spans and spans[-1][-1] == year - 1:
            spans[-1] = [spans[-1][0], year]
        else:
            spans.append([year])
    return spans
