"""The table ``answers_by_indicator``."""

import polars as pl

from schemas import columns
from schemas.contract import Table


class AnswersByIndicator(Table):
    """By what the targets of an indicator are answered, over all governments and years: figures, claims, or nothing."""

    indicator_id: str = columns.indicator_id()
    measure: str = columns.measure()
    targets: pl.Int32 = columns.all_targets()
    due: pl.Int32 = columns.due()
    next_report: pl.Int32 = columns.next_report()
    judged: pl.Int32 = columns.judged()
    undecided: pl.Int32 = columns.undecided()
    claimed: pl.Int32 = columns.claimed()
    unlike: pl.Int32 = columns.unlike()
    silent: pl.Int32 = columns.silent()

    class Config(Table.Config):
        unique = ["indicator_id", "measure"]
