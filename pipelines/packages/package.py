"""A version of a package as it lies on disk, whoever wrote it: nothing of it is opened before it has been looked at.

Belongs here: what may be opened, and opening it. Does not: whether its content is right (``checks``), or what differs (``versions``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base.files import File, lies_in, measure
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.shape import LARGEST, Descriptor, read_shaped
from schemas.errors import InputError

# What is larger is not opened: in bytes, files and rows.
LARGEST_DESCRIPTOR, LARGEST_FILE = LARGEST, 4 * 2**30
MOST_FILES = 100_000
# What a column of a type of the descriptor is in polars.
_TYPES = {
    "string": (pl.String, pl.Categorical, pl.Enum),
    "integer": (pl.Int32, pl.Int64),
    "number": (pl.Decimal,),
    "date": (pl.Date,),
    "boolean": (pl.Boolean,),
}
_CURE = "Get the package again from its publisher"


@dataclass(frozen=True)
class Files:
    """The files below a folder: none is opened that a link leads out of it, and each is hashed once at most."""

    folder: Path
    _measured: dict[str, File] = field(default_factory=dict, repr=False, compare=False)

    def path(self, name: str) -> Path:
        """Where a file lies; it need not be there.

        Raises:
            InputError: it leads out of the folder, or is too large.
        """
        path = self.folder / name
        if not lies_in(path, self.folder):
            raise InputError(self.folder, name, "it leads out of the package's folder", _CURE)
        if path.is_file() and (size := path.stat().st_size) > LARGEST_FILE:
            raise InputError(path, "", f"it has {size:,} bytes, and more than {LARGEST_FILE:,} are not opened", _CURE)
        return path

    @cached_property
    def names(self) -> list[str]:
        """Every file by its path below the folder, in order.

        Raises:
            InputError: a link leads out of the folder, or there are too many.
        """
        names: list[str] = []
        for path in self.folder.rglob("*"):
            if len(names) == MOST_FILES:
                raise InputError(self.folder, "", f"it holds more than {MOST_FILES:,} files", _CURE)
            name = path.relative_to(self.folder).as_posix()
            if self.path(name).is_file():
                names.append(name)
        return sorted(names)

    def measure(self, name: str) -> File:
        """Size and hash of a file."""
        if name not in self._measured:
            self._measured[name] = measure(self.path(name))
        return self._measured[name]


@dataclass(frozen=True)
class Package:
    """A version of a package that may be opened: its shape, names, paths and sizes were checked, its content was not.

    ``open`` makes one. ``descriptor`` is its datapackage.json.
    """

    files: Files
    descriptor: dict[str, Any]

    @classmethod
    def open(cls, place: Path, files: Files | None = None) -> "Package":
        """Open the package of a folder, or of its datapackage.json.

        Args:
            place: the folder of a version, or its datapackage.json.
            files: the files of that folder, where some were hashed already.

        Raises:
            InputError: there is no descriptor; it is no JSON or not that of a package; a name is no Data Package name; a path leads
                out of the folder; something is too large.
        """
        folder = place.parent if place.name == DESCRIPTOR else place
        files = files or Files(folder)
        package = cls(files, _descriptor(files.path(DESCRIPTOR)))
        for resource in package.resources:
            files.path(resource["path"])
        return package

    @property
    def name(self) -> str:
        """The name of the package."""
        return str(self.descriptor["name"])

    @property
    def version(self) -> str:
        """Its number, as its descriptor says."""
        return str(self.descriptor["version"])

    @property
    def resources(self) -> list[dict[str, Any]]:
        """What the descriptor says of each file of a table."""
        return list(self.descriptor["resources"])

    @property
    def table_names(self) -> set[str]:
        """The names of its tables, ``changes`` among them."""
        return set(self._typed)

    def tables(self) -> dict[str, pl.DataFrame]:
        """Its tables by name, without ``changes``."""
        return {name: self.table(name) for name in self._typed if name != "changes"}

    def changes(self) -> pl.DataFrame | None:
        """Its table ``changes``; None where it is the first version."""
        return self.table("changes") if "changes" in self._typed else None

    def table(self, name: str, columns: list[str] | None = None) -> pl.DataFrame:
        """A table, or some columns of it.

        Raises:
            InputError: it is not there, cannot be read, or has more or fewer rows than the descriptor says.
        """
        if name not in self._typed:
            raise InputError(self.files.folder, name, "the package has no such table", "Name one of its tables")
        resource = self._typed[name]
        path, rows = self.files.path(resource["path"]), resource["rows"]
        if not path.is_file():
            raise InputError(path, "", "there is no such file", _CURE)
        try:
            # The number of rows stands in the file's foot: what would unfold into more than was announced is not unfolded.
            lazy = pl.scan_parquet(path.absolute(), glob=False, hive_partitioning=False)
            if (there := lazy.select(pl.len()).collect().item()) != rows:
                raise InputError(path, "", f"it has {there} rows, not the {rows} of the descriptor", _CURE)
            return _as_typed(path, lazy.select(columns or pl.all()).collect(), resource)
        # A panic is how the reader ends that meets bytes it was not written for.
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else "it is no Parquet"
            raise InputError(path, "", f"the table cannot be read: {reason}", _CURE) from None

    @property
    def _typed(self) -> dict[str, dict[str, Any]]:
        """The resources that hold a table as Parquet, by name."""
        return {resource["name"]: resource for resource in self.resources if resource["format"] == "parquet"}


def _as_typed(path: Path, table: pl.DataFrame, resource: Mapping[str, Any]) -> pl.DataFrame:
    """A table whose columns are of the types that its descriptor tells: a file may name another type to each reader.

    Raises:
        InputError: a column is of another type.
    """
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    for name, kind in table.schema.items():
        if name in types and not isinstance(kind, _TYPES[types[name]]):
            raise InputError(path, name, f"the column is {kind}, not {types[name]}", _CURE)
    return table.cast({name: pl.String for name, kind in table.schema.items() if isinstance(kind, _TYPES["string"])})


def _descriptor(file: Path) -> dict[str, Any]:
    """A descriptor that has the shape of a package's."""
    if not file.is_file():
        raise InputError(file, "", "there is no such descriptor", "Name a package, NAME@VERSION, or a version's folder")
    if (size := file.stat().st_size) > LARGEST_DESCRIPTOR:
        raise InputError(file, "", f"it has {size:,} bytes, and more than {LARGEST_DESCRIPTOR:,} are not opened", _CURE)
    return read_shaped(file, Descriptor, "descriptor", _CURE)
