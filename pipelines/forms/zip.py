"""The zip of a version, for people: every file so far but what only programs read. The same files give the same bytes.

It is written last, so that the page lies in it, to whose rows the briefs link. Belongs here: the archive. Does not: the files in it.
"""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pipelines.packages.candidate import Candidate
from pipelines.packages.registry import form

# Programs read these where they lie, one by one.
_FOR_PROGRAMS = (".parquet", ".json", ".sha256", "SHA256SUMS")
# What is opened first comes first, in this order.
_FIRST = ("README.md", "index.html", ".xlsx", "briefs/", "charts/", "LICENSE.md", "CITATION.cff")
# The years that an archive can hold.
_FIRST_YEAR, _LAST_YEAR = 1980, 2107


def name(candidate: Candidate) -> str:
    """The file name of the zip of a candidate."""
    return f"{candidate.definition.name}-{candidate.version}.zip"


@form("zip")
def write(candidate: Candidate) -> None:
    """Write the zip of the files of a candidate so far, as ``<package>-<version>.zip``."""
    file = name(candidate)
    files = {path: (candidate.folder / path).read_bytes() for path in candidate.files}
    write_zip(file.removesuffix(".zip"), files, candidate.created, candidate.place(file))
    candidate.register(file)


def write_zip(folder: str, files: Mapping[str, bytes], day: date, path: Path) -> None:
    """Write the files that people open into one archive, all below one folder, the README first.

    Args:
        folder: the folder in the archive.
        files: content by path, of a whole version.
        day: the day that every file in it has.
        path: where to.
    """
    year = min(max(day.year, _FIRST_YEAR), _LAST_YEAR)
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in sorted(files.items(), key=lambda each: (_place(each[0]), each[0])):
            if file.endswith(_FOR_PROGRAMS):
                continue
            info = zipfile.ZipInfo(f"{folder}/{file}", (year, day.month, day.day, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, content, compresslevel=9)


def _place(file: str) -> int:
    """Where a file stands in the archive; the tables come last."""
    return next(
        (place for place, part in enumerate(_FIRST) if file.startswith(part) or file.endswith(part)), len(_FIRST)
    )
