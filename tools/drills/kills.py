"""Drills: a process that is killed or stopped. Belongs here: when, and that nothing is lost by it."""

import inspect
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.drills.trial import (
    BIN,
    LONGEST,
    Ended,
    Line,
    Trial,
    _checked,
    drill,
)


@contextmanager
def watched(folder: Path, does: Callable[[int], None]) -> Iterator[None]:
    """Call ``does`` with its number before each change of a file or folder below ``folder`` that this process makes in the block."""
    state = {"on": True, "number": 0}

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not state["on"] or not _changes(event, arguments, str(folder)):
            return
        state["on"] = False
        state["number"] += 1
        does(state["number"])
        state["on"] = True

    sys.addaudithook(hook)  # which stays until this process ends, and then does nothing
    try:
        yield
    finally:
        state["on"] = False


def _changes(event: str, arguments: tuple[Any, ...], folder: str) -> bool:
    """Whether an audit event is a change below a folder."""
    if event == "open":
        path, mode, flags = arguments
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if isinstance(flags, int) else "w" in str(mode)
        return writes and str(path).startswith(folder)
    return event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink") and any(
        str(argument).startswith(folder) for argument in arguments[:2]
    )


@drill(
    "kill -9 before each change that a run makes to a file or folder: reading, storing, publishing, list and change log; each time what was left behind is run again"
)
def killed_at_every_moment(trial: Trial) -> str:
    """Every moment is a folder, copied before the change: what a process that is killed then leaves behind."""
    return _moments(trial, 1)


@drill("kill -9 before every 60th change that a run makes to a file or folder", quick=True)
def killed_now_and_then(trial: Trial) -> str:
    """The same, of some moments."""
    return _moments(trial, 60)


def _moments(trial: Trial, step: int) -> str:
    line, left = trial.line("killed"), trial.work / "left"
    numbers = []

    def leave(number: int) -> None:
        numbers.append(number)
        if number % step == 0:
            line.copy(left / str(number))

    with watched(line.folder, leave):
        line.well()
    trial.compare(line)
    tried = 0
    for number in numbers:
        if number % step == 0:
            behind = Line(left / str(number))
            trial.readers(behind)
            trial.heals(behind)
            trial.readers(behind)
            shutil.rmtree(behind.folder)
            tried += 1
    return f"{tried} of {len(numbers)} moments: readers saw whole versions alone, the next run made the same bytes"


# What a process that starts in a drill does first: it counts its changes, and kills itself before one of them.
_KILLS = f"""
import os, signal, sys
from typing import Any
{inspect.getsource(_changes)}
folder, last = os.environ["DRILL_FOLDER"], int(os.environ["DRILL_KILLED_AT"])
count = 0
def hook(event, arguments):
    global count
    if _changes(event, arguments, folder):
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from pipelines.cli import app
app()
"""


@drill("kill -9, of a process of its own, at 5 moments of one line, one after the other", quick=True)
def killed_again_and_again(trial: Trial) -> str:
    """The processes are really killed: locks and temporary files are what they leave."""
    line = trial.line("again")
    start = trial.work / "start.py"
    start.write_text(_KILLS)
    killed = 0
    for moment in (3, 21, 34, 55, 89):
        command = [str(BIN / "python"), str(start), "run"]
        more = {"DRILL_FOLDER": str(line.folder), "DRILL_KILLED_AT": str(moment)}
        done = subprocess.run(
            command, env=line.environment() | more, cwd=line.folder, capture_output=True, timeout=LONGEST, check=False
        )
        killed += done.returncode == -signal.SIGKILL
        trial.readers(line)
    trial.heals(line)
    return f"{killed} processes were killed; then a run made the same bytes"


@drill("Ctrl-C and SIGTERM while a run works", quick=True)
def stopped_by_a_signal(trial: Trial) -> str:
    """It ends soon, with a word and not with a traceback."""
    said = []
    for number, name in ((signal.SIGINT, "SIGINT"), (signal.SIGTERM, "SIGTERM")):
        line = trial.line(name)
        process = line.start()
        assert process.stdout is not None
        while b"targets" not in (text := process.stdout.readline()) and text:
            pass
        process.send_signal(number)
        rest, _ = process.communicate(timeout=LONGEST)
        done = _checked(Ended(process.returncode, rest.decode(errors="replace")))
        said.append(f"{name}: {done.code}")
        trial.readers(line)
        trial.heals(line)
    return f"ends with {', '.join(said)}; then a run made the same bytes"
