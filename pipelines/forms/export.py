"""Other forms of a published package, made on demand: they are not in its descriptor and never lie in published/.

Belongs here: which forms. Does not: the forms themselves (``tables``, ``workbook``).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.forms.tables import write_csv
from pipelines.forms.workbook import write_workbook
from pipelines.packages import versions
from pipelines.packages.definition import definitions
from schemas.errors import InputError


def export(package: Path, into: Path) -> Iterator[Path]:
    """Write the tables of a published package as CSV, and as a workbook where no table is too long for one.

    Yields:
        each file when it is written.

    Raises:
        InputError: there is no such package, or the folder is not empty.
    """
    if not (package / "datapackage.json").is_file():
        raise InputError(package, "", "there is no datapackage.json", "Name a package's folder")
    if into.exists() and any(into.iterdir()):
        raise InputError(into, "", "the folder is not empty", "Name a new one")
    into.mkdir(parents=True, exist_ok=True)
    descriptor, tables = versions.read_version(package)
    for table, frame in tables.items():
        write_csv(table, frame, into / f"{table}.csv")
        yield into / f"{table}.csv"
    definition = next((known for known in definitions() if known.name == descriptor["name"]), None)
    workbook = into / f"{descriptor['name']}.xlsx"
    if definition and write_workbook(definition, descriptor["version"], tables, workbook):
        yield workbook
