"""The verb that leads a list governs its items, until another verb or a word that leads to a number."""

import pytest

from pipelines.targets.extract import extract


def read(sentence: str) -> list[tuple[str, str | None, str, str]]:
    return [
        (row["indicator"], row["action"], f"{row['value'].normalize():f}", row["measure"])
        for row in extract(f"一、2024年工作安排\n{sentence}。", "650000", 2024)
    ]


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("新增科技型企业30家、专精特新企业12家和瞪羚企业3家", ["新增"] * 3),
        ("新增绿道35公里、停车泊位300个，改造小区20个、危房100户", ["新增", "新增", "改造", "改造"]),
        ("取消和下放审批权104项、执法权28项", ["取消、下放"] * 2),
        ("新建公园10个，其中老城区公园4个", ["新建", "新建"]),
        ("新增市场主体6万户、注册资金38亿元", ["新增", "新增"]),
        ("引进落户各类人才1万人、增长20%", ["引进落户", "引进落户"]),
        ("投入民生资金81亿元", ["投入"]),
        ("封停自备井40眼、机井20眼", ["封停", "封停"]),
    ],
)
def test_the_items_of_a_list_have_its_verb(sentence: str, actions: list[str]) -> None:
    assert [action for _, action, _, _ in read(sentence)] == actions


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("建成公园3个、绿道总长达到50公里", ["建成", None]),
        ("培育企业10家，规上企业达到50家", ["培育", None]),
        ("实施项目50个、总投资300亿元", ["实施", None]),
        ("改造小区20个、惠及居民3000户", ["改造", None]),
        ("新增公园3个、绿化覆盖率40%", ["新增", None]),
        ("贷款余额新增50亿元，增长8%", ["新增", None]),
    ],
)
def test_what_has_a_way_of_its_own_to_its_number_has_not_the_verb_of_its_neighbour(
    sentence: str, actions: list[str | None]
) -> None:
    assert [action for _, action, _, _ in read(sentence)] == actions


def test_a_verb_that_lessens_makes_all_of_its_list_less() -> None:
    assert read("压减一般性支出5%、“三公”经费3%") == [
        ("一般性支出", None, "-5", "growth"),
        ("“三公”经费", None, "-3", "growth"),
    ]
    assert [value for _, _, value, _ in read("压减6000万吨钢铁、2000万吨水泥")] == ["-6000", "-2000"]
    assert [value for _, _, value, _ in read("减少贫困人口5万人、20个贫困村退出")] == ["-5", "20"]
    assert [value for _, _, value, _ in read("事故起数下降12%，又下降35%和30%")] == ["-12", "-35", "-30"]
    assert [value for _, _, value, _ in read("削减二氧化硫3%、森林覆盖率达到40%")] == ["-3", "40"]
