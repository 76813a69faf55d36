"""What a figure is called: owners, shared heads, parts of a whole and lists, each with a sentence of our own."""

import csv
from pathlib import Path

import pytest

from pipelines.targets import indicators
from pipelines.targets.extract import extract
from pipelines.targets.topics import is_slogan, topic

FILE = Path(__file__).parent / "names.tsv"
with FILE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["sentence"] for row in ROWS])
def test_a_name_says_what_the_figure_is_of(row: dict[str, str]) -> None:
    rows = extract(f"二、2023年工作安排\n\n{row['sentence']}。\n", "210600", 2023)
    names = (f"{read['indicator']} {read['value'].normalize():f}" for read in rows if read["value"] is not None)
    assert "; ".join(names) == row["names"], row["kind"]


@pytest.mark.parametrize(
    ("clause", "about"),
    [
        ("健全医保基金运行保障机制", "医保基金"),
        ("工业经济稳步回升", "工业"),
        ("加大力度", ""),
        ("以民生工程为重点", "民生工程"),
        ("做到应保尽保", ""),
        ("粮食产量屡创新高", "粮食产量"),
    ],
)
def test_a_clause_is_about_the_thing_and_not_about_what_is_done_with_it(clause: str, about: str) -> None:
    assert topic(clause) == about


def test_a_slogan_gives_an_owner_only_where_no_other_clause_does() -> None:
    assert is_slogan("突出项目为王") and not is_slogan("发展低空经济产业")


@pytest.mark.parametrize(
    ("name", "whole", "part"),
    [
        ("省级", "水利投资", "省级水利投资"),
        ("10亿元以上项目", "制造业项目", "10亿元以上制造业项目"),
        ("5亿元以上", "1亿元以上项目", "5亿元以上项目"),
        ("小学", "学校", "小学"),
    ],
)
def test_a_part_takes_from_its_whole_what_it_does_not_say(name: str, whole: str, part: str) -> None:
    assert indicators.part_of(name, whole) == part


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("金融机构存贷款余额", ["金融机构存款余额", "金融机构贷款余额"]),
        ("国有、乡镇企业失业保险费率", ["国有企业失业保险费率", "乡镇企业失业保险费率"]),
        ("建筑业、批发业增加值", ["建筑业增加值", "批发业增加值"]),
        ("个体户、私营企业户数", ["个体户户数", "私营企业户数"]),
        ("普及率和入园率", ["普及率", "入园率"]),
        ("基本养老保险、基本医疗保险参保率", ["基本养老保险参保率", "基本医疗保险参保率"]),
    ],
)
def test_a_list_gives_each_member_the_head_that_they_share(name: str, members: list[str]) -> None:
    assert indicators.members(name) == members
