"""Constants of the method that are no tolerance: dated rows with unit and reference."""

import polars as pl

from schemas.contract import Number, Table, column, text


class MethodConstants(Table):
    constant: str = text("常量", "Name of the constant.", str_matches=r"^[a-z][a-z0-9_]*$")
    value: Number = column("数值", "Its value.")
    unit: str = text("单位", "Its unit.")
    since: pl.Date = column("起始日期", "From which period on it holds.")
    reference: str = text("依据", "Source of the value.")

    class Config(Table.Config):
        unique = ["constant", "since"]
