"""Sentences stand in three parts, of which why_zh and why_en are the sum; nobody has to cut them."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.wording import sentences
from pipelines.wording.sentences import explained, in_parts
from schemas import codelists

NUMBER = pl.Decimal(24, 6)
TYPES = {
    "status": pl.String, "tolerance_used": pl.Boolean, "period_open": pl.Boolean, "comparator": pl.String, "indicator": pl.String,
    "name_en": pl.String, "action": pl.String, "measure": pl.String, "bound": pl.String, "value": NUMBER, "value_high": NUMBER,
    "unit": pl.String, "actual_bound": pl.String, "actual_printed": NUMBER, "actual_unit": pl.String, "derived": pl.Boolean,
    "about": NUMBER, "near": NUMBER, "tolerance_unit": pl.String, "actual_name": pl.String, "comparability_reason": pl.String,
}  # fmt: skip
OUTPUT = {
    "status": "met", "tolerance_used": False, "period_open": False, "indicator": "钢产量", "name_en": "Steel output", "measure": "amount",
    "bound": "at_least", "value": Decimal(300), "unit": "万吨", "actual_printed": Decimal("3.1"), "actual_unit": "百万吨", "derived": False,
    "about": Decimal(2), "near": Decimal(5), "tolerance_unit": "percent",
}  # fmt: skip
GROWTH = OUTPUT | {
    "indicator": "外贸", "name_en": "Trade", "measure": "growth", "bound": "about", "value": Decimal(7), "unit": "%",
    "actual_printed": Decimal("6.9"), "actual_unit": "%", "about": Decimal("0.5"), "near": Decimal(1), "tolerance_unit": "pp",
}  # fmt: skip
STEP = {"status": "no_data", "comparator": "与经济增长同步", "value": None, "unit": None, "bound": None}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in TYPES} for row in rows], schema=TYPES)


def parts(row: dict[str, Any], language: str) -> tuple[str, str, str]:
    return tuple(in_parts(frame(row))[language][0].values())  # type: ignore[return-value]


CASES = {
    "met_within": GROWTH | {"tolerance_used": True},
    "met": OUTPUT,
    "near": GROWTH | {"status": "near"},
    "missed": OUTPUT | {"status": "missed"},
    "undetermined": OUTPUT | {"status": "undetermined", "actual_bound": "about"},
    "not_comparable": OUTPUT
    | {"status": "not_comparable", "actual_name": "粗钢产量", "comparability_reason": "scope_broader"},
    "open": OUTPUT | {"status": "pending", "period_open": True},
    "pending": OUTPUT | {"status": "pending"},
    "no_number": OUTPUT | STEP,
    "no_data": OUTPUT | {"status": "no_data"},
}


@pytest.mark.parametrize(
    ("case", "zh", "en"),
    [
        ("met_within", ("承诺", "外贸增长7%左右，实际6.9%", "，与承诺相差不超过0.5个百分点，按“左右”判定为实现。"),
         ("Set: ", "Trade up about 7 %; actual: 6.9 %", "; within 0.5 percentage points of the target, which says 左右 (about): met.")),
        ("met", ("承诺", "钢产量300万吨以上，实际3.1百万吨", "，判定为实现。"),
         ("Set: ", "Steel output at least 3 million t; actual: 3.1 million t", ": met.")),
        ("near", ("承诺", "外贸增长7%左右，实际6.9%", "，未达到，但相差不超过1个百分点，判定为接近（不计入实现）。"),
         ("Set: ", "Trade up about 7 %; actual: 6.9 %", "; not reached, but within 1 percentage point: near (counts as not met).")),
        ("missed", ("承诺", "钢产量300万吨以上，实际3.1百万吨", "，相差超过5%，判定为未实现。"),
         ("Set: ", "Steel output at least 3 million t; actual: 3.1 million t", "; more than 5 % away: missed.")),
        ("undetermined", ("承诺", "钢产量300万吨以上", "；公布的数字只是界限或约数（约3.1百万吨），无法判定。"),
         ("Set: ", "Steel output at least 3 million t", "; the published figure is only a bound or an approximation (about 3.1 million t): undetermined.")),
        ("not_comparable", ("承诺", "钢产量300万吨以上", "；公布的是粗钢产量3.1百万吨，范围更宽，不可比。"),
         ("Set: ", "Steel output at least 3 million t", "; published is 粗钢产量, 3.1 million t; broader scope: not comparable.")),
        ("open", ("承诺", "钢产量300万吨以上", "；目标期尚未结束。"), ("Set: ", "Steel output at least 3 million t", "; the period is not over.")),
        ("pending", ("承诺", "钢产量300万吨以上", "；数字尚未公布。"), ("Set: ", "Steel output at least 3 million t", "; the figure is not due yet.")),
        ("no_number", ("承诺", "钢产量与经济增长同步", "；没有承诺具体数值，尚未判定。"),
         ("Set: ", "Steel output 与经济增长同步", "; no number is set, not judged yet.")),
        ("no_data", ("承诺", "钢产量300万吨以上", "；没有找到公布的数字。"), ("Set: ", "Steel output at least 3 million t", "; no published figure was found.")),
    ],
)  # fmt: skip
def test_a_sentence_says_the_facts_and_then_what_follows(case: str, zh: tuple[str, ...], en: tuple[str, ...]) -> None:
    assert parts(CASES[case], "zh") == zh
    assert parts(CASES[case], "en") == en


def test_the_explanation_of_the_table_is_the_sum_of_the_parts_with_units_as_printed() -> None:
    rows = frame(*CASES.values())
    whole, cut = explained(rows), in_parts(rows)
    assert list(whole["why_zh"]) == ["".join(sentence.values()) for sentence in cut["zh"]]
    assert whole["why_en"][1] == "Set: Steel output at least 300 万吨; actual: 3.1 百万吨: met."
    assert whole["why_en"][3].endswith("; more than 5% away: missed.")
    rates = [row for row in CASES.values() if row["unit"] == "%"]
    assert list(explained(frame(*rates))["why_en"]) == [
        "".join(part.values()) for part in in_parts(frame(*rates))["en"]
    ]


def test_no_name_is_taken_for_the_end_of_the_facts_or_for_a_quantity() -> None:
    odd = OUTPUT | {"indicator": "；判定为达到5万吨以上60%的县，相差超过", "name_en": "No 5 万吨; no 60%: met"}
    assert parts(odd, "zh")[1] == "；判定为达到5万吨以上60%的县，相差超过300万吨以上，实际3.1百万吨"
    assert parts(odd, "en")[1] == "No 5 万吨; no 60%: met at least 3 million t; actual: 3.1 million t"


def test_an_indicator_that_no_codelist_has_keeps_its_name_in_english() -> None:
    assert parts(OUTPUT | {"name_en": None}, "en")[1].startswith("钢产量 at least 3 million t; actual")


def test_a_figure_that_was_worked_out_is_told_as_such() -> None:
    assert parts(GROWTH | {"derived": True}, "zh")[1].endswith("实际6.9%（由两年数值推算）")
    assert parts(GROWTH | {"derived": True}, "en")[1].endswith("actual: 6.9 % (from the levels of two years)")


def test_rows_stay_in_their_order_and_none_is_lost_whatever_its_status() -> None:
    rows = frame(*CASES.values(), OUTPUT | {"status": "not_on_the_codelist"})
    shuffled = rows.sample(fraction=1, shuffle=True, seed=3)
    assert explained(shuffled).select(*TYPES).equals(shuffled)
    assert in_parts(rows.clear()).height == 0
    assert explained(rows)["why_zh"][-1] == "承诺钢产量300万吨以上；。"


def test_every_status_has_a_wording_of_its_own_in_both_languages() -> None:
    assert set(codelists.codes("status")) <= set(sentences._ZH)
    assert set(sentences._ZH) == set(sentences._EN)
