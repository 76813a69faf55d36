"""The picture of a result in the README: the page of the latest package as a browser shows it, in Chinese and in English.

Usage: ``python -m tools.pictures`` writes docs/pictures/result-<language>.png; it needs Chromium and the group ``browser``. Belongs here:
nothing else.
"""

from typing import Any

from pipelines.base.settings import ROOT
from pipelines.packages.catalogue import read_catalog
from tests.forms.page import browser

PACKAGE = "xinjiang-2023-targets"
SIZE: Any = {"width": 1120, "height": 735}


def main() -> None:
    """Open the page, wait for its table, and take a picture of the table's first rows."""
    published = ROOT / "published"
    page = published / PACKAGE / read_catalog(published)["packages"][PACKAGE]["latest"] / "index.html"
    with browser.chromium() as chromium:
        for language, locale in (("zh", "zh-CN"), ("en", "en-GB")):
            tab = chromium.new_context(locale=locale, viewport=SIZE).new_page()
            tab.goto(page.as_uri())
            tab.wait_for_selector("html[data-ready=all]", timeout=60000)
            tab.locator("#search").scroll_into_view_if_needed()
            tab.evaluate("document.getElementById('search').closest('section').scrollIntoView()")
            tab.screenshot(path=ROOT / "docs" / "pictures" / f"result-{language}.png")


if __name__ == "__main__":
    main()
