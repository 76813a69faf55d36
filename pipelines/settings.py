"""Where data lies: raw input, the store between stages, and what is published. Belongs here: folders, nothing else."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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


def dagster_home() -> None:
    """Make Dagster use the instance that dagster.yaml at the root describes, unless the environment names another."""
    os.environ.setdefault("DAGSTER_HOME", str(ROOT))
    os.environ.setdefault("MUBIAO_INSTANCE", str(ROOT / ".mubiao" / "dagster"))
    Path(os.environ["MUBIAO_INSTANCE"]).mkdir(parents=True, exist_ok=True)
