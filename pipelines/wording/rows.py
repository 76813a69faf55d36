"""Targets and results of many rows in words: columns beside those of ``outcomes``.

There can be half a million rows, so what is said is worked out once for all rows that say the same. Belongs here: which columns the words
come from. Does not: the words (``targets``, ``verbs``, ``names``, ``periods``), or whole sentences (``sentences``).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl

from pipelines.wording import periods, targets, verbs
from pipelines.wording.names import name_en, name_en_machine
from pipelines.wording.targets import Came, Set
from schemas import codelists
from schemas.contract import DIGITS, SCALE

_NUMBER = pl.Decimal(DIGITS + SCALE, SCALE)
# What the words come from; a table that lacks one of them is as if it were empty.
COLUMNS: dict[str, Any] = {
    **dict.fromkeys(
        ("indicator", "indicator_id", "action", "aspect", "measure", "bound", "unit", "comparator", "period", "period_kind", "status", "polarity",
         "actual_bound", "actual_unit"), pl.String,
    ),
    "year": pl.Int32, "period_open": pl.Boolean,
    **dict.fromkeys(("value", "value_high", "actual", "actual_printed", "gap", "attainment"), _NUMBER),
}  # fmt: skip
_SET = ("measure", "bound", "value", "value_high", "unit", "comparator", "manner", "noun", "deed", "over")
_CAME = ("actual_printed", "actual_unit", "actual_bound", "gap", "attainment", "limit", "more_is_better")
# What is said of a deed that has no English, by its aspect.
_BY_ASPECT = {"start": "start", "completion": "complete", "addition": "add"}
# A limit that was not passed has a word of its own for its verdict.
_OF_LIMITS = "status_of_limit"
# And what is pending because its time is not over has one.
_OF_OPEN = "status_of_open"


def with_words(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their targets, results, gaps and verdicts in words.

    Args:
        rows: with the columns of a target, and of its outcome where they have one: ``actual`` in the target's unit, or ``actual_printed`` and
            ``actual_unit`` as the source has it. A column of ``COLUMNS`` that is not there is empty.

    Returns:
        the rows with these texts, all of them in both languages (``_zh``, ``_en``): ``target`` (增长7%左右, growth of about 7%; null where it is
        a comparison that has no English), ``result`` (增长6.8%, growth of 6.8%; null without a figure), ``gap`` (低于目标0.2个百分点,
        0.2 points below; null where nothing says so), ``verdict`` (the label of ``status``, of a limit that was not passed 控制在目标以内), ``when``
        (2021—2025年, 2021–25; empty where it is the report's year); and with ``name_en`` and ``name_en_machine`` (``names``), ``limit``
        (whether a result is to stay within it), and for English sentences ``beside_en`` and ``behind_en``: the target beside its result, and
        the result behind it.
    """
    # Only what the words come from: rows may hold long texts.
    lean = rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in COLUMNS.items()
    ).with_row_index("row_of_words")
    lean = lean.with_columns(
        actual_printed=pl.coalesce("actual_printed", "actual"),
        actual_unit=pl.when(pl.col("actual_printed").is_null()).then("unit").otherwise("actual_unit"),
        name_en=name_en(),
        name_en_machine=name_en_machine(),
        deed=_deed(),
        over=pl.when(pl.col("period").str.contains("/")).then(_over()).otherwise(pl.lit("")),
        more_is_better=(pl.col("polarity") == "more") | (pl.col("bound") == "at_least"),
    )
    lean = said(lean, ("measure", "indicator", "unit"), {"manner": pl.String}, lambda *row: (verbs.manner(*row),))
    lean = said(lean, ("unit", "indicator", "name_en"), {"noun": pl.String}, lambda *row: (verbs.noun(*row),))
    lean = said(
        lean, ("measure", "bound", "value", "polarity"), {"limit": pl.Boolean}, lambda *row: (targets.is_limit(*row),)
    )
    lean = said(lean, ("year", "period", "period_kind"), texts("when"), periods.when)
    lean = said(lean, _SET, texts("target"), lambda *row: [text or None for text in targets.target(Set(*row))])
    with_figure = pl.col("actual_printed").is_not_null() & pl.col("value").is_not_null()
    judged = said(lean.filter(with_figure), (*_SET, *_CAME), _RESULT, _result).select("row_of_words", *_RESULT)
    lean = lean.join(judged, on="row_of_words", how="left", maintain_order="left").with_columns(_verdicts())
    return rows.drop(*_WORDS, strict=False).hstack(lean.select(*_WORDS))


def texts(*names: str) -> dict[str, Any]:
    """Text columns of those names in both languages."""
    return {f"{name}_{language}": pl.String for name in names for language in ("zh", "en")}


_RESULT = {**texts("result"), "behind_en": pl.String, "beside_en": pl.String, **texts("gap")}
# All that it gives.
_WORDS = (*texts("target"), *_RESULT, *texts("verdict", "when"), "name_en", "name_en_machine", "limit")


def _result(*row: Any) -> tuple[str | None, ...]:
    of_target, came = Set(*row[: len(_SET)]), Came(*row[len(_SET) :])
    return (*targets.result(of_target, came), *(targets.gap(of_target, came) or (None, None)))


def said(
    rows: pl.DataFrame,
    columns: Sequence[str],
    words: Mapping[str, Any],
    in_words: Callable[..., Sequence[Any]],
) -> pl.DataFrame:
    """The rows with the columns ``words`` that a function gives for the values of some columns, called once for all rows that have the same."""
    distinct = rows.select(columns).unique()
    values = [in_words(*row) for row in distinct.iter_rows()]
    return rows.join(
        distinct.hstack(pl.DataFrame(values, schema=dict(words), orient="row")),
        on=list(columns),
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )


def _over() -> pl.Expr:
    """What a number of several years is of: an average, unless its name says so, or of growth the whole."""
    average = (pl.col("period_kind") == "average") & ~pl.col("indicator").str.contains("年均|每年").fill_null(
        value=False
    )
    total = (pl.col("period_kind") == "total") & (pl.col("measure") == "growth")
    return pl.when(average).then(pl.lit("average")).when(total).then(pl.lit("total")).otherwise(pl.lit(""))


def _deed() -> pl.Expr:
    """The English verb of what is done; of amounts alone, since of growth it governs the verb of growth."""
    of_action = pl.col("action").replace_strict(_deeds(), default=None, return_dtype=pl.String)
    of_aspect = pl.col("aspect").replace_strict(_BY_ASPECT, default=None, return_dtype=pl.String)
    done = pl.col("action").is_not_null() & (pl.col("measure") == "amount")
    return pl.when(done).then(pl.coalesce(of_action, of_aspect))


def deed(row: Mapping[str, Any]) -> str | None:
    """The same of one row of a statement."""
    if row["action"] is None or row["measure"] != "amount":
        return None
    return _deeds().get(row["action"]) or _BY_ASPECT.get(row["aspect"])


def _verdicts() -> list[pl.Expr]:
    """The label of the verdict; of a limit that its result did not pass, and of a time that is not over, what is said of those."""
    within = (pl.col("status") == "met") & pl.col("limit") & (pl.col("gap") <= 0)
    is_open = (pl.col("status") == "pending") & pl.col("period_open")
    return [
        pl.when(within)
        .then(_label(_OF_LIMITS, language))
        .when(is_open)
        .then(_label(_OF_OPEN, language))
        .otherwise(_label("status", language))
        .alias(f"verdict_{language}")
        for language in ("zh", "en")
    ]


def _label(codelist: str, language: str) -> pl.Expr:
    return pl.col("status").replace_strict(codelists.labels(codelist, language), default=None, return_dtype=pl.String)


@cache
def _deeds() -> dict[str, str]:
    return {row["action"]: row["name_en"] for row in codelists.read("deeds")}
