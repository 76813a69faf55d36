"""One plain sentence why a target got its verdict: what was set as a target, what came, how far the two are apart, which rule decided.

A sentence is written in three parts, so that whoever prints it need not cut it: a brief links the facts to their row, and leaves the end out
under a heading that says it. ``why_zh`` and ``why_en`` are the sum of the parts. Belongs here: wording. Does not: any decision
(``outcomes.sql``), or how a target, a result and a gap are said (``targets``). There can be half a million rows, so a sentence is an
expression over all rows of one wording.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import polars as pl

from pipelines.wording import periods
from pipelines.wording.names import name_en
from pipelines.wording.numbers import all_digits
from pipelines.wording.reasons import claim_en, claim_zh, difference_en, difference_zh, label
from pipelines.wording.rows import COLUMNS, said, texts, with_words


class Sentence(NamedTuple):
    """A sentence: of what it is, the facts (what was set as a target, what came of it and how far apart they are), and what follows."""

    before: str
    facts: str
    after: str


_NAME_ZH, _NAME_EN = "{when}{indicator}", "{indicator}{when}: "
_SET_ZH, _SET_EN = "目标{of}{target}", "{of}{target}"
_CAME_ZH, _CAME_EN = _SET_ZH + "，实际{result}{gap}", "{of}{beside}, result {result}{gap}"
_ZH = {
    "met_within": Sentence(_NAME_ZH, _CAME_ZH, "，在{allowed}的{about}以内，视为实现。"),
    "met": Sentence(_NAME_ZH, _CAME_ZH, "，实现。"),
    "within": Sentence(_NAME_ZH, _CAME_ZH, "。"),
    "near": Sentence(_NAME_ZH, _CAME_ZH, "，未达到，差距在{near}以内，属接近目标，不计入实现。"),
    "missed": Sentence(_NAME_ZH, _CAME_ZH, "，未实现。"),
    "held": Sentence("存疑待核：" + _NAME_ZH, _SET_ZH + "，公布的结果是{result}", "；{status_reason}，待人工核对，暂不判定。"),
    "undetermined": Sentence(_NAME_ZH, _SET_ZH, "；公布的结果是“{result}”，不足以判断是否达到。"),
    "no_side": Sentence(_NAME_ZH, _SET_ZH + "，实际{result}", "；不能确定越多越好还是越少越好，不作判定。"),
    "misread": Sentence(_NAME_ZH, _SET_ZH, "；经核对原文，报告的目标并非如此，不作判定。"),
    "not_comparable": Sentence(_NAME_ZH, _SET_ZH, "；已公布的{name}{result}{difference}，不作比较。"),
    "open": Sentence(_NAME_ZH, _SET_ZH, "；目标年是{target_year}年。"),
    "pending": Sentence(_NAME_ZH, _SET_ZH, "；结果预计{expected}前公布。"),
    "no_number": Sentence(_NAME_ZH, _SET_ZH, "；没有数值，不作判定。"),
    "no_data": Sentence(_NAME_ZH, _SET_ZH, "；未找到公布的结果。"),
    "silent": Sentence(_NAME_ZH, _SET_ZH, "；未找到公布的结果，次年报告未提及。"),
    "claimed": Sentence(_NAME_ZH, _SET_ZH, "；未找到公布的结果，次年报告{claim}。"),
}  # fmt: skip
_EN = {
    "met_within": Sentence(_NAME_EN, _CAME_EN, ", within the {about} that {allowed}. Met."),
    "met": Sentence(_NAME_EN, _CAME_EN, ". Met."),
    "within": Sentence(_NAME_EN, _CAME_EN, "."),
    "near": Sentence(_NAME_EN, _CAME_EN, ". Close, within {near}; counts as not met."),
    "missed": Sentence(_NAME_EN, _CAME_EN, ". Missed."),
    "held": Sentence("On hold. " + _NAME_EN, "target {target}, published result {result_alone}", "; {status_reason}, so it awaits a second reading."),
    "undetermined": Sentence(_NAME_EN, _SET_EN, '; the published result, "{result_alone}", does not settle it.'),
    "no_side": Sentence(_NAME_EN, "{of}{beside}, result {result}", "; it is not known whether more or less is better, so there is no verdict."),
    "misread": Sentence(_NAME_EN, _SET_EN, "; on a second reading the report does not set this target, so there is no verdict."),
    "not_comparable": Sentence(_NAME_EN, _SET_EN, "; the published {name}{result_alone}{difference}."),
    "open": Sentence(_NAME_EN, _SET_EN, "; the target year is {target_year}."),
    "pending": Sentence(_NAME_EN, _SET_EN, "; result expected by {expected}."),
    "no_number": Sentence(_NAME_EN, _SET_EN, "; no number was set, so there is no verdict."),
    "no_data": Sentence(_NAME_EN, _SET_EN, "; no published result was found."),
    "silent": Sentence(_NAME_EN, _SET_EN, "; no published result was found, and the next report does not mention it."),
    "claimed": Sentence(_NAME_EN, _SET_EN, "; no published result was found. The next report {claim}."),
}  # fmt: skip
# What a status says that has no wording of its own.
_ANY_ZH, _ANY_EN = Sentence(_NAME_ZH, _SET_ZH, "；{verdict}。"), Sentence(_NAME_EN, _SET_EN, "; {verdict}.")
# Which of them a row gets.
_CASE = (
    pl.when((pl.col("status") == "met") & pl.col("tolerance_used"))
    .then(pl.lit("met_within"))
    .when((pl.col("status") == "met") & pl.col("limit") & (pl.col("gap") <= 0) & pl.col("actual_bound").is_null())
    .then(pl.lit("within"))
    .when((pl.col("status") == "pending") & pl.col("period_open"))
    .then(pl.lit("open"))
    .when((pl.col("status") == "undetermined") & (pl.col("status_reason") == "polarity_unknown"))
    .then(pl.lit("no_side"))
    .when((pl.col("status") == "undetermined") & (pl.col("status_reason") == "reading"))
    .then(pl.lit("misread"))
    .when((pl.col("status") == "no_data") & pl.col("comparator").is_not_null())
    .then(pl.lit("no_number"))
    .when((pl.col("status") == "no_data") & pl.col("claim_about").is_not_null())
    .then(pl.lit("claimed"))
    .when((pl.col("status") == "no_data") & (pl.col("claim") == "silent"))
    .then(pl.lit("silent"))
    .otherwise(pl.col("status"))
)
# What the sentences read beside the columns of ``rows``, which rows of older packages may lack.
_READ: dict[str, Any] = {
    **dict.fromkeys(
        ("action", "status_reason", "claim", "claim_about", "comparability_reason", "actual_name", "actual_id", "actual_aspect", "price_basis",
         "tolerance_unit"), pl.String,
    ),
    **dict.fromkeys(("tolerance_used", "period_open", "derived"), pl.Boolean),
    **dict.fromkeys(("about", "near"), pl.Decimal(8, 2)),
}  # fmt: skip


def explained(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``outcomes.sql`` with ``why_zh`` and ``why_en``."""
    return _by_case(rows, lambda wording, fillings: _filled("".join(wording), fillings), ("why_zh", "why_en"))


def in_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with their sentences in parts, ``zh`` and ``en``: structs of ``before``, ``facts`` and ``after``."""
    return _by_case(rows, _struct, ("zh", "en"))


Written = Callable[[Sentence, Mapping[str, pl.Expr]], pl.Expr]


def _by_case(rows: pl.DataFrame, written: Written, names: tuple[str, str]) -> pl.DataFrame:
    """The rows with two columns, a sentence in Chinese and in English, written for all rows of a wording at once."""
    zh, en = _fillings_zh(), _fillings_en()
    worded = _prepared(rows)
    cases = sorted(set(worded["case"]))

    def columns(case: str) -> dict[str, pl.Expr]:
        return {names[0]: written(_ZH.get(case, _ANY_ZH), zh), names[1]: written(_EN.get(case, _ANY_EN), en)}

    written_rows = [worded.filter(case=case).select("row_of_sentence", **columns(case)) for case in cases]
    # Of no row at all there is a table too; Polars cannot write sentences of none.
    none = worded.clear(1).select("row_of_sentence", **columns("no_data")).clear()
    sentences = pl.concat([none, *written_rows]).sort("row_of_sentence")
    return rows.drop(names, strict=False).hstack(sentences.drop("row_of_sentence"))


def _prepared(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in words, with the wording that each gets."""
    # Without what no sentence says: rows may hold long texts.
    read: Mapping[str, Any] = {**COLUMNS, **_READ}
    lean = rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name) for name, dtype in read.items()
    )
    worded = with_words(lean).with_row_index("row_of_sentence")
    pending = pl.col("status") == "pending"
    dates = said(worded.filter(pending), ("period",), texts("expected") | {"target_year": pl.String}, _dates)
    without = worded.filter(pending.not_() | pending.is_null())
    # Polars formats no text of a column in pieces of which one is empty.
    worded = pl.concat([dates, without], how="diagonal").sort("row_of_sentence").rechunk()
    return worded.with_columns(case=_CASE)


def _dates(period: str | None) -> tuple[str | None, ...]:
    return (*periods.expected(period), periods.target_year(period)) if period else (None,) * 3


def _fillings_zh() -> dict[str, pl.Expr]:
    """What stands in the braces of a wording in Chinese."""
    worked_out = pl.when("derived").then(pl.lit("（由两年数值推算）"))
    points = pl.when(pl.col("tolerance_unit") == "pp").then(pl.lit("个百分点")).otherwise(pl.lit("%"))
    no_verb = (pl.col("limit") & pl.col("measure").is_in(["ratio", "amount"])) | pl.col("comparator").is_not_null()
    return {
        "when": pl.col("when_zh"),
        "indicator": _together("action", "indicator"),
        "of": pl.when(no_verb).then(pl.lit("为")),
        "target": pl.col("target_zh"),
        "result": _together("result_zh", worked_out),
        "gap": pl.lit("，") + pl.col("gap_zh"),
        "allowed": pl.when(_IS_ABOUT).then(pl.lit("“左右”允许")).otherwise(pl.lit("允许的误差")),
        "about": all_digits(pl.col("about")) + points,
        "near": all_digits(pl.col("near")) + points,
        "name": pl.when(_HAS_OTHER_NAME).then("actual_name"),
        "difference": difference_zh(),
        "status_reason": label("status_reason", "zh"),
        "verdict": pl.col("verdict_zh"),
        "claim": claim_zh(),
        "target_year": pl.col("target_year"),
        "expected": pl.col("expected_zh"),
    }


def _fillings_en() -> dict[str, pl.Expr]:
    """What stands in the braces of a wording in English."""
    worked_out = pl.when("derived").then(pl.lit(" (worked out from the levels of two years)"))
    # A limit is called so, and needs no "at most", where the gap says whether the result is within it.
    of_limit = pl.col("limit") & (pl.col("bound") == "at_most") & pl.col("gap_en").is_not_null()
    beside = pl.col("beside_en")
    own_name = name_en("actual_name", "actual_id")
    of_other = _HAS_OTHER_NAME & (own_name != pl.col("name_en"))
    return {
        "when": pl.when(pl.col("when_en") != "").then(pl.lit(", ") + pl.col("when_en")),
        "indicator": _begun(pl.col("name_en")),
        "of": pl.when(of_limit).then(pl.lit("limit ")).otherwise(pl.lit("target ")),
        "target": pl.coalesce("target_en", pl.lit("in words only")),
        "beside": pl.when(of_limit).then(beside.str.replace("at most ", "", literal=True)).otherwise(beside),
        "result": _together("behind_en", worked_out),
        "result_alone": _together("result_en", worked_out),
        "gap": pl.lit(", ") + pl.col("gap_en"),
        "allowed": pl.when(_IS_ABOUT).then(pl.lit('"about" allows')).otherwise(pl.lit("the method allows")),
        "about": all_digits(pl.col("about")) + _points_en("about"),
        "near": all_digits(pl.col("near")) + _points_en("near"),
        "name": pl.when(of_other).then(pl.lit("figure for ") + _within(own_name) + pl.lit(", ")),
        "difference": pl.when(of_other).then(pl.lit(", ")).otherwise(pl.lit(" ")) + difference_en(),
        "status_reason": label("status_reason", "en"),
        "verdict": pl.col("verdict_en"),
        "claim": claim_en(),
        "target_year": pl.col("target_year"),
        "expected": pl.col("expected_en"),
    }


_PROPER = "^(China|Chinese|Xinjiang|Tibet|Beijing|Party|Internet|Engel|Gini|Yangtze|Yellow River)"
_IS_ABOUT = pl.col("bound") == "about"
_HAS_OTHER_NAME = pl.col("actual_name").is_not_null() & (pl.col("actual_name") != pl.col("indicator"))


def _points_en(tolerance: str) -> pl.Expr:
    one = pl.when(pl.col(tolerance) == 1).then(pl.lit(" point")).otherwise(pl.lit(" points"))
    return pl.when(pl.col("tolerance_unit") == "pp").then(one).otherwise(pl.lit("%"))


def _begun(text: pl.Expr) -> pl.Expr:
    """A text as it begins a sentence."""
    return text.str.slice(0, 1).str.to_uppercase() + text.str.slice(1)


def _within(name: pl.Expr) -> pl.Expr:
    """A name as it stands within a sentence: without a capital, but for one that is a name or an abbreviation (GDP, China)."""
    capital = name.str.contains(r"^[A-Z][a-z]").and_(name.str.contains(_PROPER).not_())
    return pl.when(capital).then(name.str.slice(0, 1).str.to_lowercase() + name.str.slice(1)).otherwise(name)


def _together(*columns: str | pl.Expr) -> pl.Expr:
    """Texts one after the other; an empty cell is no text."""
    return pl.concat_str(*columns, ignore_nulls=True)


def _struct(wording: Sentence, fillings: Mapping[str, pl.Expr]) -> pl.Expr:
    return pl.struct(_filled(part, fillings).alias(name) for name, part in wording._asdict().items())


def _filled(wording: str, fillings: Mapping[str, pl.Expr]) -> pl.Expr:
    """A wording with its braces filled; what is empty is no text."""
    names = re.findall(r"\{(\w+)\}", wording)
    if not names:
        return pl.lit(wording)
    return pl.format(re.sub(r"\{\w+\}", "{}", wording), *[fillings[name].fill_null("") for name in names])
