"""`make bench`, fourth part: what judging half a million targets costs, and how many headline targets find their figure in the next report.

The first over rows made by tools/synthetic.sql: 3,200 governments, 20 years, eight headline targets each, and a million figures of
five sources and vintages, half of them in the next report. Processes of their own, medians of three; reading the tables from disk is not
counted. The second over the reports of the folder MUBIAO_CORPUS, with the causes of what is not found (tools/misses.sql).
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

import schemas
from pipelines import governments
from pipelines.outcomes import judge as judging
from schemas import codelists, contract

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).parent
HEADLINES = ROOT / "tests" / "outcomes" / "headlines.csv"
RUNS = 3
JOIN, SENTENCES, CONTRACTS = "join and verdicts, in SQL", "sentences", "contracts"


def misses(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every headline target whose next report is at hand: whether its figure is found there, and the cause where not."""
    with duckdb.connect() as connection:
        for name in ("targets", "achieved", "reports", "matches", "candidates"):
            connection.register(name, tables[name].to_arrow())
        connection.register("region_changes", contract.codelist("region_changes").to_arrow())
        connection.register("indicator_aliases", pl.DataFrame(codelists.read("indicator_aliases")).to_arrow())
        connection.register("headlines", pl.read_csv(HEADLINES).to_arrow())
        return connection.sql((HERE / "misses.sql").read_text(encoding="utf-8")).pl()


def print_misses(found: pl.DataFrame) -> None:
    """Shares by headline, then the causes."""
    print(f"{'headline target of a year, next report at hand':56}{'targets':>8}{'found':>8}{'share':>8}")
    for (headline,), rows in [*found.group_by("headline", maintain_order=True), (("all",), found)]:
        print(f"{headline:56}{rows.height:8}{rows['found'].sum():8}{rows['found'].mean():8.3f}")
    missed = found.filter(~pl.col("found"))
    print(f"\n{'of those not found, the next report states it':56}{'targets':>8}  by headline")
    causes = missed.group_by("cause").agg(pl.len(), pl.col("headline").value_counts(sort=True))
    for cause, count, headlines in causes.sort("len", descending=True).iter_rows():
        told = ", ".join(f"{each['headline']} {each['count']}" for each in headlines)
        print(f"{cause:56}{count:8}  {told}")


def make_up(folder: Path) -> None:
    """Write the synthetic tables, which keep their contracts, and print the number of rows of each as JSON."""
    rows = {}
    with duckdb.connect() as connection:
        connection.register("regions", contract.codelist("regions").to_arrow())
        connection.execute((HERE / "synthetic.sql").read_text(encoding="utf-8"))
        for name in judging.TABLES:
            types = contract.dtypes(schemas.model(name))
            frame = connection.table(name).pl()
            frame = frame.select(
                (pl.col(c) if c in frame.columns else pl.lit(None)).cast(t).alias(c) for c, t in types.items()
            )
            contract.check(schemas.model(name), frame, name)
            frame.write_parquet(folder / f"{name}.parquet")
            rows[name] = frame.height
    print(json.dumps(rows))


def judge_once(folder: Path) -> None:
    """Judge what lies in a folder and print what it took as JSON: seconds of clock and processor by part, MiB before and at most."""
    tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in judging.TABLES}
    before, taken = peak(), {}

    def timed(part: str, work: Callable[[], dict[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
        clock, processor = time.perf_counter(), time.process_time()
        made = work()
        taken[part] = (time.perf_counter() - clock, time.process_time() - processor)
        return made

    def checked() -> dict[str, pl.DataFrame]:
        for name, frame in made.items():
            contract.check(schemas.model(name), frame, name)
        return made

    made = timed(JOIN, lambda: judging.run_steps(tables))
    made = timed(SENTENCES, lambda: judging.as_contracts(made))
    timed(CONTRACTS, checked)
    rows = {name: frame.height for name, frame in made.items()}
    print(json.dumps({"taken": taken, "before": before, "peak": peak(), "rows": rows}))


def peak() -> float:
    """The largest resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def process(work: str, folder: str) -> dict[str, Any]:
    """What a piece of work prints in a process of its own; a process inherits the largest memory of the one that starts it."""
    done = subprocess.run([sys.executable, __file__, work, folder], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def print_judging() -> None:
    """Make the rows, judge them in processes of their own, and print medians."""
    with tempfile.TemporaryDirectory() as folder:
        given = process("make_up", folder)
        runs = [process("judge_once", folder) for _ in range(RUNS)]
    figures = given["statistics"] + given["achieved"]
    made = ", ".join(f"{count:,} {name}" for name, count in runs[0]["rows"].items())
    print(f"{given['targets']:,} targets, {figures:,} figures: {made}")
    print(f"{f'judge(), median of {RUNS}':56}{'seconds':>8}{'from':>8}{'to':>8}{'processor':>11}")
    parts = {part: [run["taken"][part] for run in runs] for part in (JOIN, SENTENCES)}
    parts["judge(): both"] = [tuple(map(sum, zip(*each, strict=True))) for each in zip(*parts.values(), strict=True)]
    parts[f"{CONTRACTS} of the four tables, checked by the store"] = [run["taken"][CONTRACTS] for run in runs]
    for part, times in parts.items():
        clock, processor = zip(*times, strict=True)
        print(
            f"{part:56}{statistics.median(clock):8.2f}{min(clock):8.2f}{max(clock):8.2f}{statistics.median(processor):11.2f}"
        )
    before, most = (max(run[name] for run in runs) for name in ("before", "peak"))
    print(
        f"largest memory {most:,.0f} MiB, of which {before:,.0f} before judging; DuckDB's own part is at most {judging.MEMORY}"
    )


def main() -> None:
    """Measure and print."""
    print_judging()
    print()
    if folder := os.environ.get("MUBIAO_CORPUS"):
        print_misses(misses(governments.make(Path(folder), ROOT / "raw" / "statistics").tables))
    else:
        print("MUBIAO_CORPUS names no folder: what the next report states was not measured")


if __name__ == "__main__":
    work = {"make_up": make_up, "judge_once": judge_once}
    work[sys.argv[1]](Path(sys.argv[2])) if sys.argv[1:] else main()
