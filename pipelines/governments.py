"""Many governments and years at once: a folder of reports in one pass, without Dagster, in a store of its own.

The same functions as the assets', over all years together. Belongs here: their order. Does not: any step.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

import schemas
from pipelines.base.settings import ROOT
from schemas.errors import InputError

if TYPE_CHECKING:
    from pipelines.packages.publish import Publication

# Longer names are cut where no text of the reports is published.
LONGEST_NAME = 30
EXTRACTED = ("targets", "achieved", "commitments", "claims")


@dataclass(frozen=True)
class Made:
    """All tables by name, the views among them; rows left out by table; files left out, each with the reason."""

    tables: Mapping[str, pl.DataFrame]
    rejects: Mapping[str, int]
    left_out: list[tuple[str, str]]


def make(
    folder: Path | None,
    statistics: Path,
    *,
    raw: Path | None = None,
    facts_only: bool = False,
    known_on: date | None = None,
) -> Made:
    """Read, extract, judge and count every report of a folder, of raw/, or of both.

    Args:
        folder: holds ``<place or region code>/<year>.*``.
        statistics: the folder of published figures, raw/statistics.
        raw: the folder raw/, whose reports come too, and win where both have one.
        facts_only: cut the names of indicators (``facts``).
        known_on: judge as it would have been on that day.

    Raises:
        InputError: a file cannot be read, or a figure breaks its contract.
    """
    from pipelines.outcomes.judge import judge
    from pipelines.outcomes.views import views
    from pipelines.reports import folder as folders
    from pipelines.reports.read import raw_reports, read_report
    from pipelines.targets.tables import read_reports
    from schemas import contract

    ours = [read_report(report) for report in raw_reports(raw)] if raw else []
    found = folders.collect(folder, [row["report_id"] for row in ours]) if folder else folders.Collection()
    reports = _good("reports", ours + found.rows)
    parts = read_reports(reports)
    tables = {name: made.good for name, made in parts.items()}
    if facts_only:
        tables = facts(tables)
    tables |= {"reports": reports, "statistics": figures(statistics)}
    tables |= judge(tables, known_on=known_on)
    tables |= views(tables["targets"], tables["outcomes"])
    for name, frame in tables.items():
        contract.check(schemas.model(name), frame, name)
    return Made(tables, {name: parts[name].rejects["row"].n_unique() for name in EXTRACTED}, found.left_out)


def facts(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables with the names of indicators, which are the reports' words, cut at LONGEST_NAME characters."""
    cut = pl.col("indicator").str.slice(0, LONGEST_NAME)
    return {name: frame.with_columns(cut) if "indicator" in frame.columns else frame for name, frame in tables.items()}


def figures(folder: Path) -> pl.DataFrame:
    """The table ``statistics`` of a folder of published figures.

    Raises:
        InputError: a figure breaks its contract.
    """
    from pipelines.statistics import sources
    from schemas import contract

    rows, faults = sources.read(folder)
    made = contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)
    if made.rejects.height:
        first = made.rejects.row(0, named=True)
        stands = rows[first["row"] - 1]
        place = f"row {stands['file_row']}, column {first['column']}"
        raise InputError(stands["file"], place, first["reason"], "Mend the row")
    return made.good


def _good(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    from schemas import contract

    made = contract.split(schemas.model(table), rows, table)
    if made.rejects.height:
        first = made.rejects.row(0, named=True)
        raise InputError(first["record"][:80], f"column {first['column']}", first["reason"], "Mend the file")
    return made.good


def store(made: Made, folder: Path) -> None:
    """Write every table as Parquet, one file a table; each beside and renamed, so that a killed run leaves no half file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in made.tables.items():
        beside = folder / f".{name}.parquet"
        frame.write_parquet(beside)
        beside.replace(folder / f"{name}.parquet")


def publish(made: Made, published: Path, statistics: Path) -> "list[Publication]":
    """Publish the packages that are built from a folder of reports, each if it differs from its latest version.

    Their descriptor tells the version of the code and figures that made them: they are committed once, and not with every change.

    Raises:
        InputError: a candidate is not valid; nothing is published.
    """
    from pipelines.measuring import scores
    from pipelines.packages.definition import definitions
    from pipelines.packages.publish import publish as publish_one

    tables = {**made.tables, "extraction_scores": scores.read()}
    return [
        publish_one(each, tables, made.rejects, published, code_version=made_by(statistics))
        for each in definitions()
        if each.built_from == "folder"
    ]


def made_by(statistics: Path) -> str:
    """Hash over the code, the contracts and the published figures: what a folder of reports becomes follows from it."""
    from pipelines.base.files import digest, sources

    code = digest(sorted([*sources(ROOT / "pipelines"), *sources(ROOT / "schemas")]), ROOT)
    return hashlib.sha256(f"{code}\n{digest(sorted(sources(statistics)), statistics)}".encode()).hexdigest()
