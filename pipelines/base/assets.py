"""What the assets of all stages share: their partitions, the version of their code, and what the web UI shows of a table and of a check.

Belongs here: Dagster's words for it. Does not: what an asset makes, or where it rests (``pipelines.line``).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dagster as dg
import polars as pl

from pipelines.base.settings import Logs
from pipelines.base.version import code_version as code_version

# A year of reports is the unit of work. Stages say by this calendar which years they read; only those that have a report become
# partitions (``pipelines.line.years``). It goes on to the year after the clock's: some reports are given before their year begins.
REPORT_YEARS = dg.TimeWindowPartitionsDefinition(start="1949", fmt="%Y", cron_schedule="0 0 1 1 *", end_offset=2)
OWNERS = ["team:mubiao"]
# Metadata of an input that may lack any year (next year's report comes when it comes), and of one that takes the rows which its
# table set apart too; what the I/O manager makes of them stands there.
MAY_LACK = {"allow_missing_partitions": True}
WITH_REJECTS = {"rejects": True}
# Metadata of an input whose texts the step does not read: it is handed the table without that column.
WITHOUT_TEXTS = {"without": ["text"]}
# Key of the metadata by which a step hands on the hash of the raw files that it read: its table carries that, and not what lies there by then.
RAW_READ = "mubiao/raw"
# Attribute of a log record that holds what a sentence is of.
LOGGED = "mubiao"


def table_metadata(table: str, frame: pl.DataFrame, show: Sequence[str] = (), rows: int = 8) -> dict[str, Any]:
    """Row count, the columns with their descriptions, and the first rows as Markdown, all columns or those of ``show``."""
    return column_metadata(table, frame) | _rows_metadata(frame, show, rows)


def column_metadata(table: str, frame: pl.DataFrame) -> dict[str, Any]:
    """The columns of a table, with their descriptions."""
    import schemas

    columns = schemas.model(table).to_schema().columns
    described = [dg.TableColumn(name, str(dtype), columns[name].description) for name, dtype in frame.schema.items()]
    return {"dagster/column_schema": dg.TableSchema(columns=described)}


def _rows_metadata(frame: pl.DataFrame, show: Sequence[str], rows: int = 8) -> dict[str, Any]:
    preview = markdown(frame.select(show or frame.columns).head(rows))
    return {"dagster/row_count": frame.height, "preview": dg.MetadataValue.md(preview)}


def by_year(
    context: dg.AssetExecutionContext,
    table: str,
    frame: pl.DataFrame,
    show: Sequence[str] = (),
    figures: Callable[[pl.DataFrame, int], Mapping[str, Any]] = lambda rows, year: {},
) -> None:
    """Give the event of each year of a run the row count, the first rows and the figures of that year; the run's totals are no year's.

    Args:
        context: of the step.
        table: one of its tables, by report year.
        frame: its rows, of all years of the run.
        show: the columns of the first rows.
        figures: what else is to be seen of a year's rows; numbers are drawn over time.
    """
    for key in context.partition_keys:
        rows = frame.filter(pl.col("year") == int(key))
        metadata = _rows_metadata(rows, show) | dict(figures(rows, int(key)))
        context.add_asset_metadata(metadata, asset_key=table, partition_key=key)


def log(context: dg.AssetExecutionContext, sentence: str, **what: object) -> None:
    """Log a sentence of one report, with what it is of (``report_id``, ``file``), where logs are JSON: an event a report costs as much
    as reading it."""
    if context.resources.settings.logs is Logs.json:
        context.log.info(sentence, extra={LOGGED: what})


def markdown(frame: pl.DataFrame, width: int = 60) -> str:
    """A frame as a Markdown table; long cells are cut at ``width`` characters."""

    def cell(value: object) -> str:
        printed = "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")
        return printed if len(printed) <= width else printed[: width - 1] + "…"

    lines = [frame.columns, ["---"] * frame.width, *frame.iter_rows()]
    return "\n".join("| " + " | ".join(cell(value) for value in line) + " |" for line in lines)


def check(
    asset: str | dg.AssetKey, name: str, passed: bool, metadata: Mapping[str, Any], *, warn: bool = False
) -> dg.AssetCheckResult:
    """The result of an asset check, with what it counted."""
    severity = dg.AssetCheckSeverity.WARN if warn else dg.AssetCheckSeverity.ERROR
    return dg.AssetCheckResult(
        asset_key=asset, check_name=name, passed=passed, severity=severity, metadata=dict(metadata)
    )


def reasons(sentences: Sequence[str], most: int = 10) -> dict[str, Any]:
    """Metadata of a check that failed: the first reasons, a sentence each, as people mend them; nothing where there are none."""
    if not sentences:
        return {}
    more = [f"and {len(sentences) - most:,} more"] if len(sentences) > most else []
    return {"reasons": "\n".join([*sentences[:most], *more])}


def contract_check(table: str, rejects: pl.DataFrame, sentences: Sequence[str] | None = None) -> dg.AssetCheckResult:
    """Red where rows broke the contract of a table and were set apart; the first of them row by row, for machines.

    Args:
        table: name of the table.
        rejects: the rows that were set apart.
        sentences: what a person has to mend; without them it is no error but a warning with a count.
    """
    rows = rejects.select("year", "row").n_unique()
    metadata: dict[str, Any] = {"rejected rows": rows}
    if rows:
        shown = rejects.select("row", "column", "rule", "reason", "record").head(10)
        metadata["rejects"] = dg.MetadataValue.md(markdown(shown, width=200))
        verbs = "row breaks the contract and is" if rows == 1 else "rows break the contract and are"
        counted = f"{table}: {rows:,} {verbs} left out; see {table}_rejects in the store"
        metadata |= reasons([counted] if sentences is None else sentences)
    return check(table, "contract", rows == 0, metadata, warn=sentences is None)
