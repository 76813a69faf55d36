"""Who missed by most and who passed by most, among targets of one series.

Belongs here: the lines of such a list. Does not: its order (``series.ranked``), or its words.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms import codes
from pipelines.site import addresses, cell_text
from pipelines.site.cell_text import Unit
from pipelines.site.grid import Place
from pipelines.site.regions import ABOVE_CITIES, province_of
from pipelines.site.series import Counts, counts, ranked

# So many at either end of a long list.
_ENDS = 10


class Line(NamedTuple):
    """A government's target with what came of it, in words, and the pages of both."""

    code: str
    name: str
    page: str
    row: str
    target: str
    result: str
    gap: str
    status: str
    verdict: str


class Ranking(NamedTuple):
    """The judged targets of some governments, that missed by most first.

    Attributes:
        counts: of all of them, the undecided too.
        first: the lines that are shown, all or those at the bad end.
        last: of a long list those at the good end.
        between: how many lie between, not shown.
    """

    counts: Counts
    first: list[Line]
    last: list[Line]
    between: int


def line(row: Mapping[str, Any], language: str, named: Mapping[str, Place], unit: Unit | None = None) -> Line:
    """A row as a line; its target and result are numbers where a unit is given, else words."""
    code = row["region_code"]
    return Line(
        code,
        named[code].name,
        addresses.place(code),
        addresses.row(row["target_id"]),
        *_set_and_came(row, language, unit),
        (row["gap_zh"] if language == "zh" else row["gap_alone"]) or "",
        row["status"],
        row[f"verdict_{language}"],
    )


def _set_and_came(row: Mapping[str, Any], language: str, unit: Unit | None) -> tuple[str, str]:
    if unit is None:
        # Some comparisons are known in Chinese only.
        words = row[f"target_{language}"] or codes.label("headline_state", "words_only")[language]
        return words, row[f"result_{language}"] or ""
    behind = unit.words if unit.words == "%" else ""
    both = cell_text.target(row, unit, language), cell_text.result(row, unit, language)
    return both[0] + behind, both[1] and both[1] + behind


def ranking(rows: pl.DataFrame, unit: Unit, language: str, named: Mapping[str, Place], *, whole: bool) -> Ranking:
    """The ranking of rows of one series and year.

    Args:
        rows: with ``distance`` (``series.measured``).
        unit: of the numbers.
        language: of the page.
        named: the governments by code.
        whole: whether all are shown, or only both ends of a long list.
    """
    judged = ranked(rows)
    ends = (judged, judged.head(0))
    if not whole and judged.height > 2 * _ENDS:
        ends = (judged.head(_ENDS), judged.tail(_ENDS))
    first, last = ([line(row, language, named, unit) for row in end.iter_rows(named=True)] for end in ends)
    return Ranking(counts(rows), first, last, judged.height - len(first) - len(last))


def provinces(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of provinces."""
    return rows.filter(pl.col("level") == "province")


def cities(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of all governments below provinces."""
    return rows.filter(pl.col("level").is_in(ABOVE_CITIES).not_())


def by_province(rows: pl.DataFrame, named: Mapping[str, Place]) -> Iterable[tuple[str, Counts]]:
    """Of each province how the targets of its cities came out, in the order of codes."""
    parts = rows.with_columns(
        province=pl.col("region_code").map_elements(province_of, return_dtype=pl.String)
    ).partition_by("province", as_dict=True, maintain_order=True)
    return [(province, counts(parts[(province,)])) for (province,) in sorted(parts) if province in named]
