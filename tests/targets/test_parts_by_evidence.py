"""Reports of our own, one a kind of failure: what looks back and what ahead follows from all that the text says."""

import csv
from itertools import pairwise

import pytest

from pipelines.explaining.explain import cuts
from pipelines.targets import lexicon
from pipelines.targets.extract import extract
from pipelines.targets.parts import cut, doubt, evidence, sentences
from pipelines.targets.parts.lines import lines_of, stretches
from pipelines.targets.reading import read

LATE = """河湾市政府工作报告

——2023年12月19日在河湾市第八届人民代表大会第四次会议上

各位代表：

现在，我代表市人民政府向大会报告工作，请予审议。

一、2023年工作回顾

今年以来，全市上下顶住压力，预计地区生产总值达到712亿元、增长5.6%。

今年新建农村公路310公里，改造老旧小区64个，成绩来之不易。

二、2024年工作安排

明年的主要预期目标是：地区生产总值增长6%以上，城镇新增就业1.8万人。

名词解释：

“三链”融合：指产业链、创新链、人才链，覆盖企业120家。
"""
BOASTS = """松坪市2023年政府工作报告

各位代表：

一、乘势而上，“十四五”发展开局良好

刚刚过去的一年，我们较好完成了全年目标任务。全市粮食总产量73万吨，新建高标准农田21万亩。

工业增加值增长8.4%，新增规上企业37户。成绩来之不易。

二、再接再厉，抓好2023年工作

今年主要预期目标是：地区生产总值增长7%左右，新增规上企业45户。
"""
DATE_LINE = """远山省2010年政府工作报告

（2010年1月21日）

各位代表：

一、攻坚克难，各项事业取得新成绩

去年，全省生产总值完成4210亿元，增长11.2%，财政总收入703亿元。

二、努力保持经济平稳较快发展

今年的主要预期目标是：生产总值增长10%左右，城镇登记失业率控制在4.3%以内。
"""
SECTIONS = """桥头市2015年政府工作报告

各位代表：

一、2014年工作回顾

过去一年，全市生产总值完成870亿元，增长9.9%。

二、2015年工作总体要求和主要目标

今年的主要预期目标是：生产总值增长9%。

三、优化布局，新区建设取得新突破

完成起步区8平方公里基础设施，建成标准厂房31万平方米，新增企业140家。

四、改善民生，社会事业取得新成效

城镇新增就业4.1万人，建成卫生院19所，改造危房4800户。
"""
WORKS = """泉山市2021年政府工作报告

各位代表：

一、过去一年的工作

2020年，全市生产总值增长3.1%，新建幼儿园11所。

二、2021年工作重点

今年的主要预期目标是：生产总值增长7%。

2021年10件民生实事

一、交通工程。完成县乡道改造150公里，新增公交车48辆。

二、就业工程。新增城镇就业2.1万人，完成技能培训3.8万人次。
"""
RECAP = """青石市2019年政府工作报告

各位代表：

一、2018年工作回顾

去年，全市生产总值增长7.4%，新建公园9个。

二、2019年重点工作

今年的主要预期目标是：生产总值增长7%以上，力争新建公园12个。要确保城镇新增就业3万人。

三、加强政府自身建设

过去一年，我们新建办事大厅16个。新的一年，要把网上可办率提高到92%。
"""
ONE_LINE = "".join(SECTIONS.partition("一、")[1:]).replace("\n", "")
REPORTS = {"late": (LATE, 2024), "boasts": (BOASTS, 2023), "date": (DATE_LINE, 2010), "sections": (SECTIONS, 2015)} | {
    "works": (WORKS, 2021), "recap": (RECAP, 2019),
}  # fmt: skip


def tenses(text: str, year: int) -> dict[str, str]:
    return {f"{row['indicator']} {row['value'].normalize():f}": row["tense"] for row in extract(text, "620000", year)}


def test_in_a_report_of_december_this_year_is_the_one_that_ends_and_the_glossary_gives_no_rows() -> None:
    rows = [(row["indicator"], row["tense"], row["period"]) for row in extract(LATE, "620000", 2024)]
    assert rows == [
        ("地区生产总值", "achieved", "2023"),
        ("地区生产总值", "achieved", "2023"),
        ("农村公路", "achieved", "2023"),
        ("老旧小区", "achieved", "2023"),
        ("地区生产总值", "target", "2024"),
        ("城镇新增就业", "target", "2024"),
    ]


def test_a_heading_that_boasts_of_the_plan_that_runs_is_a_review_where_its_paragraphs_look_back() -> None:
    found = tenses(BOASTS, 2023)
    assert found["粮食总产量 73"] == found["规上企业 37"] == "achieved"
    assert found["规上企业 45"] == "target"


def test_a_date_in_brackets_is_no_heading_of_the_plan() -> None:
    found = tenses(DATE_LINE, 2010)
    assert found["财政总收入 703"] == "achieved"
    assert found["城镇登记失业率 4.3"] == "target"


def test_a_section_of_the_plan_that_counts_what_will_be_done_stays_in_the_plan() -> None:
    found = tenses(SECTIONS, 2015)
    assert {found["标准厂房 31"], found["企业 140"], found["卫生院 19"], found["危房 4800"]} == {"target"}


def test_the_items_of_a_list_of_this_years_works_are_no_sections_that_look_back() -> None:
    found = tenses(WORKS, 2021)
    assert found["幼儿园 11"] == "achieved"
    assert {found["公交车 48"], found["城镇就业 2.1"]} == {"target"}


def test_a_paragraph_of_the_plan_may_look_back_and_turns_forward_within() -> None:
    found = tenses(RECAP, 2019)
    assert found["我们新建办事大厅 16"] == "achieved"
    assert found["网上可办率 92"] == "target"


def test_a_text_in_one_line_is_cut_at_the_headings_inside() -> None:
    one, many = tenses(ONE_LINE, 2015), tenses(SECTIONS, 2015)
    both = one.keys() & many.keys()
    assert len(both) >= 6
    assert {name: one[name] for name in both} == {name: many[name] for name in both}


def test_the_items_after_the_first_under_a_lead_of_five_years_keep_its_span() -> None:
    text = "二、2024年目标\n今后五年的主要目标是：\n——新建公园50个。\n——新建学校80所。\n今年新建公园8个。\n"
    assert [row["period"] for row in extract(text, "620000", 2024)] == ["2024/2028", "2024/2028", "2024"]


def test_what_a_year_is_in_a_plan_is_not_what_its_figures_are_for() -> None:
    text = "三、2026年工作安排\n2026年是“十五五”开局之年，主要预期目标是：地区生产总值增长5%。\n"
    assert [row["period"] for row in extract(text, "620000", 2026)] == ["2026"]


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_text_is_cut_the_same_way_and_every_sentence_once(name: str) -> None:
    text, year = REPORTS[name]
    reading = read(text).text
    first, second = list(sentences(reading, year)), list(sentences(reading, year))
    assert first == second
    assert all(one.end <= other.start for one, other in pairwise(first))


def test_explain_gives_the_cuts_of_a_report_with_the_words_that_made_them() -> None:
    found, why = cuts(LATE, 2024)
    assert [each.part for each in found] == ["review", "plan", "end"]
    assert LATE[found[1].start :].startswith("二、2024年工作安排")
    assert all(each.lead > 0 for each in found)
    assert any("2024年" in word and weight > 0 for word, weight in found[1].words)
    assert why is None


def test_a_report_that_only_looks_back_is_doubtful_and_a_plan_by_itself_or_a_passage_is_not() -> None:
    past = (
        "各位代表：\n一、2018年工作回顾\n"
        + "去年，全市粮食产量完成60万吨，增长5.2%，成功举办了博览会，累计新增企业90家。\n" * 60
    )
    ahead = "2019年的主要预期目标是：粮食产量62万吨。\n" + "要加快建设，力争新增企业95家，确保新建公园10个。\n" * 100
    assert "looks back" in str(doubt.of_report(past, 2019))
    assert doubt.of_report(ahead, 2019) is None
    assert doubt.of_report("去年粮食产量60万吨。", 2019) is None
    assert doubt.of_report(past + "二、2019年工作安排\n" + ahead, 2019) is None


def test_a_report_of_the_last_months_is_told_by_its_date_else_by_the_next_year() -> None:
    assert evidence.is_late("——2023年12月19日在河湾市", 2024)
    assert not evidence.is_late("——2024年1月19日在河湾市，明年，明年，明年", 2024)
    assert evidence.is_late("明年要做好。明年要抓好。明年要办好。", 2024)
    assert not evidence.is_late("明年要做好。", None)


def test_the_words_of_a_year_are_printed_as_in_its_report() -> None:
    assert evidence.forms("{last}年工作", 2024, late=False) == ["2023年工作"]
    assert evidence.forms("{this}", 2024, late=True) == ["明年"]
    assert evidence.forms("{coming_plan}", 2021, late=False)[0] == "十四五"
    assert evidence.forms("{past_plan}", 2001, late=False)[0] == "九五”"
    assert evidence.forms("{year}年", None, late=False) == []


def test_a_change_that_a_heading_names_costs_less_than_one_that_nothing_names() -> None:
    text = "三、2015年的任务\n建设公园。\n四、回顾\n建设公园。\n五、公园\n"
    within = list(stretches(lines_of(text)))
    spoken = cut.witnesses(text, within, 2015)
    prices = [
        cut.prices(stretch.place, frozenset(keys), cut.costs()) for stretch, keys in zip(within, spoken, strict=True)
    ]
    named, recalls, silent = prices[0], prices[2], prices[4]
    assert named[0, 1] < silent[0, 1] and recalls[1, 0] < silent[1, 0] and recalls[0, 1] > silent[0, 1]


def test_every_word_of_the_evidence_stands_once_a_place_and_expects_a_part_that_there_is() -> None:
    with (lexicon.FOLDER / "evidence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [(row["place"], row["word"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert {row["expected"] for row in rows} <= {"", "review", "plan", "end"}
    assert {row["place"] for row in rows} == {"heading", "opening", "body", "position"}
