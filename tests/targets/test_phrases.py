"""What the words before and after a number say."""

import pytest

from pipelines.targets.phrases import head, tail


@pytest.mark.parametrize(
    ("before", "name", "action", "shape"),
    [
        ("全省地区生产总值增长", "地区生产总值", None, "NM"),
        ("居民消费价格涨幅控制在", "居民消费价格", None, "NR"),
        ("常住人口城镇化率提高到", "常住人口城镇化率", None, "N"),
        ("力争新建社区食堂", "社区食堂", "新建", "AN"),
        ("开工建设", "", None, "E"),
        ("建设甲乙路、丙丁路等", "甲乙路、丙丁路", "建设", "ANS"),
        ("其中民间投资", "民间投资", None, "NE"),
        ("人口自然增长率控制在", "人口自然增长率", None, "N"),
        ("比上年增长", "", None, "M"),
        ("贫困户收入达到农民人均收入的", "贫困户收入", None, "N"),
        ("城镇新增就业", "城镇新增就业", None, "N"),
        ("总投资力争达到", "总投资", None, "N"),
        ("城镇调查失业率平均为", "城镇调查失业率", None, "N"),
        ("但赤字率稳定在", "赤字率", None, "N"),
        ("粮食产量首次跃上", "粮食产量", None, "N"),
        ("城镇就业人员净增加", "城镇就业人员", None, "NM"),
        ("赤字率降到去年的", "赤字率", None, "N"),
        ("医院、学校等达到", "医院、学校等", None, "N"),
        ("", "", None, ""),
    ],
)
def test_the_words_before_a_number_are_a_name_and_what_leads_to_it(
    before: str, name: str, action: str | None, shape: str
) -> None:
    words = head(before)
    assert (words.name, words.action, words.shape) == (name, action, shape)


@pytest.mark.parametrize(
    ("after", "noun", "completed", "kind"),
    [
        ("社区食堂", "社区食堂", None, "n"),
        ("的社区食堂", "社区食堂", None, "n"),
        ("项目全部建成投产", "项目", "建成投产", "n"),
        ("建成投产", "", "建成投产", "d"),
        ("用于大气治理", "用于大气治理", None, "p"),
        ("儿童提供口腔保健服务", "儿童口腔保健服务", None, "n"),
        ("项目要按期竣工投产", "项目", "竣工投产", "n"),
        ("的速度递增", "", None, "g"),
        ("安排", "", None, "v"),
        ("的目标任务", "", None, ""),
        ("城市书房、文化驿站等公共文化空间", "公共文化空间", None, "n"),
        ("", "", None, ""),
    ],
)
def test_the_words_after_a_number_are_a_noun_and_what_becomes_of_it(
    after: str, noun: str, completed: str | None, kind: str
) -> None:
    words = tail(after)
    assert (words.noun, words.completed, words.kind) == (noun, completed, kind)


def test_what_goes_down_and_what_each_of_a_list_has_is_told() -> None:
    assert head("单位生产总值能耗下降").fall and not head("地区生产总值增长").fall
    assert head("进口、出口均增长").distributive and not head("进口、出口增长").distributive
    assert head("财政补助标准由").moved_from
