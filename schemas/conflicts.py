"""The table ``conflicts``."""

import polars as pl

from schemas import columns
from schemas.contract import BaseNumber, Table, column, text


class Conflicts(Table):
    """Two sources that print different figures for the same thing."""

    statistic_id: str = columns.statistic_id("One figure.")
    other_statistic_id: str = text("另一统计编号", "The other.", refers_to="statistics.statistic_id")
    year: pl.Int32 = columns.year("Year of the report whose targets both could judge.")
    region_code: str = columns.region_code()
    indicator_id: str = columns.indicator_id()
    period: str = columns.period("Year or years the figures are for, ISO 8601.")
    measure: str = columns.measure()
    difference: BaseNumber = column("差异", "The other figure less the one, in base units.")
    last_digit: BaseNumber = column(
        "末位", "Value of the last printed digit of the coarser figure, in base units; half of it is rounding."
    )
    source_kind: str = columns.source_kind("Who says the one figure.")
    other_source_kind: str = columns.source_kind(
        "Who says the other: self_reported is the government's own word, all others are not.",
        title_zh="另一数字由谁公布",
        title_en="whose other figure",
    )
    kind: str = column(
        "分歧类型",
        "What may explain it, as far as columns tell; later_vintage is no proof of a revision.",
        codelist="disagreement_kind",
    )

    class Config(Table.Config):
        unique = ["statistic_id", "other_statistic_id", "year"]
