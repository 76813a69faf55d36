"""Markup goes whatever the file is called, and its blocks stay lines."""

import pytest

from pipelines.reports import markup
from pipelines.reports.read import canonical_text


def text(content: str, suffix: str = ".txt") -> list[str]:
    """The lines of a file with this content."""
    return [line.strip() for line in canonical_text(content.encode(), f"2031{suffix}").text.split("\n") if line.strip()]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "content",
    [
        '<div class="title">一、今年工作安排</div><p>新建学校<b>20</b>所。</p><p>造林30万亩。</p>',
        '<divclass="title">一、今年工作安排</div><pstyle="a:b">新建学校<spanstyle="c">20</span>所。</p><p>造林30万亩。',
        "一、今年工作安排<br>新建学校20所。<br/>造林30万亩。",
        "<!-- 注 --><style>p {a: b}</style><h2>一、今年工作安排</h2>\n<P>新建学校20所。</P>\n<P>造林30万亩。</P>",
        "&lt;p&gt;一、今年工作安排&lt;/p&gt;&lt;p&gt;新建学校20所。&lt;/p&gt;&lt;p&gt;造林30万亩。&lt;/p&gt;",
    ],
)
def test_tags_that_were_left_in_a_text_go_and_their_blocks_are_lines(content: str, suffix: str) -> None:
    assert text(content, suffix) == ["一、今年工作安排", "新建学校20所。", "造林30万亩。"]


def test_what_is_no_tag_stays() -> None:
    for kept in ("空气质量指数<100的天数占90%", "<新时代>与a<b>c", "R&D经费增长8%", "A&B;"):
        assert markup.without_entities(markup.without_tags(kept)).count("<") == kept.replace("<b>", "").count("<")
    assert text("R&D经费投入增长8%，<100的天数增加。") == ["R&D经费投入增长8%，<100的天数增加。"]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_entities_are_the_signs_that_they_stand_for_however_often_they_were_escaped(suffix: str) -> None:
    said = text(
        "自然增长率5&permil;以内，投资增长8&#37;，&ldquo;双减&amp;amp;rdquo;，&#x589E;长6%，5&permil以内，5&permil；R&D。",
        suffix,
    )
    assert said == ["自然增长率5‰以内，投资增长8%，“双减”，增长6%，5&permil以内，5‰R&D。"]


def test_the_escapes_of_markdown_go() -> None:
    assert text(r"城镇新增就业2\.6万人\*以上", ".md") == ["城镇新增就业2.6万人*以上"]


def test_in_markdown_a_break_in_a_cell_is_none_and_a_table_in_html_no_text() -> None:
    markdown = "| 任务 | 进度 |\n|---|---|\n| 就业 | 新增<br>3万人 |\n\n<table>\n<tr><td>造林</td><td>30</td></tr>\n</table>\n\n<p>新建学校20所。</p>"
    assert text(markdown, ".md") == ["任务", "进度", "就业", "新增3万人", "新建学校20所。"]


def test_a_page_in_a_text_file_is_read_as_a_page() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>2031年青禾市政府工作报告</title></head><body><nav><ul><li><a href='/'>首页</a></li></ul></nav>"
        '<divclass="text"><p>各位代表：现在，我代表市人民政府，向大会报告政府工作，请予审议，并请各位委员提出意见。</p>'
        "<p>今年新建学校20所，造林30万亩，地区生产总值增长6.5%左右，粮食产量稳定在187万吨以上。</p></div></body></html>"
    )
    assert [line[:6] for line in text(page)] == ["各位代表：现", "今年新建学校"]
