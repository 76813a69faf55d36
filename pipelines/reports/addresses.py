"""The table of report addresses, raw/reference/report_addresses.csv: where reports were published, and the mark of each text.

Belongs here: making the table of a folder of reports that may not be passed on, and reading it. Does not: asking for a page
(``fetch``).
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from pipelines.reports import letters
from schemas.errors import InputError

FILE = Path("reference") / "report_addresses.csv"
TABLE = "report_addresses"


def rows(reports: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The table of rows of ``reports``, in the order of their ids; the address is None where the reports do not tell it."""
    marked = []
    for report in sorted(reports, key=lambda row: str(row["report_id"])):
        mark = letters.mark(report["text"])
        marked.append({**report, "letters": mark.letters, "letters_sha256": mark.sha256})
    return [{name: row[name] for name in _columns()} for row in marked]


def write(table: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """Write the table as CSV."""
    writer = csv.DictWriter(file, _columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a table of addresses.

    Raises:
        InputError: the file breaks the contract of the table.
    """
    import schemas
    from schemas import contract

    with path.open(encoding="utf-8-sig", newline="") as file:
        split = contract.split(schemas.model(TABLE), csv.DictReader(file), TABLE)
    if split.rejects.height:
        first = split.rejects.row(0, named=True)
        raise InputError(path, f"row {first['row'] + 1}, column {first['column']}", first["reason"], "Mend the row")
    return split.good.to_dicts()


def _columns() -> list[str]:
    import schemas
    from schemas import contract

    return list(contract.dtypes(schemas.model(TABLE)))
