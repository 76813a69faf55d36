"""Versions that are kept whole, and those of which only the proof stays: the descriptor, the checksums and the changes.

A version that retires changes no byte and never comes back under its number: large files go, and the catalogue says so first. Who has a
copy can still prove that it is what was published, and the change log can still be written. Belongs here: which versions retire, and
what of them stays. Does not: what is published (``publish``), or whether a version is right (``catalogue.withdraw``).
"""

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from pipelines.packages.catalogue import listed, read_catalog, write_catalog
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.naming import SUMS, inside

# What stays of a version that has retired.
STAYS = (DESCRIPTOR, SUMS, "changes.parquet")


def retire(published: Path, package: str, keep: int, cited: Collection[str] = ()) -> list[str]:
    """Retire the older versions of a package; the caller holds the lock of the folder.

    Args:
        published: the folder that readers see.
        package: its name.
        keep: so many of the newest stay whole; 0 for all.
        cited: numbers of versions that stay whole in any case.

    Returns:
        the numbers of those that retired now.
    """
    catalog = read_catalog(published)
    if package not in catalog["packages"]:
        return []
    entry = catalog["packages"][package]
    retiring = _retiring(entry["versions"], keep, {*cited, entry["latest"]})
    for version in retiring:
        version["retired"] = _checksums(inside(published, version["path"]))
    if retiring:
        write_catalog(published, catalog)
    for version in listed(published, package):
        if "retired" in version:  # also what a run left that was killed between the catalogue and the files
            _empty(inside(published, version["path"]))
    return [version["version"] for version in retiring]


def _retiring(versions: Sequence[dict[str, Any]], keep: int, stay: Collection[str | None]) -> list[dict[str, Any]]:
    older = versions[:-keep] if keep else []
    return [version for version in older if "retired" not in version and version["version"] not in stay]


def _checksums(folder: Path) -> str:
    """The hash of a version's list of hashes; empty for the oldest, which have none."""
    file = folder / SUMS
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _empty(folder: Path) -> None:
    """Delete what does not stay, and the folders that held it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        elif path.relative_to(folder).as_posix() not in STAYS:
            path.unlink()
