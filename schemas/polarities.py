"""Which side of a number is better, by indicator and date."""

import polars as pl

from schemas.contract import Table, column, text


class Polarities(Table):
    indicator_id: str = text("指标代码", "The indicator.", refers_to="indicators.indicator_id")
    since: pl.Date = column("起始日期", "First day of the periods that it holds for.")
    polarity: str = column("方向", "Which side is better.", codelist="polarity")
    reference: str = text("依据", "Source of the rule.")

    class Config(Table.Config):
        unique = ["indicator_id", "since"]
