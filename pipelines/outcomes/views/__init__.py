"""Views of many governments and years, one .sql each: what a user wants ready-made, with denominators and undecided shares.

Belongs here: counting what is judged. Does not: judging (``judge``).
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

import schemas
from pipelines.outcomes.codes import statuses
from schemas import contract

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.sql")))


def views(targets: pl.DataFrame, outcomes: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    """The views by name, in the form of their contracts."""
    import duckdb

    inputs = {"targets": targets, "outcomes": outcomes, "regions": contract.codelist("regions"), "statuses": statuses()}
    with duckdb.connect() as connection:
        for name, frame in inputs.items():
            connection.register(name, frame.to_arrow())
        rows = {name: connection.sql((FOLDER / f"{name}.sql").read_text(encoding="utf-8")).pl() for name in NAMES}
    return {
        name: frame.select(pl.col(column).cast(dtype) for column, dtype in contract.dtypes(schemas.model(name)).items())
        for name, frame in rows.items()
    }
