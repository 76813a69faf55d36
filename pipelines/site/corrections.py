"""What was corrected, newest first: verdicts that another version gives otherwise, what second readings took back, versions and withdrawn ones.

All of it is read from published packages: their tables ``changes`` and ``readings``, and the catalogue. Belongs here: gathering it. Does not:
in what words (``pages/corrections``).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from pipelines.packages import changelog, news
from pipelines.site.source import Source

# A reason may be given in both languages, Chinese behind English.
_BOTH = re.compile(r"(?<=[.!?]) (?=[\u3400-\u9fff])")
CONFIRMED = "confirmed"


class Version(NamedTuple):
    """A published version: of which package, which, the newest date of its data, why it was withdrawn, and what it changed.

    Attributes:
        package: its name.
        version: its number.
        known: the newest date of its data.
        withdrawn: why, by language; empty where it stands.
        verdicts: how many targets have another verdict than in the version before; None of the first, and of one that does not follow from it.
        came: how many reports came.
        reports: how many it has.
        targets: how many it has.
    """

    package: str
    version: str
    known: date
    withdrawn: Mapping[str, str]
    verdicts: int | None
    came: int
    reports: int
    targets: int


class Verdict(NamedTuple):
    """A verdict that a version gives otherwise than the one before: of which target, from which to which, and why."""

    known: date
    package: str
    version: str
    target_id: str
    old: str
    new: str
    kind: str


def versions(source: Source) -> tuple[list[Version], list[Verdict]]:
    """All versions of the packages of the site and the verdicts that they changed, the newest first."""
    listed, changed = [], []
    for edition in source.editions:
        for release in changelog.read(edition.published, edition.name):
            version, verdicts = _of_release(edition.name, release)
            listed.append(version)
            changed += verdicts
    order = {edition.name: place for place, edition in enumerate(source.editions)}
    listed.sort(key=lambda each: (-each.known.toordinal(), order[each.package], [-part for part in _number(each)]))
    changed.sort(key=lambda each: (-each.known.toordinal(), [-part for part in _number(each)], each.target_id))
    return listed, changed


def _of_release(package: str, release: changelog.Release) -> tuple[Version, list[Verdict]]:
    descriptor = release.descriptor
    known = date.fromisoformat(descriptor["created"][:10])
    rows = {table["name"]: table["rows"] for table in descriptor["resources"] if table["format"] == "parquet"}
    changes = release.changes
    changed = [] if changes is None else news.changed_verdicts(changes).to_dicts()
    came = {} if changes is None else news.reports_moved(changes)["added"]
    version = Version(
        package,
        descriptor["version"],
        known,
        by_language(release.withdrawn or ""),
        None if changes is None else len(changed),
        sum(len(years) for years in came.values()),
        rows.get("reports", 0),
        rows.get("targets", 0),
    )
    return version, [
        Verdict(known, package, descriptor["version"], row["target_id"], row["old"], row["new"], row["kind"])
        for row in changed
    ]


def _number(of: Version | Verdict) -> list[int]:
    return [int(part) for part in of.version.split(".")]


def by_language(reason: str) -> dict[str, str]:
    """A reason in each language: its parts where it is given in both, else as it is; nothing of nothing."""
    if not reason:
        return {}
    parts = _BOTH.split(reason, maxsplit=1)
    return {"en": parts[0], "zh": parts[-1]}


def taken_back(source: Source) -> pl.DataFrame:
    """The second readings that found something wrong, the newest first, with their targets' rows."""
    if not source.has("readings"):
        return pl.DataFrame()
    wrong = source.table("readings").filter(pl.col("finding") != CONFIRMED)
    wrong = wrong.select("target_id", "finding", "date", "remark").unique(
        "target_id", keep="first", maintain_order=True
    )
    return wrong.join(_rows(source, wrong["target_id"]), on="target_id", maintain_order="left").sort(
        "date", "year", "target_id", descending=[True, True, False]
    )


def of_targets(source: Source, target_ids: list[str]) -> dict[str, dict[str, Any]]:
    """The rows of targets by their ids, of those that are still there."""
    return {row["target_id"]: row for row in _rows(source, pl.Series(target_ids, dtype=pl.String)).to_dicts()}


def _rows(source: Source, target_ids: pl.Series) -> pl.DataFrame:
    names = ("target_id", "region_code", "year", "indicator", "name_en", "target_zh", "target_en", "status")
    return source.lazy("rows").select(names).filter(pl.col("target_id").is_in(target_ids.implode())).collect()
