"""Snapshots: what a publisher's service answered, byte for byte, with a sidecar that says where and when it came from.

A snapshot is written beside and renamed, so that a failure never costs the last good one. Belongs here: files and hashes,
of any publisher. Does not: asking for an answer, or what it says.
"""

import hashlib
import json
import os
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


def write(snapshot: Snapshot) -> None:
    """Put a snapshot and its sidecar into their places, both only when both are written."""
    cells = {
        "address": snapshot.address,
        "request": snapshot.request,
        "retrieved": snapshot.retrieved,
        "sha256": snapshot.sha256,
    }
    # A JSON string is a TOML string.
    sidecar = "".join(f"{key} = {json.dumps(cell, ensure_ascii=False)}\n" for key, cell in cells.items())
    contents = {snapshot.path: snapshot.content, snapshot.path.with_suffix(".toml"): sidecar.encode()}
    snapshot.path.parent.mkdir(parents=True, exist_ok=True)
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    try:
        for path, content in contents.items():
            beside[path].write_bytes(content)
        for path in contents:
            beside[path].replace(path)
    finally:
        for path in contents:
            beside[path].unlink(missing_ok=True)


def read(path: Path) -> Snapshot:
    """A snapshot with its provenance.

    Raises:
        InputError: the sidecar is missing or incomplete, or the content is not what was retrieved.
    """
    sidecar = path.with_suffix(".toml")
    cells = _cells(sidecar)
    snapshot = Snapshot(path, path.read_bytes(), cells["address"], cells["request"], cells["retrieved"])
    if snapshot.sha256 != cells["sha256"]:
        raise InputError(path, "", f"the content is not the one that {sidecar.name} describes", "Fetch it again")
    return snapshot


def verified(path: Path) -> bool:
    """Whether a snapshot is there and is what was retrieved."""
    try:
        read(path)
    except (InputError, FileNotFoundError):
        return False
    return True


def _cells(sidecar: Path) -> dict[str, str]:
    cure = f"A sidecar holds the texts {', '.join(KEYS)}"
    try:
        cells = tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(sidecar, "", "the snapshot has no sidecar", cure) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(sidecar, "", f"the sidecar is no TOML: {error}", cure) from None
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
