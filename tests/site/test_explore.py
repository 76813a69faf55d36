"""Explore in a real browser: what is chosen is counted rightly, stands in the address, can be undone, and leaves the page as files that say it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import polars as pl
import pytest

from pipelines.packages.counts import once
from pipelines.site.prepare import prepare
from schemas import codelists

Visit = Callable[..., Any]
WHERE = ".explore-sentence + p"


@pytest.fixture(scope="module")
def rows(country: Path, tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """The targets of the country, each once."""
    return once(prepare(country, tmp_path_factory.mktemp("prepared")).table("rows"))


def opened(visit: Visit, search: str = "", language: str = "zh", **options: Any) -> Any:
    tab = visit(f"{language}/explore.html{search}", **options)
    settled(tab)
    return tab


def settled(tab: Any) -> None:
    """Until what fits is shown."""
    tab.wait_for_selector(".explore-table:not(.stale) tbody tr, .nothing")


def said(tab: Any) -> str:
    return str(tab.inner_text(WHERE))


def column(tab: Any, name: str) -> list[str]:
    return [text.strip() for text in tab.locator(f".explore-table tbody .{name}").all_inner_texts()]


def facet(tab: Any, name: str) -> dict[str, str]:
    """The choices of a filter with the number beside each."""
    lines = tab.locator("details.facet", has=tab.locator("summary", has_text=name)).locator(".check").all_inner_texts()
    return {line.split("\n")[0].split()[-1]: line.split("\n")[1] for line in lines if "\n" in line}


def choice(tab: Any, name: str) -> Any:
    """The box of a choice that is called so."""
    return tab.locator(".check", has=tab.get_by_text(name, exact=True)).locator("input")


@pytest.mark.parametrize(
    ("search", "chosen"),
    [
        ("", pl.lit(value=True)),
        ("?place=440000", pl.col("region_code") == "440000"),
        ("?place=440000,330000&indicator=gdp", pl.col("region_code").is_in(["440000", "330000"]) & (pl.col("indicator_id") == "gdp")),
        ("?place=510000*", pl.col("region_code").is_in(["510000", "510100"])),
        ("?year=2018..2020", pl.col("year").is_between(2018, 2020)),
        ("?level=province&topic=housing", (pl.col("level") == "province") & (pl.col("topic") == "housing")),
        ("?year=2022&verdict=missed", (pl.col("year") == 2022) & (pl.col("status") == "missed")),
        ("?changed=1", pl.col("changed")),
        ("?measure=amount&year=2024", (pl.col("measure") == "amount") & (pl.col("year") == 2024)),
    ],
)  # fmt: skip
def test_the_page_counts_the_targets_that_the_tables_have(
    visit: Visit, rows: pl.DataFrame, search: str, chosen: pl.Expr
) -> None:
    fits = rows.filter(chosen & pl.col("for_year"))
    tab = opened(visit, search, "en")

    assert said(tab).startswith(f"{fits.height:,} target"), said(tab)
    assert len(column(tab, "target")) == min(50, fits.height)


def test_beside_every_share_stands_how_many_are_judged_and_how_many_are_not(visit: Visit, rows: pl.DataFrame) -> None:
    fits = rows.filter((pl.col("region_code") == "440000") & (pl.col("indicator_id") == "gdp") & pl.col("for_year"))
    judged = fits.filter(pl.col("status").is_in(codelists.decided()))
    met = judged.filter(pl.col("status") == "met")
    tab = opened(visit, "?place=440000&indicator=gdp")

    assert (
        f"{fits.height}项目标，有结果可比的{judged.height}项中实现{met.height}项，其余{fits.height - judged.height}项没有判定。"
        in said(tab)
    )


def test_who_missed_is_told_with_how_many_of_how_many(visit: Visit, rows: pl.DataFrame) -> None:
    of_year = rows.filter((pl.col("year") == 2022) & pl.col("for_year"))
    judged = of_year.filter(pl.col("status").is_in(codelists.decided())).height
    tab = opened(visit, "?year=2022&verdict=missed", "en")

    assert f"of {of_year.height} targets with any verdict, {judged} were judged" in said(tab)


def test_the_numbers_beside_the_choices_follow_the_other_filters(visit: Visit, rows: pl.DataFrame) -> None:
    tab = opened(visit, "?year=2022")
    own = rows.filter((pl.col("year") == 2022) & pl.col("for_year"))

    assert facet(tab, "判定")["未实现"] == str(own.filter(pl.col("status") == "missed").height)
    assert facet(tab, "指标")["地区生产总值"] == str(own.filter(pl.col("indicator_id") == "gdp").height)
    choice(tab, "广东").check()
    settled(tab)
    of_both = own.filter(pl.col("region_code") == "440000")
    assert facet(tab, "判定")["未实现"] == str(of_both.filter(pl.col("status") == "missed").height)
    assert facet(tab, "地区")["浙江"] == str(own.filter(pl.col("region_code") == "330000").height)


def test_each_choice_is_a_step_that_back_undoes_and_a_reload_keeps(visit: Visit) -> None:
    tab = opened(visit)
    choice(tab, "广东").check()
    choice(tab, "地区生产总值").check()
    tab.select_option(".year-span select >> nth=0", "2020")
    tab.select_option(".year-span select >> nth=1", "2022")
    settled(tab)

    assert parse_qs(urlsplit(tab.url).query) == {"place": ["440000"], "indicator": ["gdp"], "year": ["2020..2022"]}
    shown = column(tab, "year")
    assert shown == ["2022", "2021", "2020"]
    tab.reload()
    settled(tab)
    assert column(tab, "year") == shown
    tab.go_back()
    tab.go_back()
    tab.wait_for_function("!location.search.includes('year')")
    settled(tab)
    assert len(column(tab, "year")) == 11
    tab.go_back()
    tab.wait_for_function("!location.search.includes('indicator')")
    assert choice(tab, "地区生产总值").is_checked() is False


def test_the_other_language_shows_the_same_view(visit: Visit) -> None:
    tab = opened(visit, "?place=440000&indicator=gdp&year=2022&columns=year,indicator,source")
    tab.click("a[data-language]")
    tab.wait_for_url("**/en/explore.html?*")
    settled(tab)

    assert parse_qs(urlsplit(tab.url).query)["columns"] == ["year,indicator,source"]
    assert tab.locator(".chip").all_inner_texts() == ["Guangdong ×", "GDP ×", "2022 ×"]
    assert tab.locator(".explore-table thead th").count() == 3


def test_several_places_stand_as_chips_that_are_taken_away_one_by_one(visit: Visit) -> None:
    tab = opened(visit, "?place=440000,330000&indicator=gdp")
    assert set(column(tab, "place")) == {"广东", "浙江"}

    tab.get_by_role("button", name="去掉：浙江").click()
    settled(tab)

    assert set(column(tab, "place")) == {"广东"}


def test_a_province_offers_its_cities(visit: Visit) -> None:
    tab = opened(visit, "?indicator=gdp&year=2022")
    choice(tab, "四川").check()
    choice(tab, "连同所辖市州（1个）").check()
    settled(tab)

    assert "place=510000*" in tab.url
    assert set(column(tab, "place")) == {"四川", "成都"}


def test_one_place_and_indicator_show_a_line_a_year_and_its_numbers_drawn(visit: Visit) -> None:
    tab = opened(visit, "?place=440000&indicator=gdp", "en")

    assert column(tab, "year") == [str(year) for year in range(2025, 2014, -1)]
    tab.wait_for_selector(".drawn svg")
    drawn = tab.locator(".drawn svg text").all_text_contents()
    assert {str(year) for year in range(2015, 2026)} <= set(drawn)
    assert column(tab, "target")[0].removeprefix("growth of about ").removesuffix("%") in drawn


@pytest.mark.parametrize(
    ("language", "typed", "chosen"),
    [
        ("zh", "gdp", {"indicator": ["gdp"]}),
        ("zh", "国内生产总值", {"indicator": ["gdp"]}),
        ("zh", "广州市", {"place": ["440100"]}),
        ("zh", "穗", {"place": ["440100"]}),
        ("en", "guangzhou", {"place": ["440100"]}),
        ("en", "440100", {"place": ["440100"]}),
        ("en", "guangdong gdp 2022", {"place": ["440000"], "indicator": ["gdp"], "year": ["2022"]}),
    ],
)
def test_a_name_that_is_typed_becomes_a_choice(
    visit: Visit, language: str, typed: str, chosen: dict[str, list[str]]
) -> None:
    tab = opened(visit, language=language)
    tab.fill(".explore-box input", typed)
    tab.press(".explore-box input", "Enter")
    settled(tab)

    assert parse_qs(urlsplit(tab.url).query) == chosen


def test_the_list_of_names_is_walked_by_keys(visit: Visit) -> None:
    tab = opened(visit)
    tab.fill(".explore-box input", "成")
    first = tab.locator(".suggestions [role=option]").first
    assert "成都" in first.inner_text()
    tab.press(".explore-box input", "ArrowDown")
    assert first.get_attribute("aria-selected") == "true"
    assert tab.get_attribute(".explore-box input", "aria-activedescendant") == first.get_attribute("id")
    tab.press(".explore-box input", "Enter")
    settled(tab)

    assert "place=510100" in tab.url


def test_words_find_the_targets_whose_names_have_all_of_them(visit: Visit, rows: pl.DataFrame) -> None:
    fits = rows.filter(pl.col("indicator").str.contains("幼儿园") & (pl.col("region_code") == "510100"))
    tab = opened(visit)
    tab.fill(".explore-box input", "幼儿园 成都")
    tab.press(".explore-box input", "Enter")
    tab.wait_for_function(f"document.querySelector('{WHERE}').innerText.startsWith('{fits.height}项')")
    settled(tab)

    assert all("幼儿园" in name for name in column(tab, "indicator"))
    assert set(column(tab, "place")) == {"成都"}


def test_where_nothing_fits_the_page_says_which_filter_to_drop(visit: Visit, rows: pl.DataFrame) -> None:
    tab = opened(visit, "?place=440000&indicator=gdp&year=2022&changed=1", "en")
    drops = tab.locator(".nothing button").all_inner_texts()

    assert "Without “a later figure changed the verdict”: 1 target" in drops
    tab.get_by_role("button", name="Without “a later").click()
    tab.wait_for_selector(".nothing", state="detached")
    settled(tab)
    assert column(tab, "year") == ["2022"]


def test_a_misspelt_name_leads_to_the_nearest(visit: Visit) -> None:
    tab = opened(visit, "?q=gaungdong", "en")
    tab.wait_for_selector(".nothing")
    tab.locator(".nothing").get_by_role("button", name="Guangdong", exact=True).click()
    tab.wait_for_selector(".nothing", state="detached")
    settled(tab)

    assert set(column(tab, "place")) == {"Guangdong"}


def test_sorted_by_gap_the_furthest_below_its_target_comes_first(visit: Visit, rows: pl.DataFrame) -> None:
    worst = rows.filter((pl.col("indicator_id") == "gdp") & pl.col("for_year") & pl.col("margin").is_not_null())
    tab = opened(visit, "?indicator=gdp")
    tab.get_by_role("button", name="与目标之差").click()
    tab.wait_for_function("location.search.includes('sort=gap')")
    settled(tab)

    first = worst.sort("margin").row(0, named=True)
    assert column(tab, "gap")[0] == first["gap_zh"]
    assert tab.locator("th[aria-sort]").inner_text().startswith("与目标之差")


def test_a_row_leads_to_its_place_in_the_page_of_its_report(visit: Visit, built: Path, rows: pl.DataFrame) -> None:
    row = rows.filter((pl.col("report_id") == "510100-2024") & (pl.col("indicator_id") == "gdp")).row(0, named=True)
    tab = opened(visit, "?place=510100&indicator=gdp&year=2024")

    link = tab.locator("a.row-link").evaluate("link => link.href")
    assert link.endswith(f"zh/r/510100-2024.html#{row['anchor']}")


def test_arrow_keys_lead_from_row_to_row(visit: Visit) -> None:
    tab = opened(visit, "?place=440000&indicator=gdp")
    tab.locator("a.row-link").first.focus()
    tab.keyboard.press("ArrowDown")

    assert tab.evaluate("document.activeElement.closest('tr').rowIndex") == 2


def saved(tab: Any, button: str) -> tuple[str, bytes]:
    with tab.expect_download() as download:
        tab.locator(".take").get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_workbook_holds_what_is_shown_and_says_what_that_is(visit: Visit, rows: pl.DataFrame) -> None:
    fits = rows.filter((pl.col("region_code") == "510100") & (pl.col("year") == 2024) & (pl.col("topic") == "housing"))
    tab = opened(visit, "?place=510100&year=2024&topic=housing")
    name, content = saved(tab, "Excel")
    book = openpyxl.load_workbook(io.BytesIO(content))
    targets, about = book["目标"], "\n".join(str(row[0].value) for row in book["说明"].iter_rows())

    assert name == f"mubiao-governments-1.0.0-成都-住房与城市建设-2024年-{fits.height}rows.xlsx"
    assert targets.max_row == fits.height + 1
    assert targets.freeze_panes == "A2"
    assert targets.auto_filter.ref.startswith("A1:")
    assert targets.column_dimensions["A"].width != targets.column_dimensions["E"].width
    ids = [cell.value for cell in next(column for column in targets.iter_cols() if column[0].value == "target_id")[1:]]
    assert sorted(ids) == sorted(fits["target_id"])
    for line in (
        "地区：成都",
        "主题：住房与城市建设",
        "报告年份：2024",
        f"{fits.height}行；",
        "governments",
        "CC BY 4.0",
        tab.url,
    ):
        assert line in about


def test_the_csv_holds_the_rows_in_the_order_shown_with_text_and_numbers(visit: Visit, rows: pl.DataFrame) -> None:
    tab = opened(visit, "?place=440000&indicator=gdp", "en")
    name, content = saved(tab, "CSV")
    read = pl.read_csv(io.BytesIO(content), infer_schema_length=None)

    assert content.startswith(b"\xef\xbb\xbf")
    assert name.endswith("-Guangdong-GDP-11rows.csv")
    assert read["Year"].to_list() == list(range(2025, 2014, -1))
    of_first = rows.filter(pl.col("target_id") == read["target_id"][0]).row(0, named=True)
    assert read["Target as a number"][0] == float(of_first["value"])
    assert read["Target"][0] == of_first["target_en"]


def test_a_picture_of_what_is_shown_says_title_source_and_what_is_undecided(visit: Visit) -> None:
    tab = opened(visit, "?place=440000&indicator=gdp", "en")
    _, drawing = saved(tab, "Picture (SVG)")
    name, picture = saved(tab, "Picture (PNG)")

    for text in (
        "Guangdong · GDP",
        "have no verdict" if "have no" in said(tab) else "has no verdict",
        "governments 1.0.0",
        "CC BY 4.0",
    ):
        assert text in drawing.decode()
    assert name.endswith(".png")
    assert picture.startswith(b"\x89PNG")


def test_the_table_is_copied_as_text_and_as_a_table(visit: Visit) -> None:
    tab = opened(
        visit, "?place=440000&indicator=gdp&year=2022", "en", permissions=["clipboard-read", "clipboard-write"]
    )
    tab.get_by_role("button", name="Copy table").click()
    tab.get_by_text("Copied").wait_for()

    lines = tab.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0].split("\t") == ["Place", "Year", "Indicator", "Target", "Result", "Gap to target", "Verdict"]
    assert lines[1].split("\t")[:3] == ["Guangdong", "2022", "GDP"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 375])
def test_a_phone_gets_cards_and_filters_in_a_sheet_and_never_scrolls_sideways(
    visit: Visit, language: str, width: int
) -> None:
    tab = opened(visit, "?place=440000&indicator=gdp", language, width=width)
    wide = "document.documentElement.scrollWidth"

    assert tab.evaluate(wide) == width
    assert tab.locator(".explore-table tbody tr").first.evaluate("row => row.offsetWidth") <= width
    tab.click(".filters-open")
    tab.locator("dialog[open]").get_by_text("2" if language == "zh" else "Level").first.wait_for()
    tab.locator("dialog[open] .check", has_text="浙江" if language == "zh" else "Zhejiang").first.locator(
        "input"
    ).check()
    tab.click(".sheet-close")
    settled(tab)
    assert tab.locator("dialog[open]").count() == 0
    assert "330000" in tab.url
    assert tab.evaluate(wide) == width


def test_from_a_disk_it_works_as_well(visit: Visit, built: Path) -> None:
    tab = visit("zh/explore.html?place=440000&indicator=gdp", at=f"{built.as_uri()}/")
    settled(tab)
    assert len(column(tab, "year")) == 11

    tab.get_by_role("button", name="去掉：广东").click()
    settled(tab)
    assert set(column(tab, "place")) > {"广东"}
    assert "indicator=gdp" in tab.url
    assert "place=" not in tab.url


def test_without_a_script_the_page_leads_to_what_needs_none(visit: Visit) -> None:
    tab = visit("zh/explore.html", java_script_enabled=False)
    links = tab.locator("#explore a").evaluate_all("links => links.map(link => link.getAttribute('href'))")

    assert links == ["places.html", "indicators.html", "programs.html"]


def test_an_address_that_asks_for_what_is_not_there_says_so_and_breaks_nothing(visit: Visit) -> None:
    tab = opened(visit, "?place=999999&sort=drop&page=-3&gap=x&columns=nothing", "en")

    assert tab.locator(".nothing").count() == 1
    assert json.loads(tab.evaluate("JSON.stringify(location.search.includes('999999'))"))


def test_the_first_row_with_a_verdict_explains_it(visit: Visit) -> None:
    tab = opened(visit, "?indicator=gdp", "en")
    terms = tab.locator(".explore-table a.term").evaluate_all("links => links.map(link => link.dataset.term)")

    assert len(terms) == len(set(terms)) > 1
    tab.locator(".explore-table a.term").first.focus()
    tab.wait_for_selector("#term-text")


def test_the_heads_of_the_table_stand_on_one_line_whether_they_sort_or_not(visit: Visit) -> None:
    tab = visit("en/explore.html?place=440000")
    tab.locator("main table tbody a").first.wait_for()
    bottoms = """() => [...document.querySelectorAll(".explore-table thead th")].map((head) => {
        const words = document.createRange();
        words.selectNodeContents(head.querySelector("button")?.firstChild ?? head.firstChild);
        return Math.round(words.getBoundingClientRect().bottom);
    })"""
    assert len(set(tab.evaluate(bottoms))) == 1


def test_the_list_of_columns_closes_by_escape_and_by_a_press_beside_it(visit: Visit) -> None:
    tab = visit("en/explore.html?place=440000")
    columns = tab.locator("details.columns")
    is_open = "details => details.open"
    columns.locator("summary").press("Enter")
    columns.locator("input").first.press("Escape")
    assert not columns.evaluate(is_open)
    assert columns.locator("summary").evaluate("summary => summary === document.activeElement")
    columns.locator("summary").click()
    columns.locator("input").first.click()
    assert columns.evaluate(is_open)
    tab.locator("h1").click()
    assert not columns.evaluate(is_open)


def test_in_the_drawing_of_years_no_number_lies_on_a_mark(visit: Visit) -> None:
    tab = visit("zh/explore.html?place=440000&indicator=gdp&period=all")
    tab.locator(".drawn svg").wait_for()
    upon = """() => [...document.querySelectorAll(".drawn svg g")].flatMap((year) => {
        const boxes = [...year.querySelectorAll("text")].map((text) => [text.textContent, text.getBBox()]);
        return boxes.flatMap(([one, a], place) => boxes.slice(place + 1)
            .filter(([, b]) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 6)
            .map(([other]) => `${one} on ${other}`));
    })"""
    assert tab.evaluate(upon) == []


def test_in_colours_of_the_reader_the_chosen_suggestion_is_seen(visit: Visit) -> None:
    tab = visit("en/explore.html", forced_colors="active")
    tab.locator(".explore-search input").press_sequentially("guang")
    tab.locator(".suggestions li").first.wait_for()
    tab.keyboard.press("ArrowDown")
    outlines = tab.locator(".suggestions li").evaluate_all("lines => lines.map((line) => getComputedStyle(line).outlineStyle)")  # fmt: skip
    assert outlines.count("solid") == 1
