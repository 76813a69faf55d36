"""How a target, its result and the gap between them are said in both languages: verbs, bounds, ranges, falls, doublings, limits."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.wording.numbers import all_digits, all_plain
from pipelines.wording.targets import Came, Set, gap, in_words, is_limit, result, target

D = Decimal


def a_set(measure: str, bound: str, value: str, unit: str | None, high: str | None = None, **others: Any) -> Set:
    return Set(measure, bound, D(value), high and D(high), unit, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (a_set("growth", "about", "7", "%"), "增长7%左右", "growth of about 7%"),
        (a_set("growth", "about", "3", "%", manner="price"), "上涨3%左右", "a rise of about 3%"),
        (a_set("growth", "at_most", "-3", "%"), "下降3%以上", "a fall of at least 3%"),
        (a_set("growth", "at_least", "-3", "%"), "下降3%以内", "a fall of at most 3%"),
        (a_set("growth", "exact", "5", "%", "5.5"), "增长5%～5.5%", "growth of 5% to 5.5%"),
        (a_set("growth", "exact", "-4", "%", "-3.5"), "下降3.5%～4%", "a fall of 3.5% to 4%"),
        (a_set("growth", "at_least", "0", "%"), "不下降", "no fall"),
        (a_set("growth", "exact", "0", "%"), "零增长", "no change"),
        (a_set("growth", "at_most", "0", "%", manner="price"), "不上涨", "no rise"),
        (a_set("growth", "exact", "9", "%", over="average"), "年均增长9%", "growth of 9% a year"),
        (a_set("growth", "at_least", "40", "%", over="total"), "累计增长40%以上", "growth of at least 40% in all"),
        (a_set("growth", "exact", "1", "番"), "翻一番", "to double"),
        (a_set("growth", "at_least", "2", "番"), "翻两番以上", "to at least quadruple"),
        (a_set("growth", "exact", "3", "番"), "翻三番", "to grow eightfold"),
        (a_set("growth", "about", "1", "番"), "翻一番左右", "to roughly double"),
        (a_set("growth", "exact", "1", "倍"), "增长1倍", "to double"),
        (a_set("growth", "exact", "1.5", "倍"), "增长1.5倍", "to grow 2.5-fold"),
        (a_set("ratio", "at_most", "5.50", "%"), "5.5%以内", "at most 5.5%"),
        (a_set("amount", "at_least", "500", "万吨"), "500万吨以上", "at least 5 million tonnes"),
        (a_set("amount", "exact", "2", "万吨", "3"), "2万～3万吨", "20,000 to 30,000 tonnes"),
        (a_set("amount", "exact", "4.1", "万套", deed="start building"), "4.1万套", "to start building 41,000"),
        (a_set("amount", "at_least", "5", "万亩", over="average"), "年均5万亩以上", "at least 3,300 hectares (50,000 mu) a year"),
        (a_set("change", "exact", "0.5", "个百分点", manner="rate"), "提高0.5个百分点", "a rise of 0.5 percentage points"),
        (a_set("change", "exact", "1", "个百分点", manner="rate"), "提高1个百分点", "a rise of 1 percentage point"),
        (a_set("change", "exact", "-2", "万吨"), "减少2万吨", "a fall of 20,000 tonnes"),
        (Set("growth", None, None, None, None, "与经济增长同步"), "与经济增长同步", "in step with economic growth"),
    ],
)  # fmt: skip
def test_targets_read_well_in_both_languages(row: Set, zh: str, en: str) -> None:
    assert target(row) == (zh, en)


GROWTH, FALL = a_set("growth", "about", "7", "%"), a_set("growth", "at_most", "-3", "%")
PRICES = a_set("growth", "at_most", "3", "%", manner="price")
HOMES = a_set("amount", "exact", "5000", "套")


@pytest.mark.parametrize(
    ("row", "came", "zh", "en", "behind"),
    [
        (GROWTH, Came(D("6.8"), "%"), "增长6.8%", "growth of 6.8%", "6.8%"),
        (GROWTH, Came(D("-1.2"), "%"), "下降1.2%", "a fall of 1.2%", "a fall of 1.2%"),
        (GROWTH, Came(D("7"), "%", "about"), "增长约7%", "growth of about 7%", "about 7%"),
        (GROWTH, Came(D("0"), "%"), "零增长", "no change", "no change"),
        (FALL, Came(D("-2.7"), "%"), "下降2.7%", "a fall of 2.7%", "a fall of 2.7%"),
        (FALL, Came(D("-5"), "%", "at_most"), "下降5%以上", "a fall of 5% or more", "a fall of 5% or more"),
        (FALL, Came(D("1"), "%"), "增长1%", "growth of 1%", "growth of 1%"),
        (PRICES, Came(D("0.2"), "%"), "上涨0.2%", "a rise of 0.2%", "0.2%"),
        (PRICES, Came(D("-0.2"), "%"), "下降0.2%", "a fall of 0.2%", "a fall of 0.2%"),
        (HOMES, Came(D("7100"), "套", "at_least"), "7100套以上", "7,100 or more", "7,100 or more"),
    ],
)
def test_a_result_has_the_verb_of_its_own_sign(row: Set, came: Came, zh: str, en: str, behind: str) -> None:
    assert result(row, came)[:3] == (zh, en, behind)


def came(number: str, unit: str, distance: str, of_it: str | None = None, **others: Any) -> Came:
    return Came(D(number), unit, None, D(distance), of_it and D(of_it), **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "figure", "zh", "en"),
    [
        (GROWTH, came("6.8", "%", "-0.2"), "低于目标0.2个百分点", "0.2 points below"),
        (GROWTH, came("8", "%", "1"), "高于目标1个百分点", "1 point above"),
        (GROWTH, came("7", "%", "0"), "与目标持平", "on target"),
        (a_set("growth", "exact", "6", "%", "7"), came("6.5", "%", "0"), "在目标区间内", "within the range"),
        (FALL, came("-2.7", "%", "0.3"), "降幅比目标小0.3个百分点", "0.3 points less"),
        (FALL, came("-3.5", "%", "-0.5"), "降幅比目标大0.5个百分点", "0.5 points more"),
        (FALL, came("1", "%", "4"), "与目标相差4个百分点", "4 points off"),
        (PRICES, came("0.2", "%", "-2.8", limit=True), "在目标以内", "within it"),
        (PRICES, came("3.4", "%", "0.4", limit=True), "超出目标0.4个百分点", "0.4 points above it"),
        (HOMES, came("7100", "套", "2100", "1.42", more_is_better=True), "完成142%", "142% of it"),
        (HOMES, came("4999", "套", "-1", "0.9998", more_is_better=True), "完成99.98%", "99.98% of it"),
        (HOMES, came("4", "套", "-4996", "0.0008", more_is_better=True), "完成0.1%", "0.1% of it"),
        (HOMES, came("5100", "套", "100", "1.02"), "比目标多100套", "100 above"),
        (a_set("change", "exact", "-198", "亿元"), came("-100", "亿元", "98"), "比目标少98亿元", "9.8 billion yuan less"),
        (a_set("ratio", "at_most", "6", "‰"), came("6.5", "‰", "0.5", limit=True), "超出目标0.05个百分点", "0.05 points above it"),
    ],
)  # fmt: skip
def test_the_gap_is_said_as_far_as_it_is(row: Set, figure: Came, zh: str, en: str) -> None:
    assert gap(row, figure) == (zh, en)


def test_a_figure_that_is_no_exact_one_has_no_gap() -> None:
    assert gap(GROWTH, Came(D("6.8"), "%", "about", D("-0.2"))) is None
    assert gap(GROWTH, Came(D("6.8"), "%")) is None


@pytest.mark.parametrize(
    ("measure", "bound", "value", "polarity", "limit"),
    [
        ("growth", "at_most", "3", "more", True), ("growth", "about", "3", "ceiling", True), ("ratio", "about", "5.5", "less", True),
        ("growth", "at_most", "-3", "less", False), ("growth", "about", "7", "more", False), ("ratio", "at_least", "5", "ceiling", False),
        ("growth", "about", "3", "two_sided", False), ("amount", "exact", "5500", "planned", True),
    ],
)  # fmt: skip
def test_a_limit_is_what_a_result_is_to_stay_within(
    measure: str, bound: str, value: str, polarity: str, limit: bool
) -> None:
    assert is_limit(measure, bound, D(value), polarity) == limit


@pytest.mark.parametrize(
    ("number", "digits"),
    [("7.000000", "7"), ("100", "100"), ("0", "0"), ("-0.50", "-0.5"), ("1200.010", "1200.01")],
)
def test_a_number_loses_its_trailing_zeros_and_no_other(number: str, digits: str) -> None:
    frame = pl.DataFrame({"n": [D(number)]})
    assert frame.select(all_digits(pl.col("n"))).item() == digits
    assert frame.select(all_plain(pl.col("n"))).item() == digits.replace("-", "−")


def statement(
    measure: str,
    bound: str | None,
    value: str | None,
    unit: str | None,
    high: str | None = None,
    comparator: str | None = None,
    indicator: str = "煤炭产量",
) -> dict[str, object]:
    number, upper = value and D(value), high and D(high)
    return {"measure": measure, "bound": bound, "value": number, "value_high": upper, "unit": unit, "comparator": comparator, "indicator": indicator}  # fmt: skip


def test_rows_of_statements_are_said_in_both_languages_whatever_their_number() -> None:
    rows = [
        statement("growth", "about", "6.5", "%", high="7"),
        statement("growth", "at_most", "3", "%", indicator="房屋价格"),
        statement("amount", "at_least", "120", "亿斤"),
        statement("growth", None, None, None, comparator="与经济增长同步"),
        statement("growth", None, None, None, comparator="与月亮同步"),
        statement("amount", "exact", "123456789012345678901234", "元"),
        statement("amount", "exact", "0.00000001", "元"),
    ]
    assert in_words(rows) == [
        ("增长6.5%～7%左右", "growth of about 6.5% to 7%"),
        ("上涨3%以内", "a rise of at most 3%"),
        ("120亿斤以上", "at least 6 million tonnes (12 billion jin)"),
        ("与经济增长同步", "in step with economic growth"),
        ("与月亮同步", "与月亮同步"),
        ("123,456,789,012,345,678,901,234元", "123,456,789,012.345678901234 trillion yuan"),
        ("0.00000001元", "0.00000001 yuan"),
    ]
    assert in_words([]) == []
