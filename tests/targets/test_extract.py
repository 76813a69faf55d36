"""What holds for any text: offsets, ids, and that nothing is raised."""

import gc
import random
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reports.lookup import read_file
from pipelines.targets.extract import extract
from pipelines.targets.tables import tables

ROOT = Path(__file__).resolve().parents[2]
SEED = read_file(ROOT / "raw" / "reports" / "650000" / "2023.txt").text
PIECES = st.sampled_from(
    [
        "地区生产总值",
        "增长",
        "7%",
        "左右",
        "，",
        "。",
        "\n",
        "一、",
        "分别",
        "、",
        "和",
        "由",
        "提高到",
        "1152个",
        "老旧小区",
        "新建",
        "翻一番",
        "百分之",
        "亿元",
        "(",
        "“",
        "”",
        "—",
        "２０％",
        "\u200b",
        "到2030年",
        "5-6",
        "其中",
        "*",
        "#",
        "=",
        "𬭎",
        "%",
        "△",
        "□",
    ]
)


def keeps_its_offsets(text: str) -> None:
    for row in extract(text, "650000", 2023):
        assert text[row["char_start"] : row["char_end"]] == row["quote"]
        at = int(row["target_id"].split("@")[1].split(".")[0])
        assert row["char_start"] <= at < row["char_end"]


@given(st.text())
def test_any_unicode_is_read_without_raising(text: str) -> None:
    keeps_its_offsets(text)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300)
def test_any_mixture_of_what_reports_are_made_of_keeps_its_offsets(text: str) -> None:
    keeps_its_offsets(text)


@given(st.integers(0, len(SEED)), st.integers(0, len(SEED)))
@settings(max_examples=50, deadline=None)
def test_a_truncated_report_keeps_its_offsets(start: int, end: int) -> None:
    keeps_its_offsets(SEED[start:end])


def test_a_report_with_shuffled_lines_keeps_its_offsets() -> None:
    lines = SEED.split("\n")
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        keeps_its_offsets("\n".join(lines))


def test_blanks_and_full_width_signs_inside_a_sentence_change_nothing_but_offsets() -> None:
    plain = extract("粮食产量稳定在240亿斤以上。", "620000", 2023)
    spaced = extract("粮食 产量\u200b稳定在　２４０ 亿斤以上。", "620000", 2023)
    same = ("indicator", "value", "unit", "bound", "measure", "value_base")
    assert [{name: row[name] for name in same} for row in spaced] == [
        {name: row[name] for name in same} for row in plain
    ]
    assert spaced[0]["quote"] == "粮食 产量\u200b稳定在　２４０ 亿斤以上"


def test_without_region_and_year_the_id_is_the_offset_alone() -> None:
    (row,) = extract("粮食产量240亿斤。")
    assert (row["target_id"], row["report_id"], row["period"]) == ("@4", None, None)


def test_one_value_for_two_names_gives_two_ids() -> None:
    rows = extract("基本养老保险、基本医疗保险参保率保持在95%以上。", "650000", 2023)
    assert [row["target_id"] for row in rows] == ["650000-2023@19", "650000-2023@19.2"]


def test_the_strength_is_that_of_the_clause_or_of_the_paragraphs_lead() -> None:
    rows = extract("今年预期目标如下。粮食产量60亿斤，确保棉花产量5万吨。\n造林3万亩。", "650000", 2023)
    assert [(row["indicator"], row["strength"]) for row in rows] == [
        ("粮食产量", "expect"),
        ("棉花产量", "ensure"),
        ("造林", "plan"),
    ]


def test_a_sentence_of_ten_million_characters_is_read() -> None:
    # Were any step quadratic in the length of a sentence, this would take hours.
    text = "切实抓好经济社会发展各项工作，" * 650_000 + "粮食产量60亿斤。"
    assert [row["indicator"] for row in extract(text, "650000", 2023)] == ["粮食产量"]


@pytest.mark.parametrize(
    "piece",
    [
        "地区生产总值增长7%左右，",
        "7%",
        "、",
        "由100元提高到",
        "“",
        "百分之一",
        "5-",
        "分别增长",
        "(",
        "一二三",
        "1,111",
        "达到",
        "力争",
    ],
)
def test_eight_times_the_text_takes_no_more_than_twenty_times_as_long(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))

        def once() -> float:
            begin = time.process_time()
            extract(text, "650000", 2023)
            return time.process_time() - begin

        return min(once() for _ in range(2))

    # Of a step that is quadratic in the length it would be sixty-four times.
    assert seconds(160_000) <= 20 * max(seconds(20_000), 0.002)


def test_a_stream_of_reports_needs_no_more_memory_than_one() -> None:
    def peak(reports: int) -> int:
        tracemalloc.start()
        for number in range(reports):
            for rows in tables(SEED.replace("新疆", f"新{number}疆"), "650000", 2023).values():
                assert isinstance(rows, list)
            gc.collect()  # tuples that Python keeps to use again
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    tables(SEED, "650000", 2023)  # what is loaded once
    assert peak(40) < 3 * peak(2)


@pytest.mark.parametrize(
    ("recited", "stated"),
    [
        ("县人大会议通过的2030年主要指标是：粮食产量增长9%，林果产量增长8%。", "执行的结果是，粮食产量增长4%。"),
        ("在提高效益的前提下，争取粮食产量增长9%。", "结果粮食产量增长4%，争取到项目资金7亿元。"),
        ("立足抗灾夺丰收，力争粮食产量达到9万吨。", "粮食产量达到4万吨。"),
    ],
)
def test_what_a_review_recites_of_the_plan_is_no_result(recited: str, stated: str) -> None:
    text = f"2031年某县政府工作报告\n一、2030年工作回顾\n{recited}{stated}\n二、2031年工作安排\n粮食产量增长5%。\n"
    rows = extract(text, "620000", 2031)
    values = {int(row["value"]) for row in rows if row["tense"] == "achieved"}
    assert 4 in values
    assert values.isdisjoint({9, 8})
    assert [int(row["value"]) for row in rows if row["tense"] == "target"] == [5]
