"""Other forms of a published package, made on demand: they are not in its descriptor and never lie in published/.

A package may be older than the contracts of today, or another publisher's: what is said of it is what its own descriptor says.
Belongs here: which forms, and what they say. Does not: the forms themselves (``csv``, ``workbook``).
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.base.files import lies_in
from pipelines.base.progress import counted
from pipelines.forms.about import Pair, foot
from pipelines.forms.csv import safe, write_csv
from pipelines.forms.workbook import Column, Contents, contract_columns, joins, write_workbook
from pipelines.packages.checks import valid
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.package import Package
from schemas.errors import InputError


def export(package: Path, into: Path) -> Iterator[Path]:
    """Write the tables of a published package as CSV, and as a workbook where no table is too long for one.

    Yields:
        each file when it is written.

    Raises:
        InputError: it is no valid package, or the folder is not empty.
    """
    opened = opened_for(package, into)
    contents = _contents(opened)
    if not contents.tables:
        raise InputError(opened.files.folder, "", "it holds no table as Parquet", "Open its CSV as they are")
    into.mkdir(parents=True, exist_ok=True)
    for table, frame in counted(contents.tables.items(), len(contents.tables), "tables as CSV"):
        write_csv(table, safe(frame), into / f"{table}.csv")
        yield into / f"{table}.csv"
    workbook = into / f"{opened.name}.xlsx"
    if write_workbook(contents, workbook):
        yield workbook


def opened_for(package: Path, into: Path) -> Package:
    """A published package whose tables may be read, to be written into a folder that is new or empty.

    Raises:
        InputError: it is no valid package, or the folder is not empty.
    """
    opened = valid(package)
    if lies_in(into, opened.files.folder):
        raise InputError(into, "", "it lies in the package itself", "Name a folder elsewhere")
    if into.exists() and any(into.iterdir()):
        raise InputError(into, "", "the folder is not empty", "Name a new one")
    return opened


def _contents(package: Package) -> Contents:
    descriptor = package.descriptor
    resources = {resource["name"]: resource for resource in package.resources}
    tables = package.tables()
    # One text for both languages, as the descriptor has it.
    head = [Pair(descriptor["title"], ""), Pair(str(descriptor.get("description", "")), "")]
    contributors = descriptor.get("contributors") or [{}]
    author, day = str(contributors[0].get("title", "")), _day(package)
    cited = f"{author} ({day.year}), {package.name}, version {package.version}."
    return Contents(
        descriptor["title"],
        author,
        day,
        head,
        foot(package.version, day, cited, str(descriptor.get("homepage", ""))),
        tables,
        {table: resources[table].get("description", "") for table in tables},
        {table: _columns(table, resources[table]["schema"]["fields"]) for table in tables},
        joins(tables),
    )


def _columns(table: str, fields: list[dict[str, Any]]) -> dict[str, Column]:
    """What the descriptor says of the columns of a table. It names no codelist: the contract does, where it knows the column."""
    try:
        known = contract_columns(table)
    except LookupError:
        known = {}
    return {
        field["name"]: Column(
            str(field.get("title", "")),
            known[field["name"]].title_en if field["name"] in known else "",
            str(field.get("unit", "")),
            known[field["name"]].codes if field["name"] in known else "",
            str(field.get("description", "")),
        )
        for field in fields
    }


def _day(package: Package) -> date:
    """The day of the package's newest input."""
    created = package.descriptor["created"]
    try:
        return datetime.fromisoformat(created).date()
    except ValueError:
        file = package.files.folder / DESCRIPTOR
        raise InputError(
            file, "created", f"{created!r} is no date", "Get the package again from its publisher"
        ) from None
