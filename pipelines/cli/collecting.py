"""The commands that collect reports: `fetch`, `addresses`."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.base.settings import settings
from pipelines.cli import show, summary
from pipelines.cli.errors import input_errors


def addresses(
    reports: Annotated[Path, typer.Argument(help="A folder of reports, <place or region code>/<year>.*.")],
    write: Annotated[
        bool, typer.Option("--write", help="Put the table into raw/reference/report_addresses.csv.")
    ] = False,
) -> None:
    """Print the table of a folder of reports that `fetch` reads: where each was published, and the hash of its letters."""
    from pipelines.base import files
    from pipelines.reports import addresses as table
    from pipelines.reports.collections import Collection, Folder
    from pipelines.reports.inventory import take
    from pipelines.reports.read import canonical_text

    with input_errors():
        collection = Collection("folder", Folder(reports))
        inventory = take([collection])
        rows = table.rows(
            row | {"text": canonical_text(collection.read(row["file"]), row["file"]).text}
            for row in inventory.reports.to_dicts()
        )
        text = table.text(rows)
        if write:
            files.replace(settings().raw / table.FILE, text)
        else:
            typer.echo(text, nl=False)
    summary.left_out(inventory.left_out, None)


def fetch(
    into: Annotated[Path | None, typer.Option(help="A folder shaped like raw/; else .mubiao/fetched.")] = None,
    region: Annotated[list[str] | None, typer.Option(help="Only this GB/T 2260 code; may be given twice.")] = None,
    year: Annotated[list[int] | None, typer.Option(help="Only this report year; may be given twice.")] = None,
    table: Annotated[
        Path | None, typer.Option(help="Another table of addresses than raw/reference/report_addresses.csv.")
    ] = None,
    pause: Annotated[float, typer.Option(help="Seconds from one request to a host to the next.", min=0)] = 5.0,
    contact: Annotated[str, typer.Option(help="Told to the servers: an address that reaches you.")] = "",
    allow_private: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS", help="A server of your own network, http://127.0.0.1:8000; may be given twice."
        ),
    ] = None,
) -> None:
    """Get reports from where they were published; what is there is not asked for again."""
    from pipelines.base.web import Client, Manners
    from pipelines.reports import addresses as known
    from pipelines.reports.fetch import fetch as fetched

    with input_errors():
        rows = known.read(table or settings().raw / known.FILE)
        wanted = [row for row in rows if row["region_code"] in (region or [row["region_code"]])]
        wanted = [row for row in wanted if row["year"] in (year or [row["year"]])]
        results = []
        client = Client(Manners(pause=pause, contact=contact, private=frozenset(allow_private or [])))
        for result in fetched(client, wanted, into or settings().fetched):
            typer.echo(str(result), err=True)
            results.append(result)
    show.fetched(results, sum(not row["source_url"] for row in wanted))


COMMANDS = (addresses, fetch)
