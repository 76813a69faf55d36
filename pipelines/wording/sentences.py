"""One plain sentence why a target got its verdict: what was promised, what came, which rule decided.

Belongs here: wording. Does not: any decision (``outcomes.sql``). There can be half a million rows, so a sentence is an expression over
all rows of one wording.
"""

import re

import polars as pl

from schemas import codelists
from schemas.contract import SCALE

_ZH = {
    "met_within": "承诺{promised}，实际{actual}，与承诺相差不超过{about}，按“左右”判定为实现。",
    "met": "承诺{promised}，实际{actual}，判定为实现。",
    "near": "承诺{promised}，实际{actual}，未达到，但相差不超过{near}，判定为接近（不计入实现）。",
    "missed": "承诺{promised}，实际{actual}，相差超过{near}，判定为未实现。",
    "undetermined": "承诺{promised}；公布的数字只是界限或约数（{actual}），无法判定。",
    "not_comparable": "承诺{promised}；公布的是{name}{actual}，{reason}，不可比。",
    "open": "承诺{promised}；目标期尚未结束。",
    "pending": "承诺{promised}；数字尚未公布。",
    "no_number": "承诺{promised}；没有承诺具体数值，尚未判定。",
    "no_data": "承诺{promised}；没有找到公布的数字。",
}
_EN = {
    "met_within": "Promised: {promised}; actual: {actual}; within {about} of the promise, which says 左右 (about): met.",
    "met": "Promised: {promised}; actual: {actual}: met.",
    "near": "Promised: {promised}; actual: {actual}; not reached, but within {near}: near (counts as not met).",
    "missed": "Promised: {promised}; actual: {actual}; more than {near} away: missed.",
    "undetermined": "Promised: {promised}; the published figure is only a bound or an approximation ({actual}): undetermined.",
    "not_comparable": "Promised: {promised}; published is {name}, {actual}; {reason}: not comparable.",
    "open": "Promised: {promised}; the period is not over.",
    "pending": "Promised: {promised}; the figure is not due yet.",
    "no_number": "Promised: {promised}; no number is promised, not judged yet.",
    "no_data": "Promised: {promised}; no published figure was found.",
}
# Which of them a row gets.
_CASE = (
    pl.when((pl.col("status") == "met") & pl.col("tolerance_used"))
    .then(pl.lit("met_within"))
    .when((pl.col("status") == "pending") & pl.col("period_open"))
    .then(pl.lit("open"))
    .when((pl.col("status") == "no_data") & pl.col("comparator").is_not_null())
    .then(pl.lit("no_number"))
    .otherwise(pl.col("status"))
)
_AFTER_ZH = {"exact": "", "about": "左右", "at_least": "以上", "at_most": "以内"}
_BEFORE_EN = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
_ACTUAL_ZH = {"exact": "", "at_least": "至少", "at_most": "至多", "about": "约"}
_UP_ZH, _DOWN_ZH = {"growth": "增长", "change": "增加"}, {"growth": "下降", "change": "减少"}
_UP_EN, _DOWN_EN = {"growth": "up ", "change": "up by "}, {"growth": "down ", "change": "down by "}

_FALLS = (pl.col("value") < 0) & pl.col("measure").is_in(["growth", "change"])


def explained(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``outcomes.sql`` with ``why_zh`` and ``why_en``."""
    zh, en = _parts_zh(), _parts_en()
    numbered = rows.with_row_index("place").with_columns(case=_CASE)
    told = [
        numbered.filter(case=case).with_columns(why_zh=_filled(_ZH[case], zh), why_en=_filled(_EN[case], en))
        for case in _ZH
    ]
    return pl.concat(told).sort("place").drop("place", "case")


def _parts_zh() -> dict[str, pl.Expr]:
    """What stands in the braces of a wording in Chinese."""
    verb = _word("measure", _UP_ZH, _DOWN_ZH)
    number = _joined("action", "indicator", verb, _number(), "unit", _word("bound", _AFTER_ZH, _turned(_AFTER_ZH)))
    worked_out = pl.when("derived").then(pl.lit("（由两年数值推算）"))
    points = pl.when(pl.col("tolerance_unit") == "pp").then(pl.lit("个百分点")).otherwise(pl.lit("%"))
    return {
        "promised": pl.coalesce(pl.col("indicator") + pl.col("comparator"), number),
        "actual": _joined(_word("actual_bound", _ACTUAL_ZH), _printed("actual_printed"), "actual_unit", worked_out),
        "about": _printed("about") + points,
        "near": _printed("near") + points,
        "name": pl.col("actual_name"),
        "reason": _word("comparability_reason", codelists.labels("comparability_reason", "zh")),
    }


def _parts_en() -> dict[str, pl.Expr]:
    """What stands in the braces of a wording in English."""
    blank, verb = pl.lit(" "), _word("measure", _UP_EN, _DOWN_EN)
    before = _word("bound", _BEFORE_EN, _turned(_BEFORE_EN))
    number = _joined("name_en", blank, verb, before, _number(), blank + pl.col("unit"))
    worked_out = pl.when("derived").then(pl.lit(" (from the levels of two years)"))
    return {
        "promised": pl.coalesce(pl.col("name_en") + blank + pl.col("comparator"), number),
        "actual": _joined(
            _word("actual_bound", _BEFORE_EN), _printed("actual_printed"), blank, "actual_unit", worked_out
        ),
        "about": _printed("about") + _points_en("about"),
        "near": _printed("near") + _points_en("near"),
        "name": pl.col("actual_name"),
        "reason": _word("comparability_reason", codelists.labels("comparability_reason", "en")),
    }


def _filled(wording: str, parts: dict[str, pl.Expr]) -> pl.Expr:
    """A wording, its braces filled with the parts of these names."""
    names = re.findall(r"\{(\w+)\}", wording)
    return pl.format(re.sub(r"\{\w+\}", "{}", wording), *[parts[name].fill_null("") for name in names])


def _joined(*parts: str | pl.Expr) -> pl.Expr:
    """Texts one after the other, of columns and expressions; an empty cell is no text."""
    return pl.concat_str(*parts, ignore_nulls=True)


def _word(column: str, words: dict[str, str], falling: dict[str, str] | None = None) -> pl.Expr:
    """The word for a code; another where a fall is promised. Null where there is none."""
    rising = pl.col(column).replace_strict(words, default=None, return_dtype=pl.String)
    if falling is None:
        return rising
    return pl.when(_FALLS).then(_word(column, falling)).otherwise(rising)


def _turned(words: dict[str, str]) -> dict[str, str]:
    """Words for the bounds of a fall, which is printed without its sign: a fall by 3%以上 is at most -3."""
    return words | {"at_least": words["at_most"], "at_most": words["at_least"]}


def _number() -> pl.Expr:
    """The promised number as printed, of a range both ends; a fall without its sign, its smaller end first."""
    high = pl.col("value_high")
    first = pl.when(_FALLS).then(pl.coalesce(high, "value").abs()).otherwise("value")
    last = pl.when(_FALLS & high.is_not_null()).then(pl.col("value").abs()).otherwise(high)
    return _joined(_printed(first), pl.lit("–") + _printed(last))


def _points_en(name: str) -> pl.Expr:
    one = pl.when(pl.col(name) == 1).then(pl.lit(" percentage point")).otherwise(pl.lit(" percentage points"))
    return pl.when(pl.col("tolerance_unit") == "pp").then(one).otherwise(pl.lit("%"))


def _printed(number: str | pl.Expr) -> pl.Expr:
    """A number as people print it: no trailing zeros."""
    given = pl.col(number) if isinstance(number, str) else number
    # With a fixed scale there is always a point, before which no zero is stripped.
    return given.cast(pl.Decimal(24, SCALE)).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
