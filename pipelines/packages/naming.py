"""What a package, a version, a resource and a file may be called, whoever names them: a catalogue, a descriptor, a definition, a person.

One rule, so that a name that was let through once leads nowhere else: what is joined to a folder has passed it. Belongs here: the rule.
Does not: titles (``titles``), or the rest of a shape (``shape``, ``catalogued``).
"""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from pipelines.base.files import absolute
from schemas.errors import InputError

# https://specs.frictionlessdata.io/data-package/#name
NAME = r"^[a-z0-9][a-z0-9._-]*$"
# A relative path of plain names: no address, no `..`, nothing that a shell, DuckDB or a pattern of files reads as anything else.
PATH = r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$"
# https://semver.org without what follows the third number; of one version there is one spelling.
VERSION = r"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$"
# So long a name may be, and a path: file systems refuse longer ones.
LONGEST_NAME, LONGEST_PATH = 200, 400
# The list of the hashes of all files of a version.
SUMS = "SHA256SUMS"
# Files that stand beside the folders of packages.
TAKEN = ("catalog.json", "index.html")

# What Windows takes for a device, whatever follows its first dot, or cuts off.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_NO_FILE_OF_WINDOWS = re.compile(r"(?i)(?:^|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.[^/]*)?(?:/|$)|\.(?:/|$)")


def _on_every_disk(name: str) -> str:
    """A name or path that means the same file wherever the package is unpacked."""
    if not _is_on_every_disk(name):
        raise ValueError(f"Windows has no file of that name, or a part of it has more than {LONGEST_NAME} characters")
    return name


def _is_on_every_disk(name: str) -> bool:
    return not _NO_FILE_OF_WINDOWS.search(name) and all(len(part) <= LONGEST_NAME for part in name.split("/"))


Name = Annotated[str, Field(pattern=NAME, max_length=LONGEST_NAME), AfterValidator(_on_every_disk)]
Relative = Annotated[str, Field(pattern=PATH, max_length=LONGEST_PATH), AfterValidator(_on_every_disk)]
Version = Annotated[str, Field(pattern=VERSION)]


def is_name(text: object) -> bool:
    """Whether a package or a resource may be called so."""
    return isinstance(text, str) and re.fullmatch(NAME, text) is not None and _is_on_every_disk(text)


def is_path(text: object) -> bool:
    """Whether a file of a package may lie there."""
    shaped = isinstance(text, str) and len(text) <= LONGEST_PATH and re.fullmatch(PATH, text) is not None
    return shaped and _is_on_every_disk(str(text))


def is_version(text: object) -> bool:
    """Whether a version may have this number."""
    return isinstance(text, str) and re.fullmatch(VERSION, text) is not None


def number(version: str) -> tuple[int, ...]:
    """A version's number, to be compared with others."""
    return tuple(map(int, version.split(".")))


def path_of(package: str, version: str) -> str:
    """The folder of a version below published/."""
    return f"{package}/{version}"


def inside(published: Path, path: str) -> Path:
    """What lies at a path below published/, which may be written to and deleted from.

    Args:
        published: the folder that readers see, which may itself be a link.
        path: of the folder of a package or a version; it need not be there.

    Raises:
        InputError: it is no plain path, or a link stands in it, so that something else would be written to.
    """
    if not is_path(path):
        raise InputError(published, path, "it is no plain path", "Name a package and a version as catalog.json does")
    place = published / path
    if absolute(place) != absolute(published) / path:
        cure = "Put the folder itself there; published/ as a whole may be a link"
        raise InputError(place, "", "a link stands in its place or above it, and leads elsewhere", cure)
    return place
