"""Which version of a package somebody means: by its name (the latest), its name and number, its folder, or its descriptor.

Belongs here: finding it, and saying what there is where there is no such one. Does not: opening it (``package``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.base.files import absolute
from pipelines.packages.catalogue import entry_of, inputs_of, listed, numbers, read_catalog, standing
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.naming import inside, is_version
from pipelines.packages.retention import STAYS
from schemas.errors import InputError


@dataclass(frozen=True)
class Reference:
    """A version of a package: its folder, and how it is printed (``name@1.0.0``, or the folder that was named).

    ``withdrawn`` is why it must no longer be used, in the publisher's words; None where it stands, or no catalogue lies beside it.
    ``inputs`` are the hashes of what it was made of, where the catalogue tells them.
    """

    label: str
    folder: Path
    withdrawn: str | None = None
    inputs: Mapping[str, str] | None = None


def resolve(named: str, published: Path) -> Reference:
    """The version that is named.

    A name that the catalogue lists is that package, whatever lies in the working folder; ``./name`` is the folder.

    Args:
        named: ``name`` or the folder of a package (its latest version), ``name@version``, ``name/version``, the folder of a
            version, or its datapackage.json.
        published: the folder that readers see, whose catalogue knows the names.

    Raises:
        InputError: there is no such package or version, or it is not published; says which there are.
    """
    place = Path(named)
    place = place.parent if place.name == DESCRIPTOR else place
    if (place / DESCRIPTOR).is_file() and named not in read_catalog(published)["packages"]:
        return _of_folder(named, place)
    return listed_version(*parted(str(place)), published)


def parted(named: str) -> tuple[str, str | None]:
    """The name and the number of ``name@version`` or ``name/version``; no number where none is named."""
    name, at, version = named.rpartition("@")
    if not at or "/" in version:
        name, _, version = named.rpartition("/")
        if not name or not is_version(version):
            return named, None
    return name, version or None


def listed_version(package: str, version: str | None, published: Path) -> Reference:
    """A version that the catalogue lists.

    Args:
        package: the name of a package, or its folder, whose own catalogue is asked then.
        version: its number; None for the latest.
        published: the folder that readers see.

    Raises:
        InputError: there is no such package or version; says which there are.
    """
    names, folder = list(read_catalog(published)["packages"]), absolute(Path(package))
    if package not in names and folder.is_dir():
        if version and (folder / version / DESCRIPTOR).is_file():
            return _of_folder(f"{package}@{version}", Path(package) / version)
        if not listed(folder.parent, folder.name):
            raise InputError(package, "", f"the folder is no package: it holds no {DESCRIPTOR}", _cure(names))
        package, published = folder.name, folder.parent
    elif package not in names and "/" in package:
        raise InputError(package, "", "there is no such folder", _cure(names))
    return _listed(published, package, entry_of(published, package, version))


def _cure(names: list[str]) -> str:
    packages = f"a package ({', '.join(names)})" if names else "a package"
    return f"Name {packages}, NAME@VERSION, or the folder of a version"


def one_version(package: str, version: str | None, published: Path) -> tuple[str, str]:
    """The name and number of a version to be marked: of ``name@version``, or of a name and a number that stand apart.

    Raises:
        InputError: no version is named, or two are; says which there are. Whether it is published is not asked.
    """
    name, number = parted(package)
    if (number is None) == (version is None):
        entry_of(published, name, number or version)
        cure = f"Name one, NAME@VERSION; {name} has {numbers(published, name)}"
        raise InputError(package, "", "two versions are named" if number else "no version is named", cure)
    return name, str(number or version)


def before(reference: Reference) -> Reference:
    """The version before, as its catalogue lists them.

    Raises:
        InputError: it is the first, or no catalogue lists it.
    """
    folder = absolute(reference.folder)
    published, package = folder.parent.parent, folder.parent.name
    entries = listed(published, package)
    place = next((place for place, entry in enumerate(entries) if entry["version"] == folder.name), 0)
    if place == 0:
        cure = f"Name two versions; {package} has {numbers(published, package)}" if entries else "Name two versions"
        raise InputError(reference.label, "", "there is no version before it to compare it with", cure)
    return _listed(published, package, entries[place - 1])


def _listed(published: Path, package: str, entry: dict[str, Any]) -> Reference:
    return _reference(f"{package}@{entry['version']}", inside(published, entry["path"]), entry)


def _reference(label: str, folder: Path, entry: Mapping[str, Any]) -> Reference:
    """A version that is there whole, with what the catalogue says of it.

    Raises:
        InputError: it has retired.
    """
    if "retired" in entry:
        reason = f"the version has retired: of its {entry['bytes']:,} bytes only {', '.join(STAYS)} are kept here"
        raise InputError(label, "", reason, "Name a newer version, or the folder of a copy")
    return Reference(label, folder, entry.get("withdrawn"), inputs_of(entry))


def _of_folder(named: str, folder: Path) -> Reference:
    """The version of a folder. Where a catalogue lies above it, what that does not list is not published."""
    there = standing(folder)
    if there.catalogue is not None and there.entry is None:
        published, package = there.catalogue.parent, there.path.partition("/")[0]
        reason = f"it is not published: {there.catalogue} does not list it"
        cure = f"{package} has {numbers(published, package)}" if listed(published, package) else "Name a published one"
        raise InputError(named, "", reason, cure)
    return _reference(str(folder), folder, there.entry or {})
