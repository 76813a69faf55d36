"""Pages of indicators: what governments set and what came of it, side by side, each number one step from its source."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.site import defined
from pipelines.site.cell_text import Unit, number, unit_of
from pipelines.site.charts.multiples import multiples
from pipelines.site.document import words
from pipelines.site.grid import Place, by_year, groups
from pipelines.site.pages.indicator import measure_names
from pipelines.site.ranking import line
from pipelines.site.series import Series, measured, one_a_report, ranked, series_of
from pipelines.site.spread import spread
from pipelines.site.tally import share_met
from schemas import codelists
from tests.site import world

Visit = Callable[..., Any]
# Provinces and the nation first, each with its cities behind it.
PLACES = ["100000", "330000", "330100", "440000", "440100", "510000", "510100", "650000"]
ROW = {
    "measure": "growth", "unit": "%", "unit_base": "%", "aspect": None, "area": None, "bound": "exact", "value_high_base": None,
    "actual_bound": None, "attainment": None, "status": "met", "polarity": "more", "limit": False, "repeats": None, "for_year": True,
    "char_start": 1, "level": "province", "headline_of_report": False,
}  # fmt: skip
TYPES = dict.fromkeys(("aspect", "area", "actual_bound", "repeats"), pl.String) | dict.fromkeys(
    ("value_base", "value_high_base", "actual", "gap", "attainment"), pl.Float64
)


def rows(*some: dict[str, Any]) -> pl.DataFrame:
    """Prepared rows of 2022, each as a dictionary of what matters of it."""
    full = [
        ROW
        | {"region_code": f"{11 + place}0000", "year": 2022, "target_id": f"{place}@1", "actual": None, "gap": None}
        | row
        for place, row in enumerate(some)
    ]
    return pl.DataFrame(full, schema_overrides=TYPES)


def set_in(region: str, year: int) -> str:
    """The GDP target that a made-up report prints."""
    found = re.search(r"主要预期目标是：(?:地区|国内)生产总值增长([\d.]+)%左右", world.report(region, year))
    assert found
    return found[1]


def came_of(region: str, year: int) -> str:
    """The GDP growth that the next made-up report prints."""
    found = re.search(r"年，(?:地区|国内)生产总值增长(-?[\d.]+)%", world.report(region, year + 1))
    assert found
    return found[1]


def test_every_government_and_year_has_a_cell_with_target_and_result_that_leads_to_its_row(built: Path) -> None:
    page = (built / "zh" / "indicator" / "gdp.html").read_text("utf-8")
    for region in PLACES:
        for year in (2015, 2020, 2022, 2024):
            cells = re.findall(rf"<a href=\.\./r/{region}-{year}\.html#\d+>([^<]+)</a>", page)
            shown = f"≈{Decimal(set_in(region, year)).normalize():f} → {Decimal(came_of(region, year)).normalize():f} "
            assert any(cell.startswith(shown) for cell in cells) or region == "330000", (region, year, shown, cells)


def test_cities_stand_below_their_province_and_years_from_the_newest(visit: Visit) -> None:
    tab = visit("en/indicator/gdp.html")
    grid = tab.locator("#growth table").first
    assert grid.locator("tbody th[scope=row] a").all_inner_texts() == [
        "China", "Zhejiang", "Hangzhou", "Guangdong", "Guangzhou", "Sichuan", "Chengdu", "Xinjiang"
    ]  # fmt: skip
    years = [int(year) for year in grid.locator("thead a").all_inner_texts()]
    assert years == sorted(years, reverse=True)
    assert years[0] == max(world.YEARS)


def test_every_sign_of_a_table_of_years_is_explained_above_it(built: Path) -> None:
    above, *_, below = (built / "en" / "indicator" / "gdp.html").read_text("utf-8").partition("<table")
    signs = {cell.split()[-1] for cell in re.findall(r"<td[^>]*><a [^>]*>([^<]+)</a>", below.split("</table>")[0])}
    assert "…" in signs
    legend = above.rpartition('<p class="soft">In %')[2]
    assert {sign for sign in signs if f" {sign} " not in legend} == set()


def test_a_comparison_without_english_words_is_said_to_be_in_words() -> None:
    row = {"region_code": "110000", "target_id": "110000-2022@1", "target_en": None, "result_en": None, "gap_alone": None, "status": "no_data",
           "verdict_en": "no result found"}  # fmt: skip
    assert (
        line(row, "en", {"110000": Place("110000", "Beijing", "110000", "BJ", at_hand=True)}).target == "in words only"
    )


def test_a_table_of_bare_counts_is_named_without_a_unit() -> None:
    of = [pl.DataFrame({"unit": [unit], "value_base": [20.0]}) for unit in ("家", "户")]
    names = measure_names(
        [Series("amount", base, None, rows) for base, rows in zip(("item", "household"), of, strict=True)], "en"
    )
    assert names == ["amount", "amount, households"]


def test_a_share_is_printed_from_ten_judged_on() -> None:
    assert [share_met(judged // 2, judged, "en") for judged in (1, 9, 10)] == ["", "", " (50%)"]


def test_an_indicator_of_one_year_names_it_once(built: Path) -> None:
    for page in (built / "zh" / "indicator").glob("*.html"):
        assert re.search(r"\b(\d{4})—\1\b", page.read_text("utf-8")) is None, page.name


def test_bare_counts_are_in_thousands_and_what_is_counted_in_thousand_of_it() -> None:
    bare = Series("amount", "item", None, pl.DataFrame({"unit": ["个"], "value_base": [32_000.0]}))
    assert unit_of(bare, "en").words == "thousands"


def test_a_cell_leads_to_the_row_of_its_report_without_a_script(visit: Visit) -> None:
    tab = visit("zh/indicator/gdp.html", java_script_enabled=False)
    cell = tab.locator('#growth tbody a[href*="440000-2022"]').first
    anchor = cell.get_attribute("href").partition("#")[2]
    cell.click()
    assert tab.url.endswith(f"r/440000-2022.html#{anchor}")
    assert f"增长{Decimal(set_in('440000', 2022)).normalize():f}%" in tab.locator(f'[id="{anchor}"]').inner_text()


def test_the_first_sentence_says_of_how_many_targets_how_many_were_judged_and_met(built: Path, country: Path) -> None:
    results = pl.read_parquet(country / "governments" / "1.0.0" / "results.parquet").filter(
        "counted", indicator_id="gdp"
    )
    judged = results.filter(pl.col("verdict").is_in(codelists.decided()))
    met = judged.filter(verdict="met").height
    page = (built / "en" / "indicator" / "gdp.html").read_text("utf-8")
    assert f"set {results.height} targets for it" in page
    assert f"Of the {judged.height} with a comparable result, {met} were met" in page
    assert f"the other {results.height - judged.height} have no usable result, or are not due yet" in page


def test_the_ranking_of_a_year_begins_with_the_widest_miss(visit: Visit) -> None:
    tab = visit("en/indicator/gdp.html")
    year = int(tab.locator("#ranking summary").first.inner_text())
    provinces = [place for place in PLACES if place.endswith("0000") and place != "100000"]
    widest = min(provinces, key=lambda place: Decimal(came_of(place, year)) - Decimal(set_in(place, year)))
    names = {"330000": "Zhejiang", "440000": "Guangdong", "510000": "Sichuan", "650000": "Xinjiang"}
    assert (
        tab.locator("#ranking details").first.locator("table").first.locator("tbody th").first.inner_text()
        == names[widest]
    )


def test_each_indicator_stands_on_the_list_with_its_counts(built: Path, country: Path) -> None:
    results = pl.read_parquet(country / "governments" / "1.0.0" / "results.parquet").filter("counted")
    page = (built / "zh" / "indicators.html").read_text("utf-8")
    for indicator, count in results["indicator_id"].drop_nulls().value_counts().iter_rows():
        assert re.search(rf"href=indicator/{indicator}\.html>.*?<td class=number>{count:,}<td", page), indicator


def test_of_several_targets_of_a_report_the_first_stands_and_a_judged_one_before_an_open_one() -> None:
    of_one = [
        {"region_code": "440000", "value_base": 7.0, "char_start": 90, "status": "met"},
        {"region_code": "440000", "value_base": 7.5, "char_start": 10, "status": "no_data"},
        {"region_code": "440000", "value_base": 8.0, "char_start": 95, "status": "missed"},
    ]
    assert one_a_report(rows(*of_one))["value_base"].to_list() == [7.0]


def test_of_several_targets_that_of_the_headline_table_stands_so_that_all_pages_show_the_same() -> None:
    of_one = [
        {"region_code": "440000", "value_base": 7.0, "char_start": 10, "status": "met"},
        {"region_code": "440000", "value_base": 7.5, "char_start": 90, "status": "no_data", "headline_of_report": True},
    ]
    assert one_a_report(rows(*of_one))["value_base"].to_list() == [7.5]


def test_what_is_measured_otherwise_or_of_another_time_or_area_is_no_part_of_a_series() -> None:
    series = series_of(
        rows(
            {"value_base": 7.0},
            {"value_base": 6.0},
            {"value_base": 5e9, "measure": "amount", "unit": "亿元", "unit_base": "CNY", "aspect": "flow"},
            {"value_base": 8.0, "for_year": False},
            {"value_base": 9.0, "area": "开发区"},
            {"value_base": None},
        )
    )
    assert [(each.key, each.rows["value_base"].to_list()) for each in series] == [
        ("growth", [7.0, 6.0]),
        ("amount-flow-CNY", [5e9]),
    ]


def test_a_limit_that_was_passed_ranks_as_a_miss_and_a_growth_above_its_target_does_not() -> None:
    table = measured(
        rows(
            {"target_id": "growth", "value_base": 6.0, "actual": 8.0, "gap": 2.0},
            {
                "target_id": "limit",
                "value_base": 3.0,
                "actual": 5.0,
                "gap": 2.0,
                "limit": True,
                "polarity": "ceiling",
                "status": "missed",
            },
            {"target_id": "fall", "value_base": -3.0, "actual": -4.0, "gap": -1.0, "polarity": "less"},
            {
                "target_id": "steered",
                "value_base": 2.0,
                "actual": 0.5,
                "gap": -1.5,
                "polarity": "two_sided",
                "status": "missed",
            },
            {"target_id": "unknown", "value_base": 2.0, "actual": 0.5, "gap": -1.5, "status": "not_comparable"},
        )
    )
    assert ranked(table)["target_id"].to_list() == ["limit", "steered", "fall", "growth"]
    assert ranked(table)["distance"].to_list() == [-2.0, -1.5, 1.0, 2.0]


def test_amounts_rank_by_their_share_of_the_target_however_large_they_are() -> None:
    amount = {"measure": "amount", "unit": "万人", "unit_base": "person", "aspect": "addition"}
    table = measured(
        rows(
            amount
            | {
                "target_id": "large",
                "value_base": 1e6,
                "actual": 90.0,
                "gap": -10.0,
                "attainment": 0.9,
                "status": "missed",
            },
            amount
            | {
                "target_id": "small",
                "value_base": 1e4,
                "actual": 0.5,
                "gap": -0.5,
                "attainment": 0.5,
                "status": "missed",
            },
        )
    )
    assert ranked(table)["target_id"].to_list() == ["small", "large"]
    assert table["actual_base"].to_list() == [900_000, 5_000]


@pytest.mark.parametrize(
    ("language", "words_of_unit", "printed"),
    [("zh", "万人", "120"), ("en", "million people", "1.2")],
)
def test_numbers_of_a_table_are_in_one_unit_of_the_language(language: str, words_of_unit: str, printed: str) -> None:
    amount = {"measure": "amount", "unit": "万人", "unit_base": "person"}
    table = measured(
        rows(*[amount | {"value_base": 1_200_000.0}] * 3, amount | {"value_base": 900_000.0, "unit": "人"})
    )
    unit = unit_of(Series("amount", "person", None, table), language)
    assert unit.words == words_of_unit
    assert number(1_200_000, unit, language) == printed


def test_a_converted_number_says_no_more_digits_than_the_report() -> None:
    amount = {"measure": "amount", "unit": "万亩", "unit_base": "mu", "value_base": 3_200_000.0}
    unit = unit_of(Series("amount", "mu", None, measured(rows(amount))), "en")
    assert (number(3_200_000, unit, "en"), unit.words) == ("213", "thousand hectares")


def test_a_province_without_a_target_of_its_own_stands_above_its_cities() -> None:
    table = measured(rows({"region_code": "440100", "value_base": 6.0, "target_id": "440100-2022@7"}))
    named = {
        code: Place(code, code, f"{code[:2]}0000", "GD", at_hand=code == "440100") for code in ("440000", "440100")
    }
    [group] = groups(by_year(table, Unit(Decimal(1), "%"), "zh"), [2022], named)
    assert (group.line.code, group.line.page, group.line.cells) == ("440000", "", [None])
    assert [(city.code, city.cells[0] and city.cells[0].words) for city in group.cities] == [("440100", "6 ●")]


def test_the_spread_of_a_year_leaves_the_nation_out_and_says_where_it_lies() -> None:
    values = [4.0, 5.0, 6.0, 7.0, 8.0]
    years = [{"year": year, "value_base": value} for year in (2021, 2022) for value in values]
    nation = {"region_code": "100000", "year": 2022, "value_base": 3.0}
    drawn = spread(Series("growth", "%", None, measured(rows(*years, nation))), Unit(Decimal(1), "%"), "zh")
    assert drawn
    assert [(year.year, year.governments, year.printed["median"]) for year in drawn.years] == [
        (2021, 5, "6"),
        (2022, 5, "6"),
    ]
    assert (
        drawn.years[1].printed | {"nation": "3", "least": "4", "lower": "5", "upper": "7", "most": "8"}
        == drawn.years[1].printed
    )
    assert "nation" not in drawn.years[0].y
    assert drawn.years[1].y["nation"] > drawn.years[1].y["low"] > drawn.years[1].y["high"]


def test_amounts_have_no_spread_since_large_and_small_governments_share_none() -> None:
    table = measured(rows(*[{"measure": "amount", "value_base": 5.0 * each} for each in range(1, 9)]))
    assert spread(Series("amount", "person", None, table), Unit(Decimal(1), ""), "zh") is None


def test_every_reason_on_the_lists_of_codes_has_words_in_both_languages() -> None:
    reasons = {row["reason"] for name in ("series_breaks", "indicator_relations") for row in codelists.read(name)}
    known = words("reasons")
    assert {reason for reason in reasons if not {"zh", "en"} <= known.get(reason, {}).keys()} == set()


def test_every_dimension_of_an_indicator_has_words_in_both_languages() -> None:
    dimensions = {f"dimension_{row['dimension']}" for row in codelists.read("indicators")}
    assert dimensions <= words("indicator").keys()


def test_an_indicators_own_margin_goes_before_that_of_all() -> None:
    own, general = defined.margin("gdp", "growth", "%"), defined.margin("retail_sales", "growth", "%")
    assert own and general
    assert (own.about, general.about) == ("0.2", "0.5")


def test_provinces_are_drawn_beside_each_other_on_one_scale_with_the_nation_behind() -> None:
    each_year = [
        {"region_code": f"{code}0000", "year": year, "value_base": 5.0, "actual": 5.0 + (code == 11), "gap": 0.0}
        for code in range(11, 24)
        for year in range(2019, 2023)
    ]
    nation = {"region_code": "100000", "level": "nation", "year": 2022, "value_base": 4.0, "actual": 3.0, "gap": -1.0}
    named = {f"{code}0000": Place(f"{code}0000", str(code), f"{code}0000", "", at_hand=True) for code in range(10, 24)}
    drawn = multiples(
        Series("growth", "%", None, measured(rows(*each_year, nation))), Unit(Decimal(1), "%"), "zh", named
    )
    assert drawn
    assert [small.name for small in drawn.charts] == [str(code) for code in range(11, 24)]
    assert drawn.charts[0].came != drawn.charts[1].came == drawn.charts[2].came
    assert drawn.charts[0].aims == drawn.charts[1].aims
    assert drawn.nation


def test_two_provinces_are_compared_in_the_table_and_not_in_small_charts() -> None:
    table = measured(rows({"value_base": 5.0}, {"value_base": 6.0}))
    assert multiples(Series("growth", "%", None, table), Unit(Decimal(1), "%"), "zh", {}) is None
