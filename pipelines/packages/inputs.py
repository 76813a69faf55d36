"""What a version is made of, told by hashes: each kind of its inputs, for the reasons of changes; all of it, so that the same is not built twice.

A package need not hold the tables that its verdicts follow from, so that its inputs are hashed before its tables are chosen. Belongs
here: what counts as an input. Does not: what follows from one that changed (``versions``), or where the hashes are kept (``catalogue``).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import polars as pl

from pipelines.base.files import digest, sources
from pipelines.base.settings import ROOT
from pipelines.packages.definition import Definition
from pipelines.packages.metadata.descriptor import created
from pipelines.packages.versions import RULES

# What writes a version beside its rows: rooms of the code, and a text that is copied.
_ROOMS = ("pipelines/packages", "pipelines/forms", "pipelines/wording", "pipelines/base", "schemas")
_COPIED = ("LICENSE-DATA.md",)


@dataclass(frozen=True)
class Inputs:
    """The inputs of a version: a hash a kind, the kinds being those of ``versions.KINDS``, and the newest date among them."""

    hashes: Mapping[str, str]
    newest: date


def inputs(selected: Mapping[str, pl.DataFrame], stored: Mapping[str, pl.DataFrame]) -> Inputs:
    """What a package is made of.

    Args:
        selected: every table that it could hold (``contents.selection``), whether or not it does.
        stored: the tables of the store by name.
    """
    reports = selected["reports"]
    kinds = {
        "reports": [reports.select("report_id", "raw_sha256")],
        "statistics": [selected["statistics"].select("statistic_id", "value")],
        "rules": [selected[table] for table in RULES],
    }
    if "reading" in selected["outcomes"].columns:
        kinds["readings"] = [selected["outcomes"].select("target_id", "reading")]
    if "inventory" in stored:
        kinds["next_reports"] = [_next(reports, stored["inventory"])]
    if "as_of" in stored:
        kinds["as_of"] = [stored["as_of"].select("as_of")]
    return Inputs({kind: _hashed(frames) for kind, frames in kinds.items()}, created(selected))


def _next(reports: pl.DataFrame, inventory: pl.DataFrame) -> pl.DataFrame:
    """The reports of the years after, which say what came of the targets, whether the package takes them or not."""
    after = reports.select("region_code", pl.col("year") + 1)
    return inventory.join(after, on=["region_code", "year"], how="semi").select("report_id", "raw_sha256")


def _hashed(frames: Iterable[pl.DataFrame]) -> str:
    total = hashlib.sha256()
    for frame in frames:
        total.update(frame.sort(pl.all()).write_csv().encode())
    return total.hexdigest()


def built_from(
    definition: Definition,
    tables: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    left_out: int,
) -> str:
    """One hash over all that the files of a version follow from but its number: code, definition, rows, and what was left out.

    Args:
        definition: the package.
        tables: its tables, without ``changes``.
        rejects: rows that broke a contract and are left out, by table.
        left_out: files of its collections that were set aside whole.
    """
    said = replace(definition, publish=True, optional=False, keep_versions=None, cited=())
    total = hashlib.sha256(repr((_code(), said, sorted(rejects.items()), left_out)).encode())
    for table, frame in tables.items():
        total.update(table.encode())
        total.update(frame.rechunk().write_ipc(None).getbuffer())
    return total.hexdigest()


@cache
def _code() -> str:
    """Hash over the code that writes versions, and the texts that it copies."""
    rooms = (file for room in _ROOMS for file in sources(ROOT / room))
    return digest(sorted([*rooms, *(ROOT / name for name in _COPIED)]), ROOT)
