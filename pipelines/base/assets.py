"""What the assets of all stages share: their partitions, the version of their code, and what the web UI shows of a table and of a check.

Belongs here: Dagster's words for it. Does not: what an asset makes, or where it rests (``pipelines.line``).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import polars as pl

from pipelines.base.files import digest, sources
from pipelines.base.settings import ROOT

# A year of reports is the unit of work. Keys follow the clock: the coming year is open from the first day of this one.
REPORT_YEARS = dg.TimeWindowPartitionsDefinition(start="1949", fmt="%Y", cron_schedule="0 0 1 1 *", end_offset=1)
OWNERS = ["team:mubiao"]


def code_version(stage: str) -> str:
    """Hash over the stage's folder and the contracts: changes when the way a table is made may have changed."""
    return digest(sorted([*sources(ROOT / "pipelines" / stage), *sources(ROOT / "schemas")]), ROOT)


def table_metadata(table: str, frame: pl.DataFrame, show: Sequence[str] = (), rows: int = 8) -> dict[str, Any]:
    """Row count, the columns with their descriptions, and the first rows as Markdown, all columns or those of ``show``."""
    import schemas

    columns = schemas.model(table).to_schema().columns
    return {
        "dagster/row_count": frame.height,
        "dagster/column_schema": dg.TableSchema(
            columns=[
                dg.TableColumn(name, str(dtype), columns[name].description) for name, dtype in frame.schema.items()
            ]
        ),
        "preview": dg.MetadataValue.md(markdown(frame.select(show or frame.columns).head(rows))),
    }


def markdown(frame: pl.DataFrame, width: int = 60) -> str:
    """A frame as a Markdown table; long cells are cut at ``width`` characters."""

    def cell(value: object) -> str:
        printed = "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")
        return printed if len(printed) <= width else printed[: width - 1] + "…"

    lines = [frame.columns, ["---"] * frame.width, *frame.iter_rows()]
    return "\n".join("| " + " | ".join(cell(value) for value in line) + " |" for line in lines)


def check(asset: str, name: str, passed: bool, told: Mapping[str, Any], *, warn: bool = False) -> dg.AssetCheckResult:
    """The result of an asset check, with what it counted."""
    severity = dg.AssetCheckSeverity.WARN if warn else dg.AssetCheckSeverity.ERROR
    return dg.AssetCheckResult(asset_key=asset, check_name=name, passed=passed, severity=severity, metadata=dict(told))


def contract_check(table: str, rejects: pl.DataFrame, *, warn: bool = False) -> dg.AssetCheckResult:
    """Red where rows broke the contract of a table and were set apart."""
    rows = rejects["row"].n_unique()
    told: dict[str, Any] = {"rejected rows": rows}
    if rows:
        shown = rejects.select("row", "column", "rule", "reason", "record").head(10)
        told["reasons"] = "\n".join(_reason(reject, warn=warn) for reject in rejects.head(10).iter_rows(named=True))
        told["rejects"] = dg.MetadataValue.md(markdown(shown, width=200))
    return check(table, "contract", rows == 0, told, warn=warn)


def _reason(reject: Mapping[str, Any], *, warn: bool) -> str:
    """One sentence of where a rejected row stands and what is wrong: file and row as the stage tells them, else as counted."""
    record = json.loads(reject["record"])
    file, row = record.get("file") or f"table {reject['table']}", record.get("file_row") or reject["row"]
    cure = "The row is left out" if warn else "Mend the row or take it out"
    return f"{file}, row {row}, column {reject['column']}: {reject['reason']}. {cure}"
