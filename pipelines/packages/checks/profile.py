"""What the standards say of a package: the official profile of Data Package v2, and frictionless, which reads its CSV too.

Belongs here: asking them, offline. Does not: what they cannot see (``files``, ``tables``, ``lint``).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.package import Package

# Version 2.0 of https://datapackage.org/profiles, as the standard publishes them.
PROFILES = Path(__file__).parent / "profiles"


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
    return [
        f"datapackage.json, {'/'.join(map(str, error.absolute_path)) or 'top level'}: {error.message[:300]}"
        for error in sorted(validator.iter_errors(descriptor), key=lambda error: list(map(str, error.absolute_path)))
    ]


def _profiles() -> dict[str, dict[str, Any]]:
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in PROFILES.glob("*.json")}


def frictionless_faults(package: Package) -> list[str]:
    """What frictionless finds in the descriptor, and in every CSV: hashes, bytes, types, constraints and keys.

    It would read Parquet with pandas, which nothing else here needs: Parquet is checked by DuckDB (``tables``). Foreign keys are
    asked there too, of every file: for each of them frictionless reads a table again.
    """
    import frictionless

    errors = list(frictionless.Package.metadata_validate(package.descriptor))
    texts = [_without_references(resource) for resource in package.resources if resource["format"] == "csv"]
    if errors or not texts:
        return [f"{DESCRIPTOR}: {error.message}" for error in errors]
    descriptor = {**package.descriptor, "resources": texts}
    report = frictionless.Package.from_descriptor(descriptor, basepath=str(package.files.folder)).validate()
    faults = [f"{DESCRIPTOR}: {error.message}" for error in report.errors]
    for task in report.tasks:
        faults += [f"{task.place}: {error.message}" for error in task.errors]
    return faults


def _without_references(resource: Mapping[str, Any]) -> dict[str, Any]:
    schema = {name: value for name, value in resource["schema"].items() if name != "foreignKeys"}
    return {**resource, "schema": schema}
