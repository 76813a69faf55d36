"""Views of many governments and years, one .sql each: what a user wants ready-made, with denominators and undecided shares.

Belongs here: counting what is judged. Does not: judging (``judge``).
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

import schemas
from schemas import contract

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.sql")))


def views(targets: pl.DataFrame, outcomes: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    """The views by name, in the form of their contracts."""
    import duckdb

    made = {}
    with duckdb.connect() as connection:
        for name, frame in {"targets": targets, "outcomes": outcomes, "regions": contract.codelist("regions")}.items():
            connection.register(name, frame.to_arrow())
        for name in NAMES:
            found = connection.sql((FOLDER / f"{name}.sql").read_text(encoding="utf-8")).pl()
            types = contract.dtypes(schemas.model(name))
            made[name] = found.select(pl.col(column).cast(dtype) for column, dtype in types.items())
    return made
