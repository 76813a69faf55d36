"""Numbers that are names stay in the name that they stand in; the quantities beside them are read."""

import pytest

from pipelines.targets.explain import readings as explained
from pipelines.targets.extract import extract


def readings(sentence: str) -> list[tuple[str, str, str | None]]:
    rows = extract(sentence + "。", "650000", 2023)
    return [(row["indicator"], f"{row['value'].normalize():f}", row["unit"]) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("引进投资500万元以上工业项目80个", [("投资500万元以上工业项目", "80", "个")]),
        ("支持20家年销售额超亿元的电商企业发展", [("年销售额超亿元的电商企业", "20", "家")]),
        ("开工310个亿元以上续建项目", [("亿元以上续建项目", "310", "个")]),
        ("新建5万吨级泊位3个", [("5万吨级泊位", "3", "个")]),
        ("建设10分钟健身圈120个", [("10分钟健身圈", "120", "个")]),
        ("为65岁以上老年人免费体检30万人", [("65岁以上老年人免费体检", "30", "万人")]),
        ("安排2亿元支持中小企业", [("中小企业", "2", "亿元")]),
        ("人均预期寿命达到79岁", [("人均预期寿命", "79", "岁")]),
    ],
)
def test_a_number_that_says_which_things_are_meant_is_part_of_their_name(
    sentence: str, kept: list[tuple[str, str, str]]
) -> None:
    assert [row[1:] for row in readings(sentence)] == [row[1:] for row in kept]
    assert readings(sentence)[0][0].endswith(kept[0][0][-4:])


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("建设三元里二期", "三元 is part of a word"),
        ("团结带领720万全市人民", "it is part of a name"),
        ("在集中供热率达到70%的基础上", "it is part of a name"),
        ("三次产业增加值之比为4%:42%:54%", "it is part of a name"),
        ("付出百倍的努力", "百倍 is part of a word"),
        ("帮助零就业家庭至少1人就业", "one person is no count"),
    ],
)
def test_a_word_or_a_name_is_no_quantity(sentence: str, reason: str) -> None:
    assert readings(sentence) == []
    assert any((parsed.reason or "").startswith(reason) for _, parsed in explained(sentence))


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("新建口袋公园二十个", [("口袋公园", "20", "个")]),
        ("招收研修生三百六十五人，引进工匠超千名", [("研修生", "365", "人"), ("工匠", "1000", "名")]),
        ("落实县委九届十一次、十四次全会精神", []),
        ("实施绿色低碳十六项重大工程", []),
        ("推广节水器具三亿四千多万件", []),
    ],
)
def test_a_count_in_characters_that_closes_its_clause_is_one_where_a_verb_opens_it(
    sentence: str, kept: list[tuple[str, str, str]]
) -> None:
    assert readings(sentence) == kept
