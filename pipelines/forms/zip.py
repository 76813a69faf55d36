"""The zip of a version, for people: every file so far but what only machines read. The same files give the same bytes.

Belongs here: the archive. Does not: the files in it.
"""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pipelines.packages.candidate import Candidate
from pipelines.packages.registry import form

# Machines read these where they lie, one by one.
_FOR_MACHINES = (".parquet", ".json", ".sha256", "SHA256SUMS")
# The years that an archive can hold.
_FIRST, _LAST = 1980, 2107


@form("zip")
def write(candidate: Candidate) -> None:
    """Write the zip of every file of a candidate so far, as ``<package>-<version>.zip``."""
    name = f"{candidate.definition.name}-{candidate.version}"
    files = {path: (candidate.folder / path).read_bytes() for path in candidate.files}
    write_zip(name, files, candidate.created, candidate.place(f"{name}.zip"))
    candidate.register(f"{name}.zip")


def write_zip(name: str, files: Mapping[str, bytes], day: date, path: Path) -> None:
    """Write the files that people open into one archive, all below a folder of its name.

    Args:
        name: the folder in the archive.
        files: content by path, of a whole version.
        day: the day that every file in it has.
        path: where to.
    """
    year = min(max(day.year, _FIRST), _LAST)
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in sorted(files.items()):
            if file.endswith(_FOR_MACHINES):
                continue
            info = zipfile.ZipInfo(f"{name}/{file}", (year, day.month, day.day, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, content, compresslevel=9)
