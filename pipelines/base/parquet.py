"""Parquet files below a folder of this machine, or below an address of an object store (``s3://bucket/prefix``): the same calls for both.

Addresses are opened with what the environment holds (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL`` and so on). Each file carries the sum of
its own bytes, so that one flipped bit is seen before a row is read. Belongs here: files by their names, whole. Does not: what a table
says, or which there are.
"""

import hashlib
import io
import re
import shutil
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import polars as pl

from pipelines.base.files import opened, replace
from schemas.errors import InputError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

# Under this name a file says the SHA-256 of its bytes, counted with the sum itself as zeros: so a tar archive sums up its header.
_SUM = "mubiao.sha256"
_ZEROS = b"0" * 64
_SAID = re.compile(rb"mubiao\.sha256 ([0-9a-f]{64})")
# A file of Parquet ends with the length of its footer, in four bytes, and four more.
_TAIL = 8


class DamagedError(OSError):
    """A file that does not hold the bytes that were written, or does not say which they were."""


def packed(frame: pl.DataFrame, metadata: Mapping[str, str]) -> memoryview:
    """A table, and what is to stand beside it, as the bytes of a file that carries their sum."""
    file = io.BytesIO()
    frame.write_parquet(file, metadata={**metadata, _SUM: f"{_SUM} {_ZEROS.decode()}"})
    content = file.getbuffer()
    start, end = _sum_of(content)
    content[start:end] = hashlib.sha256(content).hexdigest().encode()
    return content


def unpacked(content: bytes) -> io.BytesIO:
    """The same bytes, to be read as Parquet.

    Raises:
        DamagedError: they are not those that were written.
    """
    view = memoryview(content)
    start, end = _sum_of(view)
    total = hashlib.sha256(view[:start])
    total.update(_ZEROS)
    total.update(view[end:])
    if total.hexdigest().encode() != view[start:end]:
        raise DamagedError("its bytes are not those that were written")
    return io.BytesIO(content)


def _sum_of(content: memoryview) -> tuple[int, int]:
    """Where in a file its sum stands: in the footer, which holds what stands beside the rows."""
    footer = max(len(content) - _TAIL - int.from_bytes(content[-_TAIL:-4], "little"), 0)
    said = _SAID.search(content, footer)
    if not said:
        raise DamagedError("it does not say which bytes were written")
    return said.span(1)


class Files(Protocol):
    """Files by their names below one place, ``<folder>/<name>``; a reader sees an old file or a new one, whole.

    What is read raises polars' and the system's errors, FileNotFoundError where there is no such file, DamagedError where its bytes are
    not those that were written.
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
        except OSError:  # whoever reads it says why
            return None
        return stat.st_mtime_ns, stat.st_size

    def read(self, name: str) -> pl.DataFrame:
        """A table (``Files.read``)."""
        return pl.read_parquet(unpacked(self._content(name)))

    def metadata(self, name: str) -> Mapping[str, str]:
        """What was written beside a table (``Files.metadata``)."""
        return pl.read_parquet_metadata(unpacked(self._content(name)))

    def write(self, name: str, frame: pl.DataFrame, metadata: Mapping[str, str]) -> None:
        """Write beside and rename (``Files.write``).

        Raises:
            InputError: the place itself is no folder.
        """
        self._make_room(self.path(name))
        replace(self.path(name), packed(frame, metadata))

    def remove(self, name: str) -> None:
        """Remove a file (``Files.remove``); another process may have been quicker."""
        self.path(name).unlink(missing_ok=True)

    def _content(self, name: str) -> bytes:
        try:
            with opened(self.path(name)) as file:
                return file.read()
        except InputError as error:
            raise DamagedError(error.reason) from None

    def _make_room(self, path: Path) -> None:
        """Take away what is no file where a file belongs, and no folder where a folder does: all that lies here can be written again."""
        if self.root.exists() and not self.root.is_dir():
            raise InputError(self.root, "", "it is no folder", "Move it away, or name another folder in the settings")
        if path.parent != self.root and not path.parent.is_dir():
            path.parent.unlink(missing_ok=True)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)


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
        return pl.read_parquet(unpacked(self._content(name)))

    def metadata(self, name: str) -> Mapping[str, str]:
        """What was written beside a table (``Files.metadata``)."""
        return pl.read_parquet_metadata(unpacked(self._content(name)))

    def write(self, name: str, frame: pl.DataFrame, metadata: Mapping[str, str]) -> None:
        """Put an object (``Files.write``).

        Raises:
            InputError: the object store does not take it.
        """
        system, root = self._system
        with self._refused_by_store(name), system.open_output_stream(f"{root}/{name}") as stream:
            stream.write(packed(frame, metadata))

    def remove(self, name: str) -> None:
        """Remove an object (``Files.remove``)."""
        system, root = self._system
        with self._refused_by_store(name), suppress(FileNotFoundError):
            system.delete_file(f"{root}/{name}")

    def _content(self, name: str) -> bytes:
        system, root = self._system
        with system.open_input_stream(f"{root}/{name}") as stream:
            return bytes(stream.readall())

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
