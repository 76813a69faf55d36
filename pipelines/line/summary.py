"""What is in the store and published after a run: a row a report with its verdicts, what no package takes, where sources differ.

Belongs here: the figures, out of stored tables. Does not: running the line (``run``), or how a figure is printed (``pipelines.cli.summary``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from pipelines.line.store import Store
from pipelines.outcomes.as_of import why
from pipelines.outcomes.disagreements import disagreements
from pipelines.packages import counts
from pipelines.packages.contents import in_no_package
from pipelines.packages.definition import Definition
from schemas import codelists
from schemas.errors import InputError


@dataclass
class Summary:
    """What a run made, what it left as it was, and what is in the store and published now.

    ``remade`` and ``unchanged`` are names of steps, ``warnings`` sentences, ``published`` sentences on what was published and is not there any more, ``packages`` rows of the table of that name, ``empty`` the packages
    of which no report is at hand. ``as_of`` says as of which day is judged, and whose it is. ``reports``
    has a row a report (``by_report``), ``changed`` those of them that are new or have another text or other verdicts than before the run, ``removed`` those that it does not have any more;
    ``unpackaged`` are the reports that no package takes, none where nothing is to be published. ``disagreements`` are the pairs of
    figures that differ, ``left_out`` and ``applied_readings`` the tables of those names; ``readings`` counts all second readings, also those
    of reports that are not at hand; ``answers`` counts what answers the targets of all reports,
    ``next_report`` of those whose next report is at hand.
    """

    remade: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    packages: list[dict[str, Any]] = field(default_factory=list)
    empty: list[Definition] = field(default_factory=list)
    reports: pl.DataFrame = field(default_factory=pl.DataFrame)
    changed: pl.DataFrame = field(default_factory=pl.DataFrame)
    removed: pl.DataFrame = field(default_factory=pl.DataFrame)
    unpackaged: pl.DataFrame = field(default_factory=pl.DataFrame)
    disagreements: pl.DataFrame = field(default_factory=pl.DataFrame)
    left_out: pl.DataFrame = field(default_factory=pl.DataFrame)
    applied_readings: pl.DataFrame = field(default_factory=pl.DataFrame)
    readings: int = 0
    as_of: str = ""
    answers: counts.Answers = counts.NONE
    next_report: counts.Answers = counts.NONE

    @property
    def statuses(self) -> Mapping[str, int]:
        """Status -> how many targets of all reports have it, in the codelist's order, without the absent ones."""
        of_all = {status: int(self.reports[status].sum()) for status in codelists.codes("status")}
        return {status: count for status, count in of_all.items() if count}

    def again(self, steps: list[str]) -> "Summary":
        """What the next run knows if nothing changes.

        Args:
            steps: the names of all.
        """
        return replace(
            self, remade=[], unchanged=steps, warnings=[], changed=self.reports.clear(), removed=self.reports.clear()
        )


def by_report(inventory: pl.DataFrame, outcomes: pl.DataFrame) -> pl.DataFrame:
    """A row a report in the order of their ids: the columns of ``inventory``, ``targets``, and a column a status; both count targets.

    A target that the report repeats counts once.
    """
    statuses = codelists.codes("status")
    verdicts = (
        outcomes.filter("counted")
        .group_by("report_id")
        .agg(pl.len().alias("targets"), *((pl.col("status") == status).sum().alias(status) for status in statuses))
    )
    reports = inventory.join(verdicts, on="report_id", how="left")
    return reports.with_columns(pl.col("targets", *statuses).fill_null(0)).sort("report_id")


def as_they_were(store: Store) -> pl.DataFrame | None:
    """``by_report`` of what a run finds in the store; None where that cannot be used, or nothing is there yet."""
    try:
        return by_report(store.whole("inventory"), store.whole("outcomes"))
    except InputError:
        return None


def changed(reports: pl.DataFrame, before: pl.DataFrame | None) -> pl.DataFrame:
    """The reports that are new or have another text or other verdicts than before."""
    if before is None:
        return reports
    same = ["report_id", "text_sha256", "targets", *codelists.codes("status")]
    return reports.join(before.select(same), on=same, how="anti", maintain_order="left")


def sum_up(
    store: Store,
    summary: Summary,
    before: pl.DataFrame | None,
    packages: Collection[str],
    definitions: Sequence[Definition],
) -> Summary:
    """Fill in what is in the store now.

    Args:
        store: where the tables rest.
        summary: what the run made.
        before: the reports as they were before the run.
        packages: the names of those that the run publishes; none where nothing is to be published.
        definitions: all packages that there are.

    Raises:
        InputError: a stored table is missing or cannot be used.
    """
    outcomes = store.whole("outcomes")
    summary.reports = by_report(store.whole("inventory"), outcomes)
    summary.changed = changed(summary.reports, before) if summary.remade else summary.reports.clear()
    summary.removed = (summary.reports.clear() if before is None else before).join(
        summary.reports, on="report_id", how="anti"
    )
    summary.answers, summary.next_report = counts.answers(outcomes), counts.answers(counts.next_report(outcomes))
    conflicts = store.whole("conflicts")
    # The figures of the pairs are looked up in a table that is much longer than the pairs mostly are.
    summary.disagreements = conflicts if conflicts.is_empty() else disagreements(conflicts, store.whole("candidates"))
    summary.as_of = why(store.whole("as_of"), store.whole("inventory"), store.whole("statistics"))
    summary.readings, summary.applied_readings = store.whole("readings").height, store.whole("applied_readings")
    summary.packages = [row for name in packages for row in store.read("packages", [name]).to_dicts()]
    filled = {row["package"] for row in summary.packages}
    summary.empty = [each for each in definitions if each.name in packages and each.name not in filled]
    # A package of which nothing is built, as it waits for a collection, takes no report.
    taking = [each for each in definitions if each not in summary.empty]
    summary.unpackaged = in_no_package(taking, summary.reports) if packages else summary.reports.clear()
    return summary
