"""What each figure of a sentence is for, and what it is counted from, as its heading and its sentence say."""

import pytest

from pipelines.targets.extract import extract

SPAN, NEXT = "“十二五”时期工作回顾", "2016年工作安排"
CASES = [
    (
        SPAN,
        "与“十一五”末相比，新兴产业增加值占比达到21%，提高6个百分点",
        ["21 2015 end -", "6 2011/2015 total 2010"],
    ),
    (SPAN, "累计利用外资9.6亿美元，比“十一五”增加35%", ["9.6 2011/2015 total -", "35 2011/2015 total 2006/2010"]),
    (SPAN, "2015年，出口25亿美元，年均增长19%", ["25 2015 year -", "19 2011/2015 average -"]),
    (SPAN, "预计出口25亿美元，比2010年翻一番", ["25 2015 year -", "1 2011/2015 total 2010"]),
    (
        "2015年工作回顾",
        "2013年以来建成公园95个，其中2014年建成公园40个",
        ["95 2013/2015 total -", "40 2014 year -"],
    ),
    (
        "2015年工作回顾",
        "前三季度，投资增长5%；1—11月，出口增长6%。预计全年投资增长7%",
        ["5 2015-01/2015-09 part_of_year -", "6 2015-01/2015-11 part_of_year -", "7 2015 year -"],
    ),
    ("2015年工作回顾", "完成2013年及以前存量棚改5200户，改造管网280公里", ["5200 2015 year -", "280 2015 year -"]),
    (
        "2015年工作回顾",
        "实现生产总值80亿元，比2011年增长1倍（以下简称同比）；投资60亿元，同比增长90%",
        ["80 2015 year -", "1 2012/2015 total 2011", "60 2015 year -", "90 2012/2015 total 2011"],
    ),
    (
        NEXT,
        "“十三五”时期的主要目标是：投资年均增长8%；出口年均增长9%左右；森林覆盖率达到46%；能耗累计下降13%",
        ["8 2016/2020 average -", "9 2016/2020 average -", "46 2020 end -", "-13 2016/2020 total -"],
    ),
    (NEXT, "到2020年，用水量比“十二五”期末降低18%", ["-18 2020 end 2015"]),
    (NEXT, "力争五年实际利用外资超过60亿美元", ["60 2016/2020 total -"]),
    (NEXT, "今后五年投资达到60亿元，今年投资达到10亿元", ["60 2016/2020 total -", "10 2016 year -"]),
    ("今后五年政府工作总体考虑", "森林覆盖率达到46%", ["46 2020 end -"]),
    ("“十三五”时期目标任务和2016年重点工作", "投资年均增长8%", ["8 2016/2020 average -"]),
    ("新一届政府的目标任务", "今后，投资年均增长8%", ["8 2016/2020 average -"]),
    ("狠抓“十三五”规划编制", "新建公园10个", ["10 2016 year -"]),
    ("过去五年及2015年工作回顾", "新建公园10个", ["10 2011/2015 total -"]),
    # The years that it is set against are not over before its own.
    ("2015年工作回顾", "2015年，森林覆盖率比“十二五”期间提高2.5个百分点", ["2.5 2015 year 2011/2015"]),
]


@pytest.mark.parametrize(("heading", "text", "wanted"), CASES, ids=[case[1][:24] for case in CASES])
def test_a_figure_is_for_the_years_that_its_sentence_or_its_heading_names(
    heading: str, text: str, wanted: list[str]
) -> None:
    rows = extract(f"2016年某市政府工作报告\n一、{heading}\n{text}。\n", "650000", 2016)
    read = [f"{row['value']:f} {row['period']} {row['period_kind']} {row['base_period'] or '-'}" for row in rows]
    assert read == wanted


GIVEN_IN_DECEMBER = """2016年某市政府工作报告
——2015年12月18日在某市第六届人民代表大会第五次会议上
一、2015年工作回顾
1—11月，出口增长7%。我们盘活闲置厂房。新建公园10个，投资同比增长9%。
预计全年粮食产量增长2%。棉花产量增长3%。
二、2016年工作安排
新建学校20所。
"""


def test_a_report_given_before_the_year_is_over_is_of_the_months_that_a_paragraph_names_until_it_names_another_time() -> (
    None
):
    rows = extract(GIVEN_IN_DECEMBER, "650000", 2016)
    assert [(f"{row['value']:f}", row["period"]) for row in rows] == [
        ("7", "2015-01/2015-11"),
        ("10", "2015-01/2015-11"),
        ("9", "2015-01/2015-11"),
        ("2", "2015"),
        ("3", "2015"),
        ("20", "2016"),
    ]


TURNS = """2016年某市政府工作报告
一、“十二五”时期和2015年工作回顾
（一）综合实力
2015年，生产总值达到80亿元，是2010年的1.6倍。
新建公园10个。
（二）这是民生改善的五年
新建学校20所。
各位代表，2015年是“十二五”收官之年，我们做了以下工作：
新建医院30所。
"""


def test_how_several_years_ended_does_not_turn_a_review_to_the_last_of_them() -> None:
    periods = {row["indicator"]: row["period"] for row in extract(TURNS, "650000", 2016)}
    assert periods["公园"] == periods["学校"] == "2011/2015"
    assert periods["医院"] == "2015"


def test_a_share_that_is_held_in_several_years_is_in_doubt_and_one_that_is_reached_is_not() -> None:
    text = """2016年某市政府工作报告
一、“十二五”时期工作回顾
五年新增就业9万人，城镇登记失业率控制在4%以内。森林覆盖率达到46%。
2015年，粮食产量增长3%。
城镇调查失业率控制在5%以内。2015年人口自然增长率控制在6‰以内。
二、2016年工作安排
城镇登记失业率控制在4.5%以内。
"""
    rows = extract(text, "650000", 2016)
    assert [(f"{row['value']:f}", row["period_in_doubt"]) for row in rows if row["measure"] == "ratio"] == [
        ("4", True),
        ("46", False),
        ("5", True),
        ("6", False),
        ("4.5", False),
    ]
