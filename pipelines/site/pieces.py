"""Pieces: what a page reads later, as scripts that hand their content over, since a page on a disk may load scripts and nothing else.

Belongs here: the form of such a file, which ``src/pieces.js`` and ``src/unpacked.js`` read. Does not: what any of them holds.
"""

import base64
from typing import Any

from pipelines.base.packed import gzipped
from pipelines.site.document import Page, as_json


def piece(name: str, content: Any) -> Page:
    """A file of the site that hands content to who waits for it by its path below the site's folder, without .js."""
    return Page(f"{name}.js", f"mubiao({as_json(name).strip()},{as_json(content).strip()})\n")


def packed(content: bytes) -> str:
    """Bytes as text that a script may hold: gzip in base64."""
    return base64.b64encode(gzipped([content])).decode("ascii")


def packed_json(content: Any) -> str:
    """Content as JSON, packed."""
    return packed(as_json(content).encode())
