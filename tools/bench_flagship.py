"""From the texts of reports to the flagship package with all its checks, in one process: processor and clock seconds, memory, by size.

``python -m tools.bench_flagship FOLDER [SIZE ...]``: FOLDER holds ``<place or region code>/<year>.*``; of each size every so-many-th place is
taken, last all of them. The package is ``governments``, whose collection the folder is. The figures of raw/statistics are read each time.
"""

import json
import logging
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.base.progress import LOGGER
from pipelines.base.settings import ROOT, settings
from tools import timing

SIZES = (400, 1300)
COLLECTION = "corpus"  # the one that the package takes
PAUSE = 0.5  # seconds between two looks at the memory of all processes


class Cost(NamedTuple):
    """What some reports cost: seconds, by step too, and the largest memory in MiB, of this process and of all together."""

    reports: int
    processor: float
    clock: float
    peak: float
    together: float
    steps: dict[str, float]


def sample(folder: Path, size: int, into: Path) -> None:
    """Copy every so-many-th place of a folder, about so many reports in all."""
    places = sorted(path for path in folder.iterdir() if path.is_dir())
    every = max(1.0, sum(len(list(place.iterdir())) for place in places) / size)
    for number in range(int(len(places) / every)):
        place = places[int(number * every)]
        shutil.copytree(place, into / place.name)


class Steps(logging.Handler):
    """Notes the processor seconds at which each step of the line begins, as the line tells it."""

    def __init__(self) -> None:
        super().__init__()
        self.began: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take up a step; what is told of a part of it, or of its time so far, is none."""
        step = record.getMessage()
        if not {":", "("} & set(step):
            self.began[step] = processor()


def processor() -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def resident(process: int) -> float:
    """The memory of a process and all that it started, in MiB now, as Linux tells it; what they share counts in each."""
    sizes = (timing.read(Path(f"/proc/{each}/statm")).split() for each in timing.family(process))
    return sum(int(pages[1]) for pages in sizes if pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def once(reports: Path) -> Cost:
    """Read, judge, build and check in this process; what it cost.

    Raises:
        RunError: a step failed, or the package is not valid.
    """
    steps, begun, over = Steps(), time.perf_counter(), threading.Event()
    LOGGER.addHandler(steps)
    LOGGER.setLevel(logging.INFO)
    together = [0.0]

    def watch() -> None:
        while not over.wait(PAUSE):
            together[0] = max(together[0], resident(os.getpid()))

    threading.Thread(target=watch, daemon=True).start()
    from pipelines import definitions
    from pipelines.line.run import run
    from pipelines.packages.definition import FILE

    with tempfile.TemporaryDirectory() as folder:
        raw, place = Path(folder, "raw"), Path(folder)
        (raw / "reports").mkdir(parents=True)
        (raw / "statistics").symlink_to(ROOT / "raw" / "statistics")
        # One that is not to be published may be invalid, and the run ends well.
        packages = place / "definitions.toml"
        packages.write_text(FILE.read_text(encoding="utf-8").replace("publish = false", "publish = true"))
        under = settings(
            raw=raw,
            definitions=packages,
            store=place / "store",
            published=place / "published",
            instance=place / "instance",
            collections={COLLECTION: str(reports)},
        )
        line = definitions.line(under)
        run(line, line.steps)
        read = line.staleness.store.whole("reports").height
    over.set()
    ends = [*list(steps.began.values())[1:], processor()]
    of_steps = {step: end - began for (step, began), end in zip(steps.began.items(), ends, strict=True)}
    return Cost(read, processor(), time.perf_counter() - begun, timing.peak(), together[0], of_steps)


def measured(folder: Path, sizes: Sequence[int]) -> list[Cost]:
    """What each size costs, each in a process of its own, and last all."""
    costs: list[Any] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as some:
            sample(folder, size, Path(some))
            costs.append(timing.in_own_process("tools.bench_flagship", "--once", some))
    costs.append(timing.in_own_process("tools.bench_flagship", "--once", str(folder)))
    return [Cost(*cost) for cost in costs]


def main(folder: Path, sizes: Sequence[int]) -> None:
    """Report a row a size, the steps of each, and how far the sizes are from a straight line."""
    costs = measured(folder, sizes)
    slope, start = statistics.linear_regression([cost.reports for cost in costs], [cost.processor for cost in costs])
    off = max(abs(cost.processor - start - slope * cost.reports) / cost.processor for cost in costs)
    note = f"Processor seconds: {start:.1f}, and {1000 * slope:.1f} for every thousand reports; at most {off:.0%} off that line."
    columns = {"processor, s": 1, "clock, s": 1, "MiB": 0, "MiB, all processes": 0}
    rows = {f"{cost.reports:,} reports": [cost.processor, cost.clock, cost.peak, cost.together] for cost in costs}
    steps = {step: [cost.steps.get(step) for cost in costs] for step in costs[-1].steps}
    timing.report(
        "flagship",
        timing.Table("reports → judged tables → package with all checks, once", columns, rows, note),
        timing.Table("processor seconds by step", {f"{cost.reports:,}": 1 for cost in costs}, steps),
    )


if __name__ == "__main__":
    if sys.argv[1] == "--once":
        print(json.dumps(once(Path(sys.argv[2]))))
    else:
        main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or SIZES)
