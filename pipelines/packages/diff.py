"""What differs between any two versions of a package, not only neighbours. Belongs here: finding it, and naming the two.

Does not: what a change is (``versions``), or how it is printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages import versions
from pipelines.packages.catalogue import read_catalog
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
            told = {"version": self.new["version"], "table": table, "column": column, "kind": kind, "reason": reason}
            yield {name: told.get(name) for name in self.changes.columns}
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
        found = (Path(places[0]), Path(places[1]))
    elif len(places) == 3:
        package = Path(places[0]) if Path(places[0]).is_dir() else published / places[0]
        found = (package / places[1], package / places[2])
    else:
        raise InputError(
            "diff", "", f"{len(places)} are named", "Name two folders, or a package and two of its versions"
        )
    for folder in found:
        if not (folder / "datapackage.json").is_file():
            listed = read_catalog(folder.parent.parent)["packages"].get(folder.parent.name, {"versions": []})[
                "versions"
            ]
            there = ", ".join(told["version"] for told in listed)
            raise InputError(
                folder, "", "there is no such version", f"There are {there}" if there else "Name a version's folder"
            )
    return found


def diff(old: Path, new: Path) -> Difference:
    """Compare two versions, each a folder; in either order."""
    (old_told, old_tables), (new_told, new_tables) = versions.read_version(old), versions.read_version(new)
    changes = versions.changes(new_told["version"], old_tables, new_tables)
    return Difference(old_told, new_told, versions.shape(old_told, new_told), changes)
