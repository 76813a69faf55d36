"""Which verb and which noun a number gets by the name that it stands under."""

import pytest

from pipelines.wording.verbs import manner, noun


@pytest.mark.parametrize(
    ("measure", "name", "unit", "way"),
    [
        ("growth", "居民消费价格总水平", "%", "price"), ("growth", "商品零售价格", "%", "price"), ("growth", "物价", "%", "price"),
        ("growth", "居民消费价格指数(CPI)", "%", "price"), ("growth", "钢产量", "%", ""), ("growth", "高价值专利", "%", ""),
        ("change", "城镇化率", "个百分点", "rate"), ("change", "低保标准", "元", "rate"), ("change", "粮食", "万吨", ""),
        ("amount", "房屋价格", "元", ""), (None, None, None, ""),
    ],
)  # fmt: skip
def test_prices_rates_and_numbers_rise_each_in_their_way(
    measure: str | None, name: str | None, unit: str | None, way: str
) -> None:
    assert manner(measure, name, unit) == way


@pytest.mark.parametrize(
    ("unit", "name", "name_en", "word"),
    [
        ("万人次", "职业技能培训", None, "training places"), ("亿人次", "接待游客", "Tourist visits", ""), ("亿人次", "接待游客", None, "visits"),
        ("万人次", "机场旅客吞吐量", None, "passenger trips"), ("万人次", "农村劳动力转移就业", None, "job placements"),
        ("万人次", "社保扩面", None, ""), ("万人", "城镇新增就业", "New urban jobs", ""), ("万人", "受益对象", "Those who gain", None),
        ("户", "规上企业", None, ""), ("户", "危房改造", None, None), ("万吨", "钢", "Steel", None), (None, "钢", None, None),
    ],
)  # fmt: skip
def test_what_is_counted_is_told_by_the_name(
    unit: str | None, name: str, name_en: str | None, word: str | None
) -> None:
    assert noun(unit, name, name_en) == word
