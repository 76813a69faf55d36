"""Which headline indicators a plan part names beside a number: a careless look, which says when it is sure that none was set."""

import pytest

from pipelines.targets.headlines import mentions
from pipelines.targets.parts import PLAN, REVIEW, Sentence


def named(text: str, part: str = PLAN) -> list[str]:
    return [mention.headline for mention in mentions(text, [Sentence(0, len(text), None, (0, 0), part, None)])]


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        ("本市生产总值争取增7个点", ["gdp"]),
        ("生产总值跨上新台阶突破千亿元", ["gdp"]),
        ("生产总值再上新台阶,分别增长6%左右", ["gdp"]),
        ("城镇居民和农村居民人均可支配收入分别增长6%和7%", ["rural_income", "urban_income"]),
        ("居民消费价格涨幅控制在3%以内,城镇新增就业5万人", ["prices", "jobs"]),
        ("规模以上工业增加值增长8%", ["industry"]),
    ],
)
def test_a_name_beside_a_number_is_seen(text: str, headlines: list[str]) -> None:
    assert named(text) == headlines


@pytest.mark.parametrize(
    "text",
    [
        "居民收入与经济增长同步",
        "保持物价总体稳定,新建学校12所",
        "单位生产总值能耗下降3%",
        "研发经费占生产总值比重达到3%",
        "万元生产总值用水量下降5%",
        "新建住房3万套",
    ],
)
def test_a_name_alone_or_one_of_another_thing_is_not(text: str) -> None:
    assert named(text) == []


def test_the_review_is_not_asked() -> None:
    assert named("生产总值增长7%", REVIEW) == []


def test_the_first_clause_that_names_it_is_kept() -> None:
    text = "全省生产总值增长7%,全市生产总值增长8%"
    (mention,) = mentions(text, [Sentence(0, len(text), None, (0, 0), PLAN, None)])
    assert text[mention.start : mention.end] == "全省生产总值增长7%"
