"""The rule table of the method: tolerances by measure. A different table is a different method."""

import polars as pl

from schemas.contract import Number, Table, column, text


class VerdictRules(Table):
    rule: str = text("规则", "Name of the rule.", str_matches=r"^[a-z][a-z0-9_]*$")
    priority: pl.Int32 = column("优先级", "The applicable rule of the lowest number decides.", ge=1)
    indicator_id: str = text(
        "指标代码", "Indicator it applies to; null for all.", nullable=True, refers_to="indicators.indicator_id"
    )
    measure: str = column("度量", "Measure it applies to.", codelist="measure")
    unit_base: str = text("基本单位", "Base unit it applies to; null for all.", nullable=True)
    tolerance_unit: str = column(
        "容差单位", "pp: percentage points; percent: of the printed value.", isin=["pp", "percent"]
    )
    about: Number = column("左右容差", "a: half width of 左右, in tolerance_unit.", ge=0)
    near: Number = column("接近容差", "n: distance from the printed value that still is near.", ge=0)
    near_about: Number = column("左右接近容差", "n where 左右 is printed.", ge=0)
    since: pl.Date = column("起始日期", "From which period on it holds.")
    reference: str = text("依据", "Source of the rule.")

    class Config(Table.Config):
        unique = ["rule", "since"]
