"""What became of the targets of an indicator, over all governments and years: a row a status, with its denominators."""

import polars as pl

from schemas.contract import Table, column, text


class AttainmentByIndicator(Table):
    indicator_id: str = text(
        "指标代码", "Code on the codelist of indicators.", concept="INDICATOR", refers_to="indicators.indicator_id"
    )
    measure: str = column("度量", "growth, change, ratio or amount.", codelist="measure")
    status: str = column("判定", "What became of them.", codelist="status", concept="OBS_STATUS")
    targets: pl.Int32 = column("目标数", "Targets with a number of which this became.", ge=0)
    of_targets: pl.Int32 = column("目标总数", "All targets with a number, of any status.", ge=1)
    of_decided: pl.Int32 = column("已判定目标数", "Of all of them those that are decided: met, near or missed.", ge=0)

    class Config(Table.Config):
        unique = ["indicator_id", "measure", "status"]
