"""The rule table of the method: tolerances by measure. A different table is a different method."""

import polars as pl

from schemas import columns
from schemas.contract import Number, Table, column, text


class VerdictRules(Table):
    rule: str = text("规则", "Name of the rule.", str_matches=columns.NAME)
    priority: pl.Int32 = column("优先级", "The applicable rule of the lowest number decides.", ge=1)
    indicator_id: str = columns.ruled_indicator("Indicator it applies to; null for all.", nullable=True)
    measure: str = columns.measure("Measure it applies to.")
    unit_base: str = columns.unit_base("Base unit it applies to; null for all.", nullable=True)
    tolerance_unit: str = column(
        "容差单位", "pp: percentage points; percent: of the printed value.", isin=["pp", "percent"]
    )
    about: Number = column("左右容差", "a: half width of 左右, in tolerance_unit.", ge=0)
    near: Number = column("接近容差", "n: distance from the printed value that still is near.", ge=0)
    near_about: Number = column("左右接近容差", "n where 左右 is printed.", ge=0)
    since: pl.Date = columns.since("From which period on it holds.")
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["rule", "since"]
