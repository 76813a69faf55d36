"""Counts that the page tells, always with their denominator. Belongs here: counting. Does not: any wording."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.packages.counts import by_status, judged, once
from schemas import codelists

# The columns that are counted by; older versions lack some.
_NEEDED = ("region_code", "report_id", "status", "counted", "repeats")


def statuses(rows: pl.DataFrame) -> dict[str, int]:
    """Status -> how many targets, in the codelist's order, the absent ones too; a repeated target counts once."""
    return by_status(once(rows)["status"])


def by_region(rows: pl.DataFrame, regions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row a government: names, reports, targets, counts by status, judged and undecided; in the order of codes."""
    needed = [name for name in _NEEDED if name in rows.columns]
    groups = sorted(rows.select(needed).group_by("region_code"), key=lambda pair: str(pair[0][0]))
    return [_government(str(code), targets, regions) for (code,), targets in groups]


def by_region_and_year(rows: pl.DataFrame) -> list[list[Any]]:
    """A row a government and year of reports: code, year, how many targets were met, and of how many judged."""
    decided = pl.col("status").is_in(codelists.decided())
    counts = once(rows).group_by("region_code", "year").agg(met=(pl.col("status") == "met").sum(), judged=decided.sum())
    return [list(row) for row in counts.sort("region_code", "year").iter_rows()]


def own(rows: pl.DataFrame) -> int:
    """How many targets are judged by the government's own next report."""
    return (
        once(rows).filter(pl.col("status").is_in(codelists.decided()), pl.col("source_kind") == "self_reported").height
    )


def _government(code: str, targets: pl.DataFrame, regions: Mapping[str, Any]) -> dict[str, Any]:
    counts, distinct = statuses(targets), once(targets).height
    short_zh, name_en, *_ = regions.get(code, [code, code])
    return {
        "zh": short_zh,
        "en": name_en,
        "reports": targets["report_id"].n_unique(),
        "targets": distinct,
        **counts,
        "judged": judged(counts),
        "undecided": distinct - judged(counts),
    }
