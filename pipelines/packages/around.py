"""What stands around the versions and follows from the catalogue: ``latest``, the change log, the list of packages.

It can be written again at any time; a run that is killed before it did leaves it to the next. Belongs here: which files, and when
they are written. Does not: their wording (``changelog``, ``page``).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.forms.page.figures import statuses
from pipelines.forms.page.index import Listed, Withdrawn, index
from pipelines.packages import changelog
from pipelines.packages.catalogue import read_catalog, rewrite
from pipelines.packages.definition import Definition, definitions


def refresh(published: Path, definition: Definition | None = None) -> None:
    """Bring every such file up to date with the catalogue; a file that is right already stays untouched.

    Args:
        published: the folder that readers see.
        definition: a package beside those of definitions.toml.
    """
    catalog = read_catalog(published)
    for name, entry in catalog["packages"].items():
        rewrite(published / name / "latest", f"{entry['latest'] or ''}\n")
        changelog.write(published, name)
    known = {each.name: each for each in (*definitions(), *([definition] if definition else []))}
    listed = list(_listed(published, catalog["packages"], known))
    withdrawn = list(_withdrawn(published, catalog["packages"]))
    if listed or withdrawn:
        owner = next(iter(known.values())).owner
        rewrite(published / "index.html", index(listed, owner, withdrawn))


def _listed(published: Path, packages: Mapping[str, Any], known: Mapping[str, Definition]) -> Iterator[Listed]:
    """The packages with a page, each in its latest version."""
    for name, entry in packages.items():
        told = {version["version"]: version for version in entry["versions"] if "withdrawn" not in version}
        if name not in known or entry["latest"] not in told:
            continue
        latest = told.pop(entry["latest"])
        folder = published / latest["path"]
        if not (folder / "index.html").exists():
            continue
        yield Listed(
            known[name],
            latest["version"],
            f"{latest['path']}/index.html",
            latest["created"][:10],
            latest["tables"],
            latest["rows"],
            statuses(pl.read_parquet(folder / "outcomes.parquet", columns=["status"])),
            {number: _opens(published, version["path"]) for number, version in reversed(told.items())},
        )


def _withdrawn(published: Path, packages: Mapping[str, Any]) -> Iterator[Withdrawn]:
    """The versions that were withdrawn, the newest of a package first."""
    for name, entry in packages.items():
        for version in reversed(entry["versions"]):
            if "withdrawn" in version:
                href = _opens(published, version["path"])
                yield Withdrawn(name, entry["title"], version["version"], href, version["withdrawn"])


def _opens(published: Path, path: str) -> str:
    """What a reader of a version opens first; the oldest versions have no page."""
    return f"{path}/index.html" if (published / path / "index.html").exists() else f"{path}/README.md"
