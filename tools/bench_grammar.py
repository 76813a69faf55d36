"""`make bench`, second part: characters a second of the grammar, beside a bare regular expression and Microsoft's recognizers.

All on the same texts in one run: those of the folder MUBIAO_CORPUS (<place>/<year>.md), else the report in raw/. One process, one
core; medians of three.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from pipelines.reports.folder import read_any
from pipelines.targets import phrases
from pipelines.targets.extract import extract
from pipelines.targets.tables import read_reports

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
# What any grammar has to do at least: find the numbers with what stands around them.
FLOOR = re.compile(r"[^，。；、：\n]{0,20}?\d+(?:\.\d+)?(?:%|％|个百分点|[一-龥]{1,3})(?:以上|左右|以内)?")
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
    files = sorted(file for file in folder.glob("*/*") if file.suffix in (".md", ".txt"))
    found = [read_any(file.read_bytes(), str(file)) for file in files]
    return [(report.text, report.year or 2000) for report in found]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of a piece of work, the median of several runs."""
    taken = []
    for _ in range(RUNS):
        phrases.head.cache_clear()
        phrases.tail.cache_clear()
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def whole_contract(reports: pl.DataFrame) -> int:
    """All four tables of the reports through their contracts, as the asset makes them; the number of good rows."""
    return sum(made.good.height for made in read_reports(reports).values())


def peer(text: str) -> float | None:
    """Processor time of the recognizers for a text, in an environment of their own; None where it cannot be made."""
    folder = ROOT / ".mubiao" / "bench-peer"
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
        uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--python", str(python), PEER]
        subprocess.run(uv, check=True, capture_output=True)
        done = subprocess.run(
            [str(python), "-W", "ignore", "-c", PEER_CODE], input=text, text=True, check=True, capture_output=True
        )
        return float(done.stdout.split()[-1])
    except (subprocess.CalledProcessError, OSError, ValueError, IndexError) as error:
        told = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        print(f"{PEER} was not measured: {told[-1] if told else error}")
        return None


def main() -> None:
    """Measure and print."""
    reports = texts()
    characters = sum(len(text) for text, _ in reports)
    table = pl.DataFrame(
        [
            {"report_id": f"{code}-{year}", "region_code": str(code), "year": year, "file": "", "text": text}
            for code, (text, year) in enumerate(reports, 100_000)
        ]
    )
    whole_contract(table.head(1))  # what is loaded once
    measured = {
        "bare regular expression": seconds(lambda: [sum(1 for _ in FLOOR.finditer(text)) for text, _ in reports]),
        "text to statements": seconds(lambda: [extract(text, "100000", year) for text, year in reports]),
        "text to four tables, through their contracts": seconds(lambda: whole_contract(table)),
    }
    floor = measured["bare regular expression"]
    print(f"{len(reports)} reports, {characters:,} characters; longest {max(len(text) for text, _ in reports):,}")
    print(f"{'':48}{'characters/s':>14}{'x the bare one':>16}")
    for name, taken in measured.items():
        print(f"{name:48}{characters / taken:14,.0f}{taken / floor:16.1f}")
    sample = "".join(text for text, _ in reports)[:PEER_TEXT]
    if (taken := peer(sample)) is not None:
        speed = len(sample) / taken
        ours = characters / measured["text to statements"]
        print(
            f"{PEER:48}{speed:14,.0f}{floor and (characters / floor) / speed:16.1f}   ours is {ours / speed:.0f} times as fast"
        )
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
