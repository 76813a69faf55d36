"""A file and its sidecar: the TOML of the same name beside it, which says what the file is and where it is from.

Belongs here: putting both into their places, and reading the TOML. Does not: which keys a sidecar holds, or what they say.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.base import files, notation

SUFFIX = ".toml"
_WHAT = "the sidecar"


def sha256(content: bytes) -> str:
    """The hash by which a sidecar knows its file."""
    return hashlib.sha256(content).hexdigest()


def put(path: Path, content: bytes, cells: Mapping[str, str | int], comment: str = "") -> None:
    """Put a file and its sidecar into their places, both only when both are written, the sidecar last.

    Args:
        path: the file; the sidecar lies beside it, as .toml.
        content: of the file.
        cells: of the sidecar, but for the hash of the content, which comes at their end.
        comment: the first line of the sidecar.
    """
    cells = {**cells, "sha256": sha256(content)}
    head = f"# {comment}\n" if comment else ""
    # A JSON string is a TOML string.
    lines = [f"{key} = {json.dumps(cell, ensure_ascii=False)}\n" for key, cell in cells.items()]
    with files.beside(path.with_suffix(SUFFIX)) as sidecar, files.beside(path) as file:
        file.write_bytes(content)
        sidecar.write_bytes((head + "".join(lines)).encode())


def parse(content: bytes, sidecar: object, cure: str) -> dict[str, Any]:
    """What the bytes of a sidecar say.

    Raises:
        InputError: they are no TOML that can be read; names the sidecar and the cure.
    """
    return notation.parse_toml(content, sidecar, cure, _WHAT)


def read(path: Path, cure: str) -> dict[str, Any]:
    """What the sidecar of a file says.

    Args:
        path: the file, not the sidecar.
        cure: what to do where the sidecar cannot be read.

    Raises:
        FileNotFoundError: there is no sidecar.
        InputError: it is no plain file, or no TOML.
    """
    return notation.read_toml(path.with_suffix(SUFFIX), cure, _WHAT)
