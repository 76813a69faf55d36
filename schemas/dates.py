"""Dates as sources print them, often without day or month."""

import calendar
import re
from datetime import date

# Years that a report can be of.
FIRST_YEAR, LAST_YEAR = 1949, 2100
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
