"""Writing the whole site. Belongs here: which kinds of pages there are, and that they are written on all cores. Does not: any page."""

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pipelines.forms  # noqa: F401  every form registers itself
from pipelines.base.pool import mapped
from pipelines.base.progress import counted
from pipelines.site import folder as folders
from pipelines.site.document import Page
from pipelines.site.folder import Written
from pipelines.site.pages import KINDS
from pipelines.site.prepare import prepare
from pipelines.site.source import Source

# Seconds that a piece of work takes of one core, roughly, and how many are handed to a process at once.
_SECONDS, _BATCH = 0.3, 4


class Built(NamedTuple):
    """A site as it was written.

    Attributes:
        files: how many files it has.
        size: their bytes.
        new: how many of them were written now, since they are new or changed.
        gone: how many of the site before were removed.
    """

    files: int
    size: int
    new: int
    gone: int


def build(published: Path, into: Path, *, address: str = "", contact: str = "", workers: int = 0) -> Built:
    """Write the site of all published packages.

    Args:
        published: the folder that readers see.
        into: a new or empty folder, or one that holds a site, which is brought up to date.
        address: where it will be served, such as https://example.org/mubiao; without it what needs whole addresses is left out.
        contact: where errors are reported to; without it pages ask for none.
        workers: processes; 0 for as many as there are cores.

    Raises:
        InputError: the folder holds what is no site; a package cannot be opened, or none can be drawn.
    """
    folders.refuse_foreign(into)
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as prepared:
        source = prepare(published, Path(prepared), address=address, contact=contact)
        pieces = [(name, key) for name, kind in KINDS.items() for key in kind.keys(source)]
        each = mapped(partial(_write, source, into), pieces, workers=workers, seconds=_SECONDS, batch=_BATCH)
        written = list(chain.from_iterable(counted(each, len(pieces), "pieces of the site")))
    gone = folders.finish(into, written)
    return Built(len(written), sum(file.size for file in written), sum(file.is_new for file in written), len(gone))


def _write(source: Source, into: Path, piece: tuple[str, str]) -> list[Written]:
    """Write the pages of one key of a kind."""
    name, key = piece
    return [folders.put(into, page) for page in _pages(source, name, key)]


def _pages(source: Source, name: str, key: str) -> Iterator[Page]:
    yield from KINDS[name].pages(source, key)
