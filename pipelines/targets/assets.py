"""The assets ``targets`` and ``achieved``: canonical text -> what is promised, and what was done."""

from typing import TYPE_CHECKING

import dagster as dg
import polars as pl

from pipelines import ui
from pipelines.store import REPORT_YEARS, code_version
from schemas.errors import InputError

if TYPE_CHECKING:
    from schemas.contract import Split

TENSES = {"target": "targets", "achieved": "achieved"}


@dg.multi_asset(
    ins={"reports": dg.AssetIn()},
    outs={
        "targets": dg.AssetOut(
            description="Quantities promised for the coming year or a later deadline, one row each.",
            kinds={"polars", "parquet"},
            owners=ui.OWNERS,
        ),
        "achieved": dg.AssetOut(
            description="Quantities stated of the past, from the review part of the same reports.",
            kinds={"polars", "parquet"},
            owners=ui.OWNERS,
        ),
    },
    check_specs=[
        dg.AssetCheckSpec("contract", asset="targets", description="No target breaks its contract."),
        dg.AssetCheckSpec("contract", asset="achieved", description="No achieved figure breaks its contract."),
        dg.AssetCheckSpec("primary_key", asset="targets", blocking=True, description="No two targets share an id."),
        dg.AssetCheckSpec(
            "traced",
            asset="targets",
            blocking=True,
            description="Every row's offsets cut out its quote, achieved ones too.",
        ),
    ],
    partitions_def=REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="targets",
    code_version=code_version("targets"),
)
def targets(context: dg.AssetExecutionContext, reports: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Extract every quantity of the reports and set apart what breaks the contract."""
    tables = extract_reports(reports)
    texts = dict(reports.select("report_id", "text").iter_rows())
    wrong = [one for made in tables.values() for one in untraced(made.good, texts)]
    rows, ids = tables["targets"].good.height, tables["targets"].good["target_id"].n_unique()
    own_checks = [
        ui.check("targets", "primary_key", ids == rows, {"rows": rows, "ids": ids}),
        ui.check("targets", "traced", not wrong, {"untraced": str(wrong[:10])}),
    ]
    for table, made in tables.items():
        linked = f"{made.good['indicator_id'].is_not_null().sum()} of {made.good.height}"
        yield dg.MaterializeResult(
            asset_key=table,
            value=made,
            metadata=ui.table_metadata(
                table, made.good, ("target_id", "indicator", "measure", "bound", "value", "unit", "quote")
            )
            | {"rows with an indicator code": linked},
            check_results=[
                ui.contract_check(table, made.rejects, warn=True),
                *(own_checks if table == "targets" else []),
            ],
        )


def extract_reports(reports: pl.DataFrame) -> "dict[str, Split]":
    """Good rows and rejects by table (``targets``, ``achieved``), of all reports.

    Raises:
        InputError: a report in which no target is found.
    """
    import schemas
    from pipelines.targets.extract import extract
    from schemas import contract

    none = contract.empty(schemas.model("rejects"))
    parts = {table: [contract.Split(contract.empty(schemas.model(table)), none)] for table in TENSES.values()}
    for report in reports.iter_rows(named=True):
        rows = extract(report["text"], report["region_code"], report["year"])
        if not any(row["tense"] == "target" for row in rows):
            cure = "Check that this is a work report with its plan part, or remove it"
            raise InputError(report["file"], "", "no target is found in the report", cure)
        for tense, table in TENSES.items():
            ours = [row for row in rows if row["tense"] == tense]
            parts[table].append(contract.split(schemas.model(table), ours, table, report["year"]))
    return {
        table: contract.Split(pl.concat(part.good for part in found), _numbered([part.rejects for part in found]))
        for table, found in parts.items()
    }


def _numbered(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Rejects of several reports as one table: the row number goes on from report to report, so that it stays a key."""
    total, moved = 0, []
    for frame in frames:
        moved.append(frame.with_columns(pl.col("row") + total))
        total += int(frame["row"].max() or 0)  # type: ignore[arg-type]
    return pl.concat(moved)


def untraced(statements: pl.DataFrame, texts: dict[str, str]) -> list[str]:
    """Ids of the rows whose offsets do not cut their quote out of the report's text."""
    return [
        row["target_id"]
        for row in statements.select("target_id", "report_id", "quote", "char_start", "char_end").iter_rows(named=True)
        if texts[row["report_id"]][row["char_start"] : row["char_end"]] != row["quote"]
    ]
