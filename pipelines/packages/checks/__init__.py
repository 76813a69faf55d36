"""Whether a package is what its descriptor says, in layers that each catch what the others let pass.

Belongs here: finding faults. Does not: mending, or what a package holds.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.packages.checks.lint import counts, prose_faults
from schemas.errors import InputError

if TYPE_CHECKING:
    import duckdb

# frictionless reads some 20,000 rows a second: a larger package has its constraints checked in DuckDB alone.
MOST_ROWS_OF_FRICTIONLESS = 20_000
# What a Parquet column of a type of the descriptor may be in DuckDB.
_TYPES = {
    "string": ("VARCHAR",),
    "integer": ("INTEGER", "BIGINT"),
    "number": ("DECIMAL",),
    "date": ("DATE",),
    "boolean": ("BOOLEAN",),
}
_CASTS = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}


def validate(package: Path) -> list[str]:
    """All faults of a package, one plain sentence each; none where it is valid.

    Args:
        package: the package's folder, or its datapackage.json.

    Raises:
        InputError: there is no descriptor, or it is no JSON.
    """
    file = package / "datapackage.json" if package.is_dir() else package
    try:
        descriptor = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(file, "", "there is no such descriptor", "Name a package's folder") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(file, "", f"the descriptor is no JSON: {error}", "Publish the package again") from None
    faults = profile_faults(descriptor) or hash_faults(descriptor, file.parent)
    if faults:
        return faults
    large = sum(resource["rows"] for resource in descriptor["resources"]) > MOST_ROWS_OF_FRICTIONLESS
    found = [] if large else frictionless_faults(file)
    return found + table_faults(descriptor, file.parent) + lint(descriptor, file.parent)


def profile_faults(descriptor: dict[str, Any]) -> list[str]:
    """What breaks the official Data Package v2 profile, offline: the profiles ship with dplib."""
    import jsonschema
    from referencing import Registry, Resource

    profiles = _profiles()
    # Every profile is known by its address and by its $id, so that no reference needs the network.
    resources = [
        (address, Resource.from_contents(profile))
        for name, profile in profiles.items()
        for address in {
            f"https://datapackage.org/profiles/2.0/{name}.json",
            profile.get("$id", ""),
            f"/profiles/2.0/{name}.json",
        }
        if address
    ]
    validator = jsonschema.Draft7Validator(profiles["datapackage"], registry=Registry().with_resources(resources))
    return [
        f"datapackage.json, {'/'.join(map(str, error.absolute_path)) or 'top level'}: {error.message[:300]}"
        for error in sorted(validator.iter_errors(descriptor), key=lambda error: list(map(str, error.absolute_path)))
    ]


def _profiles() -> dict[str, dict[str, Any]]:
    from importlib.resources import files

    folder = files("dplib") / "profiles" / "2.0"
    return {
        file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }


def hash_faults(descriptor: dict[str, Any], folder: Path) -> list[str]:
    """Files that are missing or are not those of the descriptor; frictionless hashes text, and no Parquet."""
    faults = []
    for resource in descriptor["resources"]:
        path, told = folder / resource["path"], resource["hash"].removeprefix("sha256:")
        if not path.is_file():
            faults.append(f"{resource['path']}: there is no such file")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != told:
            faults.append(f"{resource['path']}: its SHA-256 is not {told}: the file was changed")
    return faults


def frictionless_faults(file: Path) -> list[str]:
    """What frictionless finds: hashes, bytes, types, constraints, keys and foreign keys of every resource."""
    from frictionless import Package

    report = Package(str(file)).validate()
    faults = [f"datapackage.json: {error.message}" for error in report.errors]
    for task in report.tasks:
        faults += [f"{task.place}: {error.message}" for error in task.errors]
    return faults


def table_faults(descriptor: dict[str, Any], folder: Path) -> list[str]:
    """What our own checks find in DuckDB: types, constraints, keys, references to nothing, codes that are no category."""
    import duckdb

    with duckdb.connect() as connection:
        faults = _open(connection, descriptor, folder)
        for resource in () if faults else descriptor["resources"]:
            try:
                faults += _asked(connection, resource["name"], resource)
            except duckdb.Error as error:  # a file whose head is whole and whose rows are not
                faults.append(f"{resource['path']}: cannot be read: {str(error).splitlines()[0]}")
    return faults


def lint(descriptor: dict[str, Any], folder: Path) -> list[str]:
    """What no type and no constraint shows: impossible dates, sentinels, decimal years, titles and descriptions that say nothing."""
    import duckdb

    faults = prose_faults(descriptor)
    with duckdb.connect() as connection:
        # What cannot be opened or asked has faults that ``table_faults`` tells; a CSV holds what its Parquet holds.
        names = {resource["name"] for resource in descriptor["resources"]}
        for resource in () if _open(connection, descriptor, folder) else descriptor["resources"]:
            if resource["name"].removesuffix("_csv") in names - {resource["name"]}:
                continue
            told = resource["schema"]["fields"]
            asked = dict(counts(told, words=not resource["name"].startswith("changes")))
            if not asked:
                continue
            with suppress(duckdb.Error):
                row = connection.execute(f"SELECT {', '.join(asked)} FROM {_quoted(resource['name'])}").fetchone()
                found = zip(row or (), asked.values(), strict=True)
                faults += [f"{resource['path']}: {count} {fault}" for count, fault in found if count]
    return faults


def _open(connection: "duckdb.DuckDBPyConnection", descriptor: dict[str, Any], folder: Path) -> list[str]:
    """Give every resource a view of its name; faults of the files that cannot be read. A cell of a CSV is text."""
    import duckdb

    faults = []
    for resource in descriptor["resources"]:
        parquet = resource["format"] == "parquet"
        reader = "read_parquet" if parquet else "read_csv"
        options = "" if parquet else ", all_varchar = true, header = true, nullstr = '', strict_mode = true"
        path = _text(str(folder / resource["path"]))
        try:
            connection.execute(f"CREATE VIEW {_quoted(resource['name'])} AS SELECT * FROM {reader}({path}{options})")
        except duckdb.Error as error:
            faults.append(f"{resource['path']}: cannot be read: {str(error).splitlines()[0]}")
    return faults


def _asked(connection: "duckdb.DuckDBPyConnection", name: str, resource: dict[str, Any]) -> list[str]:
    found = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {_quoted(name)}").fetchall()}
    if faults := _type_faults(found, resource):
        return [f"{resource['path']}: {fault}" for fault in faults]
    faults = []
    for sql, told in (_in_one_pass(name, resource), *_references(name, resource)):
        counts = connection.execute(sql).fetchone() or ()
        faults += [f"{resource['path']}: {count} {fault}" for count, fault in zip(counts, told, strict=True) if count]
    return faults


def _type_faults(found: dict[str, str], resource: dict[str, Any]) -> list[str]:
    """Columns that are others than the descriptor's, or in Parquet of another type."""
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    if list(found) != list(fields):
        return [f"its columns are {', '.join(found)}, not {', '.join(fields)}"]
    if resource["format"] != "parquet":
        return []
    wrong = (column for column, kind in fields.items() if not found[column].startswith(_TYPES[kind]))
    return [f"{column} is {found[column]}, not {fields[column]}" for column in wrong]


def _in_one_pass(name: str, resource: dict[str, Any]) -> tuple[str, list[str]]:
    """One SELECT that counts all faults that a row or the whole table shows by itself, and what each number counts."""
    schema = resource["schema"]
    asked = {
        f"abs(count(*) - {int(resource['rows'])})": f"rows more or fewer than the {resource['rows']} of the descriptor"
    }
    if key := schema.get("primaryKey"):
        columns = ", ".join(map(_quoted, key))
        empty = " OR ".join(f"{_quoted(column)} IS NULL" for column in key)
        asked[f"count(*) - count(DISTINCT ({columns}))"] = f"rows repeat the key {', '.join(key)}"
        asked[f"count(*) FILTER (WHERE {empty})"] = f"rows have no key {', '.join(key)}"
    for field in schema["fields"]:
        for wrong, fault in _broken_constraints(_quoted(field["name"]), field, resource["format"]):
            asked[f"count(*) FILTER (WHERE {wrong})"] = fault
    return f"SELECT {', '.join(asked)} FROM {_quoted(name)}", list(asked.values())


def _references(name: str, resource: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """For every foreign key a SELECT that counts what is not in the other table."""
    asked = []
    for foreign in resource["schema"].get("foreignKeys", []):
        column, other = foreign["fields"][0], foreign["reference"]
        there = f"SELECT {_quoted(other['fields'][0])} FROM {_quoted(other['resource'] or name)}"
        sql = f"SELECT count(*) FROM {_quoted(name)} WHERE {_quoted(column)} IS NOT NULL AND {_quoted(column)} NOT IN ({there})"
        asked.append((sql, [f"values of {column} are not in {other['resource'] or name}.{other['fields'][0]}"]))
    return asked


def _broken_constraints(column: str, field: dict[str, Any], form: str) -> list[tuple[str, str]]:
    """SQL conditions that are true of a cell that breaks its field's type, categories or constraints, with the fault."""
    told, name, found = field.get("constraints", {}), field["name"], []
    if form != "parquet" and field["type"] in _CASTS:
        no_such = f"{column} IS NOT NULL AND TRY_CAST({column} AS {_CASTS[field['type']]}) IS NULL"
        found.append((no_such, f"values of {name} are no {field['type']}"))
    if categories := field.get("categories"):
        listed = ", ".join(_text(category["value"]) for category in categories)
        found.append((f"{column} NOT IN ({listed})", f"values of {name} are no category"))
    if told.get("required"):
        found.append((f"{column} IS NULL", f"cells of {name} are empty"))
    if pattern := told.get("pattern"):
        found.append((f"NOT regexp_full_match({column}, {_text(pattern)})", f"values of {name} break its pattern"))
    if allowed := told.get("enum"):
        listed = ", ".join(_text(str(value)) for value in allowed)
        found.append((f"{column}::VARCHAR NOT IN ({listed})", f"values of {name} are not among those allowed"))
    for bound, sign in (("minimum", "<"), ("maximum", ">")):
        if bound in told:
            found.append(
                (f"TRY_CAST({column} AS DOUBLE) {sign} {float(told[bound])}", f"values of {name} pass its {bound}")
            )
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
