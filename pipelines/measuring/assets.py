"""The assets ``extraction_scores`` and ``verdict_checks``: how well reports are read, and how many verdicts are right, for packages to quote."""

import dagster as dg

from pipelines.base import assets


@dg.asset(
    description="How well the grammar reads what people annotated: precision and recall, a row a field and a rule.",
    kinds={"polars", "csv"},
    owners=assets.OWNERS,
    group_name="measuring",
    code_version=assets.code_version("measuring"),
)
def extraction_scores():  # type: ignore[no-untyped-def]
    """Read the measured table."""
    from pipelines.measuring.scores import TABLE, read

    frame = read()
    return dg.MaterializeResult(value=frame, metadata=assets.table_metadata(TABLE, frame))


@dg.asset(
    description="Of how many verdicts that were drawn people found that they are right, a row a group of a draw.",
    kinds={"polars", "csv"},
    owners=assets.OWNERS,
    group_name="measuring",
    code_version=assets.code_version("measuring"),
)
def verdict_checks():  # type: ignore[no-untyped-def]
    """Read the measured table."""
    from pipelines.measuring.verdict_checks import TABLE, read

    frame = read()
    return dg.MaterializeResult(value=frame, metadata=assets.table_metadata(TABLE, frame))
