"""The commands that collect reports: `add`, `fetch`, `addresses`."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.base.settings import settings
from pipelines.cli import show
from pipelines.cli.errors import input_errors
from schemas.errors import InputError

if TYPE_CHECKING:
    from pipelines.reports.adding import Source


AllowPrivate = Annotated[
    list[str] | None,
    typer.Option(metavar="ADDRESS", help="A server of your own network, http://127.0.0.1:8000; may be given twice."),
]
Contact = Annotated[str, typer.Option(help="Told to the servers: an address that reaches you.")]


def add(
    source: Annotated[
        str, typer.Argument(metavar="FILE|ADDRESS", help="The report: .txt, .md or .html, or a page on the web.")
    ],
    region: Annotated[
        str | None, typer.Option(help="The government, 甘肃省 or 620000; else what sidecar, folder or text say.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="The year that it plans for; else what sidecar, text or file name say.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title; else that of the page, or its first line.")] = None,
    source_url: Annotated[str | None, typer.Option(help="Where it was published, for a file.")] = None,
    published: Annotated[
        str | None,
        typer.Option(help="The day of the report, 2024-01-30, 2024-01 or 2024; else what its first lines say."),
    ] = None,
    contact: Contact = "",
    allow_private: AllowPrivate = None,
) -> None:
    """Add a report as it came, with where it is from; one that is there already is refused. 加入一份报告，注明来源。"""
    from pipelines.base.limited import within
    from pipelines.reports import adding
    from pipelines.reports.kinds import calls_itself_report
    from pipelines.targets.extract import extract

    said = {"region": region, "year": year, "title": title, "source_url": source_url, "published": published}
    with input_errors():
        came = _page(source, contact, allow_private) if "://" in source else adding.from_file(Path(source))
        addition = adding.prepare(came, settings().raw, said)
        rows = within(60, extract, addition.text, addition.row["region_code"], addition.row["year"], place=source)
        tenses = Counter(row["tense"] for row in rows)
        if not tenses and not calls_itself_report(addition.row["title"], addition.text):
            reason = "nothing of a work report is read in it, neither a target nor a figure of the past year"
            cure = f"Look at its text; if it is a report all the same, put it into {addition.path} yourself"
            raise InputError(source, "", reason, cure)
        adding.store(addition)
    show.added(addition, tenses, said)


def _page(address: str, contact: str, allow_private: list[str] | None) -> "Source":
    from pipelines.base.web import Client, Manners
    from pipelines.reports.adding import from_page

    page = Client(Manners(pause=1.0, contact=contact, private=frozenset(allow_private or []))).get(address)
    return from_page(address, page.content, page.content_type, f"{datetime.now(UTC):%Y-%m-%d}")


def addresses(
    reports: Annotated[Path, typer.Argument(help="A folder of reports, <place or region code>/<year>.*.")],
    write: Annotated[
        bool, typer.Option("--write", help="Put the table into raw/reference/report_addresses.csv.")
    ] = False,
) -> None:
    """Make the table of addresses that `fetch` reads, of a folder of reports. 生成报告网址表。"""
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
    from pipelines.cli import summary

    summary.left_out(inventory.left_out, None)


def fetch(
    into: Annotated[Path | None, typer.Option(help="A folder shaped like raw/; else .mubiao/fetched.")] = None,
    region: Annotated[
        list[str] | None, typer.Option(help="Only this government, 甘肃省 or 620000; may be given twice.")
    ] = None,
    year: Annotated[list[int] | None, typer.Option(help="Only this report year; may be given twice.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every report of the table.")] = False,
    table: Annotated[
        Path | None, typer.Option(help="Another table of addresses than raw/reference/report_addresses.csv.")
    ] = None,
    pause: Annotated[float, typer.Option(help="Seconds from one request to a host to the next.", min=0)] = 5.0,
    contact: Contact = "",
    allow_private: AllowPrivate = None,
) -> None:
    """Download reports from where they were published; what is there already is not asked for again. 下载报告，已有的不再下载。"""
    from pipelines.base.web import Client, Manners
    from pipelines.reports import addresses as known
    from pipelines.reports.fetch import fetch as fetched
    from schemas.codelists import places

    with input_errors():
        rows = known.read(table or settings().raw / known.FILE)
        regions = [places.known(name, "--region") for name in region or []]
        wanted = [row for row in rows if row["region_code"] in (regions or [row["region_code"]])]
        wanted = [row for row in wanted if row["year"] in (year or [row["year"]])]
        if not (region or year or everything):
            reason = f"nothing says which of the {len(wanted)} reports of the table to get"
            raise InputError(
                "mubiao fetch", "", reason, "Name --region or --year; --all gets every one, which takes hours"
            )
        typer.echo(f"{len(wanted)} reports of the table are wanted", err=True)
        results = []
        client = Client(Manners(pause=pause, contact=contact, private=frozenset(allow_private or [])))
        for result in fetched(client, wanted, into or settings().fetched):
            typer.echo(str(result), err=True)
            results.append(result)
    show.fetched(results, sum(not row["source_url"] for row in wanted))
