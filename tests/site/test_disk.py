"""The site opened from a disk, without any server: pages, the search, rows and the table of all targets, in Chromium and in Firefox."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site import firefox

Visit = Callable[..., Any]


def test_the_search_finds_a_place_and_leads_to_its_page(visit: Visit, built: Path) -> None:
    tab = visit("zh/index.html", at=f"{built.as_uri()}/")
    tab.get_by_role("combobox").first.fill("广东")
    option = tab.get_by_role("option").filter(has_text="广东省").first
    option.click()
    tab.wait_for_url("**/place/440000.html")
    assert "广东省" in tab.locator("h1").inner_text()


def test_a_row_opens_by_its_address(visit: Visit, built: Path) -> None:
    tab = visit("zh/r/510100-2024.html#458", at=f"{built.as_uri()}/")
    sentence = tab.locator("blockquote", has_text="保障性住房").first
    sentence.wait_for()
    assert sentence.locator("mark").inner_text() == "6000套"


def test_the_table_of_all_targets_opens_filtered_as_its_address_says(visit: Visit, built: Path) -> None:
    tab = visit("en/explore.html?place=440000&indicator=gdp&year=2019..2021", at=f"{built.as_uri()}/")
    rows = tab.locator("main table tbody tr")
    rows.first.wait_for()
    assert rows.count() == 3


def test_the_first_page_leads_to_the_language_of_the_browser(visit: Visit, built: Path) -> None:
    visit("index.html", at=f"{built.as_uri()}/", locale="en-GB").wait_for_url("**/en/index.html")


def test_firefox_reads_it_from_a_disk_too(built: Path) -> None:
    if firefox.executable() is None:
        pytest.skip("no Firefox is installed here: apt-get install firefox-esr (CI always has one)")
    count = "document.querySelectorAll('main table tbody tr').length"
    with firefox.firefox() as tab:
        tab.goto(f"{built.as_uri()}/zh/explore.html?place=440000&indicator=gdp&year=2019..2021")
        shown = tab.evaluate(
            f"new Promise((done) => {{ const look = () => {count} ? done({count}) : setTimeout(look, 50); look(); }})"
        )
        left = [address for address in tab.requests if not address.startswith(("file:", "data:", "blob:", "about:"))]
    assert shown == 3
    assert left == []
    assert tab.errors == []
