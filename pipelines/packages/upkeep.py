"""What every run looks after in published/, whether or not it publishes: what can be made again is, what cannot is named.

Files are looked for, and not hashed: that is what ``mubiao verify`` does. Belongs here: what is looked after. Does not: how a file around the versions is made (``around``), or
the hashes in the catalogue (``anchors``).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.packages import anchors, around
from pipelines.packages.catalogue import FILE, alone, listed, read_catalog
from pipelines.packages.checks.sums import gone
from pipelines.packages.definition import Definition
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.naming import SUMS, inside
from schemas.errors import InputError

# So many files are named one by one.
MOST_NAMED = 5
CURE = "Put them back as they were published, from the history of the repository (git restore), a back-up or a copy"


def look_after(published: Path, known: Iterable[Definition]) -> list[str]:
    """Anchor what is not anchored yet, write again what follows from the catalogue, and look for the files of every version.

    Args:
        published: the folder that readers see.
        known: the packages that there are; the first says who publishes.

    Returns:
        a sentence for all that a person has to mend; the run need not stop for it.
    """
    if not (published / FILE).exists():
        return []
    lost = [sentence for package in read_catalog(published)["packages"] for sentence in lacking(published, package)]
    try:
        faults = anchors.fill(published)
        definitions = tuple(known)
        if around.lagging(published, *definitions):
            with alone(published):
                around.refresh(published, *definitions)
    except InputError as error:
        # A version that lacks its descriptor is named already.
        return lost or [str(error)]
    except OSError as error:
        return [
            *lost,
            f"{error.filename or published}: {error.strerror}: the list and the change logs are not brought up to date",
        ]
    return lost or faults


def lacking(published: Path, package: str) -> list[str]:
    """A sentence for each version of a package of which files are gone."""
    return [
        f"{published / entry['path']}: {_named(names)} of this published version {'is' if len(names) == 1 else 'are'} gone. {CURE}"
        for entry in listed(published, package)
        if (names := _gone(published, entry))
    ]


def refuse_lacking(published: Path, package: str) -> None:
    """Refuse to go on where the files are gone that a next version, and the change log, are made from.

    Raises:
        InputError: names them.
    """
    entries = listed(published, package)
    for entry in entries:
        needed = [name for name in _gone(published, entry) if _is_needed(name, latest=entry is entries[-1])]
        if needed:
            raise InputError(published / entry["path"], "", f"{_named(needed)} of this published version is gone", CURE)


def _is_needed(name: str, *, latest: bool) -> bool:
    return name in ("everything", DESCRIPTOR, "changes.parquet") or (latest and name.endswith(".parquet"))


def _gone(published: Path, entry: Mapping[str, Any]) -> list[str]:
    """The files of a version that are not there; of one that has retired only what stays is looked for."""
    folder = inside(published, entry["path"])
    if not folder.is_dir():
        return ["everything"]
    if "retired" in entry:
        stay = (DESCRIPTOR, SUMS) if entry["retired"] else (DESCRIPTOR,)
        return [name for name in stay if not (folder / name).is_file()]
    names = gone(folder)
    lost = not (folder / DESCRIPTOR).is_file() and DESCRIPTOR not in names
    return [*names, DESCRIPTOR] if lost else names


def _named(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
