"""The one I/O manager: between assets a table rests as Parquet, one file a table and report year.

A table is checked against the contract of its name before it is written and after it is read; it takes its place at once, so that a
bad table or a killed run never replaces a good one. Belongs here: how tables rest. Does not: what they say, or how files are written.
"""

import json
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
import polars as pl

import schemas
from pipelines.base.assets import RAW_READ
from pipelines.base.kept import of_report
from pipelines.base.parquet import files
from schemas.errors import ContractError, InputError

if TYPE_CHECKING:
    from schemas.contract import Split

# What a table of a part would be made of now; the part is a report year, the name of a package, or None for the table whole.
Fingerprint = Callable[[str, str | None], str]
REJECTS = "_rejects"
INVENTORY = "inventory"
# What a file says beside its rows: the hash of what it was made of, the version of the code, and of what the rows of each report are made.
_FINGERPRINT, _CODE, _BASIS = "mubiao.fingerprint", "mubiao.code", "mubiao.basis"


@dataclass
class Loaded:
    """What a step was handed, as it was when it was read: a table that is written carries the hash of that, whatever lies there by then.

    Attributes:
        fingerprints: by table and part the fingerprint that its file carried.
        frames: the tables whose children depend on what they say, not on how they came about.
        raw: hash of the raw files that the step read by itself; None where it reads none.
        codes: the tables that it was handed, each with the version of the code that made it.
        basis: what the rows of each report are made of that the step writes: ``year``, ``of`` and ``hash``.
    """

    fingerprints: dict[tuple[str, str | None], str] = field(default_factory=dict)
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    raw: str | None = None
    codes: set[str] = field(default_factory=set)
    basis: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=["year", "of", "hash"]))

    def years(self, table: str) -> list[str]:
        """The years of a table that were read, in order."""
        return sorted(part for name, part in self.fingerprints if name == table and part)

    def basis_in(self, year: str) -> dict[str, str]:
        """What the rows of each report of a year are made of."""
        return dict(self.basis.filter(pl.col("year").cast(pl.String) == year).select("of", "hash").iter_rows())


# The fingerprint of a table that is made of what a step was handed.
OfLoaded = Callable[[str, str | None, Loaded], str]


class Store(dg.IOManager):
    """Tables as Parquet below a folder or an address: ``<table>/<part>.parquet``, or ``<table>.parquet`` where a table has no parts.

    Each file carries the fingerprint of the code and inputs it was made of, so that what is stale is known, not guessed.

    Args:
        folder: where the tables lie, on this machine or in an object store (``s3://bucket/prefix``).
        fingerprint: gives the fingerprint that a table would have if it were made now.
        of_loaded: gives the fingerprint of one that is made of what a step was handed; without it that of now.
        said: the tables whose children depend on what they say: they are kept as a step was handed them.
    """

    def __init__(
        self,
        folder: Path | str,
        fingerprint: Fingerprint,
        of_loaded: OfLoaded | None = None,
        said: Collection[str] = (),
    ) -> None:
        self.folder, self.fingerprint = folder, fingerprint
        self._of_loaded: OfLoaded = of_loaded or (lambda table, part, loaded: fingerprint(table, part))
        self._said = said
        self.anew = False  # whether steps make everything again, also what is the same
        self._files = files(folder)
        self._loaded: dict[tuple[str, str], Loaded] = {}  # by run and step
        self._checked: set[tuple[str, Hashable]] = set()  # files of this process that keep their contract
        self._said_beside: dict[
            str, tuple[Hashable, Mapping[str, str]]
        ] = {}  # what files say beside their rows, by their marks

    def handle_output(self, context: dg.OutputContext, obj: "pl.DataFrame | Split") -> None:
        """Check and write what an asset returns, by report year where it is partitioned.

        Rows that a stage set apart go into the table ``<asset>_rejects``, before the good ones: nothing is lost.
        """
        table, part = place(context.asset_key)
        frames = {table: obj} if isinstance(obj, pl.DataFrame) else {f"{table}{REJECTS}": obj.rejects, table: obj.good}
        loaded = self._handed(context.run_id, context.step_key)
        raw = (context.output_metadata or {}).get(RAW_READ)
        loaded.raw = str(raw.value) if raw else loaded.raw
        for name, frame in frames.items():
            _check(name, frame, f"table {name}" + (f" of {part}" if part else ""))  # once, not year by year
            if not context.has_asset_partitions:
                self._put(name, part, frame, {_FINGERPRINT: self._of_loaded(table, part, loaded)})
                continue
            for year in context.asset_partition_keys:
                beside = {
                    _FINGERPRINT: self._of_loaded(table, year, loaded),
                    _CODE: context.asset_spec.code_version or "",
                    _BASIS: json.dumps(loaded.basis_in(year)),
                }
                self._put(name, year, frame.filter(pl.col("year") == int(year)), beside)
        if table == INVENTORY:
            self.forget_other_years({str(year) for year in frames[table]["year"].unique()})

    def _handed(self, run: str, step: str) -> Loaded:
        """What a step of a run was handed so far."""
        return self._loaded.setdefault((run, step), Loaded())

    def load_input(self, context: dg.InputContext) -> "pl.DataFrame | Split":
        """The upstream table, of all the years asked for that are in the store; of one year alone, it must be there."""
        from schemas.contract import Split

        table, part = place(context.asset_key)
        metadata = context.definition_metadata or {}
        parts = self._stored_parts(table, context, metadata) if context.has_asset_partitions else [part]
        # Before the rows: a table that is replaced in between makes its children stale, never fresh by mistake.
        carried = {(table, each): self.carried(table, each) or "" for each in parts}
        frame = self.read(table, parts).drop(metadata.get("without", []))
        if step := context.step_context:
            loaded = self._handed(step.run_id, step.step.key)
            loaded.fingerprints |= carried
            loaded.frames |= {table: frame} if table in self._said else {}
            loaded.codes |= {f"{table} {self._beside(table, each).get(_CODE)}" for each in parts}
        return Split(frame, self.read(f"{table}{REJECTS}", parts)) if metadata.get("rejects") else frame

    def _stored_parts(self, table: str, context: dg.InputContext, metadata: Mapping[str, Any]) -> list[str | None]:
        """The years that an input asks for, without those that may lack and do."""
        years = sorted(context.asset_partition_keys)
        may_lack = len(years) > 1 or metadata.get("allow_missing_partitions")
        return [year for year in years if not may_lack or self.stored(table, year)]

    def stored(self, table: str, part: str | None) -> bool:
        """Whether a part of a table is in the store."""
        return bool(self._files.mark(_name(table, part)))

    def path(self, table: str, part: str | None) -> Path | str:
        """The file that a part of a table rests in."""
        return self._files.path(_name(table, part))

    def place(self, table: str) -> Path | str:
        """Where all parts of a table rest: its file, or a pattern of its files."""
        return self.path(table, "*" if self._files.names(table) else None)

    def tables(self) -> list[str]:
        """The names of all tables that are stored, in their order."""
        return sorted({name.partition("/")[0].removesuffix(".parquet") for name in self._files.names()})

    def write(self, table: str, part: str | None, frame: pl.DataFrame) -> None:
        """Check a table and put it into its place at once.

        Raises:
            ContractError: the table breaks its contract; what was stored before stays.
        """
        _check(table, frame, f"table {table}" + (f" of {part}" if part else ""))
        self._put(table, part, frame, {_FINGERPRINT: self.fingerprint(table, part)})

    def _put(self, table: str, part: str | None, frame: pl.DataFrame, beside: Mapping[str, str]) -> None:
        name = _name(table, part)
        self._files.write(name, frame, beside)
        self._said_beside.pop(name, None)  # an object store tells times by the second
        self._checked.add((name, self._files.mark(name)))

    def read(self, table: str, parts: Iterable[str | None]) -> pl.DataFrame:
        """The given parts of a table as one frame, checked against its contract.

        Raises:
            InputError: a file is missing, cannot be read, or was made under another contract.
        """
        from schemas import contract

        each = list(parts)
        frames = [self._open(table, part) for part in each]
        self._check_once(table, dict(zip(each, frames, strict=True)))
        return pl.concat([contract.empty(schemas.model(table)), *frames])

    def whole(self, table: str) -> pl.DataFrame:
        """All parts of a table that are stored, in their order, as one frame.

        Raises:
            InputError: there is none, or one cannot be used.
        """
        if self._files.mark(_name(table, None)):
            return self.read(table, [None])
        names = self._files.names(table)
        return self.read(table, [name.removeprefix(f"{table}/").removesuffix(".parquet") for name in names] or [None])

    def _open(self, table: str, part: str | None) -> pl.DataFrame:
        try:
            return self._files.read(_name(table, part))
        except FileNotFoundError:
            path = self.path(table, part)
            raise InputError(path, "", f"the table {table} is not in the store", "Run `mubiao run`") from None
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self._unusable(table, part, error) from None

    def _check_once(self, table: str, frames: Mapping[str | None, pl.DataFrame]) -> None:
        """Check the parts that this process has not checked yet: all together, since that costs as much as one, else each, to name the bad one."""
        states = {part: (_name(table, part), self._files.mark(_name(table, part))) for part in frames}
        new = {part: frame for part, frame in frames.items() if states[part] not in self._checked}
        try:
            if len(new) > 1:
                _check(table, pl.concat(new.values()), self.place(table))
                new = {}
        except (pl.exceptions.PolarsError, ContractError):
            pass
        for part, frame in new.items():
            try:
                _check(table, frame, self.path(table, part))
            except ContractError as error:
                raise self._unusable(table, part, error) from None
        self._checked |= set(states.values())

    def _unusable(self, table: str, part: str | None, error: Exception) -> InputError:
        reason = f"the stored table cannot be used: {error}"
        return InputError(self.path(table, part), "", reason, "Run again: it is made anew")

    def handed(self, context: dg.AssetExecutionContext) -> Loaded:
        """What a step was handed, for the step itself."""
        return self._handed(context.run_id, context.get_step_execution_context().step.key)

    def unchanged(
        self, context: dg.AssetExecutionContext, tables: Collection[str], basis: pl.DataFrame, code: str
    ) -> pl.DataFrame:
        """The rows of ``basis`` that the stored tables are made of too, by the same code; all of it is noted beside what the step writes.

        Args:
            context: of the step.
            tables: those by year that it writes.
            basis: ``year``, ``of`` (a report, or whatever rows are kept by) and ``hash``.
            code: version of the code that makes them.
        """
        self.handed(context).basis = basis
        years: list[int] = [] if self.anew else basis["year"].unique().to_list()
        stored = {year: self._basis(tables, str(year), code) for year in years}
        same = [
            stored.get(year, {}).get(of) == hash for year, of, hash in basis.select("year", "of", "hash").iter_rows()
        ]
        return basis.filter(pl.Series(same, dtype=pl.Boolean))

    def kept(
        self, context: dg.AssetExecutionContext, tables: Collection[str], reports: pl.DataFrame, code: str
    ) -> "tuple[list[str], dict[str, Split]]":
        """What need not be read again: the reports whose text is the one that the stored tables were read of, by the same code, and their rows.

        Args:
            context: of the step.
            tables: tables by year that it reads of texts together.
            reports: ``report_id``, ``year`` and ``text_sha256`` of the reports that are wanted.
            code: version of the code that reads them.

        Returns:
            ids of reports, and by table their rows, those that were set apart too.
        """
        from schemas import contract

        basis = reports.select("year", of="report_id", hash="text_sha256")
        same = self.unchanged(context, tables, basis, code)
        ids, years = same["of"].to_list(), [str(year) for year in same["year"].unique().sort()]
        try:
            return ids, {table: self._of_reports(table, years, ids) for table in tables}
        except InputError:  # one that cannot be read is made anew
            none = {table: contract.empty(schemas.model(table)) for table in (*tables, "rejects")}
            return [], {table: contract.Split(none[table], none["rejects"]) for table in tables}

    def _of_reports(self, table: str, years: Collection[str], ids: Collection[str]) -> "Split":
        """The rows of some reports, of the years that they are of."""
        from schemas import contract

        good = self.read(table, years).filter(pl.col("report_id").is_in(list(ids)))
        apart = f"{table}{REJECTS}"
        rejects = self.read(apart, [year for year in years if self._files.mark(_name(apart, year))])
        return contract.Split(good, rejects.filter(of_report(rejects).is_in(list(ids))))

    def _basis(self, tables: Collection[str], year: str, code: str) -> dict[str, str]:
        """What the rows of each report of a year are made of in all these tables; nothing where that was by other code."""
        said = [self._beside(table, year) for table in tables]
        apart = [beside for table in tables if (beside := self._beside(f"{table}{REJECTS}", year))]
        if len(apart) not in (0, len(said)):  # written together, or never
            return {}
        if any(beside.get(_CODE) != code or beside.get(_BASIS) != said[0].get(_BASIS) for beside in said + apart):
            return {}
        basis: dict[str, str] = json.loads(said[0].get(_BASIS, "{}"))
        return basis

    def forget_other_years(self, years: Collection[str]) -> None:
        """Remove the tables of all years but these: a report that is gone leaves nothing behind that would be read with the rest."""
        for name in self._files.names():
            year = re.fullmatch(r"[^/]+/([0-9]{4})\.parquet", name)
            if year and year[1] not in years:
                self._files.remove(name)

    def fresh(self, table: str, part: str | None) -> bool:
        """Whether the stored table was made of the code and inputs that are there now."""
        stored = self.carried(table, part)
        return stored is not None and stored == self.fingerprint(table, part)

    def carried(self, table: str, part: str | None) -> str | None:
        """The fingerprint that a stored table carries: the hash of the code and inputs that it was made of; None where none can be read."""
        return self._beside(table, part).get(_FINGERPRINT)

    def _beside(self, table: str, part: str | None) -> Mapping[str, str]:
        """What a stored file says beside its rows; nothing where it cannot be read, or its bytes are not those that were written.

        Each file is looked at once by this process, as long as it has the same mark: all of its bytes are read for that.
        """
        name = _name(table, part)
        mark = self._files.mark(name)
        if name not in self._said_beside or self._said_beside[name][0] != mark:
            self._said_beside[name] = mark, self._metadata(name) if mark else {}
        return self._said_beside[name][1]

    def _metadata(self, name: str) -> Mapping[str, str]:
        try:
            return self._files.metadata(name)
        except (OSError, pl.exceptions.PolarsError):
            return {}


def _check(table: str, frame: pl.DataFrame, where: object) -> None:
    from schemas import contract

    contract.check(schemas.model(table), frame, where)


def place(key: dg.AssetKey) -> tuple[str, str | None]:
    """The table of an asset, and its part: ``outcomes``, or ``packages`` and the name of one."""
    table, *part = key.path
    return table, part[0] if part else None


def _name(table: str, part: str | None) -> str:
    """The file of a part of a table, below the store."""
    return f"{table}/{part}.parquet" if part else f"{table}.parquet"
