"""Which version comes next, and what changed: both follow from the difference, so that no hand sets a version.

The rule is the Data Package recipe: a column or table added, moved, changed or removed is major, rows added or withdrawn are
minor, any other byte is a patch; ``changes`` is not compared. Columns, keys and cells are known before any file is written, so that what
differs in them is built once, under its own number. Only where they are the same do the bytes decide: the candidate is then built
under the latest number, since every form prints its number, and only what differs even so is built again, as a patch. Belongs here:
comparing. Does not: writing versions (``publish``).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import polars as pl

import schemas
from schemas import contract

FIRST = "1.0.0"
# A version with more than so many times the rows of the one before is another data set.
MOST_TIMES = 2
# Names of columns while two tables are compared: no column of a package has a name with such a sign.
_KEY, _NEW = "\0key", "\0new"
_CHANGE = dict.fromkeys(("table", "key", "column", "old", "new", "kind"), pl.String)
_CELL = {name: kind for name, kind in _CHANGE.items() if name != "table"} | {"place": pl.Int32}
RULES = (
    "verdict_rules",
    "meets",
    "link_words",
    "plausibility",
    "series_breaks",
    "polarities",
    "deed_polarities",
    "head_polarities",
    "indicator_relations",
    "indicators",
    "topics",
    "topic_words",
    "glosses",
    "deeds",
    "method_constants",
    "headlines",
    "units",
    "codes",
)
# The kinds of inputs, and what a change is called that follows from one; by which of them a table changes that does not depend on all.
# ``next_reports`` are those of the year after, ``as_of`` is the day as of which is judged.
KINDS = {
    "reports": "source_revised",
    "next_reports": "source_revised",
    "statistics": "source_revised",
    "as_of": "source_revised",
    "rules": "rule_changed",
    "readings": "read_again",
}
_OF_TEXTS = frozenset({"reports", "rules"})
_INPUTS = {
    "extraction_scores": frozenset[str](),
    "verdict_checks": frozenset[str](),
    "reports": frozenset({"reports"}),
    "statistics": frozenset({"statistics", "rules"}),
    "targets": _OF_TEXTS,
    "achieved": _OF_TEXTS,
    "commitments": _OF_TEXTS,
    "claims": _OF_TEXTS | {"next_reports"},
    "project_lists": _OF_TEXTS,
    "readings": frozenset({"readings"}),
}
_REASONS = {
    "source_revised": "a raw text or a published figure changed",
    "rule_changed": "a rule table or codelist changed",
    "read_again": "somebody read a target and its figure again",
    "extraction_fixed": "the code that reads or judges changed",
    "several": "texts or figures changed, and rule tables or codelists too",
    "added": "the row is new",
    "withdrawn": "the row is gone",
}


class Shape(NamedTuple):
    """A table or column that differs between two versions: ``column`` is * for a whole table, ``what`` is added, removed, moved or ``old type → new type``."""

    table: str
    column: str
    what: str


def shape(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Shape]:
    """Tables and columns added, removed, moved or of another type, by two descriptors; without ``changes``."""
    before, after = _typed_columns(old), _typed_columns(new)
    differences = [
        Shape(table, "*", "added" if table in after else "removed") for table in sorted(set(before) ^ set(after))
    ]
    for table in (table for table in after if table in before):
        was, now = before[table], after[table]
        differences += [Shape(table, column, "added") for column in now if column not in was]
        differences += [Shape(table, column, "removed") for column in was if column not in now]
        both = [column for column in was if column in now]
        differences += [
            Shape(table, column, f"{was[column]} → {now[column]}") for column in both if was[column] != now[column]
        ]
        if both != [column for column in now if column in was]:
            differences.append(Shape(table, "*", "moved"))
    return differences


def unexplained(shape: Iterable[Shape], changes: pl.DataFrame) -> pl.DataFrame:
    """The changes without those that the coming or going of a whole table or column says already."""
    known = [(table, column) for table, column, what in shape if what in ("added", "removed")]
    names = pl.DataFrame(known, schema={"table": pl.String, "column": pl.String}, orient="row")
    return changes.join(names, on=["table", "column"], how="anti", maintain_order="left")


def _typed_columns(descriptor: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for resource in descriptor["resources"]
        if resource["format"] == "parquet" and resource["name"] != "changes"
    }


def next_version(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    old_tables: Mapping[str, pl.DataFrame],
    new_tables: Mapping[str, pl.DataFrame],
) -> str | None:
    """The next number, as far as tables decide it; None where columns, rows and cells are the same, and bytes decide.

    Args:
        old: the descriptor of the latest version.
        new: the descriptor of the candidate, or what is known of it: its resources.
        old_tables: the tables of the latest version.
        new_tables: those of the candidate.
    """
    major, minor, _ = _numbers(old["version"])
    if _columns(old) != _columns(new):
        return f"{major + 1}.0.0"
    if keys(old_tables) != keys(new_tables):
        return f"{major}.{minor + 1}.0"
    return patch(old["version"]) if cells_differ(old_tables, new_tables) else None


def is_another(before: Iterable[Mapping[str, Any]], now: Mapping[str, pl.DataFrame]) -> bool:
    """Whether a version has so many more rows than the one before that it is another data set: a list of its changes would be all its rows."""
    rows = sum(int(each["rows"]) for each in before if each["format"] == "parquet")
    return sum(frame.height for frame in now.values()) > MOST_TIMES * rows


def patch(latest: str) -> str:
    """The number after ``latest`` where neither columns nor rows differ."""
    major, minor, patched = _numbers(latest)
    return f"{major}.{minor}.{patched + 1}"


def _numbers(version: str) -> tuple[int, int, int]:
    major, minor, patched = (int(part) for part in version.split("."))
    return major, minor, patched


def unannounced(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What the older descriptor has, the newer has not, and no version said before that it would go: ``table`` or ``table.column``."""
    kept = {
        resource["name"]: {field["name"] for field in resource["schema"]["fields"]} for resource in new["resources"]
    }
    gone = []
    for resource in old["resources"]:
        name = resource["name"]
        if name.startswith("changes") or resource.get("deprecated"):
            continue
        if name not in kept:
            gone.append(name)
            continue
        fields = (field for field in resource["schema"]["fields"] if not field.get("deprecated"))
        gone += [f"{name}.{field['name']}" for field in fields if field["name"] not in kept[name]]
    return gone


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


def keys(tables: Mapping[str, pl.DataFrame]) -> dict[str, set[Any]]:
    """The primary keys of every table's rows."""
    return {name: set(frame.select(key(name, frame)).iter_rows()) for name, frame in tables.items()}


def key(table: str, frame: pl.DataFrame) -> list[str]:
    """The primary key of a table; all columns where its contract is no longer there."""
    try:
        return contract.primary_key(schemas.model(table))
    except LookupError:
        return frame.columns


def cells_differ(old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> bool:
    """Whether any cell of two versions with the same columns and keys differs."""
    differ = [table for table in new if not (table in old and old[table].equals(new[table]))]
    before = {table: old[table] for table in differ if table in old}
    return bool(differ) and not changes(FIRST, before, {table: new[table] for table in differ}, set()).is_empty()


def causes(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> set[str] | None:
    """Which kinds of inputs differ, by their hashes; None where a version does not tell its inputs. A kind that one does not tell is no cause."""
    if old is None or new is None:
        return None
    both = [kind for kind in KINDS if kind in old and kind in new]
    # One of the two may be cut off, as a catalogue lists it.
    return {kind for kind in both if not (new[kind].startswith(old[kind]) or old[kind].startswith(new[kind]))}


def changes(
    version: str, old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame], causes: set[str] | None = None
) -> pl.DataFrame:
    """The table ``changes``: every cell that differs, and every row that came or went, sorted by table and key.

    Args:
        version: the number of the newer one.
        old: its tables before.
        new: its tables now.
        causes: the kinds of inputs that changed; without them what the tables themselves tell of it.
    """
    model = schemas.model("changes")
    causes = _causes(old, new) if causes is None else causes
    by_table = [
        _table_changes(table, old.get(table), new.get(table), _changed_kind(table, causes))
        for table in sorted(set(old) | set(new))
    ]
    every = pl.concat([pl.DataFrame(schema=_CHANGE), *by_table])
    return every.select(
        pl.lit(version).alias("version"),
        *_CHANGE,
        pl.col("kind").replace_strict(_REASONS, return_dtype=pl.String).alias("reason"),
    ).cast(contract.dtypes(model))  # type: ignore[arg-type]


def _table_changes(table: str, old: pl.DataFrame | None, new: pl.DataFrame | None, changed: str) -> pl.DataFrame:
    """The changes of one table, by key and then by the order of columns."""
    before, after = _by_key(table, old), _by_key(table, new)
    both = before.join(after, on=_KEY, suffix=_NEW)
    parts = [_whole_rows(after.join(before, on=_KEY, how="anti"), "added")]
    parts += [_whole_rows(before.join(after, on=_KEY, how="anti"), "withdrawn")]
    names = [*after.columns, *(name for name in before.columns if name not in after.columns)]
    for place, name in enumerate(name for name in names if name != _KEY):
        kind = "added" if name not in before.columns else "withdrawn" if name not in after.columns else changed
        parts.append(_cells(both, name, kind, name in before.columns, name in after.columns, place))
    return (
        pl.concat(parts)
        .sort("key", "place")
        .select(pl.lit(table).alias("table"), *(name for name in _CHANGE if name != "table"))
    )


def _whole_rows(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    nothing = pl.lit(None, dtype=pl.String)
    return rows.select(
        pl.col(_KEY).alias("key"),
        pl.lit("*").alias("column"),
        nothing.alias("old"),
        nothing.alias("new"),
        pl.lit(kind).alias("kind"),
        pl.lit(-1).alias("place"),
    )


def _cells(both: pl.DataFrame, name: str, kind: str, was: bool, now: bool, place: int) -> pl.DataFrame:
    """The cells of a column that differ between two versions of the same rows."""
    nothing = pl.Series([None] * both.height, dtype=pl.String)
    old = both[name] if was else nothing
    new = (both[f"{name}{_NEW}"] if was else both[name]) if now else nothing
    if old.dtype != new.dtype:  # a column of another type, or one that is not in both
        old, new = _text(old), _text(new)
    differs = old.ne_missing(new)
    return pl.DataFrame(
        {
            "key": both[_KEY].filter(differs),
            "column": name,
            "old": _text(old.filter(differs)),
            "new": _text(new.filter(differs)),
            "kind": kind,
            "place": place,
        },
        schema=_CELL,
    )


def _by_key(table: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    """A table with its primary key as a JSON array; without rows where there is none, or its key was another one."""
    names = key(table, frame) if frame is not None else []
    if frame is None or not set(names) <= set(frame.columns):
        return pl.DataFrame(schema={_KEY: pl.String})
    keys = [json.dumps([str(cell) for cell in row], ensure_ascii=False) for row in frame.select(names).iter_rows()]
    return frame.with_columns(pl.Series(_KEY, keys, dtype=pl.String))


def _text(cells: pl.Series) -> pl.Series:
    return pl.Series([None if cell is None else str(cell) for cell in cells], dtype=pl.String)


def _causes(old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]) -> set[str]:
    """Which inputs changed: ``reports``, ``statistics``, ``rules`` (a rule table or codelist) and ``readings``; where none did, the code."""

    def differs(table: str, columns: list[str] | None = None) -> bool:
        frames = [tables[table] for tables in (old, new) if table in tables]
        if columns:  # a table of another publisher may lack them
            frames = [frame.select(name for name in columns if name in frame.columns) for frame in frames]
        return len(frames) == 1 or (len(frames) == 2 and not frames[0].equals(frames[1]))

    # Older versions do not say what second readings say.
    known = all("reading" in tables.get("outcomes", pl.DataFrame()).columns for tables in (old, new))
    changed = {
        "reports": differs("reports", ["report_id", "raw_sha256"]),
        "statistics": differs("statistics", ["statistic_id", "value"]),
        "rules": any(differs(table) for table in RULES),
        "readings": known and differs("outcomes", ["target_id", "reading"]),
    }
    return {cause for cause, did in changed.items() if did}


def _changed_kind(table: str, causes: set[str]) -> str:
    """Why a cell of a table changed: by those of its inputs that did; ``several`` where no single one can be named."""
    if table in RULES:
        return "rule_changed"
    kinds = {KINDS[cause] for cause in causes & _INPUTS.get(table, frozenset(KINDS))}
    # What was read again changes only what is judged, as all else does.
    if len(kinds) > 1:
        kinds.discard("read_again")
    return "extraction_fixed" if not kinds else kinds.pop() if len(kinds) == 1 else "several"
