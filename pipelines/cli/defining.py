"""The commands on what packages there are: `package new`, `package show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.base.settings import settings
from pipelines.cli import completion
from pipelines.cli.errors import input_errors
from schemas.dates import FIRST_YEAR, LAST_YEAR
from schemas.errors import InputError

if TYPE_CHECKING:
    from pipelines.packages.definition import Definition
    from pipelines.packages.sizes import Size

app = typer.Typer(help="Define data sets: what each holds. 定义数据集。", no_args_is_help=True)


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
    formats: Annotated[
        str, typer.Option(help="Forms, parquet,csv,html; all for all; else all, of a large package parquet and html.")
    ] = "",
    definitions: Annotated[
        Path | None, typer.Option(help="Another file than the settings name (MUBIAO_DEFINITIONS).")
    ] = None,
) -> None:
    """Add a data set to the file that defines them, and print its entry; the next run makes it. 新增一个数据集。"""
    from pipelines.packages import defining, sizes
    from pipelines.packages.definition import parse
    from schemas.codelists import places

    with input_errors():
        file = definitions or settings().definitions
        codes = [places.known(place, "--regions") for place in _listed(regions)]
        parts = (name, codes, _years(years), title_zh, title_en, _listed(collections), text)
        entry = defining.entry(*parts, _listed(formats))
        (package,) = parse(entry.encode(), file)
        whole = _size(package)
        if whole and whole.bytes > sizes.LARGE and not formats:
            entry = defining.entry(*parts, sizes.FORMS_OF_LARGE)
        package = defining.append(file, entry)
    typer.echo(f"{entry}\nadded to {file}; {len(package.tables)} tables, as {', '.join(package.formats)}")
    if size := _size(package):
        typer.echo(f"at hand: {size}")
    if whole and whole.bytes > sizes.LARGE and not formats:
        typer.echo(
            f"in all forms it would be about {sizes.megabytes(whole.bytes)}: without `formats` in the entry it is"
        )
    typer.echo("next: make run")


@app.command(epilog="Example: mubiao package show gansu-2024")
def show(
    name: Annotated[
        str | None, typer.Argument(help="A package; else all of them.", autocompletion=completion.packages)
    ] = None,
) -> None:
    """Show a data set: its reports at hand, how large a version is, and which versions there are. 查看数据集的规模和版本。"""
    from pipelines.packages import sizes
    from pipelines.packages.catalogue import read_catalog
    from pipelines.packages.definition import definitions

    with input_errors():
        known = {package.name: package for package in definitions(settings().definitions)}
        if name is not None and name not in known:
            raise InputError(
                settings().definitions, "", f"there is no package {name}", f"Name one of {', '.join(known)}"
            )
        catalog = read_catalog(settings().published)["packages"]
    for package in known.values() if name is None else [known[name]]:
        size = _size(package) or "no report is stored yet"
        typer.echo(f"{package.name}: {size}, as {', '.join(package.formats)}")
        for entry in catalog.get(package.name, {"versions": []})["versions"]:
            marks = [mark for mark in ("withdrawn", "retired") if mark in entry]
            day, bytes_ = entry["created"][:10], sizes.megabytes(entry["bytes"])
            typer.echo(f"  {entry['version']} of {day}, {bytes_}{''.join(f', {mark}' for mark in marks)}")


def _size(package: "Definition") -> "Size | None":
    """About how large a version of a package is, by the reports that the last run saw; None before there was one."""
    from pipelines.line.store import INVENTORY, Store
    from pipelines.packages import sizes
    from pipelines.packages.contents import reports_of

    store = Store(settings().store, lambda table, part: "")  # it is only read
    if not store.stored(INVENTORY, None):
        return None
    return sizes.estimate(package, reports_of(package, store.read(INVENTORY, [None])).height)


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
