"""Indices that a table gives as rates of growth: 105.0 with 上年=100 is a growth of 5.0 %.

Belongs here: what shows that figures are an index, from the words above them to the numbers themselves. Does not: turning one into a
rate, which the mapping asks for (``figures``).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pipelines.statistics.figures import EXACT, INDEX_BASE, TRANSFORM, Printed
from pipelines.statistics.reasons import OF_SEVERAL, rows_of
from schemas.contract import Fault

# Of these no region's yearly growth was ever near the numbers of an index, so one of them is enough.
NEVER_SO_HIGH = (
    "gdp", "gdp_per_head", "primary_value_added", "cpi", "retail_prices", "income_all", "income_urban", "income_rural",
)  # fmt: skip
# Where nothing above the numbers says so, all of so many have to lie within the bounds of yearly indices. A growth by the same
# numbers in per cent occurs (tourists after an epidemic), but not all down a column.
ENOUGH = 3
LOW, HIGH = Decimal(90), Decimal(130)
# Where a word for an index stands above them, they lie a little farther apart.
WORDED_LOW, WORDED_HIGH = Decimal(70), Decimal(150)
# What is above this may be an index, or a new thing that grew so fast. Nothing but the source tells, and who has read it says by
# ``value_bound`` how the figure binds.
FASTEST = Decimal(60)
_FIXED_BASE = re.compile(r"(?:19|20)[0-9]{2}年?(?:=|为)100|定基")


class _Figure(NamedTuple):
    """A rate of growth: its place in the table, as printed, and the number that was read."""

    place: int
    printed: Printed
    value: Decimal


def faults(printed: Sequence[Printed], rows: Sequence[dict[str, Any]], broken: Iterable[int]) -> dict[int, Fault]:
    """The figures that are an index and are given as growth, or the other way round, by their places; a sentence a column of figures.

    Growth over several years is not looked at: that may well double.

    Args:
        printed: the figures as printed.
        rows: the rows of ``statistics`` made of them.
        broken: places of rows that have a fault already; they are not looked at.
    """
    columns: dict[tuple[str, ...], list[_Figure]] = defaultdict(list)
    skipped = set(broken)
    for place, row in enumerate(rows):
        if place not in skipped and row["measure"] == "growth" and "/" not in row["period"]:
            key = (row["file"], printed[place].get("column", ""), row["indicator_id"])
            columns[key].append(_Figure(place, printed[place], Decimal(row["value"])))
    answer: dict[int, Fault] = {}
    for (file, column, indicator_id), figures in columns.items():
        doubtful, reason = _judged(figures, indicator_id)
        if doubtful:
            where = f"{file}, {rows_of(figure.printed['file_row'] for figure in doubtful)}"
            where += f", column {column}" if column else ""
            answer |= {figure.place: ("value", OF_SEVERAL, f"{where}: {reason}") for figure in doubtful}
    return answer


def _judged(figures: list[_Figure], indicator_id: str) -> tuple[list[_Figure], str]:
    """Which figures of a column are no rates of growth, and why."""
    first, above = figures[0], _above(figures[0].printed)
    if match := _FIXED_BASE.search(above):
        cure = "Take the rates of growth, or the index of 上年=100"
        return (
            figures,
            f"{first.value} stands under {match[0]}, an index of a fixed year, which no growth follows from. {cure}",
        )
    if first.printed.get("transform"):
        return _rates(figures)
    if match := INDEX_BASE.search(above):
        return figures, _an_index(first, f"{first.value} stands under {match[0]}")
    worded = "指数" in above or INDEX_BASE.search(_plain(first.printed.get("title", "")))
    if worded and _all_between(figures, WORDED_LOW, WORDED_HIGH):
        return figures, _an_index(first, f"{first.value} stands under 指数 or 上年=100")
    high = [figure for figure in figures if _all_between([figure], LOW, HIGH)]
    if high and indicator_id in NEVER_SO_HIGH:
        return high, _an_index(high[0], f"{high[0].value} % is no growth of {_name(high[0])} in a year")
    if len(high) == len(figures) >= ENOUGH and not any(map(_is_confirmed, figures)):
        return figures, _an_index(first, f"all {len(figures)} numbers lie between {LOW} and {HIGH}")
    fast = [figure for figure in figures if figure.value > FASTEST and not _is_confirmed(figure)]
    return fast, _too_fast(fast[0]) if fast else ""


def _rates(figures: list[_Figure]) -> tuple[list[_Figure], str]:
    """Those that the mapping calls an index and that look like rates; ``value`` has 100 taken off already."""
    if len(figures) < ENOUGH or not _all_between(figures, Decimal(-200), WORDED_LOW - 101):
        return [], ""
    reason = f"{figures[0].value + 100} is no index of 上年=100 but looks like a rate of growth, as all {len(figures)} numbers do"
    return figures, f"{reason}. Take the transform out of mapping.toml"


def _is_confirmed(figure: _Figure) -> bool:
    """Whether its source says how it binds, which no index does."""
    return bool(figure.printed.get("value_bound"))


def _an_index(figure: _Figure, why: str) -> str:
    return f"{why}: that is an index of 上年=100 and no rate of growth. {_as_rate(figure)}"


def _too_fast(figure: _Figure) -> str:
    reason = f"{figure.value} % is more than {_name(figure)} grows by in most years, and may be an index of 上年=100"
    return f"{reason}. {_as_rate(figure)}; if the source prints that rate, {EXACT} as value_bound"


def _as_rate(figure: _Figure) -> str:
    """What makes a rate of an index, in the table that it stands in."""
    if "column" in figure.printed:
        return f'Give the column transform = "{TRANSFORM}" in mapping.toml'
    return f"Write {figure.value - 100}, and so on"


def _all_between(figures: list[_Figure], low: Decimal, high: Decimal) -> bool:
    return all(low <= figure.value <= high for figure in figures)


def _name(figure: _Figure) -> str:
    return str(figure.printed["indicator"])


def _above(printed: Printed) -> str:
    """The words that belong to a figure's own column."""
    return _plain(f"{printed.get('heading', '')} {printed.get('column', '')} {printed['indicator']}")


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
