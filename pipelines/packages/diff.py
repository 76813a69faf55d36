"""What differs between any two versions of a package, not only neighbours. Belongs here: finding it, and naming the two.

Does not: what a change is (``versions``), or how it is printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages import versions
from pipelines.packages.catalogue import listed
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.package import Package
from schemas.errors import InputError

_REASONS = {"added": "it is new", "removed": "it is gone", "moved": "its columns stand in another order"}


@dataclass(frozen=True)
class Difference:
    """The two descriptors, tables and columns that came or went, and the rows of ``changes`` from the old to the new."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    shape: list[versions.Shape]
    changes: pl.DataFrame

    def rows(self) -> Iterator[dict[str, Any]]:
        """All that differs, one row each as in ``changes``; first tables and columns, which have no key."""
        for table, column, what in self.shape:
            kind = {"added": "added", "removed": "withdrawn"}.get(what, "reshaped")
            reason = _REASONS.get(what, f"its type was {what}")
            row = {"version": self.new["version"], "table": table, "column": column, "kind": kind, "reason": reason}
            yield {name: row.get(name) for name in self.changes.columns}
        yield from self.changes.iter_rows(named=True)

    def by_table(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Tables with the changes that no coming or going of a whole table or column says already."""
        for (table,), rows in versions.unexplained(self.shape, self.changes).group_by("table", maintain_order=True):
            yield str(table), rows


def folders(places: Sequence[str], published: Path) -> tuple[Path, Path]:
    """The folders of two versions: two folders, or a package (its name or folder) and two versions of it.

    Raises:
        InputError: one of them is not there; names the versions that are.
    """
    if len(places) == 2:
        old, new = Path(places[0]), Path(places[1])
    elif len(places) == 3:
        package = Path(places[0]) if Path(places[0]).is_dir() else published / places[0]
        old, new = package / places[1], package / places[2]
    else:
        raise InputError(
            "diff", "", f"{len(places)} are named", "Name two folders, or a package and two of its versions"
        )
    for folder in (old, new):
        if not (folder / DESCRIPTOR).is_file():
            there = ", ".join(entry["version"] for entry in listed(folder.parent.parent, folder.parent.name))
            cure = f"There are {there}" if there else "Name a version's folder"
            raise InputError(folder, "", "there is no such version", cure)
    return old, new


def diff(old: Path, new: Path) -> Difference:
    """Compare two versions, each a folder; in either order.

    Raises:
        InputError: one of them is no package, or a table of it cannot be read.
    """
    before, after = Package.open(old), Package.open(new)
    changes = versions.changes(after.version, before.tables(), after.tables())
    shape = versions.shape(before.descriptor, after.descriptor)
    return Difference(before.descriptor, after.descriptor, shape, changes)
