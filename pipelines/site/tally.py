"""How many targets there are, how many of them figures judge, and how many of those were met: the three numbers beside every rate.

Belongs here: what is counted. Does not: which rows count (``packages.counts.once``).
"""

import polars as pl

from schemas import codelists

JUDGED = pl.col("status").is_in(codelists.decided())
# For rows that are grouped, each a target.
TALLY = {"targets": pl.len(), "judged": JUDGED.sum(), "met": (pl.col("status") == "met").sum()}
