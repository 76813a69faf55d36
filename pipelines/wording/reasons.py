"""Why a figure is not compared, and what the next report says instead, as parts of a sentence.

Belongs here: those words, as expressions over rows. Does not: the labels (``schemas/codelists/codes.csv``), or whole sentences (``sentences``).
"""

import polars as pl

from schemas import codelists

# By the price basis of the target: that of the figure and its own.
_PRICES_ZH = {"real": "按现价计算，目标按不变价格", "nominal": "按不变价格计算，目标按现价"}
_PRICES_EN = {
    "real": "is at current prices, the target at constant prices",
    "nominal": "is at constant prices, the target at current prices",
}
_APART = pl.lit("; not compared")


def label(column: str, language: str, codelist: str | None = None) -> pl.Expr:
    """The label of the code in a column, null where there is none."""
    return pl.col(column).replace_strict(
        codelists.labels(codelist or column, language), default=None, return_dtype=pl.String
    )


def difference_zh() -> pl.Expr:
    """Behind a figure in Chinese, how it differs from what the target counts: 是年末总量，目标是本年新增，口径不同."""
    of_figure, of_target = label("actual_aspect", "zh", "aspect"), label("aspect", "zh")
    aspects = pl.lit("是") + of_figure + pl.lit("，目标是") + of_target + pl.lit("，口径不同")
    prices = pl.col("price_basis").replace_strict(_PRICES_ZH, default=None, return_dtype=pl.String)
    return _difference(aspects, prices + pl.lit("，口径不同"), pl.lit("，") + label("comparability_reason", "zh"))


def difference_en() -> pl.Expr:
    """The same in English: counts what is in place at year end, the target what is added in the year."""
    of_figure, of_target = label("actual_aspect", "en", "aspect"), label("aspect", "en")
    aspects = pl.lit("counts what is ") + of_figure + pl.lit(", the target what is ") + of_target + _APART
    prices = pl.col("price_basis").replace_strict(_PRICES_EN, default=None, return_dtype=pl.String)
    other = pl.lit("is not compared: ") + label("comparability_reason", "en")
    return _difference(aspects, prices + _APART, other)


def _difference(aspects: pl.Expr, prices: pl.Expr, other: pl.Expr) -> pl.Expr:
    of_aspect = pl.col("comparability_reason").is_in(["addition", "aspect"]) & (
        pl.col("actual_aspect") != pl.col("aspect")
    )
    of_prices = pl.col("comparability_reason") == "price_basis"
    return pl.coalesce(pl.when(of_aspect).then(aspects), pl.when(of_prices).then(prices), other)


def claim_zh() -> pl.Expr:
    """What the next report says, in Chinese: 称已完成; of a whole list 就所在清单称已完成."""
    about = pl.when(pl.col("claim_about") == "target").then(pl.lit("")).otherwise(
        pl.lit("就") + label("claim_about", "zh")
    )  # fmt: skip
    return about + label("claim", "zh")


def claim_en() -> pl.Expr:
    """The same in English: says: done; says of its list of projects: done."""
    about = pl.when(pl.col("claim_about") == "target").then(pl.lit("")).otherwise(
        pl.lit(" of ") + label("claim_about", "en")
    )  # fmt: skip
    return pl.lit("says") + about + pl.lit(": ") + label("claim", "en")
