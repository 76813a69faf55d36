"""The table ``answers_by_region_year``."""

import polars as pl

from schemas import columns
from schemas.contract import Table


class AnswersByRegionYear(Table):
    """By what the targets that a government set for a year are answered: figures, claims of its next report, or nothing."""

    region_code: str = columns.region_code()
    year: pl.Int32 = columns.year("Year of the report that sets the targets.")
    targets: pl.Int32 = columns.all_targets()
    due: pl.Int32 = columns.due()
    next_report: pl.Int32 = columns.next_report()
    judged: pl.Int32 = columns.judged()
    undecided: pl.Int32 = columns.undecided()
    claimed: pl.Int32 = columns.claimed()
    unlike: pl.Int32 = columns.unlike()
    silent: pl.Int32 = columns.silent()

    class Config(Table.Config):
        unique = ["region_code", "year"]
