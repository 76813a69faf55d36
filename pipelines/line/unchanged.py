"""Whether anything is another than when the last run ended well, told by one hash before Dagster or a table is looked at.

Such a run would find nothing stale, and end as that one would have ended the next time: so its end is kept, and told again. Belongs here:
what the hash is over, and where it lies. Does not: what is stale where something has changed (``staleness``), or how an end is printed.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipelines.base.files import folder_digest, hashed, read_whole
from pipelines.base.notes import note, noted
from pipelines.base.settings import RAW, ROOT, Settings
from pipelines.reports.collections import collections, digest
from schemas.errors import InputError

FILE = ".ended.json"
# What was written to which stream of the screen, in its order.
End = list[tuple[str, str]]


def inputs(settings: Settings) -> str | None:
    """Hash over all that a run begins with: code, settings, the bytes of all raw files. To be asked before it begins.

    None where that cannot be told: a collection cannot be looked at, or the tables are not on this machine, where others may write them.
    """
    if settings.here != settings.store:
        return None
    try:
        others = (each for each in collections(settings.raw, settings.collections) if each.name != RAW)
        parts = [
            sys.version,
            settings.model_dump_json(),
            *(folder_digest(ROOT / folder) for folder in ("pipelines", "schemas")),
            hashlib.sha256(read_whole(settings.definitions)).hexdigest(),
            digest((each, each.files.marks()) for each in others),
            folder_digest(settings.raw),
            # A file that was another in between, and was put back, is a change too.
            *_marks(settings.raw),
        ]
    except (InputError, OSError):  # the run says so
        return None
    return hashed(parts)


def ended(settings: Settings, begun: str, screen: Mapping[str, Any]) -> End | None:
    """How the last run would end now, if all is as it left it; else None.

    Args:
        settings: of the run.
        begun: ``inputs`` now.
        screen: what the form of the end hangs on.
    """
    last = noted(settings.here / FILE)
    if not last or last["screen"] != screen or last["of"] is None or last["of"] != _of(settings, begun):
        return None
    return [(stream, text) for stream, text in last["end"]]


def keep(settings: Settings, begun: str, screen: Mapping[str, Any], end: End) -> None:
    """Keep how a run that ended well would end if nothing changed, with what it left behind.

    Args:
        settings: of the run.
        begun: ``inputs`` as they were before it began.
        screen: what the form of the end hangs on.
        end: its lines.
    """
    note(settings.here / FILE, {"of": _of(settings, begun), "screen": screen, "end": end})


def _of(settings: Settings, begun: str) -> str | None:
    """Hash over what a run begins with, and the marks of the files that it left; None where they cannot be looked at."""
    left = (settings.here, settings.published, settings.candidates)
    try:
        return hashed([begun, *(mark for folder in left for mark in _marks(folder))])
    except OSError:
        return None


def _marks(folder: Path, above: frozenset[tuple[int, int]] = frozenset()) -> Iterable[str]:
    """Name, size and time of change of every file below a folder; a link to a folder that it lies in (``above``) is not followed."""
    if not folder.is_dir():
        return
    here = folder.stat()
    if (here.st_dev, here.st_ino) in above:
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if entry.is_dir():
                yield from _marks(Path(entry.path), above | {(here.st_dev, here.st_ino)})
            elif entry.name != FILE:
                stat = entry.stat(follow_symlinks=Path(entry.path).exists())
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"
