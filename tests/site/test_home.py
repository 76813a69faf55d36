"""The front page of the small country: its news are those of its figures, each number with what it is of, and its charts have their tables."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.site import defined, findings
from pipelines.site.charts import dots
from pipelines.site.charts.dots import Dot
from pipelines.site.source import Source

Visit = Callable[..., Any]
SHAPES = {"met": "circle", "near": "diamond", "missed": "triangle-down"}
HEADLINE: dict[str, Any] = {
    "region_code": pl.String, "year": pl.Int32, "headline": pl.String, "target_id": pl.String, "target": pl.Decimal(30, 6), "target_high": pl.Decimal(30, 6),
    "unit_base": pl.String, "actual": pl.Decimal(30, 6), "actual_bound": pl.String, "status": pl.String,
}  # fmt: skip


def headline(folder: Path, *rows: tuple[str, int, Any, Any, str | None], **other: Any) -> pl.DataFrame:
    """The table ``headline`` of targets of growth: government, year, target, result and verdict of each."""
    made = [
        {"region_code": region, "year": year, "headline": "gdp", "target_id": f"{region}-{year}@1", "unit_base": "%", "status": status}
        | {name: None if figure is None else Decimal(figure) for name, figure in (("target", target), ("actual", actual))}
        | other
        for region, year, target, actual, status in rows
    ]  # fmt: skip
    pl.DataFrame(made, schema=HEADLINE, strict=False).write_parquet(folder / "headline.parquet")
    return findings.headline(Source(folder, ()))


def test_growth_is_told_of_the_newest_year_of_which_half_is_judged(tmp_path: Path) -> None:
    rows = headline(
        tmp_path,
        ("330000", 2023, "5", "6", "met"), ("440000", 2023, "5", "4.8", "near"), ("510000", 2023, "5", "2", "missed"), ("650000", 2023, "6", None, "no_data"),
        ("330000", 2024, "5", "6", "met"), ("440000", 2024, "5", None, "pending"), ("510000", 2024, "5", None, "pending"),
    )  # fmt: skip
    assert findings.growth(rows) == (2023, 4, 3, 1, 1, 1)


def test_where_no_year_is_judged_by_half_the_newest_with_any_is_told_of(tmp_path: Path) -> None:
    rows = headline(
        tmp_path, *((region, 2024, "5", None, "no_data") for region in ("330000", "440000")), ("510000", 2024, "5", "6", "met")
    )  # fmt: skip
    assert findings.growth(rows) == (2024, 3, 1, 1, 0, 0)
    assert findings.growth(rows.filter(pl.col("status") == "no_data")) is None


def test_a_data_set_without_headline_indicators_has_no_news_of_growth(tmp_path: Path) -> None:
    rows = findings.headline(Source(tmp_path, ()))
    assert findings.growth(rows) is None
    assert findings.dots(rows, "gdp") == []


def test_a_gap_is_to_the_nearer_end_of_a_range_and_of_amounts_in_percent(tmp_path: Path) -> None:
    within = headline(tmp_path, ("330000", 2023, "5", "5.8", "met"), target_high=Decimal(6))
    assert within["gap"].to_list() == [0]
    above = headline(tmp_path, ("330000", 2023, "5", "6.5", "met"), target_high=Decimal(6))
    assert above["gap"].to_list() == [0.5]
    jobs = headline(tmp_path, ("330000", 2023, "200000", "150000", "missed"), unit_base="person")
    assert jobs["gap"].to_list() == [-25]


def test_a_headline_leads_to_the_first_of_its_indicators_that_has_a_page() -> None:
    assert defined.of_headline("investment", {"social_fixed_investment", "fixed_investment"}) == "fixed_investment"
    assert defined.of_headline("investment", {"social_fixed_investment", "gdp"}) == "social_fixed_investment"


def test_dots_of_one_verdict_are_one_path_and_the_nation_is_ringed() -> None:
    points = [Dot(2022, 1.0, "met", nation=True), Dot(2022, 1.0, "met", nation=False), Dot(2023, -2.0, "missed", nation=False)]  # fmt: skip
    drawing = dots.drawing(points, SHAPES, 2022, 2023)
    assert {status: path.count("M") for status, path in drawing.paths.items()} == {"met": 2, "near": 0, "missed": 1}
    assert len(drawing.rings) == 1
    assert f"M{drawing.rings[0][0]} {drawing.rings[0][1]}h0" in drawing.paths["met"]


def test_dots_of_one_height_stand_beside_each_other_within_their_year() -> None:
    drawing = dots.drawing([Dot(2022, 1.0, "met", nation=False)] * 40 + [Dot(2023, 0.0, "met", nation=False)], SHAPES, 2022, 2023)  # fmt: skip
    places = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", drawing.paths["met"])]
    first = places[:40]
    assert len(set(first)) == 40
    assert len({y for _, y in first}) == 1
    middle = 2 * (drawing.years.at(2022) + drawing.years.at(2023)) / 2
    assert max(x for x, _ in first) < middle < places[40][0]


def test_what_lies_beyond_the_frame_is_drawn_at_its_edge_and_counted() -> None:
    points = [Dot(2022, 1.0, "met", nation=False)] * 200 + [Dot(2022, 90.0, "met", nation=False)]
    drawing = dots.drawing(points, SHAPES, 2022, 2022)
    assert drawing.scale.high < 90
    assert drawing.beyond == 1
    assert min(int(y) for y in re.findall(r"M\d+ (\d+)", drawing.paths["met"])) >= 0


def test_the_front_page_says_what_it_holds_with_its_denominators(visit: Visit) -> None:
    tab = visit("en/index.html")
    assert "8 governments" in tab.locator(".standfirst").inner_text()
    news = tab.locator(".news li").all_inner_texts()
    assert len(news) == 3
    assert re.search(r"20\d\d: of 8 governments with a numeric growth target, \d have a comparable result", news[0])
    for link in tab.locator(".news a").all():
        assert link.get_attribute("href")


def test_the_news_lead_to_rows_that_are_there(visit: Visit) -> None:
    tab = visit("zh/index.html")
    rows = tab.locator(".news a[href^='r/']").evaluate_all("links => links.map((link) => link.href)")
    assert rows
    for address in rows:
        tab.goto(address)
        assert tab.locator(f"[id='{address.split('#')[1]}']").count() == 1


def test_a_press_on_a_year_of_a_chart_leads_to_what_was_set_that_year(visit: Visit) -> None:
    tab = visit("en/index.html")
    chart = tab.locator(".multiples figure").nth(1)
    drawing = chart.locator("svg.dots")
    box = drawing.bounding_box()
    first, left, step = (float(drawing.get_attribute(f"data-{name}")) for name in ("first", "left", "step"))
    drawing.click(position={"x": box["width"] * (left + 2.5 * step) / dots.WIDE, "y": box["height"] / 2})
    tab.wait_for_url(f"**/en/year/{first + 2:.0f}.html#*")
    shown = tab.locator(".headline:visible")
    assert shown.count() == 1
    assert tab.url.endswith(f"#{shown.get_attribute('id')}")
    assert shown.get_attribute("id") != "gdp"


def test_no_mark_reaches_into_the_next() -> None:
    drawing = dots.drawing([Dot(2022, 1.0, "missed", nation=False), Dot(2022, 1.0, "missed", nation=False)], SHAPES, 2022, 2023)  # fmt: skip
    (left, width), (right, _) = [
        (int(x) + int(aside), int(width))
        for x, aside, width in re.findall(r"M(\d+) \d+m(-\d+)-\d+h(\d+)", drawing.paths["missed"])
    ]
    assert abs(right - left) >= width


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_has_a_table_whose_numbers_add_up(visit: Visit, language: str) -> None:
    tab = visit(f"{language}/index.html")
    figures = tab.locator(".multiples figure")
    assert figures.count() >= 5
    for figure in figures.all():
        figure.locator("summary").click()
        rows = [row.split("\t") for row in figure.locator("tbody tr").all_inner_texts()]
        for _, targets, judged, met, near, missed, _ in rows:
            assert int(met) + int(near) + int(missed) == int(judged) <= int(targets)
        drawn = sum(path.count("M") for path in figure.locator("g path").evaluate_all("paths => paths.map((path) => path.getAttribute('d'))"))  # fmt: skip
        assert drawn == sum(int(judged) for _, _, judged, *_ in rows)


def test_the_parts_of_all_targets_add_up_to_all(visit: Visit) -> None:
    tab = visit("en/index.html")
    whole = int(re.search(r"([\d,]+) numeric targets", tab.locator(".standfirst").inner_text())[1].replace(",", ""))  # type: ignore[index]
    parts = tab.locator(".parts-key").first.locator("b").all_inner_texts()
    assert sum(int(part.replace(",", "")) for part in parts) == whole


def test_printed_the_charts_stand_three_beside_each_other(visit: Visit) -> None:
    tab = visit("zh/index.html", width=700)
    tab.emulate_media(media="print")
    tops = [round(one.bounding_box()["y"]) for one in tab.locator(".multiples > *").all()[:3]]
    assert len(set(tops)) == 1


def test_the_first_view_is_small(visit: Visit) -> None:
    tab = visit("zh/index.html")
    tab.wait_for_load_state("networkidle")
    bytes_ = tab.evaluate("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, one) => sum + one.encodedBodySize, 0)")  # fmt: skip
    assert 0 < bytes_ < 600_000
