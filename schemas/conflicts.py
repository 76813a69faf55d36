"""Two sources that print different figures for the same thing."""

import polars as pl

from schemas.contract import ISO_PERIOD, BaseNumber, Table, column, text


class Conflicts(Table):
    statistic_id: str = text("统计编号", "One figure.", refers_to="statistics.statistic_id")
    other_statistic_id: str = text("另一统计编号", "The other.", refers_to="statistics.statistic_id")
    year: pl.Int32 = column("报告年份", "Year of the report whose targets both could judge.", ge=1949, le=2100)
    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", refers_to="regions.region_code"
    )
    indicator_id: str = text(
        "指标代码", "Code on the codelist of indicators.", concept="INDICATOR", refers_to="indicators.indicator_id"
    )
    period: str = text(
        "时期", "Year or years the figures are for, ISO 8601.", concept="TIME_PERIOD", str_matches=ISO_PERIOD
    )
    measure: str = column("度量", "growth, change, ratio or amount.", codelist="measure")
    difference: BaseNumber = column("差异", "The other figure less the one, in base units.")
    last_digit: BaseNumber = column(
        "末位", "Value of the last printed digit of the coarser figure, in base units; half of it is rounding."
    )

    class Config(Table.Config):
        unique = ["statistic_id", "other_statistic_id", "year"]
