"""What makes a stored table stale: the code of its stage, its raw files, the settings that it depends on, and all that it is made of.

Belongs here: fingerprints. Does not: what is done about them (``run``, ``triggers``).
"""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any, Protocol

import dagster as dg
import polars as pl

from pipelines.base.files import folder_digest, hashed
from pipelines.base.settings import Settings
from pipelines.line.resources import Collections
from pipelines.line.store import INVENTORY, Loaded, Store
from pipelines.outcomes.as_of import day, newest, turn
from pipelines.outcomes.readings import read as read_readings
from pipelines.reports.inventory import Inventory

READINGS, AS_OF = "readings", "as_of"
# What they say of a year makes the tables of that year, not how they came about: another year's report or reading makes none stale.
SAID = (INVENTORY, READINGS, AS_OF)
# Of the reports it hangs on the newest year alone: one more report of a year that is there makes no figure stale.
OF_NEWEST_YEAR = "statistics"
# Stages that read a folder below raw/ of the same name.
FOLDERS = ("statistics", READINGS)


class Inputs(Protocol):
    """What a table is made of: as it is now, or as a step was handed it."""

    def years(self, parent: str) -> Collection[str]:
        """The years of a table that there are."""

    def carried(self, parent: str, part: str | None) -> str:
        """The fingerprint of a part of a table."""

    def said(self, parent: str, year: str | None) -> str:
        """Hash over what one of the tables ``SAID`` says of a year; of the inventory without one, the newest year."""

    def raw(self, table: str) -> str:
        """Hash over the raw files that a table is made of by itself."""


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
        self._readings: pl.DataFrame | None = None
        self._as_of: pl.DataFrame | None = None
        self.store = Store(settings.store, self.fingerprint, self.of_loaded, SAID)

    @cached_property
    def graph(self) -> Any:
        """The assets, and what is made of what."""
        return self._definitions().resolve_asset_graph()

    @cached_property
    def steps(self) -> list[dg.AssetKey]:
        """The assets that a run makes, each after those that it is made of; raw files are in the graph to be seen."""
        return [key for key in self.graph.toposorted_asset_keys if self.graph.get(key).is_materializable]

    def look(self) -> None:
        """Look again at the raw files."""
        self._collections.look()
        self._fingerprints.clear()
        self._inventory = self._readings = self._as_of = None

    def inventory(self) -> Inventory:
        """The reports at hand: as stored, where no file has changed since, else read now."""
        if self._inventory is None:
            fresh = all(self.store.fresh(table, None) for table in (INVENTORY, "left_out"))
            self._inventory = self._stored_inventory() if fresh else self._collections.inventory()
        return self._inventory

    def _stored_inventory(self) -> Inventory:
        return Inventory(self.store.read(INVENTORY, [None]), self.store.read("left_out", [None]))

    def fingerprint(self, table: str, part: str | None) -> str:
        """What a table would be made of now, as one hash; the part is a report year, or the name of a package."""
        if (table, part) not in self._fingerprints:
            self._fingerprints[table, part] = self._hash(table, part, _Now(self))
        return self._fingerprints[table, part]

    def of_loaded(self, table: str, part: str | None, loaded: Loaded) -> str:
        """The fingerprint of a table that is made of what a step was handed, whatever has changed since."""
        return self._hash(table, part, _Handed(self, loaded))

    def _hash(self, table: str, part: str | None, inputs: Inputs) -> str:
        node = self._node(table, part)
        parts = [table, str(node.code_version), *self._own(str(node.group_name), node.key, inputs)]
        for parent in sorted(node.parent_keys):
            name, of = parent.path[0], self.graph.get(parent)
            if not of.is_materializable:  # raw files, which are in the graph to be seen
                continue
            if name == INVENTORY and table == OF_NEWEST_YEAR:
                parts.append(inputs.said(name, None))
            elif name in SAID and part and node.is_partitioned:
                parts.append(inputs.said(name, part))
            elif not of.is_partitioned:
                parts.append(inputs.carried(name, None))
            else:
                years = self._years_read(node, parent, part, inputs.years(name))
                parts += [f"{year} {inputs.carried(name, year)}" for year in years]
        return hashed(parts)

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

    def _own(self, stage: str, key: dg.AssetKey, inputs: Inputs) -> list[str]:
        """What a stage reads beside tables: raw files, and the settings that change what it makes."""
        table = key.path[0]
        if table in (INVENTORY, "left_out", *FOLDERS):
            return [inputs.raw(table)]
        settings = {"outcomes": self._settings.known_on, "packages": self._settings.keep_versions}
        return [str(settings[stage])] if stage in settings else []

    def raw(self, table: str) -> str:
        """Hash over the raw files that a table is made of by itself, as they are now."""
        if table in FOLDERS:
            return folder_digest(self._settings.raw / table)
        return self._collections.digest()

    def taken(self) -> str:
        """Hash over the files of the collections as they were when the inventory was taken."""
        return self._collections.taken()

    def readings(self) -> pl.DataFrame:
        """The second readings at hand: as stored, where no file has changed since, else read now."""
        if self._readings is None:
            fresh = self.store.fresh(READINGS, None)
            self._readings = self.store.read(READINGS, [None]) if fresh else read_readings(self._settings.raw)
        return self._readings

    def as_of(self) -> pl.DataFrame | None:
        """The day of knowledge as it is now; None where the statistics are to be read anew, and with them all that is judged by it."""
        if self._as_of is None and self.store.fresh("statistics", None):
            if self.store.fresh(AS_OF, None):
                self._as_of = self.store.read(AS_OF, [None])
            else:
                self._as_of = newest(self.inventory().reports, self.store.read("statistics", [None]))
        return self._as_of

    @staticmethod
    def _years_read(node: Any, parent: dg.AssetKey, year: str | None, there: Collection[str]) -> list[str]:
        """The report years of a partitioned parent that a table is made of: its own, as the mapping shifts them, or all."""
        mapping = node.partition_mappings.get(parent)
        if isinstance(mapping, dg.SpecificPartitionsPartitionMapping):
            return [each for each in there if each in mapping.partition_keys]
        if year is None or not node.is_partitioned:
            return [*there]
        if not isinstance(mapping, dg.TimeWindowPartitionMapping):
            return [year]
        shifted = range(int(year) + mapping.start_offset, int(year) + mapping.end_offset + 1)
        return [each for each in map(str, shifted) if each in there]


class _Now:
    """What there is now (``Inputs``)."""

    def __init__(self, staleness: Staleness) -> None:
        self._staleness = staleness
        self.carried = staleness.fingerprint
        self.raw = staleness.raw

    def years(self, parent: str) -> Collection[str]:
        """The years of which there is a report."""
        return self._staleness.inventory().years()

    def said(self, parent: str, year: str | None) -> str:
        """Of the inventory, the readings and the day that there are."""
        if parent == INVENTORY:
            return said(parent, self._staleness.inventory().reports, year)
        frame = self._staleness.readings() if parent == READINGS else self._staleness.as_of()
        return "" if frame is None else said(parent, frame, year)


class _Handed:
    """What a step was handed (``Inputs``)."""

    def __init__(self, staleness: Staleness, loaded: Loaded) -> None:
        self._staleness, self._loaded = staleness, loaded
        self.years = loaded.years

    def carried(self, parent: str, part: str | None) -> str:
        """What the table carried when the step read it; nothing where it was not read."""
        return self._loaded.fingerprints.get((parent, part), "")

    def said(self, parent: str, year: str | None) -> str:
        """Of the table that the step was handed."""
        return said(parent, self._loaded.frames[parent], year)

    def raw(self, table: str) -> str:
        """Of the files that the step says it read."""
        return self._staleness.taken() if self._loaded.raw is None else self._loaded.raw


def said(table: str, frame: pl.DataFrame, year: str | None) -> str:
    """Hash over what one of the tables ``SAID`` says of a report year: its rows, in an order of their own; of the day what hangs on it; of
    the inventory without a year, which is its newest."""
    if table == AS_OF:
        return turn(day(frame))
    if year is None:
        return str(frame["year"].max())
    if table == INVENTORY:
        rows = frame.filter(pl.col("year") == int(year)).sort("report_id")
    else:  # a target's id begins with its report's
        rows = frame.filter(pl.col("target_id").str.slice(7, 4) == year).sort("file", "row")
    return hashed([rows.write_csv()])
