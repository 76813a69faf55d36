"""How work is timed and the figures printed: processor or clock time, medians of several runs, ratios, the largest memory.

Belongs here: measuring and printing. Does not: any work that is measured (``bench_*``).
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

LABEL = 56
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


def print_seconds(title: str, times: Mapping[str, Iterable[float]], against: str | None = None) -> None:
    """A line a piece of work: median, smallest and largest seconds, and the median as a multiple of one of them."""
    rows = {name: sorted(seconds) for name, seconds in times.items()}
    print(f"{title:{LABEL}}{'seconds':>9}{'from':>9}{'to':>9}" + (f"{'multiple':>10}" if against else ""))
    for name, seconds in rows.items():
        median = statistics.median(seconds)
        multiple = f"{median / statistics.median(rows[against]):10.2f}" if against else ""
        print(f"{name:{LABEL}}{median:9.2f}{seconds[0]:9.2f}{seconds[-1]:9.2f}{multiple}")
