"""`make bench`, fifth part: how large pages are and how fast: load from disk until the table answers, and filters by ten words.

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

RUNS = 5
COUNTS = (33, 23_500, 50_000)


def measure(chromium: Any, path: Path, definition: Definition, targets: int) -> None:
    """Write a page of so many targets and print its size and the medians of several loads."""
    path.write_text(page(definition, "1.0.0", many(targets), {}, {}), encoding="utf-8")
    runs = [speed.once(chromium.new_context(), path) for _ in range(RUNS)]
    medians = [statistics.median(run[name] for run in runs) for name in runs[0]]
    figures = "".join(f"{median:>8,.0f}" for median in medians)
    print(f"{targets:<30,}{path.stat().st_size / 1000:>8,.0f}{figures}")


def main() -> None:
    """Print a row a size, medians of five."""
    owner = Owner("Mubiao contributors")
    definition = Definition("many", "许多目标", "Many targets", "编造的数据。", "Made-up data.", (), (), (), owner)
    print(f"{'made-up targets, milliseconds':<30}{'KB':>8}{'load':>8}{'thread':>8}{'filter':>8}{'thread':>8}")
    if browser.found() is None:
        print("no Chromium is installed: apt-get install chromium")
        return
    with tempfile.TemporaryDirectory() as folder, browser.chromium() as chromium:
        for count in COUNTS:
            measure(chromium, Path(folder) / f"{count}.html", definition, count)


if __name__ == "__main__":
    main()
