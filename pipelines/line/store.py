"""The one I/O manager: between assets a table rests as Parquet, one file a table and report year.

A table is checked against the contract of its name before it is written and after it is read; it is written beside and
renamed, so that a bad table or a killed run never replaces a good one. Belongs here: how tables rest. Does not: what they say.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
import polars as pl

import schemas
from schemas.errors import ContractError, InputError

if TYPE_CHECKING:
    from schemas.contract import Split

Fingerprint = Callable[[str, str | None], str]


class TableStore(dg.IOManager):
    """Tables as Parquet below a folder: ``<table>/<year>.parquet``, or ``<table>.parquet`` where a table has no years.

    Each file carries the fingerprint of the code and inputs it was made of, so that what is stale is known, not guessed.

    Args:
        folder: where the tables lie.
        fingerprint: gives the fingerprint that a table of a year would have if it were made now.
    """

    def __init__(self, folder: Path, fingerprint: Fingerprint) -> None:
        self.folder, self.fingerprint = folder, fingerprint
        self._checked: set[tuple[Path, int, int]] = set()  # files of this process that keep their contract

    def handle_output(self, context: dg.OutputContext, obj: "pl.DataFrame | Split") -> None:
        """Check and write what an asset returns, by report year where it is partitioned.

        Rows that a stage set apart go into the table ``<asset>_rejects``, before the good ones: nothing is lost.
        """
        table = context.asset_key.path[-1]
        made = {table: obj} if isinstance(obj, pl.DataFrame) else {f"{table}_rejects": obj.rejects, table: obj.good}
        for name, frame in made.items():
            if not context.has_asset_partitions:
                self.write(name, None, frame)
                continue
            for year in context.asset_partition_keys:
                self.write(name, year, frame.filter(pl.col("year") == int(year)))

    def load_input(self, context: dg.InputContext) -> pl.DataFrame:
        """The upstream table, of all the years asked for that are in the store; of one year, it must be there.

        An input that says ``allow_missing_partitions`` may lack any year: next year's report comes when it comes.
        """
        table = context.asset_key.path[-1]
        if not context.has_asset_partitions:
            return self.read(table, [None])
        years = list(context.asset_partition_keys)
        may_miss = len(years) > 1 or (context.definition_metadata or {}).get("allow_missing_partitions")
        return self.read(table, [year for year in years if not may_miss or self.path(table, year).exists()])

    def path(self, table: str, year: str | None) -> Path:
        """The file that a table of a year rests in."""
        return self.folder / table / f"{year}.parquet" if year else self.folder / f"{table}.parquet"

    def write(self, table: str, year: str | None, frame: pl.DataFrame) -> None:
        """Check a table and put it into its place at once.

        Raises:
            ContractError: the table breaks its contract; what was stored before stays.
        """
        from schemas import contract

        contract.check(schemas.model(table), frame, f"table {table}" + (f" of {year}" if year else ""))
        path = self.path(table, year)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            frame.write_parquet(
                beside, metadata={"mubiao.fingerprint": self.fingerprint(table.removesuffix("_rejects"), year)}
            )
            beside.replace(path)
            self._checked.add(_state(path))
        finally:
            beside.unlink(missing_ok=True)

    def read(self, table: str, years: Iterable[str | None]) -> pl.DataFrame:
        """A table of the given years as one frame, checked against its contract.

        Raises:
            InputError: a file is missing, cannot be read, or was made under another contract.
        """
        from schemas import contract

        model = schemas.model(table)
        frames = [contract.empty(model)]
        for year in years:
            path = self.path(table, year)
            try:
                frame = pl.read_parquet(path)
                if _state(path) not in self._checked:
                    contract.check(model, frame, path)
                    self._checked.add(_state(path))
            except FileNotFoundError:
                raise InputError(path, "", f"the table {table} is not in the store", "Run `mubiao run`") from None
            except (pl.exceptions.PolarsError, OSError, ContractError) as error:
                raise InputError(
                    path, "", f"the stored table cannot be used: {error}", "Run `mubiao run --all`"
                ) from None
            frames.append(frame)
        return pl.concat(frames)

    def fresh(self, table: str, year: str | None) -> bool:
        """Whether the stored table was made of the code and inputs that are there now."""
        try:
            stored = pl.read_parquet_metadata(self.path(table, year)).get("mubiao.fingerprint")
        except (OSError, pl.exceptions.PolarsError):
            return False
        return stored == self.fingerprint(table, year)


def _state(path: Path) -> tuple[Path, int, int]:
    """What tells that a file is still the same."""
    stat = path.stat()
    return path, stat.st_mtime_ns, stat.st_size
