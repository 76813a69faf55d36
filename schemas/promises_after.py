"""What was promised for a year, what became of it, and what was promised for the next: lowered after a miss?"""

import polars as pl

from schemas.contract import BaseNumber, Table, column, text


class PromisesAfter(Table):
    target_id: str = text("目标编号", "The target.", refers_to="targets.target_id")
    next_target_id: str = text("下年目标编号", "The target of the next report.", refers_to="targets.target_id")
    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", refers_to="regions.region_code"
    )
    year: pl.Int32 = column("报告年份", "Year of the report that sets the targets.", ge=1949, le=2100)
    indicator_id: str = text(
        "指标代码", "Code on the codelist of indicators.", concept="INDICATOR", refers_to="indicators.indicator_id"
    )
    measure: str = column("度量", "growth, change, ratio or amount.", codelist="measure")
    status: str = column("判定", "What became of the first.", codelist="status")
    value_base: BaseNumber = column("基本单位数值", "What was promised, in base units.")
    next_value_base: BaseNumber = column("下年基本单位数值", "What was promised for the next year, in base units.")
    unit_base: str = text("基本单位", "Code of the base unit.")
    lowered: pl.Boolean = column("下调", "Whether less was promised.")

    class Config(Table.Config):
        unique = ["target_id"]
