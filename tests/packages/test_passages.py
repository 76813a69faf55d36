"""The sentence of a target, and the ones around it, as a package with text holds them."""

import polars as pl
import pytest

from pipelines.packages.definition import parse
from pipelines.packages.passages import passages, sentences_of
from schemas.errors import InputError

REPORT = "620000-2031"
TEXT = "甘肃省政府工作报告\n　　一、增长预期。今年地区生产总值增长6%左右，粮食产量稳定在1200万吨以上。我们要稳字当头！\n=新增就业30万人"


def row(word: str) -> dict[str, object]:
    """The passage of the target whose clause begins with a word of the text."""
    targets = pl.DataFrame({"target_id": [f"{REPORT}@9"], "report_id": [REPORT], "char_start": [TEXT.index(word)]})
    return passages(targets, pl.DataFrame({"report_id": [REPORT], "text": [TEXT]})).row(0, named=True)


def test_a_target_has_its_sentence_and_those_of_its_paragraph_before_and_after():
    assert row("粮食产量") == {
        "target_id": f"{REPORT}@9",
        "before": "一、增长预期。",
        "sentence": "今年地区生产总值增长6%左右，粮食产量稳定在1200万吨以上。",
        "sentence_start": TEXT.index("今年"),
        "after": "我们要稳字当头！",
    }


def test_a_heading_is_no_neighbour_and_a_spreadsheet_takes_no_sentence_for_a_formula():
    passage = row("新增就业")
    assert (passage["before"], passage["sentence"], passage["after"]) == (None, "新增就业30万人", None)


@pytest.mark.parametrize("text", [TEXT, "", "。。。", "一句。\n\n\n又一句。”还有"])
def test_every_sentence_stands_where_it_says(text):
    assert all(text[each.start : each.end] == each.words for each in sentences_of(text))


def test_a_target_whose_text_is_not_at_hand_has_no_passage():
    targets = pl.DataFrame({"target_id": [f"{REPORT}@9"], "report_id": [REPORT], "char_start": [3]})
    assert passages(
        targets, pl.DataFrame({"report_id": [REPORT], "text": [None]}, schema_overrides={"text": pl.String})
    ).is_empty()


def test_a_package_of_facts_cannot_ask_for_sentences(tmp_path):
    entry = '[[package]]\nname = "x"\ntitle_zh = "目标"\ntitle_en = "targets"\nregions = []\nyears = []\ntext = "none"\ntables = ["targets", "passages"]\n'
    with pytest.raises(InputError, match="passages holds nothing but sentences"):
        parse(entry.encode(), tmp_path / "definitions.toml")
