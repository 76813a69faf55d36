"""Targets without a number: the deed, and each thing of a list that it is done to."""

import pytest

from pipelines.targets.tables import tables


def targets(sentence: str) -> list[tuple[str, str]]:
    rows = tables(f"2024年某省政府工作报告\n今年，粮食产量60亿斤。\n{sentence}。\n", "620000", 2024)["commitments"]
    return [(row["action"], row["object"]) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("开工建设甲乙铁路", [("开工建设", "甲乙铁路")]),
        ("开工建设甲乙铁路、丙丁机场等重大项目", [("开工建设", "甲乙铁路"), ("开工建设", "丙丁机场")]),
        ("推动甲乙高速、丙丁水库建成投用", [("建成投用", "甲乙高速"), ("建成投用", "丙丁水库")]),
        ("加快推进丙丁机场前期工作", [("前期工作", "丙丁机场")]),
        ("开展公立医院改革试点", [("试点", "公立医院改革")]),
        ("创建国家生态文明示范区", [("创建", "国家生态文明示范区")]),
        ("出台促进民营经济发展的意见", [("出台", "促进民营经济发展的意见")]),
        ("开工建设丁戊机场及一批通用机场", [("开工建设", "丁戊机场")]),
        ("为全面建成小康社会打下基础", []),
        ("新建20所学校", []),
        ("大力发展现代农业", []),
    ],
)
def test_a_target_without_a_number_has_a_deed_and_a_thing(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert targets(sentence) == expected


def test_a_target_stands_where_its_thing_stands_and_quotes_its_clause() -> None:
    text = "今年，粮食产量60亿斤。\n（一）交通。今年开工建设甲乙铁路，办好实事。\n"
    (row,) = [row for row in tables(text, "620000", 2024)["commitments"] if row["action"] == "开工建设"]
    assert row["commitment_id"] == f"620000-2024@{text.index('甲乙铁路')}"
    assert text[row["char_start"] : row["char_end"]] == row["quote"] == "今年开工建设甲乙铁路"
    assert row["section"] == "（一）交通"


def test_what_was_done_is_no_target() -> None:
    text = "2024年某省政府工作报告\n一、2023年工作回顾\n开工建设甲乙铁路。\n二、2024年工作安排\n粮食产量60亿斤。\n"
    assert tables(text, "620000", 2024)["commitments"] == []
