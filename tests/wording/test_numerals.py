"""What a Chinese numeral means, and what is none."""

from decimal import Decimal

import pytest

from pipelines.wording import numerals


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("零", 0), ("〇", 0), ("九", 9), ("两", 2), ("十", 10), ("十一", 11), ("二十", 20), ("二十八", 28), ("九十九", 99),
        ("百", 100), ("一百零五", 105), ("一百一十", 110), ("九百九十九", 999), ("三千五", 3500), ("三千零五", 3005),
        ("万", 10_000), ("两万五", 25_000), ("九千九百九十九万", 99_990_000), ("一千二百万", 12_000_000),
        ("一亿二千万", 120_000_000), ("三万二千亿", 3_200_000_000_000), ("万亿", 10**12),
        ("四点五", "4.5"), ("零点零五", "0.05"), ("二〇二三", 2023), ("一二", 12), ("5", 5), ("28", 28),
    ],
)  # fmt: skip
def test_a_numeral_has_its_value(printed: str, value: object) -> None:
    assert numerals.number(printed) == Decimal(str(value))


@pytest.mark.parametrize("printed", ["", "点", "点五", "五点", "五点十", "五个", "半", "甲", "-3", "2.5", " 三"])
def test_what_is_no_numeral_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is no numeral"):
        numerals.number(printed)


def test_a_count_is_a_whole_number() -> None:
    assert [numerals.count(printed) for printed in ("三", "5", "十二", "三点零")] == [3, 5, 12, 3]
    with pytest.raises(ValueError, match="'四点五' is no whole number"):
        numerals.count("四点五")


def test_digits_become_figures_sign_for_sign_and_tens_stay() -> None:
    assert (
        numerals.in_figures("二〇二三年")
        == numerals.in_figures("二零二三年")
        == numerals.in_figures("二○二三年")
        == "2023年"
    )
    assert numerals.in_figures("十二月三十一日") == "十2月3十1日"
    assert numerals.in_figures("两个，2023年") == "两个，2023年"


@pytest.mark.parametrize(
    ("printed", "years"),
    [("六", (1981, 1985)), ("九", (1996, 2000)), ("十", (2001, 2005)), ("十一", (2006, 2010)), ("十五", (2026, 2030))],
)
def test_a_five_year_plan_is_told_by_its_number(printed: str, years: tuple[int, int]) -> None:
    assert numerals.five_year_plan(printed) == years


def test_a_plan_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="'本' is no numeral"):
        numerals.five_year_plan("本")
