"""What makes a stored table stale: the code of its stage, its raw files, the settings that it depends on, and all that it is made of.

Belongs here: fingerprints. Does not: what is done about them (``run``, ``triggers``).
"""

import csv
import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from pipelines.base.files import digest, sources
from pipelines.base.settings import Settings
from pipelines.line.resources import Collections
from pipelines.line.store import INVENTORY, Store
from pipelines.reports.inventory import Inventory

READINGS = "readings"


class Staleness:
    """Fingerprints of all tables as of the last look at the raw files.

    Args:
        settings: where the files lie, and as of when is judged.
        collections: the reports.
        definitions: gives the definitions of the line, whose graph says what is made of what.
    """

    def __init__(self, settings: Settings, collections: Collections, definitions: Callable[[], dg.Definitions]) -> None:
        self._settings, self._collections, self._definitions = settings, collections, definitions
        self._fingerprints: dict[tuple[str, str | None], str] = {}
        self._inventory: Inventory | None = None
        self.store = Store(settings.store, self.fingerprint)

    @cached_property
    def graph(self) -> Any:
        """The assets, and what is made of what."""
        return self._definitions().resolve_asset_graph()

    def look(self) -> None:
        """Look again at the raw files."""
        self._collections.look()
        self._fingerprints.clear()
        self._inventory = None

    def inventory(self) -> Inventory:
        """The reports at hand: as stored, where no file has changed since, else read now."""
        if self._inventory is None:
            fresh = all(self.store.fresh(table, None) for table in (INVENTORY, "left_out"))
            stored = (self.store.read(table, [None]) for table in (INVENTORY, "left_out"))
            self._inventory = Inventory(*stored) if fresh else self._collections.inventory()
        return self._inventory

    def fingerprint(self, table: str, part: str | None) -> str:
        """What a table would be made of now, as one hash; the part is a report year, or the name of a package."""
        if (table, part) not in self._fingerprints:
            self._fingerprints[table, part] = self._fingerprint(table, part)
        return self._fingerprints[table, part]

    def _fingerprint(self, table: str, part: str | None) -> str:
        node = self._node(table, part)
        parts = [table, str(node.code_version), *self._inputs(str(node.group_name), node.key)]
        for parent in sorted(node.parent_keys):
            name = parent.path[0]
            if name == INVENTORY and part and node.is_partitioned:
                parts.append(self._files_of(part))
            elif name == READINGS and part and node.is_partitioned:
                parts.append(self._readings_of(part))
            elif not self.graph.get(parent).is_partitioned:
                parts.append(self.fingerprint(name, None))
            else:
                parts += [self.fingerprint(name, year) for year in self._years_read(node, parent, part)]
        return _hashed(parts)

    def dependent_years(self, table: str, parent: str, changed: Collection[str]) -> list[str]:
        """The years at hand whose table is made of the parent's rows of any of the years that have changed, gone ones too.

        Args:
            table: a table by years.
            parent: one that it is made of, by years that are shifted.
            changed: report years.
        """
        mapping = self.graph.get(dg.AssetKey(table)).partition_mappings[dg.AssetKey(parent)]
        reach = range(mapping.start_offset, mapping.end_offset + 1)
        return [year for year in self.inventory().years() if any(int(each) - int(year) in reach for each in changed)]

    def _node(self, table: str, part: str | None) -> Any:
        """The asset of a table; one of several parts that are no years has a key of its own."""
        key = dg.AssetKey([table, part] if part else [table])
        return self.graph.get(key if self.graph.has(key) else dg.AssetKey(table))

    def _inputs(self, stage: str, key: dg.AssetKey) -> list[str]:
        """What a stage reads beside tables: raw files, and the settings that change what it makes."""
        if key.path[0] in (INVENTORY, "left_out"):
            return [self._collections.digest()]
        if key.path[0] in ("statistics", READINGS):
            folder: Path = self._settings.raw / key.path[0]
            return [digest(sorted(sources(folder)), folder)]
        return [str(self._settings.known_on)] if stage == "outcomes" else []

    def _files_of(self, year: str) -> str:
        """Hash over the inventory's rows of a year: a report that comes late makes no other year stale."""
        rows = self.inventory().reports.filter(pl.col("year") == int(year)).sort("report_id")
        return _hashed([rows.write_csv()])

    def _readings_of(self, year: str) -> str:
        """Hash over the rows of second readings of a year's targets, and where they stand: one that is added makes no other year stale."""
        rows = []
        for path in sorted((self._settings.raw / READINGS).glob("*.csv")):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
            rows += [f"{path.name} {n} {row}" for n, row in enumerate(csv.reader(lines)) if f"-{year}@" in "".join(row)]
        return _hashed(rows)

    def _years_read(self, node: Any, parent: dg.AssetKey, year: str | None) -> list[str]:
        """The report years of a partitioned parent that a table is made of: its own, as the mapping shifts them, or all."""
        there = self.inventory().years()
        mapping = node.partition_mappings.get(parent)
        if isinstance(mapping, dg.SpecificPartitionsPartitionMapping):
            return [each for each in there if each in mapping.partition_keys]
        if year is None or not node.is_partitioned:
            return there
        if not isinstance(mapping, dg.TimeWindowPartitionMapping):
            return [year]
        shifted = range(int(year) + mapping.start_offset, int(year) + mapping.end_offset + 1)
        return [each for each in map(str, shifted) if each in there]


def _hashed(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
