from decimal import Decimal

import pytest

from pipelines.targets.quantities import find
from pipelines.targets.reading import read


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "bound"),
    [
        ("增长7%左右", "7", None, "%", "about"),
        ("增长７％左右", "7", None, "%", "about"),
        ("控制在5.5%以内", "5.5", None, "%", "at_most"),
        ("不低于50%", "50", None, "%", "at_least"),
        ("增长5.5%—6%", "5.5", "6", "%", "exact"),
        ("增长4.5-5%", "4.5", "5", "%", "exact"),
        ("投资5－6亿元", "5", "6", "亿元", "exact"),
        ("投资8000万-1亿元", "0.8", "1", "亿元", "exact"),
        ("新建2-3个", "2", "3", "个", "exact"),
        ("百分之四点五", "4.5", None, "%", "exact"),
        ("过百亿元", "100", None, "亿元", "at_least"),
        ("突破万亿元", "1", None, "万亿元", "at_least"),
        ("一千二百万元", "1200", None, "万元", "exact"),
        ("3亿多元", "3", None, "亿元", "at_least"),
        ("1万多亿元", "1", None, "万亿元", "at_least"),
        ("1.4万亿斤左右", "1.4", None, "万亿斤", "about"),
        ("1,200套", "1200", None, "套", "exact"),
        ("提高0.5个百分点", "0.5", None, "个百分点", "exact"),
        ("翻两番", "2", None, "番", "exact"),
        ("不高于23微克/立方米", "23", None, "微克/立方米", "at_most"),
        ("5 . 5 %", "5.5", None, "%", "exact"),
        ("100个左右", "100", None, "个", "about"),
        ("控制在千分之六点五以内", "6.5", None, "‰", "at_most"),
        ("降到千分之4.2左右", "4.2", None, "‰", "about"),
        ("由万分之1.8增加到", "1.8", None, "/万", "exact"),
        ("控制在十万分之十五以内", "15", None, "/10万", "at_most"),
        ("降到10万分之8.5", "8.5", None, "/10万", "exact"),
        ("收入比缩小为1.9比1", "1.9", None, ":1", "exact"),
        ("超七成半", "7.5", None, "成", "at_least"),
        ("提高到四成五", "4.5", None, "成", "exact"),
        ("迈上3千亿元台阶", "3", None, "千亿元", "at_least"),
        ("就业八至十万人", "8", "10", "万人", "exact"),
        ("控制在15/10万以内", "15", None, "/10万", "at_most"),
        ("15.2/十万", "15.2", None, "/10万", "exact"),
        ("收入比缩小到2.2∶1以内", "2.2", None, ":1", "at_most"),
        ("收入比缩小到2.2：1", "2.2", None, ":1", "exact"),
        ("一万三千二百五十亿元", "13250", None, "亿元", "exact"),
        ("三亿四千多万件", "3.4", None, "亿件", "at_least"),
        ("二万六千五百台", "26500", None, "台", "exact"),
        ("七万二千五百千瓦", "72500", None, "千瓦", "exact"),
        ("二百万千瓦", "200", None, "万千瓦", "exact"),
        ("新建四至六所", "4", "6", "所", "exact"),
        ("增加一百二十到一百五十万吨", "120", "150", "万吨", "exact"),
        ("新建公园二三十个", "20", "30", "个", "exact"),
        ("新建公园三十几个", "30", None, "个", "at_least"),
        ("保持在2亿与3亿元之间", "2", "3", "亿元", "exact"),
        ("增速在6%和7%之间", "6", "7", "%", "exact"),
        ("提高2.5个点以上", "2.5", None, "个百分点", "at_least"),
        ("建成充换电站12个点位", "12", None, "个", "exact"),
        ("厂房8万㎡", "8", None, "万m2", "exact"),
        ("水渠12km", "12", None, "km", "exact"),
        ("翻2.5番", "2.5", None, "番", "exact"),
    ],
)
def test_a_quantity_is_read_with_unit_and_bound(text: str, value: str, high: str | None, unit: str, bound: str) -> None:
    (quantity,) = [quantity for quantity in find(read(text).text) if quantity.unit]
    assert (quantity.value, quantity.value_high) == (Decimal(value), None if high is None else Decimal(high))
    assert (quantity.unit, quantity.bound) == (unit, bound)


def test_the_last_of_two_counts_says_that_both_are_points() -> None:
    text = read("报销比例分别提高6个和4个点").text
    assert [(quantity.value, quantity.unit) for quantity in find(text)] == [(6, "个百分点"), (4, "个百分点")]


@pytest.mark.parametrize(
    "text",
    ["三成果", "跨过两万亿台阶", "二十分之一", "时速8km/h", "上午10：15", "比分2：1：1", "三月至五月", "成本"],
)
def test_what_only_looks_like_a_numeral_with_a_unit_is_none(text: str) -> None:
    assert [quantity for quantity in find(read(text).text) if quantity.unit] == []


@pytest.mark.parametrize("printed", ["二O二四年", "二0二四年", "二Ο二四年", "二〇二四年", "二○二四年"])
def test_a_year_has_whatever_zero_was_at_hand(printed: str) -> None:
    assert read(f"到{printed}底").text == "到2024年底"
