"""The table ``attainment_by_indicator``."""

import polars as pl

from schemas import columns
from schemas.contract import Table


class AttainmentByIndicator(Table):
    """What became of the targets of an indicator, over all governments and years: a row a status, with its denominators."""

    indicator_id: str = columns.indicator_id()
    measure: str = columns.measure()
    status: str = columns.status("What became of them.", concept="OBS_STATUS")
    targets: pl.Int32 = columns.targets()
    of_targets: pl.Int32 = columns.of_targets()
    of_decided: pl.Int32 = columns.of_decided()

    class Config(Table.Config):
        unique = ["indicator_id", "measure", "status"]
