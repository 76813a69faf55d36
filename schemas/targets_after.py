"""The table ``targets_after``."""

import polars as pl

from schemas import columns
from schemas.contract import BaseNumber, Table, column, text


class TargetsAfter(Table):
    """The target of a year, what became of it, and the target of the same thing for the next: lowered after a miss?"""

    target_id: str = columns.target_id()
    next_target_id: str = text("下年目标编号", "The target of the next report.", refers_to="targets.target_id")
    region_code: str = columns.region_code()
    year: pl.Int32 = columns.year("Year of the report that sets the targets.")
    indicator_id: str = columns.indicator_id()
    measure: str = columns.measure()
    status: str = columns.status("What became of the first.")
    value_base: BaseNumber = columns.value_base("The target, in base units.")
    next_value_base: BaseNumber = column("下年基本单位数值", "The target of the next year, in base units.")
    unit_base: str = columns.unit_base()
    lowered: pl.Boolean = column("下调", "Whether the next target is lower.")

    class Config(Table.Config):
        unique = ["target_id"]
