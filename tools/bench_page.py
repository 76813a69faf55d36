"""How large pages are and how fast: load from disk until the table answers, and filters by ten words.

Needs Debian's chromium.
"""

import statistics
import tempfile
from pathlib import Path
from typing import Any

from pipelines.forms.page import page
from pipelines.packages.definition import Definition, Owner
from tests.forms.page import browser, speed
from tests.forms.page.many import many
from tools import timing

RUNS = 5
COUNTS = (33, 23_500, 50_000)


def measure(chromium: Any, path: Path, definition: Definition, targets: int) -> list[float]:
    """Write a page of so many targets: its size, then the medians of several loads."""
    path.write_text(page(definition, "1.0.0", many(targets), {}, {}), encoding="utf-8")
    runs = [speed.once(chromium.new_context(), path) for _ in range(RUNS)]
    return [path.stat().st_size / 1000, *(statistics.median(run[name] for run in runs) for name in runs[0])]


def main() -> None:
    """Report a row a size, medians of five."""
    owner = Owner("Mubiao contributors")
    definition = Definition("many", "许多目标", "Many targets", (), (), owner, "编造的数据。", "Made-up data.")
    if browser.executable() is None:
        print("no Chromium is installed: apt-get install chromium")
        return
    with tempfile.TemporaryDirectory() as folder, browser.chromium() as chromium:
        rows = {f"{count:,}": measure(chromium, Path(folder) / f"{count}.html", definition, count) for count in COUNTS}
    columns = {"KB": 0, "load, ms": 0, "thread, ms": 0, "filter, ms": 0, "its thread, ms": 0}
    note = "By the clock, and of the page's own main thread, which no neighbour slows; a filter is the median of ten words."
    timing.report("page", timing.Table(f"made-up targets, median of {RUNS}", columns, rows, note))


if __name__ == "__main__":
    main()
