"""Targets as people read them, in one language: where and when, what was set and what came, in words first; numbers and addresses behind.

Belongs here: which columns a reader has, in which order, and what they are called. Does not: the words of a cell (``wording``), or any form.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from pipelines.wording.rows import said, with_words
from pipelines.wording.topics import with_topic
from schemas import codelists
from schemas.contract import SCALE

LANGUAGES = ("zh", "en")


class Heading(NamedTuple):
    """What a column is called in both languages."""

    zh: str
    en: str


# What everybody reads.
FIRST = {
    "place": Heading("地区", "place"),
    "year": Heading("报告年份", "year of report"),
    "period": Heading("目标期", "target period"),
    "topic": Heading("主题", "topic"),
    "indicator": Heading("指标", "indicator"),
    "target": Heading("目标", "target"),
    "result": Heading("结果", "result"),
    "gap": Heading("与目标之差", "gap to target"),
    "verdict": Heading("判定", "verdict"),
    "whose_figure": Heading("数字由谁公布", "whose figure"),
    "source": Heading("来源", "source"),
    "claim": Heading("次年报告的说法", "what the next report says"),
    "target_id": Heading("目标编号", "id of the target"),
}
# Behind it why, and what is sorted and reckoned with.
BEHIND = {
    "why": Heading("判定说明", "why this verdict"),
    "quote": Heading("报告原文", "words of the report"),
    "value": Heading("目标值", "target as a number"),
    "value_high": Heading("区间上端", "upper end of a range"),
    "actual": Heading("结果值", "result as a number"),
    "gap_value": Heading("差值", "gap as a number"),
    "unit": Heading("单位", "unit"),
    "published": Heading("结果发布日期", "date of the result"),
    "source_url": Heading("来源地址", "address of the source"),
    "by_machine": Heading("英文名", "English name"),
}
HEADINGS = FIRST | BEHIND
_ITS_TARGET = re.compile(r"\bit$")
_OF_LIST = {"zh": "（所在清单）", "en": " (said of its list)"}
_BY_MACHINE = {"zh": "机器翻译", "en": "machine translation"}
# Numbers, and the columns that hold them: in Chinese in the unit of the report, in English in its base unit.
_NUMBERS = {"value": "value", "value_high": "value_high", "actual": "actual", "gap_value": "gap"}
_BASE: dict[str, Any] = dict.fromkeys((f"{name}_in_base" for name in _NUMBERS), pl.Decimal(36, SCALE)) | {
    "unit_of_base": pl.String
}
_AS_PRINTED = ("%", "‰")
# Columns that older packages lack.
_NEWER = ("action", "quote", "claim", "claim_about", "source_kind")


def in_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows as ``forms.rows.joined`` gives them with all that ``readable`` prints, for both languages at once."""
    missing = [pl.lit(None, pl.String).alias(name) for name in _NEWER if name not in rows.columns]
    rows = with_words(with_topic(rows.with_columns(missing)))
    rows = said(rows, ("gap_en",), {"gap_alone": pl.String}, lambda gap: (gap and alone(gap),))
    return said(rows, (*_NUMBERS.values(), "unit"), _BASE, _in_base_units)


def _in_base_units(*numbers_and_unit: Any) -> tuple[Any, ...]:
    """Numbers in the base unit of their unit, for who does not read 万吨; as printed where the unit is on no list."""
    *numbers, unit = numbers_and_unit
    base = codelists.base_unit(unit) if unit else None
    if base is None or unit in _AS_PRINTED:
        return (*numbers, unit)
    return (*(None if number is None else number * base[2] for number in numbers), base[1])


def readable(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """The columns of ``HEADINGS`` of rows ``in_words``, in a language; those behind that are empty in every row are left out."""
    columns = {
        "place": _called("region_code", _regions(language)),
        "year": pl.col("year"),
        "period": pl.coalesce(_filled(f"when_{language}"), pl.col("year").cast(pl.String)),
        "topic": _called("topic", _topics(language)),
        "indicator": _indicator(language),
        "target": pl.coalesce(_filled(f"target_{language}"), "comparator"),
        "result": pl.col(f"result_{language}"),
        "gap": pl.col("gap_zh") if language == "zh" else pl.col("gap_alone"),
        "verdict": pl.col(f"verdict_{language}"),
        "whose_figure": _called("source_kind", codelists.labels("source_kind", language)),
        "source": pl.col("source_title"),
        "claim": _claim(language),
        "target_id": pl.col("target_id"),
        "why": pl.col(f"why_{language}"),
        "quote": pl.col("quote") if language == "zh" else pl.lit(None, pl.String),
        **{name: pl.col(f"{name}_in_base" if language == "en" else column) for name, column in _NUMBERS.items()},
        "unit": pl.col("unit_of_base" if language == "en" else "unit"),
        "published": pl.col("published"),
        "source_url": pl.col("source_url"),
        "by_machine": pl.when("name_en_machine").then(pl.lit(_BY_MACHINE[language])),
    }
    shown = rows.select(column.alias(name) for name, column in columns.items())
    empty = [name for name in BEHIND if shown[name].null_count() == shown.height]
    return shown.drop(empty)


def alone(gap: str) -> str:
    """An English gap as it stands in a cell of its own: in a sentence its target goes before, 102% of it."""
    return _ITS_TARGET.sub("the target", gap)


def _indicator(language: str) -> pl.Expr:
    """In Chinese with its verb, 开工建设公租房; the English target says the verb itself."""
    if language == "en":
        return pl.col("name_en")
    return pl.concat_str("action", "indicator", ignore_nulls=True)


def _claim(language: str) -> pl.Expr:
    said = _called("claim", codelists.labels("claim", language))
    of_list = pl.when(pl.col("claim_about") == "list").then(pl.lit(_OF_LIST[language])).otherwise(pl.lit(""))
    return said + of_list


def _filled(name: str) -> pl.Expr:
    """A text of a column, null where it is empty."""
    return pl.when(pl.col(name) != "").then(name)


def _called(column: str, names: Mapping[str, str]) -> pl.Expr:
    """What codes are called; a code that is on no list stays."""
    return pl.col(column).replace_strict(names, default=pl.col(column), return_dtype=pl.String)


def _regions(language: str) -> dict[str, str]:
    return _names("regions", "region_code", language)


def _topics(language: str) -> dict[str, str]:
    return _names("topics", "topic_id", language)


@cache
def _names(codelist: str, code: str, language: str) -> dict[str, Any]:
    return {row[code]: row[f"name_{language}"] for row in codelists.read(codelist)}
