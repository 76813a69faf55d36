"""The commands on published packages: `validate`, `verify`, `diff`, `export`, `withdraw`."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.base.settings import settings
from pipelines.cli import show
from pipelines.cli.errors import input_errors, stop
from pipelines.cli.show import Format


def export(
    package: Annotated[Path, typer.Argument(help="A published package's folder.")],
    into: Annotated[Path, typer.Argument(help="An empty or new folder outside published/.")],
) -> None:
    """Write a published package's tables as CSV, and as a workbook where no table is too long for one."""
    from pipelines.forms.export import export as written

    with input_errors():
        for path in written(package, into):
            typer.echo(str(path))


def withdraw(
    package: Annotated[str, typer.Argument(help="Name of a package.")],
    version: Annotated[str, typer.Argument(help="One of its published versions.")],
    reason: Annotated[str, typer.Option(help="One sentence, for readers.")],
) -> None:
    """Mark a published version as withdrawn; it stays where it is, and its number is never used again."""
    import pipelines.forms  # noqa: F401  the list of packages is a form
    from pipelines.packages import around
    from pipelines.packages.catalogue import withdraw as mark
    from pipelines.packages.definition import definitions

    with input_errors():
        published = settings().published
        latest = mark(published, package, version, reason)
        around.refresh(published, *definitions(settings().definitions))
    typer.echo(f"{package} {version} is withdrawn; the latest is {latest or 'none'}")


def validate(
    package: Annotated[Path, typer.Argument(help="A package's folder, or its datapackage.json.")],
) -> None:
    """Check a published package: the official profile, hashes, frictionless, and keys and categories."""
    from pipelines.packages.checks import validate as faults_of

    with input_errors():
        faults = faults_of(package)
    if faults:
        stop(faults)
    typer.echo(f"{package}: valid")


def verify(
    package: Annotated[Path, typer.Argument(help="The folder of a package's version.")],
    reports: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of reports, <place or region code>/<year>.*, beside raw/; may be given twice."),
    ] = None,
) -> None:
    """Check a package's files, keys and constraints, and its quotes and numbers against the raw texts that are at hand."""
    from pipelines.packages.checks.verify import verify as verified
    from pipelines.reports.collections import REPORTS
    from pipelines.reports.lookup import text_at_hand
    from pipelines.targets.tables import read_reports

    with input_errors():
        places = [settings().raw / REPORTS, *(reports or [])]
        result = verified(
            package,
            lambda report, file: text_at_hand(report, file, places),
            lambda texts: {name: split.good for name, split in read_reports(texts).items()},
        )
    show.verified(package, result)


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

    with input_errors():
        difference = differences.diff(*differences.folders(versions, settings().published))
    if format == Format.table:
        show.difference(difference, rows)
    else:
        show.rows(difference.rows(), format)


COMMANDS = (export, withdraw, validate, verify, diff)
