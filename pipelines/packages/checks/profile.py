"""What the standards say of a package: the official profile of Data Package v2, and frictionless, which reads its tables too.

Belongs here: asking them, offline. Does not: what they cannot see (``files``, ``tables``, ``lint``).
"""

import json
from collections.abc import Mapping
from typing import Any

from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.package import Package


def profile_faults(descriptor: Mapping[str, Any]) -> list[str]:
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


def frictionless_faults(package: Package) -> list[str]:
    """What frictionless finds: hashes, bytes, types, constraints, keys and foreign keys of every resource."""
    import frictionless

    report = frictionless.Package(str(package.files.folder / DESCRIPTOR)).validate()
    faults = [f"{DESCRIPTOR}: {error.message}" for error in report.errors]
    for task in report.tasks:
        faults += [f"{task.place}: {error.message}" for error in task.errors]
    return faults
