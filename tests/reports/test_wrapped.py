"""Lines that a page wrapped are joined to the paragraphs that they are of, and no other line is."""

import pytest

from pipelines.reports.read import canonical_text
from pipelines.reports.wrapped import unwrapped

PARAGRAPHS = [
    "青禾市2031年政府工作报告",
    "一、2030年工作回顾",
    "过去一年，全市上下迎难而上，地区生产总值增长6.4%，规模以上工业增加值增长7.1%，粮食总产量达到186.5万吨，城镇新增就业3.2万人，各项任务较好完成。",
    "二、2031年工作安排",
    "做好今年工作，要坚持稳中求进。主要预期目标是：地区生产总值增长6.5%左右，固定资产投资增长8%以上，一般公共预算收入增长5%，城镇新增就业3万人以上，居民收入增长与经济增长基本同步。",
    "（一）推进乡村全面振兴。新建高标准农田12万亩，改造农村公路260公里，新增设施农业5000亩，粮食产量稳定在187万吨以上，力争创建省级现代农业产业园3个。",
    "（二）办好民生实事。新建改扩建学校18所，新增托位2400个，改造老旧小区96个，建设口袋公园20个，让群众得到更多实惠。",
]


def wrapped(width: int, indent: str = "", blank: bool = False, page: str = "", first: int = 0) -> str:
    """The paragraphs from the first on as a page prints them, eight lines a page."""
    lines: list[str] = []
    for paragraph in PARAGRAPHS[first:]:
        text = indent + paragraph
        lines += [text[start : start + width] for start in range(0, len(text), width)] + [""] * blank
    if page:
        lines = [
            printed
            for number, line in enumerate(lines, 1)
            for printed in ([line, page.replace("3", str(number // 8))] if number % 8 == 0 else [line])
        ]
    return "\n".join(lines)


def paragraphs(text: str) -> list[str]:
    return [line.strip(" \u3000") for line in text.split("\n") if line.strip(" \u3000")]


@pytest.mark.parametrize("width", [24, 35, 41])
@pytest.mark.parametrize(
    ("indent", "blank"), [("\u3000\u3000", False), ("", True), ("\u3000\u3000", True), ("", False)]
)
@pytest.mark.parametrize("page", ["", "3", "- 3 -", "—3—", "第3页", "第 3 页 共 20 页", "\f"])
def test_wrapped_lines_are_paragraphs_again_also_over_the_number_of_a_page(
    width: int, indent: str, blank: bool, page: str
) -> None:
    assert paragraphs(unwrapped(wrapped(width, indent, blank, page))) == PARAGRAPHS


def test_lines_that_were_broken_anywhere_are_joined_where_indents_set_paragraphs_apart() -> None:
    text = "\n".join(
        [
            "　　青禾市要闯新路。今年地区生产总值增长6.", "5%左右，固定资产投", "资增长8%以", "上，新建口袋公园2", "0个。",
            "　　乡村振兴全面推进，建设高标准农田15", "0万亩。",
        ]
    )  # fmt: skip
    assert paragraphs(unwrapped(text)) == [
        "青禾市要闯新路。今年地区生产总值增长6.5%左右，固定资产投资增长8%以上，新建口袋公园20个。",
        "乡村振兴全面推进，建设高标准农田150万亩。",
    ]


def test_what_stands_above_every_page_goes_with_the_number_of_the_page() -> None:
    for page in ("3\n\n青禾市政府文件汇编\n", "青禾市政府文件汇编\n3"):
        text = wrapped(20, "\u3000\u3000", page=page)
        assert "青禾市政府文件汇编" in text
        assert paragraphs(unwrapped(text)) == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        # Headings and lists without full stops; a list whose items end in commas; cells of a table, a line each.
        "工作安排\n重点任务\n推进农业现代化\n推进工业现代化\n办好民生实事\n加强自身建设",
        "主要目标：\n地区生产总值增长6%，\n固定资产投资增长8%，\n城镇新增就业3万人，\n居民收入增长7%。",
        "指标\n目标\n造林\n100\n粮食\n186\n投资\n320\n就业\n3",
        # Two lines that somebody broke by mistake are no page.
        "\n".join([*PARAGRAPHS, "今年要建成学校，", "让群众满意。", "城镇新增就业", "，达到3万人。"]),
    ],
)
def test_a_text_that_no_page_wrapped_stays_as_it_is(text: str) -> None:
    assert unwrapped(text) == text


def test_a_markdown_file_is_unwrapped_before_its_markup_is_read() -> None:
    content = "## 二、2031年工作安排\n\n" + wrapped(30, "\u3000\u3000", first=4)
    assert paragraphs(canonical_text(content.encode(), "2031.md").text) == PARAGRAPHS[3:]


def test_figures_of_a_table_are_no_numbers_of_pages() -> None:
    text = wrapped(35, "\u3000\u3000") + "\n指标\n目标\n造林\n100\n粮食\n187\n"
    assert paragraphs(unwrapped(text)) == [*PARAGRAPHS, "指标", "目标", "造林", "100", "粮食", "187"]
