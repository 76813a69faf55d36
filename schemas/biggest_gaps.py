"""The hundred targets of each measure that were missed by most."""

import polars as pl

from schemas.contract import Number, Table, column, text


class BiggestGaps(Table):
    target_id: str = text("目标编号", "The target.", refers_to="targets.target_id")
    year: pl.Int32 = column("报告年份", "Year of the report that sets the target.", ge=1949, le=2100)
    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", refers_to="regions.region_code"
    )
    indicator_id: str = text(
        "指标代码", "Code on the codelist of indicators.", concept="INDICATOR", refers_to="indicators.indicator_id"
    )
    measure: str = column("度量", "growth, change, ratio or amount.", codelist="measure")
    value: Number = column("数值", "What was promised.")
    actual: Number = column("实际值", "What came, in the target's unit.")
    gap: Number = column("差距", "actual minus target.")
    margin: Number = column("余量", "The gap turned so that positive is better.")
    attainment: Number = column("完成率", "actual divided by target, amounts only.", unit="1", nullable=True)
    rank: pl.Int32 = column("次序", "1 for the largest; amounts by attainment, all else by margin.", ge=1)

    class Config(Table.Config):
        unique = ["target_id"]
