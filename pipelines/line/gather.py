"""The tables of a store as one file each, for who reads them with other tools. Belongs here: nothing else."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.base.files import beside
from pipelines.line.store import REJECTS, Store


def gather(store: Store, into: Path) -> Mapping[str, pl.DataFrame]:
    """Write every table of a store, all its years together, as ``<table>.parquet``; the tables by name, without the rejects.

    Raises:
        InputError: a stored table cannot be used.
    """
    tables = {name: store.whole(name) for name in store.tables()}
    for name, frame in tables.items():
        if not name.endswith(REJECTS) or frame.height:
            with beside(into / f"{name}.parquet") as new:
                frame.write_parquet(new)
    return {name: frame for name, frame in tables.items() if not name.endswith(REJECTS)}
