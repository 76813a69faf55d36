"""Which side of a number is better, by indicator and date."""

import polars as pl

from schemas import columns
from schemas.contract import Table


class Polarities(Table):
    indicator_id: str = columns.ruled_indicator("The indicator.")
    since: pl.Date = columns.since("First day of the periods that it holds for.")
    polarity: str = columns.polarity("Which side is better.")
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["indicator_id", "since"]
