"""Whether the files of a package are those that were published: against the descriptor, and against SHA256SUMS.

Belongs here: names and hashes, each file hashed once (``Files``). Does not: what a file holds.
"""

import re

from pipelines.packages.package import MOST_FILES, Files, Package
from pipelines.packages.shape import shown

SUMS = "SHA256SUMS"
LARGEST_SUMS = MOST_FILES * 500
_SUM = re.compile(r"([0-9a-f]{64})  (\S[^\n]*)\n")


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


def sum_faults(files: Files) -> list[str]:
    """Files that are not those of ``SHA256SUMS``, that it lacks, or that lack in the folder."""
    if not files.path(SUMS).is_file():
        return [f"{SUMS}: there is no such file"]
    if (size := files.path(SUMS).stat().st_size) > LARGEST_SUMS:
        return [f"{SUMS}: it has {size:,} bytes, and more than {LARGEST_SUMS:,} are not read"]
    content = files.path(SUMS).read_bytes().decode("utf-8", errors="replace")
    if not re.fullmatch(f"(?:{_SUM.pattern})*", content):
        return [f"{SUMS}: it is not as it was written: a line is no hash, two blanks and a name"]
    expected = {name: digest for digest, name in _SUM.findall(content)}
    present = set(files.names)
    faults = [f"{shown(name)}: there is no such file" for name in expected if name not in present]
    for name in files.names:
        if name not in expected and name != SUMS:
            faults.append(f"{shown(name)}: {SUMS} does not name it")
        elif name in expected and files.measure(name).sha256 != expected[name]:
            faults.append(f"{name}: its SHA-256 is not that of {SUMS}: the file or its line was changed")
    return faults
