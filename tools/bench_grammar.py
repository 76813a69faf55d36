"""Characters a second of the grammar, beside a bare regular expression and Microsoft's recognizers.

All on the same texts in one run: those of the folder MUBIAO_CORPUS (<place>/<year>.md), else the report in raw/. One process, one
core; medians of three.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines.base.settings import ROOT
from pipelines.reports.lookup import read_folder
from pipelines.targets import phrases
from pipelines.targets.extract import extract
from pipelines.targets.tables import read_reports
from tools import timing

RUNS = 3
# What any grammar has to do at least: find the numbers with what stands around them.
FLOOR = re.compile(r"[^，。；、：\n]{0,20}?\d+(?:\.\d+)?(?:%|％|个百分点|[一-龥]{1,3})(?:以上|左右|以内)?")
BARE, STATEMENTS, CONTRACTS = (
    "bare regular expression",
    "text to statements",
    "text to four tables, through their contracts",
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


def texts() -> list[tuple[str, int]]:
    """Canonical texts with their years."""
    folder = Path(os.environ.get("MUBIAO_CORPUS", ROOT / "raw" / "reports"))
    return [(report.text, report.year or 2000) for report in read_folder(folder)]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of a piece of work, the median of several runs, each with empty caches."""
    return statistics.median(timing.repeated(work, RUNS, before=_forget))


def _forget() -> None:
    phrases.head.cache_clear()
    phrases.tail.cache_clear()


def whole_contract(reports: pl.DataFrame) -> int:
    """All four tables of the reports through their contracts, as the asset makes them; the number of good rows."""
    return sum(split.good.height for split in read_reports(reports).values())


def frame(reports: list[tuple[str, int]]) -> pl.DataFrame:
    """The texts as the table of reports that the stage reads."""
    rows = [
        {"report_id": f"{code}-{year}", "region_code": str(code), "year": year, "file": "", "text": text}
        for code, (text, year) in enumerate(reports, 100_000)
    ]
    return pl.DataFrame(rows)


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
    measured = {
        BARE: seconds(lambda: [sum(1 for _ in FLOOR.finditer(text)) for text, _ in reports]),
        STATEMENTS: seconds(lambda: [extract(text, "100000", year) for text, year in reports]),
        CONTRACTS: seconds(lambda: whole_contract(table)),
    }
    characters = sum(len(text) for text, _ in reports)
    speeds = {name: characters / taken for name, taken in measured.items()}
    sample = "".join(text for text, _ in reports)[:PEER_TEXT]
    if (taken := peer(sample)) is not None:
        speeds[PEER] = len(sample) / taken
    title = f"{len(reports)} reports, {characters:,} characters, median of {RUNS}"
    rows = {name: [speed, speeds[BARE] / speed] for name, speed in speeds.items()}
    longest, columns = max(len(text) for text, _ in reports), {"characters/s": 0, "x the bare one": 1}
    note = f"The longest report has {longest:,} characters. Largest memory {timing.peak():,.0f} MiB."
    timing.report("grammar", timing.Table(title, columns, rows, note))


if __name__ == "__main__":
    main()
