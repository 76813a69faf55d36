"""How long a page takes: until its table answers, and to filter it by ten words.

On a shared machine a clock tells more of the neighbours than of the page, so the time that the page's main thread worked stands beside it.
"""

import statistics
from pathlib import Path
from typing import Any

WORDS = ("地区生产总值", "增长", "北京", "2015", "met", "Hebei", "粮食", "9.5", "惠民 2020", "650000")
# Milliseconds on the main thread, and until the frame after it is painted.
_FILTER = """async (word) => {
    const input = document.getElementById("search");
    input.value = word;
    const start = performance.now();
    input.dispatchEvent(new Event("input"));
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now() - start;
}"""


def once(context: Any, path: Path) -> dict[str, float]:
    """Milliseconds by what was done; of filters the median over the words."""
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-ready=all]", timeout=60000)
    times = {"load": tab.evaluate("performance.getEntriesByName('ready')[0].startTime"), "load, main thread": worked()}
    painted, threads = [], []
    for word in WORDS:
        before = worked()
        painted.append(tab.evaluate(_FILTER, word))
        threads.append(worked() - before)
    tab.close()
    return times | {"filter": statistics.median(painted), "filter, main thread": statistics.median(threads)}
