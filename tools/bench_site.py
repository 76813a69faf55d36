"""The site of all that is published: how long it takes to write, how large it is, and what a reader loads and waits for first.

Views need Debian's chromium; without it they are left out. ``tools/bench_explore.py`` measures the filters of the table of all targets.
"""

import gzip
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.base.settings import settings
from pipelines.site.build import build
from tests.forms.page import browser
from tests.site.serving import BELOW, serving
from tools import timing

RUNS = 5
# Slowed by four the processor is about that of a cheap phone.
SLOWED = 4
VIEWS = (
    "zh/index.html",
    "en/index.html",
    "zh/explore.html",
    "en/explore.html",
    "zh/place/{place}.html",
    "zh/indicator/gdp.html",
    "zh/r/{report}.html",
)
# Kinds of files: what the sizes are told of.
KINDS = {
    "reports": "*/r/*.html", "governments": "*/place/*.html", "indicators": "*/indicator/*.html", "years": "*/year/*.html", "JSON a report": "report/*.json",
    "CSV a government": "place/*.csv", "CSV an indicator": "indicator/*.csv", "pieces for scripts": "data/**/*.js", "pictures of previews": "og/*",
}  # fmt: skip


def written(site: Path) -> timing.Table:
    """Write the site twice: seconds by the clock and of all processors."""
    rows = {}
    for label in ("new", "again, nothing changed"):
        began, used = time.perf_counter(), time.process_time() + timing.spent_by_children()
        ended = build(settings().published, site, address="https://example.org/mubiao", contact="data@example.org")
        clock = time.perf_counter() - began
        processor = time.process_time() + timing.spent_by_children() - used
        rows[label] = [clock, processor, ended.files, ended.size / 1e6, ended.new]
    columns = {"clock, s": 1, "processor, s": 1, "files": 0, "MB": 1, "files written": 0}
    return timing.Table("the whole site of what is published", columns, rows)


def sizes(site: Path) -> timing.Table:
    """Of each kind of file how many there are, and how large they are."""
    rows: dict[str, list[float | None]] = {}
    for kind, pattern in KINDS.items():
        of_kind = [path.stat().st_size for path in site.glob(pattern)]
        if of_kind:
            rows[kind] = [len(of_kind), sum(of_kind) / 1e6, statistics.median(of_kind) / 1e3, max(of_kind) / 1e3]
    return timing.Table("files by kind", {"files": 0, "MB": 1, "median, KB": 0, "largest, KB": 0}, rows)


def views(chromium: Any, site: Path) -> timing.Table:
    """Bytes of first views, as they lie there and as a server that compresses sends them, and milliseconds until they are read."""
    rows = {}
    with serving(site) as address:
        for page in _pages(site):
            asked = _asked(chromium, address + page)
            contents = [(site / name).read_bytes() for name in sorted(asked) if (site / name).is_file()]
            plain = sum(map(len, contents)) / 1e3
            packed = sum(len(gzip.compress(content, 6)) for content in contents) / 1e3
            times = [
                statistics.median(_read_after(chromium, address + page, slowed) for _ in range(RUNS))
                for slowed in (1, SLOWED)
            ]
            rows[page] = [plain, packed, *times]
    columns = {"KB": 0, "KB, gzip": 0, "first paint, ms": 0, f"slowed by {SLOWED}, ms": 0}
    return timing.Table(f"first views from a local server, median of {RUNS}", columns, rows)


def _pages(site: Path) -> Iterator[str]:
    """The pages to look at, of governments and reports the largest."""
    largest = {
        name: max((site / "zh" / folder).glob("*.html"), key=lambda path: path.stat().st_size).stem
        for name, folder in (("place", "place"), ("report", "r"))
    }
    return (page.format(**largest) for page in VIEWS)


def _asked(chromium: Any, address: str) -> set[str]:
    """The files of the site that a first view asks for, until nothing more is."""
    with chromium.new_context() as context:
        asked: list[str] = []
        context.on("request", lambda sent: asked.append(sent.url))
        context.new_page().goto(address, wait_until="networkidle")
    return {re.sub(r"[?#].*", "", url).split(BELOW)[1] for url in asked if BELOW in url}


def _read_after(chromium: Any, address: str, slowed: int) -> float:
    """Milliseconds until the largest text or picture of the first screen is painted."""
    with chromium.new_context() as context:
        tab = context.new_page()
        context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        tab.goto(address, wait_until="networkidle")
        seconds: float = tab.evaluate(_PAINTED)
    return seconds


_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""


def main() -> None:
    """Report all of it."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        tables = [written(site), sizes(site)]
        if browser.executable() is not None:
            with browser.chromium() as chromium:
                tables.append(views(chromium, site))
    timing.report("site", *tables)


if __name__ == "__main__":
    main()
