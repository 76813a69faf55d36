"""CHANGELOG.md of a package, beside its versions: written from what the published versions hold and nothing else.

It can be written again byte for byte at any time, so it lies outside the versions, which never change. What it says of a version does not
change either: the catalogue lists in which layout a version is told of. Belongs here: its wording. Does not: what a change is
(``versions``), or what readers ask for first (``news``).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import markdown
from pipelines.packages import versions
from pipelines.packages.catalogue import listed
from pipelines.packages.naming import inside
from pipelines.packages.news import news, remaining
from pipelines.packages.package import Package
from pipelines.wording.dates import day_en, day_zh
from pipelines.wording.numbers import counted
from schemas import codelists

FILE = "CHANGELOG.md"
# So many changes of a version are listed one by one, and so much of a cell.
MOST_LISTED = 20
LONGEST_CELL = 80
# How a version is told of that is published now. In the first layout came tables, columns and cells, as they stand in ``changes``; in the
# second the news comes before them.
LAYOUT = 2
# What the first layout calls the kinds of change, whatever the codelist calls them since.
_KINDS_OF_FIRST = {
    "source_revised": "source revised",
    "extraction_fixed": "extraction fixed",
    "rule_changed": "rule changed",
    "several": "several causes",
    "read_again": "read again",
    "added": "added",
    "withdrawn": "withdrawn",
}
# So many columns of a table are named that came or went.
_MOST_COLUMNS = 8
# Another wording of a sentence is no news, nor is a row of a list of words or codes: these are counted, and named in the file of changes.
_SENTENCES = pl.col("column").is_in(["why_zh", "why_en"])
_METHOD = ("verdict_rules", "plausibility", "method_constants")
_OF_LISTS = pl.col("table").is_in([*sorted({*versions.RULES, "regions"} - {*_METHOD})])
_NEWS = ~_SENTENCES & ~_OF_LISTS & (pl.col("kind") != "added")


@dataclass(frozen=True)
class Release:
    """A published version: its descriptor, its table ``changes``, which the first has not, why it was withdrawn, if it was, whether it has
    retired, and in which layout it is told of."""

    descriptor: Mapping[str, Any]
    changes: pl.DataFrame | None
    withdrawn: str | None = None
    retired: bool = False
    layout: int = LAYOUT


def changelog(releases: Sequence[Release]) -> str:
    """The change log of a package, newest version first.

    Args:
        releases: its versions, oldest first; at least one.
    """
    latest = releases[-1].descriptor
    parts = [
        f"# Changes of {latest['name']}",
        markdown.text(latest["title"]),
        "每一版变了什么，最新的在前。已发布的版本不再改动。版本号：表或列有增减或改动，第一位加一；有行增减，第二位加一；其他改动，第三位加一。",
        "What each version changed, newest first. A published version never changes. A column or table that came, went, moved or changed its type "
        "raises the first number, rows that came or went the second, anything else the third.",
    ]
    for before, after in reversed(list(pairwise(releases))):
        parts += _TELL[after.layout](before.descriptor, after)
    parts += [_heading(releases[0]), *_marks(releases[0]), _first(releases[0])]
    return "\n\n".join(parts) + "\n"


def read(published: Path, package: str) -> list[Release]:
    """The versions of a package that the catalogue lists, oldest first."""
    return [_read(inside(published, entry["path"]), entry) for entry in listed(published, package)]


def _read(folder: Path, entry: Mapping[str, Any]) -> Release:
    package = Package.open(folder)
    layout = entry.get("changelog", 1)
    return Release(package.descriptor, package.changes(), entry.get("withdrawn"), "retired" in entry, layout)


def _by_news(before: Mapping[str, Any], after: Release) -> Iterator[str]:
    """The second layout: verdicts and reports, then tables and columns, then counts of all else, and some of it cell by cell."""
    shape = versions.shape(before, after.descriptor)
    yield _heading(after)
    yield from _marks(after)
    if after.changes is None:
        yield _anew(before, after)
        return
    yield from news(after.changes)
    if shape:
        yield "#### Tables and columns"
        yield "\n".join(_shapes(shape))
    changes = remaining(versions.unexplained(shape, after.changes))
    if not changes.is_empty():
        yield "#### Rows and cells"
        yield from _rows_and_cells(after.descriptor, changes, codelists.labels("change_kind", "en"), _NEWS)
    elif not shape and after.changes.is_empty():
        yield "改动的只是标题、说明或其他文件。"
        yield "No row differs: titles, descriptions or other files do."


def _shapes(shape: Sequence[versions.Shape]) -> Iterator[str]:
    """What came, went, moved or changed its type, a line for each of these; tables first."""
    whole = sorted((each for each in shape if each.column == "*"), key=lambda each: each.what)
    for what, same in groupby(whole, key=lambda each: each.what):
        yield f"- tables {what}: {', '.join(f'`{each.table}`' for each in same)}"
    columns = sorted((each for each in shape if each.column != "*"), key=lambda each: (each.what, each.table))
    for (what, table), same in groupby(columns, key=lambda each: (each.what, each.table)):
        names = [f"`{each.column}`" for each in same]
        more = f" and {len(names) - _MOST_COLUMNS} more" if len(names) > _MOST_COLUMNS else ""
        yield f"- columns of `{table}` {what}: {', '.join(names[:_MOST_COLUMNS])}{more}"


def _by_cells(before: Mapping[str, Any], after: Release) -> Iterator[str]:
    """The first layout: tables and columns, then counts of what changed, and some of it cell by cell."""
    shape = versions.shape(before, after.descriptor)
    changes = versions.unexplained(shape, after.changes) if after.changes is not None else None
    yield _heading(after)
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
    yield from _rows_and_cells(after.descriptor, changes, _KINDS_OF_FIRST)


# How a version is told of, by its layout.
_TELL = {1: _by_cells, 2: _by_news}


def _rows_and_cells(
    descriptor: Mapping[str, Any], changes: pl.DataFrame, kinds: Mapping[str, str], named: pl.Expr | None = None
) -> Iterator[str]:
    """How many rows and cells changed, by table, and the first of those that are to be ``named``; of all, where that is not said."""
    order = [resource["name"] for resource in descriptor["resources"]]  # data first, codelists last
    place = pl.col("table").replace_strict(order, list(range(len(order))), default=len(order))
    changes = changes.sort(place, maintain_order=True)
    yield _counts(changes, kinds)
    if not (shown := changes if named is None else changes.filter(named)).is_empty():
        yield _detail(shown)
    if changes.height > min(MOST_LISTED, shown.height):
        yield f"And {changes.height - min(MOST_LISTED, shown.height)} more: [{(file := _file(descriptor))}]({descriptor['version']}/{file})."


def _heading(release: Release) -> str:
    version, day = release.descriptor["version"], release.descriptor["created"][:10]
    if release.layout == 1:
        return f"## {version} ({day}, the newest date among its sources)"
    known = date.fromisoformat(day)
    return f"## {version} · 数据截至{day_zh(known)} · data up to {day_en(known)}"


def _marks(release: Release) -> Iterator[str]:
    if release.withdrawn:
        yield f"**Withdrawn 撤回**: {markdown.text(release.withdrawn)}"
    if release.retired:
        yield "**Retired 归档**: of this version only the descriptor, the checksums and the changes are kept here; its number is not used again."


def _first(release: Release) -> str:
    """What the first version holds."""
    if release.layout == 1:
        tables = _rows_of(release)
        return f"The first version: {len(tables)} tables, {sum(tables.values())} rows."
    zh, en = _holds(release)
    return f"第一版：{zh}。\n\nThe first version: {en}."


def _anew(before: Mapping[str, Any], after: Release) -> str:
    """What a version holds that no change leads to: it begins anew after one that was withdrawn."""
    zh, en = _holds(after)
    was = before["version"]
    return f"不承接已撤回的{was}版，全部重新读取：{zh}。\n\nIt does not follow from the withdrawn {was}: all reports were read anew; {en}."


def _holds(release: Release) -> tuple[str, str]:
    """How many reports and targets a version has, in Chinese and in English."""
    tables = _rows_of(release)
    reports, targets = tables.get("reports", 0), tables.get("targets", 0)
    return f"报告{reports:,}份，目标{targets:,}项", f"{counted(reports, 'report')}, {counted(targets, 'target')}"


def _rows_of(release: Release) -> dict[str, int]:
    return {table["name"]: table["rows"] for table in release.descriptor["resources"] if table["format"] == "parquet"}


def _file(descriptor: Mapping[str, Any]) -> str:
    """The file to read on in: for people the CSV, where there is one."""
    paths = [resource["path"] for resource in descriptor["resources"]]
    return "changes.csv" if "changes.csv" in paths else "changes.parquet"


def _counts(changes: pl.DataFrame, labels: Mapping[str, str]) -> str:
    """How many rows came or went and cells changed, by table and kind."""
    kinds = [kind for kind in codelists.codes("change_kind") if kind in changes["kind"]]
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
