"""What is known of how right a package is, for its descriptor: of the fields that were read at first look, and of the verdicts that people checked.

Belongs here: adding up what the tables ``extraction_scores`` and ``verdict_checks`` hold. Does not: measuring (``pipelines.measuring``).
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

_COUNTS = ("reports", "gold", "predicted", "right")
_CHECKED = ("read", "right", "arguable", "wrong")


def quality(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """``fields`` and ``verdicts``, as far as the tables are there and hold anything.

    ``fields`` are those of reports that people annotated before anything was mended for them, all rounds together: by field how many of the rows
    that the program gave are right (precision), and how many of the annotated rows it gives (recall). ``verdicts`` are the newest draw of
    each sample with its day, whole and by verdict: precision is the share of those right.
    """
    parts = {"fields": _fields(tables), "verdicts": _verdicts(tables)}
    return {name: part for name, part in parts.items() if part}


def of_rounds(tables: Mapping[str, pl.DataFrame], look: str) -> dict[str, dict[str, Any]]:
    """Of all rounds of annotated reports together, by field, how many rows people annotated, the program gave, and were right; at a ``look``, first
    or latest. Nothing where the package has no such table."""
    if "extraction_scores" not in tables:
        return {}
    # A round of reports has a letter; what else is scored are sentences, and the reports that rules were written by.
    rounds = tables["extraction_scores"].filter(kind="field", look=look).filter(pl.col("set").str.len_chars() == 1)
    sums = rounds.group_by("name").agg(pl.sum(*_COUNTS)).sort("name")
    return {row["name"]: row for row in sums.iter_rows(named=True)}


def _fields(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    return {
        name: {
            "look": "first",
            **{name: int(row[name]) for name in _COUNTS},
            "precision": _share(row["right"], row["predicted"]),
            "recall": _share(row["right"], row["gold"]),
            "f1": _share(2 * row["right"], row["gold"] + row["predicted"]),
        }
        for name, row in of_rounds(tables, "first").items()
    }


def _verdicts(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    if "verdict_checks" not in tables or tables["verdict_checks"].is_empty():
        return {}
    checks = tables["verdict_checks"]
    newest = checks.filter(pl.col("draw") == pl.col("draw").max().over("sample")).sort("sample", "kind", "name")
    samples: dict[str, Any] = {}
    for row in newest.filter(pl.col("kind").is_in(["all", "verdict"])).iter_rows(named=True):
        of = samples.setdefault(row["sample"], {"date": row["draw"].isoformat(), "version": row["version"]})
        numbers = {name: int(row[name]) for name in _CHECKED} | {"precision": float(row["precision"])}
        if row["kind"] == "all":
            of |= numbers
        else:
            of.setdefault("by_verdict", {})[row["name"]] = numbers
    return samples


def _share(part: Any, whole: Any) -> float | None:
    return round(float(part) / float(whole), 4) if whole else None
