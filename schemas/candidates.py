"""Figures that ``matches`` names, of all sources, by the year of the targets they could judge."""

import polars as pl

from schemas.contract import column
from schemas.statistics import Statistics


class Candidates(Statistics):
    year: pl.Int32 = column("报告年份", "Year of the targets' report.", ge=1949, le=2100, store_only=True)

    class Config(Statistics.Config):
        unique = ["statistic_id", "year"]
