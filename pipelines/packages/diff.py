"""What differs between any two versions of a package, not only neighbours. Belongs here: finding it, and naming the two.

Does not: what a change is (``versions``), or how it is printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages import versions
from pipelines.packages.checks import valid
from pipelines.packages.package import Package
from pipelines.packages.reference import Reference, before, listed_version, resolve
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


def versions_of(named: Sequence[str], published: Path) -> tuple[Reference, Reference]:
    """The old and the new version of what is named.

    Args:
        named: two versions, each as ``resolve`` takes them; a package and two of its numbers; or one version, which is compared
            with the one before it, so that a package's name alone is its latest and the one before.
        published: the folder that readers see.

    Raises:
        InputError: one of them is not there, or none or too many are named; says which versions there are.
    """
    if len(named) == 3:
        old, new = (listed_version(named[0], number, published) for number in named[1:])
        return old, new
    if len(named) == 2:
        return resolve(named[0], published), resolve(named[1], published)
    if len(named) == 1:
        new = resolve(named[0], published)
        return before(new), new
    raise InputError(
        "diff", "", f"{len(named)} are named", "Name a package, two versions, or a package and two of its numbers"
    )


def diff(old: Path, new: Path, causes: set[str] | None = None) -> Difference:
    """Compare two versions, each a folder; in either order.

    Args:
        old: one of them.
        new: the other.
        causes: the kinds of inputs that changed, where catalogues tell it.

    Raises:
        InputError: one of them is no valid package, or a table repeats the key by which its rows are compared.
    """
    before, after = valid(old), valid(new)
    changes = versions.changes(after.version, _tables(before), _tables(after), causes)
    shape = versions.shape(before.descriptor, after.descriptor)
    return Difference(before.descriptor, after.descriptor, shape, changes)


def _tables(package: Package) -> dict[str, pl.DataFrame]:
    """The tables of a version, each row once by its key, so that one row is compared with one.

    Raises:
        InputError: the key of a table of ours repeats. Of a table that has none rows are compared whole, and the same row counts once.
    """
    tables = package.tables()
    for name, frame in tables.items():
        key = versions.key(name, frame)
        if key == frame.columns:
            tables[name] = frame.unique(maintain_order=True)
        elif set(key) <= set(frame.columns) and frame.select(key).is_duplicated().any():
            place = f"{name}, {', '.join(key)}"
            cure = "Get the package again from its publisher"
            raise InputError(package.files.folder, place, "rows repeat the key by which they are compared", cure)
    return tables
