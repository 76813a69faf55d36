"""What judging half a million and two million targets costs, and how many headline targets find their figure in the next report.

The first over rows that synthetic.sql makes up: 3,200 governments, 20 years, eight headline targets each, and a million figures of
five sources and vintages, half of them in the next report; then four times as many. Judged from Parquet to Parquet, in processes of their
own: the memory is that of the whole process. The second over the reports of the folder MUBIAO_CORPUS, with the causes of what is not found
(misses.sql).
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
# How many half millions of targets are judged -> how often.
RUNS = {1: 3, 4: 1}
JUDGING = "join, verdicts and sentences, from Parquet to Parquet"
CONTRACTS = "contracts of its tables, as the store checks them"
# So many rows of a table are checked at once.
ROWS = 200_000
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


def make_up(folder: Path, parts: int) -> dict[str, int]:
    """Write the synthetic tables, which keep their contracts; the number of rows of each."""
    with duckdb.connect() as connection:
        connection.register("regions", contract.codelist("regions").to_arrow())
        connection.execute("SET VARIABLE parts = $parts::INTEGER", {"parts": parts})
        connection.execute((HERE / "synthetic.sql").read_text(encoding="utf-8"))
        return {name: _write(folder, name, connection.table(name).pl()) for name in judging.TABLES}


def _write(folder: Path, table: str, frame: pl.DataFrame) -> int:
    types = contract.dtypes(schemas.model(table))
    columns = [(pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name) for name, dtype in types.items()]  # fmt: skip
    frame = frame.select(columns)
    _check(table, frame)
    frame.write_parquet(folder / f"{table}.parquet", row_group_size=ROWS)
    return frame.height


def _check(table: str, frame: pl.DataFrame) -> None:
    for rows in frame.iter_slices(ROWS):
        contract.check(schemas.model(table), rows, table)


def judge_once(folder: Path) -> dict[str, Any]:
    """Judge what lies in a folder; seconds of clock and processor by part, MiB before and at most, rows."""
    tables = {name: pl.scan_parquet(folder / f"{name}.parquet") for name in judging.TABLES}
    before = timing.peak()
    with tempfile.TemporaryDirectory() as into:
        judged = _both(lambda: judging.judge_into(Path(into), tables))
        peak = timing.peak()
        outcomes = {name: pl.scan_parquet(Path(into, f"{name}.parquet")) for name in judging.RESULTS}
        checked = _both(lambda: [_check(name, frame.collect()) for name, frame in outcomes.items()])
        rows = {name: int(frame.select(pl.len()).collect().item()) for name, frame in outcomes.items()}
    return {"seconds": {JUDGING: judged, CONTRACTS: checked}, "before": before, "peak": peak, "rows": rows}


def _both(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and of the processor."""
    processor = time.process_time()
    clock = timing.once(work, time.perf_counter)
    return clock, time.process_time() - processor


def judging_tables(parts: int, runs: int) -> tuple[timing.Table, timing.Table]:
    """Make the rows up, judge them in processes of their own: medians of the clock, and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        rows = timing.in_own_process(MODULE, "make_up", folder, str(parts))
        judged = [timing.in_own_process(MODULE, "judge_once", folder) for _ in range(runs)]
    counts = ", ".join(f"{count:,} {name}" for name, count in judged[0]["rows"].items())
    figures = rows["statistics"] + rows["achieved"]
    before, most = (statistics.median(run[name] for run in judged) for name in ("before", "peak"))
    title = f"{rows['targets']:,} targets, {figures:,} figures"
    clock = timing.seconds(f"{title}, by the clock", _parts(judged, 0))
    processor = timing.seconds(f"{title}, by the processor", _parts(judged, 1))
    memory = f"Rows: {counts}. Largest memory of the process until it is judged {most:,.0f} MiB, of which {before:,.0f} before judging."
    return clock, processor._replace(note=memory)


def _parts(runs: Sequence[Mapping[str, Any]], clock: int) -> dict[str, list[float]]:
    return {part: [run["seconds"][part][clock] for run in runs] for part in runs[0]["seconds"]}


def main() -> None:
    """Measure and report."""
    tables = tuple(table for parts, runs in RUNS.items() for table in judging_tables(parts, runs))
    if folder := os.environ.get("MUBIAO_CORPUS"):
        tables += misses_tables(misses(judged(Path(folder))))
    else:
        print("MUBIAO_CORPUS names no folder: what the next report states was not measured")
    timing.report("outcomes", *tables)


if __name__ == "__main__":
    if sys.argv[1:2] == ["make_up"]:
        print(json.dumps(make_up(Path(sys.argv[2]), int(sys.argv[3]))))
    elif sys.argv[1:]:
        print(json.dumps(judge_once(Path(sys.argv[2]))))
    else:
        main()
