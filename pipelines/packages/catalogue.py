"""catalog.json: which versions are published; what it does not list is not. Replacing it is what publishes.

Belongs here: reading, writing and marking it, one process at a time. Does not: the versions (``publish``).
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.packages.metadata.descriptor import dumps
from schemas.errors import InputError


def read_catalog(published: Path) -> dict[str, Any]:
    """catalog.json: what is published; empty where nothing is.

    Raises:
        InputError: the catalogue is no JSON.
    """
    file = published / "catalog.json"
    if not file.exists():
        return {"packages": {}}
    try:
        catalog: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            file, "", f"the catalogue is no JSON: {error}", "Restore it from the history of the repository"
        ) from None
    return catalog


def listed(published: Path, package: str) -> list[dict[str, Any]]:
    """The versions of a package that the catalogue lists, oldest first, the withdrawn ones too; none where it lists no such package."""
    versions: list[dict[str, Any]] = read_catalog(published)["packages"].get(package, {"versions": []})["versions"]
    return versions


def write_catalog(published: Path, catalog: Mapping[str, Any]) -> None:
    """Replace the catalogue at once; it is on the disk before the older one goes."""
    beside = published / ".catalog.json"
    with beside.open("w", encoding="utf-8") as file:
        file.write(dumps(catalog))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(published / "catalog.json")


def rewrite(file: Path, content: str) -> bool:
    """Put a file that follows from the catalogue into its place at once; one that is right already stays untouched. Whether it was another."""
    told = content.encode()
    if file.exists() and file.read_bytes() == told:
        return False
    beside = file.with_name(f".{file.name}")
    beside.write_bytes(told)
    beside.replace(file)
    return True


def is_published(row: Mapping[str, Any], published: Path) -> bool:
    """Whether the version that a row of ``packages`` names is still the last one listed, and its descriptor is there unchanged."""
    entry = read_catalog(published)["packages"].get(row["package"], {})
    file = published / row["path"] / "datapackage.json"
    return bool(
        entry
        and entry["versions"][-1]["version"] == row["version"]
        and file.exists()
        and hashlib.sha256(file.read_bytes()).hexdigest() == row["descriptor_sha256"]
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
        told = next((each for each in entry["versions"] if each["version"] == version), None)
        if told is None or "withdrawn" in told:
            fault = "is withdrawn already" if told else "is not published"
            raise InputError(published / "catalog.json", f"{package} {version}", f"the version {fault}", "Name another")
        told["withdrawn"] = reason
        standing = [each["version"] for each in entry["versions"] if "withdrawn" not in each]
        entry["latest"] = standing[-1] if standing else None
        write_catalog(published, catalog)
        return standing[-1] if standing else None


@contextmanager
def alone(published: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two publishers go one after the other; the system frees it when a process dies."""
    with (published / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
