"""What `make run` costs, as a multiple of an empty Dagster run measured in turn with it. Medians of five."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from pipelines.base.settings import ROOT
from tools import timing

RUNS = 5
# Four assets that do nothing, in one process, on a persistent instance: what Dagster itself costs.
EMPTY = """
import dagster as dg
@dg.asset
def a(): return 1
@dg.asset
def b(a): return 1
@dg.asset
def c(b): return 1
@dg.asset
def d(c): return 1
defs = dg.Definitions(assets=[a, b, c, d])
with dg.DagsterInstance.get() as instance:
    assert defs.resolve_implicit_global_asset_job_def().execute_in_process(instance=instance).success
"""
DAGSTER, FIRST = "empty four-asset Dagster run", "make run in a fresh clone: all tables made"
AGAIN, CHECKED = "make run again: nothing changed", "make run into an empty published/: checked too"


def turn(folder: Path) -> dict[str, float]:
    """Clock seconds of each command, run one after the other in folders of their own."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {name: str(folder.parent / "instance") for name in ("DAGSTER_HOME", "MUBIAO_INSTANCE")}
    shutil.copytree(ROOT / "published", folder / "published")
    clone = environment | _data(folder / "store", folder / "published")
    bare = environment | _data(folder / "bare", folder / "nothing")
    mubiao = [str(Path(sys.executable).with_name("mubiao")), "run"]
    return {
        DAGSTER: timing.command([sys.executable, "-c", EMPTY], env=environment, cwd=ROOT),
        FIRST: timing.command(mubiao, env=clone, cwd=ROOT),
        AGAIN: timing.command(mubiao, env=clone, cwd=ROOT),
        CHECKED: timing.command(mubiao, env=bare, cwd=ROOT),
    }


def _data(store: Path, published: Path) -> dict[str, str]:
    return {"MUBIAO_STORE": str(store), "MUBIAO_PUBLISHED": str(published)}


def main() -> None:
    """Measure in turn, so that a machine that slows down slows all of them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "instance").mkdir()
        turns = [turn(Path(folder, f"turn{number}")) for number in range(RUNS + 1)]
    # The first turn fills the byte code and the caches of the disk.
    times = {name: [seconds[name] for seconds in turns[1:]] for name in turns[0]}
    timing.report("run", timing.seconds(f"whole process, median of {RUNS}", times, against=DAGSTER))


if __name__ == "__main__":
    main()
