"""Whether the files of a package are those of its descriptor.

Belongs here: names and hashes, each file hashed once (``Files``). Does not: what a file holds, or the list of all files (``sums``).
"""

from pipelines.packages.package import Package


def hash_faults(package: Package) -> list[str]:
    """Files that are missing or are not those of the descriptor; frictionless hashes text, and no Parquet."""
    faults = []
    for resource in package.resources:
        name, expected = resource["path"], resource["hash"].removeprefix("sha256:")
        if not package.files.path(name).is_file():
            faults.append(f"{name}: there is no such file")
        elif package.files.measure(name).sha256 != expected:
            faults.append(f"{name}: its SHA-256 is not {expected}: the file was changed")
        elif resource.get("bytes", 0) not in (0, package.files.measure(name).size):
            faults.append(f"{name}: it has {package.files.measure(name).size:,} bytes, not {resource['bytes']:,}")
    return faults
