"""The table of scores: how well reports were read each time it was measured, first looks beside the latest.

Belongs here: reading and writing it. Does not: what is scored (``scoring``), or how it is published. It lies outside of what makes a
stage stale, so that to measure changes no other table.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.base import files
from schemas.errors import ContractError

if TYPE_CHECKING:
    import polars as pl

TABLE = Path(__file__).with_name("extraction_scores.csv")
COLUMNS = ("set", "look", "kind", "name", "reports", "gold", "predicted", "right", "precision", "recall", "f1")


def rows(path: Path = TABLE) -> list[dict[str, str]]:
    """The rows as text, in file order; an empty cell is the empty text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path: Path = TABLE) -> "pl.DataFrame":
    """The table as its contract types it.

    Raises:
        ContractError: a row breaks the contract.
    """
    import schemas
    from schemas import contract

    frame, rejects = contract.split(schemas.model("extraction_scores"), rows(path), "extraction_scores")
    if not rejects.is_empty():
        first = rejects.row(0, named=True)
        place = f"row {first['row'] + 1}, column {first['column']}"
        raise ContractError(path, place, first["reason"], "Measure again: make score REPORTS=...")
    return frame


def write(latest: Iterable[Mapping[str, str]], path: Path = TABLE) -> None:
    """Put the latest scores of some sets into the table; first looks and other sets stay."""
    latest = list(latest)
    sets = {row["set"] for row in latest}
    kept = [row for row in rows(path) if row["look"] == "first" or row["set"] not in sets]
    content = io.StringIO()
    writer = csv.DictWriter(content, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted([*kept, *latest], key=lambda row: (row["set"], row["look"], row["kind"], row["name"])))
    files.update(path, content.getvalue())
