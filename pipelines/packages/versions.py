"""Which version comes next, and what changed: both follow from the difference, so that no hand sets a version.

The rule is the Data Package recipe: a column or table added, moved, changed or removed is major, rows added or withdrawn are
minor, any other byte is a patch; ``changes`` is not compared. Belongs here: comparing. Does not: writing versions.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

import schemas
from schemas import contract

FIRST = "1.0.0"
_RULES = ("verdict_rules", "polarities", "indicator_relations", "indicators", "method_constants", "units", "codes")
_REASONS = {
    "source_revised": "a raw text or a published figure changed",
    "rule_changed": "a rule table or codelist changed",
    "extraction_fixed": "the code that reads or judges changed",
    "added": "the row is new",
    "withdrawn": "the row is gone",
}


def next_version(
    latest: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    old_keys: Mapping[str, set[Any]],
    new_keys: Mapping[str, set[Any]],
) -> str:
    """The number after ``latest``, by what differs between two descriptors and the keys of their rows."""
    major, minor, patch = (int(part) for part in latest.split("."))
    if _columns(old) != _columns(new):
        return f"{major + 1}.0.0"
    if old_keys != new_keys:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def _columns(descriptor: Mapping[str, Any]) -> list[Any]:
    """Tables with their columns, types and order; not their descriptions, which may be mended."""
    return [
        [
            resource["name"],
            [[field["name"], field["type"]] for field in resource["schema"]["fields"]],
            resource["schema"].get("primaryKey"),
        ]
        for resource in descriptor["resources"]
        if not resource["name"].startswith("changes")
    ]


def read_version(folder: Path) -> tuple[dict[str, Any], dict[str, pl.DataFrame]]:
    """Descriptor and tables of a published version."""
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {
        resource["name"]: pl.read_parquet(folder / resource["path"])
        for resource in descriptor["resources"]
        if resource["format"] == "parquet" and resource["name"] != "changes"
    }
    return descriptor, tables


def keys(tables: Mapping[str, pl.DataFrame]) -> dict[str, set[Any]]:
    """The primary keys of every table's rows."""
    return {
        name: set(frame.select(contract.primary_key(schemas.model(name))).iter_rows()) for name, frame in tables.items()
    }


def changes(version: str, old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The table ``changes``: every cell that differs, and every row that came or went, sorted by table and key."""
    changed = _changed_kind(old, new)
    rows: list[dict[str, Any]] = []
    for table in sorted(set(old) | set(new)):
        key = contract.primary_key(schemas.model(table))
        before, after = _by_key(old.get(table), key), _by_key(new.get(table), key)
        for one in sorted(set(before) | set(after)):
            for column, was, now, kind in _differences(before.get(one), after.get(one), changed):
                rows.append(
                    {
                        "version": version,
                        "table": table,
                        "key": one,
                        "column": column,
                        "old": was,
                        "new": now,
                        "kind": kind,
                        "reason": _REASONS[kind],
                    }
                )
    return pl.DataFrame(rows, schema=contract.dtypes(schemas.model("changes")))


def _by_key(frame: pl.DataFrame | None, key: list[str]) -> dict[str, dict[str, Any]]:
    if frame is None or not set(key) <= set(frame.columns):
        return {}
    return {
        json.dumps([str(row[name]) for name in key], ensure_ascii=False): row for row in frame.iter_rows(named=True)
    }


def _differences(
    before: dict[str, Any] | None, after: dict[str, Any] | None, changed: str
) -> list[tuple[str, str | None, str | None, str]]:
    if before is None or after is None:
        return [("*", None, None, "added" if before is None else "withdrawn")]
    names = [*after, *(name for name in before if name not in after)]
    return [
        (
            name,
            _text(before.get(name)),
            _text(after.get(name)),
            "added" if name not in before else "withdrawn" if name not in after else changed,
        )
        for name in names
        if before.get(name) != after.get(name)
    ]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _changed_kind(old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> str:
    """Which input changed: the raw texts or figures, else a rule table or codelist, else the code."""

    def differs(table: str, columns: list[str] | None = None) -> bool:
        frames = [tables[table].select(columns or pl.all()) for tables in (old, new) if table in tables]
        return len(frames) == 1 or (len(frames) == 2 and not frames[0].equals(frames[1]))

    if differs("reports", ["report_id", "raw_sha256"]) or differs("statistics", ["statistic_id", "value"]):
        return "source_revised"
    return "rule_changed" if any(differs(table) for table in _RULES) else "extraction_fixed"
