"""What one report costs that comes late among all reports of a folder, in processor time, as a multiple of an empty Dagster run.

    python -m tools.bench_late FOLDER [STORE]

The folder holds reports, <place or region code>/<year>.*; it is read, and not touched. STORE keeps the tables for the next time: to make
them costs minutes. Between two runs nothing else changes, so that `mubiao run` reads and judges what the late report touches, makes the
views and asks of every package whether it is another; then once more with nothing new.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.base.settings import ROOT
from tools import timing
from tools.bench_run import EMPTY

DAGSTER, LATE, AGAIN = "empty four-asset Dagster run", "one late report", "nothing new"


def measure(folder: Path, kept: Path) -> Mapping[str, Sequence[float]]:
    """Processor seconds of each command and its processes, once its byte code is there.

    Args:
        folder: reports.
        kept: where tables, packages and records of runs lie.
    """
    every = sorted(path for path in folder.resolve().glob("*/*") if path.is_file())
    late = every[len(every) // 2]
    links = kept / "reports"
    (kept / "instance").mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {name: str(kept / "instance") for name in ("DAGSTER_HOME", "MUBIAO_INSTANCE")}
    environment |= {"MUBIAO_STORE": str(kept / "store"), "MUBIAO_PUBLISHED": str(kept / "published")}
    environment |= {"MUBIAO_COLLECTIONS": f'{{"late": "{links}"}}', "MUBIAO_BAD_FILES": "set_aside"}
    mubiao = [str(Path(sys.executable).with_name("mubiao")), "run"]
    for path in every:
        link = links / path.relative_to(folder.resolve())
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        if path != late:
            link.symlink_to(path)
    print(f"{len(every) - 1:,} reports, and {late.relative_to(folder.resolve())} late", file=sys.stderr)
    _seconds(mubiao, environment)
    empty = [_seconds([sys.executable, "-c", EMPTY], environment) for _ in range(3)][1:]
    (links / late.relative_to(folder.resolve())).symlink_to(late)
    return {DAGSTER: empty, LATE: [_seconds(mubiao, environment)], AGAIN: [_seconds(mubiao, environment)]}


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Processor seconds of a command, which must succeed.

    Raises:
        subprocess.CalledProcessError: it failed; it said why.
    """
    before = timing.spent_by_children()
    subprocess.run(command, env=dict(environment), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return timing.spent_by_children() - before


def main() -> None:
    """Measure over the folder that is named."""
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit(f"usage: python -m tools.bench_late FOLDER [STORE]\n\n{__doc__}")
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else folder).resolve())
    timing.report("late", timing.seconds("processor time of a run", times, against=DAGSTER))


if __name__ == "__main__":
    main()
