"""A result beside its target: one unit, and never printed as something that it is not."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.wording.numbers import to_significant
from pipelines.wording.pairs import Quantity, both_en, result_zh
from schemas import codelists

D = Decimal


def of(number: str, unit: str | None) -> Quantity:
    return Quantity((D(number),), unit)


@pytest.mark.parametrize(
    ("target", "result", "zh", "en"),
    [
        (("240", "万亩"), ("1600", "平方公里"), "240万亩（原文1600平方公里）", ("160,000 hectares (2.4 million mu)", "160,000 hectares", "160,000")),
        (("13000", "亿斤"), ("68653", "万吨"), "1.37万亿斤（原文68653万吨）",
         ("650 million tonnes (1.3 trillion jin)", "687 million tonnes", "687 million")),
        (("2", "亿人"), ("26544.03", "万人"), "2.65亿人", ("200 million people", "265 million people", "265 million")),
        (("35", "万亩"), ("20.7", "万亩"), "20.7万亩", ("23,000 hectares (350,000 mu)", "13,800 hectares", "13,800")),
        (("60", "亿美元"), ("580000", "万美元"), "58亿美元", ("$6 billion", "$5.8 billion", "$5.8 billion")),
        (("500", "万千瓦"), ("95", "万千瓦"), "95万千瓦", ("5 GW", "0.95 GW", "0.95 GW")),
        (("3", "万户"), ("1234", "户"), "1234户", ("30,000 households", "1,234 households", "1,234")),
        (("3", "万户"), ("9800", "户"), "0.98万户", ("30,000 households", "9,800 households", "9,800")),
        (("800", "公里"), ("40000", "公里"), "4万公里", ("800 km", "40,000 km", "40,000 km")),
        (("100", "家"), ("120", "个"), "120家", ("100", "120", "120")),
        (("7", "%"), ("6.8", "%"), "6.8%", ("7%", "6.8%", "6.8%")),
        (("3", "‰"), ("0.35", "%"), "3.5‰（原文0.35%）", ("3 per thousand (0.3%)", "3.5 per thousand", "3.5 per thousand")),
        (("5", None), ("6", None), "6", ("5", "6", "6")),
    ],
)  # fmt: skip
def test_a_result_stands_in_the_unit_of_its_target(
    target: tuple[str, str | None], result: tuple[str, str | None], zh: str, en: tuple[str, str, str]
) -> None:
    assert result_zh(of(*target), D(result[0]), result[1]) == zh
    assert tuple(both_en(of(*target), D(result[0]), result[1])) == en


@pytest.mark.parametrize(
    ("target", "result", "zh", "en"),
    [
        (("1000", "亩"), ("1003", "亩"), "1003亩", ("66.7 hectares (1,000 mu)", "66.87 hectares")),
        (("2", "亿元"), ("19999", "万元"), "1.9999亿元", ("200 million yuan", "199.99 million yuan")),
        (("7", "%"), ("6.999", "%"), "6.999%", ("7%", "6.999%")),
    ],
)
def test_a_result_that_is_another_number_than_its_target_is_never_printed_like_it(
    target: tuple[str, str], result: tuple[str, str], zh: str, en: tuple[str, str]
) -> None:
    assert result_zh(of(*target), D(result[0]), result[1]) == zh
    assert both_en(of(*target), D(result[0]), result[1])[:2] == en


NUMBERS = st.decimals(min_value=D("0.01"), max_value=D(10) ** 7, places=2)
AREAS = st.sampled_from(["亩", "万亩", "公顷", "万公顷", "平方公里", "千公顷"])
WORDS = {"million": 10**6, "billion": 10**9, "trillion": 10**12}


def read_en(printed: str) -> D:
    number, _, word = printed.partition(" ")
    return D(number.replace(",", "")) * WORDS.get(word, 1)


def read_zh(printed: str) -> D:
    number = (
        printed.partition("（")[0].removesuffix("公顷").removesuffix("平方公里").removesuffix("亩").replace(",", "")
    )
    for word, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if number.endswith(word):
            return D(number.removesuffix(word)) * size
    return D(number)


def base(number: D, unit: str) -> D:
    known = codelists.base_unit(unit)
    assert known
    return number * known[2]


@settings(max_examples=300, deadline=None)
@given(NUMBERS, AREAS, NUMBERS, AREAS)
def test_converted_numbers_are_exact_to_their_digits_and_compare_as_they_are(
    number: D, unit: str, came: D, of_unit: str
) -> None:
    said = both_en(Quantity((number,), unit), came, of_unit)
    target, result = (read_en(text.partition(" (")[0].replace("hectares", "").replace("hectare", "").replace("square kilometres", "").replace("square kilometre", "").strip())
                      for text in (said.target, said.result))  # fmt: skip
    size = 1500 if "square" in said.target else 15
    for shown, exact in ((target, base(number, unit) / size), (result, base(came, of_unit) / size)):
        assert shown == exact or any(to_significant(exact, count) == shown for count in range(2, 15)), said
    assert (target > result) - (target < result) == (base(number, unit) > base(came, of_unit)) - (
        base(number, unit) < base(came, of_unit)
    )


@settings(max_examples=300, deadline=None)
@given(NUMBERS, st.sampled_from(["亩", "万亩", "亿亩"]), NUMBERS, AREAS)
def test_the_result_in_chinese_is_the_result_in_the_unit_of_its_target(
    number: D, unit: str, came: D, of_unit: str
) -> None:
    printed = result_zh(Quantity((number,), unit), came, of_unit)
    exact = base(came, of_unit)
    assert abs(read_zh(printed) - exact) <= exact * D("0.51") * D("0.01") or read_zh(printed) == exact, printed
    assert printed.partition("（")[0].endswith("亩")
    assert ("原文" in printed) == (of_unit not in ("亩", "万亩"))
