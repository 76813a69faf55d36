"""The folder of a site: a file that is as it was is not written again, and what no page is any more goes.

Belongs here: files. Does not: what they hold (``pages``).
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.base.files import lies_in, read_whole, replace, sweep
from pipelines.site.document import Page
from schemas.errors import InputError

# Lists the files that the site consists of. A folder that holds others and no such list is nobody's to write in.
LIST = "site.json"


class Written(NamedTuple):
    """A file of the site: its path, its size in bytes, and whether it was written now."""

    path: str
    size: int
    is_new: bool


@contextmanager
def begun(folder: Path) -> Iterator[None]:
    """Make a folder that of a site, unless it is one, and let nobody else write to it until the block ends.

    From here on it is no longer what it was made of (``source_of``), and a site's where the end never comes.

    Raises:
        InputError: it is a file, holds files and no list of a site, or another process writes to it; the list cannot be read.
    """
    refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        sweep(folder)
        replace(folder / LIST, _list(_listed(folder)["files"], ""))
        yield


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other builds out: two at once, of different versions, would leave pages of both. The lock ends with its process.

    Raises:
        InputError: another process has it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a disk that has no locks
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InputError(
                    folder, "", "another process writes this site", "Run again when it has ended"
                ) from None
        yield
    finally:
        os.close(handle)


def refuse_foreign(folder: Path) -> None:
    """Refuse a folder that holds what is no site.

    Raises:
        InputError: it is a file, or holds files and no list of a site.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "", "it is a file", "Name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LIST).is_file():
        raise InputError(folder, "", f"it holds files and no {LIST}: it is no site", "Name a new or empty folder")


def put(folder: Path, page: Page) -> Written:
    """Write a file, unless it holds the same bytes already.

    Raises:
        InputError: it would lie outside the folder.
    """
    path, content = folder / page.path, page.content.encode() if isinstance(page.content, str) else page.content
    if not lies_in(path, folder):
        raise InputError(path, "", "a link leads out of the site's folder there", "Remove the link")
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return Written(page.path, len(content), is_new=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, content)
    return Written(page.path, len(content), is_new=True)


def finish(folder: Path, written: Iterable[Written], of: str) -> list[str]:
    """Remove the files of the site before this one that are no longer part of it, and list those that are. The paths that went.

    Args:
        folder: that of the site.
        written: all its files.
        of: tells what it was made of from what it would be made of later.

    Raises:
        InputError: the list cannot be read.
    """
    now = sorted(each.path for each in written)
    gone = sorted(set(_listed(folder)["files"]) - set(now))
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    for emptied in sorted({(folder / path).parent for path in gone}, reverse=True):
        if emptied != folder and emptied.is_dir() and not any(emptied.iterdir()):
            emptied.rmdir()
    replace(folder / LIST, _list(now, of))
    return gone


def source_of(folder: Path) -> str:
    """What ``finish`` was handed when the site was written last; empty where there is none, or it was not written to its end.

    Raises:
        InputError: the list cannot be read.
    """
    of: str = _listed(folder)["of"]
    return of


def _list(files: list[str], of: str) -> str:
    return json.dumps({"of": of, "files": files}, ensure_ascii=False, indent=0) + "\n"


def _listed(folder: Path) -> dict[str, Any]:
    """What the list says: the files, all of them below the folder, and what they are made of; nothing where there is no list."""
    file = folder / LIST
    if not file.is_file():
        return {"of": "", "files": []}
    try:
        content = json.loads(read_whole(file))
        files = [path for path in content["files"] if (folder / path).resolve().is_relative_to(folder.resolve())]
        return {"of": str(content["of"]), "files": files}
    except (ValueError, KeyError, TypeError):
        raise InputError(
            file, "", "it is no list of a site's files", "Remove the folder, and write the site anew"
        ) from None
