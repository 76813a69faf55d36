"""How work is timed, and the figures printed and kept: processor or clock time, medians of several runs, ratios, the largest memory.

What a bench measured lies in ``tools/measured/<bench>.json`` with its day and machine, and stands in docs/reference/speed.md. Belongs here:
measuring, printing, keeping. Does not: any work that is measured (``bench_*``).
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.base import files

HERE = Path(__file__).parent
MEASURED = HERE / "measured"
# In the order in which `make bench` runs them; `late`, `judge` and `flagship` need reports that are not in the repository, and are called by hand.
BENCHES = ("run", "late", "grammar", "judge", "outcomes", "publish", "page", "site", "explore", "flagship")
LABEL = 56
CELL = 16
Clock = Callable[[], float]


def once(work: Callable[[], object], clock: Clock = time.process_time) -> float:
    """Seconds of one run: of this process' own processor time, or of any other clock."""
    begin = clock()
    work()
    return clock() - begin


def repeated(
    work: Callable[[], object], runs: int, before: Callable[[], object] = lambda: None, clock: Clock = time.process_time
) -> list[float]:
    """Seconds of several runs, before each of which something that is not measured is done (a cache emptied)."""
    seconds = []
    for _ in range(runs):
        before()
        seconds.append(once(work, clock))
    return seconds


def command(arguments: Sequence[str], env: Mapping[str, str], cwd: Path) -> float:
    """Clock seconds of a command, which must succeed and whose output is thrown away.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    null = subprocess.DEVNULL
    return once(
        lambda: subprocess.run(arguments, env=env, cwd=cwd, check=True, stdout=null, stderr=null), time.perf_counter
    )


def in_own_process(module: str, *arguments: str) -> Any:
    """The JSON that a module of ``tools`` prints in a process of its own; a process inherits the largest memory of the one that starts it.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    ended = subprocess.run([sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE)
    return json.loads(ended.stdout)


def peak() -> float:
    """The largest resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def spent_by_children() -> float:
    """Processor seconds of all processes that this one started and that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Watched:
    """The memory of a process and of all below it together, looked at five times a second until it ends.

    What they share is counted once (Linux' proportional set size).
    """

    def __init__(self, pid: int) -> None:
        self._peak = 0.0
        self._thread = threading.Thread(target=self._watch, args=(pid,), daemon=True)
        self._thread.start()

    def peak(self) -> float:
        """The largest so far, in MiB; the process has ended."""
        self._thread.join()
        return self._peak

    def _watch(self, pid: int) -> None:
        while (memory := sum(map(_memory, family(pid)))) > 0:
            self._peak = max(self._peak, memory)
            time.sleep(0.2)


def family(pid: int) -> set[int]:
    """A process and all below it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        if after_name := read(stat).rpartition(")")[2].split():
            parents[int(stat.parent.name)] = int(after_name[1])
    family, before = {pid}, 0
    while len(family) > before:
        before = len(family)
        family |= {child for child, parent in parents.items() if parent in family}
    return family


def _memory(pid: int) -> float:
    """The memory of a process in MiB; 0 of one that has ended."""
    lines = read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def read(file: Path) -> str:
    """What a file of /proc says; nothing where its process has ended."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError:  # the process has ended
        return ""


class Table(NamedTuple):
    """Figures that belong together.

    Attributes:
        title: what is measured, and how often.
        columns: what each figure is, unit in its name -> how many decimal places it is kept and shown with.
        rows: a piece of work -> its figures in the order of the columns; None where there is none.
        note: a sentence below, or empty.
    """

    title: str
    columns: Mapping[str, int]
    rows: Mapping[str, Sequence[float | None]]
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The table as it is kept, rounded to what is shown."""
        rows = {label: [value if value is None else round(value, places) for value, places in zip(figures, self.columns.values(), strict=True)] for label, figures in self.rows.items()}  # fmt: skip
        return {"title": self.title, "columns": dict(self.columns), "rows": rows, "note": self.note}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Table":
        """The table of what was kept."""
        return cls(kept["title"], kept["columns"], kept["rows"], kept["note"])

    def printed(self) -> Iterator[tuple[str, list[str]]]:
        """The rows with their figures as text."""
        for label, figures in self.rows.items():
            cells = zip(figures, self.columns.values(), strict=True)
            yield label, ["" if value is None else f"{value:,.{places}f}" for value, places in cells]


def seconds(title: str, times: Mapping[str, Iterable[float]], against: str | None = None) -> Table:
    """A row a piece of work: median, smallest and largest seconds, and the median as a multiple of one of them."""
    rows = {name: sorted(of) for name, of in times.items()}
    medians = {name: statistics.median(of) for name, of in rows.items()}
    columns = {"seconds": 2, "from": 2, "to": 2} | ({"multiple": 2} if against else {})
    ratios = {name: [median / medians[against]] if against else [] for name, median in medians.items()}
    return Table(title, columns, {name: [medians[name], of[0], of[-1], *ratios[name]] for name, of in rows.items()})


def report(bench: str, *tables: Table) -> None:
    """Print what a bench measured, and keep it with the day and the machine in place of what it measured before."""
    for table in tables:
        print(f"{table.title:{LABEL}}" + "".join(f"{name:>{CELL}}" for name in table.columns))
        for label, cells in table.printed():
            print(f"{label:{LABEL}}" + "".join(f"{cell:>{CELL}}" for cell in cells))
        if table.note:
            print(table.note)
        print()
    content = {"date": date.today().isoformat(), "machine": machine(), "tables": [table.as_json() for table in tables]}
    files.replace(_file(bench), json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def kept(bench: str) -> dict[str, Any] | None:
    """What a bench measured last: ``date``, ``machine``, ``tables``; None where it was never kept."""
    file = _file(bench)
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def _file(bench: str) -> Path:
    return MEASURED / f"{bench}.json"


def machine() -> str:
    """What the figures depend on and nothing that names the machine: cores, processor, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count() or 1
    return (
        f"{cores} core{'s' * (cores > 1)} of {_processor()}, {memory:.0f} GiB of memory, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _processor() -> str:
    """The model of the processor where Linux tells it, else its architecture."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.machine()
