"""What holds for every kind of page, in Chromium and in Firefox: it is read by anyone, on any screen, with or without a script, and stays at home."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.site import firefox
from tests.site.serving import BELOW

Axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="no Chromium, so make installed no driver of it"
).Axe
Visit = Callable[..., Any]

# Language, width and theme: each at least twice, none with another always.
LOOKS = [("zh", 1280, "light"), ("en", 1280, "dark"), ("zh", 375, "dark"), ("en", 375, "light")]
# 640 is 1280 at 200 %.
WIDTHS = (320, 375, 640, 768, 1280)
_SCROLLS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What sticks out furthest, to be named where a page scrolls sideways: within nothing that scrolls by itself.
_STICKS_OUT = """() => {
    const width = document.documentElement.clientWidth;
    const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest(".wide"));
    return out.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(" | ");
}"""
_SETTLED = """new Promise((done) => {
    const look = () => (document.querySelector("[aria-busy=true]") ? setTimeout(look, 20) : done(true));
    setTimeout(look, 100);
})"""
_AXE_RUN = "axe.run().then((seen) => seen.violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 200)}`)))"


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_axe_finds_no_fault_in_chromium(visit: Visit, kinds: list[str], language: str, width: int, theme: str) -> None:
    tab, axe, faults = None, Axe(), []
    for kind in kinds:
        tab = _at(tab, visit, f"{language}/{kind}", width=width, color_scheme=theme)
        tab.evaluate(_SETTLED)
        violations = axe.run(tab, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
        faults += [f"{kind}: {one['id']}: {node['html'][:200]}" for one in violations for node in one["nodes"]]
    assert faults == []


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS[1:3])
def test_axe_finds_no_fault_in_firefox_and_nothing_leaves_the_site(
    kinds: list[str], served: str, language: str, width: int, theme: str
) -> None:
    if firefox.executable() is None:
        pytest.skip("no Firefox is installed here: apt-get install firefox-esr (CI always has one)")
    faults = []
    with firefox.firefox(dark=theme == "dark") as tab:
        tab.resize(width)
        for kind in kinds:
            tab.goto(f"{served}{language}/{kind}")
            # What is still being loaded is shown dimmed.
            tab.evaluate(_SETTLED)
            tab.run(Axe().axe_script)
            faults += [f"{kind}: {fault}" for fault in tab.evaluate(_AXE_RUN)]
            if (over := tab.evaluate(_SCROLLS)) > 0:
                faults.append(f"{kind}: scrolls {over} px sideways")
        left = [address for address in tab.requests if not address.startswith((served, "data:", "blob:", "about:"))]
        assert f"{served}{language}/index.html" in tab.requests, "requests are seen at all"
    assert faults == []
    assert left == []
    assert tab.errors == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_scrolls_sideways_on_any_screen_nor_at_200_percent(
    visit: Visit, kinds: list[str], language: str
) -> None:
    tab, faults = None, []
    for kind in kinds:
        tab = _at(tab, visit, f"{language}/{kind}")
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            if (over := tab.evaluate(_SCROLLS)) > 0:
                faults.append(f"{kind} at {width}: {over} px: {tab.evaluate(_STICKS_OUT)}")
    assert faults == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_scrolls_sideways_where_a_reader_widens_letters_and_lines(
    visit: Visit, kinds: list[str], language: str
) -> None:
    """The spacing of success criterion 1.4.12."""
    widened = """() => {
        const spacing = new CSSStyleSheet();
        spacing.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }");
        document.adoptedStyleSheets = [spacing];
    }"""
    tab, faults = None, []
    for kind in kinds:
        tab = _at(tab, visit, f"{language}/{kind}", width=320)
        tab.evaluate(_SETTLED)
        tab.evaluate(widened)
        if (over := tab.evaluate(_SCROLLS)) > 0:
            faults.append(f"{kind}: {over} px: {tab.evaluate(_STICKS_OUT)}")
    assert faults == []


def test_the_other_language_stands_at_the_end_of_the_head_of_every_page(visit: Visit, kinds: list[str]) -> None:
    tab, ends = None, set()
    for kind in kinds:
        tab = _at(tab, visit, f"en/{kind}")
        ends.add(tab.evaluate("Math.round(document.querySelector('.top .language').getBoundingClientRect().right)"))
    assert len(ends) == 1


def test_arrow_keys_lead_through_a_table_by_row_and_by_column(visit: Visit) -> None:
    tab = visit("zh/indicator/gdp.html")
    cell = "[...document.querySelector('main table').rows].map((row) => [...row.cells].indexOf(document.activeElement.closest('th, td')))"
    where = (
        f"(() => {{ const at = {cell}; const row = at.findIndex((found) => found >= 0); return [row, at[row]]; }})()"
    )
    tab.locator("main table").first.locator("td a").first.focus()
    row, column = tab.evaluate(where)
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate(where) == [row, 0], "the name of the government"
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate(where) == [row, column]
    tab.keyboard.press("ArrowDown")
    below = tab.evaluate(where)
    assert below[0] > row and below[1] == column


def test_the_filters_of_the_table_of_all_targets_can_be_passed_over(visit: Visit) -> None:
    tab = visit("zh/explore.html?place=440000")
    tab.locator("main table tbody a").first.wait_for()
    tab.locator("button.skip").focus()
    tab.keyboard.press("Enter")
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("!!document.activeElement.closest('main table tbody')"):
            return
    raise AssertionError("no row within 20 presses of Tab")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_is_pressed_is_large_enough_for_a_finger(visit: Visit, kinds: list[str], language: str) -> None:
    """Controls of 24 px; links within a sentence or a table are as high as their line."""
    small = """() => [...document.querySelectorAll("button, select, summary, input:not([type=hidden]), nav a")]
        .filter((one) => one.checkVisibility() && !one.closest("td, th, p, li p, dd"))
        .map((one) => [one, one.getBoundingClientRect()])
        .filter(([one, box]) => box.width > 0 && Math.min(box.width, box.height) < 23.5 && !one.closest("label"))
        .map(([one, box]) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${one.outerHTML.slice(0, 100)}`)"""
    tab, faults = None, []
    for kind in kinds:
        tab = _at(tab, visit, f"{language}/{kind}", width=375)
        faults += [f"{kind}: {one}" for one in tab.evaluate(small)]
    assert faults == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_has_one_heading_of_the_first_rank_and_skips_none(
    visit: Visit, kinds: list[str], language: str
) -> None:
    tab, faults = None, []
    for kind in kinds:
        tab = _at(tab, visit, f"{language}/{kind}")
        ranks = tab.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1]))"
        )
        if ranks.count(1) != 1 or ranks[:1] != [1]:
            faults.append(f"{kind}: {ranks}")
        faults += [f"{kind}: h{low} after h{high}" for high, low in pairwise(ranks) if low > high + 1]
    assert faults == []


def test_without_a_script_places_indicators_years_and_reports_hold_their_tables(visit: Visit) -> None:
    rows = {
        "place/440000.html": ("7.4%左右", "7.1%"),
        "indicator/gdp.html": ("广东", "2016"),
        "year/2022.html": ("广东", "四川"),
        "r/510100-2024.html": ("保障性住房", "6540套"),
    }
    tab = None
    for page, texts in rows.items():
        tab = _at(tab, visit, f"zh/{page}", java_script_enabled=False)
        cells = " ".join(tab.locator("table").all_inner_texts())
        assert [text for text in texts if text not in cells] == [], page


def test_printed_a_page_is_not_empty_and_holds_its_tables(visit: Visit, kinds: list[str]) -> None:
    tab = None
    for kind in kinds:
        tab = _at(tab, visit, f"zh/{kind}")
        tab.emulate_media(media="print")
        if kind == "explore.html":  # its rows come when they are read
            tab.locator("main table tbody tr").first.wait_for()
        assert len(tab.locator("main").inner_text()) > 40, kind
        assert not tab.locator("header nav").first.is_visible(), kind
        assert len(tab.pdf()) > 5_000, kind
        tab.emulate_media(media="screen")


def test_both_languages_lead_to_each_other_and_the_reader_s_is_remembered(visit: Visit, served: str) -> None:
    tab = visit("zh/place/440000.html")
    tab.locator("a[hreflang=en]").first.click()
    assert tab.url == f"{served}en/place/440000.html"
    assert tab.evaluate("document.documentElement.lang") == "en"
    tab.goto(served)
    tab.wait_for_url(f"{served}en/index.html")
    tab.locator("a[hreflang=zh-CN]").first.click()
    tab.wait_for_url(f"{served}zh/index.html")
    tab.goto(served)
    tab.wait_for_url(f"{served}zh/index.html")


@pytest.mark.parametrize(("locale", "language"), [("zh-TW", "zh"), ("en-US", "en"), ("de-DE", "en")])
def test_the_first_visit_is_in_the_language_of_the_browser(
    visit: Visit, served: str, locale: str, language: str
) -> None:
    visit("index.html", locale=locale).wait_for_url(f"{served}{language}/index.html")


def test_the_first_page_leads_on_without_a_script_too(visit: Visit, served: str) -> None:
    tab = visit("index.html", java_script_enabled=False)
    assert {link.get_attribute("href") for link in tab.locator("a").all()} >= {"zh/index.html", "en/index.html"}


@pytest.mark.parametrize(
    ("page", "most"), [("index.html", 600_000), ("explore.html", 600_000), ("place/440000.html", 300_000)]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_first_view_needs_few_bytes(visit: Visit, built: Path, page: str, most: int, language: str) -> None:
    tab = visit("zh/limits.html" if (built / "zh/limits.html").exists() else "zh/index.html")
    asked: list[str] = []
    tab.context.on("request", lambda sent: asked.append(sent.url))
    fresh = tab.context.new_page()
    fresh.goto(f"{tab.url.split(BELOW)[0]}{BELOW}{language}/{page}")
    fresh.wait_for_load_state("networkidle")
    files = {re.sub(r"[?#].*", "", url).split(BELOW)[1] for url in asked if BELOW in url}
    sizes = {file: (built / file).stat().st_size for file in files if (built / file).is_file()}
    assert sizes, "nothing was asked for"
    assert sum(sizes.values()) < most, sizes


def _at(tab: Any, visit: Visit, path: str, **options: Any) -> Any:
    """The tab at a page: the one there is, else one that is opened; its text is ready to be read."""
    if tab is None:
        return visit(path, **options)
    tab.goto(f"{tab.url.split(BELOW)[0]}{BELOW}{path}")
    return tab
