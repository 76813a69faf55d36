"""Bundled tables: published figures that were collected by hand, each row with its source.

Belongs here: reading raw/statistics/*.csv. Does not: any other publisher's form, or what is made of a row (``figures``).
"""

import csv
from collections.abc import Iterator
from pathlib import Path

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
        for number, row in _printed(path):
            if row["indicator"] not in PROMISES:
                yield row | {"file": f"{folder.name}/{path.name}", "file_row": str(number)}


def _printed(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
            if missing:
                raise InputError(
                    path,
                    "row 1",
                    f"the columns {', '.join(missing)} are missing",
                    "Add them; raw/statistics/README.md names all",
                )
            count = 0
            for row in reader:
                count += 1
                if None in row or None in row.values():
                    raise InputError(
                        path,
                        f"row {reader.line_num}",
                        "the row has more or fewer cells than the header",
                        "Quote cells with commas",
                    )
                yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start}", "the table is not UTF-8", "Save it as UTF-8") from None
    except csv.Error as error:
        raise InputError(
            path, f"row {reader.line_num}", f"the row is no CSV: {error}", "Mend the quotation marks"
        ) from None
    if not count:
        raise InputError(path, "", "the table has no rows", "Put figures into it or remove it")
