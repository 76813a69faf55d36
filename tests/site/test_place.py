"""The page of a government and the list of governments, as a reader meets them: numbers by year, what was missed, where to go on."""

import csv
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipelines.site import regions
from pipelines.site.charts.series import LEFT, STEP, WIDE

Visit = Callable[..., Any]
LANGUAGES = ("zh", "en")


class Text(HTMLParser):
    """The text of a page, and the addresses that it links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(built: Path, path: str) -> str:
    return (built / path).read_text(encoding="utf-8")


def text(built: Path, path: str) -> str:
    return re.sub(r"\s+", " ", "".join(Text(page(built, path)).words))


def of_place(built: Path, code: str) -> list[dict[str, str]]:
    with (built / "place" / f"{code}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["counted"] == "true"]


def table(html: str, anchor: str) -> list[list[str]]:
    """The rows of the first table behind an anchor, each as the texts of its cells; end tags of cells may be left out."""
    body = html.split(f'id="{anchor}"')[1].split("<tbody>")[1].split("</tbody>")[0]
    cells = [re.split(r"<t[dh][^>]*>", row)[1:] for row in body.split("<tr>")[1:]]
    return [["".join(Text(cell).words).strip() for cell in row] for row in cells]


def test_gdp_stands_there_year_by_year_in_numbers(built: Path) -> None:
    rows = table(page(built, "zh/place/440000.html"), "gdp")
    assert [row[0] for row in rows] == [str(year) for year in range(2025, 2014, -1)]
    held = {row["year"]: row for row in of_place(built, "440000") if row["indicator_id"] == "gdp"}
    for year, target, result, verdict, *_ in rows:
        printed = held[year]["target"]
        assert f"{printed}%" in target, f"{year}: {target}"
        assert bool(result) == bool(held[year]["result"]), f"{year}: {result}"
        assert held[year]["verdict_zh"] in verdict or verdict.split(maxsplit=1)[-1], year


@pytest.mark.parametrize("language", LANGUAGES)
def test_rates_never_stand_without_what_they_are_of(built: Path, language: str) -> None:
    rows = of_place(built, "440100")
    judged = [row for row in rows if row["verdict"] in ("met", "near", "missed")]
    met = sum(row["verdict"] == "met" for row in judged)
    said = text(built, f"{language}/place/440100.html")
    first = said.split("下一份报告" if language == "zh" else "The next report")[0]
    for number in (len(rows), len(judged), met, 11):
        assert f"{number:,}" in first


def test_a_chart_prints_the_numbers_that_the_table_beside_it_has(built: Path) -> None:
    html = page(built, "en/place/510100.html")
    drawings = re.findall(r"<svg class=\"series.*?</svg>", html.split('id="gdp"')[1].split("<h3")[0], re.DOTALL)
    held = [row for row in of_place(built, "510100") if row["indicator_id"] == "gdp" and row["result"]]
    printed = set(re.findall(r">≈?([−\d.]+)</text>", "".join(drawings)))
    assert held
    assert {row["result"].replace("-", "−") for row in held} <= printed
    assert all('role="img"' in drawing and "aria-label=" in drawing for drawing in drawings)


def test_behind_a_city_are_the_nation_and_its_province_and_behind_the_nation_nobody(built: Path) -> None:
    city, province, nation = (page(built, f"zh/place/{code}.html") for code in ("440100", "440000", "100000"))
    assert 'class="line nation"' in city
    assert 'class="line province"' in city
    assert 'class="line nation"' in province
    assert 'class="line province"' not in province
    assert 'class="line' not in nation


def test_the_way_leads_up_down_and_sideways(built: Path) -> None:
    links = Text(page(built, "zh/place/440000.html")).links
    assert {"100000.html", "440100.html", "330000.html", "510000.html"} <= set(links)
    assert "440000.html" in Text(page(built, "zh/place/440100.html")).links


def test_all_that_a_government_has_is_one_step_away(built: Path) -> None:
    links = Text(page(built, "zh/place/440100.html")).links
    assert "../../place/440100.csv" in links
    assert "../explore.html?place=440100&period=all" in links
    assert {f"../r/440100-{year}.html" for year in range(2015, 2026)} <= set(links)


def test_what_was_missed_is_listed_newest_first_and_counted(built: Path) -> None:
    rows = of_place(built, "440000")
    missed = [row for row in rows if row["verdict"] == "missed"]
    html = page(built, "en/place/440000.html")
    listed = [row[0] for row in table(html, "missed")]
    assert missed
    assert listed == sorted(listed, reverse=True)
    assert f"; {len(missed)} were missed" in text(built, "en/place/440000.html")


def test_what_is_not_mentioned_is_said_never_to_be_a_failure(built: Path) -> None:
    assert "不等于没有做" in text(built, "zh/place/440100.html")
    assert "does not count as missed" in text(built, "en/place/440100.html")


def test_the_next_report_is_expected_in_the_usual_month_of_the_year_after(built: Path) -> None:
    assert "下一份报告通常在2026年1月公布" in text(built, "zh/place/440100.html")
    assert "usually published in January 2026" in text(built, "en/place/440100.html")


def test_this_years_targets_stand_beside_those_of_the_year_before(built: Path) -> None:
    first = table(page(built, "zh/place/440100.html"), "targets")[0]
    before = next(row for row in of_place(built, "440100") if row["year"] == "2024" and row["indicator_id"] == "gdp")
    assert f"{before['target']}%" in first[2]


def test_a_page_of_a_government_is_light(built: Path) -> None:
    for path in sorted((built / "zh" / "place").glob("*.html")):
        assert path.stat().st_size < 200_000, path.name


def test_no_english_page_prints_chinese(built: Path) -> None:
    for code in ("100000", "440000", "440100"):
        said = text(built, f"en/place/{code}.html").replace("中文", "")
        assert not re.findall(r"[\u4e00-\u9fff]+", said.split("Back to")[0]), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_every_government_below_its_province(built: Path, language: str) -> None:
    html = page(built, f"{language}/places.html")
    codes = ["100000", "330000", "330100", "440000", "440100", "510000", "510100", "650000"]
    assert {f"place/{code}.html" for code in codes} <= set(Text(html).links)
    assert html.index("place/440000.html") < html.index("place/440100.html") < html.index("place/510000.html")


def test_a_press_on_a_year_of_a_chart_opens_its_row(visit: Visit) -> None:
    tab = visit("zh/place/440000.html")
    drawing = tab.locator(".by-year svg.series").first
    drawing.scroll_into_view_if_needed()
    box, year = drawing.bounding_box(), int(drawing.get_attribute("data-first")) + 1
    drawing.click(position={"x": box["width"] * (LEFT + 1.5 * STEP) / WIDE, "y": box["height"] / 2})
    tab.wait_for_url(re.compile(rf"r/440000-{year}\.html#\d+"))


def test_numbers_at_marks_are_large_enough_on_the_smallest_phone(visit: Visit) -> None:
    tab = visit("en/place/440100.html", width=320)
    high = tab.evaluate(
        """() => Math.min(...[...document.querySelectorAll("svg.series:not(.early) .came text, svg.series:not(.early) .aim text")]
            .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getBoundingClientRect().width / 340))"""
    )
    assert high >= 10.9


def test_a_county_lies_in_a_city_that_in_a_province_and_that_in_the_nation() -> None:
    assert [region["region_code"] for region in regions.above("440106")] == ["100000", "440000", "440100"]
    assert regions.above("100000") == []
    assert [regions.province_of(code) for code in ("440106", "440000", "100000")] == ["440000", "440000", "100000"]


def test_printed_the_words_of_a_short_series_stand_beside_its_charts(visit: Visit) -> None:
    tab = visit("zh/place/440000.html", width=700)
    tab.emulate_media(media="print")
    for series in tab.locator(".by-year.of-1, .by-year.of-2").all():
        words, drawing = series.locator("h3").bounding_box(), series.locator("svg").first.bounding_box()
        assert words["x"] + words["width"] <= drawing["x"]
        assert abs(words["y"] - drawing["y"]) < 20
