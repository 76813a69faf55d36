"""The measured table, extraction_scores.csv: how well reports are read, as last scored. It lies here, and among no code that makes a table
stale: writing a score changes nothing but what packages quote of it. Belongs here: reading and writing it. Does not: scoring.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from pipelines.base import files
from pipelines.base.tables import csv_text, read_table

TABLE = "extraction_scores"
FILE = Path(__file__).parent / "extraction_scores.csv"
CURE = "`make score` writes a whole table"


def read(path: Path = FILE) -> pl.DataFrame:
    """The table in the form of its contract.

    Raises:
        InputError: the file is no CSV, or breaks the contract.
    """
    return read_table(TABLE, path, CURE)


def write(latest: Iterable[Mapping[str, str]], path: Path = FILE) -> None:
    """Put the latest scores of some sets into the table; first looks and other sets stay."""
    latest = list(latest)
    kept = read(path).filter((pl.col("look") == "first") | ~pl.col("set").is_in({row["set"] for row in latest}))
    rows = sorted([*kept.to_dicts(), *latest], key=lambda row: (row["set"], row["look"], row["kind"], row["name"]))
    files.update(path, csv_text(kept.columns, rows))
