"""The part of the government's own that figures are of: how far a part reaches in a sentence, and the names without its words."""

import pytest

from pipelines.targets.extract import extract

REGION, YEAR = "620100", 2024


def figures(sentence: str, region_code: str | None = REGION) -> list[tuple[str | None, str, str]]:
    """Area, indicator and value of each figure of a plan's sentence, in the order of the text."""
    text = f"{YEAR}年某市政府工作报告\n一、{YEAR}年工作安排\n{sentence}。\n"
    return [(row["area"], row["indicator"], f"{row['value']:f}") for row in extract(text, region_code, YEAR)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "东川高新区实现工业产值80亿元，增长12%，引进企业30家，全市工业增加值增长7%",
            [
                ("东川高新区", "工业产值", "80"),
                ("东川高新区", "工业产值", "12"),
                ("东川高新区", "企业", "30"),
                (None, "工业增加值", "7"),
            ],
        ),
        (
            "园区实现营业收入30亿元，增长8%，进出口总额5亿元，增长17%，全市进出口总额增长4%",
            [
                ("园区", "营业收入", "30"),
                ("园区", "营业收入", "8"),
                ("园区", "进出口总额", "5"),
                ("园区", "进出口总额", "17"),
                (None, "进出口总额", "4"),
            ],
        ),
        (
            "市区新建公园6个，农村改厕3万户",
            [("市区", "公园", "6"), (None, "农村改厕", "3")],
        ),
        (
            "新开工公寓36万平方米（其中老城区12万平方米），竣工20万平方米",
            [("老城区", "公寓", "12"), (None, "公寓", "20")],
        ),
        (
            "完成水利投资50亿元，其中：省级20亿元、市县30亿元",
            [(None, "水利投资", "50"), ("省级", "水利投资", "20"), ("市县", "水利投资", "30")],
        ),
    ],
)
def test_a_part_holds_until_another_begins_or_the_whole_or_its_brackets_close(
    sentence: str, expected: list[tuple[str | None, str, str]]
) -> None:
    read = figures(sentence)
    assert [each for each in read if each in expected] == expected


def test_each_part_of_a_list_that_has_the_value_is_a_row_of_its_own() -> None:
    assert figures("东山高新区、西川经开区产值均突破100亿元") == [
        ("东山高新区", "产值", "100"),
        ("西川经开区", "产值", "100"),
    ]


def test_the_districts_of_a_region_are_known_by_their_names_and_itself_is_no_part() -> None:
    assert figures("城关区一般公共预算收入增长6%") == [("城关区", "一般公共预算收入", "6")]
    assert figures("兰州市一般公共预算收入增长6%")[0][0] is None
    assert figures("城关区一般公共预算收入增长6%", "620102")[0][0] is None


@pytest.mark.parametrize(
    "sentence",
    [
        "建设成都至重庆高铁300公里",
        "宁波港集装箱吞吐量突破400万标箱",
        "创建国家级高新区2家",
        "全国169个国家高新区中综合排名提升到63位",
        "推进县域医共体建设，县域内就诊率达到90%",
        "城镇新增就业5万人",
        "引进长三角企业20家",
    ],
)
def test_what_lies_in_a_place_comes_from_it_or_counts_such_parts_is_not_of_a_part(sentence: str) -> None:
    assert {area for area, _, _ in figures(sentence, "510000")} <= {None}


def test_the_code_of_a_figure_is_that_of_the_name_without_its_part() -> None:
    text = f"{YEAR}年某市政府工作报告\n一、{YEAR}年工作安排\n兰州新区地区生产总值增长10%。\n"
    (row,) = extract(text, REGION, YEAR)
    assert (row["area"], row["indicator"], row["indicator_id"]) == ("兰州新区", "地区生产总值", "gdp")


def test_a_paragraph_about_one_zone_is_of_it_until_it_names_the_whole() -> None:
    text = (
        f"{YEAR}年某市政府工作报告\n一、{YEAR}年工作安排\n"
        "高质量建设三江新区。实现地区生产总值266亿元。全市地区生产总值增长7%。\n今年粮食产量60万吨。\n"
    )
    assert [row["area"] for row in extract(text, REGION, YEAR)] == ["三江新区", None, None]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "9个平台规上工业总营收达到800亿元以上、固定资产投资增长12%以上",
            [(None, "平台规上工业总营收", "800"), ("9个平台", "固定资产投资", "12")],
        ),
        (
            "北湖、南山等4个集聚区营业收入均突破30亿元",
            [("4个集聚区", "集聚区营业收入", "30")],
        ),
        (
            "各开发区规上工业增加值增长12%，固定资产投资增长15%，全市进出口总额增长6%",
            [(None, "各开发区规上工业增加值", "12"), ("各开发区", "固定资产投资", "15"), (None, "进出口总额", "6")],
        ),
        ("新建5个平台，固定资产投资增长12%", [(None, "平台", "5"), (None, "固定资产投资", "12")]),
        ("新建改造主城区农村公路80公里", [("主城区", "农村公路", "80")]),
        ("新改扩建城区中小学10所、公办幼儿园45所", [(None, "城区中小学", "10"), ("城区", "公办幼儿园", "45")]),
    ],
)
def test_several_parts_are_the_subject_of_what_follows_where_it_says_nothing_else(
    sentence: str, expected: list[tuple[str | None, str, str]]
) -> None:
    assert figures(sentence) == expected
