"""Snapshots: what a publisher's service answered, byte for byte, with a sidecar that says where and when it came from.

A snapshot takes the place of an older one only when it is whole, so that a failure never costs the last good one. Belongs here:
files and hashes, of any publisher. Does not: asking for an answer, or what it says.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.base import sidecars
from pipelines.base.files import read_whole
from schemas.errors import InputError

KEYS = ("address", "request", "retrieved", "sha256")


@dataclass(frozen=True)
class Snapshot:
    """An answer as it came.

    Args:
        path: the file it rests in; the sidecar lies beside it, as .toml.
        content: the bytes of the body.
        address: what was asked.
        request: the body of the question; empty where there was none.
        retrieved: when, ISO 8601 in UTC; of an archived answer perhaps the day alone.
    """

    path: Path
    content: bytes
    address: str
    request: str
    retrieved: str


def write(snapshot: Snapshot) -> None:
    """Put a snapshot and its sidecar into their places, both only when both are written."""
    cells = {"address": snapshot.address, "request": snapshot.request, "retrieved": snapshot.retrieved}
    sidecars.put(snapshot.path, snapshot.content, cells)


def read(path: Path) -> Snapshot:
    """A snapshot with its provenance.

    Raises:
        InputError: the sidecar is missing or incomplete, or the content is not what was retrieved.
    """
    cells = _cells(path)
    snapshot = Snapshot(path, read_whole(path), cells["address"], cells["request"], cells["retrieved"])
    if sidecars.sha256(snapshot.content) != cells["sha256"]:
        reason = f"the content is not the one that {path.with_suffix('.toml').name} describes"
        raise InputError(path, "", reason, "Fetch it again")
    return snapshot


def verified(path: Path) -> bool:
    """Whether a snapshot is there and is what was retrieved."""
    try:
        read(path)
    except (InputError, FileNotFoundError):
        return False
    return True


def _cells(path: Path) -> dict[str, str]:
    sidecar, cure = path.with_suffix(".toml"), f"A sidecar holds the texts {', '.join(KEYS)}"
    try:
        cells = sidecars.read(path, cure)
    except FileNotFoundError:
        raise InputError(sidecar, "", "the snapshot has no sidecar", cure) from None
    for key in KEYS:
        if not isinstance(cells.get(key), str):
            raise InputError(sidecar, f"key {key}", "the text is missing", cure)
    try:
        datetime.fromisoformat(cells["retrieved"])
    except ValueError:
        raise InputError(
            sidecar, "key retrieved", f"{cells['retrieved']!r} is no date", "Write it as ISO 8601"
        ) from None
    return cells
