"""The table ``applied_readings``."""

import polars as pl

from schemas import columns
from schemas.contract import Table, column, text

IN_FORCE, READ_ANEW, NOT_AT_HAND = "in_force", "read_anew", "not_at_hand"


class AppliedReadings(Table):
    """Second readings beside the texts and figures that are at hand now: which of them hold. Kept in the store."""

    file: str = column("文件", "File below raw/readings that the reading stands in.")
    row: pl.Int32 = column("行", "Line of the file, the header being 1.", ge=2)
    year: pl.Int32 = columns.year("Year of the target's report.")
    state: str = column(
        "状态",
        "in_force: what was read is there; read_anew: the text or the figure is another now, and what was read is not in it once; "
        "not_at_hand: a report is not at hand.",
        isin=[IN_FORCE, READ_ANEW, NOT_AT_HAND],
    )
    target_id: str = columns.target_id("The target, as it is called now.")
    statistic_id: str = columns.statistic_id("The figure that judged it, as it is called now.")
    finding: str = column("核读结论", "confirmed, wrong_target, wrong_figure or wrong_verdict.", codelist="finding")
    reason: str = text("原因", "Why it is not in force; null where it is.", nullable=True)

    class Config(Table.Config):
        unique = ["file", "row"]
