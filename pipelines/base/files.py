"""Files: how a stranger's is read, what tells that they are the same, and how one is put into its place at once.

Belongs here: bytes and names. Does not: what a file says (``pipelines.base.notation`` reads JSON and TOML).
"""

import errno
import hashlib
import io
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from schemas.errors import InputError

Read = TypeVar("Read")
# A folder that is written to for longer than it takes to read it so many times is not complete.
_TIMES_READ = 3
# Seconds after which a file of a process that is gone is nobody's; a process has a number of fewer digits.
_LEFT, _DIGITS = 3600, 10
# So many bytes a file may hold that is read whole, where nothing narrower is said.
MOST_BYTES = 256_000_000
# What is no file, in the words of who has put it there.
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
_CURE = "Put a plain file there that can be read"


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """A plain file, open for reading; what would wait or never end is refused before a byte is read.

    Raises:
        FileNotFoundError: nothing is there.
        InputError: it is a folder, pipe, socket or device, or cannot be read; names it and why.
    """
    try:
        # Without O_NONBLOCK the opening of a pipe waits for its writer.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except FileNotFoundError:
        raise
    except ValueError:  # a name with a NUL
        raise InputError(repr(str(path)), "", "no file can have that name", "Mend the name") from None
    except OSError as error:
        raise _unreadable(path, error) from None
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        kind = next((kind for fits, kind in _KINDS if fits(mode)), "something else")
        raise InputError(path, "", f"it is {kind} and no file", _CURE)
    with os.fdopen(handle, "rb") as file:
        yield file


def read_whole(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a plain file (``opened``), at most so many, also where it grows while it is read.

    Raises:
        FileNotFoundError: nothing is there.
        InputError: it is no plain file, cannot be read, or holds more.
    """
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise _too_large(path, most)
        try:
            return read_stream(file, path, most)
        except OSError as error:
            raise _unreadable(path, error) from None


def read_stream(stream: BinaryIO | io.BufferedReader, name: object, most: int = MOST_BYTES) -> bytes:
    """The bytes of what tells no size before, standard input among them, at most so many.

    Raises:
        InputError: there are more; ``name`` says of what.
    """
    content = stream.read(most + 1) or b""
    if len(content) > most:
        raise _too_large(name, most)
    return content


def _too_large(name: object, most: int) -> InputError:
    reason = f"it holds more than {most:,} bytes, the most that one of its kind may"
    return InputError(name, "", reason, "Look whether it is the right one, or take it apart")


def absolute(path: Path) -> Path:
    """A path from the root, with no link in it.

    Raises:
        InputError: its links lead round.
    """
    try:
        return path.expanduser().resolve()
    except (RuntimeError, OSError) as error:
        raise InputError(path, "", f"the path leads nowhere: {error}", "Name another") from None


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path leads into a folder, or to it, after all links; of a link that leads to itself the link counts."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _unreadable(path: Path, error: OSError) -> InputError:
    is_socket = error.errno == errno.ENXIO
    reason = "it is a socket and no file" if is_socket else f"the file cannot be read: {error.strerror}"
    return InputError(path, "", reason, _CURE)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new file beside ``path`` to be written, which takes its place when the block ends; a reader sees the old one or the new, whole.

    The folder is made if need be. The content is on the disk before the name is given to it, so that not even a power cut leaves half
    a file. Where the block fails, what stood at ``path`` stays and nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")  # ``half_of`` reads it
    try:
        yield new
        with new.open("rb") as written:
            os.fsync(written.fileno())
        new.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)  # a disk that is full says no name
        raise
    finally:
        new.unlink(missing_ok=True)


def half_of(path: Path) -> tuple[str, int] | None:
    """The name of the file that ``beside`` writes there, and the number of the process that does; None where the path is none of its own."""
    name, _, number = path.name.removeprefix(".").rpartition(".")
    is_half = path.name.startswith(".") and name and number.isdecimal() and len(number) < _DIGITS
    return (name, int(number)) if is_half else None


def sweep(folder: Path) -> None:
    """Remove what ``beside`` left of processes that were killed: an hour is over, and no process of this machine has their number."""
    for left in folder.rglob(".*.*"):
        half = half_of(left)
        if half and left.is_file() and time.time() - left.stat().st_mtime > _LEFT and not _runs(half[1]):
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        pass
    return True


def replace(path: Path, content: bytes | memoryview | str) -> None:
    """Put content, text as UTF-8, into a file at once (``beside``)."""
    with beside(path) as new:
        new.write_bytes(content.encode() if isinstance(content, str) else content)


def update(path: Path, content: str) -> bool:
    """Put a text into a file at once; one that holds it already stays untouched. Whether it held another."""
    if path.exists() and read_whole(path) == content.encode():
        return False
    replace(path, content)
    return True


def hashed(lines: Iterable[str]) -> str:
    """SHA-256 over texts, one a line, in the order given."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def digest(files: Iterable[Path], root: Path) -> str:
    """SHA-256 over the names below ``root`` and the bytes of files, in the order given."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.relative_to(root).as_posix()}\0{measure(file).sha256}\n".encode())
    return total.hexdigest()


def folder_digest(folder: Path) -> str:
    """``digest`` of every file below a folder; of one that is not there, that of none."""
    return digest(sorted(sources(folder)), folder)


def read_settled(folder: Path, read: Callable[[], Read]) -> tuple[Read, str]:
    """What is read of the files below a folder, and their ``folder_digest``: read again where one changed meanwhile.

    Raises:
        InputError: they go on changing.
    """
    before = folder_digest(folder)
    for _ in range(_TIMES_READ):
        content, after = read(), folder_digest(folder)
        if after == before:
            return content, after
        before = after
    raise InputError(folder, "", "its files change while they are read", "Run again when they are complete")


def sources(folder: Path) -> Iterable[Path]:
    """Every file below a folder, but for compiled Python."""
    return (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")


class File(NamedTuple):
    """What tells that a file is the same: its size in bytes and the SHA-256 of its content, in hexadecimal."""

    size: int
    sha256: str


def measure(path: Path) -> File:
    """Size and hash of a file on disk."""
    with opened(path) as file:
        return File(os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest())
