"""How many targets have which status. Belongs here: counting, each promise once, and what of it is judged. Does not: any wording."""

from collections.abc import Mapping

import polars as pl

from schemas import codelists


def by_status(statuses: pl.Series) -> dict[str, int]:
    """Status -> how many targets, in the codelist's order, the absent ones too."""
    counts: dict[str, int] = dict(statuses.value_counts().iter_rows())
    return {status: counts.get(status, 0) for status in codelists.codes("status")}


def once(rows: pl.DataFrame) -> pl.DataFrame:
    """The targets without those that repeat a promise of the same report, which counts once.

    Of ``targets`` the column ``repeats`` says so, of ``outcomes`` the column ``counted``; versions that have neither count all.
    """
    if "counted" in rows.columns:
        return rows.filter(pl.col("counted").fill_null(True))
    return rows.filter(pl.col("repeats").is_null()) if "repeats" in rows.columns else rows


def judged(counts: Mapping[str, int]) -> int:
    """Of a count by status how many were judged."""
    return sum(counts.get(status, 0) for status in codelists.decided())


def undecided(counts: Mapping[str, int]) -> dict[str, int]:
    """Of a count by status what was not judged, most first, without the absent ones."""
    left = {status: count for status, count in counts.items() if status not in codelists.decided() and count}
    return dict(sorted(left.items(), key=lambda pair: -pair[1]))
