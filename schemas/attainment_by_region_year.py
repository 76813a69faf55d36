"""The table ``attainment_by_region_year``."""

import polars as pl

from schemas import columns
from schemas.contract import Table


class AttainmentByRegionYear(Table):
    """What became of the targets that a government set for a year: a row a status, with its denominators."""

    region_code: str = columns.region_code()
    year: pl.Int32 = columns.year("Year of the report that sets the targets.")
    status: str = columns.status("What became of them.", concept="OBS_STATUS")
    targets: pl.Int32 = columns.targets()
    of_targets: pl.Int32 = columns.of_targets()
    of_decided: pl.Int32 = columns.of_decided()

    class Config(Table.Config):
        unique = ["region_code", "year", "status"]
