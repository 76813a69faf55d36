"""What a brief says of a report, in both languages, and that it says it safely."""

import re
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.forms.brief import briefs, headline_en, headline_zh
from pipelines.packages.contents import contents
from pipelines.packages.definition import definitions
from pipelines.packages.publish import publish
from schemas import codelists
from schemas.codelists.statuses import statuses
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


def test_the_first_thing_said_is_how_many_targets_have_a_result_and_what_became_of_them(seed: dict[str, str]) -> None:
    zh = headline_zh({"met": 16, "near": 2, "missed": 5, "not_comparable": 1, "no_data": 9})
    en = headline_en({"met": 16, "near": 2, "missed": 5, "not_comparable": 1, "no_data": 9})
    assert zh.startswith("33项目标中，23项有结果可比：16项实现（70%），2项")
    assert "。其余10项没有可用的结果：9项" in zh
    assert en.startswith("Of 33 targets, 23 have a comparable result: 16 were met (70%), two ")
    assert ". Ten have no usable result: " in en and "nine" in en
    for brief in seed.values():
        assert zh in brief
        assert en in brief
        assert brief.index(zh) < brief.index("目标增长7%左右")


def test_every_target_has_one_sentence_a_language_and_its_figures_are_linked_to_its_row(seed: dict[str, str], seed_contents: dict[str, pl.DataFrame]) -> None:  # fmt: skip
    for brief in seed.values():
        ids = re.findall(r"\.\./index\.html#(650000-2023@\d+(?:\.\d+)?)", brief)
        chinese, english = ids[: len(ids) // 2], ids[len(ids) // 2 :]
        assert chinese == english
        assert sorted(chinese) == sorted(seed_contents["targets"]["target_id"])
    link = "(../index.html#650000-2023@43)"
    assert (
        f"- 规模以上工业增加值[目标增长9%左右，实际增长6.4%，低于目标2.6个百分点]{link}。（来源1）\n"
        in seed["briefs/650000-2023.md"]
    )
    assert (
        f"[target growth of about 9%, result 6.4%, 2.6 points below]{link}. (source 1)\n"
        in seed["briefs/650000-2023.md"]
    )


def test_what_a_heading_says_is_not_said_again_below_it(seed: dict[str, str]) -> None:
    for status in statuses().values():
        for heading, words in (
            (status.label_zh, f"，{status.label_zh}。"),
            (status.label_en.capitalize(), f" {status.label_en.capitalize()}."),
        ):
            section = re.search(
                rf"^### . {re.escape(heading)}[：:](.+?)^### ", seed["briefs/650000-2023.md"], re.MULTILINE | re.DOTALL
            )
            lines = [] if section is None else [line for line in section[1].splitlines() if line.startswith("- ")]
            # Only what a margin made met says so, and why.
            assert not [line for line in lines if words in line and "左右" not in line and '"about"' not in line], (
                heading
            )
    assert not [words for words in ("承诺", "判定为", "Set:", "Promised") if words in "".join(seed.values())]


def test_groups_stand_in_the_order_of_verdicts_each_with_its_sign_and_in_them_topics(seed: dict[str, str]) -> None:
    brief = seed["briefs/650000-2023.md"]
    headings = re.findall(r"^### (.+)$", brief, re.MULTILINE)
    with_targets = {"met": 16, "near": 2, "missed": 5, "not_comparable": 1, "no_data": 9}
    named = [statuses()[code] for code in with_targets]
    assert headings[:8] == [
        *(f"{status.sign} {status.label_zh}：{count}项" for status, count in zip(named, with_targets.values(), strict=True)), "来源", "方法", "引用",
    ]  # fmt: skip
    assert headings[8] == f"{statuses()['met'].sign} Met: 16 targets"
    assert headings[11].endswith(": 1 target")
    topics = {row["name_zh"]: place for place, row in enumerate(codelists.read("topics"))}
    for section in brief.split("## English")[0].split("### ")[1:6]:
        places = [topics[name] for name in re.findall(r"^\*\*(.+)\*\*$", section, re.MULTILINE)]
        assert places == sorted(set(places)) and places


def test_both_forms_say_the_same(seed: dict[str, str]) -> None:
    page = " ".join(Page(seed["briefs/650000-2023.html"]).text.split())
    for line in seed["briefs/650000-2023.md"].splitlines():
        if line.startswith(("- ", "**")):
            plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", line.removeprefix("- ").strip("*"))
            assert plain.replace("&amp;", "&") in page, plain


def test_sources_are_named_once_numbered_linked_dated_and_counted(seed: dict[str, str]) -> None:
    brief = seed["briefs/650000-2023.md"]
    assert "报告：[2023年新疆维吾尔自治区政府工作报告](http://www.xinjiang.gov.cn/" in brief
    assert re.search(
        r"^1\. \[2024年新疆维吾尔自治区政府工作报告\]\(.*，2024年1月30日（.+，用于10项）$", brief, re.MULTILINE
    )
    assert re.search(r", 30 January 2024 \(.+; used for 10 targets\)$", brief, re.MULTILINE)
    assert brief.count("2024年新疆维吾尔自治区政府工作报告") == 2, "once a language"
    chinese = brief.split("## English")[0]
    assert set(re.findall(r"（来源(\d+)）", chinese)) == set(re.findall(r"^(\d+)\. ", chinese, re.MULTILINE))


def test_every_link_within_the_html_has_its_place_there(seed: dict[str, str]) -> None:
    html = seed["briefs/650000-2023.html"]
    for link in Page(html).links:
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in html, link


def test_the_html_is_read_in_the_dark_and_printed_in_ink(seed: dict[str, str]) -> None:
    html = seed["briefs/650000-2023.html"]
    assert "prefers-color-scheme: dark" in html and "color-scheme: light dark" in html
    assert "#fff" not in html.split("</style>")[0].split("body {")[1].split("@media print")[0], (
        "a fixed ground would stay white"
    )


def test_the_html_needs_nothing_from_outside(seed: dict[str, str]) -> None:
    html = seed["briefs/650000-2023.html"]
    assert not {"script", "img", "link", "iframe"} & set(Page(html).tags)
    assert "default-src 'none'" in html
    assert "@media print" in html
    assert not re.search(r"url\(|@import", html)


def test_english_sentences_hold_no_chinese_but_names_of_things_and_no_minus_or_space_before_a_percent_sign(
    seed: dict[str, str],
) -> None:
    english = seed["briefs/650000-2023.md"].split("## English")[1].split("### Sources")[0]
    facts = re.findall(r"\[([^\]]+)\]\(\.\./", english)
    assert len(facts) == 33
    assert not [words for words in facts if re.search(r"[\u4e00-\u9fff]|\d %|[-−]\d|\d\.\d*0 ", words)]
    assert "target at least 5 million tonnes, result 5.11 million" in english
    assert "target 42 billion cubic metres" in english


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        ({"met": 1}, "1项目标都有结果可比：1项实现。", "The one target has a comparable result: one was met."),
        ({"missed": 1, "no_number": 1}, "2项目标中，1项有结果可比：1项未实现。其余1项没有可用的结果：1项没有数值。",
         "Of 2 targets, one has a comparable result: one was missed. One has no usable result: one sets no number."),
        ({"no_number": 2, "met": 12}, "14项目标中，12项有结果可比：12项实现（100%）。其余2项没有可用的结果：2项没有数值。",
         "Of 14 targets, 12 have a comparable result: 12 were met (100%). Two have no usable result: two set no number."),
        ({"no_number": 3}, "3项目标都没有可用的结果：3项没有数值。", "None of the three targets has a usable result: three set no number."),
        ({"no_number": 1}, "1项目标都没有可用的结果：1项没有数值。", "The one target has no usable result: one sets no number."),
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
    assert headline_zh({"no_data": 1, "no_number": 1}) in brief and "1项没有数值" in brief
    assert "### ○ 没有数值：1项" in brief and "### ○ No number: 1 target" in brief


def test_a_package_of_facts_has_no_briefs() -> None:
    facts = definition(text="none")
    assert briefs(facts, "1.0.0", contents(facts, tables())) == {}
    assert briefs(definition(), "1.0.0", contents(facts, tables())) == {}


def test_a_package_without_statistics_or_regions_has_briefs_without_sources() -> None:
    few = contents(definition(tables=("reports", "targets", "outcomes")), tables())
    brief = briefs(definition(), "1.0.0", few)["briefs/650000-2023.md"]
    assert "新疆维吾尔自治区2023年" in brief
    assert "（来源1）" not in brief


def test_a_report_without_targets_has_no_brief() -> None:
    both = definition(regions=("650000", "620000"))
    files = briefs(both, "1.0.0", contents(both, tables()))
    assert {name.split("/")[1][:6] for name in files} == {"650000"}


def test_the_same_tables_give_the_same_briefs_whatever_their_order() -> None:
    package = contents(definition(), tables())
    turned = package | {"statistics": package["statistics"].reverse(), "outcomes": package["outcomes"].sort(pl.col("target_id"), descending=True)}  # fmt: skip
    assert briefs(definition(), "1.0.0", package) == briefs(definition(), "1.0.0", turned)


def test_a_package_without_a_page_has_briefs_without_links_to_one() -> None:
    alone = definition(formats=("parquet", "csv", "briefs"))
    for brief in briefs(alone, "1.0.0", contents(alone, tables())).values():
        assert "index.html" not in brief


def test_every_link_of_a_brief_leads_somewhere_in_the_unpacked_zip(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    done = publish(definition(), tables(), {"targets": 0}, 0, folder)
    (archive,) = (folder / done.path).glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "unpacked")
    (top,) = (tmp_path / "unpacked").iterdir()
    pages = [*top.glob("briefs/*.html"), *top.glob("briefs/*.md"), top / "README.md"]
    assert len(pages) == 3
    rows = set(re.findall(r"650000-2023@\d+", (top / "index.html").read_text(encoding="utf-8")))
    for page in pages:
        content = page.read_text(encoding="utf-8")
        links = Page(content).links if page.suffix == ".html" else re.findall(r"\]\(([^)]+)\)", content)
        for link in links:
            place, _, fragment = link.partition("#")
            if not place.startswith("http"):
                assert not place or (page.parent / place).resolve().is_file(), f"{page.name}: {link}"
                assert fragment in rows or not place.endswith("index.html") or not fragment, f"{page.name}: {link}"
