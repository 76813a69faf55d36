"""Which government and year a report is of: title, day and headings tell, and the text decides where they differ."""

from datetime import date

import pytest

from pipelines.reports import identity


@pytest.mark.parametrize(
    ("title", "region", "year"),
    [
        ("2024年甘肃省政府工作报告", "620000", 2024),
        ("政府工作报告（2025年1月19日）新疆维吾尔自治区", "650000", 2025),
        ("2 0 2 3 年 政府工作报告", None, 2023),
        ("政府工作报告", None, None),
    ],
)
def test_a_title_tells_region_and_year(title: str, region: str | None, year: int | None) -> None:
    assert (identity.region_code(title, ""), identity.report_year(title, "")) == (region, year)


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("——2021年1月20日在某省第十三届人民代表大会第四次会议上", 2021),
        ("——二〇一二年一月六日在某省第十一届人民代表大会第五次会议上", 2012),
        ("（１９９８年２月）", 1998),
        ("——2021年12月28日在某县第十七届人民代表大会第一次会议上", 2022),
        ("各位代表：\n一、2018年工作回顾\n过去的一年……", 2019),
    ],
)
def test_the_first_lines_tell_the_year_and_a_congress_in_december_hears_the_next_years_plan(
    head: str, year: int
) -> None:
    assert identity.report_year("政府工作报告", head) == year


def test_of_two_years_the_one_counts_whose_year_before_the_text_speaks_of() -> None:
    text = "各位代表：\n一、2003年工作回顾\n2003年，粮食产量60亿斤。2003年财政收入增长8%。\n二、2004年工作安排\n"
    assert identity.report_year("2003年某省政府工作报告", text) == 2004
    assert identity.report_year("2004年某省政府工作报告", "（2010年2月20日）\n2003年粮食产量60亿斤。") == 2004


def test_the_day_of_delivery_is_read_in_figures_and_in_characters() -> None:
    assert identity.delivered_on("——2023年1月14日在某省", 2023) == date(2023, 1, 14)
    assert identity.delivered_on("——二〇一九年一月二十七日在某省", 2019) == date(2019, 1, 27)
    assert identity.delivered_on("——2023年1月14日在某省", 2024) is None
    assert identity.delivered_on("——2023年2月31日在某省", 2023) is None


def test_a_review_of_a_five_year_plan_stands_in_the_report_of_the_year_after() -> None:
    text = "一、“十五”工作回顾\n2005年粮食产量60亿斤，比2000年增长一成。2005年财政收入80亿元。"
    assert identity.report_year("2005年某省政府工作报告", text) == 2006
