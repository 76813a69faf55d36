"""Eight tasks of a reader, by mouse and by keyboard alone, each in at most three steps: a click, a choice or a word typed is a step.

The country is made up (``world``): what Guangdong set, what Chengdu built, and which figure turned a verdict stands there.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Visit = Callable[..., Any]
MOST_STEPS = 3
BY = pytest.mark.parametrize("by", ["mouse", "keyboard"])
# So often Tab is pressed before something counts as out of reach.
MOST_TABS = 400


class Reader:
    """Somebody with a mouse, or with a keyboard alone, whose steps are counted."""

    def __init__(self, tab: Any, by: str) -> None:
        self.tab, self.by, self.steps = tab, by, 0

    def press(self, what: Any) -> None:
        """A click on a link, a button or a box to tick; by keyboard Tab until it is reached, then Enter or Space."""
        self._step()
        if self.by == "mouse":
            what.click()
            return
        self._reach(what)
        self.tab.keyboard.press("Space" if what.get_attribute("type") == "checkbox" else "Enter")

    def rest(self, what: Any) -> None:
        """The pointer on a word; by keyboard the focus."""
        self._step()
        what.hover() if self.by == "mouse" else self._reach(what)

    def search(self, words: str, option: str) -> None:
        """Two steps: words typed into the search of the page, and the option that is wanted of those it offers."""
        box = self.tab.get_by_role("combobox").first
        self._step()
        self._reach(box) if self.by == "keyboard" else box.click()
        self.tab.keyboard.type(words)
        offered = self.tab.get_by_role("option").filter(has_text=option).first
        offered.wait_for()
        self._step()
        if self.by == "mouse":
            offered.click()
            return
        for _ in range(12):
            self.tab.keyboard.press("ArrowDown")
            if offered.get_attribute("aria-selected") == "true":
                break
        self.tab.keyboard.press("Enter")

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= MOST_STEPS, f"more than {MOST_STEPS} steps"

    def _reach(self, what: Any) -> None:
        what.wait_for()
        wanted = what.element_handle()
        for _ in range(MOST_TABS):
            if self.tab.evaluate("(wanted) => document.activeElement === wanted", wanted):
                return
            self.tab.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {what}")


def rows(tab: Any) -> list[str]:
    """The rows of the table of all targets, once it is there."""
    table = tab.locator("main table tbody tr")
    table.first.wait_for()
    return [re.sub(r"\s+", " ", text) for text in table.all_inner_texts()]


@BY
def test_the_gdp_targets_and_results_of_guangdong_by_year_with_numbers(visit: Visit, by: str) -> None:
    reader = Reader(visit("zh/index.html"), by)
    reader.search("广东 GDP", "广东省 · 地区生产总值")
    reader.tab.wait_for_url("**/explore.html?*")
    shown = rows(reader.tab)
    assert len(shown) == 11
    (of_2016,) = [row for row in shown if " 2016 " in row]
    assert re.search(r"广东 2016 地区生产总值 增长7\.4%左右 增长7\.4% .* 实现", of_2016)
    # Beside the table they are drawn, with their numbers.
    assert {"7.1", "6.35", "2015"} <= set(reader.tab.locator("main svg text").all_text_contents())


@BY
def test_who_missed_2022_with_how_many_of_how_many(visit: Visit, by: str) -> None:
    reader = Reader(visit("zh/index.html"), by)
    reader.search("2022", "2022年的报告")
    reader.tab.wait_for_url("**/year/2022.html")
    said = reader.tab.locator("main").inner_text()
    assert "有结果可比的104项中，79项实现" in said, "of how many, on the page of the year"
    reader.press(reader.tab.get_by_role("link", name="2022年没有达到的目标").first)
    reader.tab.wait_for_url("**/explore.html?*")
    shown = rows(reader.tab)
    assert shown and all("未实现" in row and " 2022 " in row for row in shown)
    assert any("低于目标" in row for row in shown)


@BY
def test_housing_of_chengdu_in_2024_with_results(visit: Visit, by: str) -> None:
    reader = Reader(visit("zh/index.html"), by)
    reader.search("成都 2024 住房", "成都市 · 2024年 · 住房与城市建设")
    reader.tab.wait_for_url("**/explore.html?*")
    shown = rows(reader.tab)
    assert len(shown) == 4
    assert "成都 2024 新开工保障性住房 6000套 6540套" in shown[0]
    assert all("成都 2024" in row for row in shown)


@BY
def test_the_sentence_of_a_row(visit: Visit, by: str) -> None:
    reader = Reader(visit("zh/r/510100-2024.html"), by)
    reader.press(reader.tab.get_by_role("link", name="新开工保障性住房", exact=True).first)
    sentence = reader.tab.locator("blockquote", has_text="保障性住房").first
    sentence.wait_for()
    assert sentence.locator("mark").first.inner_text() == "6000套"
    assert reader.tab.url.endswith("#458"), "the opened row has an address"


@BY
@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_rows_shown_as_a_workbook_that_opens(visit: Visit, by: str, tmp_path: Path) -> None:
    reader = Reader(visit("zh/explore.html?place=510100&year=2024&topic=housing"), by)
    assert len(rows(reader.tab)) == 4
    with reader.tab.expect_download() as download:
        reader.press(reader.tab.get_by_role("button", name=re.compile("Excel")))
    name = download.value.suggested_filename
    assert name.startswith("mubiao-governments-1.0.0-成都-") and "2024" in name and name.endswith("4rows.xlsx")
    path = tmp_path / "shown.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert len(cells) == 5 and "新开工保障性住房" in map(str, cells[1])
    assert book.worksheets[0].auto_filter.ref and len(book.worksheets) > 1
    if soffice := shutil.which("soffice"):
        home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            [soffice, home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path, path],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        assert "新开工保障性住房" in (tmp_path / "shown.csv").read_text(encoding="utf-8")


@BY
def test_a_link_to_a_filtered_view_opens_it_as_it_was(visit: Visit, by: str, served: str) -> None:
    reader = Reader(visit("zh/explore.html?place=440000,510000&year=2019..2022"), by)
    before = rows(reader.tab)
    reader.press(reader.tab.get_by_role("checkbox", name=re.compile("^▼? ?未实现")).first)
    reader.tab.wait_for_url("**verdict=missed**")
    reader.tab.wait_for_function(
        "(count) => document.querySelectorAll('main table tbody tr').length < count", arg=len(before)
    )
    shown = rows(reader.tab)
    assert shown and all("未实现" in row for row in shown)
    again = visit(reader.tab.url.removeprefix(served))
    assert rows(again) == shown
    reader.tab.go_back()
    reader.tab.wait_for_function(
        "(count) => document.querySelectorAll('main table tbody tr').length === count", arg=len(before)
    )
    assert rows(reader.tab) == before


@BY
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_definition_of_near_where_the_word_stands(visit: Visit, by: str, language: str) -> None:
    reader = Reader(visit(f"{language}/place/440000.html"), by)
    reader.rest(reader.tab.locator("a.term[data-term='near']").first)
    opened = reader.tab.locator("[popover]").filter(visible=True).first
    opened.wait_for()
    assert len(opened.inner_text()) > 20
    assert opened.locator("a[href$='glossary.html#near']").count() == 1


@BY
def test_the_newest_figure_that_turned_a_verdict(visit: Visit, by: str) -> None:
    reader = Reader(visit("zh/index.html"), by)
    reader.press(reader.tab.get_by_role("link", name="判定改变的全部目标"))
    reader.tab.wait_for_url("**changed=1**")
    (turned,) = rows(reader.tab)
    assert "浙江 2019" in turned
    reader.press(reader.tab.locator("main table tbody a").first)
    reader.tab.wait_for_url("**/r/330000-2019.html#*")
    opened = reader.tab.locator(".opened").filter(visible=True).first
    opened.wait_for()
    said = opened.inner_text()
    assert "5.6%" in said and "7.2%" in said, "both figures"
    assert "2020年12月20日" in said, "the day of the newest"
