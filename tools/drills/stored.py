"""Drills: what is stored, noted or recorded is damaged, another, or in the way. Belongs here: of the line's own files. Does not: raw files (``raw``)."""

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from tools.drills.trial import (
    LAST,
    DrillError,
    Trial,
    drill,
    shortly,
)


def _damaged(trial: Trial, name: str, damage: Callable[[Path], None], which: str = "*.parquet") -> str:
    line = trial.line(name)
    paths = sorted(path for path in line.store.rglob(which) if path.is_file())
    for path in paths:
        damage(path)
    trial.heals(line)
    return f"{len(paths)} files: the next run made the same bytes"


@drill("one bit flipped in every stored table", quick=True)
def bits_flipped_in_stored_tables(trial: Trial) -> str:
    """Anywhere in the file, from a fixed seed; size and names stay."""
    draw = random.Random(22)

    def flip(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        path.write_bytes(content)

    return _damaged(trial, "flipped", flip)


@drill("every stored table cut in half", quick=True)
def stored_tables_cut(trial: Trial) -> str:
    """As a disk leaves them that was full, or a copy that was broken off."""
    return _damaged(trial, "cut", lambda path: os.truncate(path, path.stat().st_size // 2))


@drill("every stored table without a byte")
def stored_tables_empty(trial: Trial) -> str:
    """As a power cut leaves them where a disk writes late."""
    return _damaged(trial, "empty", lambda path: os.truncate(path, 0))


@drill("a bit of each note flipped, the notes cut, empty, of another shape, endlessly nested", quick=True)
def notes_of_the_last_run_damaged(trial: Trial) -> str:
    """`.seen.json` and `.ended.json` save work, and are never believed when they are not as they were written."""

    def flip(path: Path) -> None:
        content = path.read_text(encoding="utf-8")
        path.write_text(content.replace("2022", "2021").replace("甘肃", "青海"), encoding="utf-8")

    damages: dict[str, Callable[[Path], object]] = {
        "another year": flip,
        "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
        "empty": lambda path: os.truncate(path, 0),
        "a list": lambda path: path.write_text("[]"),
        "shapes": lambda path: path.write_text('{"sha256": 1, "content": []}'),
        "nested": lambda path: path.write_text("[" * 100_000),
    }
    for number, damage in enumerate(damages.values()):
        line = trial.line(f"notes-{number}")
        for name in (".seen.json", ".ended.json"):
            damage(line.store / name)
        trial.heals(line)
    return f"{', '.join(damages)}: the next run made the same bytes"


@drill(
    "a folder where a table belongs, a file where a folder does, a link to nowhere, a pipe, a link to the folder that it lies in",
    quick=True,
)
def stored_tables_replaced(trial: Trial) -> str:
    """What is no table is taken away, and the table made again."""
    line = trial.line("replaced")
    store = line.store
    for name in ("claims", "matches"):
        shutil.rmtree(store / name)
        (store / name).write_bytes(b"no folder")
    folder, link, pipe, circle = (
        store / f"{name}.parquet" for name in ("targets/2022", "outcomes/2022", "achieved/2022", "as_of")
    )
    for path in (folder, link, pipe, circle):
        path.unlink()
    folder.mkdir()
    link.symlink_to("nowhere")
    os.mkfifo(pipe)
    circle.symlink_to(circle.name)
    (store / "loop").symlink_to(".")
    line.well()
    (store / "loop").unlink()
    trial.compare(line)
    return "the next run made the same bytes"


@drill("a stored folder is a link to a folder elsewhere")
def store_on_another_disk(trial: Trial) -> str:
    """As somebody does who has little room: the link stays."""
    line = trial.line("linked")
    shutil.move(line.store / "targets", line.folder / "elsewhere")
    (line.store / "targets").symlink_to(line.folder / "elsewhere")
    line.well()
    if not (line.store / "targets").is_symlink():
        raise DrillError("the link is gone")
    (line.store / "targets").unlink()
    shutil.move(line.folder / "elsewhere", line.store / "targets")
    trial.compare(line)
    return "the link stays; the same bytes"


@drill("a file where the whole store belongs", quick=True)
def store_is_a_file(trial: Trial) -> str:
    """It is told; nobody takes a stranger's file away."""
    line = trial.line("store-file")
    shutil.rmtree(line.store)
    line.store.write_bytes(b"no store")
    said = line.refused()
    line.store.unlink()
    trial.heals(line)
    return f"`{shortly(said, line)}`; without it a run made the same bytes"


@drill(
    "what killed runs leave: hidden files beside tables, a version half moved in, a folder of one being built, copies and parts beside reports",
    quick=True,
)
def leftovers_of_killed_runs(trial: Trial) -> str:
    """They are passed over, and go."""
    line = trial.line("leftovers")
    long_ago = time.time() - 86400
    left = [line.store / "targets" / f".{LAST}.parquet.999999999", line.published / ".catalog.json.999999999"]
    for path in left:
        path.write_bytes(b"half a file")
        os.utime(path, (long_ago, long_ago))
    (line.published / ".staging-drilled").mkdir()
    (line.published / ".staging-drilled" / "half.parquet").write_bytes(b"PAR1")
    (line.published / ".moving-drilled").write_text("1.1.0\n")
    (line.published / "drilled" / "1.1.0").mkdir()
    (line.published / "drilled" / "1.1.0" / "half.parquet").write_bytes(b"PAR1")
    beside = [line.changed.with_name(f"{LAST}.txt{suffix}") for suffix in (".part", ".bak", ".tmp", "~")]
    for path in beside:
        path.write_bytes(b"half a report")
    line.well()
    if any(path.exists() for path in [*left, line.published / ".staging-drilled", line.published / ".moving-drilled"]):
        raise DrillError("something is left over still")
    for path in beside:
        path.unlink()
    trial.heals(line)
    return "they are passed over, and gone after the run; the same bytes"


@drill("files changed in 1970 and in 2099, by their times", quick=True)
def times_of_files_wrong(trial: Trial) -> str:
    """No table hangs on the time of a file."""
    line = trial.line("times")
    for number, path in enumerate(sorted(path for path in line.folder.rglob("*") if path.is_file())):
        moment = (1, 4_080_000_000)[number % 2]
        os.utime(path, (moment, moment))
    trial.heals(line)
    return "the same bytes"


@drill("each of Dagster's databases overwritten, cut, or replaced by a folder", quick=True)
def records_broken(trial: Trial) -> str:
    """The run goes on without records, and says so."""
    said = ""
    damages = (lambda path: path.write_bytes(b"no database" * 999), lambda path: os.truncate(path, 5000), _as_folder)
    for number, damage in enumerate(damages):
        line = trial.line(f"records-{number}")
        for path in sorted((line.folder / "instance").rglob("*.db")):
            damage(path)
        done = line.well()
        said = next((text for text in done.output.splitlines() if text.startswith("warning: ")), said)
        trial.compare(line)
    return f"`{shortly(said, line)}`; the same bytes"


def _as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@drill("a database of Dagster's records held by another process for as long as the run lasts")
def records_locked(trial: Trial) -> str:
    """A lock of a process that hangs."""
    line = trial.line("locked")
    database = sqlite3.connect(line.folder / "instance" / "history" / "runs.db", isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    begun = time.monotonic()
    line.well()
    database.close()
    trial.compare(line)
    return f"the run went on without records, {time.monotonic() - begun:.0f} s in all; the same bytes"
