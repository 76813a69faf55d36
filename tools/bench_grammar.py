"""Characters a second of the grammar, beside a bare regular expression and Microsoft's recognizers.

All on the same texts in one run: those of the folder MUBIAO_CORPUS (<place>/<year>.md), else the report in raw/. Processor time of one
process, medians of three; by several processes it is the clock that counts, and the bare expression beside it is timed by the clock too.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines.base.pool import cores
from pipelines.base.settings import ROOT
from pipelines.reports.lookup import read_folder
from pipelines.targets import phrases
from pipelines.targets.extract import extract
from pipelines.targets.tables import read_reports, tables
from tools import timing

RUNS = 3
# What any grammar has to do at least: find the numbers with what stands around them.
FLOOR = re.compile(r"[^，。；、：\n]{0,20}?\d+(?:\.\d+)?(?:%|％|个百分点|[一-龥]{1,3})(?:以上|左右|以内)?")
BARE, STATEMENTS, ROWS, CHECKED, CONTRACTS, SHARED = (
    "bare regular expression",
    "text to statements",
    "text to the rows of six tables",
    "rows to six tables, through their contracts",
    "text to six tables, through their contracts",
    "the same by {} processes, by the clock",
)
PEER = "ms-recognizers-text-suite"
PEER_TEXT = 20_000
PEER_CODE = """
import sys, time
from ms_recognizers_text import Culture
from ms_recognizers_number_with_unit import recognize_currency, recognize_dimension
from ms_recognizers_number import recognize_number, recognize_percentage
text = sys.stdin.read()
pieces = [piece for piece in text.split("。") if piece]
begin = time.process_time()
for piece in pieces:
    recognize_percentage(piece, Culture.Chinese); recognize_number(piece, Culture.Chinese)
    recognize_currency(piece, Culture.Chinese); recognize_dimension(piece, Culture.Chinese)
print(time.process_time() - begin)
"""


def texts() -> list[tuple[str, str, int]]:
    """Canonical texts with region and year, one a report."""
    folder = Path(os.environ.get("MUBIAO_CORPUS", ROOT / "raw" / "reports"))
    known = (report for report in read_folder(folder) if report.region_code and report.year)
    reports = {(report.region_code, report.year): report.text for report in known}
    return [(text, str(region), int(year or 0)) for (region, year), text in reports.items()]


def seconds(work: Callable[[], object], clock: timing.Clock = time.process_time) -> float:
    """Time of a piece of work, the median of several runs, each with empty caches."""
    return statistics.median(timing.repeated(work, RUNS, before=_forget, clock=clock))


def _forget() -> None:
    phrases.head.cache_clear()
    phrases.tail.cache_clear()


def whole_contract(reports: pl.DataFrame, workers: int = 1) -> int:
    """All tables of the reports through their contracts, as the asset makes them; the number of good rows."""
    return sum(split.good.height for split in read_reports(reports, workers).values())


def frame(reports: list[tuple[str, str, int]]) -> pl.DataFrame:
    """The texts as the table of reports that the stage reads."""
    columns = {"text": pl.String, "region_code": pl.String, "year": pl.Int32}
    return pl.DataFrame(reports, schema=columns, orient="row").with_columns(
        report_id=pl.format("{}-{}", "region_code", "year")
    )


def peer(text: str) -> float | None:
    """Processor time of the recognizers for a text, in an environment of their own; None where it cannot be set up."""
    try:
        command = [str(_peer_python()), "-W", "ignore", "-c", PEER_CODE]
        ended = subprocess.run(command, input=text, text=True, check=True, capture_output=True)
        return float(ended.stdout.split()[-1])
    except (subprocess.CalledProcessError, OSError, ValueError, IndexError) as error:
        lines = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        print(f"{PEER} was not measured: {lines[-1] if lines else error}")
        return None


def _peer_python() -> Path:
    """The interpreter of the environment that holds the recognizers, which is set up the first time."""
    folder = ROOT / ".mubiao" / "bench-peer"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True, text=True)
    uv = [
        shutil.which("uv") or str(ROOT / ".mubiao" / "uv" / "bin" / "uv"),
        "pip",
        "install",
        "--quiet",
        "--python",
        str(python),
        PEER,
    ]
    subprocess.run(uv, check=True, capture_output=True, text=True)
    return python


def main() -> None:
    """Measure and report."""
    reports = texts()
    table = frame(reports)
    whole_contract(table.head(1))  # what is loaded once
    shared, workers = SHARED.format(cores()), cores()

    def bare() -> object:
        return [sum(1 for _ in FLOOR.finditer(text)) for text, _, _ in reports]

    measured = {
        BARE: seconds(bare),
        STATEMENTS: seconds(lambda: [extract(*report) for report in reports]),
        ROWS: seconds(lambda: [tables(*report) for report in reports]),
        CONTRACTS: seconds(lambda: whole_contract(table)),
        shared: seconds(lambda: whole_contract(table, workers), time.perf_counter),
    }
    measured[CHECKED] = max(measured[CONTRACTS] - measured[ROWS], 0.001)
    against = dict.fromkeys(measured, measured[BARE]) | {shared: seconds(bare, time.perf_counter)}
    characters = sum(len(text) for text, _, _ in reports)
    order = (BARE, STATEMENTS, ROWS, CHECKED, CONTRACTS, shared)
    rows = {name: [characters / measured[name], measured[name] / against[name]] for name in order}
    sample = "".join(text for text, _, _ in reports)[:PEER_TEXT]
    if (taken := peer(sample)) is not None:
        rows[PEER] = [len(sample) / taken, rows[BARE][0] * taken / len(sample)]
    title = f"{len(reports)} reports, {characters:,} characters, median of {RUNS}"
    longest, columns = max(len(text) for text, _, _ in reports), {"characters/s": 0, "x the bare one": 1}
    note = f"The longest report has {longest:,} characters. Largest memory {timing.peak():,.0f} MiB."
    timing.report("grammar", timing.Table(title, columns, rows, note))


if __name__ == "__main__":
    main()
