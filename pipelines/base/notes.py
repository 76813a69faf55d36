"""What a run notes for the next one, as JSON that says what its own content was: a note that somebody or a disk has changed is none.

A note saves work and is never missed: where it cannot be read or written, the work is done again. Belongs here: the form. Does not: what
is noted.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipelines.base.files import hashed, read_whole, replace
from schemas.errors import InputError


def note(path: Path, content: Any) -> None:
    """Put a note into its place at once, if the disk takes it.

    Args:
        path: its file.
        content: what JSON takes; whatever it does not goes in as text.
    """
    text = json.dumps(content, ensure_ascii=False, default=str)
    with suppress(OSError):
        replace(path, json.dumps({"sha256": hashed([text]), "content": text}, ensure_ascii=False))


def noted(path: Path) -> Any:
    """The content of a note; None where there is none, or it is not as it was written."""
    try:
        kept = json.loads(read_whole(path))
        return json.loads(kept["content"]) if hashed([kept["content"]]) == kept["sha256"] else None
    except (OSError, InputError, ValueError, KeyError, TypeError, RecursionError):
        return None
