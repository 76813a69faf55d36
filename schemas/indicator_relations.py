"""Pairs of indicators that are close but not the same, dated; read before no_data is said."""

import polars as pl

from schemas.contract import Table, column, text


class IndicatorRelations(Table):
    indicator_id: str = text("指标代码", "Indicator of the target.", refers_to="indicators.indicator_id")
    other_indicator_id: str = text("相关指标代码", "Indicator of the figure.", refers_to="indicators.indicator_id")
    since: pl.Date = column("起始日期", "From when the relation holds.")
    relation: str = column(
        "关系", "How the other stands to the first: same, broader, narrower or unlike.", codelist="relation"
    )
    reason: str = text("原因", "Why, with the source.")

    class Config(Table.Config):
        unique = ["indicator_id", "other_indicator_id", "since"]
