"""Pairs of indicators that are close but not the same, dated; read before no_data is said."""

import polars as pl

from schemas import columns
from schemas.contract import Table, column, text


class IndicatorRelations(Table):
    indicator_id: str = columns.ruled_indicator("Indicator of the target.")
    other_indicator_id: str = text("相关指标代码", "Indicator of the figure.", refers_to="indicators.indicator_id")
    since: pl.Date = columns.since("From when the relation holds.")
    relation: str = column(
        "关系", "How the other stands to the first: same, broader, narrower or unlike.", codelist="relation"
    )
    reason: str = columns.reason("Why, with the source.")

    class Config(Table.Config):
        unique = ["indicator_id", "other_indicator_id", "since"]
