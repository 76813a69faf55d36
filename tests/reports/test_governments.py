"""Which government a text says it is of: congress, greeting, speaker, title, and the places that it names."""

import pytest

from pipelines.reports import governments
from pipelines.reports.evidence import REGION_WEIGHTS, weigh
from pipelines.reports.identity import plain


def region_of(text: str, title: str = "") -> str | None:
    return weigh(governments.evidence(plain(title), plain(text)), REGION_WEIGHTS).answer


def says(text: str) -> dict[str, str]:
    return {each.witness: each.answer for each in governments.evidence("", plain(text)) if each.answer}


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("2024年甘肃省政府工作报告", "620000"),
        ("政府工作报告 新疆维吾尔自治区", "650000"),
        ("甘肃省兰州市政府工作报告", "620100"),
        ("吉林市政府工作报告", "220200"),
        ("吉林省政府工作报告", "220000"),
        ("凉山州政府工作报告", "513400"),
        ("昆山市政府工作报告", "320583"),
        ("北京市朝阳区政府工作报告", "110105"),
        ("朝阳区政府工作报告", None),
        ("政府工作报告", None),
    ],
)
def test_a_title_names_its_government_the_lowest_that_it_names_in_full(words: str, region: str | None) -> None:
    assert governments.named(words) == region


@pytest.mark.parametrize(
    ("witness", "text", "region"),
    [
        ("congress", "——2023年1月4日在商丘市第六届人民代表大会第一次会议上", "411400"),
        ("congress", "——1994年3月10日在第八届全国人民代表大会第二次会议上", "100000"),
        ("speaker", "四川省人民政府省长 张三\n各位代表：", "510000"),
        ("speaker", "国务院总理 李四\n各位代表：", "100000"),
        ("greeting", "各位代表：\n现在，我代表上海市人民政府，向大会报告政府工作。", "310000"),
        ("greeting", "各位代表：\n我受山南市人民政府委托，向大会报告工作。", "540500"),
        ("greeting", "各位代表：\n现在，我代表国务院，向大会报告政府工作。", "100000"),
    ],
)
def test_congress_speaker_and_greeting_name_the_government(witness: str, text: str, region: str) -> None:
    assert says(text)[witness] == region


def test_a_state_council_that_stands_early_does_not_make_a_report_the_nations() -> None:
    text = (
        "各位代表：\n现在，我代表省人民政府报告工作。\n在国务院的正确领导下，全省粮食丰收。"
        "南昌、赣州和上饶的道路已通车，九江港扩建，南昌地铁开工，赣州机场启用。国务院的部署都已落实。\n"
    )
    assert region_of(text) == "360000"
    assert says(text) == {"names in the text": "360000"}


def test_a_city_is_known_by_its_counties_and_its_province_does_not_take_its_place() -> None:
    text = (
        "各位代表：\n现在，我代表市人民政府报告工作。\n全市粮食丰收。永登县、榆中县和皋兰县的道路已通车，"
        "城关区的地铁开工。甘肃各市中我市居首，甘肃有名。\n"
    )
    assert region_of(text) == "620100"


def test_a_county_level_city_is_not_taken_for_the_city_that_it_lies_in() -> None:
    text = (
        "各位代表：\n现在，我代表市人民政府报告工作。\n昆山市粮食丰收，昆山的地铁开工，昆山港扩建，昆山机场启用。"
        "苏州各市中我市居首，常熟市和张家港市次之。\n"
    )
    assert region_of(text) == "320583"


def test_of_districts_that_share_a_name_it_is_the_one_whose_city_is_named() -> None:
    text = "各位代表：\n现在，我代表区人民政府报告工作。\n全区粮食丰收，朝阳区的道路已通车，朝阳公园建成，朝阳区居首。"
    assert region_of(text + "长春各区中我区居首。") == "220104"
    assert region_of(text + "北京各区中我区居首。") == "110105"
    assert region_of(text) is None


def test_what_the_report_calls_the_whole_tells_the_kind_of_government_where_no_greeting_does() -> None:
    text = (
        "一、工作回顾\n全区粮食丰收。南宁、柳州、桂林、北海都有进步，广西的甘蔗增产，全区的糖也增产，南宁、柳州领先。\n"
    )
    assert region_of(text) == "450000"


def test_where_two_places_are_named_as_often_nothing_is_concluded() -> None:
    text = "各位代表：\n我代表市人民政府报告工作。\n" + "兰州与西宁结为友好城市。" * 5
    assert region_of(text) is None


@pytest.mark.parametrize("common", ["城区的道路已通车。", "郊区的道路已通车。"])
def test_words_that_every_city_uses_are_no_places(common: str) -> None:
    assert region_of("各位代表：\n我代表省人民政府报告工作。\n" + common * 20) is None
