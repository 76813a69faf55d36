"""`make bench`: what `make run` costs, as a ratio to an empty Dagster run measured in turn with it. Prints medians of five."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of one command, which must succeed."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure in turn, so that a machine that slows down slows all of them."""
    times: dict[str, list[float]] = {"empty": [], "publish": [], "first": [], "unchanged": []}
    with tempfile.TemporaryDirectory() as folder:
        base = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        base |= {"DAGSTER_HOME": f"{folder}/instance", "MUBIAO_INSTANCE": f"{folder}/instance"}
        Path(folder, "instance").mkdir()
        mubiao = [str(Path(sys.executable).with_name("mubiao")), "run"]
        for turn in range(RUNS + 1):
            shutil.copytree(ROOT / "published", f"{folder}/clone{turn}/published")
            clone = base | {
                "MUBIAO_STORE": f"{folder}/clone{turn}/store",
                "MUBIAO_PUBLISHED": f"{folder}/clone{turn}/published",
            }
            bare = base | {"MUBIAO_STORE": f"{folder}/bare{turn}", "MUBIAO_PUBLISHED": f"{folder}/published{turn}"}
            measured = {
                "empty": seconds([sys.executable, "-c", EMPTY], base),
                "first": seconds(mubiao, clone),
                "unchanged": seconds(mubiao, clone),
                "publish": seconds(mubiao, bare),
            }
            if turn:  # the first turn fills the byte code and the disk caches
                for name, value in measured.items():
                    times[name].append(value)
    median = {name: statistics.median(values) for name, values in times.items()}
    print(f"{'whole process, median of ' + str(RUNS):48}{'seconds':>8}{'ratio':>8}{'from':>8}{'to':>8}")
    for name, told in (
        ("empty", "empty four-asset Dagster run"),
        ("first", "make run in a fresh clone: all tables made"),
        ("unchanged", "make run again: nothing changed"),
        ("publish", "make run into an empty published/: checked too"),
    ):
        print(
            f"{told:48}{median[name]:8.2f}{median[name] / median['empty']:8.2f}{min(times[name]):8.2f}{max(times[name]):8.2f}"
        )


if __name__ == "__main__":
    main()
