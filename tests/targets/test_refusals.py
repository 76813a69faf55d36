"""Numbers that are names stay in the name that they stand in; the quantities beside them are read."""

import pytest

from pipelines.explaining.explain import readings as explained
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
        ("推广节水器具三亿四千多万件", [("节水器具", "3.4", "亿件")]),
    ],
)
def test_a_count_in_characters_that_closes_its_clause_is_one_where_a_verb_opens_it(
    sentence: str, kept: list[tuple[str, str, str]]
) -> None:
    assert readings(sentence) == kept


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("救助村民四千五百人次，救助老人六十八万人", [("村民", "4500", "人次"), ("老人", "68", "万人")]),
        ("全市登记车主达到三十六万户", [("登记车主", "36", "万户")]),
        ("规上企业突破千家，机场旅客突破千万人次", [("规上企业", "1000", "家"), ("机场旅客", "1000", "万人次")]),
        ("贸易总额达到百亿美元以上", [("贸易总额", "100", "亿美元")]),
        ("建成水厂一座、泵站两座", [("水厂", "1", "座"), ("泵站", "2", "座")]),
        ("实施万人计划，方便千家万户，开展百日攻坚，做好三农工作", []),
        (
            "新开工重大项目120个以上，其中10亿元以上55个",
            [("重大项目", "120", "个"), ("10亿元以上重大项目", "55", "个")],
        ),
        ("新增产值百亿元以上企业4家", [("产值百亿元以上企业", "4", "家")]),
        ("水质达到三类，帮助几十万个家庭，我国有十亿多人口", []),
        ("这是全省唯一一座，统一规划", []),
        ("推进甲乙肉牛、十万头生猪养殖等项目", []),
    ],
)
def test_a_count_in_characters_is_read_where_it_closes_a_level_or_has_places_of_its_own(
    sentence: str, kept: list[tuple[str, str, str]]
) -> None:
    assert readings(sentence) == kept


@pytest.mark.parametrize(
    ("sentence", "kept", "reason"),
    [
        ("综合排名由31位上升到24位", [], "it is a rank"),
        ("信用指数较上年前移6位", [], "it is a rank"),
        ("总量进入全省前6位", [], "part of a name"),
        ("新增学位3000位，引进院士3位", [("学位", "3000", "位"), ("院士", "3", "位")], None),
        ("战胜了40年一遇的洪水", [], "how often a flood"),
        ("河道防洪能力达到50年一遇", [("河道防洪能力", "50", "年一遇")], None),
        ("出台支持企业16条措施，用5个月时间完成整治", [], "the points of a paper"),
        ("构建由5个方面、36个指标组成的体系", [], "made up of"),
        ("加快推进12个城市新区和7个商圈建设", [], "only pushed on"),
        ("加快建设12个城市新区", [("城市新区", "12", "个")], None),
        ("推进12个老旧小区改造", [("老旧小区改造", "12", "个")], None),
        ("推动6个园区开工建设", [("园区", "6", "个")], None),
        ("8座污水处理厂加快建设", [], "go on"),
        ("全市230个技改项目累计完成投资410亿元", [("技改项目累计投资", "410", "亿元")], None),
        ("推进40万吨玉米深加工、12万吨大豆加工等项目", [], "the size of one of the projects"),
        ("新建50万吨粮库、12万吨冷库", [("粮库", "50", "万吨"), ("冷库", "12", "万吨")], None),
        ("加快推进12个城市新区建设和7个商圈建设", [], "only pushed on"),
        ("重点推进玉米加工、大豆加工等9个项目达产达效", [], "pushed on"),
        ("推进北站改造等6个项目竣工投产", [("项目竣工投产", "6", "个")], None),
        ("实施南河治理、公共卫生促进等7个工程", [("南河治理、公共卫生促进等工程", "7", "个")], None),
        ("对34户骨干企业开展走访服务", [], "looked after"),
        ("对34户骨干企业实施节能改造", [("骨干企业节能改造", "34", "户")], None),
        ("景气指数由2020年的91.5提高到108.2", [("景气指数", "108.2", None)], "starts from"),
        ("编制临江园等4个启动区规划", [], "the areas that a plan is for"),
        ("低保标准3倍以下的家庭应保尽保", [], "a size"),
        ("按1：1的比例安排配套资金", [], "a proportion"),
        ("车桩比控制在3：1以下", [("车桩比", "3", ":1")], None),
        ("建成5人制足球场14个", [("5人制足球场", "14", "个")], "part of a name"),
        ("建成制药企业3家", [("制药企业", "3", "家")], None),
        ("落实各项任务，千方百计成千成万", [], None),
    ],
)
def test_ranks_papers_and_what_is_only_pushed_on_are_no_figures(
    sentence: str, kept: list[tuple[str, str, str]], reason: str | None
) -> None:
    assert readings(sentence) == kept
    assert reason is None or any(reason in (parsed.reason or "") for _, parsed in explained(sentence))
