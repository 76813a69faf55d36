"""A package as somebody else may write one, with one table that no contract of ours knows, as Parquet and as CSV.

Belongs here: writing it, whole or with something changed. Does not: what becomes of it.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

Descriptor = dict[str, Any]
ROWS = pl.DataFrame(
    {"plot": ["a1", "a2", "b1"], "crop": ["wheat", "rice", "maize"], "tons": [1200, 800, -35]},
    schema={"plot": pl.String, "crop": pl.String, "tons": pl.Int64},
)
FIELDS = [
    {"name": "plot", "type": "string", "title": "Plot", "description": "Which plot it is."},
    {"name": "crop", "type": "string", "title": "Crop", "description": "What grew on it."},
    {"name": "tons", "type": "integer", "title": "Tons", "description": "How much, against the year before."},
]


def package(folder: Path, rows: pl.DataFrame = ROWS, fields: list[dict[str, Any]] | None = None) -> Path:
    """Write the package into a folder, which it gives back: ``harvest`` as Parquet and ``harvest_csv``, both with the fields given."""
    folder.mkdir(parents=True, exist_ok=True)
    rows.write_parquet(folder / "harvest.parquet")
    rows.write_csv(folder / "harvest.csv")
    schema = {"fields": FIELDS if fields is None else fields, "primaryKey": ["plot"]}
    resources = [
        {"name": name, "type": "table", "path": path, "title": "Harvest", "description": "What was brought in.",
         "format": path.rpartition(".")[2], "rows": rows.height, "schema": schema}
        for name, path in (("harvest", "harvest.parquet"), ("harvest_csv", "harvest.csv"))
    ]  # fmt: skip
    descriptor = {
        "name": "grain", "title": "Grain", "description": "Harvests of three plots.", "version": "1.0.0", "created": "2024-05-01T00:00:00Z",
        "contributors": [{"title": "A cooperative"}], "licenses": [{"name": "CC-BY-4.0"}], "resources": resources,
    }  # fmt: skip
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return hashed(folder)


def changed(folder: Path, change: Callable[[Descriptor], Any]) -> Path:
    """Change the descriptor of a package, and the hashes after it."""
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    change(descriptor)
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def hashed(folder: Path) -> Path:
    """Let the descriptor name the hashes of the files as they are: a stranger's package may be whole, and hostile."""

    def hashes(descriptor: Descriptor) -> None:
        for resource in descriptor["resources"]:
            content = (folder / resource["path"]).read_bytes()
            resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"

    return changed(folder, hashes)
