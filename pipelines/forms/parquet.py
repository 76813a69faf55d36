"""A table as Parquet, with its contract inside. Belongs here: the Parquet of one table. Does not: which rows (``contents``)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages.candidate import Candidate
from pipelines.packages.metadata.descriptor import LICENSE
from pipelines.packages.registry import form
from schemas import anchors

# Small enough to read a part, large enough to compress well.
ROW_GROUP = 100_000
# Of zstd: a fifth smaller than by its default, in seconds more; a file is read as fast.
LEVEL = 15


@form("parquet")
def write(candidate: Candidate) -> None:
    """Write every table of a candidate as ``<table>.parquet``; each file says of which version it is, and what that was made of."""
    metadata = {
        "title": candidate.definition.title_en,
        "license": LICENSE["name"],
        "version": candidate.version,
        "package": candidate.definition.name,
        "inputs_sha256": candidate.inputs_sha256,
    }
    for table, frame in candidate.tables.items():
        write_parquet(table, frame, candidate.place(f"{table}.parquet"), metadata)
        candidate.register(f"{table}.parquet")


def write_parquet(table: str, frame: pl.DataFrame, path: Path, metadata: Mapping[str, str]) -> None:
    """Write a table as Parquet (zstd), each field with its title, description, unit and SDMX concept.

    Args:
        table: name of the table.
        frame: its rows, sorted.
        path: where to.
        metadata: key-value metadata of the file (title, license, version ...).
    """
    import pyarrow
    import pyarrow.parquet

    columns = anchors.columns(table)
    arrow = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    fields = [field.with_metadata(_field_metadata(columns[field.name])) for field in arrow.schema]
    contract = {"table": table, "schema_sha256": schema_hash(table, frame.columns)}
    schema = pyarrow.schema(fields, metadata={**metadata, **contract})
    pyarrow.parquet.write_table(
        arrow.cast(schema), path, compression="zstd", compression_level=LEVEL, row_group_size=ROW_GROUP
    )


def schema_hash(table: str, names: Sequence[str]) -> str:
    """Hash over names, types and descriptions of a table's published columns: changes when its contract does."""
    specs = [(name, anchors.columns(table)[name]) for name in names]
    columns = [[name, str(spec.dtype), spec.title, spec.description, spec.nullable] for name, spec in specs]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()


def _field_metadata(spec: Any) -> dict[str, str]:
    metadata = spec.metadata or {}
    properties = {"title": spec.title, "description": spec.description} | {
        key: metadata.get(key) for key in ("unit", "concept")
    }
    return {key: value for key, value in properties.items() if value}
