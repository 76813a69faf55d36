"""Days and years are said as each language says them."""

from datetime import date, timedelta

import pytest

from pipelines.wording.dates import day_en, day_zh, years_en, years_zh


def test_a_day_is_written_out_in_both_languages() -> None:
    assert (day_zh(date(2026, 2, 28)), day_en(date(2026, 2, 28))) == ("2026年2月28日", "28 February 2026")


def test_no_day_of_a_year_has_a_leading_zero_or_a_month_in_figures_in_english() -> None:
    for number in range(366):
        day = date(2024, 1, 1) + timedelta(number)
        first, month, year = day_en(day).split()
        assert (first, year) == (str(day.day), "2024")
        assert month.isalpha()
        assert "0" not in day_zh(day).replace("2024", "").replace("10", "").replace("20", "").replace("30", "")


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        ([], "", ""),
        ([2023], "2023年", "2023"),
        ([2024, 2023], "2023—2024年", "2023–2024"),
        ([2018, 2021, 2022, 2023, 2021], "2018、2021—2023年", "2018, 2021–2023"),
    ],
)
def test_years_in_a_row_are_one_range(years: list[int], zh: str, en: str) -> None:
    assert (years_zh(years), years_en(years)) == (zh, en)
