"""The commands on what packages there are: `package new`."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.base.settings import settings
from pipelines.cli.errors import input_errors
from schemas.dates import FIRST_YEAR, LAST_YEAR
from schemas.errors import InputError

app = typer.Typer(help="Say which packages there are. 定义数据包。", no_args_is_help=True)


@app.command(epilog="Example: mubiao package new gansu-2024 --regions 甘肃省 --years 2024")
def new(
    name: Annotated[str, typer.Argument(help="Of the package and its folder: lower case, digits, . _ and -.")],
    regions: Annotated[str, typer.Option(help="Governments, 甘肃省,兰州 or 620000,620100; all for all.")],
    years: Annotated[str, typer.Option(help="Years of the reports, 2023,2024 or 2020-2024; all for all.")],
    title_zh: Annotated[str, typer.Option(help="Title in Chinese; else one of regions and years.")] = "",
    title_en: Annotated[str, typer.Option(help="Title in English; else one of regions and years.")] = "",
    collections: Annotated[
        str, typer.Option(help="Collections of reports it takes, raw,cities; * for all; else raw alone.")
    ] = "",
    text: Annotated[str, typer.Option(help="none leaves out every sentence of the reports; else whole.")] = "",
    definitions: Annotated[
        Path | None, typer.Option(help="Another file than the settings name (MUBIAO_DEFINITIONS).")
    ] = None,
) -> None:
    """Add a package to the file of packages, and print its entry; the next run makes it. 新增一个数据包。"""
    from pipelines.packages import defining
    from schemas.codelists import places

    with input_errors():
        file = definitions or settings().definitions
        codes = [places.known(place, "--regions") for place in _listed(regions)]
        entry = defining.entry(name, codes, _years(years), title_zh, title_en, _listed(collections), text)
        package = defining.append(file, entry)
    typer.echo(f"{entry}\nadded to {file}; {len(package.tables)} tables, as {', '.join(package.formats)}")
    typer.echo("next: make run")


def _listed(written: str) -> list[str]:
    """The parts of a list with commas, Chinese ones too; all is none named."""
    parts = [part.strip() for part in written.replace("，", ",").replace("、", ",").split(",")]
    return [] if parts == ["all"] else [part for part in parts if part]


def _years(written: str) -> list[int]:
    """Years in order, from single ones and ranges.

    Raises:
        InputError: a part is neither.
    """
    years: set[int] = set()
    for part in _listed(written):
        first, _, last = part.partition("-")
        ends = first.strip(), (last or first).strip()
        if not (all(map(str.isdecimal, ends)) and FIRST_YEAR <= int(ends[0]) <= int(ends[1]) <= LAST_YEAR):
            reason = f"{part!r} is no year and no range of years from {FIRST_YEAR} to {LAST_YEAR}"
            raise InputError("--years", "", reason, "Write 2023,2024 or 2020-2024")
        years.update(range(int(ends[0]), int(ends[1]) + 1))
    return sorted(years)
