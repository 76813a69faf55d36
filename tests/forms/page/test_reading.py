"""How a page reads on a phone, on a desk, on paper, by keyboard and in either language, in headless Chromium: charts and table under one filter."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.forms.page import Listed, index, page
from pipelines.packages.definition import Definition, Owner
from schemas import codelists
from tests.forms.page.many import many

pytest.importorskip("playwright", reason="no Chromium, so make installed no driver of it")

Show = Callable[..., Any]
PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 667}, "is_mobile": True, "has_touch": True}
MANY = Definition(
    "many", "许多", "Many", regions=(), years=(), owner=Owner("We"), description_zh="编造。", description_en="Made up."
)
# So much may move while a page loads: 0.1 is what is called good.
STILL = 0.02
_SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; }).observe({type: "layout-shift", buffered: true});"""


REPORTS = 31 * 27


def tables(each: int = 3, plans: bool = False) -> dict[str, pl.DataFrame]:
    """So many targets of each of 31 governments in each of 27 years, the first of GDP; on request the last is of a plan of five years."""
    made_up = many(REPORTS * each)
    place = pl.int_range(pl.len()) % each
    year = pl.col("year")
    made_up["targets"] = made_up["targets"].with_columns(
        indicator=pl.when(place == 0).then(pl.lit("地区生产总值")).otherwise("indicator"),
        indicator_id=pl.when(place == 0).then(pl.lit("gdp")).otherwise("indicator_id"),
        period=pl.when(plans & (place == each - 1)).then(pl.format("{}/{}", year, year + 4)).otherwise("period"),
    )
    return made_up


def several(**of: Any) -> str:
    """Their page."""
    return page(MANY, "1.0.0", tables(**of), {}, {})


@pytest.fixture(scope="session")
def governments() -> str:
    """Of three targets a report."""
    return several()


def rows(tab: Any) -> list[str]:
    """The ids of the rows shown."""
    return [str(line) for line in tab.locator("#rows tbody tr[id]").evaluate_all("rows => rows.map((row) => row.id)")]


def choose(tab: Any, control: str, option: str | int) -> None:
    by: dict[str, Any] = {"index": option} if isinstance(option, int) else {"value": option}
    tab.locator(control).select_option(**by)


@pytest.mark.parametrize("control", ["#chart-region", "#region"])
def test_a_government_chosen_at_the_chart_or_at_the_table_is_chosen_at_both(
    governments: str, show: Show, control: str
) -> None:
    tab = show(governments)
    choose(tab, control, "440000")
    assert {row.split("-")[0] for row in rows(tab)} == {"440000"}
    assert tab.locator("#plots figcaption").inner_text().startswith("广东")
    assert [tab.locator(name).input_value() for name in ("#chart-region", "#region")] == ["440000"] * 2


def test_a_series_by_years_is_told_in_numbers_the_newest_year_first(governments: str, show: Show) -> None:
    tab = show(governments)
    choose(tab, "#region", "440000")
    choose(tab, "#indicator", 1)
    lines = [line.split("\t") for line in tab.locator("table.tracks tbody tr").all_inner_texts()]
    shown = rows(tab)
    years = [line[0].strip() for line in lines]
    assert years == sorted(years, reverse=True) and len(years) > 1
    assert {row.split("@")[0] for row in shown} == {f"440000-{year}" for year in years}
    values = dict(tables()["targets"].select("target_id", "value").iter_rows())
    came = dict(tables()["outcomes"].select("target_id", "actual").iter_rows())
    links = tab.locator("table.tracks a").evaluate_all("links => links.map((link) => link.hash.slice(1))")
    for link, line in zip(links, lines, strict=True):
        told = [cell.strip() for cell in line[2:4]]
        assert told == [f"{cell.normalize():f}" if cell is not None else "–" for cell in (values[link], came[link])]


def test_governments_of_one_year_are_ranked_by_how_far_they_went_beyond_their_target(
    governments: str, show: Show
) -> None:
    tab = show(governments)
    choose(tab, "#chart-indicator", 1)
    year = tab.locator("#plots .heat thead th").last.inner_text()
    choose(tab, "#chart-year", year)
    cells = tab.locator("table.tracks tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.querySelectorAll('td.number')].map((cell) => Number(cell.textContent)))"
    )
    beyond = [round(came - target, 6) for target, came in cells if came == came]
    assert beyond == sorted(beyond, reverse=True)
    assert {row.split("@")[0].split("-")[1] for row in rows(tab)} == {year}


def test_a_tap_on_a_cell_says_what_it_is_and_the_table_shows_its_targets_until_it_is_taken_away(
    governments: str, show: Show
) -> None:
    tab = show(governments, **PHONE)
    cell = tab.locator(".cell[aria-label^='新疆 2026']")
    cell.tap()
    assert cell.get_attribute("aria-pressed") == "true"
    said = tab.locator(".readout").inner_text()
    assert said.startswith(cell.get_attribute("aria-label"))
    assert {row.split("@")[0] for row in rows(tab)} == {"650000-2026"}
    assert "新疆 2026" in tab.locator("#cell").inner_text()
    tab.locator("#cell").tap()
    assert len({row.split("@")[0] for row in rows(tab)}) > 1 and cell.get_attribute("aria-pressed") == "false"


def test_a_heat_map_is_one_stop_of_the_keyboard_and_is_walked_with_the_arrow_keys(governments: str, show: Show) -> None:
    tab = show(governments)
    assert tab.locator("#plots button.cell[tabindex='0']").count() == 1
    tab.locator("#plots button.cell[tabindex='0']").focus()
    named = "document.activeElement.getAttribute('aria-label')"
    assert tab.evaluate(named).startswith("北京 2026")
    for key, expected in (("ArrowDown", "天津 2026"), ("ArrowLeft", "天津 2025"), ("ArrowUp", "北京 2025")):
        tab.keyboard.press(key)
        assert tab.evaluate(named).startswith(expected)
        assert tab.locator(".readout").inner_text() == tab.evaluate(named)
    tab.keyboard.press("Enter")
    assert {row.split("@")[0] for row in rows(tab)} == {"110000-2025"}


@pytest.mark.parametrize("width", [320, 1280])
def test_a_heat_map_begins_with_the_newest_year_in_sight_beside_the_names_and_no_label_covers_another(
    governments: str, show: Show, width: int
) -> None:
    tab = show(governments, viewport={"width": width, "height": 800})
    boxes = tab.locator(".heat thead th").evaluate_all(
        """heads => heads.slice(1).map((head) => {
            const range = document.createRange();
            range.selectNodeContents(head);
            const {left, right} = range.getBoundingClientRect();
            return [left, right];
        })"""
    )
    assert all(after[0] >= before[1] for before, after in pairwise(boxes))
    box = tab.locator("#plots .scroll").bounding_box()
    assert boxes[-1][1] <= box["x"] + box["width"] + 1
    name = tab.locator(".heat tbody th").first.bounding_box()
    assert abs(name["x"] - box["x"]) < 3 and name["x"] + name["width"] < width


def test_counts_beside_verdicts_follow_the_other_choices(governments: str, show: Show) -> None:
    tab = show(governments)
    choose(tab, "#year", "2022")
    outcomes = tables()["outcomes"].filter(pl.col("year") == 2022)
    expected = outcomes["status"].eq("missed").sum()
    assert tab.locator("[data-status=missed] .count").inner_text() == str(expected) != "0"


def test_the_newest_comes_first_and_what_people_ask_for_before_the_rest(governments: str, show: Show) -> None:
    tab = show(governments)
    shown = rows(tab)
    indicators = dict(tables()["targets"].select("target_id", "indicator_id").iter_rows())
    known = {row["indicator_id"] for row in codelists.read("headlines") if row["relation"] == "same"}
    assert {row.split("@")[0].split("-")[1] for row in shown} == {"2026"}
    asked = [indicators[row] in known for row in shown]
    assert asked == sorted(asked, reverse=True) and asked[0]


def test_plans_of_several_years_are_left_out_until_they_are_asked_for(show: Show) -> None:
    tab = show(several(plans=True))
    assert tab.locator("#of-year").is_checked()
    assert tab.locator("#shown").inner_text().startswith("共2,511项，筛选出1,674项")
    tab.locator("#of-year").uncheck()
    assert tab.locator("#shown").inner_text().startswith("共2,511项")
    assert "筛选出" not in tab.locator("#shown").inner_text()


def test_a_link_to_a_plan_of_several_years_opens_it(show: Show) -> None:
    plan = tables()["targets"]["target_id"][2]
    tab = show(several(plans=True), hash=f"#{plan}")
    assert tab.evaluate("document.activeElement.closest('tr').id") == plan


def test_the_search_is_on_the_first_screen_of_a_phone_and_leads_to_what_it_finds(html: str, show: Show) -> None:
    tab = show(html, **PHONE)
    box = tab.locator("#find").bounding_box()
    assert box["y"] + box["height"] <= PHONE["viewport"]["height"]
    tab.locator("#find").fill("接待游客")
    assert tab.locator("#find-go").inner_text() == "查看这1项"
    assert tab.locator("#search").input_value() == "接待游客"
    tab.locator("#find-go").tap()
    assert "接待游客" in tab.evaluate("document.activeElement.closest('tr').textContent")
    assert tab.locator("#rows tbody tr[id]").first.bounding_box()["y"] < PHONE["viewport"]["height"]


def test_a_short_name_finds_an_indicator_whatever_a_report_calls_it(html: str, show: Show) -> None:
    tab = show(html)
    tab.locator("#search").fill("GDP")
    assert rows(tab)[:1] == ["650000-2023@27"]


def test_the_first_row_is_two_keys_away_and_arrows_lead_from_row_to_row(governments: str, show: Show) -> None:
    tab = show(governments)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    shown = rows(tab)
    focused = "document.activeElement.closest('tr').id"
    assert tab.evaluate(focused) == shown[0]
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate(focused) == shown[1]


def test_each_row_has_its_name_as_its_header(html: str, show: Show) -> None:
    tab = show(html)
    for table in ("#rows", "table.tracks"):
        lines = tab.locator(f"{table} tbody tr")
        assert lines.count() == tab.locator(f"{table} tbody tr > th[scope=row]").count() > 0
    tab = show(several(each=1))
    assert tab.locator(".heat tbody tr").count() == tab.locator(".heat tbody th[scope=row]").count() == 31


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_nothing_moves_while_a_page_loads(governments: str, chromium: Any, tmp_path: Path, locale: str) -> None:
    path = tmp_path / "index.html"
    path.write_text(governments, encoding="utf-8")
    tab = chromium.new_context(locale=locale, viewport={"width": 375, "height": 667}).new_page()
    tab.add_init_script(_SHIFTS)
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-ready=all]")
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.shifted") < STILL
    tab.context.close()


def test_a_row_that_an_address_asks_for_is_not_pushed_away_by_the_charts(governments: str, show: Show) -> None:
    last = tables()["targets"]["target_id"][-1]
    tab = show(governments, hash=f"#{last}", **PHONE)
    assert tab.locator("#plots .heat").count() == 1
    assert 0 <= tab.locator("tr.is-open").bounding_box()["y"] < 100


def test_a_chosen_language_is_kept_from_the_list_to_the_page_and_back_at_the_next_visit(
    chromium: Any, tmp_path: Path, html: str
) -> None:
    counts = dict.fromkeys(codelists.codes("status"), 3)
    listed = Listed(MANY, "1.0.0", "many/1.0.0/index.html", "2024-12-31", 3, 100, counts)
    (tmp_path / "many/1.0.0").mkdir(parents=True)
    (tmp_path / "many/1.0.0/index.html").write_text(html, encoding="utf-8")
    (tmp_path / "index.html").write_text(index([listed], MANY.owner), encoding="utf-8")
    tab = chromium.new_context(locale="zh-CN").new_page()
    tab.goto((tmp_path / "index.html").as_uri())
    tongue = "document.documentElement.dataset.tongue"
    assert tab.evaluate(tongue) == "zh"
    tab.locator("[data-choose=en]").click()
    tab.locator("h2 a").click()
    tab.wait_for_selector("html[data-ready=all]")
    assert tab.evaluate(tongue) == "en"
    assert tab.evaluate("localStorage.getItem('mubiao-language')") == "en"
    tab.locator("[data-choose=zh]").click()
    tab.locator(".brand").click()
    assert tab.evaluate(tongue) == "zh"
    tab.context.close()


def test_an_address_may_ask_for_a_language_and_a_row(html: str, show: Show, tmp_path: Path) -> None:
    tab = show(html, hash="?lang=en#650000-2023@27")
    assert tab.evaluate("document.documentElement.lang") == "en"
    assert tab.evaluate("document.activeElement.closest('tr').id") == "650000-2023@27"
    tab.locator("[data-choose=zh]").click()
    tab.reload()
    assert tab.evaluate("document.documentElement.lang") == "zh-CN"


def test_every_table_that_is_wider_than_its_place_scrolls_in_a_box_that_is_named_and_reached_by_keyboard(
    governments: str, show: Show
) -> None:
    for locale in ("zh-CN", "en-GB"):
        tab = show(governments, locale=locale, viewport={"width": 320, "height": 700})
        wide = tab.locator("main :is(.scroll, .wide-table)").evaluate_all(
            "boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => [box.tabIndex, box.role, box.ariaLabel])"
        )
        assert wide and all(place == 0 and role == "region" and name for place, role, name in wide)


def test_what_is_printed_is_headline_chart_and_every_row_of_the_filter(html: str, show: Show) -> None:
    tab = show(html, color_scheme="dark")
    tab.emulate_media(media="print")
    for shown in (".headline", ".bar", "#plots table.tracks", "#rows tbody tr"):
        assert tab.locator(shown).first.is_visible(), shown
    for hidden in (".find", ".filters", ".downloads", ".languages"):
        assert not tab.locator(hidden).first.is_visible(), hidden
    assert tab.locator(".bar .met").evaluate("bar => getComputedStyle(bar).printColorAdjust") == "exact"
    assert tab.locator("html").evaluate("page => getComputedStyle(page).color") == "rgb(28, 27, 25)"


def test_a_printed_table_has_the_rows_of_all_its_pages_or_says_how_many(governments: str, show: Show) -> None:
    tab = show(governments, locale="en-GB")
    tab.evaluate(
        "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('#rows tbody tr[id]').length; })"
    )
    choose(tab, "#region", "440000")
    tab.pdf()
    assert tab.evaluate("window.printed") == 81
    assert len(rows(tab)) == 50
    tab.locator("#reset").click()
    tab.pdf()
    assert tab.evaluate("window.printed") == 500
    tab.emulate_media(media="print")
    assert tab.locator("#printed").inner_text() == "The first 500 of 2,511 targets are printed; filter to print others."
    width = "box => box.scrollWidth"
    tab.set_viewport_size({"width": 1047, "height": 700})  # A4 on its side, without margins
    assert tab.locator("#plots .heat").evaluate(width) <= 1047
