"""The one I/O manager: between assets a table rests as Parquet, one file a table and report year.

A table is checked against the contract of its name before it is written and after it is read; it is written beside and
renamed, so that a bad table or a killed run never replaces a good one. Belongs here: how tables rest. Does not: what they say.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
import polars as pl

import schemas
from pipelines.base.files import beside
from schemas.errors import ContractError, InputError

if TYPE_CHECKING:
    from schemas.contract import Split

# What a table of a part would be made of now; the part is a report year, the name of a package, or None for the table whole.
Fingerprint = Callable[[str, str | None], str]
REJECTS = "_rejects"
INVENTORY = "inventory"


class Store(dg.IOManager):
    """Tables as Parquet below a folder: ``<table>/<part>.parquet``, or ``<table>.parquet`` where a table has no parts.

    Each file carries the fingerprint of the code and inputs it was made of, so that what is stale is known, not guessed.

    Args:
        folder: where the tables lie.
        fingerprint: gives the fingerprint that a table would have if it were made now.
    """

    def __init__(self, folder: Path, fingerprint: Fingerprint) -> None:
        self.folder, self.fingerprint = folder, fingerprint
        self._checked: set[tuple[Path, int, int]] = set()  # files of this process that keep their contract

    def handle_output(self, context: dg.OutputContext, obj: "pl.DataFrame | Split") -> None:
        """Check and write what an asset returns, by report year where it is partitioned.

        Rows that a stage set apart go into the table ``<asset>_rejects``, before the good ones: nothing is lost.
        """
        table, part = place(context.asset_key)
        frames = {table: obj} if isinstance(obj, pl.DataFrame) else {f"{table}{REJECTS}": obj.rejects, table: obj.good}
        for name, frame in frames.items():
            if not context.has_asset_partitions:
                self.write(name, part, frame)
                continue
            _check(name, frame, f"table {name}")  # once, not year by year
            for year in context.asset_partition_keys:
                self._put(name, year, frame.filter(pl.col("year") == int(year)))
        if table == INVENTORY:
            self.forget_other_years({str(year) for year in frames[table]["year"].unique()})

    def load_input(self, context: dg.InputContext) -> "pl.DataFrame | Split":
        """The upstream table, of all the years asked for that are in the store; of one year alone, it must be there."""
        from schemas.contract import Split

        table, part = place(context.asset_key)
        metadata = context.definition_metadata or {}
        parts = self._stored_parts(table, context, metadata) if context.has_asset_partitions else [part]
        frame = self.read(table, parts)
        return Split(frame, self.read(f"{table}{REJECTS}", parts)) if metadata.get("rejects") else frame

    def _stored_parts(self, table: str, context: dg.InputContext, metadata: Mapping[str, Any]) -> list[str | None]:
        """The years that an input asks for, without those that may lack and do."""
        years = sorted(context.asset_partition_keys)
        may_lack = len(years) > 1 or metadata.get("allow_missing_partitions")
        return [year for year in years if not may_lack or self.path(table, year).exists()]

    def path(self, table: str, part: str | None) -> Path:
        """The file that a part of a table rests in."""
        return self.folder / table / f"{part}.parquet" if part else self.folder / f"{table}.parquet"

    def place(self, table: str) -> Path:
        """Where all parts of a table rest: its file, or a pattern of its files."""
        return self.path(table, "*" if (self.folder / table).is_dir() else None)

    def write(self, table: str, part: str | None, frame: pl.DataFrame) -> None:
        """Check a table and put it into its place at once.

        Raises:
            ContractError: the table breaks its contract; what was stored before stays.
        """
        _check(table, frame, f"table {table}" + (f" of {part}" if part else ""))
        self._put(table, part, frame)

    def _put(self, table: str, part: str | None, frame: pl.DataFrame) -> None:
        path = self.path(table, part)
        with beside(path) as new:
            fingerprint = self.fingerprint(table.removesuffix(REJECTS), part)
            frame.write_parquet(new, metadata={"mubiao.fingerprint": fingerprint})
        self._checked.add(_state(path))

    def read(self, table: str, parts: Iterable[str | None]) -> pl.DataFrame:
        """The given parts of a table as one frame, checked against its contract.

        Raises:
            InputError: a file is missing, cannot be read, or was made under another contract.
        """
        from schemas import contract

        return pl.concat([contract.empty(schemas.model(table)), *(self._read(table, part) for part in parts)])

    def whole(self, table: str) -> pl.DataFrame:
        """All parts of a table that are stored, in their order, as one frame.

        Raises:
            InputError: there is none, or one cannot be used.
        """
        if self.path(table, None).exists():
            return self.read(table, [None])
        return self.read(table, sorted(path.stem for path in (self.folder / table).glob("[!.]*.parquet")) or [None])

    def _read(self, table: str, part: str | None) -> pl.DataFrame:
        path = self.path(table, part)
        try:
            frame = pl.read_parquet(path)
            if _state(path) not in self._checked:
                _check(table, frame, path)
                self._checked.add(_state(path))
        except FileNotFoundError:
            raise InputError(path, "", f"the table {table} is not in the store", "Run `mubiao run`") from None
        except (pl.exceptions.PolarsError, OSError, ContractError) as error:
            reason = f"the stored table cannot be used: {error}"
            raise InputError(path, "", reason, "Run `mubiao run --all`") from None
        return frame

    def forget_other_years(self, years: Collection[str]) -> None:
        """Remove the tables of all years but these: a report that is gone leaves nothing behind that would be read with the rest."""
        for path in self.folder.glob("*/[0-9][0-9][0-9][0-9].parquet"):
            if path.stem not in years:
                path.unlink()

    def fresh(self, table: str, part: str | None) -> bool:
        """Whether the stored table was made of the code and inputs that are there now."""
        try:
            stored = pl.read_parquet_metadata(self.path(table, part)).get("mubiao.fingerprint")
        except (OSError, pl.exceptions.PolarsError):
            return False
        return stored == self.fingerprint(table, part)


def _check(table: str, frame: pl.DataFrame, where: object) -> None:
    from schemas import contract

    contract.check(schemas.model(table), frame, where)


def place(key: dg.AssetKey) -> tuple[str, str | None]:
    """The table of an asset, and its part: ``outcomes``, or ``packages`` and the name of one."""
    table, *part = key.path
    return table, part[0] if part else None


def _state(path: Path) -> tuple[Path, int, int]:
    """What shows that a file is still the same."""
    stat = path.stat()
    return path, stat.st_mtime_ns, stat.st_size
