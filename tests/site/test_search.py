"""The search box at the top of every page, tried in a browser: what readers type, by its many names, and what they are led to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest

Visit = Callable[..., Any]
# A page deep in the site: what is found there is found from everywhere.
DEEP = "year/2022.html"
HUNDRED_KB = 100_000


def _typed(tab: Any, text: str) -> Any:
    """The list below the box after a text was typed."""
    box = tab.get_by_role("combobox")
    box.fill("")
    box.press_sequentially(text)
    # The last line asks for what was typed: the list is not that of the letters before the last.
    tab.locator(f".lines:not([hidden]) > a[href$='?q={quote_plus(text)}']").wait_for()
    return tab.get_by_role("listbox")


def _lines(tab: Any, text: str) -> list[str]:
    return [" ".join(line.split()) for line in _typed(tab, text).get_by_role("option").all_inner_texts()]


def _first(tab: Any, text: str) -> str:
    """Where Enter leads, from the folder of the language."""
    address = _typed(tab, text).get_by_role("option").first.get_attribute("href")
    return str(address).split("/zh/")[-1].split("/en/")[-1]


def test_a_government_is_found_by_any_of_its_names(visit: Visit) -> None:
    tab = visit(f"zh/{DEEP}")
    for name in ("广州", "广州市", "Guangzhou", "guangzhou", "440100", "穗", "羊城", "Canton", "广 州"):
        assert _first(tab, name) == "place/440100.html", name


def test_growth_is_found_by_any_of_its_names(visit: Visit) -> None:
    tab = visit(f"en/{DEEP}")
    for name in ("GDP", "gdp", "国内生产总值", "地区生产总值", "生产总值", "经济增长", "GDP growth", "growth"):
        assert _first(tab, name) == "indicator/gdp.html", name


MEANT = {
    "CPI": "indicator/cpi.html",
    "物价": "indicator/cpi.html",
    "失业": "indicator/unemployment_surveyed_urban.html",
    "unemployment": "indicator/unemployment_surveyed_urban.html",
    "2022": "year/2022.html",
    "广州 2022": "r/440100-2022.html",
    "广州2022年": "r/440100-2022.html",
    "粤": "place/440000.html",
    "guangdong gdp": "explore.html?place=440000&indicator=gdp",
    "gdp guangdong": "explore.html?place=440000&indicator=gdp",
    "粤GDP": "explore.html?place=440000&indicator=gdp",
    "gdp 2022": "explore.html?indicator=gdp&year=2022",
    "成都 2024 住房": "explore.html?place=510100&topic=housing&year=2024",
    "2022 未实现": "explore.html?year=2022&verdict=missed",
    "广东未实现": "explore.html?place=440000&verdict=missed",
}


def test_enter_leads_to_what_was_meant(visit: Visit) -> None:
    tab = visit(f"zh/{DEEP}")
    assert {typed: _first(tab, typed) for typed in MEANT} == MEANT


def test_every_line_says_how_many_targets_there_are_and_how_many_are_judged(visit: Visit) -> None:
    assert _lines(visit(f"zh/{DEEP}"), "广州")[0].startswith("广州市 ")
    line = _lines(visit(f"en/{DEEP}"), "gdp")[0]
    assert line.startswith("GDP ")
    assert line.endswith("judged")
    assert line.split()[1].isdigit()


def test_there_are_at_most_eight_lines_and_the_last_looks_through_all_targets(visit: Visit) -> None:
    tab = visit(f"en/{DEEP}")
    for typed in ("a", "in", "zhejiang", "no such name at all"):
        lines = _lines(tab, typed)
        assert 1 <= len(lines) <= 8
        assert typed in lines[-1]
    assert len(_lines(tab, "no such name at all")) == 1
    assert _first(tab, "no such name at all") == "explore.html?q=no+such+name+at+all"


def test_places_and_indicators_stand_apart(visit: Visit) -> None:
    listbox = _typed(visit(f"en/{DEEP}"), "g")
    assert listbox.get_by_role("group", name="Governments").get_by_role("option").count() >= 1
    assert listbox.get_by_role("group", name="Indicators").get_by_role("option").count() >= 1


def test_the_keyboard_chooses_a_line_and_escape_closes_the_list(visit: Visit) -> None:
    tab = visit(f"en/{DEEP}")
    box = tab.get_by_role("combobox")
    listbox = _typed(tab, "a")
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = listbox.locator("[aria-selected=true]")
    assert chosen.count() == 1
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("Escape")
    assert listbox.is_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    _typed(tab, "广州")
    box.press("Enter")
    tab.wait_for_url("**/en/place/440100.html")


def test_a_line_is_chosen_with_the_mouse(visit: Visit) -> None:
    tab = visit("zh/index.html")
    _typed(tab, "gdp").get_by_role("option").first.click()
    tab.wait_for_url("**/zh/indicator/gdp.html")


def test_who_presses_enter_before_the_list_is_there_gets_there_too(visit: Visit) -> None:
    tab = visit("zh/index.html")
    box = tab.get_by_role("combobox")
    box.fill("穗")
    box.press("Enter")
    tab.wait_for_url("**/zh/place/440100.html")


def test_the_list_stays_on_a_phone_and_on_the_screen(visit: Visit) -> None:
    tab = visit("en/index.html", width=320)
    box = tab.get_by_role("combobox").bounding_box()
    assert box["y"] + box["height"] < 667, "the box is on the first screen of a phone"
    _typed(tab, "unemployment guangzhou")
    found = tab.get_by_role("listbox").bounding_box()
    assert found["x"] >= 0
    assert found["x"] + found["width"] <= 320


def test_the_search_works_from_a_disk(visit: Visit, built: Path) -> None:
    tab = visit("zh/place/440000.html", at=f"{built.as_uri()}/")
    _typed(tab, "穗")
    tab.get_by_role("combobox").press("Enter")
    tab.wait_for_url("**/zh/place/440100.html")


def test_nothing_is_loaded_before_the_box_gets_focus(visit: Visit) -> None:
    tab = visit(f"zh/{DEEP}")
    loaded = tab.locator("script[src*='data/search-']")
    assert loaded.count() == 0
    tab.get_by_role("combobox").focus()
    loaded.wait_for(state="attached")


def test_without_a_script_two_lists_stand_in_its_place(visit: Visit) -> None:
    tab = visit("en/index.html", java_script_enabled=False)
    assert tab.get_by_role("combobox").count() == 0
    for page in ("places.html", "indicators.html"):
        assert tab.locator("search").locator(f"a[href='{page}']").count() == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_looked_through_is_small(built: Path, language: str) -> None:
    assert (built / f"data/search-{language}.js").stat().st_size < HUNDRED_KB


def test_the_id_of_a_target_leads_to_it_where_its_report_is_at_hand(visit: Visit) -> None:
    tab = visit(f"zh/{DEEP}")
    assert _first(tab, "510100-2024@458") == "r/510100-2024.html#458"
    assert _first(tab, "510100-1911@458").startswith("explore.html?")
