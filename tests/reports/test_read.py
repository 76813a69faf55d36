"""Raw files: how bytes become the canonical text that every offset points into."""

from pathlib import Path

import pytest

from pipelines.reports.read import Canonical, canonical_text
from schemas.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
TEXT = "今年的主要预期目标是：地区生产总值增长6%左右。\n"


def read(content: str | bytes, suffix: str = ".txt") -> Canonical:
    """The canonical text of a file with this content."""
    return canonical_text(content.encode() if isinstance(content, str) else content, f"reports/650000/2023{suffix}")


def test_the_seed_loses_only_the_line_of_its_address() -> None:
    raw = (ROOT / "raw/reports/650000/2023.txt").read_text(encoding="utf-8")
    text = read(raw).text
    assert "转载链接" in raw and "转载链接" not in text
    assert text == raw.rpartition("\n转载链接")[0]


def test_a_report_in_gb18030_is_read_and_says_so() -> None:
    canonical = read(TEXT.encode("gb18030"))
    assert (canonical.encoding, canonical.text) == ("gb18030", TEXT.strip())


def test_windows_line_ends_and_a_byte_order_mark_are_no_text() -> None:
    assert read(b"\xef\xbb\xbf" + "一、回顾\r\n二、目标\r\n".encode()).text == "一、回顾\n二、目标"


def test_markdown_markup_goes_and_the_reports_own_numbers_stay() -> None:
    markdown = (
        "---\ntitle: 2023年某省政府工作报告\nsource: https://example.org/a\n---\n\n## 一、目标\n\n**（一）增收。**力争*粮食*产量500万吨。\n\n"
        "1. 新建学校20所<br>和<!-- 注 -->医院3所\n2. 见[附件](https://example.org/b)\n\n| 指标 | 目标 |\n|---|---|\n| 造林 | 100万亩 |\n"
    )
    canonical = read(markdown, ".md")
    assert canonical.front == {"title": "2023年某省政府工作报告", "source_url": "https://example.org/a"}
    assert canonical.text == (
        "一、目标\n\n（一）增收。力争粮食产量500万吨。\n\n1. 新建学校20所\n和医院3所\n2. 见附件\n\n指标\n\n目标\n\n造林\n\n100万亩"
    )


def test_a_heading_in_bold_before_its_text_is_a_line_of_its_own() -> None:
    content = "**2022年工作回顾** 一年来，粮食产量60亿斤。**（一）增收。**力争增长6%。"
    assert read(content, ".md").text == "2022年工作回顾\n一年来，粮食产量60亿斤。（一）增收。力争增长6%。"


PAGE = """<!DOCTYPE html><html><head><title>2023年某省政府工作报告_某省人民政府</title><style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/hd">互动交流</a></li></ul></nav>
<div class="content"><h1>2023年某省政府工作报告</h1>
<p>各位代表：现在，我代表省人民政府，向大会报告政府工作，请予审议，并请省政协委员提出意见。</p>
<p>今年的主要预期目标是：地区生产总值增长<b>6%</b>左右，粮食产量保持在240亿斤以上，城镇新增就业32万人以上。</p>
<table><tr><td>造林</td><td>100万亩</td></tr></table></div>
<script>var hits = 1234;</script><footer>版权所有 某省人民政府办公厅 备案号12345678</footer></body></html>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_of_a_web_page_the_main_text_stays_and_its_chrome_goes(encoding: str) -> None:
    canonical = read(PAGE.encode(encoding), ".html")
    assert canonical.front["title"] == "2023年某省政府工作报告_某省人民政府"
    for said in ("地区生产总值增长6%左右，粮食产量", "造林", "100万亩"):
        assert said in canonical.text
    for chrome in ("首页", "政务公开", "hits", "版权所有", "color", "<"):
        assert chrome not in canonical.text


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
def test_an_unreadable_file_gives_one_sentence(content: str | bytes, place: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        read(content)
    assert error.value.file == "reports/650000/2023.txt"
    assert error.value.place == place
    assert reason in error.value.reason
    assert error.value.cure
    assert "\n" not in str(error.value)
