"""What stands around the versions and follows from the catalogue: ``latest``, the change log, the list of packages.

It can be written again at any time; a run that is killed before it did leaves it to the next. Belongs here: which files, when they
are written, and what the list holds. Does not: their wording (``changelog``, ``pipelines.forms.page``).
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.base.files import update
from pipelines.packages import changelog
from pipelines.packages.catalogue import read_catalog
from pipelines.packages.counts import by_status, once
from pipelines.packages.definition import NOBODY, Definition
from pipelines.packages.listing import Listed, Withdrawn
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.naming import inside
from pipelines.packages.package import Package
from pipelines.packages.registry import list_renderer

# Columns of outcomes that the counts of the list follow from.
_COUNTED = ("status", "counted")


def refresh(published: Path, *known: Definition) -> None:
    """Bring every such file up to date with the catalogue; a file that is right already stays untouched.

    Args:
        published: the folder that readers see.
        known: the packages that there are; others are not in the list, and stay in the catalogue.
    """
    for path, content in _contents(published, known):
        update(path, content)


def lagging(published: Path, *known: Definition) -> list[str]:
    """The files that ``refresh`` would write, by their paths in published/: gone, or not what the catalogue says."""
    return [
        path.relative_to(published).as_posix()
        for path, content in _contents(published, known)
        if not path.is_file() or path.read_bytes() != content.encode()
    ]


def _contents(published: Path, known: Sequence[Definition]) -> Iterator[tuple[Path, str]]:
    """Every such file with what it is to hold.

    Raises:
        InputError: the folder of a package is a link, or a version cannot be opened.
    """
    packages = read_catalog(published)["packages"]
    for name, package in packages.items():
        folder = inside(published, name)
        yield folder / "latest", f"{package['latest'] or ''}\n"
        yield folder / changelog.FILE, changelog.changelog(changelog.read(published, name))
    listed = list(_listed(published, packages, {package.name: package for package in known}))
    withdrawn = list(_withdrawn(published, packages))
    if listed or withdrawn:
        owner = known[0].owner if known else NOBODY
        yield published / "index.html", list_renderer()(listed, owner, withdrawn)


def _listed(published: Path, packages: Mapping[str, Any], known: Mapping[str, Definition]) -> Iterator[Listed]:
    """The packages that judge, each in its latest version; one that is too long for a page opens with its README."""
    for name, package in packages.items():
        standing = {entry["version"]: entry for entry in package["versions"] if "withdrawn" not in entry}
        if name not in known or package["latest"] not in standing:
            continue
        latest = standing.pop(package["latest"])
        opened = Package.open(inside(published, latest["path"]))
        if "outcomes" not in {resource["name"] for resource in opened.resources}:
            continue
        # Of a large package no more is read than is counted: every run brings the list up to date.
        outcomes = next(resource for resource in opened.resources if resource["name"] == "outcomes")
        columns = [each["name"] for each in outcomes["schema"]["fields"] if each["name"] in _COUNTED]
        yield Listed(
            known[name],
            latest["version"],
            _opens(published, latest["path"]),
            latest["created"][:10],
            latest["tables"],
            latest["rows"],
            by_status(once(opened.table("outcomes", columns))["status"]),
            {number: _opens(published, entry["path"]) for number, entry in reversed(standing.items())},
        )


def _withdrawn(published: Path, packages: Mapping[str, Any]) -> Iterator[Withdrawn]:
    """The versions that were withdrawn, the newest of a package first."""
    for name, package in packages.items():
        for entry in reversed(package["versions"]):
            if "withdrawn" in entry:
                href = _opens(published, entry["path"])
                yield Withdrawn(name, package["title"], entry["version"], href, entry["withdrawn"])


def _opens(published: Path, path: str) -> str:
    """What a reader of a version opens first: the oldest versions have no page, those that have retired no README."""
    names = ("index.html", "README.md", DESCRIPTOR)
    return next(f"{path}/{name}" for name in names if name == DESCRIPTOR or (published / path / name).exists())
