"""Other forms of a published package, made on demand: they are not in its descriptor and never lie in published/.

Belongs here: which forms. Does not: the forms themselves (``csv``, ``workbook``).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.forms.csv import write_csv
from pipelines.forms.workbook import write_workbook
from pipelines.packages.definition import definitions
from pipelines.packages.package import Package
from schemas.errors import InputError


def export(package: Path, into: Path) -> Iterator[Path]:
    """Write the tables of a published package as CSV, and as a workbook where no table is too long for one.

    Yields:
        each file when it is written.

    Raises:
        InputError: it is no package, a table of it cannot be read, or the folder is not empty.
    """
    opened = Package.open(package)
    if into.exists() and any(into.iterdir()):
        raise InputError(into, "", "the folder is not empty", "Name a new one")
    into.mkdir(parents=True, exist_ok=True)
    tables = opened.tables()
    for table, frame in tables.items():
        write_csv(table, frame, into / f"{table}.csv")
        yield into / f"{table}.csv"
    definition = next((known for known in definitions() if known.name == opened.name), None)
    workbook = into / f"{opened.name}.xlsx"
    if definition and write_workbook(definition, opened.version, tables, workbook):
        yield workbook
