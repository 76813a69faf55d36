"""Debian's headless Chromium, driven by Playwright. Belongs here: how it is found and started; what a page did that it must not."""

import base64
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# Debian's name, and the names of other systems.
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without these Chromium itself looks for hosts, which has nothing to do with the page.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
# What belongs to a page that asks nothing of the network.
INSIDE = ("file:", "data:", "blob:", "about:")


def executable() -> str | None:
    """Where Chromium is; None where none is installed.

    Raises:
        RuntimeError: none is installed in CI, where these tests are never left out.
    """
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None and os.environ.get("CI"):
        raise RuntimeError("CI has no Chromium: apt-get install chromium")
    return path


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


def watch(tab: Any, inside: tuple[str, ...] = INSIDE) -> Callable[[], list[str]]:
    """Note from now on what a page must not do; what is returned gives the list: requests that leave it, broken policy, errors.

    Args:
        tab: of the browser.
        inside: how the addresses begin that it may ask for.
    """
    faults: list[str] = []
    tab.expose_function("__violated", lambda violation: faults.append(f"policy: {violation}"))
    tab.add_init_script(
        "document.addEventListener('securitypolicyviolation', (seen) => window.__violated(`${seen.violatedDirective} ${seen.blockedURI}`))"
    )
    tab.on("request", lambda sent: None if sent.url.startswith(inside) else faults.append(f"request: {sent.url}"))
    tab.on(
        "console", lambda said: faults.append(f"console: {said.text}") if said.type in ("error", "warning") else None
    )
    tab.on("pageerror", lambda error: faults.append(f"error: {error}"))

    def noted() -> list[str]:
        tab.wait_for_timeout(50)  # what has only just happened is noted a moment later
        return faults

    return noted


def pixels(tab: Any, picture: bytes) -> Counter[tuple[int, int, int]]:
    """How many pixels of a picture have which colour, as the browser itself decodes it."""
    encoded = base64.b64encode(picture).decode()
    colours = tab.context.new_page().evaluate(_DECODE, encoded)
    return Counter({tuple(map(int, colour.split(","))): count for colour, count in colours.items()})


_DECODE = """async (encoded) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${encoded}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const {data} = context.getImageData(0, 0, image.width, image.height);
    const counts = {};
    for (let place = 0; place < data.length; place += 4) {
        const colour = `${data[place]},${data[place + 1]},${data[place + 2]}`;
        counts[colour] = (counts[colour] ?? 0) + 1;
    }
    return counts;
}"""
