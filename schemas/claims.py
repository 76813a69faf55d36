"""The table ``claims``."""

import polars as pl

from schemas import columns
from schemas.contract import Table, column, text


class Claims(Table):
    """What a report says of the targets of the year before, or of its list of public-benefit projects: done, done in part, or not."""

    claim_id: str = text(
        "编号",
        "report_id, @ and the offset of the claim's words in the report's text; .2 and so on for further indicators.",
        str_matches=columns.TARGET_ID,
    )
    # Of the year after the targets: a package need not hold it.
    report_id: str = text("报告编号", "The report that claims.")
    region_code: str = columns.government()
    year: pl.Int32 = columns.year("Year of the report that claims.")
    period: str = columns.period("Year that the claim is about, ISO 8601.", title_zh="目标期")
    claim: str = columns.claim("What is claimed.")
    about: str = columns.claim_about(
        "Whether it is about one target, a list of public-benefit projects, or all targets at once.",
    )
    indicator: str = columns.indicator(
        "The target that the claim is about, in the report's words; null where it is about a list or about all targets at once.",
        nullable=True,
    )
    indicator_id: str = columns.indicator_id("Code on the list of indicators; null where not on it.", nullable=True)
    list_name: str = columns.list_name(
        "Common name of the list that the claim is about; null where it is about no list.",
        nullable=True,
    )
    items: pl.Int32 = columns.list_items(
        "How many targets the list has, as the claim prints it.",
        nullable=True,
    )
    items_done: pl.Int32 = column(
        "完成项数",
        "How many of them the claim says are done, where it prints a number.",
        nullable=True,
        ge=0,
    )
    section: str = columns.section()
    quote: str = columns.quote()
    char_start: pl.Int64 = columns.char_start()
    char_end: pl.Int64 = columns.char_end()

    class Config(Table.Config):
        unique = ["claim_id"]
