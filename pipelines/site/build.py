"""Writing the whole site. Belongs here: which kinds of pages there are, and that they are written on all cores. Does not: any page."""

import json
import re
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pipelines.forms  # noqa: F401  every form registers itself
from pipelines.base.files import hashed, lies_in
from pipelines.base.pool import mapped
from pipelines.base.progress import counted, part
from pipelines.base.version import code_version
from pipelines.packages.catalogue import read_catalog
from pipelines.site import folder as folders
from pipelines.site.document import Page
from pipelines.site.folder import Written
from pipelines.site.pages import KINDS
from pipelines.site.prepare import prepare
from pipelines.site.source import Source
from schemas.errors import STEERING, InputError

# An address that a path can stand behind, in pages and in XML as it is: signs of a URI (RFC 3986) but those that quote, or begin a query or fragment.
_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9._~:/@!$()*+,;=\[\]-]|%[0-9A-Fa-f]{2})+")
# An address of the web, whatever is asked of it; and an e-mail address, to which a subject is written.
_WEB = re.compile(rf"https?://[^\s\"<>\\^`{{|}}{STEERING}]+")
_MAIL = re.compile(rf"(?:mailto:)?[^\s@\"'<>()\[\],;:\\?&#%{STEERING}]+@[^\s@\"'<>()\[\],;:\\?&#%{STEERING}]+")
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
        InputError: the folder holds what is no site, lies in ``published`` or is written to by another process; a package cannot be opened, or none
            can be drawn; an address is none.
    """
    _refuse_odd(address, contact)
    _refuse_inside(into, published)
    of = fingerprint(published, address, contact)
    with folders.alone(into), tempfile.TemporaryDirectory() as prepared:
        with part("putting the published packages into words"):
            source = prepare(published, Path(prepared), address=address, contact=contact)
        folders.begin(into)
        pieces = [(name, key) for name, kind in KINDS.items() for key in kind.keys(source)]
        each = mapped(partial(_write, source, into), pieces, workers=workers, seconds=_SECONDS, batch=_BATCH)
        written = list(chain.from_iterable(counted(each, len(pieces), "pieces of the site")))
        gone = folders.finish(into, written, of)
    return Built(len(written), sum(file.size for file in written), sum(file.is_new for file in written), len(gone))


def _refuse_inside(into: Path, published: Path) -> None:
    """Refuse a folder below that of what is published, where each file is named by a catalogue.

    Raises:
        InputError: it lies there.
    """
    if lies_in(into, published):
        reason = f"it lies in {published}, which a publication alone writes"
        raise InputError(into, "", reason, "Name a folder elsewhere")


def is_current(published: Path, into: Path, *, address: str = "", contact: str = "") -> bool:
    """Whether a folder holds the site of what is published now, written by the code of today. Its files are not looked at.

    Raises:
        InputError: the catalogue, or the list of the site's files, cannot be read.
    """
    return folders.source_of(into) == fingerprint(published, address, contact)


def fingerprint(published: Path, address: str, contact: str) -> str:
    """Changes when a site of the same folder may have other bytes.

    Raises:
        InputError: the catalogue cannot be read.
    """
    # All of it: the pages of corrections and the feeds tell of older and withdrawn versions too.
    packages = json.dumps(read_catalog(published)["packages"], ensure_ascii=False, sort_keys=True)
    return hashed([code_version("site", "forms", "packages", "base"), address, contact, packages])


def _refuse_odd(address: str, contact: str) -> None:
    """Refuse what pages could not link to.

    Raises:
        InputError: the address of the site is no web address, or the contact neither one nor an e-mail address.
    """
    if address and not (_ADDRESS.fullmatch(address) and _has_host(address)):
        cure = "Write it as https://example.org/mubiao, other letters than a to z as xn-- in the name of the host and as %E7 behind it"
        raise InputError(address, "", "it is no address of a site", cure)
    if contact and not (_MAIL.fullmatch(contact) or (_WEB.fullmatch(contact) and _has_host(contact))):
        cure = "Write an e-mail address, or the web address where errors are reported"
        raise InputError(contact, "", "it is neither an e-mail address nor one of the web", cure)


def _has_host(address: str) -> bool:
    """Whether an address names a host, and a port that may be one, and no password, which every page would print."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0 and parts.password is None
    except ValueError:
        return False


def _write(source: Source, into: Path, piece: tuple[str, str]) -> list[Written]:
    """Write the pages of one key of a kind."""
    name, key = piece
    return [folders.put(into, page) for page in _pages(source, name, key)]


def _pages(source: Source, name: str, key: str) -> Iterator[Page]:
    yield from KINDS[name].pages(source, key)
