"""Whether a package is what its descriptor says, in layers that each catch what the others let pass.

Belongs here: finding faults. Does not: mending, or what a package holds.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.packages.lint import counts, prose_faults
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
        # What cannot be opened or asked has faults that ``table_faults`` tells.
        for resource in () if _open(connection, descriptor, folder) else descriptor["resources"]:
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
    faults = _type_faults(connection, name, resource)
    for sql, fault in () if faults else _questions(name, resource):
        if count := connection.execute(sql).fetchone()[0]:  # type: ignore[index]
            faults.append(f"{resource['path']}: {count} {fault}")
    return faults


def _type_faults(connection: "duckdb.DuckDBPyConnection", name: str, resource: dict[str, Any]) -> list[str]:
    """Columns that are others than the descriptor's, or of another type; a cell of a CSV is asked whether it is of its type."""
    found = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {_quoted(name)}").fetchall()}
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    if list(found) != list(fields):
        return [f"{resource['path']}: its columns are {', '.join(found)}, not {', '.join(fields)}"]
    faults = []
    for column, kind in fields.items():
        if resource["format"] == "parquet":
            if not found[column].startswith(_TYPES[kind]):
                faults.append(f"{resource['path']}: {column} is {found[column]}, not {kind}")
        elif kind in _CASTS:
            wrong = f"{_quoted(column)} IS NOT NULL AND TRY_CAST({_quoted(column)} AS {_CASTS[kind]}) IS NULL"
            if count := connection.execute(f"SELECT count(*) FROM {_quoted(name)} WHERE {wrong}").fetchone()[0]:  # type: ignore[index]
                faults.append(f"{resource['path']}: {count} values of {column} are no {kind}")
    return faults


def _questions(name: str, resource: dict[str, Any]) -> list[tuple[str, str]]:
    """SQL that counts faults, with what it counts."""
    schema, asked = resource["schema"], []
    table = _quoted(name)
    asked.append(
        (
            f"SELECT abs(count(*) - {int(resource['rows'])}) FROM {table}",
            f"rows more or fewer than the {resource['rows']} of the descriptor",
        )
    )
    if key := schema.get("primaryKey"):
        columns = ", ".join(map(_quoted, key))
        empty = " OR ".join(f"{_quoted(column)} IS NULL" for column in key)
        asked.append(
            (f"SELECT count(*) - count(DISTINCT ({columns})) FROM {table}", f"rows repeat the key {', '.join(key)}")
        )
        asked.append((f"SELECT count(*) FROM {table} WHERE {empty}", f"rows have no key {', '.join(key)}"))
    for foreign in schema.get("foreignKeys", []):
        column, other = foreign["fields"][0], foreign["reference"]
        target = _quoted(other["resource"] or name)
        asked.append(
            (
                f"SELECT count(*) FROM {table} WHERE {_quoted(column)} IS NOT NULL AND {_quoted(column)} NOT IN (SELECT {_quoted(other['fields'][0])} FROM {target})",
                f"values of {column} are not in {other['resource'] or name}.{other['fields'][0]}",
            )
        )
    for field in schema["fields"]:
        column = _quoted(field["name"])
        if categories := field.get("categories"):
            allowed = ", ".join(_text(category["value"]) for category in categories)
            asked.append(
                (
                    f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN ({allowed})",
                    f"values of {field['name']} are no category",
                )
            )
        for wrong, fault in _broken_constraints(column, field):
            asked.append((f"SELECT count(*) FROM {table} WHERE {wrong}", fault))
    return asked


def _broken_constraints(column: str, field: dict[str, Any]) -> list[tuple[str, str]]:
    """SQL conditions that are true of a cell that breaks a constraint of its field, with the fault."""
    told, name, found = field.get("constraints", {}), field["name"], []
    if told.get("required"):
        found.append((f"{column} IS NULL", f"cells of {name} are empty"))
    if pattern := told.get("pattern"):
        found.append((f"NOT regexp_full_match({column}, {_text(pattern)})", f"values of {name} break its pattern"))
    if allowed := told.get("enum"):
        listed = ", ".join(_text(str(value)) for value in allowed)
        found.append((f"{column}::VARCHAR NOT IN ({listed})", f"values of {name} are not among those allowed"))
    for bound, sign in (("minimum", "<"), ("maximum", ">")):
        if bound in told:
            found.append((f"{column}::DOUBLE {sign} {float(told[bound])}", f"values of {name} pass its {bound}"))
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
