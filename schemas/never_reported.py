"""How many targets of a year the next report of the same government says nothing of, by word or figure."""

import polars as pl

from schemas.contract import Share, Table, column, text


class NeverReported(Table):
    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", refers_to="regions.region_code"
    )
    year: pl.Int32 = column("报告年份", "Year of the report that sets the targets.", ge=1949, le=2100)
    targets: pl.Int32 = column("目标数", "Targets with a number whose next report is at hand.", ge=1)
    silent: pl.Int32 = column("未提及", "Of them the next report says nothing of.", ge=0)
    silent_share: Share = column("未提及占比", "silent divided by targets.", unit="1")

    class Config(Table.Config):
        unique = ["region_code", "year"]
