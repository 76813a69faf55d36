"""How results are printed: tables, lines, progress. Belongs here: the terminal. Does not: any figure that is printed, or how a run of
the line ends (``summary``).
"""

import csv
import json
import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipelines.cli.errors import stop

if TYPE_CHECKING:
    from pipelines.packages.checks.verify import Verified
    from pipelines.packages.diff import Difference
    from pipelines.reports.fetch import Result


class Format(StrEnum):
    """How rows are printed."""

    jsonl = "jsonl"
    csv = "csv"
    table = "table"


def progress() -> None:
    """Print the lines of the logger ``mubiao.progress`` to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("· %(message)s"))
    logger = logging.getLogger("mubiao.progress")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)


def warn(line: str) -> None:
    """A line about something that stops nothing."""
    typer.secho(f"warning: {line}", fg=typer.colors.YELLOW, err=True)


def rows(statements: Iterable[Mapping[str, Any]], format: Format) -> None:
    """Rows of a table, one JSON object a line, as CSV, or as a table to read."""
    printers: dict[Format, Callable[[Iterable[Mapping[str, Any]]], None]] = {
        Format.jsonl: _jsonl,
        Format.csv: _csv,
        Format.table: _table,
    }
    printers[format](statements)


def _jsonl(statements: Iterable[Mapping[str, Any]]) -> None:
    for row in statements:
        typer.echo(json.dumps({name: _plain(cell) for name, cell in row.items()}, ensure_ascii=False))


def _csv(statements: Iterable[Mapping[str, Any]]) -> None:
    writer = None
    for row in statements:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, row)
            writer.writeheader()
        writer.writerow({name: _plain(cell) for name, cell in row.items()})


def _table(statements: Iterable[Mapping[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("indicator", "measure", "bound", "value", "unit", "tense", "quote", show_lines=False)
    for row in statements:
        ends = (str(_plain(row[end])) for end in ("value", "value_high") if row[end] is not None)
        value = "–".join(ends) or row["comparator"]
        table.add_row(row["indicator"], row["measure"], row["bound"], value, row["unit"], row["tense"], row["quote"])
    Console().print(table)


def _plain(cell: Any) -> Any:
    """A cell as JSON and CSV hold it: a decimal as a number without trailing zeros."""
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
            typer.echo(f"  {' '.join(json.loads(row['key']))}{cell} ({row['kind']})")
        if changes.height > most:
            typer.echo(f"  and {changes.height - most} more (--rows N, --format csv)")
    if not between.shape and between.changes.is_empty():
        typer.echo("no row differs")


def _cell(value: str | None) -> str:
    return "∅" if value is None else value


def verified(package: Path, result: "Verified") -> None:
    """What was compared and what could not be; ends with exit code 1 where something differs."""
    for note in result.notes:
        typer.secho(f"read otherwise by today's code: {note}", fg=typer.colors.YELLOW, err=True)
    if result.not_at_hand:
        shown = ", ".join(result.not_at_hand[:5]) + (" …" if len(result.not_at_hand) > 5 else "")
        typer.secho(
            f"not compared, the text is not at hand (--reports FOLDER): {len(result.not_at_hand)} reports, {shown}",
            fg=typer.colors.YELLOW,
            err=True,
        )
    if result.faults:
        stop(result.faults)
    typer.echo(
        f"{package}: {result.files} files as published; {result.rows} rows stand in the texts at hand, of reports: {result.reports}"
    )


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

    of = "sentences" if name == "sentences" else "reports"
    title = f"{name}: {figures[0]['reports']} {of}, {figures[0]['gold']} annotated rows"
    table = Table("field or rule", "predicted", "right", "precision", "recall", "F1", title=title, title_justify="left")
    for row in figures:
        table.add_row(*(row[key] for key in ("name", "predicted", "right", "precision", "recall", "f1")))
    Console().print(table)
