"""catalog.json: which versions are published; what it does not list is not. Replacing it is what publishes.

A shell that completes a word reads it too, so that what writes it is imported where it is needed. Belongs here: reading, writing and
marking it, one process at a time. Does not: the versions (``publish``).
"""

import difflib
import hashlib
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from pipelines.base.files import absolute, replace
from pipelines.packages import naming
from pipelines.packages.catalogued import Catalogue
from pipelines.packages.shape import read_shaped, refuse_other_shape
from schemas.errors import InputError

FILE = "catalog.json"
# So many hexadecimal digits of the hash of an input tell it from another.
_SHORT = 16
# So many folders above that of a version a catalogue is looked for: it lies two above, unless somebody hid one.
_LEVELS = 4
_MEND = "Mend the title, reason or definition that it comes from"
_RESTORE = "Restore it from the history of the repository (git restore catalog.json, in its folder) or from a back-up"


def read_catalog(published: Path) -> dict[str, Any]:
    """catalog.json: what is published; empty where nothing is.

    Raises:
        InputError: the file is no JSON, or no catalogue.
    """
    file = published / FILE
    if not file.exists():
        return {"packages": {}}
    return read_shaped(file, Catalogue, "catalogue", _RESTORE)


def refuse_forgotten(published: Path, package: str) -> None:
    """Refuse to go on where versions lie there that the catalogue has forgotten: their numbers would be given to other bytes.

    Args:
        published: the folder that readers see.
        package: the one whose versions are asked for; where there is no catalogue at all, those of every package are.

    Raises:
        InputError: names their folders.
    """
    file = published / FILE
    folders = (published / package,) if file.exists() else sorted(published.glob("[!.]*"))
    forgotten = [each for folder in folders for each in _forgotten(published, folder.name)]
    if forgotten:
        reason = "it does not list" if file.exists() else "it is missing, and beside it lie"
        cure = f"{_RESTORE}; versions that nobody has seen may be moved away instead"
        raise InputError(file, "", f"{reason} these versions: {', '.join(forgotten)}", cure)


def _forgotten(published: Path, package: str) -> list[str]:
    """The folders of a package's versions that are not listed, but for what a run left that was killed before its commit."""
    known = {entry["version"] for entry in listed(published, package)} | {moving(published, package)}
    there = (folder.name for folder in (published / package).glob("*.*.*") if folder.is_dir())
    return sorted(naming.path_of(package, name) for name in there if naming.is_version(name) and name not in known)


def moving(published: Path, package: str) -> str | None:
    """The version that was last moved into its place, where that was written down and not struck out after its commit.

    Raises:
        InputError: the note names no version: what it names is deleted by the next run.
    """
    note = _note(published, package)
    if not note.exists():
        return None
    version = note.read_text(encoding="utf-8", errors="replace").strip()
    if not naming.is_version(version):
        raise InputError(note, "", "it names no version that was moved in", "Delete the file")
    return version


def begin_move(published: Path, package: str, version: str) -> None:
    """Write down which version is moved in, before it is: until it is listed, the next run may replace it."""
    replace(_note(published, package), f"{version}\n")


def forget_move(published: Path, package: str) -> None:
    """Strike it out where it is listed: from then on it is published."""
    if moving(published, package) in [entry["version"] for entry in listed(published, package)]:
        _note(published, package).unlink()


def _note(published: Path, package: str) -> Path:
    return published / f".moving-{package}"


def built_from(published: Path, package: str) -> str | None:
    """The hash of all that the latest version was last built from (``inputs.built_from``); None where nobody wrote it down, or the
    descriptor is not the one that was published."""
    entries, note = listed(published, package), published / f".built-{package}"
    if not entries or _descriptor_hash(published, entries[-1]["path"]) != entries[-1]["descriptor_sha256"]:
        return None
    version, _, content = note.read_text(encoding="utf-8").strip().partition(" ") if note.exists() else ("", "", "")
    return content if version == entries[-1]["version"] else None


def note_built(published: Path, package: str, version: str, built_from: str) -> None:
    """Write down what the latest version was built from, by the code of today. It lies beside the catalogue, which tells readers what was
    published, and would change with every change of the code."""
    replace(published / f".built-{package}", f"{version} {built_from}\n")


def one_line(inputs: Mapping[str, str]) -> str:
    """The hashes of a version's inputs as the catalogue lists them, in one line: ``reports:0123… statistics:4567…``."""
    return " ".join(f"{kind}:{value[:_SHORT]}" for kind, value in inputs.items())


def inputs_of(entry: Mapping[str, Any]) -> dict[str, str] | None:
    """The hashes of its inputs that an entry lists, by kind; None where it is older than they are."""
    if "inputs" not in entry:
        return None
    return dict(part.partition(":")[::2] for part in entry["inputs"].split(" "))


def _descriptor_hash(published: Path, path: str) -> str | None:
    from pipelines.packages.metadata.descriptor import DESCRIPTOR

    file = published / path / DESCRIPTOR
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def listed(published: Path, package: str) -> list[dict[str, Any]]:
    """The versions of a package that the catalogue lists, oldest first, the withdrawn ones too; none where it lists no such package."""
    versions: list[dict[str, Any]] = read_catalog(published)["packages"].get(package, {"versions": []})["versions"]
    return versions


@dataclass(frozen=True)
class Standing:
    """What is known of a version's folder by where it lies: the catalogue above it, if there is one, and its entry, if that lists it.

    ``path`` is that of the folder below the catalogue's.
    """

    catalogue: Path | None = None
    path: str = ""
    entry: Mapping[str, Any] | None = None


def standing(folder: Path) -> Standing:
    """The catalogue above a folder, and what it says of the version there.

    The folder counts where it was named; where nothing lies above that, where a link to it leads.

    Raises:
        InputError: the catalogue cannot be used; or it lists the folder, and a link stands in its place.
    """
    for place in dict.fromkeys((Path(os.path.normpath(Path.cwd() / folder)), absolute(folder))):
        for published in list(place.parents)[:_LEVELS]:
            if not _is_catalogue(published / FILE, beside=published == place.parent.parent):
                continue
            path = place.relative_to(published).as_posix()
            packages = read_catalog(published)["packages"].values()
            entry = next((each for package in packages for each in package["versions"] if each["path"] == path), None)
            if entry is not None:
                naming.inside(published, path)
            return Standing(published / FILE, path, entry)
    return Standing()


def _is_catalogue(file: Path, *, beside: bool) -> bool:
    """Whether a file is a catalogue: in its place it is in any case; elsewhere others may have files of that name."""
    if beside or not file.is_file():
        return file.exists()
    try:
        read_catalog(file.parent)
    except InputError:
        return False
    return True


def entry_of(published: Path, package: str, version: str | None = None) -> dict[str, Any]:
    """A version as the catalogue lists it, withdrawn or not; without a number the latest that stands.

    Raises:
        InputError: the catalogue lists no such package or version, or without a number none that stands; says which there are.
    """
    file, catalog = published / FILE, read_catalog(published)
    if package not in catalog["packages"]:
        refuse_forgotten(published, package)
        names = list(catalog["packages"])
        published_are = f"published are: {', '.join(names)}" if names else "none is published"
        raise InputError(file, "", f"there is no package {package}; {published_are}", _cure(package, names))
    version = version or catalog["packages"][package]["latest"]
    if version is None:
        cure = f"Name one to read it all the same: {package}@{listed(published, package)[-1]['version']}"
        raise InputError(file, "", f"every version of {package} is withdrawn: {numbers(published, package)}", cure)
    entry = next((entry for entry in listed(published, package) if entry["version"] == version), None)
    if entry is None:
        reason = f"{package} has no version {version}; it has {numbers(published, package)}"
        raise InputError(file, "", reason, "Name one of them")
    return entry


def _cure(package: str, names: list[str]) -> str:
    """What somebody may have meant who named a package that is none."""
    if naming.is_version(package):
        return f"A version is named after its package: NAME@{package}"
    near = [name for name in names if len(package) > 2 and package in name]
    near = near or difflib.get_close_matches(package, names, 1)
    return f"Did you mean {near[0]}?" if near else "Name one of them, NAME@VERSION, or a version's folder"


def numbers(published: Path, package: str) -> str:
    """The versions of a package in one line, with what is withdrawn and which is the latest."""
    latest = read_catalog(published)["packages"][package]["latest"]
    return ", ".join(
        entry["version"]
        + (" (withdrawn)" if "withdrawn" in entry else " (latest)" if entry["version"] == latest else "")
        for entry in listed(published, package)
    )


def write_catalog(published: Path, catalog: Mapping[str, Any]) -> None:
    """Replace the catalogue at once.

    Raises:
        InputError: it would not be read again: a title or a reason of more than one line, for instance.
    """
    from pipelines.packages.metadata.descriptor import dumps

    refuse_other_shape(published / FILE, catalog, Catalogue, "catalogue that would be written", _MEND)
    replace(published / FILE, dumps(catalog))


def is_published(row: Mapping[str, Any], published: Path) -> bool:
    """Whether the version that a row of ``packages`` names is still the last one listed, and its descriptor is there unchanged.

    A package that is not to be published stands as long as its row does.
    """
    if not row["published"]:
        return True
    versions = listed(published, row["package"])
    return bool(
        versions
        and versions[-1]["version"] == row["version"]
        and _descriptor_hash(published, row["path"]) == row["descriptor_sha256"]
    )


def withdraw(published: Path, package: str, version: str, reason: str) -> str | None:
    """Mark a published version as withdrawn, in the catalogue: its files stay as they are, and its number is never used again.

    Returns:
        the latest version that is neither withdrawn nor retired; None where there is none.

    Raises:
        InputError: there is no such version, or it is withdrawn already.
    """
    with alone(published):
        if "withdrawn" in entry_of(published, package, version):
            cure = f"Name one that stands; {package} has {numbers(published, package)}"
            raise InputError(published / FILE, f"{package} {version}", "the version is withdrawn already", cure)
        catalog = read_catalog(published)
        entry = catalog["packages"][package]
        next(line for line in entry["versions"] if line["version"] == version)["withdrawn"] = " ".join(reason.split())
        standing = [line["version"] for line in entry["versions"] if not {"withdrawn", "retired"} & set(line)]
        entry["latest"] = standing[-1] if standing else None
        write_catalog(published, catalog)
        return standing[-1] if standing else None


def alone(published: Path) -> AbstractContextManager[object]:
    """Hold the folder's lock, so that two publishers go one after the other; the system frees it when a process dies."""
    return FileLock(published / ".lock")
