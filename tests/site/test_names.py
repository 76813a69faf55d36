"""What governments are called in English: one name each, spelt as it is spoken. Belongs here: names. Does not: how a search finds them."""

import polars as pl

from pipelines.site import names, regions


def test_no_two_governments_have_one_english_name() -> None:
    governments = regions.table().filter(pl.col("level") != "county")
    assert governments.filter(pl.col("name_en").is_duplicated())["name_en"].to_list() == []


def test_names_of_several_readings_are_spelt_as_they_are_spoken() -> None:
    spelt = {code: names.short(regions.by_code()[code], "en") for code in ("140400", "211300", "411100")}
    assert spelt == {"140400": "Changzhi", "211300": "Chaoyang", "411100": "Luohe"}
