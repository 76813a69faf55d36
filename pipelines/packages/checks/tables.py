"""Whether the rows of a package keep what its descriptor says of them, asked in DuckDB: types, constraints, keys, references, codes.

Belongs here: what a row or a table as a whole can break. Does not: what no type and no constraint shows (``lint``).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.base.progress import parts
from pipelines.packages.checks.database import Database, opened, quoted, text, unreadable
from pipelines.packages.package import LARGEST_FILE, Package
from schemas.errors import brief

# What a Parquet column of a type of the descriptor is in DuckDB, whole: a list of texts is no text.
_TYPES = {
    "string": r"VARCHAR",
    "integer": r"INTEGER|BIGINT",
    "number": r"DECIMAL\(\d+,\d+\)",
    "date": r"DATE",
    "boolean": r"BOOLEAN",
}
_CASTS = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}
# So many names of columns are listed.
_MOST_NAMED = 20


def table_faults(package: Package) -> list[str]:
    """What our own checks find in DuckDB: types, constraints, keys, references to nothing, codes that are no category.

    Raises:
        InputError: it takes too long.
    """
    import duckdb

    with opened(package, package.resources) as (database, faults):
        for resource in parts(() if faults else package.resources, "file", lambda resource: str(resource["path"])):
            try:
                faults += _resource_faults(database, resource)
            except duckdb.Error as error:  # a file whose head is whole and whose rows are not
                faults.append(unreadable(resource, error))
        return faults


def _resource_faults(database: Database, resource: Mapping[str, Any]) -> list[str]:
    name = resource["name"]
    types = {row[0]: row[1] for row in database.ask(f"DESCRIBE {quoted(name)}")}
    if faults := _type_faults(types, resource) or _pattern_faults(database, resource):
        return [f"{resource['path']}: {fault}" for fault in faults]
    faults = []
    for sql, descriptions in (_in_one_pass(name, resource), *_references(name, resource)):
        (counts,) = database.ask(sql)
        faults += [
            f"{resource['path']}: {count} {fault}" for count, fault in zip(counts, descriptions, strict=True) if count
        ]
    return faults


def _type_faults(types: Mapping[str, str], resource: Mapping[str, Any]) -> list[str]:
    """Columns that are others than the descriptor's, or in Parquet of another type."""
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    if list(types) != list(fields):
        return [f"its columns are {_listed(types)}, not {_listed(fields)}"]
    if resource["format"] != "parquet":
        return []
    wrong = (column for column, kind in fields.items() if not re.fullmatch(_TYPES[kind], types[column]))
    return [f"{column} is {types[column]}, not {fields[column]}" for column in wrong]


def _listed(names: Mapping[str, str]) -> str:
    listed = ", ".join(list(names)[:_MOST_NAMED])
    return f"{listed} and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else listed


def _pattern_faults(database: Database, resource: Mapping[str, Any]) -> list[str]:
    """Patterns that cannot be checked. DuckDB's (RE2) take a time that grows as the text, so they have no look-around and no back reference."""
    import duckdb

    faults = []
    for field in resource["schema"]["fields"]:
        if pattern := field.get("constraints", {}).get("pattern"):
            try:
                database.ask("SELECT regexp_full_match('', $1)", [pattern])
            except duckdb.Error as error:
                reason = str(error).splitlines()[0]
                faults.append(f"the pattern of {field['name']}, {brief(pattern)}, is none that RE2 can check: {reason}")
    return faults


def _in_one_pass(name: str, resource: Mapping[str, Any]) -> tuple[str, list[str]]:
    """One SELECT that counts all faults that a row or the whole table shows by itself, and what each number counts."""
    schema = resource["schema"]
    counted = {
        f"abs(count(*) - {int(resource['rows'])})": f"rows more or fewer than the {resource['rows']} of the descriptor"
    }
    keys = [schema["primaryKey"]] if schema.get("primaryKey") else []
    for key in (*keys, *schema.get("uniqueKeys", [])):
        columns = ", ".join(map(quoted, key))
        counted[f"count(*) - count(DISTINCT ({columns}))"] = f"rows repeat the key {', '.join(key)}"
    for key in keys:
        empty = " OR ".join(f"{quoted(column)} IS NULL" for column in key)
        counted[f"count(*) FILTER (WHERE {empty})"] = f"rows have no key {', '.join(key)}"
    for field in schema["fields"]:
        column = quoted(field["name"])
        if field.get("constraints", {}).get("unique"):
            counted[f"count({column}) - count(DISTINCT {column})"] = f"values of {field['name']} repeat another"
        if field["type"] == "string":
            # A few bytes of Parquet may say the same long text a million times.
            beyond = f"greatest(0, coalesce(sum(strlen({column})), 0) - {LARGEST_FILE})"
            counted[beyond] = f"bytes of {field['name']} are more than the {LARGEST_FILE:,} that are unfolded"
        for wrong, fault in _broken_constraints(column, field, resource["format"]):
            counted[f"count(*) FILTER (WHERE {wrong})"] = fault
    return f"SELECT {', '.join(counted)} FROM {quoted(name)}", list(counted.values())


def _references(name: str, resource: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """For every foreign key a SELECT that counts what is not in the other table; a key of which a part is empty refers to nothing."""
    queries = []
    for foreign in resource["schema"].get("foreignKeys", []):
        columns, other = foreign["fields"], foreign["reference"]
        target = other.get("resource") or name
        parts_of_key = [f"key_{number}" for number in range(len(columns))]
        here, there = (
            ", ".join(f"{quoted(column)} AS {part}" for column, part in zip(side, parts_of_key, strict=True))
            for side in (columns, other["fields"])
        )
        whole = " AND ".join(f"{quoted(column)} IS NOT NULL" for column in columns)
        queries.append(
            (
                f"SELECT count(*) FROM (SELECT {here} FROM {quoted(name)} WHERE {whole}) "
                f"ANTI JOIN (SELECT {there} FROM {quoted(target)}) USING ({', '.join(parts_of_key)})",
                [f"values of {', '.join(columns)} are not in {target}.{', '.join(other['fields'])}"],
            )
        )
    return queries


def _broken_constraints(column: str, field: Mapping[str, Any], form: str) -> Iterator[tuple[str, str]]:
    """SQL conditions that are true of a cell that breaks its field's type, categories or constraints, with the fault."""
    constraints, name, kind = field.get("constraints", {}), field["name"], field["type"]
    if form != "parquet" and kind in _CASTS:
        no_such = f"{column} IS NOT NULL AND TRY_CAST({column} AS {_CASTS[kind]}) IS NULL"
        yield no_such, f"values of {name} are no {kind}"
    if categories := field.get("categories"):
        listed = ", ".join(text(category["value"]) for category in categories)
        yield f"{column} NOT IN ({listed})", f"values of {name} are no category"
    if constraints.get("required"):
        yield f"{column} IS NULL", f"cells of {name} are empty"
    if pattern := constraints.get("pattern"):
        yield f"NOT regexp_full_match({column}::VARCHAR, {text(pattern)})", f"values of {name} break its pattern"
    if shortest := constraints.get("minLength"):
        yield f"length({column}::VARCHAR) < {shortest}", f"values of {name} are shorter than its minLength"
    if "maxLength" in constraints:
        yield f"length({column}::VARCHAR) > {constraints['maxLength']}", f"values of {name} pass its maxLength"
    if allowed := constraints.get("enum"):
        cast = "DOUBLE" if kind in ("integer", "number") else "VARCHAR"
        listed = ", ".join(f"{_literal(value)}::{cast}" for value in allowed)
        yield f"TRY_CAST({column} AS {cast}) NOT IN ({listed})", f"values of {name} are not among those allowed"
    for bound, sign in (("minimum", "<"), ("maximum", ">"), ("exclusiveMinimum", "<="), ("exclusiveMaximum", ">=")):
        if bound in constraints:
            cast = "DATE" if kind == "date" else "DOUBLE"
            least = text(str(constraints[bound]))
            yield f"TRY_CAST({column} AS {cast}) {sign} {least}::{cast}", f"values of {name} pass its {bound}"


def _literal(value: str | float | bool) -> str:
    """A value of JSON as the text that a cell has that holds it."""
    return text(str(value).lower() if isinstance(value, bool) else str(value))
