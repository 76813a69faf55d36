"""How results are printed: tables, lines, progress. Belongs here: the terminal. Does not: any figure that is printed, or how a run of
the line ends (``summary``).
"""

import csv
import json
import logging
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipelines.cli.errors import stop
from schemas.errors import shown

if TYPE_CHECKING:
    from pipelines.packages.checks.verify import Verified
    from pipelines.packages.diff import Difference
    from pipelines.reports.adding import Addition
    from pipelines.reports.fetch import Result
    from pipelines.site.build import Built

# So many files or reports are named one by one; then there is a count, and the table that holds them all.
MOST_NAMED = 10
# What counts as right in a table of scores.
_RIGHT = "value: number and unit are right; strict, and a rule: name, measure and bound too"


class Format(StrEnum):
    """How rows are printed."""

    jsonl = "jsonl"
    csv = "csv"
    table = "table"


class _Screen(logging.Handler):
    """Lines on the standard error that there is when they come: a program that calls commands may have exchanged it meanwhile."""

    def emit(self, record: logging.LogRecord) -> None:
        typer.echo(self.format(record), err=True)


def progress() -> None:
    """Print the lines of the logger ``mubiao.progress`` to standard error from now on."""
    handler = _Screen()
    handler.setFormatter(logging.Formatter("· %(message)s"))
    logger = logging.getLogger("mubiao.progress")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)


def warn(line: str) -> None:
    """A line about something that stops nothing."""
    typer.secho(f"warning: {line}", fg=typer.colors.YELLOW, err=True)


def rows(statements: Iterable[Mapping[str, Any]], format: Format, columns: Iterable[str] = ()) -> None:
    """Rows of a table for programs, one JSON object a line or as CSV, whose header stands also where there is no row."""
    if format == Format.csv:
        _csv(statements, columns)
    else:
        _jsonl(statements)


def _jsonl(statements: Iterable[Mapping[str, Any]]) -> None:
    for row in statements:
        typer.echo(json.dumps({name: _plain(cell) for name, cell in row.items()}, ensure_ascii=False))


def _csv(statements: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> None:
    writer = None
    for row in statements:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, row)
            writer.writeheader()
        writer.writerow({name: _in_csv(cell) for name, cell in row.items()})
    if writer is None and columns:
        csv.DictWriter(sys.stdout, list(columns)).writeheader()


def _in_csv(cell: Any) -> Any:
    """A cell as CSV holds it: what a spreadsheet would take for a formula is a text."""
    from pipelines.wording.numbers import digits
    from schemas import safe_text

    if isinstance(cell, Decimal):
        return digits(cell)
    return safe_text.escaped(cell) if isinstance(cell, str) else cell


def _plain(cell: Any) -> Any:
    """A cell as JSON holds it: a decimal as a number without trailing zeros."""
    if not isinstance(cell, Decimal):
        return cell
    return int(cell) if cell == cell.to_integral_value() else float(cell)


def difference(between: "Difference", most: int) -> None:
    """What differs between two versions: tables and columns, then the first changes of every table."""
    old, new = between.old, between.new
    typer.echo(f"{old['name']} {old['version']} → {new['name']} {new['version']}")
    for table, column, what in between.shape:
        typer.echo(f"{'table ' + table if column == '*' else 'column ' + table + '.' + column}: {what}")
    for table, changes in between.by_table():
        counts = ", ".join(f"{n} {kind}" for kind, n in changes["kind"].value_counts().sort("kind").iter_rows())
        typer.echo(f"\n{table}: {counts}")
        for row in changes.head(most).iter_rows(named=True):
            cell = "" if row["column"] == "*" else f" {row['column']}: {_cell(row['old'])} → {_cell(row['new'])}"
            typer.echo(f"  {_cell(' '.join(json.loads(row['key'])))}{cell} ({row['kind']})")
        if changes.height > most:
            typer.echo(f"  and {changes.height - most} more (--rows N, --format csv)")
    if not between.shape and between.changes.is_empty():
        typer.echo("no row differs")


def _cell(value: str | None) -> str:
    """A cell as a terminal shows it, which obeys none of its signs."""
    return "∅" if value is None else shown(value, sys.maxsize)


def verified(package: str, result: "Verified", *, of_many: bool = False) -> None:
    """What was compared and what could not be; ends with exit code 1 where something differs.

    Args:
        package: what it is called.
        result: of checking it.
        of_many: it is one of many: what other code made of it otherwise is counted, and the command that lists it is named.
    """
    if of_many and (result.notes or result.judged_otherwise):
        warn(
            f"{package}: other code made it, and today's makes some of it otherwise: `mubiao verify {package}` says what"
        )
    elif not of_many:
        _otherwise("read", result.notes)
        _otherwise("judged", result.judged_otherwise)
        _not_compared("the text at hand is another text", result.another_text)
        _not_compared("the text is not at hand (--reports FOLDER)", result.not_at_hand)
    if result.faults:
        stop(result.faults)
    _anchored(package, result)
    typer.echo(f"{package}: {result.files} files as published; {_compared(result)}{_judged(result)}")


def _otherwise(how: str, lines: list[str]) -> None:
    """The first rows that today's code reads or judges otherwise than that which made the package."""
    more = len(lines) - MOST_NAMED
    for line in lines[:MOST_NAMED] + ([f"and {more:,} more"] if more > 0 else []):
        typer.secho(f"{how} otherwise by today's code: {line}", fg=typer.colors.YELLOW, err=True)


def _judged(result: "Verified") -> str:
    """How many verdicts were judged again, what came of it, and how many could not be."""
    from pipelines.wording.numbers import counted

    if not result.judged and not result.not_judged:
        return ""
    came = "differences are those of the code" if result.judged_otherwise else "and come out the same"
    judged = f"; {counted(result.judged, 'verdict')} judged again, {came}" if result.judged else ""
    return judged + (
        f"; {counted(result.not_judged, 'verdict')} cannot be judged again from what it holds"
        if result.not_judged
        else ""
    )


def _anchored(package: str, result: "Verified") -> None:
    """What holds the hashes themselves, where that is not a catalogue that lists the hash of their list."""
    there = result.anchor
    if there.catalogue is None or there.entry is None:
        warn(
            f"{package}: no catalog.json lies above it: its files are those of its own SHA256SUMS, which whoever changed a file could write anew; "
            "compare that with the sha256 that the publisher's catalog.json lists"
        )
        return
    if "sums_sha256" not in there.entry:
        warn(
            f"{package}: {there.catalogue} lists no hash of its SHA256SUMS: its descriptor and tables are anchored, page, workbook and texts "
            "are not; `mubiao run` adds the hash"
        )


def _not_compared(reason: str, reports: list[str]) -> None:
    from pipelines.wording.numbers import counted

    if reports:
        named = ", ".join(reports[:MOST_NAMED]) + (" …" if len(reports) > MOST_NAMED else "")
        line = f"not compared, {reason}: {counted(len(reports), 'report')}, {named}"
        typer.secho(line, fg=typer.colors.YELLOW, err=True)


def _compared(result: "Verified") -> str:
    """With what rows were compared, in words; where they were with nothing, that too."""
    from pipelines.wording.numbers import counted

    total = result.reports + len(result.not_at_hand) + len(result.another_text)
    if not total:
        return "no table says which reports it was read from, so no text was compared"
    if not result.reports:
        return f"no row was compared: the text of none of its {counted(total, 'report')} is at hand"
    return f"{counted(result.rows, 'row')} stand in the texts of {result.reports:,} of {counted(total, 'report')}"


def exported(paths: list[Path]) -> None:
    """A line where an export has no workbook, and why."""
    from pipelines.packages.sizes import MOST_ROWS

    if not any(path.suffix == ".xlsx" for path in paths):
        warn(f"no workbook: a table has more than {MOST_ROWS['xlsx'][1]:,} rows")


def site(folder: Path, built: "Built") -> None:
    """What was written of a site, how large it is, and how to look at it."""
    typer.echo(
        f"{folder}: {built.files:,} files, {built.size / 1_000_000:,.1f} MB; {built.new:,} new or changed, {built.gone:,} removed"
    )
    typer.echo(f"look at it: open {folder / 'index.html'}, or python3 -m http.server --directory {folder}")


def added(addition: "Addition", tenses: Mapping[str, int], said: Mapping[str, Any]) -> None:
    """Where a report was stored, whose it is and who said so, how much is read in it, and what comes next."""
    from schemas.codelists.places import full_name

    row, whose = addition.row, addition.whose
    by = {"region": whose.region_by, "year": whose.year_by}
    by |= {key: f"--{key}" for key in by if said.get(key) is not None}
    if whose.disagreement:
        warn(f"not all agree whose report it is: {whose.disagreement}")
    if not tenses.get("target"):
        warn("no target is read in it")
    typer.echo(f"{addition.path}: {row['title']}")
    typer.echo(f"  region: {row['region_code']} {full_name(row['region_code'])} (by {by['region']})")
    typer.echo(f"  year: {row['year']} (by {by['year']})")
    typer.echo(f"  published: {row['published'] or 'not known; --published says it'}")
    typer.echo(f"  source: {row['source_url'] or 'not known; --source-url says it'}")
    typer.echo(f"  read in it: {tenses.get('target', 0)} targets, {tenses.get('achieved', 0)} figures of the past")
    typer.echo("next: make run")


def fetched(results: "list[Result]", nowhere: int) -> None:
    """What needs a person once more, and one line that counts; ends with exit code 1 where an address gave nothing."""
    from pipelines.reports.fetch import State

    for result in results:
        if result.state in (State.differs, State.failed):
            typer.echo(str(result))
    counts = [f"{sum(result.state == state for result in results)} {state}" for state in State]
    typer.echo(", ".join([*counts, f"{nowhere} without an address"]))
    if any(result.state == State.failed for result in results):
        raise typer.Exit(1)


def scores(name: str, figures: list[dict[str, str]]) -> None:
    """How well reports are read, a row a field and a rule."""
    from rich.console import Console
    from rich.table import Table

    from pipelines.wording.numbers import counted

    texts = counted(int(figures[0]["reports"]), "sentence" if name == "sentences" else "report")
    title = f"{name}: {texts}, {counted(int(figures[0]['gold']), 'annotated row')}"
    table = Table("field, then rule", title=title, title_justify="left", caption=_RIGHT, caption_justify="left")
    for heading in ("predicted", "right", "precision", "recall", "F1"):
        table.add_column(heading, justify="right")
    fields = sum(row["kind"] == "field" for row in figures)
    for number, row in enumerate(figures, 1):
        cells = (row[key] for key in ("name", "predicted", "right", "precision", "recall", "f1"))
        table.add_row(*cells, end_section=number == fields)
    Console().print(table)
