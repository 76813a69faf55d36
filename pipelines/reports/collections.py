"""Collections of raw report files: raw/reports, and folders or buckets of ``<place or region code>/<year>.*``; their texts are never copied.

Belongs here: which files there are, what tells that one is still the same, and their bytes. Does not: what a file says.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from pipelines.base.files import absolute, read_whole
from pipelines.base.settings import RAW
from pipelines.reports import provenance
from schemas.errors import InputError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

# Where the reports lie below raw/.
REPORTS = "reports"


class Files(Protocol):
    """Files two levels below a place, ``<folder>/<name>``, and beside the folders the table of where they are from."""

    def marks(self) -> Mapping[str, str]:
        """Path -> what tells that the file is still the same, in the order of the paths; hidden files are left out.

        Raises:
            InputError: the place is not there, or cannot be looked at.
        """

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises:
            InputError: it cannot be read.
        """

    def is_marked(self, mark: str, content: bytes) -> bool:
        """Whether a file of that content has that mark, as far as it tells."""


@dataclass(frozen=True)
class Folder:
    """Files below a folder of this machine; where it need not be there, a missing one is empty."""

    root: Path
    required: bool = True

    def marks(self) -> Mapping[str, str]:
        """Path -> SHA-256 of its bytes (``Files.marks``)."""
        if self.required and not self.root.is_dir():
            raise InputError(self.root, "", "there is no such folder", "Name the folder of a collection of reports")
        below = (*self.root.glob("*/*"), *self.root.glob(provenance.FILE))
        files = (path for path in below if not path.is_dir() and not _hidden(path.name))
        return {path: self._mark(path) for path in sorted(file.relative_to(self.root).as_posix() for file in files)}

    def _mark(self, path: str) -> str:
        try:
            return hashlib.sha256(read_whole(self.root / path)).hexdigest()
        except (InputError, FileNotFoundError) as error:  # whoever reads it says so
            return f"unreadable: {error}"

    def read(self, path: str) -> bytes:
        """The bytes of a file (``Files.read``)."""
        try:
            return read_whole(self.root / path)
        except FileNotFoundError as error:
            raise InputError(path, "", f"the file cannot be read: {error.strerror}", "Mend or remove it") from None
        except InputError as error:
            raise InputError(path, "", error.reason, "Mend or remove it") from None

    def is_marked(self, mark: str, content: bytes) -> bool:
        """Whether the mark is the content's SHA-256."""
        return hashlib.sha256(content).hexdigest() == mark


@dataclass(frozen=True)
class Bucket:
    """Files below a prefix of an object store (``s3://bucket/prefix``), with the credentials that the environment holds."""

    address: str

    def marks(self) -> Mapping[str, str]:
        """Path -> size and time of change (``Files.marks``)."""
        from pyarrow.fs import FileSelector

        system, root = self._open()
        try:
            listing = system.get_file_info(FileSelector(root, recursive=True))
        except OSError as error:
            raise self._unreadable("", error) from None
        files = {info.path.removeprefix(f"{root}/"): f"{info.size} {info.mtime_ns}" for info in listing if info.is_file}
        return {
            path: files[path]
            for path in sorted(files)
            if path == provenance.FILE or (path.count("/") == 1 and not _hidden(path.rpartition("/")[2]))
        }

    def read(self, path: str) -> bytes:
        """The bytes of a file (``Files.read``)."""
        system, root = self._open()
        try:
            with system.open_input_stream(f"{root}/{path}") as stream:
                return bytes(stream.read())
        except OSError as error:
            raise self._unreadable(path, error) from None

    def is_marked(self, mark: str, content: bytes) -> bool:
        """Whether the content has the size of the mark."""
        return mark.partition(" ")[0] == str(len(content))

    def _open(self) -> "tuple[FileSystem, str]":
        from pyarrow.fs import FileSystem

        try:
            system, root = FileSystem.from_uri(self.address)
        except (OSError, ValueError) as error:
            raise self._unreadable("", error) from None
        return system, root.rstrip("/")

    def _unreadable(self, path: str, error: Exception) -> InputError:
        """The error, which names the address without the credentials and options that may stand in it."""
        scheme, _, rest = self.address.partition("?")[0].partition("://")
        where = f"{scheme}://{rest.rpartition('@')[2]}"
        reason = f"the object store gives nothing: {str(error).splitlines()[0]}"
        return InputError(path or where, where if path else "", reason, "Check address and credentials")


@dataclass(frozen=True)
class Looked:
    """Files as of one look at them, with the marks that they had then; ``changed`` are those that were others when they were read."""

    files: Files
    _marks: Mapping[str, str]
    changed: set[str] = field(default_factory=set)

    def marks(self) -> Mapping[str, str]:
        """Those of the look (``Files.marks``)."""
        return self._marks

    def read(self, path: str) -> bytes:
        """The bytes of a file as it is now (``Files.read``)."""
        content = self.files.read(path)
        if path in self._marks and not self.files.is_marked(self._marks[path], content):
            self.changed.add(path)
        return content

    def is_marked(self, mark: str, content: bytes) -> bool:
        """As the files say (``Files.is_marked``)."""
        return self.files.is_marked(mark, content)


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


@dataclass(frozen=True)
class Collection:
    """A named collection. ``below`` is what stands before its paths: reports/ in raw/."""

    name: str
    files: Files
    below: str = ""

    def file(self, path: str) -> str:
        """The path as tables and errors tell it."""
        return (PurePosixPath(self.below) / path).as_posix()

    def read(self, file: str) -> bytes:
        """The bytes of a file by the path that tables tell.

        Raises:
            InputError: it cannot be read.
        """
        return self.files.read(file.removeprefix(f"{self.below}/") if self.below else file)


def collections(raw: Path, named: Mapping[str, str]) -> tuple[Collection, ...]:
    """raw/ and the collections of the settings, in their order: of two files of one report the first wins.

    Raises:
        InputError: one of them is called like raw/.
    """
    if RAW in named:
        raise InputError("MUBIAO_COLLECTIONS", RAW, "raw/ is always read under this name", "Give it another name")
    own = Collection(RAW, Folder(raw / REPORTS, required=False), REPORTS)
    return (own, *(Collection(name, _files(address)) for name, address in named.items()))


def _files(address: str) -> Files:
    return Bucket(address.rstrip("/")) if "://" in address else Folder(absolute(Path(address)))


def digest(marked: Iterable[tuple[Collection, Mapping[str, str]]]) -> str:
    """One hash over the names and marks of all files."""
    total = hashlib.sha256()
    for collection, marks in marked:
        total.update(f"{collection.name}\n".encode())
        total.update("".join(f"{path}\0{mark}\n" for path, mark in marks.items()).encode())
    return total.hexdigest()
