"""What the standards say of a package: the official profile of Data Package v2, and frictionless, which checks the rows of its CSV too.

Belongs here: asking them, offline. Does not: what they cannot see (``files``, ``tables``, ``lint``).
"""

import csv
import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.base.tables import csv_reader
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.package import Package
from schemas.errors import brief, shown

# Version 2.0 of https://datapackage.org/profiles, as the standard publishes them.
PROFILES = Path(__file__).parent / "profiles"
# So many breaches are listed, and so long is a message.
MOST_LISTED, LONGEST = 100, 300
_ASKED_OF_FRICTIONLESS = ("required", "unique", "enum", "minimum", "maximum", "minLength", "maxLength")


def profile_faults(descriptor: Mapping[str, Any]) -> list[str]:
    """What breaks the official Data Package v2 profile, offline: the profiles lie in ``profiles/``."""
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
    errors = list(islice(validator.iter_errors(descriptor), MOST_LISTED))
    return [
        f"{DESCRIPTOR}, {'/'.join(map(brief, error.absolute_path)) or 'top level'}: {shown(error.message, LONGEST)}"
        for error in sorted(errors, key=lambda error: list(map(str, error.absolute_path)))
    ]


def _profiles() -> dict[str, dict[str, Any]]:
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in PROFILES.glob("*.json")}


def frictionless_faults(package: Package) -> list[str]:
    """What frictionless finds in the descriptor, and in the rows of every CSV: types, constraints and keys.

    It fetches what many a key of a descriptor names, takes others for the names of its plugins, and runs patterns that may never end. So it
    is given no descriptor but one that is written here, of values whose shape was checked, and the cells of the CSV in place of the file.
    Patterns, foreign keys and Parquet are asked of DuckDB (``tables``).

    Raises:
        InputError: a CSV leads out of the folder.
    """
    import frictionless

    texts = [resource for resource in package.resources if resource["format"] == "csv"]
    try:
        resources = [_of_rows(resource, package.files.path(resource["path"])) for resource in texts]
    except (OSError, ValueError, csv.Error) as error:
        return [f"a CSV cannot be read: {error}"]
    if not resources:
        return []
    report = frictionless.Package.from_descriptor({"name": package.name, "resources": resources}).validate()
    paths = {resource["name"]: resource["path"] for resource in texts}
    faults = [f"{DESCRIPTOR}: {error.message}" for error in report.errors]
    for task in report.tasks:
        faults += [f"{paths[task.name]}: {error.message}" for error in task.errors]
    return faults


def _of_rows(resource: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """A resource of frictionless that holds its rows itself, and the keys of ours that it checks rows by."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv_reader(opened, file.stat().st_size, strict=True))
    schema = resource["schema"]
    kept = {key: schema[key] for key in ("primaryKey", "missingValues") if key in schema}
    fields = [
        {"name": field["name"], "type": field["type"], "constraints": _constraints(field.get("constraints", {}))}
        for field in schema["fields"]
    ]
    return {"name": resource["name"], "type": "table", "data": rows, "schema": {"fields": fields, **kept}}


def _constraints(constraints: Mapping[str, Any]) -> dict[str, Any]:
    return {name: constraints[name] for name in _ASKED_OF_FRICTIONLESS if name in constraints}
