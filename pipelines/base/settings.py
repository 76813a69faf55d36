"""Where data lies: raw input, the store between stages, and what is published. Belongs here: folders, nothing else."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Folders:
    """The three folders of data, absolute. Defaults lie in the clone; the environment moves them elsewhere."""

    raw: Path
    store: Path
    published: Path


def folders() -> Folders:
    """Folders from MUBIAO_RAW, MUBIAO_STORE and MUBIAO_PUBLISHED, else those of the clone."""

    def folder(variable: str, default: str) -> Path:
        return Path(os.environ.get(variable) or ROOT / default).expanduser().resolve()

    return Folders(
        raw=folder("MUBIAO_RAW", "raw"),
        store=folder("MUBIAO_STORE", ".mubiao/store"),
        published=folder("MUBIAO_PUBLISHED", "published"),
    )


def instance_folder() -> Path:
    """Where `mubiao run` keeps Dagster's own records: MUBIAO_INSTANCE, else the folder that dagster.yaml names."""
    return Path(os.environ.get("MUBIAO_INSTANCE") or ROOT / ".mubiao" / "dagster").expanduser().resolve()


def fetched_folder() -> Path:
    """Where `mubiao fetch` puts pages and reports if nobody says otherwise; not below raw/, which is under version control."""
    return ROOT / ".mubiao" / "fetched"
