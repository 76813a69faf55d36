"""How numbers stand with their units in both languages."""

from decimal import Decimal

import pytest

from pipelines.wording.units import parsed, quantity_en, quantity_zh, range_en, range_zh
from schemas import codelists


@pytest.mark.parametrize(
    ("number", "unit", "zh", "en"),
    [
        ("3350", "万吨", "3350万吨", "33.5 million tonnes"), ("7", "%", "7%", "7%"), ("2", "亿人次", "2亿人次", "200 million"),
        ("30000", "户", "3万户", "30,000 households"), ("12345", "户", "12,345户", "12,345 households"), ("1", "户", "1户", "1 household"),
        ("460000", "人", "46万人", "460,000 people"), ("1.2", "万亿元", "1.2万亿元", "1.2 trillion yuan"), ("60", "亿美元", "60亿美元", "$6 billion"),
        ("12000", "亿元", "1.2万亿元", "1.2 trillion yuan"), ("5", "百万吨", "500万吨", "5 million tonnes"),
        ("0.5", "万人", "5000人", "5,000 people"), ("9999", "元", "9999元", "9,999 yuan"), ("-198", "亿元", "−198亿元", "−19.8 billion yuan"),
        ("-60", "亿美元", "−60亿美元", "−$6 billion"), ("500", "万千瓦", "500万千瓦", "5 GW"), ("30", "兆瓦", "30兆瓦", "30 MW"),
        ("420", "亿立方米", "420亿立方米", "42 billion cubic metres"), ("57", "亿千瓦时", "57亿千瓦时", "5.7 TWh"),
        ("100", "万亩", "100万亩", "67,000 hectares (1 million mu)"), ("4", "万亩", "4万亩", "2,700 hectares (40,000 mu)"),
        ("18", "亿亩", "18亿亩", "120 million hectares (1.8 billion mu)"), ("665", "亿斤", "665亿斤", "33.3 million tonnes (66.5 billion jin)"),
        ("3", "‰", "3‰", "3 per thousand (0.3%)"), ("1", "‰", "1‰", "1 per thousand (0.1%)"), ("5000", "套", "5000套", "5,000"),
        ("4", "万套(间)", "4万套", "40,000"), ("12", "平方公里", "12平方公里", "12 square kilometres"), ("300", "米", "300米", "300 m"),
        ("50", "元/月", "50元/月", "50 yuan a month"), ("20", "吨/年", "20吨/年", "20 tonnes a year"), ("7", "成", "7成", "70%"),
        ("8", "万", "8万", "80,000"), ("1200", "栋楼", "1200栋楼", "1,200"), ("50", None, "50", "50"), ("1.5", "倍", "1.5倍", "1.5 times"),
        ("2.4", ":1", "2.4:1", "2.4 to 1"), ("3", "/10万", "3/10万", "3 per 100,000"), ("0.5", "个百分点", "0.5个百分点", "0.5 percentage points"),
    ],
)  # fmt: skip
def test_a_quantity_is_printed_as_each_language_does(number: str, unit: str | None, zh: str, en: str) -> None:
    assert (quantity_zh(Decimal(number), unit), quantity_en(Decimal(number), unit)) == (zh, en)


@pytest.mark.parametrize(
    ("numbers", "unit", "zh", "en"),
    [
        (("6.5", "7"), "%", "6.5%～7%", "6.5% to 7%"), (("2", "3"), "万吨", "2万～3万吨", "20,000 to 30,000 tonnes"),
        (("2", "3"), "个", "2～3个", "2 to 3"), (("200", "300"), "亿元", "200亿～300亿元", "20 to 30 billion yuan"),
        (("5", "12"), "亿元", "5亿～12亿元", "500 million to 1.2 billion yuan"), (("3", "4"), "亿美元", "3亿～4亿美元", "$300 million to $400 million"),
        (("1", "2"), "万亩", "1万～2万亩", "670 to 1,300 hectares (10,000 to 20,000 mu)"),
    ],
)  # fmt: skip
def test_a_range_has_its_sign_twice_and_its_unit_once(numbers: tuple[str, ...], unit: str, zh: str, en: str) -> None:
    ends = [Decimal(number) for number in numbers]
    assert (range_zh(ends, unit), range_en(ends, unit)) == (zh, en)


def test_what_is_counted_can_have_a_word_of_its_own() -> None:
    assert range_en([Decimal(150)], "万人次", "training places") == "1.5 million training places"
    assert range_en([Decimal(46)], "万人", "") == "460,000"


def test_no_unit_of_the_codelist_leaves_a_chinese_sign_in_english_or_a_number_that_is_another() -> None:
    units = [row["unit"] for row in codelists.read("units")]
    for unit in (*units, *(f"万{unit}" for unit in units), *(f"亿{unit}" for unit in units)):
        printed = quantity_en(Decimal("12.5"), unit)
        assert printed.isascii() or not any("\u4e00" <= sign <= "\u9fff" for sign in printed), (unit, printed)
        assert any(sign.isdigit() for sign in printed), unit


@pytest.mark.parametrize(
    ("unit", "times", "stem"),
    [("万吨", 10**4, "吨"), ("千瓦", 1, "千瓦"), ("万千瓦", 10**4, "千瓦"), ("百分点", 1, "百分点"), ("万亿元", 10**12, "元"),
     ("万", 10**4, ""), ("万吨/年", 10**4, "吨/年"), ("百万千瓦", 10**6, "千瓦"), ("", 1, "")],
)  # fmt: skip
def test_a_multiplier_is_taken_off_and_no_part_of_a_unit(unit: str, times: int, stem: str) -> None:
    assert (parsed(unit).times, parsed(unit).stem) == (times, stem)
