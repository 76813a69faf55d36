"""The zip of a version: every file so far, to unpack and work with offline. The same files give the same bytes.

It is written last, so that what its files link to lies in it too. Belongs here: the archive. Does not: the files in it.
"""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pipelines.packages.candidate import Candidate
from pipelines.packages.registry import form

# What people open comes first, in this order: what they see when they list the archive.
_FIRST = ("README.md", "index.html", ".xlsx", "briefs/", "charts/", "LICENSE.md", "CITATION.cff", ".csv")
# The years that an archive can hold.
_FIRST_YEAR, _LAST_YEAR = 1980, 2107


def name(candidate: Candidate) -> str:
    """The file name of the zip of a candidate."""
    return f"{candidate.definition.name}-{candidate.version}.zip"


@form("zip")
def write(candidate: Candidate) -> None:
    """Write the zip of every file of a candidate so far, as ``<package>-<version>.zip``."""
    file = name(candidate)
    files = {path: (candidate.folder / path).read_bytes() for path in candidate.files}
    write_zip(file.removesuffix(".zip"), files, candidate.created, candidate.place(file))
    candidate.register(file)


def write_zip(folder: str, files: Mapping[str, bytes], day: date, path: Path) -> None:
    """Write files into one archive, all below one folder, what people open first.

    Args:
        folder: the folder in the archive.
        files: content by path, of a whole version.
        day: the day that every file in it has.
        path: where to.
    """
    year = min(max(day.year, _FIRST_YEAR), _LAST_YEAR)
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in sorted(files.items(), key=lambda each: (_place(each[0]), each[0])):
            info = zipfile.ZipInfo(f"{folder}/{file}", (year, day.month, day.day, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, content, compresslevel=9)


def _place(file: str) -> int:
    """Where a file stands among those that people open; behind all of them what programs read."""
    return next(
        (place for place, part in enumerate(_FIRST) if file.startswith(part) or file.endswith(part)), len(_FIRST)
    )
