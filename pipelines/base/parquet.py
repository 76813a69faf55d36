"""Parquet files below a folder of this machine, or below an address of an object store (``s3://bucket/prefix``): the same calls for both.

Addresses are opened with what the environment holds (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL`` and so on). Belongs here: files by their
names, whole. Does not: what a table says, or which there are.
"""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import polars as pl

from pipelines.base.files import beside
from schemas.errors import InputError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem


class Files(Protocol):
    """Files by their names below one place, ``<folder>/<name>``; a reader sees an old file or a new one, whole.

    What is read raises polars' and the system's errors, FileNotFoundError where there is no such file.
    """

    def path(self, name: str) -> Path | str:
        """A file, or a pattern of files, as people and errors name it."""

    def names(self, below: str = "") -> list[str]:
        """The files below a folder, none where it is not there, by their names below the place, in their order; hidden ones are left out."""

    def mark(self, name: str) -> Hashable | None:
        """What tells that a file is still the same; None where it is not there."""

    def read(self, name: str) -> pl.DataFrame:
        """A table."""

    def metadata(self, name: str) -> Mapping[str, str]:
        """What was written beside a table."""

    def write(self, name: str, frame: pl.DataFrame, metadata: Mapping[str, str]) -> None:
        """Put a table into its place at once; where that fails, what stood there stays."""

    def remove(self, name: str) -> None:
        """Remove a file that is there."""


def is_address(place: object) -> bool:
    """Whether a place is an address, ``s3://bucket/prefix``, not a folder of this machine."""
    return "://" in str(place)


def files(place: Path | str) -> Files:
    """The files below a folder or an address."""
    return Address(str(place).rstrip("/")) if is_address(place) else Folder(Path(place))


@dataclass(frozen=True)
class Folder:
    """Files of this machine."""

    root: Path

    def path(self, name: str) -> Path:
        """Where a file is (``Files.path``)."""
        return self.root / name

    def names(self, below: str = "") -> list[str]:
        """The files there are (``Files.names``)."""
        every = (path.relative_to(self.root) for path in (self.root / below).rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in every if not any(part.startswith(".") for part in path.parts))

    def mark(self, name: str) -> Hashable | None:
        """Time of change and size (``Files.mark``)."""
        try:
            stat = self.path(name).stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def read(self, name: str) -> pl.DataFrame:
        """A table (``Files.read``)."""
        return pl.read_parquet(self.path(name))

    def metadata(self, name: str) -> Mapping[str, str]:
        """What was written beside a table (``Files.metadata``)."""
        return pl.read_parquet_metadata(self.path(name))

    def write(self, name: str, frame: pl.DataFrame, metadata: Mapping[str, str]) -> None:
        """Write beside and rename (``Files.write``)."""
        with beside(self.path(name)) as new:
            frame.write_parquet(new, metadata=dict(metadata))

    def remove(self, name: str) -> None:
        """Remove a file (``Files.remove``)."""
        self.path(name).unlink()


@dataclass(frozen=True)
class Address:
    """Objects below a prefix: one is seen when it is there whole, so that there is nothing to write beside."""

    root: str

    def path(self, name: str) -> str:
        """The address of an object (``Files.path``)."""
        return f"{self.root}/{name}"

    def names(self, below: str = "") -> list[str]:
        """The objects there are (``Files.names``).

        Raises:
            InputError: the object store gives no list.
        """
        from pyarrow.fs import FileSelector

        system, root = self._system
        where = f"{root}/{below}".rstrip("/")
        with self._refused_by_store(below):
            infos = system.get_file_info(FileSelector(where, recursive=True, allow_not_found=True))
        every = (info.path.removeprefix(f"{root}/") for info in infos if info.is_file)
        return sorted(name for name in every if not any(part.startswith(".") for part in name.split("/")))

    def mark(self, name: str) -> Hashable | None:
        """Time of change and size (``Files.mark``).

        Raises:
            InputError: the object store does not answer.
        """
        system, root = self._system
        with self._refused_by_store(name):
            info = system.get_file_info(f"{root}/{name}")
        return (info.mtime_ns, info.size) if info.is_file else None

    def read(self, name: str) -> pl.DataFrame:
        """A table (``Files.read``)."""
        return pl.read_parquet(self.path(name))

    def metadata(self, name: str) -> Mapping[str, str]:
        """What was written beside a table (``Files.metadata``)."""
        return pl.read_parquet_metadata(self.path(name))

    def write(self, name: str, frame: pl.DataFrame, metadata: Mapping[str, str]) -> None:
        """Put an object (``Files.write``).

        Raises:
            InputError: the object store does not take it.
        """
        with self._refused_by_store(name):
            frame.write_parquet(self.path(name), metadata=dict(metadata))

    def remove(self, name: str) -> None:
        """Remove an object (``Files.remove``)."""
        system, root = self._system
        with self._refused_by_store(name):
            system.delete_file(f"{root}/{name}")

    @cached_property
    def _system(self) -> "tuple[FileSystem, str]":
        from pyarrow.fs import FileSystem

        with self._refused_by_store(""):
            system, root = FileSystem.from_uri(self.root)
        return system, root

    @contextmanager
    def _refused_by_store(self, name: str) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, pl.exceptions.PolarsError) as error:
            reason = f"the object store refuses: {str(error).splitlines()[0]}"
            raise InputError(self.path(name), "", reason, "Check address, bucket and credentials") from None
