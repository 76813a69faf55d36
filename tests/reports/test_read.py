import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipelines.reports import folder, read
from schemas.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
TEXT = "今年的主要预期目标是：地区生产总值增长6%左右。\n"

Add = Callable[..., Path]


def rows(data: Path, year: int = 2023) -> list[dict[str, object]]:
    return read.read_reports(data / "raw", year)


def test_the_seed_keeps_its_provenance_and_loses_only_the_line_of_its_address() -> None:
    (row,) = read.read_reports(ROOT / "raw", 2023)
    raw = (ROOT / "raw/reports/650000/2023.txt").read_bytes()
    assert row["report_id"] == "650000-2023"
    assert row["source_url"].endswith("4e76294b59c246f3b98ab5aa76b4202f.shtml")
    assert (row["published"], row["published_precision"]) == (date(2023, 1, 31), "month")
    assert row["raw_sha256"] == hashlib.sha256(raw).hexdigest()
    assert row["text_sha256"] == hashlib.sha256(row["text"].encode()).hexdigest()
    assert row["chars"] == len(row["text"]) == 5121 - 99 or row["text"] == raw.decode().rpartition("\n转载链接")[0]
    assert "转载链接" not in row["text"]


def test_a_report_in_gb18030_is_read_and_says_so(data: Path, add_report: Add) -> None:
    add_report(TEXT.encode("gb18030"))
    assert (rows(data)[0]["encoding"], rows(data)[0]["text"]) == ("gb18030", TEXT.strip())


def test_windows_line_ends_and_a_byte_order_mark_are_no_text(data: Path, add_report: Add) -> None:
    add_report(b"\xef\xbb\xbf" + "一、回顾\r\n二、目标\r\n".encode())
    assert rows(data)[0]["text"] == "一、回顾\n二、目标"


def test_markdown_markup_goes_and_the_reports_own_numbers_stay(data: Path, add_report: Add) -> None:
    markdown = (
        "---\ntitle: 2023年某省政府工作报告\nsource: https://example.org/a\n---\n\n## 一、目标\n\n**（一）增收。**力争*粮食*产量500万吨。\n\n"
        "1. 新建学校20所<br>和<!-- 注 -->医院3所\n2. 见[附件](https://example.org/b)\n\n| 指标 | 目标 |\n|---|---|\n| 造林 | 100万亩 |\n"
    )
    add_report(markdown, suffix=".md")
    (row,) = rows(data)
    assert row["title"] == "2023年某省政府工作报告"
    assert row["source_url"] == "https://example.org/a"
    assert row["text"] == (
        "一、目标\n\n（一）增收。力争粮食产量500万吨。\n\n1. 新建学校20所和医院3所\n2. 见附件\n\n指标\n\n目标\n\n造林\n\n100万亩"
    )


def test_a_heading_in_bold_before_its_text_is_a_line_of_its_own(data: Path, add_report: Add) -> None:
    add_report("**2022年工作回顾** 一年来，粮食产量60亿斤。**（一）增收。**力争增长6%。", suffix=".md")
    assert rows(data)[0]["text"] == "2022年工作回顾\n一年来，粮食产量60亿斤。（一）增收。力争增长6%。"


PAGE = """<!DOCTYPE html><html><head><title>2023年某省政府工作报告_某省人民政府</title><style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/hd">互动交流</a></li></ul></nav>
<div class="content"><h1>2023年某省政府工作报告</h1>
<p>各位代表：现在，我代表省人民政府，向大会报告政府工作，请予审议，并请省政协委员提出意见。</p>
<p>今年的主要预期目标是：地区生产总值增长<b>6%</b>左右，粮食产量保持在240亿斤以上，城镇新增就业32万人以上。</p>
<table><tr><td>造林</td><td>100万亩</td></tr></table></div>
<script>var hits = 1234;</script><footer>版权所有 某省人民政府办公厅 备案号12345678</footer></body></html>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_of_a_web_page_the_main_text_stays_and_its_chrome_goes(data: Path, add_report: Add, encoding: str) -> None:
    add_report(PAGE.encode(encoding), suffix=".html")
    (row,) = rows(data)
    assert row["title"] == "2023年某省政府工作报告_某省人民政府"
    for said in ("地区生产总值增长6%左右，粮食产量", "造林", "100万亩"):
        assert said in row["text"]
    for chrome in ("首页", "政务公开", "hits", "版权所有", "color", "<"):
        assert chrome not in row["text"]


def test_a_folder_is_read_report_by_report_and_a_report_is_found_by_code_or_place(data: Path) -> None:
    for name in ("620000/2022.txt", "某省/2023.md"):
        path = data / "loose" / name
        path.parent.mkdir(parents=True)
        path.write_text(f"{path.stem}年政府工作报告\n{TEXT}", encoding="utf-8")
    assert [report.year for report in folder.read_folder(data / "loose")] == [2022, 2023]
    for report in ("620000-2022", "某省/2023"):
        text, sha256, _ = folder.find_text(report, [data / "raw", data / "loose"])
        assert sha256 == hashlib.sha256(text.encode()).hexdigest()
    with pytest.raises(InputError, match="某省/2024: the report is in none of"):
        folder.find_text("某省/2024", [data / "loose"])
    with pytest.raises(InputError, match="the folder holds no report"):
        next(folder.read_folder(data / "raw"))


def test_the_day_of_delivery_is_read_from_the_head_of_the_text(data: Path, add_report: Add) -> None:
    add_report("政府工作报告\n——2023年1月14日在某省第十四届人民代表大会第一次会议上\n" + TEXT)
    assert (rows(data)[0]["published"], rows(data)[0]["published_precision"]) == (date(2023, 1, 14), "day")


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (b"", "", "the file is empty"),
        (b" \n\t\n", "", "the file is empty"),
        ("转载链接:http://example.org\n", "", "the report holds no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "character 5", "binary file"),
        (b"\xff\xfe\xfd", "byte 0", "neither UTF-8 nor GB18030"),
        ("增长6%\x00\x01".encode(), "character 4", "binary file"),
        ("增长".encode("utf-16"), "byte 0", "neither UTF-8 nor GB18030"),
    ],
)
def test_an_unreadable_file_gives_one_sentence(
    data: Path, add_report: Add, content: str | bytes, place: str, reason: str
) -> None:
    add_report(content)
    with pytest.raises(InputError) as error:
        rows(data)
    assert error.value.file == "reports/650000/2023.txt"
    assert error.value.place == place
    assert reason in error.value.reason
    assert error.value.cure
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("sidecar", "place", "reason"),
    [
        ('region_code = "999999"', "key region_code", "no region"),
        ('region_code = "620000"', "key region_code", "the folder says '650000'"),
        ("year = 20233", "key year", "no report year"),
        ('year = "2023"', "key year", "no report year"),
        ("year = 2022", "key year", "the file name says 2023"),
        ('sha256 = "00"', "key sha256", "the file's bytes"),
        ('published = "2023-13"', "key published", "no such month"),
        ('published = "soon"', "key published", "is no date"),
        ("colour = 1", "key colour", "unknown key"),
        ("title = ", "", "no TOML"),
    ],
)
def test_a_wrong_sidecar_is_named_with_its_key(
    data: Path, add_report: Add, sidecar: str, place: str, reason: str
) -> None:
    add_report(TEXT, sidecar=sidecar)
    with pytest.raises(InputError) as error:
        rows(data)
    assert (error.value.file, error.value.place) == ("reports/650000/2023.toml", place)
    assert reason in error.value.reason


@pytest.mark.parametrize(
    ("region", "year", "suffix", "reason"),
    [
        ("999999", 2023, ".txt", "no region"),
        ("650000", 1234, ".txt", "no report year"),
        ("650000", "draft", ".txt", "no report year"),
        ("650000", 2023, ".docx", "a report is one of"),
    ],
)
def test_a_file_that_lies_wrong_is_named(
    data: Path, add_report: Add, region: str, year: int | str, suffix: str, reason: str
) -> None:
    add_report(TEXT, region=region, year=year, suffix=suffix)
    with pytest.raises(InputError, match=reason):
        rows(data)


def test_the_same_text_under_another_name_is_refused(data: Path, add_report: Add) -> None:
    add_report(TEXT, year=2022)
    add_report(TEXT, year=2023)
    with pytest.raises(
        InputError, match=r"reports/650000/2023\.txt: the same report stands in reports/650000/2022\.txt"
    ):
        rows(data)


def test_two_files_of_one_report_are_refused(data: Path, add_report: Add) -> None:
    add_report(TEXT)
    add_report(TEXT + "又一版。", suffix=".md")
    with pytest.raises(InputError, match="the same report stands in"):
        rows(data)
