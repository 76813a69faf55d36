"""The commands `mubiao statistics ...`: figures from their publishers. Belongs here: arguments, printing, exit codes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli import show
from pipelines.cli.errors import input_errors

if TYPE_CHECKING:
    from pipelines.statistics.nbs.fetch import Fetched
    from pipelines.statistics.nbs.probe import Step

app = typer.Typer(
    help="Get published figures: from a service, or out of communiqués. 获取公开统计数据。",
    no_args_is_help=True,
)
fetch_app = typer.Typer(help="Fetch snapshots into raw/statistics.", no_args_is_help=True)
app.add_typer(fetch_app, name="fetch")

BaseAddress = Annotated[
    str | None, typer.Option(help="Another address of the service, also in your own network.", show_default=False)
]
Interval = Annotated[float, typer.Option(help="Seconds from one request to the next.", min=0)]


@fetch_app.command(
    "nbs", epilog="Example: mubiao statistics fetch nbs --regions 650000,620000 --first 2020 --last 2024"
)
def fetch_nbs(
    regions: Annotated[str, typer.Option(help="Provinces, names or GB/T 2260 codes, joined by commas.")],
    first: Annotated[int, typer.Option(help="First year.", min=1949, max=2100)],
    last: Annotated[int, typer.Option(help="Last year.", min=1949, max=2100)],
    base_address: BaseAddress = None,
    interval: Interval = 1.0,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask also for what is there already.")] = False,
) -> None:
    """Get yearly figures of provinces from the National Bureau of Statistics. 从国家统计局下载年度数据。"""
    with input_errors():
        from dataclasses import replace

        from pipelines.base.settings import settings
        from pipelines.statistics.nbs.client import BASE_ADDRESS, MANNERS, Client
        from pipelines.statistics.nbs.fetch import fetch
        from schemas.codelists import places

        client = Client(base_address or BASE_ADDRESS, replace(MANNERS, pause=interval))
        codes = [places.known(region.strip(), "--regions") for region in regions.split(",")]
        folder = settings().raw / "statistics" / "nbs"
        ok = _print(fetch(client, folder, codes, first, last, refresh=refresh))
    if not ok:
        raise typer.Exit(1)


@app.command("probe", epilog="Example: mubiao statistics probe")
def probe_nbs(
    base_address: BaseAddress = None,
    interval: Interval = 1.0,
    known: Annotated[
        str, typer.Option(metavar="REGION-YEAR=VALUE", help="Compare a known level of the gross domestic product.")
    ] = "",
) -> None:
    """Tell within a minute whether the National Bureau of Statistics answers as expected. 检查国家统计局服务。"""
    with input_errors():
        from dataclasses import replace

        from pipelines.statistics.nbs import probe
        from pipelines.statistics.nbs.client import BASE_ADDRESS, Client

        expected = probe.known(known) if known else probe.KNOWN
        client = Client(base_address or BASE_ADDRESS, replace(probe.MANNERS, pause=interval))
        ok = _print(probe.probe(client, expected))
    if not ok:
        raise typer.Exit(1)


@app.command(
    "communiques", epilog="Example: mubiao statistics communiques FOLDER --write raw/statistics/communiques.csv"
)
def communiques_of(
    folder: Annotated[Path, typer.Argument(help="A folder of communiqués, one a Markdown file with front matter.")],
    region: Annotated[
        str | None, typer.Option(help="Whose they all are, a name or GB/T 2260 code; else from front matter or title.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(metavar="TABLE", help="Keep the figures in this table instead of printing them.")
    ] = None,
) -> None:
    """Read the figures of statistical communiqués, as a table for raw/statistics. 读出统计公报中的数字。"""
    with input_errors():
        from pipelines.base import files
        from pipelines.base.tables import csv_text
        from pipelines.statistics.communiques import COLUMNS

        rows = list(_communiques(folder, region))
        text = csv_text(COLUMNS, rows)
        if write is None:
            typer.echo(text, nl=False)
            return
        files.replace(write, text)
    typer.echo(f"{len(rows)} figures of {len({row['source_title'] for row in rows})} communiqués: {write}")


def _communiques(folder: Path, region: str | None) -> Iterator[dict[str, str]]:
    """The figures of all communiqués of a folder, read with the grammar of the reports, in the order of their paths."""
    from pipelines.reports import communiques as files
    from pipelines.statistics import communiques
    from pipelines.targets.extract import extract

    for file in files.read(folder, region):
        year = communiques.year_of(file.title, file.text, file.path)
        title = communiques.official_title(file.region_code, year)
        communique = communiques.Communique(file.region_code, year, title, file.published, file.address, file.sha256)
        statements = extract(file.text, file.region_code, year + 1, looks_back=True)
        for row in communiques.observations(communique, statements, file.markdown):
            if reason := communiques.fault(row):
                show.warn(f"{file.path}: a figure is left out: {reason}")
            else:
                yield row


def _print(steps: "Iterable[Fetched | Step]") -> bool:
    """Print a line a step, as they come, and return whether all is well."""
    ok = True
    for step in steps:
        typer.echo(str(step))
        ok &= step.ok
    return ok
