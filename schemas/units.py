"""Codelist of units, and the way from a printed number to base units."""

from schemas import columns
from schemas.contract import Number, Table, column


class Units(Table):
    unit: str = columns.unit("Unit as printed, without a multiplier (万, 亿), NFKC.")
    dimension: str = columns.dimension("What it measures; only units of one dimension can meet.")
    unit_base: str = columns.unit_base("Code of the dimension's base unit.")
    factor: Number = column("换算系数", "How many base units one unit is; exact.", gt=0)

    class Config(Table.Config):
        unique = ["unit"]
