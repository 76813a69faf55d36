"""What judging half a million targets costs, and how many headline targets find their figure in the next report.

The first over rows that synthetic.sql makes up: 3,200 governments, 20 years, eight headline targets each, and a million figures of
five sources and vintages, half of them in the next report. Processes of their own, medians of three; reading the tables from disk is not
counted. The second over the reports of the folder MUBIAO_CORPUS, with the causes of what is not found (misses.sql).
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

import schemas
from pipelines.base.settings import ROOT
from pipelines.outcomes import judge as judging
from schemas import codelists, contract
from tools import timing
from tools.judged import judged

HERE = Path(__file__).parent
MODULE = "tools.bench_outcomes"
HEADLINES = ROOT / "tests" / "outcomes" / "headlines.csv"
RUNS = 3
JOIN, SENTENCES = "join and verdicts, in SQL", "sentences"
CONTRACTS = "contracts of its tables, checked by the store"
Tables = Mapping[str, pl.DataFrame]


def misses(tables: Tables) -> pl.DataFrame:
    """Every headline target whose next report is at hand: whether its figure is found there, and the cause where not."""
    with duckdb.connect() as connection:
        for name in ("targets", "achieved", "reports", "matches", "candidates"):
            connection.register(name, tables[name].to_arrow())
        connection.register("region_changes", contract.codelist("region_changes").to_arrow())
        connection.register("indicator_aliases", pl.DataFrame(codelists.read("indicator_aliases")).to_arrow())
        connection.register("headlines", pl.read_csv(HEADLINES).to_arrow())
        targets: pl.DataFrame = connection.sql((HERE / "misses.sql").read_text(encoding="utf-8")).pl()
        return targets


def misses_tables(targets: pl.DataFrame) -> tuple[timing.Table, timing.Table]:
    """Shares by headline, then the causes."""
    groups = [*((name, rows) for (name,), rows in targets.group_by("headline", maintain_order=True)), ("all", targets)]
    shares = {str(name): [rows.height, int(rows["found"].sum()), float(rows["found"].mean() or 0)] for name, rows in groups}  # fmt: skip
    causes = targets.filter(~pl.col("found"))["cause"].value_counts(sort=True)
    return (
        timing.Table("headline target of a year, next report at hand", {"targets": 0, "matched": 0, "share": 3}, shares),
        timing.Table("of those not matched, what the next report states", {"targets": 0}, {cause: [count] for cause, count in causes.iter_rows()}),
    )  # fmt: skip


def make_up(folder: Path) -> dict[str, int]:
    """Write the synthetic tables, which keep their contracts; the number of rows of each."""
    with duckdb.connect() as connection:
        connection.register("regions", contract.codelist("regions").to_arrow())
        connection.execute((HERE / "synthetic.sql").read_text(encoding="utf-8"))
        frames = {name: _in_contract(name, connection.table(name).pl()) for name in judging.TABLES}
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return {name: frame.height for name, frame in frames.items()}


def _in_contract(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    model = schemas.model(table)
    types = contract.dtypes(model)
    columns = [(pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name) for name, dtype in types.items()]  # fmt: skip
    frame = frame.select(columns)
    contract.check(model, frame, table)
    return frame


def judge_once(folder: Path) -> dict[str, Any]:
    """Judge what lies in a folder; seconds of clock and processor by part, MiB before and at most, rows."""
    tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in judging.TABLES}
    before, outcomes = timing.peak(), {}
    seconds = {
        JOIN: _both(lambda: outcomes.update(judging.run_steps(tables))),
        SENTENCES: _both(lambda: outcomes.update(judging.as_contracts(outcomes))),
        CONTRACTS: _both(lambda: _check(outcomes)),
    }
    rows = {name: frame.height for name, frame in outcomes.items()}
    return {"seconds": seconds, "before": before, "peak": timing.peak(), "rows": rows}


def _both(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and of the processor."""
    processor = time.process_time()
    clock = timing.once(work, time.perf_counter)
    return clock, time.process_time() - processor


def _check(tables: Tables) -> None:
    for name, frame in tables.items():
        contract.check(schemas.model(name), frame, name)


def judging_tables() -> tuple[timing.Table, timing.Table]:
    """Make the rows up, judge them in processes of their own: medians of the clock, and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        rows = timing.in_own_process(MODULE, "make_up", folder)
        runs = [timing.in_own_process(MODULE, "judge_once", folder) for _ in range(RUNS)]
    counts = ", ".join(f"{count:,} {name}" for name, count in runs[0]["rows"].items())
    figures = rows["statistics"] + rows["achieved"]
    before, most = (statistics.median(run[name] for run in runs) for name in ("before", "peak"))
    clock = timing.seconds(
        f"{rows['targets']:,} targets, {figures:,} figures, by the clock, median of {RUNS}", _parts(runs, 0)
    )
    processor = timing.seconds("by the processor", _parts(runs, 1))
    memory = (
        f"Rows: {counts}. Largest memory {most:,.0f} MiB, of which {before:,.0f} before judging; "
        f"DuckDB's own part is at most {judging.MEMORY}."
    )
    return clock, processor._replace(note=memory)


def _parts(runs: Sequence[Mapping[str, Any]], clock: int) -> dict[str, list[float]]:
    return {part: [run["seconds"][part][clock] for run in runs] for part in runs[0]["seconds"]}


def main() -> None:
    """Measure and report."""
    tables = judging_tables()
    if folder := os.environ.get("MUBIAO_CORPUS"):
        tables += misses_tables(misses(judged(Path(folder))))
    else:
        print("MUBIAO_CORPUS names no folder: what the next report states was not measured")
    timing.report("outcomes", *tables)


if __name__ == "__main__":
    PARTS = {"make_up": make_up, "judge_once": judge_once}
    if sys.argv[1:]:
        print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
