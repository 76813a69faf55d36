"""Which of the times that its sentence names a figure is for: the last before it that fits its tense.

Belongs here: choosing between the times that are printed. Does not: which times a sentence names (``times``), what a figure is for where
none is (``period``), or what it is counted from (``base_period``).
"""

from collections.abc import Iterator

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence
from pipelines.targets.times import END, PART, SPAN, SUM, WHOLE, YEAR, Time

# They say that growth is of one year, and leave what is said of months or of a year before them as it is.
# 预计 says only that a figure is not final, of several years too.
_LEAVES = dict.fromkeys(("同比", "去年", "上年"), (PART, YEAR)) | {"预计": (PART, YEAR, SPAN, SUM)}

_AVERAGE = ("年均", "年平均", "平均")


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The years or months, ISO 8601; None where none are named, or they do not fit the tense."""
    named = find(figure)
    return named.period if named else None


def find(figure: Figure) -> Time | None:
    """The time that governs a figure; one year as a whole (全年) only up to the next semicolon, where it ends what stands before."""
    chosen: Time | None = None
    for time in fitting(figure):
        if time.role == WHOLE and chosen and chosen.role in _LEAVES.get(time.words, ()):
            continue
        chosen = None if time.role == WHOLE and ";" in figure.said[time.end :] else time
    return chosen


def span(figure: Figure) -> Time | None:
    """The last several years that are named before a figure, which an average is over even after a single year."""
    return next((time for time in reversed(list(fitting(figure))) if time.role in (SPAN, SUM)), None)


def fitting(figure: Figure) -> Iterator[Time]:
    """The times before a figure that fit its tense, with the years that those mean which depend on it."""
    year, usual = figure.year, figure.usual
    for time in figure.times:
        # 总产值200亿元,五年年均增长8%;税收20亿元: the average alone is of the five years.
        averaged = time.role == SUM and figure.said.startswith(_AVERAGE, time.end)
        if time.end <= figure.own_at and (averaged or (not time.leads and time.role in (YEAR, PART))):
            continue
        if (time.role == YEAR and (year is None or _fits(int(time.period), year, figure.achieved))) or (
            time.role == END and year and (int(time.period) < year if figure.achieved else int(time.period) > year)
        ):
            yield time
        elif time.role in (SPAN, SUM) and year and (period := _span(time.period, year, figure.achieved)):
            yield time._replace(period=period)
        elif time.role == PART and figure.months_of and year and _near(time.period[:4], year, figure.achieved):
            of_year = figure.months_of
            yield time._replace(
                period="/".join((of_year if part[0] == "-" else "") + part for part in time.period.split("/"))
            )
        elif time.role == WHOLE and usual:
            yield time._replace(period=usual)


def of_part(figure: Figure, sentence: Sentence) -> str | None:
    """The several years of the part, as far as they fit the tense."""
    part = sentence.years
    return (
        _span(part, figure.year, figure.achieved) if part and figure.year and part[-4:] > str(figure.year - 1) else part
    )


def _near(printed: str, year: int, achieved: bool) -> bool:
    """Whether the months of a year, where one is printed, are over for what is achieved, and to come for a target."""
    return printed[0] == "-" or (int(printed) <= year if achieved else int(printed) >= year)


def _fits(named: int, year: int, achieved: bool) -> bool:
    return named < year if achieved else named >= year


def _span(printed: str, year: int, achieved: bool) -> str | None:
    """Several years as far as they are over for what is achieved; as a whole where they are not for a target."""
    if printed[0] == "+":
        count = int(printed[1:])
        return f"{year - count}/{year - 1}" if achieved else f"{year}/{year + count - 1}"
    first, last = map(int, (printed[:4], printed[-4:]))
    if not achieved:
        return printed if last > year else None
    return None if first >= year - 1 else f"{first}/{min(last, year - 1)}"
