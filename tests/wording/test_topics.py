"""What a target is about follows from its code, else from the words of its name."""

import polars as pl
import pytest

from pipelines.wording.topics import topic, with_topic
from schemas import codelists

TOPICS = {row["topic_id"] for row in codelists.read("topics")}


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("农村中小学教师周转宿舍", "education"),
        ("“农村”公路", "transport"),
        ("亿元以上工业项目", "investment"),
        ("工业企业", "industry"),
        ("养老机构护理型床位", "welfare"),
        ("乡镇卫生院床位", "health"),
        ("服务业增加值占地区生产总值比重", "services"),
        ("占地区生产总值比重", "economy"),
        ("粮食综合生产能力", "agriculture"),
        ("重点企业", "industry"),
        ("无此物", "other"),
        ("", "other"),
    ],
)
def test_a_name_is_about_what_it_ends_with_and_a_share_about_its_part(name: str, about: str) -> None:
    assert topic(name, 2021) == about


def test_every_row_has_a_topic_its_code_first_and_keeps_its_place() -> None:
    rows = pl.DataFrame(
        {
            "indicator": ["某公路", "生产总值", "无此物", "某公路"],
            "indicator_id": [None, "gdp", None, "no_such_code"],
            "year": [2001, 2002, 2003, 2004],
        }
    )
    assert with_topic(rows)["topic"].to_list() == ["transport", "economy", "other", "other"]
    assert with_topic(rows).drop("topic").equals(rows)


def test_rows_without_a_name_to_look_up_are_none_too() -> None:
    rows = pl.DataFrame(schema={"indicator": pl.String, "indicator_id": pl.String, "year": pl.Int32})
    assert with_topic(rows).columns == ["indicator", "indicator_id", "year", "topic"]


def test_no_indicator_is_left_to_other_and_every_topic_has_one() -> None:
    assert {row["topic"] for row in codelists.read("indicators")} == TOPICS - {"other"}
    assert {row["topic"] for row in codelists.read("topic_words")} == TOPICS - {"other"}


def test_a_word_of_topics_is_written_as_names_are_looked_up() -> None:
    words = [row["word"] for row in codelists.read("topic_words")]
    assert [word for word in words if codelists.as_listed(word) != word] == []
