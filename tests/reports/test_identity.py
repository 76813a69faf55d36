"""Which year a report is of: title, day, headings, aims and the party's meetings tell, and what weighs most is right."""

from datetime import date

import pytest

from pipelines.reports import identity
from pipelines.reports.evidence import YEAR_WEIGHTS, weigh


def year_of(title: str, text: str) -> int | None:
    return weigh(identity.evidence(identity.plain(title), identity.plain(text)), YEAR_WEIGHTS).answer


def says(text: str, title: str = "") -> dict[str, int]:
    """What each witness says, of several answers the last."""
    heard = identity.evidence(identity.plain(title), identity.plain(text))
    return {each.witness: each.answer for each in heard if each.answer}


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2024年甘肃省政府工作报告", 2024),
        ("2 0 2 3 年 政府工作报告", 2023),
        ("政府工作报告（2025年1月19日）新疆维吾尔自治区", 2025),
        ("某市政府工作报告（2021年12月8日 张三）", 2022),
        ("某市人民政府工作报告（2022）", 2022),
        ("关于某省“九五”计划和2010年远景目标纲要的报告", None),
        ("政府工作报告", None),
    ],
)
def test_a_title_tells_the_year_by_itself_or_by_the_day_that_it_names(title: str, year: int | None) -> None:
    assert year_of(title, "") == year


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("——2021年1月20日在某省第十三届人民代表大会第四次会议上", 2021),
        ("――二〇二一年一月十八日在某市第十五届人民代表大会第六次会议上", 2021),
        ("——二〇一二年一月六日在某省第十一届人民代表大会第五次会议上", 2012),
        ("（１９９８年２月）", 1998),
        ("——2021年12月28日在某县第十七届人民代表大会第一次会议上", 2022),
        ("各位代表：\n一、2018年工作回顾\n过去的一年……", 2019),
        ("各位代表：\n一、2004年工作的简要回顾\n过去的一年……", 2005),
        ("各位代表：\n**一、一九八七年工作的基本估计**\n过去的一年……", 1988),
        ("各位代表：\n一、过去五年工作回顾\n二、2013年工作安排\n", 2013),
        ("各位代表：\n一、1994年回顾和1995年工作的基本要求\n", 1995),
        ("各位代表：\n一、2011年，全县上下一心\n粮食丰收。" + "各项事业都有进步。" * 20, 2012),
        ("各位代表：\n一、今年工作\n建议2010年我市经济社会发展的主要预期目标为：粮食产量增长2%。", 2010),
        ("各位代表：\n今年是实施“十一五”规划的开局之年。", 2006),
        ("各位代表：\n今年是“十三五”收官之年。", 2020),
    ],
)
def test_day_headings_and_aims_tell_the_year_and_late_autumn_hears_the_next_years_plan(head: str, year: int) -> None:
    assert year_of("政府工作报告", head) == year


def test_an_autumn_that_the_title_names_is_its_own_year() -> None:
    text = "1981年政府工作报告\n——1981年11月30日在某省人民代表大会上\n各位代表：\n"
    assert year_of("", text) == 1981


def test_a_day_within_a_sentence_is_not_that_of_the_report() -> None:
    assert year_of("", "各位代表：\n1994年3月，市十二届人大二次会议通过了四大目标。\n") is None
    assert (
        year_of("", "现在报告工作，请予审议。2008年1月就职以来的五年任期即将结束，" + "我们做了许多工作，" * 6) is None
    )


def test_goals_far_ahead_are_no_report_year() -> None:
    text = "各位代表：\n一、2020年工作回顾\n二、到2035年远景目标\n三、2021年主要任务\n"
    assert year_of("", text) == 2021


def test_of_two_years_the_one_counts_whose_year_before_the_text_speaks_of() -> None:
    text = "各位代表：\n一、2003年工作回顾\n2003年，粮食产量60亿斤。2003年财政收入增长8%。\n二、2004年工作安排\n"
    assert year_of("2003年某省政府工作报告", text) == 2004
    assert year_of("2004年某省政府工作报告", "（2010年2月20日）\n2003年粮食产量60亿斤。\n一、2003年工作回顾\n") == 2004


def test_the_last_meeting_of_the_party_that_a_text_names_was_held_in_the_year_before() -> None:
    assert says("贯彻党的十八大和十八届三中、四中全会精神")["party meetings"] == 2015
    assert says("贯彻党的二十大精神")["party meetings"] == 2023
    assert "party meetings" not in says("以优异成绩迎接党的十八大胜利召开")


def test_the_day_of_delivery_is_read_in_figures_and_in_characters() -> None:
    assert identity.delivered_on("——2023年1月14日在某省", 2023) == date(2023, 1, 14)
    assert identity.delivered_on("——二〇一九年一月二十七日在某省", 2019) == date(2019, 1, 27)
    assert identity.delivered_on("——2023年1月14日在某省", 2024) is None
    assert identity.delivered_on("——2023年2月31日在某省", 2023) is None


def test_a_review_of_a_five_year_plan_stands_in_the_report_of_the_year_after() -> None:
    text = "一、“十五”工作回顾\n2005年粮食产量60亿斤，比2000年增长一成。2005年财政收入80亿元。"
    assert says(text, "2005年某省政府工作报告")["five-year plan"] == 2006
