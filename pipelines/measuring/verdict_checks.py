"""The measured table, verdict_checks.csv: of how many verdicts that were drawn people said that they are right. Belongs here: reading and
writing it, and counting what was said. Does not: drawing (``tools.draw_verdicts``).
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import files
from pipelines.base.tables import csv_text, read_table

TABLE = "verdict_checks"
FILE = Path(__file__).parent / "verdict_checks.csv"
CURE = "`python -m tools.draw_verdicts --count` writes the rows of a draw"
ANSWERS = ("right", "arguable", "wrong")
KEY = ("draw", "version", "sample", "kind", "name")


def read(path: Path = FILE) -> pl.DataFrame:
    """The table in the form of its contract.

    Raises:
        InputError: the file is no CSV, or breaks the contract.
    """
    return read_table(TABLE, path, CURE)


def counted(answers: Sequence[Mapping[str, str]], draw: str, version: str) -> list[dict[str, Any]]:
    """A row a group of a draw.

    Args:
        answers: a mapping a verdict that was read: sample, verdict, link, and answer (one of ``ANSWERS``).
        draw: the day of the draw, in ISO form.
        version: of the package.
    """
    groups: dict[tuple[str, str, str], list[str]] = {}
    for each in answers:
        for kind, name in (("all", "all"), ("verdict", each["verdict"]), ("link", each["link"])):
            groups.setdefault((each["sample"], kind, name), []).append(each["answer"])
    rows = []
    for (sample, kind, name), said in sorted(groups.items()):
        numbers = {answer: said.count(answer) for answer in ANSWERS}
        row = {"draw": draw, "version": version, "sample": sample, "kind": kind, "name": name, "read": len(said)}
        rows.append(row | numbers | {"precision": f"{numbers['right'] / len(said):.4f}"})
    return rows


def write(rows: Iterable[Mapping[str, Any]], path: Path = FILE) -> None:
    """Put the rows of a draw into the table, in place of those of the same draw; other draws stay."""
    rows = [{name: str(value) for name, value in row.items()} for row in rows]
    table = read(path)
    drawn = {(row["draw"], row["version"]) for row in rows}
    stay = [{name: str(value) for name, value in row.items()} for row in table.to_dicts()]
    stay = [row for row in stay if (row["draw"], row["version"]) not in drawn]
    files.update(
        path, csv_text(table.columns, sorted([*stay, *rows], key=lambda row: tuple(row[part] for part in KEY)))
    )
