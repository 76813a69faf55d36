"""Labels of codes and reasons of the rules are words for readers, in both languages."""

import re

import pytest

from schemas import codelists

AVOIDED_ZH = re.compile("承诺|兑现|食言|失败|量纲|界限词|度量|语法|哈希|规范文本|无数据")
AVOIDED_EN = re.compile(
    r"promise|pledge|kept|broken|failed|grammar|contract|canonical|candidate|codelist|vintage|actual", re.IGNORECASE
)
CHINESE = re.compile("[\u4e00-\u9fff]")
CODES = codelists.read("codes")


@pytest.mark.parametrize("column", ["label_zh", "description_zh"])
def test_chinese_words_of_codes_are_chinese_and_none_that_readers_do_not_use(column: str) -> None:
    for row in CODES:
        assert CHINESE.search(row[column]), row
        assert not AVOIDED_ZH.search(row[column]), row
        assert not re.search(r"[,;:()](?!\d)", row[column]), row


def test_english_words_of_codes_are_english_and_none_that_readers_do_not_use() -> None:
    for row in CODES:
        assert row["label_en"]
        assert not CHINESE.search(row["label_en"]), row
        assert not AVOIDED_EN.search(row["label_en"]), row


def test_no_two_codes_of_a_list_are_called_alike() -> None:
    for column in ("label_zh", "label_en"):
        names = [(row["codelist"], row[column]) for row in CODES]
        assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]


def test_every_margin_has_its_reason_in_both_languages() -> None:
    for row in codelists.read("verdict_rules"):
        assert not CHINESE.search(row["reference"]), row
        assert CHINESE.search(row["reference_zh"]), row
