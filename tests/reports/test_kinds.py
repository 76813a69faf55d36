"""What is no work report is known by its title, its opening or its signs; and no report is taken for another kind."""

import pytest

from pipelines.reports.kinds import calls_itself_report, other_kind, refuse_other
from schemas.errors import InputError

GREETED = "各位代表：\n现在，我代表省人民政府，向大会报告工作，请予审议。\n"
AIM = "地区生产总值增长6%左右。\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("statistical communiqué", "某市2023年国民经济和社会发展统计公报\n某市统计局\n2024年3月20日\n全年粮食产量240亿斤。\n"),
        ("budget", "关于某省2023年预算执行情况和2024年预算草案的报告\n各位代表：\n受省人民政府委托，现将预算报告如下。\n"),
        ("budget", "各位代表：\n受市人民政府委托，现将2023年全市预算执行情况和2024年预算草案提请大会审议。\n"),
        ("yearly plan", "关于某市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告\n" + AIM),
        ("five-year plan", "某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要\n目录\n第一章 发展环境\n"),
        ("five-year plan", "某县“十三五”规划纲要\n第一章 发展环境\n“十三五”时期粮食产量年均增长2%。\n"),
        ("five-year plan", "目录\n前言\n根据国家部署，制定本规划，阐明五年的方向。\n"),
        ("party", "在中国共产党某市第八次代表大会上的报告\n同志们：\n现在，我代表中共某市委员会向大会作报告。\n"),
        ("party", "同志们：\n现在，我代表中国共产党某省第十届委员会向大会作报告。\n"),
        ("court", "某省高级人民法院工作报告\n各位代表：\n现在，我代表省高级人民法院向大会报告工作。\n"),
        ("congress", "各位代表：\n我受省人大常委会委托，代表省人大常委会向大会报告工作，请予审议。\n"),
        ("Latin letters", "Report on the Work of the Government\n" + "Fellow deputies, grain output rose by 2 percent. " * 12),
        ("tables", "地区 | 2022 | 2023\n" + "某县 | 1,234.5 | 1,300.8 | 5.4\n" * 30),
    ],
)  # fmt: skip
def test_another_kind_of_document_is_known_and_the_cure_is_told(name: str, text: str) -> None:
    kind = other_kind("", text)
    assert kind and name in kind[0] and kind[1]


def test_a_communique_is_sent_to_the_command_that_reads_it() -> None:
    with pytest.raises(InputError, match="`mubiao statistics communiques FOLDER`"):
        refuse_other("一.txt", "某市2023年国民经济和社会发展统计公报", "全年粮食产量240亿斤。\n")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", GREETED + AIM),
        ("政府工作报告", "一、去年工作回顾\n" + AIM),
        ("关于某省国民经济和社会发展第十个五年计划纲要的报告", GREETED + AIM),
        ("", "1980年政府工作报告\n关于1980、1981年国民经济计划安排的报告\n各位代表：\n" + AIM),
        ("", GREETED + "去年预算执行情况良好，人民法院工作报告和统计公报都已公布，“十四五”规划纲要开始实施。\n"),
        ("", AIM),
        ("", "力争粮食产量达到240亿斤，GDP增长6%。"),
    ],
)
def test_a_report_that_speaks_of_plans_budgets_and_courts_stays_a_report(title: str, text: str) -> None:
    assert other_kind(title, text) is None


@pytest.mark.parametrize(
    ("text", "is_one"), [(GREETED, True), ("某市政府工作报告\n一、回顾\n", True), ("通知\n请按时参加会议。\n", False)]
)
def test_a_report_without_a_number_still_calls_itself_one(text: str, is_one: bool) -> None:
    assert calls_itself_report("", text) == is_one
