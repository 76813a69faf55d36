import pytest

from pipelines.targets.extract import extract
from pipelines.targets.reading import read
from pipelines.targets.structure import five_year_period, sentences

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
    found = [(row["indicator"], row["tense"], row["period"]) for row in extract(REPORT, "620000", 2024)]
    assert found == [
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
