"""A folder of reports as people collect them: which file is which report, and which is left out, with the reason."""

from pathlib import Path

import pytest

from pipelines.reports import folder
from schemas.errors import InputError

TEXT = "一、2022年工作回顾\n2022年，粮食产量增长2%。\n二、2023年工作安排\n地区生产总值增长6%左右。\n"
TITLE = "2023年政府工作报告"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "collected"


def put(place: Path, file: str, title: str = TITLE, text: str = TEXT) -> None:
    path = place / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n{text}", encoding="utf-8")


def ids(collected: folder.Collection) -> list[str]:
    return [row["report_id"] for row in collected.rows]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("650000", "650000"),
        ("新疆维吾尔自治区", "650000"),
        ("新疆", "650000"),
        ("石家庄市", "130100"),
        ("石家庄", "130100"),
        ("全国", "100000"),
    ],
)
def test_the_folder_names_the_government_by_code_full_or_short_name(place: Path, name: str, region: str) -> None:
    put(place, f"{name}/2023.md", "2023年甘肃省政府工作报告")
    assert ids(folder.collect(place)) == [f"{region}-2023"]


def test_where_the_folder_names_none_the_text_does(place: Path) -> None:
    put(place, "下载/一.md", "2023年甘肃省政府工作报告")
    assert ids(folder.collect(place)) == ["620000-2023"]


def test_the_text_tells_the_year_whatever_the_file_is_called(place: Path) -> None:
    put(place, "甘肃省/2022.md")
    assert ids(folder.collect(place)) == ["620000-2023"]


def test_of_two_files_of_one_report_the_first_counts_and_the_other_is_left_out_with_the_reason(place: Path) -> None:
    put(place, "甘肃省/2022.md")
    put(place, "甘肃省/2023.md", text=TEXT + "又一版。")
    collected = folder.collect(place)
    assert [row["file"] for row in collected.rows] == ["甘肃省/2022.md"]
    assert collected.left_out == [("甘肃省/2023.md", "620000-2023 is 甘肃省/2022.md")]


def test_a_report_that_is_in_raw_wins_over_the_file(place: Path) -> None:
    put(place, "甘肃省/2023.md")
    put(place, "新疆/2023.md")
    collected = folder.collect(place, instead=["650000-2023"])
    assert ids(collected) == ["620000-2023"]
    assert collected.left_out == [("新疆/2023.md", "650000-2023 is raw/")]


def test_a_file_that_no_government_or_year_can_be_told_of_is_left_out(place: Path) -> None:
    put(place, "下载/一.md", "通知")
    put(place, "甘肃省/二.md", "通知", "没有年份。")
    collected = folder.collect(place)
    assert collected.rows == []
    assert collected.left_out == [
        ("下载/一.md", "neither folder nor text tells its region and year"),
        ("甘肃省/二.md", "neither folder nor text tells its region and year"),
    ]


def test_what_is_no_report_file_is_passed_over_and_an_empty_folder_is_told(place: Path) -> None:
    put(place, "甘肃省/2023.pdf")
    with pytest.raises(InputError, match="the folder holds no report"):
        folder.collect(place)
    put(place, "甘肃省/2023.txt")
    assert ids(folder.collect(place)) == ["620000-2023"]


def test_a_file_that_cannot_be_read_is_named(place: Path) -> None:
    put(place, "甘肃省/2023.md")
    (place / "甘肃省" / "2024.md").write_bytes(b"")
    with pytest.raises(InputError, match=r"甘肃省/2024\.md: the file is empty"):
        folder.collect(place)
