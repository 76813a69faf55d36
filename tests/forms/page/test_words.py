"""What the page says, and where it says it from; no browser is needed."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.forms.page import Listed, index, page
from pipelines.forms.page.document import FOLDER, bundled
from pipelines.forms.page.language import words
from pipelines.forms.page.mark import mark
from pipelines.forms.page.package import contact
from pipelines.packages.definition import Definition, Owner
from schemas import codelists

Seed = tuple[Definition, dict[str, pl.DataFrame]]


def data(html: str) -> dict[str, Any]:
    block = re.search(r'<script type="text/plain" id="data">(.+?)</script>', html)
    assert block
    content: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(block[1])))
    return content


def test_the_headline_tells_every_count_with_its_denominator(html: str) -> None:
    text = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)))
    assert "70%" in text
    assert (
        "of the 23 targets with a comparable result were met (16); 39% are judged by the government's own next report."
        in text
    )
    assert "的目标实现（有结果可比的23项中的16项）；39%按政府次年报告自报的数字判定。" in text
    assert "For 10 of 33 targets there is no usable result: " in text
    assert "在33项目标中，10项没有可用的结果：" in text
    assert "2 came close, which counts as not met." in text


def test_the_page_is_under_a_megabyte_and_the_same_whenever_it_is_made(html: str, seed: Seed) -> None:
    definition, tables = seed
    again = page(definition, "2.0.0", tables, {"targets": 0}, {"targets.csv": 9000, "datapackage.json": 100_000})
    assert again == html
    assert len(html.encode()) < 1_000_000


def test_the_policy_lets_the_pages_own_scripts_run_and_nothing_else(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    scripts = re.findall(r"<script>(.+?)</script>", html, re.DOTALL)
    assert policy and len(scripts) == 2
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert f"script-src {' '.join(f'&#39;sha256-{sha}&#39;' for sha in hashes)};" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]


def test_nothing_is_fetched_only_linked_to(html: str) -> None:
    assert not re.findall(
        r'<(?:script|img|iframe|source)[^>]+src=|<link[^>]+href="(?!data:)|@import|url\(\s*["\']?http', html
    )


def test_all_words_are_there_in_both_languages_and_all_are_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in [*FOLDER.glob("*.py"), *FOLDER.glob("src/*")])
    for key, texts in words().items():
        assert set(texts) == {"zh", "en"}, key
        assert re.search(f"[\"']{key}[\"']", sources), key


CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_words_for_people_are_of_one_language_in_its_own_punctuation() -> None:
    for key, texts in words().items():
        assert not CHINESE.search(texts["en"]), key
        assert not re.search("[，。；：？！（）“”‘’]", texts["en"]), key
        assert not re.search(
            r"[\u3400-\u9fff}] ?[,;:!?()](?!\w)|[\u3400-\u9fff] (?![·=])|(?<![·=]) [\u3400-\u9fff]", texts["zh"]
        ), key


def test_no_target_is_a_pledge_and_no_word_is_of_our_engineering() -> None:
    ours = r"承诺|兑现|做到没有|无数据|量纲|界限|度量|语法|哈希|数据包|字节序"
    theirs = (
        r"promis|pledge|\bkept\b|\bactual|grammar|contract|canonical|candidate|codelist|\bbound\b|byte order|\bpackage"
    )
    for key, texts in words().items():
        assert not re.search(ours, texts["zh"]), key
        assert not re.search(theirs, re.sub(r"\{\w+\}", "", texts["en"])), key


def test_a_label_of_a_column_or_code_is_that_of_its_contract(html: str) -> None:
    content = data(html)
    assert content["columns"]["status"] == ["判定", "verdict"]
    assert content["codes"]["status"]["met"] == ["实现", "met"]


def test_a_package_of_facts_holds_no_sentence(seed: Seed) -> None:
    definition, tables = seed
    columns = ("quote", "section", "paragraph")
    facts = tables | {"targets": tables["targets"].drop(columns), "outcomes": tables["outcomes"].drop("claim_quote")}
    shown = page(replace(definition, text="none"), "1.0.0", facts, {}, {})
    assert not {*columns, "mark", "claim_quote"} & set(data(shown)["rows"])
    assert "力争原油产量3350万吨、天然气产量420亿立方米" in tables["targets"]["quote"].to_list()
    assert "力争原油产量" not in shown
    assert "Without quotations from the reports" in shown


@pytest.mark.parametrize(
    ("quote", "value", "more", "marked"),
    [
        ("增长7%左右", 2, {"unit": "%"}, "7%"),
        ("增长７．５％左右", 2, {"unit": "%"}, "７．５％"),
        ("建设2—3个园区", 2, {"unit": "个", "value_high": 3}, "2—3个"),
        ("种植2.5万—3万亩", 2, {"unit": "万亩", "value_high": 3}, "2.5万—3万亩"),
        ("培训1 000余人次", 2, {"unit": "人次"}, "1"),
        ("培训1000余人次", 2, {"unit": "人次"}, "1000余人次"),
        ("下降百分之四点五", 2, {"unit": "%"}, "百分之四点五"),
        ("三分之一的县", 0, {"unit": "%"}, "三分之一"),
        ("产值翻一番", 2, {"unit": "番"}, "翻一番"),
        ("产值过万亿元", 3, {"unit": "万亿元"}, "万亿元"),
        ("收入与经济增长同步", 2, {"unit": None, "comparator": "与经济增长同步"}, "与经济增长同步"),
        ("𬭎矿增长7%", 4, {"unit": "%"}, "7%"),
    ],
)
def test_the_value_is_marked_in_its_place(quote: str, value: int, more: dict[str, Any], marked: str) -> None:
    row = {
        "target_id": f"650000-2023@{100 + value}.2",
        "char_start": 100,
        "quote": quote,
        "value_high": None,
        "comparator": None,
    } | more
    place = mark(row)
    assert place
    assert quote[slice(*place)] == marked


def test_a_value_that_is_not_in_its_sentence_is_not_marked() -> None:
    row = {
        "target_id": "650000-2023@900",
        "char_start": 100,
        "quote": "增长7%",
        "unit": "%",
        "value_high": None,
        "comparator": None,
    }
    assert mark(row) is None


def test_an_error_goes_to_the_owners_mail_or_issue_tracker() -> None:
    assert (
        contact(Owner("We", contact="data@example.org"), "small 1.0.0")
        == "mailto:data@example.org?subject=small%201.0.0"
    )
    assert contact(Owner("We", contact="https://example.org/issues/new"), "") == "https://example.org/issues/new"
    assert contact(Owner("We", homepage="https://example.org"), "") == "https://example.org"
    assert contact(Owner("We"), "") is None


def test_the_list_of_packages_tells_what_each_holds(seed: Seed) -> None:
    definition, _ = seed
    counts = dict.fromkeys(codelists.codes("status"), 0) | {"met": 15, "missed": 7, "no_data": 11}
    listed = Listed(
        definition, "2.0.0", "a/2.0.0/index.html", "2024-12-31", 16, 1400, counts, {"1.0.0": "a/1.0.0/README.md"}
    )
    shown = index([listed], definition.owner)
    assert 'href="a/2.0.0/index.html"' in shown and 'href="a/1.0.0/README.md"' in shown
    assert "of the 22 targets with a comparable result were met (15)" in shown
    assert "No data set is published yet." in index([], definition.owner)


def test_the_bundle_carries_the_licence_of_every_library() -> None:
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in wanted.items():
        assert f"{name} {version}" in bundled("licences.txt")


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
    assert all(re.fullmatch(r"[\d.]+", version) for version in lock["packages"][""]["dependencies"].values())
    assert not Path(FOLDER / "bundle" / "node_modules").exists()
