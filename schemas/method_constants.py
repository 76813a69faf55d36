"""Constants of the method that are no tolerance: dated rows with unit and reference."""

import polars as pl

from schemas import columns
from schemas.contract import Number, Table, text


class MethodConstants(Table):
    constant: str = text("常量", "Name of the constant.", str_matches=columns.NAME)
    value: Number = columns.value("Its value.")
    unit: str = columns.unit("Its unit.")
    since: pl.Date = columns.since("From which period on it holds.")
    reference: str = columns.reference("Source of the value.")

    class Config(Table.Config):
        unique = ["constant", "since"]
