"""Counts that the page tells, always with their denominator. Belongs here: counting. Does not: any wording."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.packages.contents import statuses

__all__ = ["JUDGED", "by_region", "statuses", "undecided"]

JUDGED = ("met", "near", "missed")


def undecided(counts: Mapping[str, int]) -> dict[str, int]:
    """Of a count by status, what was not judged, most first, without the absent ones."""
    left = {status: count for status, count in counts.items() if status not in JUDGED and count}
    return dict(sorted(left.items(), key=lambda pair: -pair[1]))


def by_region(rows: pl.DataFrame, regions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row a government: names, reports, targets, counts by status, judged and undecided; in the order of codes."""
    told = []
    for (code,), group in sorted(rows.group_by("region_code"), key=lambda pair: str(pair[0][0])):
        counts = statuses(group)
        judged = sum(counts[status] for status in JUDGED)
        short_zh, name_en, _ = regions.get(str(code), [code, code, code])
        told.append(
            {"zh": short_zh, "en": name_en, "reports": group["report_id"].n_unique(), "targets": group.height,
             **counts, "judged": judged, "undecided": group.height - judged}
        )  # fmt: skip
    return told
