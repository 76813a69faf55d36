"""Sentences stand in three parts, of which why_zh and why_en are the sum; they hold the gap, and are sentences of their own language."""

import re
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.wording import sentences
from pipelines.wording.rows import COLUMNS, with_words
from pipelines.wording.sentences import explained, in_parts
from schemas import codelists

D = Decimal
TYPES = {**COLUMNS, **sentences._READ}
# Names and codes of the codelist, whatever they are called there in English.
STEEL = {"indicator": "钢产量", "indicator_id": "crude_steel_output"}
OUTPUT = {
    **STEEL, "status": "met", "tolerance_used": False, "period_open": False, "measure": "amount", "polarity": "more", "bound": "at_least",
    "value": D(300), "unit": "万吨", "year": 2020, "period": "2020", "period_kind": "year", "actual_name": "钢产量",
    "actual_printed": D("3.1"), "actual_unit": "百万吨", "gap": D(10), "attainment": D("1.033333"), "derived": False, "about": D(2), "near": D(5),
    "tolerance_unit": "percent",
}  # fmt: skip
GROWTH = OUTPUT | {
    "indicator": "外贸", "indicator_id": None, "measure": "growth", "bound": "about", "value": D(7), "unit": "%", "gap": D("-0.1"),
    "attainment": None, "actual_name": "外贸", "actual_printed": D("6.9"), "actual_unit": "%", "about": D("0.5"), "near": D(1),
    "tolerance_unit": "pp",
}  # fmt: skip
PRICES = GROWTH | {
    "indicator": "居民消费价格", "indicator_id": "cpi", "polarity": "ceiling", "bound": "at_most", "value": D(3), "gap": D("-2.8"),
    "actual_name": "居民消费价格", "actual_printed": D("0.2"),
}  # fmt: skip
STEP = {"status": "no_data", "comparator": "与经济增长同步", "value": None, "unit": None, "bound": None}
CPI = next(row["name_en"] for row in codelists.read("indicators") if row["indicator_id"] == "cpi")
NOT_A_NAME = {"indicator": "翻新的路灯", "indicator_id": None, "actual_name": "翻新的路灯"}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in TYPES} for row in rows], schema=TYPES)


def why(row: dict[str, Any]) -> tuple[str, str]:
    explanation = explained(frame(row)).row(0, named=True)
    return explanation["why_zh"], explanation["why_en"]


NEW = OUTPUT | NOT_A_NAME
CASES = {
    "met_within": GROWTH | {"tolerance_used": True},
    "met": NEW,
    "within": PRICES,
    "near": GROWTH | {"status": "near"},
    "missed": GROWTH | {"status": "missed", "actual_printed": D("0.3"), "gap": D("-6.7")},
    "held": NEW | {"status": "held", "status_reason": "amount_far"},
    "undetermined": GROWTH | {"status": "undetermined", "actual_bound": "about"},
    "no_side": NEW | {"status": "undetermined", "status_reason": "polarity_unknown", "polarity": "neutral"},
    "misread": NEW | {"status": "undetermined", "status_reason": "reading"},
    "not_comparable": NEW | {"status": "not_comparable", "aspect": "addition", "actual_aspect": "level", "comparability_reason": "addition"},
    "other_name": NEW | {"status": "not_comparable", "actual_name": "各类路灯", "comparability_reason": "scope_broader"},
    "prices": GROWTH | {"status": "not_comparable", "price_basis": "real", "comparability_reason": "price_basis"},
    "open": NEW | {"status": "pending", "period_open": True, "period": "2020/2030", "period_kind": "end"},
    "pending": NEW | {"status": "pending"},
    "no_number": GROWTH | STEP,
    "no_data": NEW | {"status": "no_data"},
    "silent": NEW | {"status": "no_data", "claim": "silent"},
    "claimed": NEW | {"status": "no_data", "claim": "fulfilled", "claim_about": "target"},
    "of_a_list": NEW | {"status": "no_data", "claim": "partly", "claim_about": "list"},
}  # fmt: skip
TEXTS = {
    "met_within": ("外贸目标增长7%左右，实际增长6.9%，低于目标0.1个百分点，在“左右”允许的0.5个百分点以内，视为实现。",
                   '外贸: target growth of about 7%, result 6.9%, 0.1 points below, within the 0.5 points that "about" allows. Met.'),
    "met": ("翻新的路灯目标300万吨以上，实际310万吨，完成103%，实现。",
            "翻新的路灯: target at least 3 million tonnes, result 3.1 million, 103% of it. Met."),
    "within": ("居民消费价格目标上涨3%以内，实际上涨0.2%，在目标以内。", f"{CPI}: limit a rise of 3%, result 0.2%, within it."),
    "near": ("外贸目标增长7%左右，实际增长6.9%，低于目标0.1个百分点，未达到，差距在1个百分点以内，属接近目标，不计入实现。",
             "外贸: target growth of about 7%, result 6.9%, 0.1 points below. Close, within 1 point; counts as not met."),
    "missed": ("外贸目标增长7%左右，实际增长0.3%，低于目标6.7个百分点，未实现。",
               "外贸: target growth of about 7%, result 0.3%, 6.7 points below. Missed."),
    "held": ("存疑待核：翻新的路灯目标300万吨以上，公布的结果是310万吨；数量与目标相差过大，待人工核对，暂不判定。",
             "On hold. 翻新的路灯: target at least 3 million tonnes, published result 3.1 million tonnes; amount too far from the target, so it "
             "awaits a second reading."),
    "undetermined": ("外贸目标增长7%左右；公布的结果是“增长约6.9%”，不足以判断是否达到。",
                     '外贸: target growth of about 7%; the published result, "growth of about 6.9%", does not settle it.'),
    "no_side": ("翻新的路灯目标300万吨以上，实际310万吨；不能确定越多越好还是越少越好，不作判定。",
                "翻新的路灯: target at least 3 million tonnes, result 3.1 million; it is not known whether more or less is better, so there is "
                "no verdict."),
    "misread": ("翻新的路灯目标300万吨以上；经核对原文，报告的目标并非如此，不作判定。",
                "翻新的路灯: target at least 3 million tonnes; on a second reading the report does not set this target, so there is no verdict."),
    "not_comparable": ("翻新的路灯目标300万吨以上；已公布的310万吨是年末总量，目标是本年新增，口径不同，不作比较。",
                       "翻新的路灯: target at least 3 million tonnes; the published 3.1 million tonnes counts what is in place at year end, the "
                       "target what is added in the year; not compared."),
    "other_name": ("翻新的路灯目标300万吨以上；已公布的各类路灯310万吨，统计范围更宽，不作比较。",
                   "翻新的路灯: target at least 3 million tonnes; the published figure for 各类路灯, 3.1 million tonnes, is not compared: "
                   "wider coverage."),
    "prices": ("外贸目标增长7%左右；已公布的增长6.9%按现价计算，目标按不变价格，口径不同，不作比较。",
               "外贸: target growth of about 7%; the published growth of 6.9% is at current prices, the target at constant prices; not compared."),
    "open": ("到2030年翻新的路灯目标300万吨以上；目标年是2030年。",
             "翻新的路灯, by 2030: target at least 3 million tonnes; the target year is 2030."),
    "pending": ("翻新的路灯目标300万吨以上；结果预计2021年3月前公布。",
                "翻新的路灯: target at least 3 million tonnes; result expected by March 2021."),
    "no_number": ("外贸目标为与经济增长同步；没有数值，不作判定。",
                  "外贸: target in step with economic growth; no number was set, so there is no verdict."),
    "no_data": ("翻新的路灯目标300万吨以上；未找到公布的结果。",
                "翻新的路灯: target at least 3 million tonnes; no published result was found."),
    "silent": ("翻新的路灯目标300万吨以上；未找到公布的结果，次年报告未提及。",
               "翻新的路灯: target at least 3 million tonnes; no published result was found, and the next report does not mention it."),
    "claimed": ("翻新的路灯目标300万吨以上；未找到公布的结果，次年报告称已完成。",
                "翻新的路灯: target at least 3 million tonnes; no published result was found. The next report says: done."),
    "of_a_list": ("翻新的路灯目标300万吨以上；未找到公布的结果，次年报告就所在清单称部分完成。",
                  "翻新的路灯: target at least 3 million tonnes; no published result was found. The next report says of its list of projects: "
                  "partly done."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_says_target_result_and_gap_and_then_what_follows(case: str) -> None:
    assert why(CASES[case]) == TEXTS[case]


def test_the_explanation_of_the_table_is_the_sum_of_the_parts() -> None:
    rows = frame(*CASES.values())
    whole, cut = explained(rows), in_parts(rows)
    for language in ("zh", "en"):
        assert list(whole[f"why_{language}"]) == ["".join(sentence.values()) for sentence in cut[language]]
    assert all(sentence["before"] and sentence["facts"] and sentence["after"] for sentence in cut["en"])


def test_deeds_are_said_in_both_languages() -> None:
    homes = NEW | {"action": "开工建设", "aspect": "start", "unit": "万套", "value": D("4.1"), "actual_printed": D("4.2"), "actual_unit": "万套",
                   "bound": "exact", "attainment": D("1.02439"), "gap": D("0.1")}  # fmt: skip
    zh, en = why(homes)
    assert zh == "开工建设翻新的路灯目标4.1万套，实际4.2万套，完成102%，实现。"
    assert re.fullmatch(r"翻新的路灯: target to start( building)? 41,000, result 42,000, 102% of it\. Met\.", en)


def test_a_figure_that_was_worked_out_is_told_as_such() -> None:
    zh, en = why(GROWTH | {"derived": True})
    assert "实际增长6.9%（由两年数值推算）" in zh
    assert "result 6.9% (worked out from the levels of two years)" in en


def test_a_verdict_on_a_limit_and_one_that_waits_have_words_of_their_own() -> None:
    rows = with_words(
        frame(PRICES, GROWTH, CASES["open"], CASES["pending"], PRICES | {"gap": D("0.3"), "status": "near"})
    )
    assert list(rows["verdict_zh"]) == ["控制在目标以内", "实现", "未到目标年", "待公布", "接近目标"]
    assert list(rows["verdict_en"]) == [
        "within the limit",
        "met",
        "target year not reached",
        "not due yet",
        "close (not met)",
    ]


def test_words_of_a_target_alone_need_no_columns_of_an_outcome() -> None:
    rows = with_words(frame(GROWTH).select("indicator", "measure", "bound", "value", "value_high", "unit"))
    assert rows.row(0, named=True) == rows.row(0, named=True) | {
        "target_zh": "增长7%左右", "target_en": "growth of about 7%", "result_zh": None, "gap_en": None, "name_en": "外贸",
    }  # fmt: skip


def test_no_name_is_taken_for_the_end_of_the_facts_or_for_a_quantity() -> None:
    odd = OUTPUT | {"indicator": "；判定为达到5万吨以上{60%}的县，相差超过", "indicator_id": None}
    parts = in_parts(frame(odd)).row(0, named=True)
    assert parts["zh"]["before"] == "；判定为达到5万吨以上{60%}的县，相差超过"
    assert parts["zh"]["facts"] == "目标300万吨以上，实际310万吨，完成103%"


def test_rows_stay_in_their_order_and_none_is_lost_whatever_its_status() -> None:
    rows = frame(*CASES.values(), OUTPUT | {"status": "not_on_the_codelist"})
    shuffled = rows.sample(fraction=1, shuffle=True, seed=3)
    assert explained(shuffled).select(*TYPES).equals(shuffled)
    assert in_parts(rows.clear()).height == 0
    assert explained(rows)["why_zh"][-1] == "钢产量目标300万吨以上；。"


def test_every_status_has_a_wording_of_its_own_in_both_languages() -> None:
    assert set(codelists.codes("status")) <= set(sentences._ZH)
    assert set(sentences._ZH) == set(sentences._EN)


NUMBERS = st.decimals(min_value=D("-1000"), max_value=D(90000), places=2)
ANY_ROW = st.fixed_dictionaries(
    {
        "indicator": st.just("某事"), "actual_name": st.sampled_from(["某事", "另一事"]), "year": st.just(2020), "polarity": st.sampled_from(codelists.codes("polarity")),
        "measure": st.sampled_from(codelists.codes("measure")), "bound": st.sampled_from(codelists.codes("bound")), "value": NUMBERS,
        "value_high": st.none(), "unit": st.sampled_from(["%", "‰", "万亩", "亿斤", "万人次", "亿元", "个", "万千瓦", "个百分点", "亿美元", "公里", "万户"]),
        "actual_printed": NUMBERS, "actual_bound": st.sampled_from([None, "about", "at_least", "at_most"]),
        "status": st.sampled_from(codelists.codes("status")), "status_reason": st.sampled_from([None, *codelists.codes("status_reason")]),
        "comparability_reason": st.sampled_from(codelists.codes("comparability_reason")), "tolerance_used": st.booleans(),
        "period_open": st.booleans(), "derived": st.booleans(), "period": st.sampled_from(["2020", "2025", "2021/2025"]),
        "period_kind": st.sampled_from(codelists.codes("period_kind")), "claim": st.sampled_from([None, *codelists.codes("claim")]),
        "claim_about": st.sampled_from([None, *codelists.codes("claim_about")]), "action": st.sampled_from([None, "新建", "开工", "从未听说的动作"]),
        "aspect": st.sampled_from(codelists.codes("aspect")), "actual_aspect": st.sampled_from(codelists.codes("aspect")),
        "price_basis": st.sampled_from(codelists.codes("price_basis")),
    }
)  # fmt: skip


def judged(row: dict[str, Any]) -> dict[str, Any]:
    """A row with what the steps would have worked out."""
    value, figure = row["value"], row["actual_printed"]
    share = (figure / value).quantize(D("0.000001")) if value and row["measure"] == "amount" else None
    return row | {
        "actual_unit": row["unit"],
        "gap": figure - value,
        "attainment": share,
        "about": D("0.2"),
        "near": D("0.5"),
        "tolerance_unit": "pp",
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_ROW, min_size=4, max_size=12))
def test_every_sentence_is_one_of_its_language(rows: list[dict[str, Any]]) -> None:
    for zh, en in explained(frame(*map(judged, rows))).select("why_zh", "why_en").iter_rows():
        assert not re.search(r"(下降|减少|上涨|增长|增加|提高)约?[−-]", zh), zh
        assert not re.search(r"(fall|growth|rise|increase) of (about |at least |at most )?[−-]", en), en
        assert not re.search("[\u3000-\u303f\uff00-\uffef“”]", en), en
        assert not re.search("[\u4e00-\u9fff]", en.replace("另一事", "").replace("某事", "")), en
        assert not re.search(r"[,:;()] ?[\u4e00-\u9fff]|[\u4e00-\u9fff][,:;()]", zh), zh
        assert not re.search(r"(\d) %|\d %", zh + en), (zh, en)
        assert zh.endswith("。")
        assert en.endswith(".")
        assert "null" not in zh + en
        assert "None" not in zh + en
        assert "  " not in en
        without_years = re.sub(r"\b(20\d\d)(–\d\d)?", "", en)
        for number in re.findall(r"\d[\d,]*", re.sub(r"\.\d+", "", without_years)):
            assert number.strip(",") == f"{int(number.replace(',', '')):,}", en


@settings(max_examples=150, deadline=None)
@given(NUMBERS, NUMBERS, st.sampled_from(["growth", "ratio"]))
def test_the_gap_in_a_sentence_is_what_its_numbers_say(value: D, figure: D, measure: str) -> None:
    row = judged(
        {**GROWTH, "measure": measure, "bound": "exact", "value": value, "actual_printed": figure, "unit": "%"}
    )
    words = with_words(frame(row)).row(0, named=True)
    apart = abs(figure - value)
    if apart == 0:
        assert words["gap_en"] in ("on target",)
    else:
        assert words["gap_en"].partition(" ")[0].replace(",", "") == f"{apart.normalize():f}"
        assert words["gap_zh"].strip("高于低目标降幅比大小与相差个百分点").replace(",", "") == f"{apart.normalize():f}"
    printed = f"{abs(figure).normalize():f}"
    assert figure == 0 or printed in words["result_zh"].replace(",", "")
    assert figure == 0 or printed in words["result_en"].replace(",", "")
