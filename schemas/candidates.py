"""The table ``candidates``."""

import polars as pl

from schemas import columns
from schemas.statistics import Statistics


class Candidates(Statistics):
    """Figures that ``matches`` names, of all sources, by the year of the targets they could judge."""

    year: pl.Int32 = columns.year("Year of the targets' report.", store_only=True)

    class Config(Statistics.Config):
        unique = ["statistic_id", "year"]
