"""The folder of a site: a file that is as it was is not written again, and what no page is any more goes.

Belongs here: files. Does not: what they hold (``pages``).
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipelines.base.files import read_whole, replace
from pipelines.site.document import Page
from schemas.errors import InputError

# Lists the files that the site consists of. A folder that holds others and no such list is nobody's to write in.
LIST = "site.json"


class Written(NamedTuple):
    """A file of the site: its path, its size in bytes, and whether it was written now."""

    path: str
    size: int
    is_new: bool


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
    """Write a file, unless it holds the same bytes already."""
    path, content = folder / page.path, page.content.encode() if isinstance(page.content, str) else page.content
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return Written(page.path, len(content), is_new=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, content)
    return Written(page.path, len(content), is_new=True)


def finish(folder: Path, written: Iterable[Written]) -> list[str]:
    """Remove the files of the site before this one that are no longer part of it, and list those that are. The paths that went.

    Raises:
        InputError: the list cannot be read.
    """
    now = sorted(each.path for each in written)
    gone = sorted(_listed(folder) - set(now))
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    replace(folder / LIST, json.dumps({"files": now}, ensure_ascii=False, indent=0) + "\n")
    return gone


def _listed(folder: Path) -> set[str]:
    """The files that the list names; none where there is no list."""
    file = folder / LIST
    if not file.is_file():
        return set()
    try:
        files = json.loads(read_whole(file))["files"]
        return {path for path in files if (folder / path).resolve().is_relative_to(folder.resolve())}
    except (ValueError, KeyError, TypeError):
        raise InputError(
            file, "", "it is no list of a site's files", "Remove the folder, and write the site anew"
        ) from None
