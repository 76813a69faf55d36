"""Whether a version holds the files of its SHA256SUMS and nothing else, and whether that list is the one that the catalogue anchors.

Belongs here: what lies in a folder, and the hashes of all of it. Does not: what the descriptor says of its tables (``files``).
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from pipelines.packages.catalogue import FILE, Standing
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.naming import SUMS
from pipelines.packages.package import MOST_FILES, Files
from schemas.errors import InputError, brief

# In bytes: lines of a hundred, of as many files as a package may hold, many times over.
LARGEST = 64 * 2**20
_SUM = re.compile(r"([0-9a-f]{64})  (\S[^\n]*)\n")


def sum_faults(files: Files) -> list[str]:
    """Files that are not those of ``SHA256SUMS``, that it lacks, or that lack in the folder; and what is no plain file.

    Raises:
        InputError: a link leads out of the folder, or there is too much in it.
    """
    if strange := list(_strange(files.folder)):
        return strange
    if not files.path(SUMS).is_file():
        return [f"{SUMS}: there is no such file"]
    lines = _lines(files.path(SUMS))
    if lines is None:
        return [f"{SUMS}: it is not as it was written: a line is no hash, two blanks and a name"]
    expected = {name: digest for digest, name in lines}
    if len(expected) < len(lines):
        return [f"{SUMS}: it is not as it was written: it names a file twice"]
    present = set(files.names)
    faults = [f"{brief(name)}: there is no such file" for name in expected if name not in present]
    for name in files.names:
        if name not in expected and name != SUMS:
            faults.append(f"{brief(name)}: {SUMS} does not name it")
        elif name in expected and files.measure(name).sha256 != expected[name]:
            faults.append(f"{name}: its SHA-256 is not that of {SUMS}: the file or its line was changed")
    return faults


def anchor_faults(files: Files, standing: Standing) -> list[str]:
    """What is not as the catalogue that lists the version has it; nothing where there is none.

    The catalogue anchors the list of hashes, and that every file; of versions that it listed before it had that hash, it anchors the
    descriptor, and that the tables.
    """
    if standing.catalogue is None:
        return []
    if standing.entry is None:
        return [f"{files.folder}: {standing.catalogue} does not list it: it was not published there"]
    faults, entry = [], standing.entry
    for name, key in ((DESCRIPTOR, "descriptor_sha256"), (SUMS, "sums_sha256")):
        if key in entry and (not files.path(name).is_file() or files.measure(name).sha256 != entry[key]):
            faults.append(f"{name}: its SHA-256 is not that of {FILE}, {entry[key]}")
    return faults


def gone(folder: Path) -> list[str]:
    """The files that ``SHA256SUMS`` names and that are not there any more; that itself where it is not. Nothing is hashed."""
    lines = _lines(folder / SUMS) if (folder / SUMS).is_file() else None
    if lines is None:
        return [SUMS]
    return [name for _, name in lines if not (folder / name).is_file()]


def _lines(file: Path) -> list[tuple[str, str]] | None:
    """The hashes and names of a list; None where it is not as ``sha256sum`` writes it."""
    if (size := file.stat().st_size) > LARGEST:
        raise InputError(file, "", f"it has {size:,} bytes, and more than {LARGEST:,} are not opened", "Get it again")
    content = file.read_bytes().decode("utf-8", errors="replace")
    return _SUM.findall(content) if re.fullmatch(f"(?:{_SUM.pattern})*", content) else None


def _strange(folder: Path) -> Iterator[str]:
    """What is neither a file nor a folder that holds one, by its path below the folder.

    Raises:
        InputError: there is too much.
    """
    seen = 0
    for place, folders, names in os.walk(folder):
        for name in sorted([*folders, *names]):
            path = Path(place, name)
            printed, mode = brief(path.relative_to(folder).as_posix()), path.lstat().st_mode
            seen += 1
            if seen > MOST_FILES:
                raise InputError(folder, "", f"it holds more than {MOST_FILES:,} files", "Get the package again")
            if stat.S_ISLNK(mode):
                yield f"{printed}: it is a link, and a version holds files"
            elif stat.S_ISDIR(mode):
                if not any(path.iterdir()):
                    yield f"{printed}: it is an empty folder, which {SUMS} cannot name"
            elif not stat.S_ISREG(mode):
                yield f"{printed}: it is no file"
