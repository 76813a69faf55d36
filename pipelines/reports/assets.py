"""The assets ``inventory``, ``left_out`` and ``reports``: collections of raw files -> whose report each is, and its canonical text."""

from collections.abc import Iterable
from typing import Any

import dagster as dg
import polars as pl

from pipelines.base import assets
from pipelines.base.progress import counted
from pipelines.reports.inventory import reasons
from pipelines.reports.texts import File, Text, texts
from schemas.errors import InputError

NOTHING_SET_ASIDE = "nothing_set_aside"
CODE = assets.code_version("reports", "targets")
# What a report has beside its row of the inventory.
TEXT = ("parts", "parts_doubt", "text")


@dg.multi_asset(
    outs={
        "inventory": dg.AssetOut(
            description="Every report at hand: file, government, year and provenance.",
            kinds={"polars", "parquet"},
            owners=assets.OWNERS,
        ),
        "left_out": dg.AssetOut(
            description="Files among the reports that are none, with reason and cure.",
            kinds={"polars", "parquet"},
            owners=assets.OWNERS,
        ),
    },
    check_specs=[
        dg.AssetCheckSpec(
            "usable", asset="left_out", blocking=True, description="No file stops the run, by the setting bad_files."
        ),
        dg.AssetCheckSpec(NOTHING_SET_ASIDE, asset="left_out", description="Every file of a report can be used."),
    ],
    required_resource_keys={"collections", "settings"},
    group_name="reports",
    code_version=assets.code_version("reports"),
)
def inventory(context: dg.AssetExecutionContext):  # type: ignore[no-untyped-def]
    """Go through the files of all collections once."""
    reports, left_out, _ = context.resources.collections.inventory()
    yield dg.MaterializeResult(
        asset_key="inventory",
        value=reports,
        metadata=assets.table_metadata("inventory", reports) | {"files": reports.height + left_out.height},
    )
    aside = left_out.filter(kind="set_aside")
    set_aside = reasons(aside)
    for row, why in zip(aside.iter_rows(named=True), set_aside, strict=True):
        assets.log(context, why, file=row["file"], collection=row["collection"])
    stopping = reasons(context.resources.collections.stopping(left_out))
    yield dg.MaterializeResult(
        asset_key="left_out",
        value=left_out,
        metadata=assets.table_metadata("left_out", left_out) | {"files set aside": aside.height},
        check_results=[
            assets.check("left_out", "usable", not stopping, assets.reasons(stopping)),
            assets.check("left_out", NOTHING_SET_ASIDE, not set_aside, assets.reasons(set_aside), warn=True),
        ],
    )


@dg.asset(
    description="Work reports: where each is from, and the canonical text that every offset points into.",
    kinds={"polars", "parquet"},
    owners=assets.OWNERS,
    check_specs=[
        dg.AssetCheckSpec("rows", asset="reports", blocking=True, description="Every report of the inventory is here."),
        dg.AssetCheckSpec(
            "parts", asset="reports", description="It is sure where each review ends and its plan begins."
        ),
    ],
    required_resource_keys={"collections", "doubt", "settings", "store"},
    partitions_def=assets.REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="reports",
    code_version=CODE,
)
def reports(context: dg.AssetExecutionContext, inventory: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Read the texts of the run's years; one that is the same as it was stays as it was read.

    Raises:
        InputError: a text is another than the inventory says, and nothing is stored.
    """
    wanted = inventory.filter(pl.col("year").is_in([int(year) for year in context.partition_keys]))
    resources = context.resources
    same, kept = resources.store.kept(context, ["reports"], wanted, CODE)
    new = wanted.filter(~pl.col("report_id").is_in(same))
    files = [
        File(resources.collections.named(row["collection"]), row["file"], row["year"])
        for row in new.iter_rows(named=True)
    ]
    read = with_texts(new, counted(texts(files, resources.doubt, resources.settings.workers), new.height, "reports"))
    every = pl.concat([kept["reports"].good.select("report_id", *TEXT), read.select("report_id", *TEXT)])
    frame = wanted.join(every, on="report_id", how="left", maintain_order="left")
    missing = list(frame.filter(pl.col("text").is_null())["file"])
    assets.by_year(context, "reports", frame, ("report_id", "title", "published", "chars", "source_url"), _figures)
    for report in new.iter_rows(named=True):
        assets.log(context, f"{report['file']} is read", report_id=report["report_id"], file=report["file"])
    return dg.MaterializeResult(
        value=frame,
        metadata=assets.column_metadata("reports", frame),
        check_results=[
            assets.check(
                "reports",
                "rows",
                not missing,
                assets.reasons([f"{file}: its text is missing" for file in missing]),
            ),
            assets.check("reports", "parts", not doubtful(frame), assets.reasons(doubtful(frame)), warn=True),
        ],
    )


def _figures(reports: pl.DataFrame, year: int) -> dict[str, Any]:
    """What is to be seen of the reports of a year."""
    return {
        "characters": int(reports["chars"].sum()),
        "doubtful parts": reports.filter(parts="doubtful").height,
        "sha256": ", ".join(reports["raw_sha256"]),
        "text": dg.MetadataValue.md("\n\n".join(start + "…" for start in reports["text"].head(3).str.slice(0, 300))),
    }


def with_texts(inventory: pl.DataFrame, read: Iterable[Text]) -> pl.DataFrame:
    """The table ``reports`` of rows of the inventory and their texts.

    Raises:
        InputError: a file holds another text than when the inventory was taken.
    """
    columns = pl.DataFrame(
        read, schema={"text": pl.String, "sha256": pl.String, "parts_doubt": pl.String}, orient="row"
    )
    parts = pl.when(pl.col("parts_doubt").is_null()).then(pl.lit("sure")).otherwise(pl.lit("doubtful"))
    frame = inventory.hstack(columns).with_columns(parts=parts)
    for file in frame.filter(pl.col("text_sha256") != pl.col("sha256"))["file"].head(1):
        raise InputError(file, "", "the file changed while it was read", "Run again when it is complete")
    return frame.select(*inventory.columns, *TEXT)


def doubtful(reports: pl.DataFrame) -> list[str]:
    """What is to be said of the reports whose parts are doubtful."""
    rows = reports.filter(parts="doubtful").sort("file").select("file", "parts_doubt").iter_rows()
    return [
        f"{file}: where its review ends is doubtful: {doubt}. Nothing of it gives a verdict" for file, doubt in rows
    ]
