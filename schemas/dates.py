"""Dates as sources print them, often without day or month, and how late one can be beside all others."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

# Years that a report can be of.
FIRST_YEAR, LAST_YEAR = 1949, 2100
_PLAN = 5  # years
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def partial_date(printed: str) -> tuple[date, str]:
    """The last day that a possibly partial date can mean, and its precision: day, month or year.

    ``2023-01`` is (2023-01-31, month): a figure is taken as known only when it surely was.

    Raises:
        ValueError: not of the form YYYY, YYYY-MM or YYYY-MM-DD, or no day of the calendar.
    """
    match = _PARTIAL.fullmatch(printed.strip())
    if not match:
        raise ValueError(f"{printed!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return date(year, 12, 31), "year"
    if not 1 <= month <= 12:
        raise ValueError(f"{printed!r} has no such month")
    if day is None:
        return date(year, month, calendar.monthrange(year, month)[1]), "month"
    return date(year, month, day), "day"


def newest_year(reports: Iterable[int], periods: Iterable[int]) -> int:
    """The newest year that anything at hand is of: that of the newest report, or of a period of figures not long after it.

    Figures may be newer than the reports that they judge. But one row that names a far year must not move what is known of all: a year
    counts that is at most a five-year plan later than the newest before it. Never a clock: the same files mean the same for ever.

    Args:
        reports: the years of the reports; where there are none, all periods count.
        periods: the last years of the periods of figures.
    """
    later = sorted(set(periods))
    newest = max(reports, default=later[-1] if later else LAST_YEAR)
    for year in later:
        newest = year if newest < year <= newest + _PLAN else newest
    return newest


def last_known(newest: int) -> date:
    """The last day that a source can be of, where the newest year at hand is this: the end of the year after, in which its figures come out."""
    return date(newest + 1, 12, 31)
