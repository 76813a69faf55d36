"""What the assets of the line are handed, built from the settings: the collections of reports, the store, and the folder of what is published.

Belongs here: state of one process. Does not: what is made of it, or when.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.base.assets import code_version
from pipelines.base.notes import note, noted
from pipelines.base.settings import RAW, Settings
from pipelines.base.version import software_version
from pipelines.packages.catalogue import is_published
from pipelines.reports.collections import Collection, collections, digest
from pipelines.reports.inventory import Inventory, Seen, take


class Collections:
    """raw/ and the collections of the settings, as they were at the last look: what a run reads does not change under it.

    What was read of each file lies beside the tables of the store, so that a file that has not changed is not read again.

    Args:
        settings: name them, and say which bad file stops a run.
    """

    def __init__(self, settings: Settings) -> None:
        self._bad_files, self._workers = settings.bad_files, settings.workers
        self._seen = settings.here / ".seen.json"
        self._collections = {each.name: each for each in collections(settings.raw, settings.collections)}
        self._marks: Mapping[str, Mapping[str, str]] | None = None
        self._digest: str | None = None
        self._taken: str | None = None
        self._inventory: Inventory | None = None

    def look(self) -> None:
        """Look again at the files; an inventory of the same files stays."""
        before, self._digest, self._marks = self._digest, None, None
        if self.digest() != before:
            self._inventory = None

    def digest(self) -> str:
        """Hash over the names and contents of all files."""
        if self._digest is None:
            self._digest = digest((self._collections[name], marks) for name, marks in self._marked().items())
        return self._digest

    def files(self) -> Iterable[str]:
        """The paths of all files, each within its collection."""
        return (path for marks in self._marked().values() for path in marks)

    def _marked(self) -> Mapping[str, Mapping[str, str]]:
        """What tells that each file is still the same, by collection and path."""
        if self._marks is None:
            self._marks = {name: each.files.marks() for name, each in self._collections.items()}
        return self._marks

    def inventory(self) -> Inventory:
        """Every report at hand, and every file that is left out; read once."""
        if self._inventory is None:
            now = self.digest()
            code = code_version("reports")
            seen = _read_seen(self._seen, code)
            self._inventory = take(self._collections.values(), seen, self._marked(), self._workers)
            if self._inventory.changed:
                # What was read is not what the look saw: no file can be of this hash, so that the next look reads them again.
                now = f"{now}, but {', '.join(self._inventory.changed)} changed"
                # A sidecar is kept under the name of its report: where one changed nothing is kept.
                seen = {}
            self._taken = now
            note(self._seen, {"code": code, "files": seen})
        return self._inventory

    def taken(self) -> str:
        """Hash over the names and contents of all files as they were when the inventory was taken."""
        self.inventory()
        return self._taken or ""

    def named(self, name: str) -> Collection:
        """A collection by its name."""
        return self._collections[name]

    def stopping(self, left_out: pl.DataFrame) -> pl.DataFrame:
        """The rows of ``left_out`` that stop a run, by the settings."""
        stops = [name for name in self._collections if self._bad_files.stops(name)]
        return left_out.filter(pl.col("kind") == "set_aside", pl.col("collection").is_in(stops))


@dataclass(frozen=True)
class Published:
    """The folder that readers see, the one where packages that are not to be published are built and checked, and what makes them.

    ``named`` is the setting ``software_version``, ``keep_versions`` how many versions stay whole, 0 for all, where a package does not say;
    ``collections`` are the names of those that packages may take reports of; ``mirror`` is the address of a copy that follows every
    publication.
    """

    folder: Path
    candidates: Path
    named: str = ""
    keep_versions: int = 0
    collections: tuple[str, ...] = (RAW,)
    mirror: str = ""

    def stands(self, packages: pl.DataFrame) -> bool:
        """Whether what the rows of ``packages`` name is published as they say, and its descriptor unchanged."""
        return all(is_published(row, self.folder) for row in packages.to_dicts())

    @property
    def software_version(self) -> str | None:
        """What the descriptors of new versions name as the version of this software; None leaves it out."""
        return None if self.named == "none" else self.named or software_version()


def _read_seen(file: Path, code: str) -> dict[str, Seen]:
    """What the same code saw of files; nothing where nobody noted that."""
    content = noted(file)
    return {key: Seen(*seen) for key, seen in content["files"].items()} if content and content["code"] == code else {}
