"""Pages of years: who set what, who missed by how much and of how many, and what governments set after a miss."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.site import tiles
from schemas import codelists
from tests.site import world
from tests.site.test_indicator import came_of, set_in

Visit = Callable[..., Any]
CSS = Path(__file__).parents[2] / "pipelines" / "site" / "src" / "css" / "year.css"
# The provinces of the made-up country.
PROVINCES = ("330000", "440000", "510000", "650000")
# Reports of Taiwan, Hong Kong and Macao are of another kind.
WITHOUT_REPORTS = {"710000", "810000", "820000"}


def test_every_province_has_a_square_and_no_two_share_one() -> None:
    provinces = {row["region_code"] for row in codelists.read("regions") if row["level"] == "province"}
    squares = tiles.squares()
    assert set(squares) == provinces - WITHOUT_REPORTS
    assert len(set(squares.values())) == len(squares)


def test_the_style_puts_each_square_where_the_layout_has_it() -> None:
    places = {
        code: (int(row), int(column))
        for code, row, column in re.findall(r"\.t(\d\d) \{ grid-area: (\d) / (\d)", CSS.read_text("utf-8"))
    }
    assert places == {code[:2]: place for code, place in tiles.squares().items()}


def test_the_style_marks_the_choice_of_every_headline_indicator() -> None:
    assert set(re.findall(r"#(\w+):target\) \.tabs", CSS.read_text("utf-8"))) == set(codelists.codes("headline"))


def test_the_heading_says_how_many_of_how_many_judged_were_not_met(visit: Visit, country: Path) -> None:
    headline = pl.read_parquet(country / "governments" / "1.0.0" / "headline.parquet")
    gdp = headline.filter(pl.col("region_code").is_in(PROVINCES), year=2022, headline="gdp", state="target")
    judged = gdp.filter(pl.col("status").is_in(codelists.decided()))
    tab = visit("en/year/2022.html")
    heading = tab.locator("#gdp h3").inner_text().replace("\n", " ")
    assert heading == f"GDP: {judged.filter(pl.col('status') != 'met').height} of {judged.height} judged were not met"
    assert (
        f"Of {gdp.height} targets, {judged.height} have a comparable result"
        in tab.locator("#gdp > p").first.inner_text()
    )


def test_a_square_holds_target_result_and_sign_and_leads_to_the_row(visit: Visit) -> None:
    square = visit("zh/year/2022.html").locator("#gdp .tiles li", has_text="广东")
    target, came = (Decimal(each).normalize() for each in (set_in("440000", 2022), came_of("440000", 2022)))
    assert f"≈{target:f} → {came:f}" in square.inner_text()
    assert re.fullmatch(r"\.\./r/440000-2022\.html#\d+", square.locator("a").get_attribute("href"))


def test_a_province_whose_report_is_not_at_hand_says_so_in_its_square(visit: Visit) -> None:
    square = visit("zh/year/2022.html").locator("#gdp .tiles li", has_text="江苏")
    assert codelists.labels("headline_state", "zh")["no_text"] in square.inner_text()


def test_one_headline_indicator_is_read_at_a_time_by_its_address_alone(visit: Visit) -> None:
    tab = visit("en/year/2022.html", java_script_enabled=False)
    assert [tab.locator(f"#{key}").is_visible() for key in ("gdp", "prices")] == [True, False]
    tab.locator('.tabs [href="#prices"]').click()
    assert tab.url.endswith("#prices")
    assert [tab.locator(f"#{key}").is_visible() for key in ("gdp", "prices")] == [False, True]


def test_all_headline_indicators_are_printed(visit: Visit) -> None:
    tab = visit("en/year/2022.html")
    tab.emulate_media(media="print")
    assert [tab.locator(f"#{key}").is_visible() for key in ("gdp", "prices", "retail")] == [True, True, True]


def test_what_followed_a_miss_is_counted_and_listed_with_both_rows(built: Path, country: Path) -> None:
    folder = country / "governments" / "1.0.0"
    missed = pl.read_parquet(folder / "headline.parquet").filter(
        pl.col("status").is_in(["near", "missed"]), pl.col("headline") != "prices", year=2022, state="target"
    )
    pairs = missed.join(pl.read_parquet(folder / "targets_after.parquet"), on="target_id")
    lower = pairs.filter(pl.col("next_value_base") < pl.col("value_base")).height
    page = (built / "en" / "year" / "2022.html").read_text("utf-8")
    assert pairs.height
    assert (
        f"Of {pairs.height} headline targets of 2022 (prices left out) that were not met and set again in the next report, {lower} were lowered"
        in page
    )
    after = page[page.index('id="after"') : page.index('id="reports"')]
    assert "-2022.html#" in after
    assert "-2023.html#" in after


def test_a_year_leads_to_its_neighbours_and_to_all_its_reports(built: Path) -> None:
    first, last = min(world.YEARS), max(world.YEARS)
    pages = {year: (built / "zh" / "year" / f"{year}.html").read_text("utf-8") for year in (first, 2022, last)}
    assert 'href="2021.html"' in pages[2022]
    assert 'href="2023.html"' in pages[2022]
    assert f'href="{first - 1}.html"' not in pages[first]
    assert f'href="{last + 1}.html"' not in pages[last]
    assert {code for code in world.NAMES if f"href=../r/{code}-2022.html>" in pages[2022]} == set(world.NAMES)


def test_the_nation_stands_above_its_provinces(visit: Visit) -> None:
    tab = visit("zh/year/2022.html")
    row = tab.locator("#nation tbody tr", has_text="地区生产总值")
    assert f"增长{Decimal(set_in('100000', 2022)).normalize():f}%左右" in row.inner_text()
