"""Whose report a file is: who is believed, and what is said of those who disagree."""

import pytest

from pipelines.reports.witnesses import read_sidecar, refuse_contradiction, witnesses
from schemas.errors import InputError

TEXT = "2023年甘肃省政府工作报告\n一、2022年工作回顾\n2022年，粮食产量增长2%。\n二、2023年工作安排\n地区生产总值增长6%左右。\n"
UNTOLD = "通知\n请按时参加会议。\n"


@pytest.mark.parametrize(
    ("path", "front", "sidecar", "region"),
    [
        ("下载/一.md", {}, {}, "620000"),
        ("下载/一.md", {"region_code": "630000"}, {}, "630000"),
        ("新疆/2023.md", {"region_code": "630000"}, {}, "650000"),
        ("新疆/2023.md", {"region_code": "630000"}, {"region_code": "640000"}, "640000"),
    ],
)
def test_a_sidecar_is_believed_before_the_folder_it_before_front_matter_and_that_before_the_text(
    path: str, front: dict[str, str], sidecar: dict[str, str], region: str
) -> None:
    assert witnesses(path, TEXT, front, sidecar).region_code == region


@pytest.mark.parametrize("name", ["650000", "新疆维吾尔自治区", "新疆"])
def test_a_folder_names_a_government_by_code_full_or_short_name(name: str) -> None:
    assert witnesses(f"somewhere/{name}/2023.md", UNTOLD, {}, {}).region_code == "650000"


@pytest.mark.parametrize(
    ("path", "text", "front", "sidecar", "year"),
    [
        ("甘肃省/2019.md", TEXT, {}, {}, 2023),
        ("甘肃省/2019.md", UNTOLD, {}, {}, 2019),
        ("甘肃省/2019.md", TEXT, {"year": "2021"}, {}, 2021),
        ("甘肃省/2019.md", TEXT, {"year": "2021"}, {"year": 2020}, 2020),
        ("甘肃省/报告.md", UNTOLD, {}, {}, None),
        ("甘肃省/9999.md", UNTOLD, {}, {}, None),
        ("", UNTOLD, {}, {}, None),
    ],
)
def test_the_text_is_believed_before_the_name_of_the_file_and_front_matter_and_sidecar_before_both(
    path: str, text: str, front: dict[str, str], sidecar: dict[str, int], year: int | None
) -> None:
    assert witnesses(path, text, front, sidecar).year == year


def test_in_raw_the_name_of_the_file_is_believed_first() -> None:
    assert witnesses("620000/2019.txt", TEXT, {}, {}, raw=True).year == 2019


def test_who_disagrees_is_named() -> None:
    assert witnesses("甘肃省/2023.md", TEXT, {}, {}).disagreement is None
    assert witnesses("新疆/2019.md", TEXT, {}, {}).disagreement == "title: 620000 甘肃省; file name: 2019"


def test_a_text_that_names_another_government_throughout_outweighs_its_folder_and_the_folder_is_named() -> None:
    text = (
        "政府工作报告\n——2016年1月6日在池州市第三届人民代表大会第五次会议上\n池州市市长 张三\n各位代表：\n"
        "现在，我代表市人民政府，向大会报告工作。贵池区、东至县和石台县的道路都已通车，池州的旅游增长一成。\n"
    )
    whose = witnesses("沧州市/2016.md", text, {}, {})
    assert (whose.region_code, whose.disagreement) == ("341700", "folder: 130900 沧州市")
    assert whose.region_by == "names in the text, congress, speaker"


def test_one_title_does_not_outweigh_a_folder() -> None:
    assert witnesses("新疆/2023.md", TEXT, {}, {}).region_code == "650000"


@pytest.mark.parametrize("title", ["2003年四川省人民政府工作报告", "四川省人民政府工作报告"])
def test_a_file_under_one_year_that_holds_the_report_of_the_next_is_of_the_next(title: str) -> None:
    text = "各位代表：\n我代表省人民政府报告工作。\n一、2003年工作回顾\n粮食丰收。\n二、2004年工作安排\n粮食增产。\n"
    whose = witnesses("四川省/2003.md", text, {"title": title}, {})
    assert (whose.region_code, whose.year) == ("510000", 2004)
    assert "file name: 2003" in whose.year_against


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"title = ", "the sidecar is no TOML"),
        (b'titel = "x"', "key titel: unknown key"),
        (b'region_code = "999999"', "key region_code: '999999' is no region"),
        (b"year = 1948", "key year: 1948 is no report year from 1949 to 2100"),
        (b"year = true", "key year: True is no report year"),
        (b'year = "2023"', "key year: '2023' is no report year"),
        (b'sha256 = "ab"', "key sha256: it says 'ab', the file's bytes say 'cd'"),
    ],
)
def test_a_sidecar_with_a_fault_is_named_with_the_key(content: bytes, fault: str) -> None:
    with pytest.raises(InputError) as error:
        read_sidecar(content, "reports/620000/2023.toml", "cd")
    assert f"reports/620000/2023.toml{', ' if fault.startswith('key') else ': '}{fault}" in str(error.value)


def test_the_first_and_the_last_report_year_pass() -> None:
    assert [read_sidecar(f"year = {year}".encode(), "", "")["year"] for year in (1949, 2100)] == [1949, 2100]


def test_in_raw_a_sidecar_contradicts_neither_folder_nor_file_name() -> None:
    refuse_contradiction("2023.toml", {"title": "報告", "year": 2023}, "620000", 2023)
    with pytest.raises(InputError, match="it says 2022, the file name says 2023"):
        refuse_contradiction("2023.toml", {"year": 2022}, "620000", 2023)
    with pytest.raises(InputError, match="it says '630000', the folder says '620000'"):
        refuse_contradiction("2023.toml", {"region_code": "630000"}, "620000", 2023)
