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

from pipelines.base.files import half_of, lies_in, read_whole, replace
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
def alone(folder: Path) -> Iterator[None]:
    """Let nobody else write to the folder of a site until the block ends. It is made if need be, and goes again where nothing was written to it.

    Raises:
        InputError: it is no folder, holds files and no list of a site, or another process writes to it; the list cannot be read.
    """
    refuse_foreign(folder)
    _listed(folder)
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _locked(folder):
            yield
    finally:
        if is_new and not any(folder.iterdir()):
            folder.rmdir()


def begin(folder: Path) -> None:
    """Make a folder that of a site, unless it is one. From here on it is no longer what it was made of (``source_of``), until ``finish``."""
    replace(folder / LIST, _list(_listed(folder)["files"], ""))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
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
        InputError: it is a file, or a link to none, or holds files and no list of a site.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        reason = "it is a link that leads to no folder" if folder.is_symlink() else "it is a file"
        raise InputError(folder, "", reason, "Name a folder")
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
    """Remove what is no part of the site, and list the files that are. The paths that went.

    That is what the site before had besides, and whatever else lies in a folder of the site: a build that was killed has left pages there
    that no list names, and halves of files. Files of others beside those folders stay (``CNAME``).

    Args:
        folder: that of the site.
        written: all its files.
        of: tells what it was made of from what it would be made of later.

    Raises:
        InputError: the list cannot be read.
    """
    now = sorted(each.path for each in written)
    before = _listed(folder)["files"]
    gone = sorted({*before, *_there(folder, {*before, *now})} - set(now))
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    for emptied in sorted({(folder / path).parent for path in gone}, reverse=True):
        if emptied != folder and emptied.is_dir() and not any(emptied.iterdir()):
            emptied.rmdir()
    replace(folder / LIST, _list(now, of))
    return gone


def _there(folder: Path, paths: set[str]) -> Iterator[str]:
    """The files in the folders that a site of such paths has, and halves of its files beside these."""
    for top in sorted({path.partition("/")[0] for path in paths if "/" in path}):
        yield from (
            path.relative_to(folder).as_posix()
            for path in (folder / top).rglob("*")
            if path.is_file() or path.is_symlink()
        )
    for path in folder.glob(".*.*"):
        half = half_of(path)
        if half and half[0] in {*paths, LIST}:
            yield path.name


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
