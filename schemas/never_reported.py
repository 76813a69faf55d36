"""The table ``never_reported``."""

import polars as pl

from schemas import columns
from schemas.contract import Share, Table, column


class NeverReported(Table):
    """How many targets of a year the next report of the same government says nothing of, by word or figure."""

    region_code: str = columns.region_code()
    year: pl.Int32 = columns.year("Year of the report that sets the targets.")
    targets: pl.Int32 = column("目标数", "Targets with a number whose next report is at hand.", ge=1)
    silent: pl.Int32 = column("未提及", "Of them the next report says nothing of.", ge=0)
    silent_share: Share = column("未提及占比", "silent divided by targets.", unit="1")

    class Config(Table.Config):
        unique = ["region_code", "year"]
