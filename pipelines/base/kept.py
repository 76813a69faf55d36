"""Rows of reports that are kept beside those that are read anew, as if all had been read at once.

Belongs here: putting them together. Does not: which are kept (``pipelines.line.store``), or how a report is read.
"""

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from schemas.contract import Split

# Report, and place among the rows of the frame.
_REPORT, _AT = "of_report", "at"


def together(kept: "Split", new: "Split") -> "Split":
    """The rows of some reports and of others as one table: by year and report, those of a report in their order.

    Rows that were set apart are numbered within their year, so that a number hangs on no other year, nor on what is kept.
    """
    from schemas import contract

    good = pl.concat([kept.good, new.good]).sort("year", "report_id", maintain_order=True)
    rejects = [frame.with_columns(of_report(frame).alias(_REPORT)) for frame in (kept.rejects, new.rejects)]
    apart = pl.concat(rejects).sort("year", _REPORT, "row", maintain_order=True)
    numbered = apart.with_columns(pl.struct(_REPORT, "row").rle_id().alias(_AT))
    row = (pl.col(_AT) - pl.col(_AT).min().over("year") + 1).cast(pl.Int64)
    return contract.Split(good, numbered.with_columns(row=row).drop(_REPORT, _AT))


def of_report(rejects: pl.DataFrame) -> pl.Series:
    """The report of each row that was set apart."""
    return rejects["record"].str.json_path_match("$.report_id")
