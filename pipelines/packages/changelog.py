"""CHANGELOG.md of a package, beside its versions: written from what the published versions hold and nothing else.

It can be written again byte for byte at any time, so it lies outside the versions, which never change. Belongs here: its wording.
Does not: what a change is (``versions``).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import markdown
from pipelines.packages import versions
from pipelines.packages.catalogue import listed
from pipelines.packages.naming import inside
from pipelines.packages.package import Package
from schemas import codelists

FILE = "CHANGELOG.md"
# So many changes of a version are listed one by one, and so much of a cell.
MOST_LISTED = 20
LONGEST_CELL = 80


@dataclass(frozen=True)
class Release:
    """A published version: its descriptor, its table ``changes``, which the first has not, why it was withdrawn, if it was, and whether it has
    retired."""

    descriptor: Mapping[str, Any]
    changes: pl.DataFrame | None
    withdrawn: str | None = None
    retired: bool = False


def changelog(releases: Sequence[Release]) -> str:
    """The change log of a package, newest version first.

    Args:
        releases: its versions, oldest first; at least one.
    """
    latest, first = releases[-1].descriptor, releases[0].descriptor
    parts = [
        f"# Changes of {latest['name']}",
        markdown.text(latest["title"]),
        "Newest first, written from the table `changes` of each version. A published version never changes. A column or table that came, went, moved "
        "or changed its type raises the first number, rows that came or went the second, anything else the third.",
    ]
    for before, after in reversed(list(pairwise(releases))):
        parts += _version(before.descriptor, after)
    parts += [_heading(first), *_marks(releases[0]), f"The first version: {_sizes(first)}."]
    return "\n\n".join(parts) + "\n"


def read(published: Path, package: str) -> list[Release]:
    """The versions of a package that the catalogue lists, oldest first."""
    return [_read(inside(published, entry["path"]), entry) for entry in listed(published, package)]


def _read(folder: Path, entry: Mapping[str, Any]) -> Release:
    package = Package.open(folder)
    return Release(package.descriptor, package.changes(), entry.get("withdrawn"), "retired" in entry)


def _version(before: Mapping[str, Any], after: Release) -> Iterator[str]:
    shape = versions.shape(before, after.descriptor)
    changes = versions.unexplained(shape, after.changes) if after.changes is not None else None
    yield _heading(after.descriptor)
    yield from _marks(after)
    if shape:
        yield "\n".join(
            f"- {f'table `{table}`' if column == '*' else f'column `{table}.{column}`'}: {what}"
            for table, column, what in shape
        )
    if changes is None or changes.is_empty():
        if not shape:
            yield "No row differs: titles, descriptions or other files do."
        return
    order = [resource["name"] for resource in after.descriptor["resources"]]  # data first, codelists last
    place = pl.col("table").replace_strict(order, list(range(len(order))), default=len(order))
    changes = changes.sort(place, maintain_order=True)
    yield _counts(changes)
    yield _detail(changes)
    if changes.height > MOST_LISTED:
        yield f"And {changes.height - MOST_LISTED} more: [{(file := _file(after.descriptor))}]({after.descriptor['version']}/{file})."


def _heading(descriptor: Mapping[str, Any]) -> str:
    return f"## {descriptor['version']} ({descriptor['created'][:10]}, the newest date among its sources)"


def _marks(release: Release) -> Iterator[str]:
    if release.withdrawn:
        yield f"**Withdrawn 撤回**: {markdown.text(release.withdrawn)}"
    if release.retired:
        yield "**Retired 归档**: of this version only the descriptor, the checksums and the changes are kept here; its number is not used again."


def _sizes(descriptor: Mapping[str, Any]) -> str:
    tables = [resource for resource in descriptor["resources"] if resource["format"] == "parquet"]
    return f"{len(tables)} tables, {sum(table['rows'] for table in tables)} rows"


def _file(descriptor: Mapping[str, Any]) -> str:
    """The file to read on in: for people the CSV, where there is one."""
    paths = [resource["path"] for resource in descriptor["resources"]]
    return "changes.csv" if "changes.csv" in paths else "changes.parquet"


def _counts(changes: pl.DataFrame) -> str:
    """How many rows came or went and cells changed, by table and kind."""
    kinds = [kind for kind in codelists.codes("change_kind") if kind in changes["kind"]]
    labels = codelists.labels("change_kind", "en")
    counted = {(table, kind): count for table, kind, count in changes.group_by("table", "kind").len().iter_rows()}
    rows = [
        [f"`{table}`", *(str(counted.get((table, kind), "")) for kind in kinds)]
        for table in changes["table"].unique(maintain_order=True)
    ]
    return _table(["table", *(labels[kind] for kind in kinds)], rows)


def _detail(changes: pl.DataFrame) -> str:
    rows = [
        [f"`{row['table']}`", _cell(" ".join(json.loads(row["key"]))), "" if row["column"] == "*" else f"`{row['column']}`",
         _cell(row["old"]), _cell(row["new"]), _cell(row["reason"])]
        for row in changes.head(MOST_LISTED).iter_rows(named=True)
    ]  # fmt: skip
    return _table(["table", "row", "column", "old", "new", "why"], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: str | None) -> str:
    """A cell of a Markdown table: one line, no markup taken from the data."""
    words = value or ""
    return markdown.text(words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1] + "…")
