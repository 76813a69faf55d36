"""A table as files: Parquet with its contract inside, and CSV that a spreadsheet opens right.

Belongs here: file forms of one table. Does not: which rows (``contents``) or how files are told of (``descriptor``).
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

import schemas
from pipelines.packages.metadata.labels import labelled
from pipelines.wording.numbers import all_digits

# Small enough to read a part, large enough to compress well.
ROW_GROUP = 100_000


def write_parquet(table: str, frame: pl.DataFrame, path: Path, told: dict[str, str]) -> None:
    """Write a table as Parquet (zstd), each field with its title, description, unit and SDMX concept.

    Args:
        table: name of the table.
        frame: its rows, sorted.
        path: where to.
        told: key-value metadata of the file (title, license, version ...).
    """
    import pyarrow
    import pyarrow.parquet

    columns = schemas.model(table).to_schema().columns
    arrow = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    fields = [field.with_metadata(_field_metadata(columns[field.name])) for field in arrow.schema]
    schema = pyarrow.schema(
        fields, metadata=told | {"table": table, "schema_sha256": schema_hash(table, frame.columns)}
    )
    pyarrow.parquet.write_table(arrow.cast(schema), path, compression="zstd", row_group_size=ROW_GROUP)


def write_csv(table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write a table as CSV, with labels beside codes: UTF-8 with a byte order mark, RFC 4180, numbers as printed, nulls empty, booleans true and false."""
    frame = labelled(table, frame)
    frame.with_columns(
        all_digits(pl.col(name)) for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal)
    ).write_csv(path, include_bom=True, line_terminator="\r\n")


def schema_hash(table: str, names: Sequence[str]) -> str:
    """Hash over names, types and descriptions of a table's published columns: changes when its contract does."""
    specs = [(name, schemas.model(table).to_schema().columns[name]) for name in names]
    told = [[name, str(spec.dtype), spec.title, spec.description, spec.nullable] for name, spec in specs]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _field_metadata(spec: Any) -> dict[str, str]:
    metadata = spec.metadata or {}
    told = {"title": spec.title, "description": spec.description} | {
        key: metadata.get(key) for key in ("unit", "concept")
    }
    return {key: value for key, value in told.items() if value}
