"""A cell is read where it can mean one thing, and else refused with what is there, why, and what to write."""

from decimal import Decimal

import pytest

from pipelines.statistics import cells


@pytest.mark.parametrize(
    ("cell", "unit", "number"),
    [
        ("511.2", "万吨", "511.2"),
        ("1,234.5", "万吨", "1234.5"),
        ("1，234，567", "万吨", "1234567"),
        ("1 234 567.8", "万吨", "1234567.8"),
        ("５１１．２", "万吨", "511.2"),
        ("+6.80", "%", "6.80"),
        ("−3.1", "%", "-3.1"),
        ("－3.1", "%", "-3.1"),
        ("6.8%", "%", "6.8"),
        ("６.８％", "%", "6.8"),
        ("5.2‰", "‰", "5.2"),
        (".5", "%", "0.5"),
        ("999999999999999999.999999", "元", "999999999999999999.999999"),
        ("1.50000000", "元", "1.5"),
    ],
)
def test_a_number_is_read_as_it_is_printed(cell: str, unit: str, number: str) -> None:
    assert cells.number(cell, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "the cell is empty. Write the number"),
        ("NaN", "'NaN' is no number. Take the row out"),
        ("—", "'—' is no number. Take the row out"),
        ("#DIV/0!", "a formula of the spreadsheet has failed"),
        ("1.2E+05", "'1.2E+05' is a number that a spreadsheet has shortened"),
        ("1e3", "has shortened"),
        ("511,2", "its separators are not clear. Write it like 1234.5 or 1,234.5"),
        ("0,123", "its separators are not clear"),
        ("1.234.5", "its separators are not clear"),
        ("12 34", "its separators are not clear"),
        ("3-5", "no number but a range"),
        ("3%～5%", "no number but a range"),
        ("(3.2)", "Write -3.2 or 3.2"),
        ("511.2万吨", "its unit stands in it. Write 511.2, and 万吨 as the unit"),
        ("约511", "it is bounded. Write 511, and as value_bound one of about, at_least or at_most"),
        ("511以上", "it is bounded"),
        ("1272.9①", "'①' stands beside it. Write 1272.9"),
        ("1_000", "'1_000' is no number"),
        ("五百", "'五百' is no number. Write it in digits"),
        ("6.8%", "6.8% is no number of 万吨"),
        ("1234567890123456789012345", "has 25 digits before the point, and 18 is the most"),
        ("1000000000000000000", "has 19 digits before the point"),
        ("0.30000000000000004", "has 17 decimal places, and 6 is the most"),
        ("0.0000001", "has 7 decimal places"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^.*\. [A-Z]") as error:
        cells.number(cell, "万吨")
    assert reason in str(error.value)


def test_a_number_that_is_too_large_in_base_units_is_refused() -> None:
    assert cells.in_base_units(Decimal("9999999999"), "亿元", Decimal(10**8)) == Decimal("999999999900000000")
    with pytest.raises(ValueError, match="'10000000000' is too large or too fine to be a number of 亿元"):
        cells.in_base_units(Decimal(10**10), "亿元", Decimal(10**8))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("650000", "650000"),
        ("650000000000", "650000"),
        ("650100000", "650100"),
        ("650000.0", "650000"),
        ("６５００００", "650000"),
        ("000000", "100000"),
        ("000000000000", "100000"),
        ("152221", "152221"),
        ("新疆", "650000"),
        ("新 疆", "650000"),
        ("丹东", "210600"),
        ("辽宁省丹东市", "210600"),
        ("辽宁省/丹东市", "210600"),
        ("凉山州", "513400"),
        ("全国", "100000"),
    ],
)
def test_a_region_is_known_by_its_codes_and_names(cell: str, code: str) -> None:
    assert cells.region(cell) == code


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "the cell is empty. Write the region's code or name"),
        ("6.5E+11", "is a code that a spreadsheet has shortened"),
        ("650102001000", "is the code of a town or village"),
        ("650102001", "is the code of a town or village"),
        ("999999", "'999999' is no region that is known"),
        ("朝阳区", "'朝阳区' may be 110105 北京市朝阳区 or 220104 长春市朝阳区. Write the full name"),
        ("新彊", "nearest to it: 650000 新疆维吾尔自治区"),
    ],
)
def test_a_region_that_is_none_or_several_is_refused_with_codes(cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"\. [A-Z]") as error:
        cells.region(cell)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2023", "2023"),
        ("2023年", "2023"),
        ("２０２３年度", "2023"),
        ("2023.0", "2023"),
        ("2023-06", "2023-06"),
        ("2023年6月", "2023-06"),
        ("2021/2025", "2021/2025"),
        ("2021-2025年", "2021/2025"),
        ("2023-01/2023-06", "2023-01/2023-06"),
    ],
)
def test_a_period_is_a_year_a_month_or_a_span(cell: str, period: str) -> None:
    assert cells.period(cell) == period


@pytest.mark.parametrize(
    "cell", ["", "23", "2023年一季度", "2023-13", "2025-2021", "2023-06/2023-01", "2023/6", "本年"]
)
def test_what_is_no_period_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"Write a year \(2023\), a month \(2023-06\) or years \(2021/2025\)"):
        cells.period(cell)


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("2024", "2024-12-31", "year"),
        ("2024年", "2024-12-31", "year"),
        ("2024-02", "2024-02-29", "month"),
        ("2024年2月", "2024-02-29", "month"),
        ("2024/3/5", "2024-03-05", "day"),
        ("2024年3月5日", "2024-03-05", "day"),
        ("2024-03-05", "2024-03-05", "day"),
    ],
)
def test_a_date_is_the_last_day_that_it_can_mean(cell: str, day: str, precision: str) -> None:
    assert (cells.day(cell)[0].isoformat(), cells.day(cell)[1]) == (day, precision)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("Dec-23", "'Dec-23' is no date"), ("2023-13", "has no such month"), ("2023/2/30", "Write 2024, 2024-03 or 2024-03-29"), ("3/5/2024", "no date")],
)  # fmt: skip
def test_what_is_no_date_is_refused(cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match="Write 2024, 2024-03 or 2024-03-29") as error:
        cells.day(cell)
    assert reason in str(error.value)
