"""The asset ``extraction_scores``: how well reports are read, as it was measured, for the packages to quote."""

import dagster as dg

from pipelines.base import assets as ui
from pipelines.base.files import digest
from pipelines.base.settings import ROOT
from pipelines.measuring import scores

CONTRACT = ROOT / "schemas" / "extraction_scores.py"


@dg.asset(
    description="Precision, recall and F1 of the grammar over annotated reports, by field and by rule: at first look and now.",
    kinds={"polars", "csv"},
    owners=ui.OWNERS,
    group_name="measuring",
    # The table itself: it is written by `mubiao score --write`, never by a run.
    code_version=digest([scores.TABLE, CONTRACT], ROOT),
)
def extraction_scores():  # type: ignore[no-untyped-def]
    """Read the committed table."""
    table = scores.read()
    return dg.MaterializeResult(value=table, metadata=ui.table_metadata("extraction_scores", table))
