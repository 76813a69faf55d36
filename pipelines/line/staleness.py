"""What makes a stored table stale: the code of its stage, its raw files, the settings that it depends on, and all that it is made of.

Belongs here: fingerprints. Does not: what is done about them (``run``, ``triggers``).
"""

import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Any, Protocol

import dagster as dg
import polars as pl

from pipelines.base.files import folder_digest
from pipelines.base.settings import Settings
from pipelines.line.resources import Collections
from pipelines.line.store import Loaded, Store
from pipelines.outcomes.as_of import day, newest, turn
from pipelines.outcomes.readings import read as read_readings
from pipelines.reports.inventory import Inventory

INVENTORY, READINGS, AS_OF = "inventory", "readings", "as_of"
# What they say of a year makes the tables of that year, not how they came about: another year's report or reading makes none stale.
SAID = (INVENTORY, READINGS, AS_OF)
# Stages that read a folder below raw/ of the same name.
FOLDERS = ("statistics", READINGS)


class Inputs(Protocol):
    """What a table is made of: as it is now, or as a step was handed it."""

    def years(self, parent: str) -> Collection[str]:
        """The years of a table that there are."""

    def carried(self, parent: str, part: str | None) -> str:
        """The fingerprint of a part of a table."""

    def said(table: str, frame: pl.DataFrame, year: str) -> str:
    """Hash over what one of the tables ``SAID`` says of a report year: its rows, in an order of their own; of the day what hangs on it."""
    if table == AS_OF:
        return turn(day(frame))
    if table == INVENTORY:
        rows = frame.filter(pl.col("year") == int(year)).sort("report_id")
    else:  # a target's id begins with its report's
        rows = frame.filter(pl.col("target_id").str.slice(7, 4) == year).sort("file", "row")
    return _hashed([rows.write_csv()])


def _hashed(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
