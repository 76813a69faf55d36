"""How many targets there are, how many of them figures judge, and how many of those were met: the three numbers beside every rate.

Belongs here: what is counted, and from how many on a share is said. Does not: which rows count (``packages.counts.once``).
"""

import polars as pl

from pipelines.site.document import say
from pipelines.wording.numbers import share
from schemas import codelists

JUDGED = pl.col("status").is_in(codelists.decided())
# For rows that are grouped, each a target.
TALLY = {"targets": pl.len(), "judged": JUDGED.sum(), "met": (pl.col("status") == "met").sum()}
# Of fewer that are judged a share says nothing: one of one is no 100%.
FEWEST = 10


def share_met(met: int, judged: int, language: str) -> str:
    """The share met of those judged as it stands behind their number; empty where too few are judged."""
    return say("compare", language, "share_met", share=share(met, judged)) if judged >= FEWEST else ""
