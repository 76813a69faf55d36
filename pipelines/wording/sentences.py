"""One plain sentence why a target got its verdict: what was set as a target, what came, which rule decided.

A sentence is written in three parts, so that whoever prints it need not cut it: a brief links the facts to their row. ``why_zh`` and
``why_en`` are the sum of the parts. Belongs here: wording. Does not: any decision (``outcomes.sql``). There can be half a million
rows, so a sentence is an expression over all rows of one wording.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

from pipelines.wording.bounds import BEFORE_EN, BEFORE_ZH
from pipelines.wording.numbers import all_digits
from pipelines.wording.targets import (
    Quantity,
    as_printed,
    by_code,
    concatenated,
    rates_as_printed,
    target_en,
    target_zh,
)
from schemas import codelists
from schemas.contract import SCALE


class Sentence(NamedTuple):
    """A sentence: what leads in, the facts (what was set as a target and what came of it), and what follows from them."""

    before: str
    facts: str
    after: str


_ZH = {
    "met_within": Sentence("承诺", "{target}，实际{actual}", "，与承诺相差不超过{about}，按“左右”判定为实现。"),
    "met": Sentence("承诺", "{target}，实际{actual}", "，判定为实现。"),
    "near": Sentence("承诺", "{target}，实际{actual}", "，未达到，但相差不超过{near}，判定为接近（不计入实现）。"),
    "missed": Sentence("承诺", "{target}，实际{actual}", "，相差超过{near}，判定为未实现。"),
    "held": Sentence("承诺", "{target}，实际{actual}", "；{status_reason}，存疑待核，原文未经再读不作判定。"),
    "undetermined": Sentence("承诺", "{target}", "；公布的数字只是界限或约数（{actual}），无法判定。"),
    "no_side": Sentence("承诺", "{target}，实际{actual}", "；这一指标以升为好还是以降为好没有依据，无法判定。"),
    "misread": Sentence("承诺", "{target}", "；再读原文，承诺并非如此，不作判定。"),
    "not_comparable": Sentence("承诺", "{target}", "；公布的是{name}{actual}，{reason}，不可比。"),
    "open": Sentence("承诺", "{target}", "；目标期尚未结束。"),
    "pending": Sentence("承诺", "{target}", "；数字尚未公布。"),
    "no_number": Sentence("承诺", "{target}", "；没有承诺具体数值，尚未判定。"),
    "no_data": Sentence("承诺", "{target}", "；没有找到公布的数字。"),
    "claimed": Sentence("承诺", "{target}", "；没有找到公布的数字。次年报告对{claim_about}的说法：{claim}。"),
}
_EN = {
    "met_within": Sentence("Set: ", "{target}; actual: {actual}", "; within {about} of the target, which says 左右 (about): met."),
    "met": Sentence("Set: ", "{target}; actual: {actual}", ": met."),
    "near": Sentence("Set: ", "{target}; actual: {actual}", "; not reached, but within {near}: near (counts as not met)."),
    "missed": Sentence("Set: ", "{target}; actual: {actual}", "; more than {near} away: missed."),
    "held": Sentence("Set: ", "{target}; actual: {actual}", "; {status_reason}: held until both texts are read again."),
    "no_side": Sentence("Set: ", "{target}; actual: {actual}", "; nothing says which side of the number is better: undetermined."),
    "misread": Sentence("Set: ", "{target}", "; read again, the report does not target this: undetermined."),
    "undetermined": Sentence("Set: ", "{target}", "; the published figure is only a bound or an approximation ({actual}): undetermined."),
    "not_comparable": Sentence("Set: ", "{target}", "; published is {name}, {actual}; {reason}: not comparable."),
    "open": Sentence("Set: ", "{target}", "; the period is not over."),
    "pending": Sentence("Set: ", "{target}", "; the figure is not due yet."),
    "no_number": Sentence("Set: ", "{target}", "; no number is set, not judged yet."),
    "no_data": Sentence("Set: ", "{target}", "; no published figure was found."),
    "claimed": Sentence("Set: ", "{target}", "; no published figure was found. The next report says of {claim_about}: {claim}."),
}  # fmt: skip
# What a status says that has no wording of its own.
_ANY_ZH, _ANY_EN = Sentence("承诺", "{target}", "；{status}。"), Sentence("Set: ", "{target}", "; {status}.")
# Which of them a row gets.
_CASE = (
    pl.when((pl.col("status") == "met") & pl.col("tolerance_used"))
    .then(pl.lit("met_within"))
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
    .otherwise(pl.col("status"))
)
# What rows of older packages do not say.
_NEWER = ("status_reason", "claim", "claim_about")
# The other end of a range, which a published figure does not have.
_NO_OTHER_END = pl.lit(None, pl.Decimal(24, SCALE))


def explained(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``outcomes.sql`` with ``why_zh`` and ``why_en``."""
    zh, en = _fillings_zh(), _fillings_en(as_printed, percent="%")

    def sentences(case: str) -> dict[str, pl.Expr]:
        return {"why_zh": _filled("".join(_wording_zh(case)), zh), "why_en": _filled("".join(_wording_en(case)), en)}

    return _by_case(rows, sentences)


def in_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with their sentences in parts, ``zh`` and ``en``: structs of ``before``, ``facts`` and ``after``.

    In English a quantity has an English unit, and a percent sign a space before it.
    """
    zh, en = _fillings_zh(), _fillings_en(rates_as_printed, percent=" %")

    def sentences(case: str) -> dict[str, pl.Expr]:
        return {"zh": _struct(_wording_zh(case), zh), "en": _struct(_wording_en(case), en)}

    return _by_case(rows, sentences)


def _by_case(rows: pl.DataFrame, sentences: Callable[[str], Mapping[str, pl.Expr]]) -> pl.DataFrame:
    """The rows with the columns that ``sentences`` gives for each wording; rows of older packages lack some."""
    missing = [pl.lit(None, pl.String).alias(name) for name in _NEWER if name not in rows.columns]
    numbered = rows.with_columns(missing).with_row_index("place").with_columns(case=_CASE)
    cases = sorted({"no_data", *numbered["case"]})  # of no row at all there is a table too
    return (
        pl.concat(numbered.filter(case=case).with_columns(**sentences(case)) for case in cases)
        .sort("place")
        .drop("place", "case")
    )


def _wording_zh(case: str) -> Sentence:
    return _ZH.get(case, _ANY_ZH)


def _wording_en(case: str) -> Sentence:
    return _EN.get(case, _ANY_EN)


def _fillings_zh() -> dict[str, pl.Expr]:
    """What stands in the braces of a wording in Chinese."""
    number = concatenated("action", "indicator", target_zh())
    worked_out = pl.when("derived").then(pl.lit("（由两年数值推算）"))
    points = pl.when(pl.col("tolerance_unit") == "pp").then(pl.lit("个百分点")).otherwise(pl.lit("%"))
    actual = all_digits(pl.col("actual_printed"))
    return {
        "target": pl.coalesce(pl.col("indicator") + pl.col("comparator"), number),
        "actual": concatenated(by_code("actual_bound", BEFORE_ZH), actual, "actual_unit", worked_out),
        "about": all_digits(pl.col("about")) + points,
        "near": all_digits(pl.col("near")) + points,
        "name": pl.col("actual_name"),
        "reason": by_code("comparability_reason", codelists.labels("comparability_reason", "zh")),
        "status": by_code("status", codelists.labels("status", "zh")),
        "status_reason": by_code("status_reason", codelists.labels("status_reason", "zh")),
        "claim": by_code("claim", codelists.labels("claim", "zh")),
        "claim_about": by_code("claim_about", codelists.labels("claim_about", "zh")),
    }


def _fillings_en(quantity: Quantity, percent: str) -> dict[str, pl.Expr]:
    """What stands in the braces of a wording in English, with its way to print a quantity and a percent sign."""
    name = pl.coalesce("name_en", "indicator") + pl.lit(" ")
    worked_out = pl.when("derived").then(pl.lit(" (from the levels of two years)"))
    actual = quantity(pl.col("actual_printed"), _NO_OTHER_END, pl.col("actual_unit"))
    return {
        "target": pl.coalesce(name + pl.col("comparator"), concatenated(name, target_en(quantity))),
        "actual": concatenated(by_code("actual_bound", BEFORE_EN), actual, worked_out),
        "about": all_digits(pl.col("about")) + _points_en("about", percent),
        "near": all_digits(pl.col("near")) + _points_en("near", percent),
        "name": pl.col("actual_name"),
        "reason": by_code("comparability_reason", codelists.labels("comparability_reason", "en")),
        "status": by_code("status", codelists.labels("status", "en")),
        "status_reason": by_code("status_reason", codelists.labels("status_reason", "en")),
        "claim": by_code("claim", codelists.labels("claim", "en")),
        "claim_about": by_code("claim_about", codelists.labels("claim_about", "en")),
    }


def _points_en(tolerance: str, percent: str) -> pl.Expr:
    one = pl.when(pl.col(tolerance) == 1).then(pl.lit(" percentage point")).otherwise(pl.lit(" percentage points"))
    return pl.when(pl.col("tolerance_unit") == "pp").then(one).otherwise(pl.lit(percent))


def _struct(wording: Sentence, fillings: Mapping[str, pl.Expr]) -> pl.Expr:
    return pl.struct(_filled(part, fillings).alias(name) for name, part in wording._asdict().items())


def _filled(wording: str, fillings: Mapping[str, pl.Expr]) -> pl.Expr:
    """A wording with its braces filled; what is empty is no text."""
    names = re.findall(r"\{(\w+)\}", wording)
    if not names:
        return pl.lit(wording)
    return pl.format(re.sub(r"\{\w+\}", "{}", wording), *[fillings[name].fill_null("") for name in names])
