"""Which rows are judged together: nothing of one government reads a row of another, and what a place had under an older code is its own.

Belongs here: groups of regions, and the years of reports that a verdict reads. Does not: how they are judged (``judge``).
"""

from collections.abc import Collection, Mapping
from functools import cache
from itertools import groupby

import polars as pl

from schemas import codelists

Tables = Mapping[str, pl.DataFrame | pl.LazyFrame]
# So many rows of targets and figures are judged at once, that the process needs less than 2 GB; more only where one place has more.
ROWS = 200_000
COUNTED = ("targets", "achieved", "statistics")
# A verdict on a report of year N reads the reports of these years: those before it bear out figures that are in doubt of their year
# (witnesses.sql), the next says what came of it, and the five after it how far the aims of its plan have come (paces.sql).
FIRST_REPORT, LAST_REPORT = -3, 5


def groups(tables: Tables, rows: int = ROWS) -> list[list[str]]:
    """Region codes that are judged together, in the order of their places; one group where there are few rows, or none.

    Args:
        tables: as of ``judge``.
        rows: how many rows of targets and figures a group has at most, unless one place has more.
    """
    of_region = [tables[name].lazy().group_by("region_code").len() for name in COUNTED if name in tables]
    counts = dict(pl.concat(of_region).group_by("region_code").sum().collect().iter_rows())
    groups: list[list[str]] = [[]]
    room = rows
    for _, same in groupby(sorted(counts, key=_in_order), place):
        codes = list(same)
        size = sum(counts[code] for code in codes)
        if size > room and groups[-1]:
            groups, room = [*groups, []], rows
        groups[-1] += codes
        room -= size
    return groups


def only(tables: Tables, codes: Collection[str]) -> Tables:
    """The rows of some regions; of tables that are lazy only what may hold them is read."""
    # The range lets a reader of Parquet pass over what is not between.
    of_region = pl.col("region_code")
    wanted = of_region.is_between(pl.lit(min(codes)), pl.lit(max(codes))) & of_region.is_in(list(codes))
    return {
        name: frame.filter(wanted) if "region_code" in frame.lazy().collect_schema() else frame
        for name, frame in tables.items()
    }


def place(code: str) -> str:
    """The code that a region has today."""
    return _changes().get(code, code)


def _in_order(code: str) -> tuple[str, str]:
    return place(code), code


@cache
def _changes() -> dict[str, str]:
    return {row["old_region_code"]: row["region_code"] for row in codelists.read("region_changes")}
