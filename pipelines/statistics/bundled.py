"""Bundled tables: published figures that were collected by hand, each row with its source.

Belongs here: reading raw/statistics/*.csv. Does not: any other publisher's form, or what is made of a row (``figures``).
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.base.tables import csv_rows
from pipelines.statistics.figures import Printed
from schemas.errors import InputError

COLUMNS = (
    "region_code", "indicator", "period", "measure", "value", "unit",
    "source_title", "source_publisher", "source_published", "source_url", "note",
)  # fmt: skip
# Rows of a bundled table that are promises and no figures.
PROMISES = {"GDP增长目标"}


def printed(folder: Path) -> Iterator[Printed]:
    """The rows of a folder's bundled tables, in the order of files and rows (the header is row 1), promises left out.

    Raises:
        InputError: a file that cannot be read, has no rows, or lacks a column.
    """
    for path in sorted(folder.glob("*.csv")):
        rows = list(csv_rows(path, COLUMNS, "Add them; raw/statistics/README.md names all"))
        if not rows:
            raise InputError(path, "", "the table has no rows", "Put figures into it or remove it")
        for number, row in rows:
            cells = {name: cell.strip() for name, cell in row.items()}
            if cells["indicator"] not in PROMISES:
                yield cells | {"file": f"{folder.name}/{path.name}", "file_row": str(number)}
