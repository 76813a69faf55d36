"""What was annotated of the parts of reports is read, counted and learned from."""

from pathlib import Path

import pytest

from pipelines.measuring import parts
from pipelines.measuring.parts import Annotated, Label
from tools import learn_parts

ANNOTATED = Path(__file__).parent / "parts.tsv"
TEXT = (
    "一、2023年工作回顾\n去年粮食产量60万吨。\n二、2024年工作安排\n粮食产量62万吨。\n名词解释\n粮食：指稻谷60万吨。\n"
)
PLAN = TEXT.index("二、")


def annotated(*labels: Label) -> Annotated:
    return Annotated("某市/2024.md", "0" * 64, labels)


def test_every_annotated_report_begins_at_its_first_character_and_its_parts_follow_each_other() -> None:
    reports = parts.read(ANNOTATED)
    assert len(reports) >= 150
    for report in reports:
        starts = [label.start for label in report.labels]
        assert starts[0] == min(starts) and len(set(starts)) == len(starts)
        assert {label.part for label in report.labels} <= {"review", "plan", "end"}
        assert len(report.text_sha256) == 64
    assert len({report.path for report in reports}) == len(reports)


def test_the_annotations_hold_no_words_of_a_report() -> None:
    columns = ANNOTATED.read_text(encoding="utf-8").splitlines()[0].split("\t")
    assert columns == ["path", "text_sha256", "start", "part", "years", "doubtful"]


@pytest.mark.parametrize(
    ("labels", "wrong"),
    [
        ((Label(0, "review", False), Label(PLAN, "plan", False)), 0),
        ((Label(0, "plan", False),), 1),
        ((Label(0, "review", False),), 1),
        ((Label(0, "plan", True), Label(PLAN, "plan", False)), 0),
        ((Label(0, "review", False), Label(PLAN, "end", False)), 1),
    ],
)
def test_a_row_is_wrong_where_its_tense_is_not_that_of_the_part_and_doubts_count_for_nothing(
    labels: tuple[Label, ...], wrong: int
) -> None:
    assert parts.count(annotated(*labels), TEXT, 2024).wrong == wrong


def test_a_report_is_bad_where_more_than_a_fifth_of_its_rows_is_wrong() -> None:
    counted = [parts.Wrong("a", 2, 10), parts.Wrong("b", 3, 10), parts.Wrong("c", 0, 0)]
    assert parts.summary(counted) == (5, 20, 1)


def test_a_report_whose_text_is_another_is_left_out() -> None:
    report = annotated(Label(0, "plan", False))
    assert parts.at_hand([report], lambda path: (TEXT, "1" * 64, 2024)) == []
    assert parts.at_hand([report], lambda path: (TEXT, "0" * 64, 2024)) == [(report, TEXT, 2024)]


def test_the_same_annotations_give_the_same_weights_and_the_words_of_a_review_weigh_for_it() -> None:
    report = annotated(Label(0, "review", False), Label(PLAN, "plan", False), Label(TEXT.index("名词"), "end", False))
    examples = [learn_parts.example(report, TEXT, 2024)]
    first, second = learn_parts.learned(examples), learn_parts.learned(examples)
    assert first == second
    review, plan, _ = first["heading", "回顾"]
    assert review > plan
    assert first["heading", "名词解释"][2] > 0
