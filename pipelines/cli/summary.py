"""How a run of the line ends on the screen: reports and their verdicts, where the tables lie, packages, what needs a person.

Belongs here: the terminal. Does not: any figure that is printed (``pipelines.line.summary``).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipelines.cli.show import MOST_NAMED, warn
from pipelines.wording.numbers import counted

if TYPE_CHECKING:
    import polars as pl

    from pipelines.base.settings import Settings
    from pipelines.line.summary import Summary
    from pipelines.packages.counts import Answers
    from pipelines.packages.definition import Definition

# Up to so many reports have a line each after every run; of more those that the run changed, the newest first.
MOST_REPORTS = 20
# Where a table of the store lies, by its name.
Place = Callable[[str], Path | str]


def run(summary: "Summary", settings: "Settings", place: Place) -> None:
    """What a run warned of, set aside, judged and published, and what it left as it was."""
    judged(summary, place)
    for package in summary.packages:
        typer.echo(f"package {package['package']} {package['version']}: {_package(package, settings)}")
    for definition in summary.empty:
        typer.echo(f"package {definition.name}: {_empty(definition, settings)}")
    unpackaged(summary.unpackaged, settings.definitions)
    for lost in summary.published:
        warn(lost)
    if summary.unchanged:
        typer.echo(f"unchanged: {', '.join(summary.unchanged)}")


def _package(package: Mapping[str, Any], settings: "Settings") -> str:
    """Where a package lies, or why it is not before readers."""
    from pipelines.packages.catalogue import listed

    name, version = package["package"], package["version"]
    if not package["published"]:
        return f"{settings.candidates / name}, built and checked, not published"
    entry = next((entry for entry in listed(settings.published, name) if entry["version"] == version), {})
    if "withdrawn" in entry:
        return f"withdrawn, and its rows are not published again: {entry['withdrawn']}"
    from pipelines.packages.sizes import LARGE, megabytes

    large = f", {megabytes(entry['bytes'])} a version" if entry.get("bytes", 0) > LARGE else ""
    return f"{settings.published / package['path']}{large}"


def _empty(definition: "Definition", settings: "Settings") -> str:
    """Why there is nothing of a package, and what becomes of what was published of it."""
    from pipelines.base.settings import RAW
    from pipelines.packages.catalogue import read_catalog

    waits = [name for name in definition.collections if name not in (RAW, "*", *settings.collections)]
    why = "none of its reports is at hand"
    if waits:
        why = f"it waits for a collection that MUBIAO_COLLECTIONS does not name: {', '.join(waits)}"
    latest = read_catalog(settings.published)["packages"].get(definition.name, {}).get("latest")
    stays = f"; {latest} stays published as it is" if latest else ""
    return f"{why}{stays}"


def judged(summary: "Summary", place: Place) -> None:
    """What a run warned of, set aside and judged, and where the tables are."""
    for warning in summary.warnings:
        warn(warning)
    disagreements(summary.disagreements, place("conflicts"))
    astray(summary.reports, place("inventory"))
    left_out(summary.left_out, place("left_out"))
    removed(summary.removed)
    reports(summary.reports, summary.changed)
    statuses(summary.statuses, summary.reports)
    typer.echo(f"judged {summary.as_of}")
    answers(summary.answers, summary.next_report)
    readings(summary.readings, summary.applied_readings, place("applied_readings"))
    held(summary.statuses)
    tables(place)


def disagreements(pairs: "pl.DataFrame", table: Path | str) -> None:
    """One line on the figures of two sources that differ: the first pair, how many there are, and where they all stand."""
    from pipelines.wording.disagreements import sources_differ

    if pairs.height:
        warn(sources_differ(pairs.row(0, named=True), pairs.height, str(table)))


def astray(reports: "pl.DataFrame", table: Path | str) -> None:
    """The reports whose witnesses disagree: as whose each is taken, and who says otherwise; of many the first ones, and the table."""
    from schemas.codelists.places import full_name

    rows = reports.filter(reports["disagreement"].is_not_null()).sort("collection", "file")
    for row in rows.head(MOST_NAMED).iter_rows(named=True):
        warn(
            f"{row['file']}: taken as the report of {full_name(row['region_code'])} {row['year']}, but {row['disagreement']}"
        )
    if rows.height > MOST_NAMED:
        warn(f"of {rows.height:,} reports not all agree whose they are; column disagreement of {table} says who")


def left_out(files: "pl.DataFrame", table: Path | str | None) -> None:
    """The files that are no reports, by kind: the first ones with reason and cure, then a count and where the table lies."""
    from pipelines.reports.inventory import reasons

    for kind, called in (("set_aside", "set aside"), ("superseded", "not read"), ("ignored", "ignored")):
        rows = files.filter(kind=kind)
        lines = reasons(rows.head(MOST_NAMED))
        if rows.height > MOST_NAMED:
            lines.append(f"{rows.height:,} files in all" + (f"; they are listed in {table}" if table else ""))
        for line in lines:
            typer.secho(f"{called}: {line}", fg=typer.colors.YELLOW, err=True)


def removed(gone: "pl.DataFrame") -> None:
    """The reports that a run does not find any more, the first ones and how many in all."""
    if gone.is_empty():
        return
    ids = gone["report_id"].sort()
    more = f" and {ids.len() - MOST_NAMED:,} more" if ids.len() > MOST_NAMED else ""
    named = f"{', '.join(ids.head(MOST_NAMED))}{more}"
    warn(f"removed: {counted(ids.len(), 'report')} no longer at hand, whose rows are out of all tables: {named}")


def reports(every: "pl.DataFrame", changed: "pl.DataFrame") -> None:
    """A line a report with how many targets have which verdict; of many reports those that changed, the newest first, and how many more."""
    from schemas import codelists

    if every.height <= MOST_REPORTS:
        shown, more = every.sort("region_code", "year"), 0
    else:
        shown = changed.sort("year", "region_code", descending=[True, False]).head(MOST_REPORTS)
        more = changed.height - shown.height
    for row in shown.iter_rows(named=True):
        typer.echo(_report(row))
    if every.height > MOST_REPORTS and changed.is_empty():
        typer.echo("no report is new, and no text and no verdict is another than before")
    if more:
        typer.echo(f"and {counted(more, 'more report')} new, with another text or with other verdicts than before")
    if any(row["no_data"] and not any(row[status] for status in codelists.decided()) for row in shown.to_dicts()):
        typer.echo(
            f"  {codelists.labels('status', 'en')['no_data']}: neither a published figure (raw/statistics) nor the next year's report says what came of the target"
        )


def _report(row: Mapping[str, Any]) -> str:
    """甘肃省 Gansu 2024 (620000-2024): 82 targets: 60 met, 2 near, 20 no data."""
    from schemas import codelists
    from schemas.codelists.statuses import statuses

    (region,) = (region for region in codelists.read("regions") if region["region_code"] == row["region_code"])
    whose = f"{region['name_zh']} {region['name_en']} {row['year']} ({row['report_id']})"
    if not row["targets"]:
        return f"{whose}: no target is read"
    verdicts = (f"{row[code]:,} {status.label_en}" for code, status in statuses().items() if row[code])
    return f"{whose}: {counted(row['targets'], 'target')}: {', '.join(verdicts)}"


def statuses(counts: Mapping[str, int], reports: "pl.DataFrame") -> None:
    """How many targets of all reports have which status."""
    from rich.console import Console
    from rich.table import Table

    from schemas.codelists.statuses import statuses as verdicts

    total, governments = sum(counts.values()), reports["region_code"].n_unique()
    of = f"in {counted(reports.height, 'report')} of {counted(governments, 'government')}"
    typer.echo(f"{counted(total, 'target')} 目标 {of}")
    table = Table("", "判定", "verdict")
    table.add_column("目标 targets", justify="right")
    table.add_column("of all", justify="right")
    for status, count in counts.items():
        verdict = verdicts()[status]
        table.add_row(
            verdict.sign, verdict.label_zh, verdict.label_en, f"{count:,}", f"{count / total:.1%}" if total else ""
        )
    Console().print(table)


def answers(every: "Answers", next_report: "Answers") -> None:
    """How many of the targets that are due figures judge, only a claim answers, or the next report is silent of; also of those alone that
    have a next report at hand."""
    from rich.console import Console
    from rich.table import Table

    from pipelines.wording.answers import ANSWERS, SHARES

    if not every.due:
        return
    table = Table("目标中 of the targets", show_lines=True)
    for heading in ("due 已到期", "next report 次年报告"):
        table.add_column(heading, justify="right")
    table.add_row("合计 all", f"{every.due:,}", f"{next_report.due:,}")
    for name in SHARES:
        counts = [(getattr(of, name), of.due) for of in (every, next_report)]
        table.add_row("\n".join(ANSWERS[name]), *[share(count, due) for count, due in counts])
    Console().print(table)


def share(count: int, total: int) -> str:
    """12 (34.3 %)."""
    return f"{count:,} ({count / total:.1%})" if total else f"{count:,}"


def readings(total: int, applied: "pl.DataFrame", table: Path | str) -> None:
    """How many second readings hold; those that have to be read anew, the first ones one by one; how many are of reports not at hand."""
    from pipelines.outcomes.applied import to_read_anew

    if not total:
        return
    anew = to_read_anew(applied)
    for line in anew[:MOST_NAMED]:
        warn(line)
    if len(anew) > MOST_NAMED:
        warn(f"{len(anew):,} readings are to be read anew; they are listed in {table}")
    hold = applied.filter(state="in_force").height
    rest = [f"{len(anew):,} to be read anew"] * bool(anew)
    if skipped := total - hold - len(anew):
        rest.append(f"{skipped:,} skipped, since a report is not at hand")
    typer.echo(f"second readings 核读: {', '.join([f'{hold:,} of {total:,} in force', *rest])}")


def held(counts: Mapping[str, int]) -> None:
    """How many verdicts are held, and the command that lists those that nobody has read again."""
    if count := counts.get("held"):
        verdicts = "1 verdict is" if count == 1 else f"{count:,} verdicts are"
        typer.echo(f"{verdicts} held 存疑待核: `mubiao held` lists what waits for a second reading")


def tables(place: Place) -> None:
    """Where the tables lie."""
    beside = "targets, achieved, commitments, statistics, matches, reports and more"
    typer.echo(f"tables 数据表 (Parquet): {place('outcomes')} has a row a target; beside it {beside}")


def unpackaged(reports: "pl.DataFrame", definitions: Path) -> None:
    """The reports that no package takes, and the command that writes an entry into the file of packages."""
    if reports.is_empty():
        return
    ids = reports["report_id"].sort()
    more = f" and {ids.len() - MOST_NAMED:,} more" if ids.len() > MOST_NAMED else ""
    typer.echo(f"in no package: {', '.join(ids.head(MOST_NAMED))}{more}")
    options = f"--regions {_some(reports, 'region_code')} --years {_some(reports, 'year')}"
    collections = sorted(set(reports["collection"]))
    if collections != ["raw"]:
        options += f" --collections {','.join(collections)}"
    typer.echo(f"  to publish: mubiao package new NAME {options} (writes an entry into {definitions}), then run again")


def _some(reports: "pl.DataFrame", column: str) -> str:
    """The values of a column as an option takes them; of many the first."""
    values = [str(value) for value in reports[column].unique().sort()]
    return ",".join(values[:MOST_NAMED]) + (",…" if len(values) > MOST_NAMED else "")
