"""The table of report addresses, raw/reference/report_addresses.csv: where reports were published, and the mark of each text.

Belongs here: making the table of a folder of reports that may not be passed on, and reading it. Does not: asking for a page
(``fetch``).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.base.tables import csv_text, read_table
from pipelines.reports import letters

FILE = Path("reference") / "report_addresses.csv"
TABLE = "report_addresses"


def rows(reports: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The table of rows of ``reports``, in the order of their ids; the address is None where the reports do not tell it."""
    in_order = sorted(reports, key=lambda report: str(report["report_id"]))
    return [_row(report, letters.mark(report["text"])) for report in in_order]


def text(table: Iterable[Mapping[str, Any]]) -> str:
    """The table as CSV."""
    return csv_text(_columns(), table)


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a table of addresses.

    Raises:
        InputError: the file is no CSV, or breaks the contract of the table.
    """
    return read_table(TABLE, path, "`mubiao addresses` makes a whole table").to_dicts()


def _row(report: Mapping[str, Any], mark: letters.Mark) -> dict[str, Any]:
    cells = {**report, "letters": mark.letters, "letters_sha256": mark.sha256}
    return {name: cells[name] for name in _columns()}


def _columns() -> list[str]:
    import schemas
    from schemas import contract

    return list(contract.dtypes(schemas.model(TABLE)))
