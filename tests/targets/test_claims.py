"""What a report says of its own targets: fulfilled or admitted; of one indicator, of several, or of all at once."""

import pytest

from pipelines.targets.tables import tables

REVIEW = "2024年某省政府工作报告\n一、2023年工作回顾\n{sentence}。\n二、2024年工作安排\n粮食产量60亿斤。\n"


def claims(sentence: str) -> list[tuple[str, str | None]]:
    rows = tables(REVIEW.format(sentence=sentence), "620000", 2024)["claims"]
    return [(row["claim"], row["indicator"]) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("城镇新增就业33万人，超额完成年度目标任务", [("fulfilled", "城镇新增就业")]),
        ("进出口总额未能达到年初预期目标", [("admitted", "进出口总额")]),
        ("社会消费品零售总额、固定资产投资等指标未能实现年初预期目标", [("admitted", "社会消费品零售总额"), ("admitted", "固定资产投资")]),
        ("居民消费价格涨幅控制在年度目标以内", [("fulfilled", "居民消费价格")]),
        ("圆满完成了大会确定的各项目标任务", [("fulfilled", None)]),
        ("个别指标未能实现预期目标", [("admitted", None)]),
        ("城镇调查失业率低于年初预期目标", [("fulfilled", "城镇调查失业率")]),
        ("固定资产投资、社会消费品零售总额完成情况低于年初既定目标", [("admitted", "固定资产投资"), ("admitted", "社会消费品零售总额")]),
        ("城镇新增就业33万人，超过全年预期目标", [("fulfilled", "城镇新增就业")]),
        ("没有实现年初确定的单位生产总值能耗降低4%左右、氨氮排放量减少2%的目标", [("admitted", "单位生产总值能耗"), ("admitted", "氨氮排放量")]),
        ("城镇居民收入稳步增长，完成年度节能减排任务", [("fulfilled", "节能")]),
        ("超额完成隐性债务化解任务", [("fulfilled", "隐性债务化解")]),
        ("棚户区改造任务基本完成", [("partly", "棚户区改造")]),
        ("固定资产投资完成年度计划的85%", [("partly", "固定资产投资")]),
        ("固定资产投资完成年度计划的112%", [("fulfilled", "固定资产投资")]),
        ("粮食产量58亿斤，但仍难以完成年初确定的目标", [("admitted", "粮食产量")]),
        ("除粮食产量因遭受严重旱灾没有实现预定目标外", [("admitted", "粮食产量")]),
        ("冬季清洁取暖三年改造任务全面完成", []),
        ("居民消费价格指数超过年初预期目标", [("admitted", "居民消费价格指数")]),
        ("地区生产总值增长5.1%，好于预期", [("fulfilled", "地区生产总值")]),
        ("地区生产总值增长5.1%，各行各业出现波动，但好于预期", []),
        ("年初确定的地区生产总值、进出口总额等主要指标增速未达预期", [("admitted", "地区生产总值"), ("admitted", "进出口总额")]),
        ("固定资产投资和社会消费品零售总额两项指标增速低于预期", [("admitted", "固定资产投资"), ("admitted", "社会消费品零售总额")]),
        ("部分指标如地区生产总值增速没有达到预期目标", [("admitted", "地区生产总值")]),
        ("对于未完成的任务，认真查找原因", []),
        ("粮食产量达到58亿斤", []),
        ("坚持目标导向，全面推进改革", []),
    ],
)  # fmt: skip
def test_a_claim_says_what_became_of_which_target(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert claims(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("城镇新增就业33万人，超额完成年度目标任务", "target"),
        ("圆满完成了大会确定的各项目标任务", "all"),
        ("10件民生实事目标任务全面完成", "list"),
    ],
)
def test_a_claim_says_whether_it_is_about_one_target_a_list_or_all(sentence: str, expected: str) -> None:
    rows = tables(REVIEW.format(sentence=sentence), "620000", 2024)["claims"]
    assert [row["about"] for row in rows] == [expected]


def test_a_claim_is_of_the_year_before_or_of_the_five_years_it_names_and_quotes_its_words() -> None:
    text = REVIEW.format(sentence="节能减排超额完成“十三五”目标任务；城镇新增就业完成年度目标")
    first, second = tables(text, "620000", 2024)["claims"]
    assert (first["period"], second["period"]) == ("2016/2020", "2023")
    assert text[second["char_start"] : second["char_end"]] == second["quote"] == "城镇新增就业完成年度目标"


def test_the_plan_claims_nothing() -> None:
    assert (
        tables("2024年某省政府工作报告\n今年，确保完成年度目标任务，粮食产量60亿斤。", "620000", 2024)["claims"] == []
    )
