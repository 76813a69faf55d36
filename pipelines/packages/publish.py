"""Publishing: built beside, checked, moved in, then named in catalog.json, which is the commit point.

A run killed anywhere leaves readers with the last version. Belongs here: the order of steps. Does not: any file form.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages import around, versions
from pipelines.packages.build import build
from pipelines.packages.candidate import Candidate, measure
from pipelines.packages.catalogue import alone, read_catalog, write_catalog
from pipelines.packages.contents import contents
from pipelines.packages.definition import Definition
from schemas.errors import InputError

STAGES = ("build", "compare", "check", "move", "commit", "done")


@dataclass(frozen=True)
class Publication:
    """A package as it stands after a run; ``changed`` where the run published a new version."""

    package: str
    version: str
    path: str
    descriptor_sha256: str
    tables: int
    rows: int
    changed: bool


def publish(
    definition: Definition,
    stored: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    left_out: int,
    published: Path,
    at: Callable[[str], None] = lambda stage: None,
    code_version: str | None = None,
) -> Publication:
    """Publish a package if it differs from its latest version.

    Args:
        definition: the package.
        stored: the tables of the store by name.
        rejects: rows that broke a contract and are left out, by table; the README says how many.
        left_out: files of its collections that were set aside whole; the README says how many.
        published: the folder that readers see.
        at: called with the name of each stage as it begins.
        code_version: for the descriptor, where the package is not made again with every change of the code.

    Raises:
        InputError: the candidate is not valid; nothing is published.
    """
    tables = contents(definition, stored)
    published.mkdir(parents=True, exist_ok=True)
    with alone(published):
        catalog = read_catalog(published)
        entries = catalog["packages"].get(definition.name, {"versions": []})["versions"]
        staging = published / f".staging-{definition.name}"
        draft = Candidate(definition, versions.FIRST, tables, rejects, left_out, staging, code_version)
        shutil.rmtree(staging, ignore_errors=True)
        try:
            candidate = _build_next(draft, published, entries, at)
            if candidate is None:
                around.refresh(published, definition)
                return _publication(definition.name, entries[-1], changed=False)
            at("check")
            _check(candidate)
            at("move")
            entry = _entry(candidate)
            _move(candidate, published / entry["path"])
            at("commit")
            package = {
                "title": f"{definition.title_en} · {definition.title_zh}",
                "latest": candidate.version,
                "versions": [*entries, entry],
            }
            catalog["packages"] = dict(sorted((catalog["packages"] | {definition.name: package}).items()))
            write_catalog(published, catalog)
            around.refresh(published, definition)
            at("done")
            return _publication(definition.name, entry, changed=True)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _build_next(
    draft: Candidate, published: Path, entries: Sequence[Mapping[str, Any]], at: Callable[[str], None]
) -> Candidate | None:
    """Build what differs from the latest version, under the number that follows; None where nothing differs."""
    at("build")
    if not entries:
        candidate = build(draft)
        at("compare")
        return candidate
    latest = published / entries[-1]["path"]
    before = published / entries[-2]["path"] if len(entries) > 1 else None
    same = build(replace(_numbered(draft, entries[-1]["version"], before), compared_with=latest))
    at("compare")
    if same.files == _files(latest):
        return None
    old, old_tables = versions.read_version(latest)
    if gone := versions.unannounced(old, same.descriptor):
        raise InputError(
            "definitions.toml",
            f"package {draft.definition.name}",
            f"{', '.join(gone)} would go without warning",
            "Name it under `deprecated` for one version first",
        )
    keys = versions.keys(old_tables), versions.keys(draft.tables)
    version = versions.next_version(entries[-1]["version"], old, same.descriptor, *keys)
    shutil.rmtree(draft.folder)
    return build(_numbered(draft, version, latest))


def _numbered(draft: Candidate, version: str, before: Path | None) -> Candidate:
    """A draft under a number, with its changes against the version before."""
    tables = dict(draft.tables)
    if before is not None:
        tables["changes"] = versions.changes(version, versions.read_version(before)[1], draft.tables)
    return replace(draft, version=version, tables=tables, files={})


def _check(candidate: Candidate) -> None:
    from pipelines.packages.checks import validate

    if faults := validate(candidate.folder):
        raise InputError(
            "datapackage.json",
            "",
            f"the candidate is not valid: {'; '.join(faults[:5])}",
            "Mend what the faults name; nothing was published",
        )


def _move(candidate: Candidate, folder: Path) -> None:
    """Put a candidate where readers will find it, once the catalogue lists it."""
    shutil.rmtree(folder, ignore_errors=True)  # left by a run that was killed before its commit
    folder.parent.mkdir(parents=True, exist_ok=True)
    candidate.folder.replace(folder)


def _files(folder: Path) -> dict[str, Any]:
    """Size and hash of every file of a version by its path."""
    return {path.relative_to(folder).as_posix(): measure(path) for path in folder.rglob("*") if path.is_file()}


def _entry(candidate: Candidate) -> dict[str, Any]:
    """A version as the catalogue lists it."""
    resources = [resource for resource in candidate.descriptor["resources"] if resource["format"] == "parquet"]
    return {
        "version": candidate.version,
        "path": f"{candidate.definition.name}/{candidate.version}",
        "created": candidate.descriptor["created"],
        "descriptor_sha256": candidate.files["datapackage.json"].sha256,
        "bytes": sum(file.size for file in candidate.files.values()),
        "tables": len(resources),
        "rows": sum(resource["rows"] for resource in resources),
    }


def _publication(package: str, entry: Mapping[str, Any], *, changed: bool) -> Publication:
    return Publication(
        package,
        entry["version"],
        entry["path"],
        entry["descriptor_sha256"],
        entry["tables"],
        entry["rows"],
        changed,
    )
