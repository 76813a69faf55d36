"""Indices that a table gives as rates of growth: 105.0 with 上年=100 is a growth of 5.0 %.

Belongs here: what shows that figures are an index, from the words above them to the numbers themselves. Does not: turning one into a
rate, which the mapping asks for (``figures``).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pipelines.statistics.figures import TRANSFORM, Printed
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
_BASE = re.compile(
    r"(?:上年|去年|上一年|前一年|上年同期|上年同月|上月|previousyear|precedingyear)(?:=|为)100", re.IGNORECASE
)
_FIXED_BASE = re.compile(r"(?:19|20)[0-9]{2}年?(?:=|为)100|定基")


def faults(printed: Sequence[Printed], rows: Sequence[dict[str, Any]], broken: Iterable[int]) -> dict[int, Fault]:
    """The figures that are an index and are given as growth, or the other way round, by their places; a sentence a column of figures.

    Args:
        printed: the figures as printed.
        rows: the rows of ``statistics`` made of them.
        broken: places of rows that have a fault already; they are not looked at.
    """
    columns: dict[tuple[str, ...], list[int]] = defaultdict(list)
    skipped = set(broken)
    for index, row in enumerate(rows):
        if index not in skipped and row["measure"] == "growth":
            columns[row["file"], printed[index].get("column", ""), row["indicator"]].append(index)
    answer: dict[int, Fault] = {}
    for (file, column, _), indices in columns.items():
        doubtful, reason = _judged([printed[index] for index in indices], [rows[index] for index in indices])
        if reason:
            at = [indices[place] for place in doubtful]
            where = f"{file}, {rows_of(rows[index]['file_row'] for index in at)}" + (
                f", column {column}" if column else ""
            )
            answer |= dict.fromkeys(at, ("value", OF_SEVERAL, f"{where}: {reason}"))
    return answer


def _judged(printed: list[Printed], rows: list[dict[str, Any]]) -> tuple[list[int], str]:
    """Which of the figures of a column are no rates of growth, by place, and why; no reason where all may be."""
    first, every = printed[0], list(range(len(rows)))
    own = _plain(f"{first.get('heading', '')} {first.get('column', '')} {first['indicator']} {first['note']}")
    values = [Decimal(row["value"]) for row in rows]
    if match := _FIXED_BASE.search(own):
        return (
            every,
            f"{match[0]} is an index of a fixed year, which no growth follows from. Take the rates of growth, or 上年=100",
        )
    if first.get("transform"):
        looks_like_rates = len(values) >= ENOUGH and all(value + 100 < WORDED_LOW for value in values)
        return every, _no_index(first) if looks_like_rates else ""
    if match := _BASE.search(own):
        return every, _an_index(first, f"{match[0]} stands above {_number(first)}")
    worded = "指数" in own or _BASE.search(_plain(first.get("title", "")))
    if worded and all(WORDED_LOW <= value <= WORDED_HIGH for value in values):
        return every, _an_index(first, f"{_number(first)} stands under the word for an index")
    if rows[0]["indicator_id"] in NEVER_SO_HIGH:
        high = [place for place, value in enumerate(values) if LOW <= value <= HIGH]
        return high, _an_index(
            printed[high[0]], f"{first['indicator']} never grew by {_number(printed[high[0]])} %"
        ) if high else ""
    if len(values) >= ENOUGH and all(LOW <= value <= HIGH for value in values):
        return every, _an_index(first, f"all {len(values)} numbers lie between {LOW} and {HIGH}, like {_number(first)}")
    return [], ""


def _an_index(printed: Printed, why: str) -> str:
    growth = Decimal(_number(printed)) - 100
    cure = (
        f'Give the column transform = "{TRANSFORM}" in mapping.toml'
        if "column" in printed
        else f"Write the index less 100: {growth:f}"
    )
    return f"{why}, so it is an index of 上年=100 and no rate of growth. {cure}"


def _no_index(printed: Printed) -> str:
    return f"numbers like {_number(printed)} are no index of 上年=100, they look like rates of growth. Take the transform out of mapping.toml"


def _number(printed: Printed) -> str:
    return str(printed["value"])


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
