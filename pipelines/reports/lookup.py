"""Reports by name, for commands that compare: a single file, or the text of a report in folders of ``<place or region code>/<year>.*``.

Belongs here: finding a file. Does not: the line, which goes through whole collections (``inventory``).
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.base import sidecars
from pipelines.base.files import read_whole
from pipelines.reports.collections import Folder
from pipelines.reports.kinds import refuse_other
from pipelines.reports.read import SUFFIXES, canonical_text, title_of
from pipelines.reports.witnesses import Identity, read_sidecar, witnesses
from schemas.codelists import places
from schemas.errors import InputError


class Report(NamedTuple):
    """The canonical text of a file, whose report it is and of which year, None where nothing tells, its title, and who tells."""

    text: str
    region_code: str | None
    year: int | None
    title: str
    whose: Identity

    @property
    def text_sha256(self) -> str:
        """Hash of the canonical text in UTF-8."""
        return sidecars.sha256(self.text.encode())


def read_content(content: bytes, file: str = "") -> Report:
    """A report from its bytes; ``file`` is its path, empty where it has none (standard input).

    Raises:
        InputError: it cannot be read, is a document of another kind, or its sidecar is wrong.
    """
    canonical = canonical_text(content, file or "standard input")
    refuse_other(file or "standard input", canonical.front.get("title", ""), canonical.text)
    sidecar = sidecar_beside(Path(file), content) if file else {}
    whose = witnesses(file, canonical.text, canonical.front, sidecar)
    return Report(canonical.text, whose.region_code, whose.year, title_of(canonical, sidecar), whose)


def read_file(path: Path) -> Report:
    """A report from its file (``read_content``)."""
    return read_content(read_whole(path), str(path.absolute()))


def sidecar_beside(path: Path, content: bytes) -> dict[str, Any]:
    """What the sidecar of a file says of its content; nothing where there is none.

    Raises:
        InputError: it is wrong, or of another file.
    """
    beside = path.with_suffix(sidecars.SUFFIX)
    if not beside.exists():
        return {}
    return read_sidecar(read_whole(beside), str(beside), sidecars.sha256(content))


def read_folder(folder: Path) -> Iterator[Report]:
    """The reports of a folder, one after the other in the order of their paths.

    Raises:
        InputError: the folder holds no report, or a file cannot be read.
    """
    paths = [path for path in Folder(folder).marks() if path.endswith(SUFFIXES)]
    if not paths:
        raise InputError(folder, "", "the folder holds no report", "Name a folder of <place>/<year>.md")
    for path in paths:
        yield read_file(folder / path)


def find_report(name: str, folders: Iterable[Path]) -> Report:
    """A report by its id (``650000-2023``) or its place and year (``某省/2023``), from the first folder that holds it.

    Raises:
        InputError: no folder holds it, or the file cannot be read.
    """
    folders = list(folders)
    path = _path_of(name, folders)
    if path is None:
        raise InputError(name, "", f"the report is in none of {', '.join(map(str, folders))}", "Name its folder")
    return read_file(path)


def _path_of(name: str, folders: Iterable[Path]) -> Path | None:
    place, _, year = name.rpartition("/" if "/" in name else "-")
    region = places.code(place)
    paths = (
        path
        for folder in folders
        for named in sorted(folder.glob("*/"))
        if named.name == place or (region and places.code(named.name) == region)
        for path in sorted(named.glob(f"{year}.*"))
    )
    return next((path for path in paths if path.suffix in SUFFIXES), None)


class TextAtHand(NamedTuple):
    """The canonical text of a file with its SHA-256, and that of the raw file."""

    text: str
    text_sha256: str
    raw_sha256: str


def texts_at_hand(report_id: str, file: str, folders: Iterable[Path]) -> Iterator[TextAtHand]:
    """The texts of a report, one of each folder that holds it: by the file that the table ``reports`` names, else by its id.

    What a sidecar says of the file is not asked: it is the text that is compared. Id and file may be a stranger's: neither leads out
    of the folders.

    Raises:
        InputError: the file is there and cannot be read.
    """
    from schemas.columns import REPORT_ID

    parts = [part for part in Path(file).parts[-2:] if part not in (os.sep, os.pardir)]
    for folder in folders:
        named = folder.joinpath(*parts)
        path = named if named.is_file() else None
        if path is None and re.fullmatch(REPORT_ID, report_id):
            path = _path_of(report_id, [folder])
        if path is not None:
            content = read_whole(path)
            text = canonical_text(content, path).text
            yield TextAtHand(text, sidecars.sha256(text.encode()), sidecars.sha256(content))
