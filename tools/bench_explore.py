"""How heavy and how fast the table of all targets is with very many: bytes and milliseconds until it is read, and to filter it.

`python -m tools.bench_explore 50000` takes so many; they are drawn with repetition from the packages below published/. Each measure is
taken at the machine's own speed and with the processor slowed by four, about a cheap phone. On a shared machine a clock tells more of the
neighbours than of the page, so the time that the page's main thread worked stands beside it.
"""

import statistics
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import polars as pl

import pipelines.forms  # noqa: F401  every form registers itself
from pipelines.base.settings import settings
from pipelines.site.folder import put
from pipelines.site.pages import explore, whole_site
from pipelines.site.prepare import prepare
from pipelines.site.source import Source
from tests.forms.page import browser
from tools import timing

ROWS = 230_000
SPEEDS = {"as it is": 1, "processor slowed by four": 4}
COLUMNS = {
    "first view, KB": 0, "table read, ms": 0, "filter, ms": 0, "slowest, ms": 0, "filter, its thread, ms": 0, "slowest, its thread, ms": 0,
}  # fmt: skip
VIEWS = (
    "", "?place=440000", "?place=440000&indicator=gdp", "?year=2022", "?year=2022&verdict=missed", "?topic=housing&place=510100", "?period=all",
    "?indicator=gdp&sort=gap", "?level=prefecture&year=2015..2025", "?changed=1",
)  # fmt: skip
# Milliseconds until the frame after a choice is painted; the words of its rows come after.
_CHOOSE = """async (search) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const start = performance.now();
    history.pushState(null, "", location.pathname + search);
    dispatchEvent(new PopStateEvent("popstate"));
    await painted();
    await painted();
    return performance.now() - start;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def enlarged(source: Source, count: int) -> Source:
    """The same with so many targets: rows again, under other ids."""
    file = source.folder / "rows.parquet"
    rows = pl.read_parquet(file)
    more = rows.sample(max(0, count - rows.height), with_replacement=True, seed=1)
    again = more.with_columns(
        target_id=pl.col("target_id") + "." + pl.int_range(pl.len()).cast(pl.String),
        repeats=pl.lit(None, pl.String),
        counted=pl.lit(value=True),
    )
    pl.concat([rows.head(count), again]).sort("report_id", "char_start", "target_id").write_parquet(file)
    return source


def measured(base: str, running: Any, slowed: int) -> list[float]:
    """Bytes and milliseconds of one visit."""
    context = running.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    sizes: list[int] = []
    tab.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    tab.goto(f"{base}zh/explore.html")
    tab.wait_for_selector(".explore-table tbody tr", timeout=120_000)
    ready, first = tab.evaluate("performance.now()"), sum(sizes)
    painted, threads = [], []
    tab.evaluate(_CHOOSE, "?sort=gap")
    tab.wait_for_timeout(2000)
    for search in VIEWS * 3:
        before = _worked(session)
        painted.append(tab.evaluate(_CHOOSE, search))
        threads.append(_worked(session) - before)
    context.close()
    return [
        first / 1e3,
        ready,
        statistics.median(painted),
        max(painted),
        statistics.median(threads),
        max(threads),
    ]


def _worked(session: Any) -> float:
    """Milliseconds that the main thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def main(count: int) -> None:
    """Build the page, and print what is measured."""
    with tempfile.TemporaryDirectory() as scratch, browser.chromium() as running:
        prepared, site = Path(scratch, "prepared"), Path(scratch, "site")
        prepared.mkdir()
        source = enlarged(prepare(settings().published, prepared), count)
        for key in explore.keys(source):
            for page in explore.pages(source, key):
                put(site, page)
        for page in whole_site.pages(source, "whole_site"):
            put(site, page)
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/"
            rows = {label: measured(address, running, slowed) for label, slowed in SPEEDS.items()}
            server.shutdown()
    timing.report("explore", timing.Table(f"the table of all targets with {count:,} of them", COLUMNS, rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
