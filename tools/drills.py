"""Drills of what machines do: a process killed at any moment, a disk that is full, a flipped bit, a clock that is wrong, a store that refuses.

Each drill begins with a line of its own, small and complete: two made-up reports are read, judged and published, then one of them changes.
Something is done to the line, `mubiao run` is called, and once more without any fault. What is stored and published then is compared, byte
by byte, with a line that nothing was done to. Nothing may be lost, no half file seen, no traceback printed, nobody waited for without end.

    python -m tools.drills             all of them
    python -m tools.drills quick       those that take seconds
    python -m tools.drills NAME ...    some of them
    python -m tools.drills write       all of them; what was done and seen is written to docs/explanation/drills.md

`.ci/drills` installs what they need. Belongs here: what is done to a line, and the comparison. Does not: what is done to rows, texts and
packages (`tests/hostile`), or several machines (`tools.distributed`).
"""

import hashlib
import inspect
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from pipelines.base.settings import ROOT
from pipelines.cli import app
from tools.faulty import Faulty, Plan, port

BIN = Path(sys.executable).parent
PAGE = ROOT / "docs" / "explanation" / "drills.md"
# A run of the small line takes some seconds, of a machine that does much else a few minutes; one that takes so many seconds hangs.
LONGEST = 900
BUCKET = "drills"
PACKAGES = "store/packages/"
DEFINITIONS = """
[owner]
title = "Drills"

[[package]]
name = "drilled"
title_zh = "演练"
title_en = "Drilled"
regions = ["620000"]
years = []
formats = ["parquet", "csv"]
"""
# The plan of a year, and what came of the year before.
REPORT = (
    "{year}年甘肃省政府工作报告\n\n一、{before}年工作回顾\n\n全省地区生产总值增长{grown}%，粮食产量253万吨。\n\n"
    "二、{year}年主要目标\n\n今年的主要预期目标是：地区生产总值增长{growth}%左右；城镇新增就业32万人以上。\n"
)
FIRST, LAST = 2022, 2023


class DrillError(Exception):
    """A drill saw what must not be; the message says what."""


def report(year: int, growth: str = "6") -> str:
    """A made-up report."""
    return REPORT.format(year=year, before=year - 1, grown="5.5", growth=growth)


class NotHereError(Exception):
    """A drill cannot be made on this machine; the message says why."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    output: str

    @property
    def sentence(self) -> str:
        """What it says of its end: the first error."""
        return next((line for line in self.output.splitlines() if line.startswith("error: ")), f"exit code {self.code}")


@dataclass
class Line:
    """The small line below a folder, and how it is run."""

    folder: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> Path:
        """The folder of raw files."""
        return self.folder / "raw"

    @property
    def store(self) -> Path:
        """The folder of stored tables."""
        return self.folder / "store"

    @property
    def published(self) -> Path:
        """The folder that readers see."""
        return self.folder / "published"

    @property
    def changed(self) -> Path:
        """The report that changes before a drill."""
        return self.raw / "reports" / "620000" / f"{LAST}.txt"

    def environment(self) -> dict[str, str]:
        """The settings of the line, and nothing of whoever calls."""
        own = {name.upper(): str(self.folder / name) for name in ("raw", "store", "published", "instance")}
        own |= {"DEFINITIONS": str(self.folder / "definitions.toml"), "SOFTWARE_VERSION": "drill"}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MUBIAO_")}
        return kept | {f"MUBIAO_{key}": value for key, value in own.items()} | self.more

    def run(self, *arguments: str, under: Sequence[str] = (), **environment: str) -> Ended:
        """`mubiao run` as a process of its own, begun by another command where one is given.

        Raises:
            DrillError: it hangs, or prints a traceback.
        """
        process = self.start(*arguments, under=under, **environment)
        try:
            output, _ = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            raise DrillError(f"no end after {LONGEST} s") from None
        return _checked(Ended(process.returncode, output.decode(errors="replace")))

    def start(self, *arguments: str, under: Sequence[str] = (), **environment: str) -> subprocess.Popen[bytes]:
        """The same, which is not waited for."""
        return subprocess.Popen(
            [*under, str(BIN / "mubiao"), "run", *arguments],
            env=self.environment() | environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def here(self, *arguments: str) -> Ended:
        """`mubiao run` in this process: what a drill does before or after its fault needs no start of its own.

        Raises:
            DrillError: it prints a traceback.
        """
        given = {**dict.fromkeys(key for key in os.environ if key.startswith("MUBIAO_")), **self.environment()}
        done = CliRunner(env=given).invoke(app, ["run", *arguments], prog_name="mubiao")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise DrillError(f"a traceback: {done.exception!r}")
        return _checked(Ended(done.exit_code, done.output))

    def well(self) -> Ended:
        """A run that has to end well.

        Raises:
            DrillError: it does not.
        """
        return ended_well(self.here())

    def refused(self) -> str:
        """A run that has to end with an error; its sentence.

        Raises:
            DrillError: it ends well, or without a word.
        """
        return sentence_of(self.here())

    def contents(self) -> dict[str, bytes]:
        """What is stored and published, by path: without hidden files, which are locks and notes, and without the table `packages`, which says
        whether the very run that wrote it made a new version."""
        every = (path for folder in (self.store, self.published) for path in sorted(folder.rglob("*")))
        paths = (path.relative_to(self.folder) for path in every if path.is_file())
        seen = (path for path in paths if not any(part.startswith(".") for part in path.parts))
        names = (path.as_posix() for path in seen)
        return {name: (self.folder / name).read_bytes() for name in names if not name.startswith(PACKAGES)}

    def copy(self, to: Path) -> "Line":
        """The same line in another folder, as it lies there."""
        shutil.copytree(self.folder, to, symlinks=True)
        return Line(to, dict(self.more))

    def change(self) -> "Line":
        """Let the newest report say something else."""
        self.changed.write_text(report(LAST, "7"), encoding="utf-8")
        return self


def _checked(done: Ended) -> Ended:
    if "Traceback (most recent call last)" in done.output:
        raise DrillError(f"a traceback: {done.output[-1500:]}")
    return done


def ended_well(done: Ended) -> Ended:
    """A run that has to have ended well.

    Raises:
        DrillError: it has not.
    """
    if done.code:
        raise DrillError(f"it should end well, and ends with {done.code}: {done.output[-1500:]}")
    return done


def sentence_of(done: Ended) -> str:
    """The sentence of a run that has to have ended with an error.

    Raises:
        DrillError: it ended well, or without a word.
    """
    if done.code == 0 or "error: " not in done.output:
        raise DrillError(f"it should be refused with a sentence, and ends with {done.code}: {done.output[-1500:]}")
    return done.sentence.removeprefix("error: ")


def begin(folder: Path) -> Line:
    """A line whose reports are not read yet."""
    line = Line(folder)
    for year in (FIRST, LAST):
        path = line.raw / "reports" / "620000" / f"{year}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(year), encoding="utf-8")
    (line.raw / "statistics").mkdir()
    (folder / "definitions.toml").write_text(DEFINITIONS, encoding="utf-8")
    return line


class Trial:
    """The lines that all drills begin with, and what is there once the change is published without a fault."""

    def __init__(self, work: Path) -> None:
        self.base = self.work = work
        self.new = begin(work / "new")
        self.first = self.new.copy(work / "first")
        self.first.well()
        undisturbed = self.first.copy(work / "undisturbed").change()
        undisturbed.well()
        self.expected = undisturbed.contents()
        self.undisturbed = undisturbed
        fresh = self.new.copy(work / "fresh").change()
        fresh.well()
        self.fresh = fresh.contents()

    def line(self, name: str) -> Line:
        """A line whose newest report has just changed, in a folder of that name."""
        return self.first.copy(self.work / name).change()

    def compare(self, line: Line, expected: Mapping[str, bytes] | None = None) -> None:
        """What is stored and published is what it would be without a fault.

        Raises:
            DrillError: names what differs.
        """
        wanted, there = self.expected if expected is None else expected, line.contents()
        if wanted != there:
            names = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
            raise DrillError(f"other bytes: {', '.join(names[:9])}")

    def heals(self, line: Line) -> None:
        """A plain run makes all of it what it would be.

        Raises:
            DrillError: it does not.
        """
        line.well()
        self.compare(line)

    def readers(self, line: Line) -> None:
        """Whatever the catalogue lists is there whole.

        Raises:
            DrillError: something of it is not.
        """
        file = line.published / "catalog.json"
        catalog = json.loads(file.read_bytes()) if file.exists() else {"packages": {}}
        for package in catalog["packages"].values():
            for version in package["versions"]:
                folder = line.published / version["path"]
                for listed in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
                    sha256, name = listed.split("  ", 1)
                    if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256:
                        raise DrillError(f"a reader sees {version['path']}/{name}, which is not what was published")


Does = Callable[[Trial], str]
DRILLS: dict[str, "Drill"] = {}


@dataclass(frozen=True)
class Drill:
    """A drill: its name, what is done, what it does, and whether it takes seconds."""

    name: str
    done: str
    does: Does
    quick: bool = False


def drill(done: str, *, quick: bool = False) -> Callable[[Does], Does]:
    """Put a function into the table of drills, under its own name."""

    def into(does: Does) -> Does:
        name = does.__name__.replace("_", " ")
        DRILLS[name] = Drill(name, done, does, quick)
        return does

    return into


# --- killed


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


# --- disks


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
    return f"`{_short(said, line)}`; with room again a run made the same bytes"


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


# --- rights. Of root, who may do anything, the rights of others are taken.

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
    return f"`{_short(said, line)}`; writable again, a run made the same bytes"


@drill("one stored table and one note may not be read, by a user who is not root")
def a_stored_table_may_not_be_read(trial: Trial) -> str:
    """They are made again."""
    line = trial.line("no-rights")
    for name in (f"targets/{FIRST}.parquet", f"outcomes/{FIRST}.parquet", ".seen.json", ".ended.json"):
        (line.store / name).chmod(0)
    ended_well(line.run(under=_without_rights()))
    trial.compare(line)
    return "the run made them again: the same bytes"


# --- what is stored


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
    return f"`{_short(said, line)}`; without it a run made the same bytes"


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


# --- Dagster's records


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
    return f"`{_short(said, line)}`; the same bytes"


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


# --- raw files


@drill("a report that is half written, in the middle of a character, and is completed later", quick=True)
def raw_file_half_written(trial: Trial) -> str:
    """Whatever is read of the half is gone with the next run."""
    line = trial.line("half")
    whole = line.changed.read_bytes()
    line.changed.write_bytes(whole[: len(whole) // 2 + 1])
    done = line.here()
    said = f"`{_short(sentence_of(done), line)}`" if done.code else "the half is read"
    trial.readers(line)
    line.changed.write_bytes(whole)
    line.well()
    _same_tables(trial, line)
    return f"{said}; completed, a run made the same tables"


@drill("a report taken away, and put back", quick=True)
def raw_file_taken_away(trial: Trial) -> str:
    """Its rows go with it and come back; published is a version without it and one with it."""
    line = trial.line("away")
    content = line.changed.read_bytes()
    line.changed.unlink()
    line.well()
    if any(f"/{LAST}." in name for name in line.contents() if name.startswith("store/")):
        raise DrillError("rows of a report that is gone are left")
    trial.readers(line)
    line.changed.write_bytes(content)
    line.well()
    _same_tables(trial, line)
    return "its rows went and came back: the same tables"


def _same_tables(trial: Trial, line: Line) -> None:
    """What is stored is what it would be, but for which versions were published meanwhile."""

    def tables(of: Mapping[str, bytes]) -> dict[str, bytes]:
        return {name: content for name, content in of.items() if name.startswith("store/")}

    wanted, there = tables(trial.expected), tables(line.contents())
    if wanted != there:
        raise DrillError(f"other tables: {', '.join(sorted(wanted.items() ^ there.items())[0][:1])}")


@drill("a catalogue cut in half, empty, or no catalogue", quick=True)
def catalogue_cut(trial: Trial) -> str:
    """It is refused, never begun anew: numbers would be given twice."""
    said = ""
    for number, keep in enumerate((0.5, 0.0, None)):
        line = trial.line(f"catalogue-{number}")
        file = line.published / "catalog.json"
        content = file.read_bytes()
        if keep is None:
            file.unlink()
        else:
            file.write_bytes(content[: int(len(content) * keep)])
        said = said or line.refused()
        file.write_bytes(content)
        trial.heals(line)
    return f"`{_short(said, line)}`; restored, a run made the same bytes"


# --- clocks, places and customs


def _fresh(trial: Trial, line: Line, done: Ended) -> str:
    ended_well(done)
    trial.compare(line, trial.fresh)
    return "read from an empty store: the same bytes"


def _faketime(moment: str) -> Sequence[str]:
    if not shutil.which("faketime"):
        raise NotHereError("there is no faketime")
    return ("faketime", moment)


@drill("a clock that stands in 1999, before every report, and an empty store", quick=True)
def clock_set_back(trial: Trial) -> str:
    """The years are those of the reports."""
    line = trial.new.copy(trial.work / "back").change()
    return _fresh(trial, line, line.run(under=_faketime("1999-12-31 23:59:58")))


@drill("a clock that stands in 2094, and an empty store")
def clock_set_ahead(trial: Trial) -> str:
    """No verdict hangs on it."""
    line = trial.new.copy(trial.work / "ahead").change()
    return _fresh(trial, line, line.run(under=_faketime("2094-02-28 12:00:00")))


@drill("half a line made by a clock of 2031, the other half by one of 2015: two machines whose clocks differ")
def clocks_that_differ(trial: Trial) -> str:
    """What is stale is told by hashes."""
    line = trial.new.copy(trial.work / "skew")
    ended_well(line.run(under=_faketime("2031-01-01 00:00:00")))
    ended_well(line.change().run(under=_faketime("2015-06-01 00:00:00")))
    trial.compare(line)
    return "the same bytes"


@drill("a report of a year that the clock has not reached by far", quick=True)
def report_of_a_later_year(trial: Trial) -> str:
    """Its year is a partition as any other."""
    line = trial.line("later")
    later = line.changed.with_name("2071.txt")
    later.write_text(report(2071), encoding="utf-8")
    line.well()
    if f"store/outcomes/{later.stem}.parquet" not in line.contents():
        raise DrillError("its year is not judged")
    later.unlink()
    line.well()
    _same_tables(trial, line)
    return "read, judged and, taken away, gone"


@drill("all folders below one whose name has blanks, Chinese signs, =, [, ], *, ?, # and %", quick=True)
def names_of_folders_strange(trial: Trial) -> str:
    """A name is a name, never a pattern or a partition."""
    line = trial.new.copy(trial.work / "工作 报告 year=2023 [a-z]* what? #1 %41").change()
    done = _fresh(trial, line, line.here())
    trial.readers(line)
    return done


@drill("LC_ALL=C, without Python's own UTF-8", quick=True)
def language_c(trial: Trial) -> str:
    """Files are UTF-8 whatever the screen is."""
    line = trial.new.copy(trial.work / "c").change()
    done = line.run(LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    return _fresh(trial, line, done)


@drill("umask 077")
def umask_077(trial: Trial) -> str:
    """Nobody else may read what is made; its bytes are the same."""
    line = trial.new.copy(trial.work / "umask").change()
    return _fresh(trial, line, line.run(under=("sh", "-c", 'umask 077; exec "$@"', "sh")))


# --- several at once


@drill("two runs of one line at the same moment", quick=True)
def two_runs_at_once(trial: Trial) -> str:
    """One may have to give way to the other; nothing is published twice."""
    line = trial.line("two")
    codes = []
    for process in [line.start(), line.start()]:
        output, _ = process.communicate(timeout=LONGEST)
        codes.append(_checked(Ended(process.returncode, output.decode(errors="replace"))).code)
    trial.readers(line)
    trial.heals(line)
    return f"they end with {' and '.join(map(str, sorted(codes)))}; the same bytes"


@drill("a run by hand beside Dagster's daemon, whose sensors see the same change")
def beside_the_daemon(trial: Trial) -> str:
    """Both work on one store and one instance."""
    line = trial.line("daemon")
    home = line.folder / "home"
    home.mkdir()
    text = (ROOT / "dagster.yaml").read_text(encoding="utf-8")
    (home / "dagster.yaml").write_text(text.replace(".mubiao/dagster", str(line.folder / "instance")), encoding="utf-8")
    environment = line.environment() | {"DAGSTER_HOME": str(home)}
    where = ["-m", "pipelines.definitions"]
    for sensor in ("reports_changed", "tables_changed"):
        start = [str(BIN / "dagster"), "sensor", "start", sensor, *where]
        subprocess.run(start, env=environment, cwd=ROOT, check=True, capture_output=True, timeout=LONGEST)
    daemon = subprocess.Popen(
        [str(BIN / "dagster-daemon"), "run", *where],
        env=environment,
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        runs = line.folder / "instance" / "history" / "runs.db"
        asked = "SELECT count(*) FROM runs WHERE status IN ('STARTED', 'SUCCESS') AND run_body LIKE '%mubiao/wanted%'"
        _wait(lambda: _count(runs, asked), "the daemon begins a run")
        done = line.run()
        _wait(
            lambda: (
                not _count(runs, "SELECT count(*) FROM runs WHERE status NOT IN ('SUCCESS', 'FAILURE', 'CANCELED')")
            ),
            "the daemon's run ends",
        )
    finally:
        with suppress(ProcessLookupError):
            os.killpg(daemon.pid, signal.SIGKILL)
        daemon.wait()
    trial.readers(line)
    trial.heals(line)
    return f"the run by hand ends with {done.code}; the same bytes"


def _count(database: Path, query: str) -> int:
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(database, timeout=10)
        try:
            return int(connection.execute(query).fetchone()[0])
        finally:
            connection.close()
    return 0


def _wait(until: Callable[[], object], what: str) -> None:
    begun = time.monotonic()
    while not until():
        if time.monotonic() - begun > LONGEST:
            raise DrillError(f"{what}: not so after {LONGEST} s")
        time.sleep(0.5)


# --- large


@drill("10,000 small reports in one run")
def ten_thousand_reports(trial: Trial) -> str:
    """Made-up reports of all governments of the codelist, in a collection."""
    from schemas import codelists

    line = begin(trial.work / "many")
    codes = [row["region_code"] for row in codelists.read("regions") if row["parent"]]
    count = 0
    for year in range(1994, 2027):
        for code in codes:
            if count == 10_000:
                break
            path = line.folder / "collection" / code / f"{year}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(report(year, str(3 + count % 9)).replace("甘肃省", ""), encoding="utf-8")
            count += 1
    line.more["MUBIAO_COLLECTIONS"] = json.dumps({"many": str(line.folder / "collection")})
    begun = time.monotonic()
    done = ended_well(line.run())
    targets = next((text for text in done.output.splitlines() if " targets 目标 in " in text), "")
    return f"{count:,} files, {time.monotonic() - begun:.0f} s: {targets}"


@drill("a report of 50 MB")
def report_of_50_megabytes(trial: Trial) -> str:
    """Made-up sentences, each with a figure, over and over."""
    line = trial.line("large")
    sentence = "今年的主要预期目标是：地区生产总值增长6%左右；粮食产量稳定在240亿斤以上；推进各项工作取得新进展。\n\n"
    large = line.changed.with_name("2024.txt")
    head = report(2024)
    large.write_text(head + sentence * ((50_000_000 - len(head.encode())) // len(sentence.encode())), encoding="utf-8")
    begun = time.monotonic()
    done = line.run()
    took = time.monotonic() - begun
    said = f"`{_short(sentence_of(done), line)}`" if done.code else "it is read"
    trial.readers(line)
    large.unlink()
    line.well()
    _same_tables(trial, line)
    return f"{said}, after {took:.0f} s; taken away, a run made the same tables"


# --- the object store


@contextmanager
def at_object_store(trial: Trial, name: str) -> Iterator[tuple[Line, Faulty]]:
    """A line whose tables lie in an object store, read and stored once, then changed; and the proxy before it."""
    if not (BIN / "moto_server").exists():
        raise NotHereError("the group stand-in is not installed")
    number = port()
    server = subprocess.Popen(
        [str(BIN / "moto_server"), "-H", "127.0.0.1", "-p", str(number)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with Faulty(number) as proxy:
            _wait(lambda: _listens(number), "the object store listens")
            line = trial.new.copy(trial.work / f"s3-{name}")
            line.more |= {
                "MUBIAO_STORE": f"s3://{BUCKET}/store",
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_REGION": "us-east-1",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.port}",
                "AWS_ALLOW_HTTP": "true",
            }
            os.environ |= {key: value for key, value in line.more.items() if key.startswith("AWS_")}
            _bucket()
            ended_well(line.run())
            yield line.change(), proxy
    finally:
        server.kill()
        server.wait()


def _listens(number: int) -> bool:
    import socket

    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", number)) == 0


def _system() -> Any:
    from pyarrow.fs import S3FileSystem

    return S3FileSystem(
        endpoint_override=os.environ["AWS_ENDPOINT_URL"], region="us-east-1", allow_bucket_creation=True
    )


def _bucket() -> None:
    _system().create_dir(BUCKET)


def _objects() -> dict[str, bytes]:
    """What is stored in the object store, by the path that it has in a folder."""
    from pyarrow.fs import FileSelector

    system = _system()
    infos = system.get_file_info(FileSelector(f"{BUCKET}/store", recursive=True))
    paths = [info.path for info in infos if info.is_file]
    names = (path.removeprefix(f"{BUCKET}/") for path in paths)
    return {
        name: system.open_input_stream(f"{BUCKET}/{name}").readall() for name in names if not name.startswith(PACKAGES)
    }


def _same_objects(trial: Trial, line: Line) -> None:
    there = _objects() | {name: content for name, content in line.contents().items() if name.startswith("published/")}
    if there != trial.expected:
        names = sorted(
            name for name in there.keys() | trial.expected.keys() if there.get(name) != trial.expected.get(name)
        )
        raise DrillError(f"other bytes: {', '.join(names[:9])}")


def _failing(trial: Trial, name: str, plan: Plan) -> str:
    with at_object_store(trial, name) as (line, proxy):
        proxy.under(plan)
        done = line.run()
        said = f"`{_short(sentence_of(done), line)}`" if done.code else "the run ends well"
        trial.readers(line)
        faults = ", ".join(f"{count} × {fault}" for fault, count in proxy.done.items())
        proxy.under(lambda number, method, path: "")
        ended_well(line.run())
        _same_objects(trial, line)
        return f"{faults}: {said}; the next run made the same bytes"


@drill("object store: one of five answers is 500 or 503")
def object_store_with_errors(trial: Trial) -> str:
    """They are asked again."""
    return _failing(trial, "errors", lambda number, method, path: {1: "500", 3: "503"}.get(number % 10, ""))


@drill("object store: every writing is refused with 403")
def object_store_that_refuses(trial: Trial) -> str:
    """The credentials of a reader."""
    return _failing(trial, "refuses", lambda number, method, path: "403" if method in ("PUT", "POST") else "")


@drill("object store: every answer is 500")
def object_store_that_is_down(trial: Trial) -> str:
    """It ends, with a sentence."""
    return _failing(trial, "down", lambda number, method, path: "500")


@drill("object store: every third answer is slow")
def object_store_that_is_slow(trial: Trial) -> str:
    """It is waited for."""
    return _failing(trial, "slow", lambda number, method, path: "slow" if number % 3 == 0 else "")


@drill("object store: every fourth object is sent half, or with a flipped bit, or under another ETag")
def object_store_that_garbles(trial: Trial) -> str:
    """A table carries the sum of its bytes."""
    faults = ("cut", "flipped", "other ETag")
    return _failing(
        trial,
        "garbles",
        lambda number, method, path: (
            faults[number % 3] if method == "GET" and "parquet" in path and number % 4 == 0 else ""
        ),
    )


@drill("object store: the connection breaks in the middle of every fifth object that is written")
def object_store_that_breaks_off(trial: Trial) -> str:
    """An object is there whole, or not."""
    return _failing(
        trial, "breaks", lambda number, method, path: "half taken" if method == "PUT" and number % 5 == 0 else ""
    )


@drill("object store: one bit flipped in every stored table, every third cut")
def objects_damaged(trial: Trial) -> str:
    """As somebody does who copies a bucket badly."""
    with at_object_store(trial, "damaged") as (line, _):
        system, draw = _system(), random.Random(22)
        objects = _objects()
        for number, (name, content) in enumerate(objects.items()):
            damaged = bytearray(content)
            damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
            with system.open_output_stream(f"{BUCKET}/{name}") as stream:
                stream.write(bytes(damaged if number % 3 else damaged[: len(damaged) // 2]))
        ended_well(line.run())
        _same_objects(trial, line)
        return f"{len(objects)} objects: the next run made the same bytes"


@drill("object store: kill -9 while an object is written, at 4 moments")
def killed_while_an_object_is_written(trial: Trial) -> str:
    """The next run goes on."""
    killed = 0
    with at_object_store(trial, "killed") as (line, proxy):
        for moment in (2, 9, 17, 30):
            process = line.start()

            def kill(number: int, method: str, path: str, moment: int = moment, process: Any = process) -> str:
                if method == "PUT" and number == moment:
                    process.kill()
                    return "half taken"
                return ""

            proxy.under(kill)
            process.communicate(timeout=LONGEST)
            killed += process.returncode == -signal.SIGKILL
            trial.readers(line)
        proxy.under(lambda number, method, path: "")
        ended_well(line.run())
        _same_objects(trial, line)
    return f"{killed} runs were killed; the next one made the same bytes"


# --- the table


def _short(sentence: str, line: Line) -> str:
    """A sentence without the folder that a drill happens in, and what varies."""
    return (
        sentence.replace(f"{line.folder}/", "")
        .replace(str(line.folder), ".")
        .replace("`", "'")
        .replace("|", "\\|")[:200]
    )


@dataclass(frozen=True)
class Outcome:
    """What a drill came to: ``held`` is None where it cannot be made on this machine."""

    drill: Drill
    held: bool | None
    seen: str
    seconds: float


def carry_out(each: Drill, trial: Trial) -> Outcome:
    """A drill in a folder of its own, which goes with it."""
    begun = time.monotonic()
    trial.work = trial.base / "drill"
    trial.work.mkdir()
    held, seen = _outcome(each, trial)
    shutil.rmtree(trial.work)
    return Outcome(each, held, seen, time.monotonic() - begun)


def _outcome(each: Drill, trial: Trial) -> tuple[bool | None, str]:
    try:
        return True, each.does(trial)
    except NotHereError as error:
        return None, f"not tried: {error}"
    except Exception as error:  # whatever breaks a drill, the others are made
        return False, f"{type(error).__name__}: {error}"


PAGE_HEAD = """# Drills

What was done to a small line, and what was seen then: each drill begins with a line whose two made-up reports are published and one of which has
just changed. "The same bytes" is said of every file that is stored and published, against a line that nothing was done to; nothing was
lost in any of them. Readers are asked before the line is healed: whatever the catalogue lists is there, byte for byte as `SHA256SUMS` says.

`.ci/drills` makes all there are, `.ci/drills quick` those that take seconds, `.ci/drills "NAME" ...` one of them; `.ci/nightly` includes them. The
table is what they printed when it was written.

| drill | what was done | what was seen | lost |
|---|---|---|---|
"""


def page(outcomes: Sequence[Outcome]) -> str:
    """The table of what was done and seen, as Markdown."""
    lost = {True: "nothing", False: "**does not hold**", None: "–"}
    rows = (
        f"| {each.drill.name} | {_cell(each.drill.done)} | {_cell(each.seen)} | {lost[each.held]} |"
        for each in outcomes
    )
    return PAGE_HEAD + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("*", "\\*")


def main(asked: Sequence[str]) -> int:
    """Make drills, print what is seen; 1 where one does not hold."""
    names = [name for name in asked if name not in ("quick", "write")]
    if unknown := [name for name in names if name not in DRILLS]:
        print(f"there is no drill {unknown[0]}; there are: {', '.join(DRILLS)}", file=sys.stderr)
        return 2
    chosen = [
        each for name, each in DRILLS.items() if name in names or (not names and (each.quick or "quick" not in asked))
    ]
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="drills") as folder:
        trial = Trial(Path(folder).resolve())
        for each in chosen:
            outcome = carry_out(each, trial)
            word = {True: "held", False: "DOES NOT HOLD", None: "–"}[outcome.held]
            print(f"{word}: {each.name} ({outcome.seconds:.0f} s): {outcome.seen}", flush=True)
            outcomes.append(outcome)
    if "write" in asked:
        PAGE.write_text(page(outcomes), encoding="utf-8")
    return int(any(outcome.held is False for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
