"""What became of the targets that a government set for a year: a row a status, with its denominators."""

import polars as pl

from schemas.contract import Table, column, text


class AttainmentByRegionYear(Table):
    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", refers_to="regions.region_code"
    )
    year: pl.Int32 = column("报告年份", "Year of the report that sets the targets.", ge=1949, le=2100)
    status: str = column("判定", "What became of them.", codelist="status", concept="OBS_STATUS")
    targets: pl.Int32 = column("目标数", "Targets with a number of which this became.", ge=0)
    of_targets: pl.Int32 = column("目标总数", "All targets with a number, of any status.", ge=1)
    of_decided: pl.Int32 = column("已判定目标数", "Of all of them those that are decided: met, near or missed.", ge=0)

    class Config(Table.Config):
        unique = ["region_code", "year", "status"]
