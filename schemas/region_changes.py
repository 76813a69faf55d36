"""Codes of regions that are gone, and the code that the same place has now."""

import polars as pl

from schemas import columns
from schemas.contract import Table, text


class RegionChanges(Table):
    old_region_code: str = text("原代码", "GB/T 2260 code that is no longer used.", str_matches=columns.REGION_CODE)
    since: pl.Date = columns.since("First day of the first list without the old code.")
    region_code: str = text(
        "现代码", "Code that the place has now.", refers_to="regions.region_code", str_matches=columns.REGION_CODE
    )
    reason: str = columns.reason("What happened.")

    class Config(Table.Config):
        unique = ["old_region_code"]
