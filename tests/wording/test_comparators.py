"""What targets without a number are compared with, in English."""

import pytest

from pipelines.wording.comparators import comparator_en


@pytest.mark.parametrize(
    ("printed", "en"),
    [
        ("与经济增长同步", "in step with economic growth"), ("与经济增长基本同步", "in step with economic growth"),
        ("和劳动生产率提高同步", "in step with labour productivity"), ("与经济发展同步增长", "in step with economic development"),
        ("高于经济增速", "above economic growth"), ("高于GDP增幅", "above the growth of GDP"), ("快于地区生产总值增速", "above the growth of GDP"),
        ("高于全省平均水平", "above the provincial average"), ("不低于全国平均水平", "no less than the national average"),
        ("低于全市平均水平", "below the average of the city"), ("达到全省平均水平", "up to the provincial average"),
        ("与上年持平", "level with the year before"), ("与上年基本持平", "level with the year before"),
        ("高于城镇居民收入增速", "above that of urban residents"),
    ],
)  # fmt: skip
def test_a_comparison_is_said_in_english(printed: str, en: str) -> None:
    assert comparator_en(printed) == en


@pytest.mark.parametrize("printed", ["与月亮同步", "高于", "居于前列", "", "与同步"])
def test_what_has_no_english_is_not_guessed(printed: str) -> None:
    assert comparator_en(printed) is None
