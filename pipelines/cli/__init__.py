"""The `mubiao` command: thin, calls the same functions as the assets. Belongs here: arguments, printing, exit codes."""

import csv
import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.base.settings import ROOT, fetched_folder, folders
from pipelines.cli import statistics as cli_statistics
from pipelines.cli.errors import input_errors as _input_errors
from pipelines.cli.errors import stop as _stop
from schemas.errors import InputError

app = typer.Typer(
    help="Numeric targets of Chinese government work reports as open data, and what became of them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_statistics.app, name="statistics")


class Format(StrEnum):
    """How ``extract`` prints."""

    jsonl = "jsonl"
    csv = "csv"
    table = "table"


@app.command()
def run(
    everything: Annotated[bool, typer.Option("--all", help="Make every table again, also what is unchanged.")] = False,
) -> None:
    """Bring the store and the published packages up to date with raw/."""
    from pipelines.line import run as runner

    _show_progress()

    try:
        summary = runner.run(everything=everything)
    except runner.RunError as failed:
        _stop(failed.reasons)
    except InputError as error:
        _stop([str(error)])
    _print_summary(summary)


@app.command()
def extract(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=".txt or .md; - reads standard input.")],
    format: Annotated[Format, typer.Option(help="One JSON object a line, CSV, or a table to read.")] = Format.table,
    region: Annotated[
        str | None, typer.Option(help="GB/T 2260 code; else from sidecar, front matter or title.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Report year; else from sidecar, front matter or title.")] = None,
) -> None:
    """Print the targets and achieved figures of reports, without storing anything."""
    from pipelines.reports.folder import read_any
    from pipelines.targets.extract import extract as statements

    def rows() -> Iterator[dict[str, Any]]:
        for file in files:
            with _input_errors():
                content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
                report = read_any(content, file)
            yield from statements(report.text, region or report.region_code, year or report.year)

    {Format.jsonl: _print_jsonl, Format.csv: _print_csv, Format.table: _print_table}[format](rows())


@app.command()
def explain(sentence: Annotated[str, typer.Argument(help="A sentence as a report would print it.")]) -> None:
    """Show which rule of the grammar took what in a sentence, and what was thrown away."""
    from pipelines.targets.explain import explain as explanations

    for line in explanations(sentence):
        typer.echo(line)


@app.command()
def score(
    annotations: Annotated[Path, typer.Argument(help="A folder of annotated reports.")],
    reports: Annotated[
        list[Path], typer.Option(help="A folder of reports, <place or region code>/<year>.*; may be given twice.")
    ],
    write: Annotated[
        bool, typer.Option("--write", help="Keep the figures in pipelines/measuring/extraction_scores.csv.")
    ] = False,
) -> None:
    """Score the grammar against what people annotated: precision, recall and F1 a field, and precision a rule."""
    from pipelines.measuring import scores as table
    from pipelines.measuring import scoring
    from pipelines.reports.folder import find_text

    def text_of(report: str) -> scoring.Text:
        return scoring.Text(*find_text(report, reports))

    with _input_errors():
        scores = scoring.score_folder(annotations, text_of)
        if write:
            table.write(row for name, scored in scores.items() for row in scoring.rows_of(name, scored))
    for name, scored in scores.items():
        _print_scores(name, scoring.rows_of(name, scored))


@app.command()
def coverage(
    reports: Annotated[Path, typer.Argument(help="A folder of reports, <place or region code>/<year>.*.")],
    names: Annotated[int, typer.Option(help="How many names without a code are listed.")] = 20,
) -> None:
    """Tell how many targets of a folder of reports have an indicator code, by measure, and the most frequent names without one."""
    from pipelines.measuring.coverage import count
    from pipelines.reports.folder import read_folder
    from pipelines.targets.extract import extract as statements

    def targets() -> Iterator[dict[str, Any]]:
        for report in read_folder(reports):
            yield from (row for row in statements(report.text, None, report.year) if row["tense"] == "target")

    with _input_errors():
        found = count(targets())
    for measure, linked, total in found.shares():
        typer.echo(f"{measure:8}{linked:>8} of {total:>7} targets have a code ({linked / max(total, 1):.1%})")
    for (name, unit), times in found.unlinked.most_common(names):
        typer.echo(f"{times:>8}  {name} ({unit})")


@app.command()
def judge(
    folder: Annotated[
        Path | None,
        typer.Argument(help="More reports, <place or region code>/<year>.*; raw/ wins where both have one."),
    ] = None,
    known_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge as it would have been on that day.")
    ] = None,
    into: Annotated[Path, typer.Option(help="Where the tables go.")] = ROOT / ".mubiao" / "judged",
) -> None:
    """Extract and judge every report of raw/ and of a folder, all years at once, into Parquet tables and ready-made views."""
    from pipelines import governments

    places = folders()
    with _input_errors():
        made = governments.make(
            folder, places.raw / "statistics", raw=places.raw, known_on=known_on.date() if known_on else None
        )
        governments.store(made, into)
    _print_made(made, into)


@app.command()
def governments(
    folder: Annotated[Path, typer.Argument(help="A folder of reports, <place or region code>/<year>.*.")],
    store: Annotated[Path, typer.Option(help="Where the tables go before they are published.")] = ROOT
    / ".mubiao"
    / "governments",
) -> None:
    """Publish the package of many governments from a folder of reports alone: facts only, no sentence of a report."""
    from pipelines import governments as many

    places = folders()
    with _input_errors():
        made = many.make(folder, places.raw / "statistics", facts_only=True)
        many.store(made, store)
        publications = many.publish(made, places.published, places.raw / "statistics")
    _print_made(made, store)
    for done in publications:
        told = "" if done.changed else " (unchanged)"
        typer.echo(f"package {done.package} {done.version}: {places.published / done.path}{told}")


@app.command()
def export(
    package: Annotated[Path, typer.Argument(help="A published package's folder.")],
    into: Annotated[Path, typer.Argument(help="An empty or new folder outside published/.")],
) -> None:
    """Write a published package's tables as CSV, and as a workbook where no table is too long for one."""
    from pipelines.forms.export import export as written

    with _input_errors():
        for path in written(package, into):
            typer.echo(str(path))


@app.command()
def addresses(
    reports: Annotated[Path, typer.Argument(help="A folder of reports, <place or region code>/<year>.*.")],
    write: Annotated[
        bool, typer.Option("--write", help="Put the table into raw/reference/report_addresses.csv.")
    ] = False,
) -> None:
    """Print the table of a folder of reports that `fetch` reads: where each was published, and the hash of its letters."""
    from pipelines.reports import addresses as table
    from pipelines.reports.folder import collect

    with _input_errors():
        found = collect(reports)
        rows = table.rows(found)
        if write:
            with (folders().raw / table.FILE).open("w", encoding="utf-8", newline="") as file:
                table.write(rows, file)
        else:
            table.write(rows, sys.stdout)
    for file_name, reason in found.left_out:
        typer.echo(f"left out: {file_name}, {reason}", err=True)


@app.command()
def fetch(
    into: Annotated[Path | None, typer.Option(help="A folder shaped like raw/; else .mubiao/fetched.")] = None,
    region: Annotated[list[str] | None, typer.Option(help="Only this GB/T 2260 code; may be given twice.")] = None,
    year: Annotated[list[int] | None, typer.Option(help="Only this report year; may be given twice.")] = None,
    table: Annotated[
        Path | None, typer.Option(help="Another table of addresses than raw/reference/report_addresses.csv.")
    ] = None,
    pause: Annotated[float, typer.Option(help="Seconds from one request to a host to the next.", min=0)] = 5.0,
    contact: Annotated[str, typer.Option(help="Told to the servers: an address that reaches you.")] = "",
) -> None:
    """Get reports from where they were published; what is there is not asked for again."""
    from pipelines.base.web import Client, Manners
    from pipelines.reports import addresses as known
    from pipelines.reports.fetch import fetch as results

    with _input_errors():
        rows = known.read(table or folders().raw / known.FILE)
        wanted = [row for row in rows if row["region_code"] in (region or [row["region_code"]])]
        wanted = [row for row in wanted if row["year"] in (year or [row["year"]])]
        found = []
        with Client(Manners(pause=pause, contact=contact)) as client:
            for result in results(client, wanted, into or fetched_folder()):
                typer.echo(str(result), err=True)
                found.append(result)
    _print_results(found, sum(not row["source_url"] for row in wanted))


@app.command()
def withdraw(
    package: Annotated[str, typer.Argument(help="Name of a package.")],
    version: Annotated[str, typer.Argument(help="One of its published versions.")],
    reason: Annotated[str, typer.Option(help="One sentence, for readers.")],
) -> None:
    """Mark a published version as withdrawn; it stays where it is, and its number is never used again."""
    from pipelines.packages import around
    from pipelines.packages.catalogue import withdraw as mark

    published = folders().published
    with _input_errors():
        latest = mark(published, package, version, reason)
        around.refresh(published)
    typer.echo(f"{package} {version} is withdrawn; the latest is {latest or 'none'}")


@app.command()
def validate(
    package: Annotated[Path, typer.Argument(help="A package's folder, or its datapackage.json.")],
) -> None:
    """Check a published package: the official profile, hashes, frictionless, and keys and categories."""
    from pipelines.packages.checks import validate as faults_of

    with _input_errors():
        faults = faults_of(package)
    if faults:
        _stop(faults)
    typer.echo(f"{package}: valid")


@app.command()
def verify(
    package: Annotated[Path, typer.Argument(help="The folder of a package's version.")],
    reports: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of reports, <place or region code>/<year>.*, beside raw/; may be given twice."),
    ] = None,
) -> None:
    """Check a package's files, keys and constraints, and its quotes and numbers against the raw texts that are at hand."""
    import polars as pl

    from pipelines import governments as many
    from pipelines.packages.checks.verify import verify as verified
    from pipelines.reports.folder import text_at_hand
    from pipelines.targets.tables import read_reports

    raw = folders().raw
    places = [raw / "reports", *(reports or [])]

    def read(found: pl.DataFrame, facts_only: bool) -> dict[str, pl.DataFrame]:
        tables = {name: part.good for name, part in read_reports(found).items()}
        return many.facts(tables) if facts_only else tables

    with _input_errors():
        told = verified(
            package, lambda report, file: text_at_hand(report, file, places), read, many.made_by(raw / "statistics")
        )
    _print_verified(package, told)


@app.command()
def diff(
    versions: Annotated[
        list[str],
        typer.Argument(metavar="OLD NEW | PACKAGE VERSION VERSION", help="Two folders, or a package and two versions."),
    ],
    format: Annotated[Format, typer.Option(help="One JSON object a line, CSV, or lines to read.")] = Format.table,
    rows: Annotated[int, typer.Option(help="How many changes of a table are shown to read.")] = 20,
) -> None:
    """Tell what differs between any two versions of a package: tables and columns, rows that came or went, cells."""
    from pipelines.packages import diff as differences

    with _input_errors():
        found = differences.diff(*differences.folders(versions, folders().published))
    if format == Format.table:
        _print_difference(found, rows)
    else:
        {Format.jsonl: _print_jsonl, Format.csv: _print_csv}[format](found.rows())


def _print_difference(found: Any, most: int) -> None:
    old, new = found.old, found.new
    typer.echo(f"{old['name']} {old['version']} → {new['name']} {new['version']}")
    for table, column, what in found.shape:
        typer.echo(f"{'table ' + table if column == '*' else 'column ' + table + '.' + column}: {what}")
    for table, changes in found.by_table():
        counted = ", ".join(
            f"{count} {kind}" for kind, count in changes["kind"].value_counts().sort("kind").iter_rows()
        )
        typer.echo(f"\n{table}: {counted}")
        for row in changes.head(most).iter_rows(named=True):
            cell = "" if row["column"] == "*" else f" {row['column']}: {_cell(row['old'])} → {_cell(row['new'])}"
            typer.echo(f"  {' '.join(json.loads(row['key']))}{cell} ({row['kind']})")
        if changes.height > most:
            typer.echo(f"  and {changes.height - most} more (--rows N, --format csv)")
    if not found.shape and found.changes.is_empty():
        typer.echo("no row differs")


def _cell(value: str | None) -> str:
    return "∅" if value is None else value


def _print_verified(package: Path, told: Any) -> None:
    for note in told.notes:
        typer.secho(f"read otherwise by today's code: {note}", fg=typer.colors.YELLOW, err=True)
    if told.not_at_hand:
        shown = ", ".join(told.not_at_hand[:5]) + (" …" if len(told.not_at_hand) > 5 else "")
        typer.secho(
            f"not compared, the text is not at hand (--reports FOLDER): {len(told.not_at_hand)} reports, {shown}",
            fg=typer.colors.YELLOW,
            err=True,
        )
    if told.faults:
        _stop(told.faults)
    typer.echo(
        f"{package}: {told.files} files as published; {told.rows} rows stand in the texts at hand, of reports: {told.reports}"
    )


def _print_made(made: Any, into: Path) -> None:
    tables = made.tables
    for file, reason in made.left_out:
        typer.secho(f"left out {file}: {reason}", fg=typer.colors.YELLOW, err=True)
    counted = ", ".join(f"{tables[name].height:,} {name}" for name in ("reports", "targets", "achieved", "conflicts"))
    typer.echo(f"{counted}: {into}")
    _print_statuses(dict(tables["outcomes"]["status"].value_counts().iter_rows()))


def _print_results(results: list[Any], nowhere: int) -> None:
    """What needs a person once more, and one line that counts; with exit code 1 where an address gave nothing."""
    from pipelines.reports.fetch import State

    for result in results:
        if result.state in (State.differs, State.failed):
            typer.echo(str(result))
    counts = [f"{sum(result.state == state for result in results)} {state}" for state in State]
    typer.echo(", ".join([*counts, f"{nowhere} without an address"]))
    if any(result.state == State.failed for result in results):
        raise typer.Exit(1)


def _print_scores(name: str, rows: list[dict[str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    count = (
        f"{rows[0]['reports']} {'sentences' if name == 'sentences' else 'reports'}, {rows[0]['gold']} annotated rows"
    )
    table = Table(
        "field or rule",
        "predicted",
        "right",
        "precision",
        "recall",
        "F1",
        title=f"{name}: {count}",
        title_justify="left",
    )
    for row in rows:
        table.add_row(*(row[key] for key in ("name", "predicted", "right", "precision", "recall", "f1")))
    Console().print(table)


def _print_jsonl(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(json.dumps({name: _plain(cell) for name, cell in row.items()}, ensure_ascii=False))


def _print_csv(rows: Iterable[dict[str, Any]]) -> None:
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, row)
            writer.writeheader()
        writer.writerow({name: _plain(cell) for name, cell in row.items()})


def _print_table(rows: Iterable[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("indicator", "measure", "bound", "value", "unit", "tense", "quote", show_lines=False)
    for row in rows:
        value = (
            "–".join(str(_plain(row[end])) for end in ("value", "value_high") if row[end] is not None)
            or row["comparator"]
        )
        table.add_row(row["indicator"], row["measure"], row["bound"], value, row["unit"], row["tense"], row["quote"])
    Console().print(table)


def _plain(cell: Any) -> Any:
    """A cell as JSON and CSV hold it: a decimal as a number without trailing zeros."""
    if not isinstance(cell, Decimal):
        return cell
    return int(cell) if cell == cell.to_integral_value() else float(cell)


def _print_summary(summary: Any) -> None:
    from rich.console import Console

    console = Console()
    for warning in summary.warnings:
        console.print(f"[yellow]warning[/] {warning}", highlight=False)
    _print_statuses(summary.statuses)
    for package in summary.packages:
        console.print(
            f"package {package['package']} {package['version']}: {summary.published / package['path']}",
            highlight=False,
            soft_wrap=True,
        )
    if summary.unchanged:
        console.print(f"unchanged: {', '.join(summary.unchanged)}", highlight=False)


def _print_statuses(found: Mapping[str, int]) -> None:
    from rich.console import Console
    from rich.table import Table

    from schemas.codelists import codes, labels

    total = sum(found.values())
    table = Table(title=f"{total} targets 目标", title_justify="left")
    table.add_column("outcome")
    table.add_column("判定")
    table.add_column("targets", justify="right")
    for status in (status for status in codes("status") if status in found):
        table.add_row(labels("status", "en")[status], labels("status", "zh")[status], f"{found[status]} of {total}")
    Console().print(table)


def _show_progress() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("· %(message)s"))
    logger = logging.getLogger("mubiao.progress")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


if __name__ == "__main__":
    app()
