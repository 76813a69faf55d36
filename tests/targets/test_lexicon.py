"""Words are looked up whole, the longest first, wherever the lexicon says so."""

import re

import pytest

from pipelines.targets import lexicon
from pipelines.targets.lexicon import Words


def test_of_the_words_that_fit_the_longest_counts() -> None:
    words = Words(["建", "新建", "改扩建", "开工建设"])
    assert words.at_start("新建学校") == "新建"
    assert words.at_end("全面开工建设") == "开工建设"
    assert words.at_end("改扩建") == "改扩建"
    assert words.at_start("学校") == words.at_end("") == ""


def test_a_word_may_be_an_expression_and_counts_after_the_plain_ones() -> None:
    words = Words(["第一季度", "第[一二]季", "上半年"])
    assert words.at_start("第一季度") == "第一季度"
    assert words.at_start("第二季度") == "第二季"
    assert words.at_end("力争第二季") == "第二季"


@pytest.mark.parametrize("name", sorted(path.stem for path in lexicon.FOLDER.glob("*.csv")))
def test_a_table_of_the_lexicon_has_words_and_none_twice_with_one_meaning(name: str) -> None:
    rows = [tuple(row.values()) for row in lexicon.read(name)]
    assert rows and all(row[0] for row in rows)
    assert len(rows) == len(set(rows))


def test_a_search_for_many_words_finds_what_each_of_them_would() -> None:
    pattern = lexicon.search_for(["新区", "新城(?!镇)", "(?<=某)片区", "[两三]{1,2}县", "开发区", "[一-龥]组团"])
    found = [match[0] for match in pattern.finditer("开发区、新城镇、新城、某片区、三县、两三县、北组团和新区")]
    assert not lexicon.search_for(()).search("开发区")
    assert found == ["开发区", "新城", "片区", "三县", "两三县", "组团", "新区"]


@pytest.mark.parametrize("word", ["新?区", "(?:新|老)区"])
def test_a_word_that_opens_with_another_expression_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="opens with an expression"):
        lexicon.search_for([word])


def test_alternatives_in_groups_match_what_they_would_one_after_another() -> None:
    words = ["新城区", "开发区(?!域)", "[新老]城", "新城", "开发", ".{2}县", "新区?域", "甲县"]
    grouped, plain = (re.compile(pattern) for pattern in (lexicon.alternatives(words), "|".join(words)))
    text = "新城区、开发区、开发区域、老城、新城、新域、新区域、乙丙县和甲县"
    assert grouped.findall(text) == plain.findall(text)
    assert not re.search(f"(?:{lexicon.alternatives(words)})$", "开发区域")


@pytest.mark.parametrize("name", sorted(path.stem for path in lexicon.FOLDER.glob("*.csv")))
def test_no_word_holds_two_words(name: str) -> None:
    bare = [re.sub(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]", "", next(iter(row.values()))) for row in lexicon.read(name)]
    assert not [word for word in bare if "|" in word]
