"""How a target is printed in both languages: verbs, bounds, ranges, falls and units."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines.wording.numbers import all_digits, all_plain
from pipelines.wording.targets import as_printed, in_english, in_words, rates_as_printed, target_en, target_zh

TYPES = {"measure": pl.String, "bound": pl.String, "value": pl.Decimal(24, 6), "value_high": pl.Decimal(24, 6), "unit": pl.String}  # fmt: skip


def row(measure: str, bound: str, value: str, unit: str | None, high: str | None = None) -> pl.DataFrame:
    cells = {
        "measure": measure,
        "bound": bound,
        "value": Decimal(value),
        "value_high": high and Decimal(high),
        "unit": unit,
    }
    return pl.DataFrame([cells], schema=TYPES)


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        (row("growth", "about", "7", "%"), "增长7%左右", "up about 7 %"),
        (row("growth", "at_most", "-3", "%"), "下降3%以上", "down at least 3 %"),
        (row("growth", "at_least", "-3", "%"), "下降3%以内", "down at most 3 %"),
        (row("growth", "exact", "5", "%", "5.5"), "增长5–5.5%", "up 5 % to 5.5 %"),
        (row("growth", "exact", "-4", "%", "-3.5"), "下降3.5–4%", "down 3.5 % to 4 %"),
        (row("growth", "at_least", "0", "%"), "增长0%以上", "up at least 0 %"),
        (row("ratio", "at_most", "5.50", "%"), "5.5%以内", "at most 5.5 %"),
        (row("ratio", "exact", "-1.5", "%"), "−1.5%", "−1.5 %"),
        (row("ratio", "exact", "6", "‰"), "6‰", "6 ‰"),
        (row("amount", "at_least", "500", "万吨"), "500万吨以上", "at least 5 million t"),
        (row("amount", "exact", "2", "万吨", "3"), "2–3万吨", "20,000 t to 30,000 t"),
        (row("amount", "exact", "1", "户"), "1户", "1 household"),
        (row("amount", "exact", "1.2", "万亿元"), "1.2万亿元", "1.2 trillion yuan"),
        (row("amount", "exact", "50", None), "50", "50"),
        (row("change", "exact", "0.5", "个百分点"), "增加0.5个百分点", "up by 0.5 percentage points"),
        (row("change", "exact", "-2", "万吨"), "减少2万吨", "down by 20,000 t"),
    ],
)  # fmt: skip
def test_targets_read_well_in_both_languages(target: pl.DataFrame, zh: str, en: str) -> None:
    assert target.select(zh=target_zh(all_plain), en=target_en(in_english)).row(0) == (zh, en)


@pytest.mark.parametrize(
    ("quantity", "printed", "in_a_brief"),
    [
        (row("amount", "exact", "3350", "万吨"), "3350 万吨", "33.5 million t"),
        (row("growth", "exact", "5", "%", "5.5"), "5–5.5 %", "5–5.5 %"),
        (row("ratio", "exact", "-2.70", "%"), "-2.7 %", "-2.7 %"),
        (row("amount", "exact", "1200", "栋楼"), "1200 栋楼", "1,200 栋楼"),
        (row("amount", "exact", "1200", None), "1200", "1200"),
    ],
)
def test_a_brief_prints_rates_as_the_table_does_and_amounts_in_english(quantity: pl.DataFrame, printed: str, in_a_brief: str) -> None:  # fmt: skip
    cells = pl.col("value"), pl.col("value_high"), pl.col("unit")
    assert quantity.select(as_printed(*cells)).item() == printed
    assert quantity.select(rates_as_printed(*cells)).item() == in_a_brief


@pytest.mark.parametrize(("number", "digits"), [("7.000000", "7"), ("100", "100"), ("0", "0"), ("-0.50", "-0.5"), ("1200.010", "1200.01")])  # fmt: skip
def test_a_number_loses_its_trailing_zeros_and_no_other(number: str, digits: str) -> None:
    frame = pl.DataFrame({"n": [Decimal(number)]})
    assert frame.select(all_digits(pl.col("n"))).item() == digits
    assert frame.select(all_plain(pl.col("n"))).item() == digits.replace("-", "−")


def statement(
    measure: str,
    bound: str | None,
    value: str | None,
    unit: str | None,
    high: str | None = None,
    comparator: str | None = None,
) -> dict[str, object]:
    number, upper = value and Decimal(value), high and Decimal(high)
    return {"measure": measure, "bound": bound, "value": number, "value_high": upper, "unit": unit, "comparator": comparator}  # fmt: skip


def test_rows_of_statements_are_said_in_both_languages_whatever_their_number() -> None:
    rows = [
        statement("growth", "about", "6.5", "%", high="7"),
        statement("growth", "at_most", "-3", "%"),
        statement("amount", "at_least", "120", "亿斤"),
        statement("growth", None, None, None, comparator="与经济增长同步"),
        statement("amount", "exact", "123456789012345678901234", "元"),
        statement("amount", "exact", "0.00000001", "元"),
    ]
    assert in_words(rows) == [
        ("增长6.5–7%左右", "up about 6.5 % to 7 %"),
        ("下降3%以上", "down at least 3 %"),
        ("120亿斤以上", "at least 6 million t"),
        ("与经济增长同步", "与经济增长同步"),
        ("123456789012345678901234元", "123456789012345678901234元"),
        ("0.00000001元", "0.00000001元"),
    ]
    assert in_words([]) == []
