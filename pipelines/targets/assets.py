"""The assets ``targets`` and ``achieved`` with their rejects: canonical text -> what is promised, and what was done."""

import dagster as dg
import polars as pl

from pipelines import ui
from pipelines.store import REPORT_YEARS, code_version
from schemas.errors import InputError

TENSES = {"target": "targets", "achieved": "achieved"}


@dg.multi_asset(
    ins={"reports": dg.AssetIn()},
    outs={
        "targets": dg.AssetOut(
            description="Quantities promised for the coming year or a later deadline, one row each.",
            kinds={"polars", "parquet"},
            owners=ui.OWNERS,
        ),
        "targets_rejects": dg.AssetOut(
            description="Targets that broke the contract, kept whole.", kinds={"parquet"}, owners=ui.OWNERS
        ),
        "achieved": dg.AssetOut(
            description="Quantities stated of the past, from the review part of the same reports.",
            kinds={"polars", "parquet"},
            owners=ui.OWNERS,
        ),
        "achieved_rejects": dg.AssetOut(
            description="Achieved figures that broke the contract, kept whole.", kinds={"parquet"}, owners=ui.OWNERS
        ),
    },
    check_specs=[
        dg.AssetCheckSpec("contract", asset="targets", description="No target breaks its contract."),
        dg.AssetCheckSpec("contract", asset="achieved", description="No achieved figure breaks its contract."),
        dg.AssetCheckSpec("primary_key", asset="targets", blocking=True, description="No two targets share an id."),
        dg.AssetCheckSpec(
            "traced", asset="targets", blocking=True, description="Every target's offsets cut out its quote."
        ),
        dg.AssetCheckSpec(
            "traced", asset="achieved", blocking=True, description="Every figure's offsets cut out its quote."
        ),
        dg.AssetCheckSpec("linked", asset="targets", description="Share of targets that have an indicator code."),
    ],
    partitions_def=REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="targets",
    code_version=code_version("targets"),
)
def targets(context: dg.AssetExecutionContext, reports: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Extract every quantity of the reports and set apart what breaks the contract."""
    tables, rejects = extract_reports(reports)
    texts = dict(reports.select("report_id", "text").iter_rows())
    for table in TENSES.values():
        found, bad = tables[table], rejects[table]
        wrong = untraced(found, texts)
        checks = [
            ui.contract_check(table, bad, warn=True),
            ui.check(table, "traced", not wrong, {"rows": found.height, "untraced": str(wrong[:10])}),
        ]
        if table == "targets":
            linked = found["indicator_id"].is_not_null().sum()
            unique = found["target_id"].n_unique()
            checks += [
                ui.check(table, "primary_key", unique == found.height, {"rows": found.height, "ids": unique}),
                ui.check(table, "linked", True, {"linked": f"{linked} of {found.height}"}, warn=True),
            ]
        yield dg.MaterializeResult(
            asset_key=table, value=found, metadata=ui.table_metadata(found), check_results=checks
        )
        yield dg.MaterializeResult(asset_key=f"{table}_rejects", value=bad, metadata={"dagster/row_count": bad.height})


def extract_reports(reports: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """Good rows and rejects, each by table (``targets``, ``achieved``), of all reports.

    Raises:
        InputError: a report in which no target is found.
    """
    import schemas
    from pipelines.targets.extract import extract
    from schemas import contract

    found: dict[str, list[pl.DataFrame]] = {table: [contract.empty(schemas.model(table))] for table in TENSES.values()}
    rejects = {table: [contract.empty(schemas.model("rejects"))] for table in TENSES.values()}
    for report in reports.iter_rows(named=True):
        rows = extract(report["text"], report["region_code"], report["year"])
        if not any(row["tense"] == "target" for row in rows):
            raise InputError(
                report["file"],
                "",
                "no target is found in the report",
                "Check that this is a work report with its plan part, or remove it",
            )
        for tense, table in TENSES.items():
            good, bad = contract.split(
                schemas.model(table), (row for row in rows if row["tense"] == tense), table, report["year"]
            )
            found[table].append(good)
            rejects[table].append(bad)
    return {table: pl.concat(frames) for table, frames in found.items()}, {
        table: _numbered(frames) for table, frames in rejects.items()
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
