"""Drills: a disk without room, and files that may not be written or read. Belongs here: of whose it is. Does not: files that are damaged (``stored``)."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.drills.trial import (
    FIRST,
    NotHereError,
    Trial,
    drill,
    ended_well,
    sentence_of,
    shortly,
)


@contextmanager
def small_disk(folder: Path, spare: int) -> Iterator[Callable[[], int]]:
    """A folder on a disk of its own that has so many bytes to spare; what is given makes it large.

    Raises:
        NotHereError: this process may not mount.
    """
    kept = folder.with_name(f"{folder.name}.kept")
    folder.mkdir(exist_ok=True)
    used = sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*") if path.is_file())
    folder.rename(kept)
    folder.mkdir()
    size = used + spare
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "drill", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        raise NotHereError("no disk can be mounted by this user")
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True, symlinks=True)
        yield lambda: subprocess.check_call(["mount", "-o", "remount,size=100M", str(folder)])
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _full(trial: Trial, name: str, spare: int) -> str:
    line = trial.line(f"full-{name}")
    with small_disk(line.folder / name, spare) as enlarge:
        done = line.run()
        said = sentence_of(done) if done.code else "the run ends well"
        trial.readers(line)
        enlarge()
        trial.heals(line)
    return f"`{shortly(said, line)}`; with room again a run made the same bytes"


@drill("no room on the disk of the store", quick=True)
def disk_of_the_store_full(trial: Trial) -> str:
    """A table cannot be written."""
    return _full(trial, "store", 8192)


@drill("no room on the disk of what is published")
def disk_of_what_is_published_full(trial: Trial) -> str:
    """A version cannot be built."""
    return _full(trial, "published", 65536)


@drill("no room on the disk of Dagster's records")
def disk_of_the_records_full(trial: Trial) -> str:
    """The run goes on without records."""
    return _full(trial, "instance", 4096)


_NO_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


def _without_rights() -> Sequence[str]:
    if os.geteuid():
        return ()
    if not shutil.which("setpriv"):
        raise NotHereError("there is no setpriv")
    return _NO_RIGHTS


@drill("what is published may not be written to, by a user who is not root")
def published_is_read_only(trial: Trial) -> str:
    """It is told, and nothing is lost."""
    line = trial.line("read-only")
    folders = [line.published, *(path for path in line.published.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    said = sentence_of(line.run(under=_without_rights()))
    for folder in folders:
        folder.chmod(0o755)
    trial.readers(line)
    trial.heals(line)
    return f"`{shortly(said, line)}`; writable again, a run made the same bytes"


@drill("one stored table and one note may not be read, by a user who is not root")
def a_stored_table_may_not_be_read(trial: Trial) -> str:
    """They are made again."""
    line = trial.line("no-rights")
    for name in (f"targets/{FIRST}.parquet", f"outcomes/{FIRST}.parquet", ".seen.json", ".ended.json"):
        (line.store / name).chmod(0)
    ended_well(line.run(under=_without_rights()))
    trial.compare(line)
    return "the run made them again: the same bytes"
