"""The table ``rejects``."""

import polars as pl

from schemas import contract


class Rejects(contract.Table):
    """Rows that broke a contract, kept whole: one row a broken rule. Shared by every ``<table>_rejects``; never published."""

    table: str = contract.column("表", "Table that the row was meant for.")
    year: pl.Int32 = contract.column("年份", "Report year of the row; null where the table has none.", nullable=True)
    row: pl.Int64 = contract.column(
        "行号",
        "Place of the row in its input, counted from 1; of what is read out of reports among the rows of the year that were set apart.",
        ge=1,
    )
    column: str = contract.column("列", "Column whose rule is broken; several, joined by a comma, for a key.")
    rule: str = contract.column("规则", "Rule that is broken.")
    reason: str = contract.column("原因", "Why, with the value.")
    record: str = contract.column("原始记录", "The whole row as JSON.")

    class Config(contract.Table.Config):
        unique = ["year", "row", "column", "rule"]
