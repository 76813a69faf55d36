"""Pages whose pieces cannot be read, as on a train or from half a copy: each still leads on, and none fails in silence."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

Open = Callable[..., Any]


def _missing(route: Any) -> None:
    route.abort()


def _another_page(route: Any) -> None:
    """As hosts do that answer every address with their front page."""
    route.fulfill(status=200, content_type="text/javascript", body="/* nothing of what was asked for */")


@pytest.fixture
def without(chromium: Any, served: str) -> Iterator[Open]:
    """Open a page of the site whose pieces of such a name cannot be read; in the end no error may have gone unheard."""
    errors: list[str] = []
    contexts = []

    def opened(path: str, pieces: str, answer: Callable[[Any], None] = _missing, **options: Any) -> Any:
        context = chromium.new_context(locale="zh-CN" if path.startswith("zh") else "en-GB", **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.route(pieces, answer)
        tab.goto(served + path)
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("answer", [_missing, _another_page])
def test_a_search_that_cannot_be_read_leads_to_the_lists_and_works_once_it_can(
    without: Open, answer: Callable[[Any], None]
) -> None:
    tab = without("zh/year/2022.html", "**/data/search-*", answer)
    box = tab.get_by_role("combobox")
    box.fill("穗")
    box.press("Enter")
    note = tab.locator("search").get_by_role("alert")
    note.wait_for()
    assert note.locator("a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))") == [
        "../places.html",
        "../indicators.html",
    ]
    tab.unroute("**/data/search-*")
    box.fill("广州")
    tab.get_by_role("option").first.wait_for()
    note.wait_for(state="detached")


def test_a_row_opens_with_what_its_page_says_of_it(without: Open) -> None:
    tab = without("zh/r/440000-2022.html", "**/data/report-*")
    row = tab.locator("tr.f", has=tab.locator("xpath=following-sibling::tr[1][@class='o']")).first
    row.locator("th > a").click()
    tab.locator("tr.o:visible .why").wait_for()
    assert row.locator("th > a").get_attribute("aria-expanded") == "true"


def test_the_table_of_all_targets_leads_to_pages_and_files_where_its_words_cannot_be_read(without: Open) -> None:
    tab = without("en/explore.html", "**/data/explore/words-*")
    for page in ("places.html", "indicators.html", "programs.html"):
        tab.locator(f"#explore a[href='{page}']").wait_for()


def test_a_tapped_term_leads_to_the_glossary_where_its_note_cannot_be_read(without: Open) -> None:
    tab = without("en/method.html", "**/data/terms-*", has_touch=True)
    tab.locator("a.term").first.tap()
    tab.wait_for_url("**/en/glossary.html#*")
