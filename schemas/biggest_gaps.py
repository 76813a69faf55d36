"""The table ``biggest_gaps``."""

import polars as pl

from schemas import columns
from schemas.contract import Number, Table, column


class BiggestGaps(Table):
    """The hundred targets of each measure that were missed by most."""

    target_id: str = columns.target_id()
    year: pl.Int32 = columns.year("Year of the report that sets the target.")
    region_code: str = columns.region_code()
    indicator: str = columns.indicator("What is measured, in the report's words.")
    indicator_id: str = columns.indicator_id("Code on the list of indicators; null where not on it.", nullable=True)
    measure: str = columns.measure()
    value: Number = columns.value("The target.")
    actual: Number = columns.actual("What came, in the target's unit.")
    gap: Number = columns.gap("actual minus target.")
    margin: Number = columns.margin("The gap turned so that positive is better.")
    attainment: Number = columns.attainment("actual divided by target, amounts only.")
    rank: pl.Int32 = column("次序", "1 for the largest; amounts by attainment, all else by margin.", ge=1)

    class Config(Table.Config):
        unique = ["target_id"]
