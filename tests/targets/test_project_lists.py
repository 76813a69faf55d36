"""Lists of public-benefit projects: where they begin and end, which targets stand in them, and what the next report says of them."""

from typing import Any

import pytest

from pipelines.targets.tables import tables

PLAN = "2023年某市政府工作报告\n一、2022年工作回顾\n粮食产量58亿斤。\n二、2023年工作安排\n{text}\n三、加强自身建设\n建设法治政府。\n"
REVIEW = "2024年某市政府工作报告\n一、2023年工作回顾\n{text}。\n二、2024年工作安排\n粮食产量60亿斤。\n"


def planned(text: str, region: str = "620100") -> dict[str, list[dict[str, Any]]]:
    return tables(PLAN.format(text=text), region, 2023)


def lists(text: str, region: str = "620100") -> list[tuple[str, int | None, str]]:
    return [(row["name"], row["items"], row["quote"]) for row in planned(text, region)["project_lists"]]


def said(text: str, region: str = "620100") -> list[tuple[str, str, int | None, int | None]]:
    rows = tables(REVIEW.format(text=text), region, 2024)["claims"]
    return [(row["claim"], row["indicator"] or row["about"], row.get("items"), row.get("items_done")) for row in rows]


IN_LINE = "三件民生实事：一是新建社区食堂20个；二是改造管网30公里；三是新增停车位500个"
WITH_SIGNS = "三件惠民实事：①新建社区食堂20个。②改造管网30公里。③新增停车位500个"
OF_SENTENCES = (
    "三件实事。（1）办好食堂。新建社区食堂20个。（2）改好管网。改造管网30公里。（3）管好停车。新增停车位500个"
)
OF_LINES = "三件为民办实事项目：\n1.新建社区食堂20个。\n2.改造管网30公里。\n3.新增停车位500个。"
BARE_LINES = "三件民生实事：\n新建社区食堂20个。\n改造管网30公里。\n新增停车位500个。"
OF_SEMICOLONS = "三件民生实事：新建社区食堂20个；改造管网30公里；新增停车位500个"


@pytest.mark.parametrize("printed", [IN_LINE, WITH_SIGNS, OF_SENTENCES, OF_LINES, OF_SEMICOLONS])
def test_a_list_reaches_from_its_name_to_its_last_item(printed: str) -> None:
    more = "\n" if printed.endswith("。") else "。各位代表，这是庄严承诺。再建公园8个。\n"
    (found,) = lists(f"今年重点办好{printed}{more}扩大就业，城镇新增就业5万人。")
    assert found == ("民生实事", 3, printed.rstrip("。") if "\n" not in printed else printed[:-1])


@pytest.mark.parametrize("printed", [IN_LINE, WITH_SIGNS, OF_SENTENCES, OF_LINES, OF_SEMICOLONS])
def test_the_items_of_a_list_belong_to_it_and_nothing_else_does(printed: str) -> None:
    rows = planned(f"城镇新增就业5万人。\n今年重点办好{printed}。\n粮食产量60亿斤。")
    (one,) = rows["project_lists"]
    listed = {row["value"]: row.get("list_id") for row in rows["targets"]}
    inside = {str(value): of for value, of in listed.items()}
    assert {value for value, of in inside.items() if of == one["list_id"]} >= {"20", "30", "500"}
    assert inside["60"] is None and inside["5"] is None


def test_lines_without_a_mark_are_items_where_a_heading_stands_behind_as_many_as_the_list_has() -> None:
    assert lists(f"重点办好{BARE_LINES}") == [("民生实事", 3, BARE_LINES.removesuffix("。"))]
    assert lists(f"重点办好{BARE_LINES}\n新建公园8个，投资2亿元，带动就业。") == [
        ("民生实事", 3, "重点办好三件民生实事")
    ]


def test_a_sentence_may_stand_between_a_list_and_its_numbered_items() -> None:
    items = "（1）新建社区食堂20个。（2）改造管网30公里。（3）新增停车位500个"
    (one,) = lists(f"今年办好三件民生实事。这是政府的承诺。{items}。")
    assert one[1] == 3 and one[2].endswith(items)


def test_sections_behind_a_list_that_is_only_counted_are_none_of_its_items() -> None:
    ((_, items, quote),) = lists(
        "今年办好三件民生实事。\n为此抓好以下工作。\n（一）稳增长。（二）促改革。（三）防风险。"
    )
    assert (items, quote) == (3, "今年办好三件民生实事")


def test_items_end_where_the_numbers_begin_anew() -> None:
    items = "1.新建社区食堂20个。\n2.改造管网30公里。\n3.新增停车位500个。"
    notes = "名词解释\n1.管网：地下管道。\n2.食堂：供餐场所。\n3.车位：停车场所。\n4.绿道：步行道。"
    (one,) = lists(f"今年办好三件民生实事。\n{items}\n{notes}")
    assert one == ("民生实事", 3, f"三件民生实事。\n{items}".rstrip("。"))


def test_a_list_without_a_number_has_as_many_targets_as_sentences_are_numbered() -> None:
    items = "一是新建食堂20个。二是改造管网30公里。三是新增车位500个。四是建公园8个。五是植树9万株"
    assert lists(f"持续办好民生实事。{items}。") == [("民生实事", 5, f"民生实事。{items}")]


def test_numbered_sections_under_a_name_without_a_number_are_no_list() -> None:
    sections = "".join(f"{sign}是抓好第{sign}项工作。新建食堂20个。" for sign in "一二三四五")
    assert lists(f"持续办好民生实事。{sections}") == []


def test_sentences_that_each_say_what_they_are_about_are_items() -> None:
    items = "就业方面，新增就业5万人。教育方面，新建学校8所。卫生方面，新建医院2家。交通方面，新建公路30公里"
    assert lists(f"今年办好四方面民生实事。{items}。") == [("民生实事", 4, f"四方面民生实事。{items}")]
    assert [quote for _, _, quote in lists(f"今年办好四件民生实事。{items.replace('方面，', '')}。")] == [
        "今年办好四件民生实事"
    ]


def test_of_two_names_before_the_same_items_the_nearer_one_is_the_list() -> None:
    printed = "三件民生实事：一是新建食堂20个；二是改造管网30公里；三是新增车位500个"
    assert lists(f"办好三件民生实事。今年投入9亿元，集中办好{printed}。") == [("民生实事", 3, printed)]


def test_what_became_of_the_last_list_is_no_list() -> None:
    items = "1.新建社区食堂20个。\n2.改造管网30公里。\n3.新增停车位500个。"
    assert lists(f"2022年三件民生实事完成情况\n{items}") == []


def test_items_that_stand_before_the_name_belong_to_the_list_too() -> None:
    (found,) = lists("办好新建食堂20个、改造管网30公里、新增停车位500个等10件民生实事，让群众满意。")
    assert found == ("民生实事", 10, "办好新建食堂20个、改造管网30公里、新增停车位500个等10件民生实事")


def test_targets_without_a_number_stand_in_a_list_as_well() -> None:
    rows = planned("办好三件民生实事：开工建设甲乙大桥；改造管网30公里；新增停车位500个。")
    assert [row["list_id"] for row in rows["commitments"]] == [rows["project_lists"][0]["list_id"]]


def test_of_a_list_that_is_only_counted_its_number_is_the_target() -> None:
    rows = planned("全力办好十类52件民生实事。\n扩大就业，城镇新增就业5万人。")
    (one,) = rows["project_lists"]
    assert (one["items"], one["quote"]) == (52, "全力办好十类52件民生实事")
    assert {row["list_id"] for row in rows["targets"] if str(row["value"]) == "5"} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "落实省政府12件民生实事，让群众满意。",
        "用心用情办好民生实事。",
        "用心办好每一件民生实事。",
        "坚持一件实事一件实事办，把好事办好。",
        "为全市教师办好十件实事。",
        "深入开展我为群众办实事活动。",
        "遴选12件民生实事候选项目提交大会票决。",
        "去年十件民生实事全部完成。",
        "实施文化惠民工程，新建书屋20个。",
    ],
)
def test_what_is_no_list_of_the_governments_own(text: str) -> None:
    assert lists(text) == []


def test_whose_a_list_is_follows_from_the_rank_of_the_government() -> None:
    text = "集中力量办好省政府确定的12件民生实事。"
    assert [len(lists(text, region)) for region in ("620000", "620100")] == [1, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10件民生实事全面完成", [("fulfilled", "list", 10, None)]),
        ("年初确定的民生实事全部兑现", [("fulfilled", "list", None, None)]),
        ("民生十件实事如期完成，就业稳定", [("fulfilled", "list", 10, None)]),
        ("全面完成10类41项民生实事", [("fulfilled", "list", 41, None)]),
        ("省列10项、市列12件民生实事全部办结", [("fulfilled", "list", 12, None)]),
        ("省、市民生实事圆满完成", [("fulfilled", "list", None, None)]),
        ("年初确定的23件民生实事完成22件", [("partly", "list", 23, 22)]),
        ("民生实事35个子项中，有33项全面完成", [("partly", "list", 35, 33)]),
        ("20件民生实事已完成20件", [("fulfilled", "list", 20, 20)]),
        ("十件民生实事基本完成", [("partly", "list", 10, None)]),
        ("民生实事完成率达98%", [("partly", "list", None, None)]),
        ("为民办实事的十方面任务全面完成", [("fulfilled", "list", 10, None)]),
        ("8项惠民工程和10件民生实事全部完成", [("fulfilled", "list", 8, None), ("fulfilled", "list", 10, None)]),
        ("办好十方面实事的目标如期实现", [("fulfilled", "list", 10, None)]),
        ("为民办好10件实事的工作目标全面完成", [("fulfilled", "list", 10, None)]),
        ("向全市人民承诺的实事全部兑现", [("fulfilled", "list", None, None)]),
        ("10件民生实事得到较好落实", [("fulfilled", "list", 10, None)]),
        ("三年来投入99亿元，去年10件民生实事全部兑现", [("fulfilled", "list", 10, None)]),
        ("除城东停车场建设外，年初承诺的10件实事全部完成", [("not_fulfilled", "城东停车场建设", None, None), ("partly", "list", 10, None)]),
        ("民生实事除城东停车场尚需论证外，其余9件全部落实", [("partly", "list", None, 9), ("not_fulfilled", "城东停车场", None, None)]),
    ],
)  # fmt: skip
def test_a_claim_about_a_list_says_how_much_of_it_was_done(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "认真办好10件民生实事，群众得到实惠",
        "加快推进10件民生实事",
        "省定12件民生实事全部完成",
        "顺利完成一批民生实事",
        "五年来累计办成民生实事500件",
        "三年来投入99亿元，10件民生实事全部兑现",
        "向职工承诺的实事正在推进",
        "10件民生实事完成投资50亿元",
        "基本完成100项环保民生实事",
        "为驻军部队办好10件实事",
        "其中3件民生微实事全面完成",
    ],
)
def test_what_claims_nothing_of_a_list(text: str) -> None:
    assert [claim for claim in said(text) if claim[1] == "list"] == []


def test_what_was_spent_may_stand_before_what_is_said_of_the_list() -> None:
    assert ("fulfilled", "list", 10, None) in said("“十大民生工程”完成投资65亿元，年度目标任务全面完成")


def test_the_plan_claims_nothing_of_a_list() -> None:
    assert planned("确保10件民生实事全部完成。")["claims"] == []


def test_a_claim_names_its_list_and_quotes_its_words() -> None:
    text = REVIEW.format(text="民生持续改善，年初确定的10件惠民实事全面完成，就业稳定")
    (row,) = tables(text, "620100", 2024)["claims"]
    assert (row["list_name"], row["period"], row["indicator"]) == ("民生实事", "2023", None)
    assert text[row["char_start"] : row["char_end"]] == row["quote"] == "年初确定的10件惠民实事全面完成"
