"""Whether the rows of a package keep what its descriptor says of them, asked in DuckDB: types, constraints, keys, references, codes.

Belongs here: what a row or a table as a whole can break. Does not: what no type and no constraint shows (``lint``).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipelines.base.progress import parts
from pipelines.packages.package import Package

if TYPE_CHECKING:
    import duckdb

# What a Parquet column of a type of the descriptor may be in DuckDB.
_TYPES = {
    "string": ("VARCHAR",),
    "integer": ("INTEGER", "BIGINT"),
    "number": ("DECIMAL",),
    "date": ("DATE",),
    "boolean": ("BOOLEAN",),
}
# A CSV of no more bytes is read once, and not for every question anew.
MOST_BYTES_IN_MEMORY = 16 * 2**20
_CASTS = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}


def table_faults(package: Package) -> list[str]:
    """What our own checks find in DuckDB: types, constraints, keys, references to nothing, codes that are no category."""
    import duckdb

    with opened(package, package.resources) as (connection, faults):
        for resource in parts(() if faults else package.resources, "file", lambda resource: str(resource["path"])):
            try:
                faults += _resource_faults(connection, resource)
            except duckdb.Error as error:  # a file whose head is whole and whose rows are not
                faults.append(_unreadable(resource, error))
        return faults


@contextmanager
def opened(
    package: Package, resources: Sequence[dict[str, Any]]
) -> "Iterator[tuple[duckdb.DuckDBPyConnection, list[str]]]":
    """DuckDB with these resources of a package under their names, and the faults of the files that cannot be read. A cell of a CSV is text."""
    import duckdb

    faults: list[str] = []
    with duckdb.connect() as connection:
        for resource in resources:
            file = package.files.path(resource["path"])
            parquet = resource["format"] == "parquet"
            reader = "read_parquet" if parquet else "read_csv"
            options = "" if parquet else ", all_varchar = true, header = true, nullstr = '', strict_mode = true"
            small = not parquet and file.is_file() and file.stat().st_size <= MOST_BYTES_IN_MEMORY
            kind, name = "TABLE" if small else "VIEW", quoted(resource["name"])
            try:
                connection.execute(f"CREATE {kind} {name} AS SELECT * FROM {reader}({_text(str(file))}{options})")
            except duckdb.Error as error:
                faults.append(_unreadable(resource, error))
        yield connection, faults


def _unreadable(resource: dict[str, Any], error: Exception) -> str:
    return f"{resource['path']}: cannot be read: {str(error).splitlines()[0]}"


def _resource_faults(connection: "duckdb.DuckDBPyConnection", resource: dict[str, Any]) -> list[str]:
    name = resource["name"]
    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {quoted(name)}").fetchall()}
    if faults := _type_faults(types, resource):
        return [f"{resource['path']}: {fault}" for fault in faults]
    faults = []
    for sql, descriptions in (_in_one_pass(name, resource), *_references(name, resource)):
        counts = connection.execute(sql).fetchone() or ()
        faults += [
            f"{resource['path']}: {count} {fault}" for count, fault in zip(counts, descriptions, strict=True) if count
        ]
    return faults


def _type_faults(types: dict[str, str], resource: dict[str, Any]) -> list[str]:
    """Columns that are others than the descriptor's, or in Parquet of another type."""
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    if list(types) != list(fields):
        return [f"its columns are {', '.join(types)}, not {', '.join(fields)}"]
    if resource["format"] != "parquet":
        return []
    wrong = (column for column, kind in fields.items() if not types[column].startswith(_TYPES[kind]))
    return [f"{column} is {types[column]}, not {fields[column]}" for column in wrong]


def _in_one_pass(name: str, resource: dict[str, Any]) -> tuple[str, list[str]]:
    """One SELECT that counts all faults that a row or the whole table shows by itself, and what each number counts."""
    schema = resource["schema"]
    counted = {
        f"abs(count(*) - {int(resource['rows'])})": f"rows more or fewer than the {resource['rows']} of the descriptor"
    }
    if key := schema.get("primaryKey"):
        columns = ", ".join(map(quoted, key))
        empty = " OR ".join(f"{quoted(column)} IS NULL" for column in key)
        counted[f"count(*) - count(DISTINCT ({columns}))"] = f"rows repeat the key {', '.join(key)}"
        counted[f"count(*) FILTER (WHERE {empty})"] = f"rows have no key {', '.join(key)}"
    for field in schema["fields"]:
        for wrong, fault in _broken_constraints(quoted(field["name"]), field, resource["format"]):
            counted[f"count(*) FILTER (WHERE {wrong})"] = fault
    return f"SELECT {', '.join(counted)} FROM {quoted(name)}", list(counted.values())


def _references(name: str, resource: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """For every foreign key a SELECT that counts what is not in the other table."""
    queries = []
    for foreign in resource["schema"].get("foreignKeys", []):
        column, other = foreign["fields"][0], foreign["reference"]
        there = f"SELECT {quoted(other['fields'][0])} AS key FROM {quoted(other['resource'] or name)}"
        here = f"SELECT {quoted(column)} AS key FROM {quoted(name)} WHERE {quoted(column)} IS NOT NULL"
        sql = f"SELECT count(*) FROM ({here}) ANTI JOIN ({there}) USING (key)"
        queries.append((sql, [f"values of {column} are not in {other['resource'] or name}.{other['fields'][0]}"]))
    return queries


def _broken_constraints(column: str, field: dict[str, Any], form: str) -> list[tuple[str, str]]:
    """SQL conditions that are true of a cell that breaks its field's type, categories or constraints, with the fault."""
    constraints, name = field.get("constraints", {}), field["name"]
    broken = []
    if form != "parquet" and field["type"] in _CASTS:
        no_such = f"{column} IS NOT NULL AND TRY_CAST({column} AS {_CASTS[field['type']]}) IS NULL"
        broken.append((no_such, f"values of {name} are no {field['type']}"))
    if categories := field.get("categories"):
        listed = ", ".join(_text(category["value"]) for category in categories)
        broken.append((f"{column} NOT IN ({listed})", f"values of {name} are no category"))
    if constraints.get("required"):
        broken.append((f"{column} IS NULL", f"cells of {name} are empty"))
    if pattern := constraints.get("pattern"):
        broken.append((f"NOT regexp_full_match({column}, {_text(pattern)})", f"values of {name} break its pattern"))
    if allowed := constraints.get("enum"):
        listed = ", ".join(_text(str(value)) for value in allowed)
        broken.append((f"{column}::VARCHAR NOT IN ({listed})", f"values of {name} are not among those allowed"))
    for bound, sign in (("minimum", "<"), ("maximum", ">")):
        if bound in constraints:
            broken.append(
                (
                    f"TRY_CAST({column} AS DOUBLE) {sign} {float(constraints[bound])}",
                    f"values of {name} pass its {bound}",
                )
            )
    return broken


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
