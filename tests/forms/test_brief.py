"""What a brief says of a report, in both languages, and that it says it safely."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.forms.brief import briefs, headline_en, headline_zh
from pipelines.packages.contents import contents
from pipelines.packages.definition import definitions
from tests.packages.conftest import MATCH, STATISTIC, definition, outcome, report, tables, target

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<script>alert(1)</script> [x](javascript:alert) **<b>**"


def files_of(**changed: list[dict[str, Any]]) -> dict[str, str]:
    return briefs(definition(), "1.0.0", contents(definition(), tables(**changed)))


@pytest.fixture(scope="module")
def seed_contents(seed_tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The package of the bundled report."""
    return contents(definitions()[0], seed_tables)


@pytest.fixture(scope="module")
def seed(seed_contents: dict[str, pl.DataFrame]) -> dict[str, str]:
    """Its briefs."""
    return briefs(definitions()[0], "9.9.9", seed_contents)


class Page(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_report_has_its_brief_as_markdown_and_as_html(seed: dict[str, str]) -> None:
    assert list(seed) == ["briefs/650000-2023.md", "briefs/650000-2023.html"]
    assert list(files_of()) == ["briefs/650000-2023.md", "briefs/650000-2023.html"]


def test_the_first_thing_said_is_how_many_targets_there_are_and_what_became_of_them(seed: dict[str, str]) -> None:
    zh = "33项量化目标中，16项实现，2项接近（不计入实现），5项未实现；10项尚无定论：9项没有找到公布的数字，1项公布的数字不可比。"
    en = (
        "Of 33 numeric targets 16 were met, 2 came near (which counts as not met) and 5 were missed. 10 are undecided: "
        "for 9 no published figure was found and for 1 the published figure is not comparable."
    )
    for brief in seed.values():
        assert zh in brief
        assert en in brief
        assert brief.index(zh) < brief.index("地区生产总值增长7%左右")


def test_every_target_has_one_sentence_a_language_and_its_figures_are_linked_to_its_row(seed: dict[str, str], seed_contents: dict[str, pl.DataFrame]) -> None:  # fmt: skip
    for brief in seed.values():
        ids = re.findall(r"\.\./index\.html#(650000-2023@\d+(?:\.\d+)?)", brief)
        chinese, english = ids[: len(ids) // 2], ids[len(ids) // 2 :]
        assert chinese == english
        assert sorted(chinese) == sorted(seed_contents["targets"]["target_id"])
    assert (
        "承诺[地区生产总值增长7%左右，实际6.8%](../index.html#650000-2023@27)，与承诺相差不超过0.2个百分点"
        in seed["briefs/650000-2023.md"]
    )
    assert (
        '<li>Set: <a href="../index.html#650000-2023@27">Gross domestic product up about 7 %; actual: 6.8 %</a>; within 0.2'
        in seed["briefs/650000-2023.html"]
    )


def test_groups_stand_in_the_order_met_near_missed_undecided(seed: dict[str, str]) -> None:
    headings = re.findall(r"^### (.+)$", seed["briefs/650000-2023.md"], re.MULTILINE)
    assert headings[:8] == [
        "实现：16项",
        "接近：2项",
        "未实现：5项",
        "不可比：1项",
        "无数据：9项",
        "来源",
        "方法",
        "引用",
    ]
    assert headings[8:13] == ["Met: 16 targets", "Near: 2 targets", "Missed: 5 targets", "Not comparable: 1 target", "No data: 9 targets"]  # fmt: skip


def test_both_forms_say_the_same(seed: dict[str, str]) -> None:
    page = " ".join(Page(seed["briefs/650000-2023.html"]).text.split())
    for line in seed["briefs/650000-2023.md"].splitlines():
        if line.startswith(("- ", "**")):
            plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", line.removeprefix("- ").strip("*"))
            assert plain in page, plain


def test_sources_are_linked_dated_and_counted(seed: dict[str, str]) -> None:
    brief = seed["briefs/650000-2023.md"]
    assert "- 报告：[2023年新疆维吾尔自治区政府工作报告](http://www.xinjiang.gov.cn/" in brief
    assert "，新疆维吾尔自治区人民政府，2024-01-30（用于10项）" in brief
    assert "2024-01-30 (used for 10 targets)" in brief
    assert "2024-11-19 (used for 1 target)" in brief


def test_the_html_needs_nothing_from_outside(seed: dict[str, str]) -> None:
    html = seed["briefs/650000-2023.html"]
    assert not {"script", "img", "link", "iframe"} & set(Page(html).tags)
    assert "default-src 'none'" in html
    assert "@media print" in html
    assert not re.search(r"url\(|@import", html)


def test_english_numbers_have_english_units_and_one_space_before_the_percent_sign(seed: dict[str, str]) -> None:
    english = seed["briefs/650000-2023.md"].split("## English")[1].split("### Sources")[0]
    assert "Cotton output at least 5 million t; actual: 5.112 million t" in english
    assert "New urban jobs at least 460,000 people; actual: 482,000 people" in english
    assert "Natural gas output 42 billion m³; actual: 41.73 billion m³" in english
    assert "not reached, but within 5 %" in english
    sentences = re.sub(r"Source: .*|\(\.\./[^)]*\)", "", english)
    assert not re.search(r"\d%|\d\.\d*0 |\d 万|\d 个", sentences)


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        ({"met": 1}, "1项量化目标中，1项实现。", "Of 1 numeric target 1 was met."),
        ({"missed": 1, "no_data": 1}, "2项量化目标中，1项未实现；1项尚无定论：1项没有找到公布的数字。",
         "Of 2 numeric targets 1 was missed. 1 is undecided: for 1 no published figure was found."),
        ({"no_data": 1, "pending": 2}, "3项量化目标都尚无定论：2项尚未到期，1项没有找到公布的数字。",
         "All 3 numeric targets are undecided: 2 are not due yet and for 1 no published figure was found."),
        ({"pending": 1}, "1项量化目标都尚无定论：1项尚未到期。", "The one numeric target is undecided: 1 is not due yet."),
    ],
)  # fmt: skip
def test_one_and_many_are_told_apart(counts: dict[str, int], zh: str, en: str) -> None:
    assert headline_zh(counts) == zh
    assert headline_en(counts) == en


def test_hostile_text_in_any_cell_stays_text_in_both_forms() -> None:
    files = files_of(
        reports=[report("650000", 2023) | {"title": HOSTILE}],
        targets=[
            target(5, indicator=HOSTILE, indicator_id=None),
            target(40, unit=HOSTILE),
            target(300, action=HOSTILE),
        ],
        candidates=[STATISTIC | {"source_title": HOSTILE, "publisher": HOSTILE, "indicator": HOSTILE}],
        matches=[MATCH],
    )
    html, md = files["briefs/650000-2023.html"], files["briefs/650000-2023.md"]
    assert "script" not in Page(html).tags
    assert "b" not in Page(html).tags
    assert Page(html).text.count("<script>alert(1)</script>") >= 6
    assert all(link.startswith(("../index.html", "#", "https://")) for link in Page(html).links)
    assert "<" not in md
    assert "](javascript:" not in md.replace("\\]", "")
    assert r"\*\*&lt;b&gt;\*\*" in md


def test_a_target_without_a_number_is_not_told_as_a_figure_that_is_missing() -> None:
    step = {
        "value": None,
        "unit": None,
        "bound": None,
        "value_base": None,
        "unit_base": None,
        "comparator": "与经济增长同步",
    }
    brief = files_of(targets=[target(5), target(40, **step)], outcomes=[outcome(5), outcome(40)])[
        "briefs/650000-2023.md"
    ]
    assert "2项量化目标都尚无定论：1项没有找到公布的数字，1项没有承诺具体数值。" in brief
    assert "for 1 no published figure was found and 1 targets no number." in brief


def test_a_package_of_facts_has_no_briefs() -> None:
    facts = definition(text="none")
    assert briefs(facts, "1.0.0", contents(facts, tables())) == {}
    assert briefs(definition(), "1.0.0", contents(facts, tables())) == {}


def test_a_package_without_statistics_or_regions_has_briefs_without_sources() -> None:
    few = contents(definition(tables=("reports", "targets", "outcomes")), tables())
    brief = briefs(definition(), "1.0.0", few)["briefs/650000-2023.md"]
    assert "新疆维吾尔自治区2023年" in brief
    assert "来源：[" not in brief


def test_a_report_without_targets_has_no_brief() -> None:
    both = definition(regions=("650000", "620000"))
    files = briefs(both, "1.0.0", contents(both, tables()))
    assert {name.split("/")[1][:6] for name in files} == {"650000"}


def test_the_same_tables_give_the_same_briefs_whatever_their_order() -> None:
    package = contents(definition(), tables())
    turned = package | {"statistics": package["statistics"].reverse(), "outcomes": package["outcomes"].sort(pl.col("target_id"), descending=True)}  # fmt: skip
    assert briefs(definition(), "1.0.0", package) == briefs(definition(), "1.0.0", turned)
