"""Codelist of units, and the way from a printed number to base units."""

from schemas.contract import Number, Table, column, text


class Units(Table):
    unit: str = text("单位", "Unit as printed, without a multiplier (万, 亿), NFKC.")
    dimension: str = text("量纲", "What it measures; only units of one dimension can meet.")
    unit_base: str = text("基本单位", "Code of the dimension's base unit.")
    factor: Number = column("换算系数", "How many base units one unit is; exact.", gt=0)

    class Config(Table.Config):
        unique = ["unit"]
