"""Second readings of targets and figures, raw/readings/*.csv.

Belongs here: reading the files, and refusing what cannot be. Does not: whether what was read is there now (``applied``), or what a finding
does to a verdict (``*.sql``).
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

import schemas
from pipelines.base.tables import csv_rows
from schemas import codelists, contract
from schemas.dates import LAST_YEAR
from schemas.errors import InputError

FOLDER = "readings"
# What the header of a file has to name, and what it may: a figure of the statistics stands in no text.
COLUMNS = (
    "target_id", "statistic_id", "finding", "date", "reader", "text_sha256", "value", "unit", "figure_value", "figure_unit",
)  # fmt: skip
OPTIONAL = ("remark", "quote_sha256", "figure_text_sha256", "figure_quote_sha256")
_CURE = f"The header names {', '.join(COLUMNS)}; it may name {', '.join(OPTIONAL)}. `mubiao held --format csv` prints such rows"
_MEND = "Mend the cell, or take the row out"


def read(raw: Path) -> pl.DataFrame:
    """The table ``readings``: the rows of raw/readings/*.csv in the order of files and rows; none where there is no such folder.

    Args:
        raw: the folder raw/.

    Raises:
        InputError: a file is no such table, a cell is none of its column, or two rows say different things of one pair.
    """
    rows = [row for path in sorted((raw / FOLDER).glob("*.csv")) for row in _rows(path)]
    split = contract.split(schemas.model("readings"), rows, "readings")
    for reject in split.rejects.head(1).iter_rows(named=True):
        row = rows[reject["row"] - 1]
        place = f"row {row['row']}, column {reject['column']}"
        raise InputError(raw / FOLDER / row["file"], place, reject["reason"], _MEND)
    for row in split.good.iter_rows(named=True):
        if not int(row["target_id"][7:11]) <= row["date"].year + 1 <= LAST_YEAR + 1:
            reason = f"on {row['date']} nobody can have read that report"
            raise InputError(raw / FOLDER / row["file"], f"row {row['row']}, column date", reason, _MEND)
    refuse_disagreement(raw / FOLDER, split.good, within=["text_sha256"])
    return split.good


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file, each with where it stands.

    Raises:
        InputError: the header names what is not known, or a row lacks what no contract can ask for.
    """
    for number, cells in csv_rows(path, COLUMNS, _CURE):
        if unknown := [name for name in cells if name not in (*COLUMNS, *OPTIONAL)]:
            raise InputError(path, "row 1", f"no column {', '.join(unknown)} is known", _CURE)
        if not cells["finding"]:
            cure = f"Write one of {', '.join(codelists.codes('finding'))}, or take the row out"
            raise InputError(path, f"row {number}, column finding", "the cell is empty", cure)
        if is_of_report(cells["statistic_id"]) and not cells.get("figure_text_sha256"):
            reason = "the figure stands in a later report, and the cell is empty"
            cure = "Write the hash of that report's text, column text_sha256 of the table reports"
            raise InputError(path, f"row {number}, column figure_text_sha256", reason, cure)
        yield {**cells, "file": path.name, "row": number}


def is_of_report(statistic_id: str) -> bool:
    """Whether a figure is one that a later report states."""
    return "@" in statistic_id


def refuse_disagreement(folder: Path, readings: pl.DataFrame, within: Sequence[str] = ()) -> None:
    """Several may read the same, and have to say the same: of a pair, and of a target whether it was read right.

    Args:
        folder: raw/readings.
        readings: rows with ``file``, ``row``, ``target_id``, ``statistic_id`` and ``finding``.
        within: columns in which rows have to be the same to be of the same text.

    Raises:
        InputError: they do not; names both rows.
    """
    first: dict[tuple[str, ...], tuple[Mapping[str, Any], object]] = {}
    for row in readings.iter_rows(named=True):
        text = [row[name] for name in within]
        said: dict[tuple[str, ...], object] = {(row["target_id"], row["statistic_id"], *text): row["finding"]}
        # A wrong figure leaves open whether the target is right.
        if row["finding"] != "wrong_figure":
            said[row["target_id"], *text] = row["finding"] == "wrong_target"
        for about, what in said.items():
            other, before = first.setdefault(about, (row, what))
            if before != what:
                reason = (
                    f"it says {row['finding']} of {row['target_id']} and {row['statistic_id']}, "
                    f"and {other['file']}, row {other['row']}, says {other['finding']} of {other['target_id']} and {other['statistic_id']}"
                )
                cure = "Read both places again, and keep the row that is right"
                raise InputError(folder / row["file"], f"row {row['row']}", reason, cure)
