"""Views of many governments and years, one .sql each: what a user wants ready-made, with denominators and undecided shares.

Belongs here: counting what is judged. Does not: judging (``judge``).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

import schemas
from pipelines.outcomes import judge
from schemas import contract

FOLDER = Path(__file__).parent
# In their order: a view may read one before it.
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.sql")))
# The steps of judging that give every figure that there is.
STEPS = judge.STEPS[: judge.STEPS.index("figures") + 1]
# What the views read beside what judging reads.
BESIDE = ("outcomes", "matches", "headline_mentions")


def views(
    tables: Mapping[str, pl.DataFrame], known_on: date | None = None, threads: int = 0
) -> Mapping[str, pl.DataFrame]:
    """The views by name, in the form of their contracts.

    Args:
        tables: of all governments and years, those that ``judge`` reads and those of ``BESIDE``.
        known_on: the day that it judged by.
        threads: as of ``judge``.
    """
    lists = {"headlines": contract.codelist("headlines")}
    with judge.connected(judge.as_of_tables(tables), known_on=known_on, threads=threads) as connection:
        judge.register(connection, {**judge.inputs(tables), **{table: tables[table] for table in BESIDE}, **lists})
        for step in STEPS:
            judge.run(connection, step)
        for name in NAMES:
            connection.execute(f"CREATE TABLE {name} AS {(FOLDER / f'{name}.sql').read_text(encoding='utf-8')}")
        rows = {name: connection.table(name).pl() for name in NAMES}
    return {
        name: frame.select(pl.col(column).cast(dtype) for column, dtype in contract.dtypes(schemas.model(name)).items())
        for name, frame in rows.items()
    }
