"""Whether a package is what its descriptor says, in layers that each catch what the others let pass.

Belongs here: finding faults. Does not: mending, or what a package holds.
"""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.errors import InputError

if TYPE_CHECKING:
    import duckdb


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
    return faults or frictionless_faults(file) + table_faults(descriptor, file.parent)


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
    """What our own checks find in DuckDB: keys that repeat or are empty, references to nothing, codes that are no category."""
    import duckdb

    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    faults = []
    with duckdb.connect() as connection:
        for name, resource in resources.items():
            reader = "read_parquet" if resource["format"] == "parquet" else "read_csv"
            options = (
                ""
                if resource["format"] == "parquet"
                else ", all_varchar = true, header = true, nullstr = '', strict_mode = true"
            )
            try:
                connection.execute(
                    f"CREATE VIEW {_quoted(name)} AS SELECT * FROM {reader}({_text(str(folder / resource['path']))}{options})"
                )
            except duckdb.Error as error:
                faults.append(f"{resource['path']}: cannot be read: {str(error).splitlines()[0]}")
        if faults:
            return faults
        for name, resource in resources.items():
            try:
                faults += _asked(connection, name, resource)
            except duckdb.Error as error:  # a file whose head is whole and whose rows are not
                faults.append(f"{resource['path']}: cannot be read: {str(error).splitlines()[0]}")
    return faults


def _asked(connection: "duckdb.DuckDBPyConnection", name: str, resource: dict[str, Any]) -> list[str]:
    faults = []
    for sql, fault in _questions(name, resource):
        if count := connection.execute(sql).fetchone()[0]:  # type: ignore[index]
            faults.append(f"{resource['path']}: {count} {fault}")
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
        if field.get("constraints", {}).get("required"):
            asked.append(
                (f"SELECT count(*) FROM {table} WHERE {column} IS NULL", f"cells of {field['name']} are empty")
            )
    return asked


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
