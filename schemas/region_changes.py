"""Codes of regions that are gone, and the code that the same place has now."""

import polars as pl

from schemas.contract import Table, column, text


class RegionChanges(Table):
    old_region_code: str = text("原代码", "GB/T 2260 code that is no longer used.", str_matches=r"^\d{6}$")
    since: pl.Date = column("起始日期", "First day of the first list without the old code.")
    region_code: str = text(
        "现代码", "Code that the place has now.", refers_to="regions.region_code", str_matches=r"^\d{6}$"
    )
    reason: str = text("原因", "What happened.")

    class Config(Table.Config):
        unique = ["old_region_code"]
