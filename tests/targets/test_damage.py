"""Of a figure that is damaged nothing is read but why; what stands beside it is read as beside any figure."""

import polars as pl
import pytest

from pipelines.explaining.explain import readings as explained
from pipelines.targets.extract import extract
from pipelines.targets.tables import read_reports


def rows(sentence: str) -> list[tuple[str, str]]:
    return [(row["indicator"], f"{row['value']:f}{row['unit']}") for row in extract(sentence, "650000", 2031)]


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("今年地区生产总值达到７１$1.$2５亿元，增长８％。", [("地区生产总值", "8%")]),
        ("今年财政收入增长１$1.$2％，新建学校２０所。", [("学校", "20所")]),
        (r"今年财政收入增长1\1.\2%，新建学校20所。", [("学校", "20所")]),
        ("今年一、二、三产业分别增长$1.$2％、１$1.$2％和９％。", [("第三产业", "9%")]),
        ("今年财政收入增长6?5%，新建学校20所。", [("学校", "20所")]),
        ("今年财政收入增长6\ufffd5%，新建学校20所。", [("学校", "20所")]),
        ("今年规模以上工\ufffd\ufffd增加值增长8%，完成500亿元。新建学校20所。", [("学校", "20所")]),
    ],
)
def test_a_damaged_figure_is_no_row_and_its_neighbours_are(sentence: str, read: list[tuple[str, str]]) -> None:
    assert rows(sentence) == read


def test_explain_says_that_it_is_damaged() -> None:
    reasons = [parsed.reason or "" for _, parsed in explained("今年财政收入增长１$1.$2％。")]
    assert any("it is damaged: 1$1.$2%" in reason for reason in reasons)


def test_a_damaged_figure_stands_among_the_rejects_with_its_clause_and_the_reason() -> None:
    text = "一、2030年工作回顾\n去年财政收入增长１$1.$2％。\n二、2031年工作安排\n今年地区生产总值增长７$1.$2％，新建学校20所。"
    report = {"report_id": "650000-2031", "region_code": "650000", "year": 2031, "text": text}
    split = read_reports(pl.DataFrame([report]))
    assert split["targets"].good["indicator"].to_list() == ["学校"]
    (target,), (achieved,) = (split[table].rejects.to_dicts() for table in ("targets", "achieved"))
    assert (target["column"], target["year"]) == ("value", 2031)
    assert "7$1.$2% is no number" in target["reason"] and "今年地区生产总值增长７$1.$2％" in target["record"]
    assert "去年财政收入增长１$1.$2％" in achieved["record"]
