"""The table ``headline_mentions``."""

import polars as pl

from schemas import columns
from schemas.contract import Table


class HeadlineMentions(Table):
    """Headline indicators that the plan part of a report names beside a number, whatever the number says; kept in the store.

    Where a report has no row, that no target of the headline was read means that none was set.
    """

    report_id: str = columns.report_id()
    region_code: str = columns.government()
    year: pl.Int32 = columns.year()
    headline: str = columns.headline()
    quote: str = columns.quote()
    char_start: pl.Int64 = columns.char_start()
    char_end: pl.Int64 = columns.char_end()

    class Config(Table.Config):
        unique = ["report_id", "headline"]
