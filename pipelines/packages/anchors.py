"""The hash of SHA256SUMS that the catalogue holds of every version, also of those that it listed before it held any.

A new version is listed with its hash. An older one gets it once, where nothing speaks against its files: they are those of its list, the
descriptor is that of the catalogue, the tables are those of the descriptor, and the zip holds what lies beside it. From then on no file can
change unseen; what had been changed before, of page, workbook and texts, only a copy from elsewhere can tell. Belongs here: adding the
hash. Does not: comparing with it (``checks.sums``).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.packages.catalogue import FILE, Standing, alone, read_catalog, write_catalog
from pipelines.packages.checks.archive import archive_faults
from pipelines.packages.checks.files import hash_faults
from pipelines.packages.checks.sums import anchor_faults, sum_faults
from pipelines.packages.naming import SUMS, inside
from pipelines.packages.package import Files, Package
from schemas.errors import InputError

KEY = "sums_sha256"


def fill(published: Path) -> list[str]:
    """Add the hash to every version of the catalogue that lacks it.

    Args:
        published: the folder that readers see.

    Returns:
        a sentence for each version that gets none, because its files are not what they should be.
    """
    if not any(_unanchored(read_catalog(published))):
        return []
    with alone(published):
        catalog, faults, changed = read_catalog(published), [], False
        for entry in _unanchored(catalog):
            if fault := _fault(published, entry):
                faults.append(f"{entry['path']}: {FILE} gets no hash of its {SUMS}: {fault}")
                continue
            _add(entry, entry.get("retired") or Files(inside(published, entry["path"])).measure(SUMS).sha256)
            changed = True
        if changed:
            write_catalog(published, catalog)
    return faults


def _unanchored(catalog: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The versions without the hash; of those that retired before there were lists of hashes there is none."""
    for package in catalog["packages"].values():
        yield from (entry for entry in package["versions"] if KEY not in entry and entry.get("retired") != "")


def _fault(published: Path, entry: Mapping[str, Any]) -> str | None:
    """What speaks against the files of a version, the first that does. Of one that has retired the catalogue holds the hash already."""
    if "retired" in entry:
        return None
    try:
        files = Files(inside(published, entry["path"]))
        faults = sum_faults(files) or anchor_faults(files, Standing(published / FILE, entry["path"], entry))
        faults = faults or hash_faults(Package.open(files.folder, files)) or archive_faults(files)
    except InputError as error:
        return str(error)
    return faults[0] if faults else None


def _add(entry: dict[str, Any], sha256: str) -> None:
    """Put the hash behind that of the descriptor, as in a new entry."""
    items = list(entry.items())
    place = [key for key, _ in items].index("descriptor_sha256") + 1
    entry.clear()
    entry.update([*items[:place], (KEY, sha256), *items[place:]])
