"""A package that nobody named is called after its regions and years, in both languages."""

import pytest

from pipelines.packages import titles


@pytest.mark.parametrize(
    ("regions", "years", "zh", "en"),
    [
        (["620000"], [2024], "甘肃省2024年", "2024 of Gansu"),
        (["620000", "620100"], [2023, 2024], "甘肃省、兰州市2023—2024年", "2023 to 2024 of Gansu and Lanzhou"),
        (["620000"], [2020, 2024], "甘肃省2020年、2024年", "2020 and 2024 of Gansu"),
        (["620000"], [2015, 2017, 2019, 2021], "甘肃省2015—2021年间4个年份", "4 years from 2015 to 2021 of Gansu"),
        (["620000", "630000", "640000", "650000"], [2024], "4个地区2024年", "2024 of 4 governments"),
        ([], [], "全部地区历年", "all years of all governments"),
    ],
)
def test_regions_and_years_are_named_while_they_are_few_and_counted_where_they_are_many(
    regions: list[str], years: list[int], zh: str, en: str
) -> None:
    assert titles.title_zh(regions, years) == f"{zh}政府工作报告量化目标及其实现情况"
    assert titles.title_en(regions, years) == f"Numeric targets of the work reports of {en} and what became of them"
    assert f"从{zh}政府工作报告中" in titles.description_zh(regions, years, facts_only=False)
    assert f"of the work reports of {en}, joined" in titles.description_en(regions, years, facts_only=False)
