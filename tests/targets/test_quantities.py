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
    ],
)
def test_a_quantity_is_read_with_unit_and_bound(text: str, value: str, high: str | None, unit: str, bound: str) -> None:
    (quantity,) = [quantity for quantity in find(read(text).text) if quantity.unit]
    assert (quantity.value, quantity.value_high) == (Decimal(value), None if high is None else Decimal(high))
    assert (quantity.unit, quantity.bound) == (unit, bound)
