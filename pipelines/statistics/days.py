"""Days and periods that no figure can be of: after all that is at hand, or before the period itself began.

Belongs here: what is wrong with a date beside all the others. Does not: whether a cell is a date at all (``cells``), or as of which day is judged,
which is a table of its own.
"""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any

from schemas.contract import Fault
from schemas.dates import FIRST_YEAR, LAST_YEAR, last_known, newest_year

_CURE = "Write the date that the source prints"


def faults(
    rows: Sequence[Mapping[str, Any]], broken: Container[int], newest_report: int, retrieved: Container[int] = ()
) -> dict[int, Fault]:
    """What is wrong with the period, or else the date, of figures, by their places.

    Args:
        rows: the rows of ``statistics`` made of them.
        broken: places of rows that have a fault already; they are not looked at.
        newest_report: the year of the newest report at hand.
        retrieved: places of rows whose date is that of a retrieval, and not one that a source prints.
    """
    sound = [place for place in range(len(rows)) if place not in broken]
    newest = newest_year([newest_report], (_last_year(rows[place]["period"]) for place in sound))
    answer: dict[int, Fault] = {}
    for place in sound:
        row = rows[place]
        reason = _of_period(row["period"], newest)
        if reason:
            answer[place] = ("period", "date", reason)
        elif row["published"] and (reason := _of_day(row, newest, retrieved=place in retrieved)):
            answer[place] = ("published", "date", reason)
    return answer


def _of_period(period: str, newest: int) -> str | None:
    last = _last_year(period)
    if int(period[:4]) < FIRST_YEAR:
        return f"{period} begins before {FIRST_YEAR}, and no report is older. Look whether the year is right"
    if last > newest:
        return f"{period} ends later than anything at hand: the newest report or figure is of {newest}. Look whether the year is right"
    return None


def _of_day(row: Mapping[str, Any], newest: int, *, retrieved: bool) -> str | None:
    """What is wrong with a day; that of a retrieval may well be later than the figures that were retrieved."""
    day: date = row["published"]
    begun, latest = _first_day(row["period"]), date(LAST_YEAR, 12, 31) if retrieved else last_known(newest)
    if day < begun:
        return f"{day} is before {row['period']} began, so that nobody knew the figure. {_CURE}"
    if day > latest:
        why = "" if retrieved else f", the end of the year after {newest}, the newest year of a report or figure"
        return f"{day} is later than {latest}{why}. {_CURE}"
    return None


def _last_year(period: str) -> int:
    return int(period.rpartition("/")[2][:4])


def _first_day(period: str) -> date:
    year, _, month = period.partition("/")[0].partition("-")
    return date(int(year), int(month or 1), 1)
