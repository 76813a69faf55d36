import pytest

from pipelines.targets.extract import extract
from pipelines.targets.parts import five_year_period, sentences, split_heading
from pipelines.targets.reading import read

REPORT = """2024年某省政府工作报告

一、2023年工作回顾

全省地区生产总值增长5%左右，粮食产量60亿斤。

二、“十五五”时期发展目标

地区生产总值年均增长5.5%。

三、2024年重点工作

（一）扩大内需。投资增长6%。
1.新建社区食堂20个
力争五年内建成100个公园。到2030年森林覆盖率达到30%。

名词解释

1.三个80%：指覆盖率达到80%。
"""


def test_a_report_is_cut_into_review_five_years_and_plan_and_the_glossary_is_left_out() -> None:
    rows = [(row["indicator"], row["tense"], row["period"]) for row in extract(REPORT, "620000", 2024)]
    assert rows == [
        ("地区生产总值", "achieved", "2023"),
        ("粮食产量", "achieved", "2023"),
        ("地区生产总值", "target", "2026/2030"),
        ("投资", "target", "2024"),
        ("社区食堂", "target", "2024"),
        ("公园", "target", "2024/2028"),
        ("森林覆盖率", "target", "2030"),
    ]


def test_a_row_tells_its_heading_and_the_lead_of_its_paragraph() -> None:
    rows = extract(REPORT, "620000", 2024)
    investment = next(row for row in rows if row["indicator"] == "投资")
    assert investment["section"] == "（一）扩大内需"
    assert investment["paragraph"] == "投资增长6%"


def tenses(text: str, year: int = 2024) -> list[tuple[str, str, str]]:
    return [(row["indicator"], row["tense"], row["period"]) for row in extract(text, "620000", year)]


def test_the_annexes_after_a_glossary_are_read() -> None:
    rows = tenses(REPORT + "\n附件：2024年民生实事\n\n新建公园10个。\n")
    assert rows[-1] == ("公园", "target", "2024")


def test_a_weak_word_under_the_review_does_not_turn_to_the_plan() -> None:
    text = "一、2023年工作回顾\n（一）重点工作扎实推进\n新建公园10个。\n二、2024年工作安排\n新建公园20个。\n"
    assert [tense for _, tense, _ in tenses(text)] == ["achieved", "target"]


def test_a_section_without_a_telling_heading_is_told_by_its_words() -> None:
    back = "一、成绩来之不易\n" + "完成投资50亿元。建成公园8个了。就业取得成功。累计新增学校3所。\n" * 2
    ahead = "二、谱写新的篇章\n" + "要力争建成公园9个。必须着力推进。确保完成。要进一步加快。\n" * 2
    assert {tense for _, tense, _ in tenses(back + ahead)[:4]} == {"achieved"}
    assert tenses(back + ahead)[-1][1] == "target"


def test_a_paragraph_that_states_this_years_targets_ends_the_review() -> None:
    text = "一、2023年工作回顾\n粮食产量60亿斤。\n2024年全省经济社会发展的主要预期目标是：地区生产总值增长6%。\n"
    assert tenses(text) == [("粮食产量", "achieved", "2023"), ("地区生产总值", "target", "2024")]


def test_a_government_looks_back_on_its_term() -> None:
    text = "一、过去五年工作回顾\n新建公园50个。\n二、2024年工作安排\n新建公园10个。\n"
    assert tenses(text) == [("公园", "achieved", "2019/2023"), ("公园", "target", "2024")]


def test_the_year_in_the_title_does_not_open_the_plan() -> None:
    text = (
        "2024年某省人民政府工作报告\n——2024年1月在某省第十四届人民代表大会第二次会议上\n"
        "一、完成了各项任务\n"
        + "粮食产量完成60亿斤，增长了5%，取得成功。建成公园8个了。\n" * 2
        + "二、2024年主要任务\n新建公园10个。\n"
    )
    assert {tense for _, tense, _ in tenses(text)[:-1]} == {"achieved"}
    assert tenses(text)[-1] == ("公园", "target", "2024")


def test_a_heading_of_two_years_begins_with_the_review() -> None:
    text = "一、2023年的工作和2024年的目标\n粮食产量60亿斤。\n2024年的奋斗目标是：粮食产量62亿斤。\n"
    assert tenses(text) == [("粮食产量", "achieved", "2023"), ("粮食产量", "target", "2024")]


def test_a_plan_of_five_years_to_come_is_a_period() -> None:
    text = "一、过去五年工作回顾\n新建公园50个。\n二、今后五年主要目标任务\n新建公园60个。\n"
    assert tenses(text)[-1] == ("公园", "target", "2024/2028")


def test_a_list_under_a_deadline_is_due_by_it() -> None:
    text = "到2027年的主要目标是：\n——粮食产量70亿斤，地区生产总值年均增长6%。\n——新建公园50个。\n今年新建公园10个。\n"
    assert [(name, period) for name, _, period in tenses(text)] == [
        ("粮食产量", "2027"),
        ("地区生产总值", "2024/2027"),
        ("公园", "2024/2027"),
        ("公园", "2024"),
    ]


def test_heading_and_text_in_one_line_are_told_apart() -> None:
    assert split_heading("(一)交通。今年开工建设甲乙铁路。") == ("(一)交通", "今年开工建设甲乙铁路。")
    assert split_heading("(一)推动交通强省。") == ("(一)推动交通强省。", "")
    assert split_heading("3.新建社区食堂20个") == (None, "3.新建社区食堂20个")


def test_a_text_without_a_review_is_all_plan() -> None:
    parts = {sentence.part for sentence in sentences(read("地区生产总值增长6%。\n粮食产量60亿斤。").text, 2024)}
    assert parts == {"plan"}


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("“十五五”时期主要目标", "2026/2030"),
        ("“十四五”规划", "2021/2025"),
        ("十五期间", "2001/2005"),
        ("九五计划", "1996/2000"),
        ("目标", None),
    ],
)
def test_a_five_year_plan_is_a_period(heading: str, period: str | None) -> None:
    assert five_year_period(heading) == period


def test_a_comparison_with_last_year_is_no_statement_of_the_past() -> None:
    (row,) = extract("国内生产总值比上年增长8%。", "130000", 2002)
    assert row["tense"] == "target"
    (row,) = extract("去年粮食产量完成60亿斤。", "130000", 2002)
    assert row["tense"] == "achieved"


def test_what_is_added_is_in_doubt_once_a_review_of_five_years_has_turned_to_the_last() -> None:
    text = """2008年政府工作报告
一、过去五年工作回顾
——人民生活改善。五年全省新增城镇就业510万人。城镇新增就业100万人。
2007年，经济平稳较快增长。城镇新增就业120万人。
社会事业加快发展。城镇新增就业520万人，生产总值增长11%。去年城镇新增就业125万人。
"""
    rows = [(str(row["value"]), row["period"], row["period_in_doubt"]) for row in extract(text, "620000", 2008)]
    assert rows == [
        ("510", "2003/2007", False),
        ("100", "2003/2007", False),
        ("120", "2007", False),
        ("520", "2007", True),
        ("11", "2007", False),
        ("125", "2007", False),
    ]


def test_an_average_of_the_year_is_no_average_over_years() -> None:
    text = "2008年政府工作报告\n一、2007年工作回顾\n居民消费价格全年平均上涨4.8%。城镇职工年平均工资24000元。\n"
    assert [row["period"] for row in extract(text, "620000", 2008)] == ["2007", "2007"]


def test_of_a_heading_of_two_plans_the_paragraph_that_opens_with_the_second_is_the_plan() -> None:
    text = (
        "一、2020年工作回顾\n粮食产量60亿斤。\n二、“十三五”时期发展成就和“十四五”时期主要目标任务\n过去五年，建成公园50个。\n"
        "“十四五”时期是新的五年。\n地区生产总值年均增长6%。城镇化率提高到65%。\n三、2021年重点工作\n新建公园10个。\n"
    )
    assert tenses(text, 2021) == [
        ("粮食产量", "achieved", "2020"),
        ("公园", "achieved", "2016/2020"),
        ("地区生产总值", "target", "2021/2025"),
        ("城镇化率", "target", "2025"),
        ("公园", "target", "2021"),
    ]


def test_in_the_review_of_one_year_a_paragraph_may_look_back_on_five() -> None:
    text = (
        "一、2015年工作回顾\n粮食产量60亿斤。\n2015年是“十二五”收官之年。过去五年，我省大步前进。城镇新增就业300万人。\n"
        "去年全国“两会”期间，我省作了介绍。粮食产量增长2%。\n二、2016年重点工作\n新建公园10个。\n"
    )
    assert [(name, period) for name, _, period in tenses(text, 2016)] == [
        ("粮食产量", "2015"),
        ("城镇新增就业", "2011/2015"),
        ("粮食产量", "2015"),
        ("公园", "2016"),
    ]


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("五年全省新增城镇就业300万人", "2019/2023"),
        ("近三年累计，单位生产总值能耗下降9%", "2021/2023"),
        ("社会保障不断完善，五年新增城镇就业9万人", "2019/2023"),
        ("细颗粒物年均浓度下降到30微克/立方米", "2023"),
        ("居民消费价格一季度上涨3%，全年平均上涨2%", "2023"),
        ("地区生产总值年均增长7%", "2019/2023"),
    ],
)
def test_a_figure_is_of_the_years_that_its_clause_counts(sentence: str, period: str) -> None:
    assert tenses(f"一、2023年工作回顾\n{sentence}。\n二、2024年工作安排\n新建公园10个。\n")[-2][2] == period


def test_what_is_done_in_several_years_is_a_sum_and_a_rate_is_of_the_last() -> None:
    text = "一、过去五年工作回顾\n累计减税80亿元，城镇登记失业率控制在4%以内。棚户区改造5万套，完成造林90万亩。\n二、2024年工作安排\n新建公园10个。\n"
    assert [period for _, _, period in tenses(text)] == ["2019/2023", "2023", "2019/2023", "2019/2023", "2024"]
