"""Where the texts of a collection were taken from: provenance.tsv beside the folders of its places, a row a file.

Belongs here: reading that table. Does not: what a sidecar or the head of a text says of one report (``inventory``).
"""

import csv
import io
from collections.abc import Mapping

from pipelines.base.tables import csv_reader
from schemas.errors import InputError

FILE = "provenance.tsv"
# The file by its path in the collection, and of what repository, commit and path it is, or of what address; a cell may be empty.
COLUMNS = ("file", "repository", "commit", "path", "address")
_CURE = f"Write it with tabs between {', '.join(COLUMNS)}, in UTF-8"


def read(content: bytes, file: str) -> Mapping[str, str]:
    """Path of a file in the collection -> where its text was taken from, ``repository@commit/path`` or an address; without those of which neither is known.

    Args:
        content: of the table.
        file: what errors call it.

    Raises:
        InputError: it is not UTF-8, no such table, or names a file twice.
    """
    try:
        lines = list(csv_reader(io.StringIO(content.decode("utf-8-sig")), delimiter="\t"))
    except UnicodeDecodeError as error:
        raise InputError(file, f"byte {error.start}", "the table is not UTF-8", _CURE) from None
    except csv.Error as error:
        raise InputError(file, "", f"it is no table: {error}", _CURE) from None
    if not lines or tuple(lines[0]) != COLUMNS:
        raise InputError(file, "row 1", f"its columns are not {', '.join(COLUMNS)}", _CURE)
    origins: dict[str, str] = {}
    names: set[str] = set()
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) != len(COLUMNS):
            raise InputError(file, f"row {number}", "the row has more or fewer cells than the header", _CURE)
        row = dict(zip(COLUMNS, cells, strict=True))
        if row["file"] in names:
            raise InputError(file, f"row {number}", f"{row['file']} stands there twice", "Keep one of the two")
        names.add(row["file"])
        if origin := _origin(row):
            origins[row["file"]] = origin
    return origins


def _origin(row: Mapping[str, str]) -> str | None:
    """A commit is part of what a repository holds; without one it is said of whatever it holds now."""
    if not row["repository"]:
        return row["address"] or None
    at = f"@{row['commit']}" if row["commit"] else ""
    return f"{row['repository']}{at}/{row['path']}" if row["path"] else f"{row['repository']}{at}"
