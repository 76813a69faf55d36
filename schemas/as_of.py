"""The table ``as_of``."""

import polars as pl

from schemas.contract import Table, column


class AsOf(Table):
    """The day as of which everything is judged: the newest date among all reports and statistics, one row; none where none has a date.

    Kept in the store.
    """

    as_of: pl.Date = column("判定基准日", "The newest date among the inputs.")
    of: str = column("日期所在表", "The table that it stands in.", isin=["inventory", "statistics"], store_only=True)

    class Config(Table.Config):
        unique = ["as_of"]
