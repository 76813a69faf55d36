"""The page of a report and its JSON: its rows, what shows when one is opened, what can be taken away; with and without a script."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.site.document import Page
from pipelines.site.folder import put
from pipelines.site.fragments import landing
from pipelines.site.pages import report, whole_site
from pipelines.site.prepare import in_text
from pipelines.site.source import Source
from tests.forms.page import browser
from tests.site import small

PAGE = f"r/{small.FIRST}.html"
# Of an address with characters that a query and a fragment give a meaning; the comma and the hyphen mean something in a text directive.
LANDED = "https://example.org/r?a=1&b=2#:~:text=甲%2D乙%26丙%2C,00万吨以上"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """A package without sentences."""
    return small.source(tmp_path_factory.mktemp("facts"), contact="data@example.org")


@pytest.fixture(scope="module")
def with_text(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """One that holds them."""
    return small.source(tmp_path_factory.mktemp("text"), text="whole")


def pages(source: Source) -> dict[str, str]:
    """Path -> content of all files of reports."""
    made: dict[str, str] = {}
    for key in report.keys(source):
        made |= {page.path: str(page.content) for page in report.pages(source, key)}
    return made


def row(page: str, anchor: str) -> str:
    """A row with the one below it that it opens, if it has one."""
    return re.split(r"\n<tr id=|\n</table>\n</div>\n", page.split(f"<tr id={anchor} ")[1])[0]


def words(html: str) -> str:
    """What stands in a piece of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_targets_of_one_clause_stand_in_the_order_of_its_text() -> None:
    anchors = ["10007", "9970", "9970.2", "9970.10"]
    rows = pl.DataFrame({"report_id": "650000-2023", "char_start": 9960, "anchor": anchors, "target_id": anchors})
    assert in_text(rows)["anchor"].to_list() == ["9970", "9970.2", "9970.10", "10007"]


def test_rows_stand_in_the_order_of_the_text_and_what_is_set_again_is_a_second_place_of_its_row(source: Source) -> None:
    page = pages(source)[f"zh/{PAGE}"]
    assert re.findall(r"<tr id=([\d.]+)", page) == ["40", "105", "300", "710"]
    again = row(page, "105")
    assert "<span id=900></span>" in again
    assert "报告中共有2处写明" in again


def test_a_rate_stands_with_what_is_judged_and_with_all_targets(source: Source) -> None:
    made = pages(source)
    assert "共4项目标；有结果可比的1项中实现1项，其余3项没有可用的结果。" in made[f"zh/{PAGE}"]
    assert (
        "4 targets; 1 of the 1 with a comparable result was met. For the other 3 there is no usable result."
        in made[f"en/{PAGE}"]
    )


def test_a_row_has_its_name_as_its_header_and_its_sign_is_not_read_aloud(source: Source) -> None:
    judged = row(pages(source)[f"zh/{PAGE}"], "105")
    assert "<th scope=row><a href=#105>棉花产量</a>" in judged
    assert '<td class="v met">实现' in judged
    assert '.v.met::before{content:"● ";content:"● "/""}' in whole_site.signs()


def test_a_name_without_english_is_told_to_be_chinese(source: Source) -> None:
    page = pages(source)[f"en/{PAGE}"]
    assert "<a href=#40 lang=zh-CN>甲-乙&amp;丙</a>" in row(page, "40")
    assert "<a href=#105>Cotton output</a>" in row(page, "105")


def test_a_link_lands_on_the_clause_and_encodes_what_means_something_there() -> None:
    assert landing(small.ADDRESS, "甲-乙&丙,", "00万吨以上") == LANDED
    assert landing(small.ADDRESS, "甲", None) == "https://example.org/r?a=1&b=2#:~:text=甲"
    assert landing("https://example.org/#top", "5%", None) == "https://example.org/#top:~:text=5%25"


def test_a_report_without_an_address_and_one_that_no_browser_may_follow_have_no_link() -> None:
    assert landing(None, "甲", None) is None
    assert landing("javascript:alert(1)", "甲", None) is None


def test_a_report_whose_address_is_not_known_says_so(source: Source) -> None:
    assert "地址未知" in pages(source)[f"zh/r/{small.NEXT}.html"]


def test_an_opened_row_shows_all_figures_who_says_them_and_why_one_is_not_used(source: Source) -> None:
    page = pages(source)[f"zh/{PAGE}"]
    judged = words(row(page, "105"))
    assert "511.2万吨 统计公报， 某公报 · 某统计局 ，2024年3月1日，来源地址未知 用于判定 ● 实现" in judged
    assert "498万吨 媒体报道， 某报 · 某报社 ，2024年5月 未用（另一数字次序在前） ◆ 接近目标" in judged
    assert "511.2万吨（统计公报）与498万吨（媒体报道）不一致：公布较晚。" in judged
    assert "未用（统计范围更窄）" in words(row(page, "300"))


def test_what_the_next_report_says_stands_with_its_page_and_of_a_list_too(source: Source) -> None:
    page = pages(source)[f"zh/{PAGE}"]
    said = row(page, "710")
    assert "称已完成（所在清单）" in said
    assert f'<a href="{small.NEXT}.html">2024年报告</a>' in said
    assert "次年报告称已完成（完成9项）" in words(page)


def test_a_row_of_which_only_its_place_is_known_is_lean(source: Source) -> None:
    for language in ("zh", "en"):
        lean = "<tr id=40 " + row(pages(source)[f"{language}/{PAGE}"], "40")
        assert "opened" not in lean
        assert len(lean.encode()) <= 250


def test_where_a_package_holds_the_text_the_sentence_is_shown_with_its_value_marked(with_text: Source) -> None:
    page = pages(with_text)[f"zh/{PAGE}"]
    assert re.search(r"<blockquote[^>]*>棉花产量<mark>500万吨</mark>以上</blockquote>", row(page, "105"))
    assert '<q lang="zh-CN">十件民生实事办结九件</q>' in row(page, "710")


def test_a_package_that_holds_the_text_has_the_same_links_to_it(source: Source, with_text: Source) -> None:
    def ends(source: Source) -> list[str]:
        return re.findall(r'data-at="([^"]+)"', row(pages(source)[f"zh/{PAGE}"], "105"))

    assert ends(with_text) == ends(source) != []


def test_a_report_of_which_no_target_was_read_says_so(source: Source) -> None:
    page = pages(source)[f"zh/r/{small.NEXT}.html"]
    assert "没有从这份报告中读出带数字的目标。" in page
    assert "<table" not in page


def test_pages_of_reports_are_the_same_at_every_writing(source: Source) -> None:
    assert pages(source) == pages(source)


def test_programs_find_the_numbers_the_words_of_both_languages_and_all_figures(source: Source) -> None:
    content = json.loads(pages(source)[f"report/{small.FIRST}.json"])
    assert (content["report_id"], content["next"], content["counts"]) == (
        small.FIRST,
        small.NEXT,
        {"targets": 4, "judged": 1, "met": 1},
    )
    assert "previous" not in content
    lean, judged, *_ = content["targets"]
    assert (judged["value"], judged["value_base"], judged["unit_base"], judged["gap"]) == (500, 5_000_000, "t", 11.2)
    assert (judged["target_zh"], judged["target_en"]) == ("500万吨以上", "at least 5 million tonnes")
    assert judged["also_at"] == [f"{small.FIRST}@900"]
    assert [(figure["statistic_id"], figure.get("used", False), figure["verdict"]) for figure in judged["figures"]] == [
        (small.STATISTIC["statistic_id"], True, "met"), (small.PRESS["statistic_id"], False, "near"),
    ]  # fmt: skip
    used = judged["figures"][0]
    assert content["sources"][used["source"]]["source_title"] == small.STATISTIC["source_title"]
    assert {"status", "bound"} - set(lean) <= set(content["defaults"])
    assert "figures" not in lean
    assert content["project_lists"][0]["claims"][0]["items_done"] == 9


def test_nothing_is_null_and_no_key_empty_in_what_programs_read(source: Source) -> None:
    def cells(content: Any) -> Iterator[Any]:
        if isinstance(content, dict | list):
            for each in content.values() if isinstance(content, dict) else content:
                yield each
                yield from cells(each)

    content = json.loads(pages(source)[f"report/{small.FIRST}.json"])
    assert [cell for cell in cells(content["targets"]) if cell is None or cell in ("", [], {})] == []


# From here on in a browser, from disk.


@pytest.fixture(scope="module")
def site(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the reports with the scripts and styles of the site."""
    folder = tmp_path_factory.mktemp("site")
    for page in (*whole_site.pages(source, "whole_site"), *(Page(*each) for each in pages(source).items())):
        put(folder, page)
    return folder


@pytest.fixture
def show(chromium: Any, site: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of the folder; in the end no request may have left it, and no error been seen."""
    faults = []

    def opened(path: str, *, width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        tab = context.new_page()
        faults.append((context, tab, browser.watch(tab)))
        page, _, anchor = path.partition("#")
        tab.goto((site / page).as_uri() + (f"#{anchor}" if anchor else ""))
        return tab

    yield opened
    seen = [fault for _, _, noted in faults for fault in noted()]
    for context, _, _ in faults:
        context.close()
    # The search of the site is a piece that this folder has not.
    assert [fault for fault in seen if "search" not in fault and "ERR_FILE_NOT_FOUND" not in fault] == []


def test_an_address_opens_its_row_without_a_script(show: Callable[..., Any]) -> None:
    tab = show(f"zh/{PAGE}#105", java_script_enabled=False)
    assert tab.locator("tr.o:visible").count() == 1
    assert "承诺500，实际511.2。" in tab.locator("tr.o:visible").inner_text()
    tab.get_by_role("link", name="粮食产量").click()
    assert "未用（统计范围更窄）" in tab.locator("tr.o:visible").inner_text()


def test_the_address_of_a_second_place_opens_the_row_of_the_first(show: Callable[..., Any]) -> None:
    for scripted in (True, False):
        tab = show(f"zh/{PAGE}#900", java_script_enabled=scripted)
        assert "承诺500，实际511.2。" in tab.locator("tr.o:visible").inner_text()


def test_a_row_opens_by_keyboard_and_closes_again(show: Callable[..., Any]) -> None:
    tab = show(f"zh/{PAGE}")
    link = tab.get_by_role("link", name="棉花产量")
    assert link.get_attribute("aria-expanded") == "false"
    link.press("Enter")
    tab.locator(".take").wait_for()
    assert tab.url.endswith("#105")
    assert link.get_attribute("aria-expanded") == "true"
    link.press("Enter")
    assert tab.locator("tr.o:visible").count() == 0
    link.press("Enter")
    assert tab.locator("tr.o:visible").count() == 1


@pytest.mark.parametrize(
    ("row", "link", "place"),
    [
        ("40", LANDED, "正文第30—49字"),
        ("105", "https://example.org/r?a=1&b=2#:~:text=棉花产量50,0万吨以上", "正文第101—112字"),
    ],
)
def test_a_row_opens_with_a_link_to_the_clause_whether_or_not_it_has_a_result(
    show: Callable[..., Any], row: str, link: str, place: str
) -> None:
    opened = show(f"zh/{PAGE}#{row}").locator("tr.o:visible")
    opened.get_by_role("link", name="打开原报告的这一句").wait_for()
    assert opened.get_by_role("link", name="打开原报告的这一句").get_attribute("href") == link
    assert place in opened.inner_text()


def test_a_row_of_which_only_its_place_is_known_says_that_this_is_no_failure(show: Callable[..., Any]) -> None:
    opened = show(f"zh/{PAGE}#40").locator("tr.o:visible")
    opened.get_by_text("不等于没有完成").wait_for()


def test_one_line_to_copy_has_what_was_set_what_came_the_verdict_and_the_address(show: Callable[..., Any]) -> None:
    tab = show(f"zh/{PAGE}#105")
    assert (
        tab.locator(".copied-line").first.inner_text()
        == f"新疆2023年棉花产量目标500万吨以上，实际511.2万吨，完成102%，实现。 {tab.url}"
    )
    tab = show(f"en/{PAGE}#40")
    assert tab.locator(".copied-line").first.inner_text() == (
        f"Xinjiang 2023: 甲-乙&丙, target at least 5 million tonnes, no result found; next report: not mentioned. {tab.url}"
    )


def test_a_number_is_cited_with_its_report_place_id_and_version(show: Callable[..., Any]) -> None:
    cited = show(f"zh/{PAGE}#105").locator(".copied-line").nth(1).inner_text()
    assert cited.startswith(
        f"新疆维吾尔自治区2023年政府工作报告，正文第101—112字；目标编号{small.FIRST}@105。目标Mubiao数据集small-2023 1.0.0，"
    )


def test_an_error_is_reported_with_the_id_of_the_row(show: Callable[..., Any]) -> None:
    address = show(f"zh/{PAGE}#105").locator("a.error").get_attribute("href")
    assert address.startswith("mailto:data@example.org?subject=small-2023%201.0.0")
    assert f"{small.FIRST}%40105" in address


def test_a_row_is_saved_as_a_picture(show: Callable[..., Any], tmp_path: Path) -> None:
    tab = show(f"zh/{PAGE}#105", accept_downloads=True)
    with tab.expect_download() as download:
        tab.get_by_role("button", name="存为图片").click()
    assert download.value.suggested_filename == f"mubiao-{small.FIRST}@105-zh.png"
    download.value.save_as(tmp_path / "row.png")
    content = (tmp_path / "row.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (1200, 675)


def test_the_table_is_copied_as_it_is_shown_without_signs(show: Callable[..., Any]) -> None:
    tab = show(f"zh/{PAGE}", permissions=["clipboard-read", "clipboard-write"])
    tab.get_by_label("只看公布了结果的2项").check()
    tab.get_by_role("button", name="复制表格").click()
    tab.get_by_text("已复制2行").wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied[0].split("\t") == ["指标", "目标", "结果", "与目标之差", "判定", "数字由谁公布", "次年报告的说法"]
    assert copied[1].split("\t") == ["棉花产量", "500万吨以上", "511.2万吨", "完成102%", "实现", "统计公报", ""]


def test_an_address_of_a_row_that_is_filtered_away_shows_it(show: Callable[..., Any]) -> None:
    tab = show(f"zh/{PAGE}")
    tab.get_by_label("只看公布了结果的2项").check()
    tab.evaluate("location.hash = '#40'")
    tab.locator("tr.o:visible").wait_for()
    assert tab.locator("[id='40']").is_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen_and_rows_are_still_a_table(show: Callable[..., Any]) -> None:
    for language in ("zh", "en"):
        tab = show(f"{language}/{PAGE}#105", width=320)
        tab.locator(".take").wait_for()
        assert tab.evaluate("document.documentElement.scrollWidth") == 320
        assert tab.get_by_role("rowheader").count() >= 4
    assert tab.get_by_role("columnheader").first.text_content() == "Indicator"


def test_a_report_prints_with_its_rows_closed(show: Callable[..., Any]) -> None:
    tab = show(f"zh/{PAGE}#105")
    tab.emulate_media(media="print")
    assert tab.locator("tr.o:visible").count() == 0
    assert tab.locator("[id='40']").is_visible()
