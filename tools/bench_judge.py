"""What it costs to judge the reports of a folder with three files among them that are none, as a multiple of a bare regular expression.

    python -m tools.bench_judge FOLDER [EVERY]

The folder holds reports, <place or region code>/<year>.md; every twelfth is judged, by `mubiao judge` with its processes, beside raw/. The
expression goes over the same texts in one process; both are processor time. It is told whether the command ended with 0 and named the
three, and the largest memory of all its processes together.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipelines.base.settings import ROOT
from tools import timing

EVERY, RUNS = 12, 5
BARE = re.compile(
    r"\d+(?:\.\d+)?(?:万|亿)?(?:%|个百分点|元|吨|人次|人|户|套|个|家|公里|亩|平方米|立方米|千瓦时|千瓦|亿|万)"
)
# No reports: an empty file, a picture under the name of a text, and one in English.
NONE = {
    "北京市/1951.md": b"",
    "天津市/1951.md": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
    "上海市/1951.md": b"Minutes of the meeting. Nothing was decided, and everybody went home early.\n" * 40,
}


def sample(folder: Path, every: int, into: Path) -> list[Path]:
    """Every so manieth report of a folder, as links, and the files that are none; gives the reports."""
    reports = sorted(folder.resolve().glob("*/*.md"))[::every]
    for report in reports:
        link = into / report.relative_to(folder.resolve())
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(report)
    for path, content in NONE.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(content)
    return reports


def bare(reports: Sequence[Path]) -> float:
    """Processor seconds of one pass of the expression over the texts, the median of several."""
    texts = [report.read_text(encoding="utf-8") for report in reports]
    return statistics.median(timing.repeated(lambda: [sum(1 for _ in BARE.finditer(text)) for text in texts], RUNS))


def main() -> None:
    """Judge the sample of the folder that is named."""
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit(f"usage: python -m tools.bench_judge FOLDER [EVERY]\n\n{__doc__}")
    every = int(sys.argv[2]) if len(sys.argv) == 3 else EVERY
    with tempfile.TemporaryDirectory() as folder:
        reports = sample(Path(sys.argv[1]), every, Path(folder) / "reports")
        pass_of_bare = bare(reports)
        mubiao = shutil.which("mubiao", path=Path(sys.executable).parent) or "mubiao"
        command = [mubiao, "judge", str(Path(folder) / "reports"), "--into", str(Path(folder) / "judged")]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        began = timing.spent_by_children()
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            memory = timing.Watched(process.pid)
            output = process.communicate()[0]
        seconds, peak = timing.spent_by_children() - began, memory.peak()
    named = sum(path in output for path in NONE)
    rows = {"bare regular expression": [pass_of_bare, 1.0], "mubiao judge": [seconds, seconds / pass_of_bare]}
    note = (
        f"The command ended with {process.returncode} and named {named} of the {len(NONE)} files that are no reports. "
        f"Largest memory of its processes together {peak:,.0f} MiB."
    )
    title = f"every {every}th, {len(reports)} reports, processor time"
    timing.report("judge", timing.Table(title, {"seconds": 2, "x the bare one": 0}, rows, note))
    if process.returncode or named < len(NONE):
        raise SystemExit(output)


if __name__ == "__main__":
    main()
