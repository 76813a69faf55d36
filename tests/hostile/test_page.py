"""Whatever stands behind the # of a page's address: the page shows its table and one sentence, and no script fails (headless Chromium)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.forms.page.conftest import html, seed, show  # noqa: F401 - fixtures

pytest.importorskip("playwright.sync_api", reason="no Chromium, so make installed no driver of it")

Show = Callable[..., Any]

NOWHERE = {
    "broken UTF-8": "%E0%A4%A@",
    "a per cent sign": "%",
    "half an escape": "650000-2023@%2",
    "half a pair": "%ED%A0%80@1",
    "a name of every object": "__proto__",
    "another": "constructor",
    "a method": "toString@",
    "a NUL": "a%00b@1",
    "markup": "<img src=x onerror=window.hacked=1>@",
    "markup, escaped": "%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E@",
    "a pattern": "$&$1$$@",
    "a selector": "'\"],*@",
    "a place in the words": "{id}@{id}",
    "a row past all rows": "650000-2023@99999999999999999999",
    "filters that there are not": "status=x&sort=__proto__&page=-1",
    "letters beyond the first plane": "%F0%9F%98%80" * 100,
    "a megabyte": "x" * 1_000_000,
    "a megabyte of escapes": "%25" * 300_000,
}  # fmt: skip


@pytest.mark.parametrize("case", NOWHERE)
def test_an_address_that_leads_nowhere_shows_the_table_and_says_so(case: str, html: str, show: Show) -> None:  # noqa: F811
    tab = show(html, hash=f"#{NOWHERE[case]}")
    note = tab.locator("[role=alert]")
    assert note.count() == 1
    assert note.inner_text().startswith("没有编号为")
    assert len(note.inner_text()) < 200
    assert tab.locator("button.open").count() > 5
    assert tab.locator("[role=alert] *:not(span)").count() == 0
    assert tab.evaluate("window.hacked") is None


def test_a_sentence_of_an_address_goes_with_the_next_one(html: str, show: Show) -> None:  # noqa: F811
    tab = show(html, hash="#%E0%A4%A@")
    for _ in range(3):
        tab.evaluate("location.hash = '#%'")
        tab.wait_for_function("document.getElementById('no-row')?.innerText.includes('为%的')")
        assert tab.locator("[role=alert]").count() == 1
        tab.evaluate("location.hash = '#constructor'")
        tab.wait_for_function("document.getElementById('no-row')?.innerText.includes('constructor')")
    tab.evaluate("location.hash = '#650000-2023@27'")
    tab.wait_for_function("document.activeElement.closest('tr')?.id === '650000-2023@27'")
    assert tab.locator("[role=alert]").count() == 0


@pytest.mark.parametrize(
    "address", ["", "#", "#interactive", "#650000-2023@27", "#650000-2023%4027", "?lang=%E0&lang=__proto__#"]
)
def test_an_address_that_leads_somewhere_says_nothing(address: str, html: str, show: Show) -> None:  # noqa: F811
    tab = show(html, hash=address)
    assert tab.locator("[role=alert]").count() == 0
    assert tab.locator("button.open").count() > 5
