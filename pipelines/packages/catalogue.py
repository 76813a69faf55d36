"""catalog.json: which versions are published; what it does not list is not. Replacing it is what publishes.

Belongs here: reading, writing and marking it, one process at a time. Does not: the versions (``publish``).
"""

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from filelock import FileLock

from pipelines.base.files import replace
from pipelines.packages.metadata.descriptor import DESCRIPTOR, dumps
from pipelines.packages.shape import Catalogue, read_shaped
from schemas.errors import InputError

FILE = "catalog.json"


def read_catalog(published: Path) -> dict[str, Any]:
    """catalog.json: what is published; empty where nothing is.

    Raises:
        InputError: the file is no JSON, or no catalogue.
    """
    file = published / FILE
    if not file.exists():
        return {"packages": {}}
    return read_shaped(file, Catalogue, "catalogue", "Restore it from the history of the repository")


def listed(published: Path, package: str) -> list[dict[str, Any]]:
    """The versions of a package that the catalogue lists, oldest first, the withdrawn ones too; none where it lists no such package."""
    versions: list[dict[str, Any]] = read_catalog(published)["packages"].get(package, {"versions": []})["versions"]
    return versions


def write_catalog(published: Path, catalog: Mapping[str, Any]) -> None:
    """Replace the catalogue at once."""
    replace(published / FILE, dumps(catalog))


def is_published(row: Mapping[str, Any], published: Path) -> bool:
    """Whether the version that a row of ``packages`` names is still the last one listed, and its descriptor is there unchanged.

    A package that is not to be published stands as long as its row does.
    """
    if not row["published"]:
        return True
    versions, descriptor = listed(published, row["package"]), published / row["path"] / DESCRIPTOR
    return bool(
        versions
        and versions[-1]["version"] == row["version"]
        and descriptor.is_file()
        and hashlib.sha256(descriptor.read_bytes()).hexdigest() == row["descriptor_sha256"]
    )


def withdraw(published: Path, package: str, version: str, reason: str) -> str | None:
    """Mark a published version as withdrawn, in the catalogue: its files stay as they are, and its number is never used again.

    Returns:
        the latest version that is not withdrawn; None where there is none.

    Raises:
        InputError: there is no such version, or it is withdrawn already.
    """
    with alone(published):
        catalog = read_catalog(published)
        entry = catalog["packages"].get(package, {"versions": []})
        withdrawn = next((line for line in entry["versions"] if line["version"] == version), None)
        if withdrawn is None or "withdrawn" in withdrawn:
            fault = "is withdrawn already" if withdrawn else "is not published"
            raise InputError(published / FILE, f"{package} {version}", f"the version {fault}", "Name another")
        withdrawn["withdrawn"] = reason
        standing = [line["version"] for line in entry["versions"] if "withdrawn" not in line]
        entry["latest"] = standing[-1] if standing else None
        write_catalog(published, catalog)
        return standing[-1] if standing else None


def alone(published: Path) -> AbstractContextManager[object]:
    """Hold the folder's lock, so that two publishers go one after the other; the system frees it when a process dies."""
    return FileLock(published / ".lock")
