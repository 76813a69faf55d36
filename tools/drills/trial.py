"""A small line that something can be done to, the comparison with one that nothing was done to, and the table of drills.

Belongs here: what every drill needs. Does not: any drill.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from pipelines.base.settings import ROOT
from pipelines.cli import app

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


def same_tables(trial: Trial, line: Line) -> None:
    """What is stored is what it would be, but for which versions were published meanwhile."""

    def tables(of: Mapping[str, bytes]) -> dict[str, bytes]:
        return {name: content for name, content in of.items() if name.startswith("store/")}

    wanted, there = tables(trial.expected), tables(line.contents())
    if wanted != there:
        raise DrillError(f"other tables: {', '.join(sorted(wanted.items() ^ there.items())[0][:1])}")


def shortly(sentence: str, line: Line) -> str:
    """A sentence without the folder that a drill happens in, and what varies."""
    return (
        sentence.replace(f"{line.folder}/", "")
        .replace(str(line.folder), ".")
        .replace("`", "'")
        .replace("|", "\\|")[:200]
    )


def wait_until(until: Callable[[], object], what: str) -> None:
    """Wait until something is so, ``LONGEST`` seconds at most; what it is stands in the error."""
    begun = time.monotonic()
    while not until():
        if time.monotonic() - begun > LONGEST:
            raise DrillError(f"{what}: not so after {LONGEST} s")
        time.sleep(0.5)
