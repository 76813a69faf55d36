"""Publishing: built beside, checked, moved in, then named in catalog.json, which is the commit point.

A run killed anywhere leaves readers with the last version. A package whose definition says so is built and checked, and goes no
further. Belongs here: the order of steps. Does not: any file form.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base.progress import part
from pipelines.packages import around, catalogue, changelog, retention, upkeep, versions
from pipelines.packages.build import build
from pipelines.packages.candidate import Candidate
from pipelines.packages.catalogue import alone, listed, read_catalog, write_catalog
from pipelines.packages.checks import validate
from pipelines.packages.contents import chosen, selection
from pipelines.packages.definition import Definition
from pipelines.packages.inputs import built_from, inputs
from pipelines.packages.metadata.descriptor import DESCRIPTOR, descriptor, resources
from pipelines.packages.naming import SUMS, inside, path_of
from pipelines.packages.package import Package
from schemas.errors import InputError

STAGES = ("compare", "build", "check", "move", "commit", "done")


@dataclass(frozen=True)
class Publication:
    """A package as it stands after a run: ``changed`` where the run made a new version, ``faults`` of one that was built and not published."""

    package: str
    version: str
    path: str
    descriptor_sha256: str
    tables: int
    rows: int
    changed: bool
    faults: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """The row of the table ``packages``."""
        return {name: cell for name, cell in vars(self).items() if name != "faults"}


class InvalidCandidateError(InputError):
    """A candidate is not valid, and nothing was published. ``faults`` are all that is wrong with it, one sentence each."""

    def __init__(self, package: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        first = "; ".join(faults[:5]) + (f"; and {len(faults) - 5} more" if len(faults) > 5 else "")
        cure = "Mend what the faults name; nothing was published"
        super().__init__(DESCRIPTOR, f"package {package}", f"the candidate is not valid: {first}", cure)


def publish(
    definition: Definition,
    stored: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    left_out: int,
    published: Path,
    at: Callable[[str], None] = lambda stage: None,
    software_version: str | None = None,
    code_version: str | None = None,
    others: Sequence[Definition] = (),
    keep_versions: int = 0,
) -> Publication:
    """Publish a package if it differs from its latest version; the rows of a withdrawn one are not published again.

    Args:
        definition: the package.
        stored: the tables of the store by name.
        rejects: rows that broke a contract and are left out, by table; the README says how many.
        left_out: files of its collections that were set aside whole; the README says how many.
        published: the folder that readers see.
        at: called with the name of each stage as it begins.
        software_version: for the descriptor of a new version; another one makes no new version by itself.
        code_version: of the code that read and judged, for the descriptor of a new version; another one makes no new version by itself.
        others: the packages that stand in the list beside it; the first says who publishes.
        keep_versions: so many of its newest versions stay whole, where its definition does not say; 0 for all.

    Raises:
        InvalidCandidateError: the candidate is not valid; nothing is published.
        InputError: a table or column would go without warning, what was published cannot be opened, or the catalogue has forgotten versions.
    """
    draft = _draft(definition, stored, rejects, left_out, software_version, code_version)
    published.mkdir(parents=True, exist_ok=True)
    with alone(published):
        catalogue.refuse_forgotten(published, definition.name)
        upkeep.refuse_lacking(published, definition.name)
        catalogue.forget_move(published, definition.name)
        draft = replace(draft, folder=published / f".staging-{definition.name}")
        shutil.rmtree(draft.folder, ignore_errors=True)
        try:
            changed = not _is_same(draft, published) and _publish_next(draft, published, at)
            kept = keep_versions if definition.keep_versions is None else definition.keep_versions
            retention.retire(published, definition.name, kept, definition.cited)
            around.refresh(published, *others, definition)
            at("done")
            return _publication(definition.name, listed(published, definition.name)[-1], changed=changed)
        finally:
            shutil.rmtree(draft.folder, ignore_errors=True)


def _draft(
    definition: Definition,
    stored: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    left_out: int,
    software_version: str | None,
    code_version: str | None,
) -> Candidate:
    selected = selection(definition, stored)
    tables, now = chosen(definition, selected), inputs(selected, stored)
    return Candidate(
        definition,
        versions.FIRST,
        tables,
        rejects,
        left_out,
        Path(),
        software_version,
        code_version,
        newest=now.newest,
        inputs=now.hashes,
        built_from=built_from(definition, tables, rejects, left_out),
    )


def _is_same(draft: Candidate, published: Path) -> bool:
    """Whether the latest version follows from the very same, or is withdrawn and says the very same, so that nothing has to be built."""
    package = draft.definition.name
    return catalogue.built_from(published, package) == draft.built_from or _is_withdrawn(draft, published)


def _publish_next(draft: Candidate, published: Path, at: Callable[[str], None]) -> bool:
    """Build, check, move in and list what follows on the latest version; False where it is that very version."""
    package = draft.definition.name
    candidate, changed = _build_next(draft, published, listed(published, package), at)
    if not changed:
        catalogue.note_built(published, package, candidate.version, draft.built_from)
        return False
    at("check")
    if faults := _faults(candidate.folder):
        raise InvalidCandidateError(package, faults)
    at("move")
    _move(candidate, published)
    at("commit")
    _commit(candidate, published)
    catalogue.forget_move(published, package)
    catalogue.note_built(published, package, candidate.version, draft.built_from)
    return True


def build_and_check(
    definition: Definition,
    stored: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    left_out: int,
    published: Path,
    into: Path,
    software_version: str | None = None,
    code_version: str | None = None,
) -> Publication:
    """Build and check a package that is not to be published, as the version that it would be; ``published`` is read and not touched.

    Args:
        definition: the package.
        stored: the tables of the store by name.
        rejects: rows that broke a contract and are left out, by table.
        left_out: files of its collections that were set aside whole.
        published: the folder that readers see.
        into: where it is built; what lies there goes.
        software_version: for the descriptor.
        code_version: for the descriptor.

    Returns:
        the package with its faults, none where it is valid.

    Raises:
        InputError: a table or column would go without warning, or what was published cannot be opened.
    """
    draft = _draft(definition, stored, rejects, left_out, software_version, code_version)
    draft = replace(draft, folder=into)
    shutil.rmtree(into, ignore_errors=True)
    candidate, changed = _build_next(draft, published, listed(published, definition.name))
    return _publication(definition.name, _entry(candidate), changed=changed, faults=tuple(_faults(into)))


def _faults(folder: Path) -> list[str]:
    with part("check"):
        return validate(folder)


def _is_withdrawn(draft: Candidate, published: Path) -> bool:
    """Whether the latest version is withdrawn and the draft says the very same, which must not come back.

    The same are rows, titles, descriptions: other words of the software around them mend nothing.
    """
    entries = listed(published, draft.definition.name)
    if not entries or "withdrawn" not in entries[-1]:
        return False
    latest, number = Package.open(inside(published, entries[-1]["path"])), entries[-1]["version"]
    new = descriptor(draft.definition, number, draft.tables, {})
    said = (new["title"], new["description"]) == (latest.descriptor["title"], latest.descriptor["description"])
    return said and versions.changes(number, latest.tables(), draft.tables).is_empty()


def _build_next(
    draft: Candidate,
    published: Path,
    entries: Sequence[Mapping[str, Any]],
    at: Callable[[str], None] = lambda stage: None,
) -> tuple[Candidate, bool]:
    """Build a draft under the number that follows from its difference to the latest version; and whether it differs at all."""
    at("compare")
    if not entries:
        at("build")
        return build(draft), True
    latest, number = Package.open(inside(published, entries[-1]["path"])), entries[-1]["version"]
    with part(f"comparing with {number}"):
        version = _raised(draft, latest, withdrawn="withdrawn" in entries[-1])
    if version is None:
        at("build")
        same = build(_as_it_was(draft, latest))
        if same.files == {name: latest.files.measure(name) for name in latest.files.names}:
            return same, False
        shutil.rmtree(draft.folder)
    at("build")
    return build(_numbered(draft, version or versions.patch(number), latest, entries[-1])), True


def _as_it_was(draft: Candidate, latest: Package) -> Candidate:
    """A draft with the cells of the latest version, under its number: of a day, a software and changes it then says what that says."""
    changes = latest.changes()
    return replace(
        draft,
        version=latest.version,
        tables=dict(draft.tables) if changes is None else {**draft.tables, "changes": changes},
        newest=date.fromisoformat(latest.descriptor["created"][:10]),
        compared_with=latest.files.folder,
        software_version=latest.descriptor.get("software_version"),
        code_version=latest.descriptor.get("code_version"),
        files={},
    )


def _raised(draft: Candidate, latest: Package, *, withdrawn: bool) -> str | None:
    """The next number, as far as the tables decide it; None where the draft has the columns, rows and cells of the latest version.

    Raises:
        InputError: a table or column would go that no version said would. A withdrawn version binds nobody.
    """
    new = {"resources": resources(draft.definition, draft.tables, {})}
    gone = [] if withdrawn else versions.unannounced(latest.descriptor, new)
    if gone:
        raise InputError(
            "definitions.toml",
            f"package {draft.definition.name}",
            f"{', '.join(gone)} would go without warning",
            "Name it under `deprecated` for one version first",
        )
    return versions.next_version(latest.descriptor, new, latest.tables(), draft.tables)


def _numbered(draft: Candidate, version: str, before: Package, entry: Mapping[str, Any]) -> Candidate:
    """A draft under a number, with its changes against the version before, and that as the catalogue lists it.

    A version that begins anew after a withdrawn one has no changes, but for that.
    """
    if "withdrawn" in entry and versions.is_another(before.resources, draft.tables):
        return replace(draft, version=version, files={})
    causes = versions.causes(catalogue.inputs_of(entry), draft.inputs)
    with part(f"changes since {before.version}"):
        changes = versions.changes(version, before.tables(), draft.tables, causes)
    return replace(draft, version=version, tables={**draft.tables, "changes": changes}, files={})


def _move(candidate: Candidate, published: Path) -> None:
    """Put a candidate where readers will find it, once the catalogue lists it."""
    package = candidate.definition.name
    folder = inside(published, _path(candidate))
    if left := catalogue.moving(published, package):  # by a run that was killed before its commit
        shutil.rmtree(inside(published, path_of(package, left)), ignore_errors=True)
    catalogue.begin_move(published, package, candidate.version)
    folder.parent.mkdir(parents=True, exist_ok=True)
    candidate.folder.replace(folder)


def _commit(candidate: Candidate, published: Path) -> None:
    """List a candidate in the catalogue as the latest version of its package."""
    catalog, definition = read_catalog(published), candidate.definition
    package = {
        "title": f"{definition.title_en} · {definition.title_zh}",
        "latest": candidate.version,
        "versions": [*listed(published, definition.name), _entry(candidate)],
    }
    catalog["packages"] = dict(sorted((catalog["packages"] | {definition.name: package}).items()))
    write_catalog(published, catalog)


def _path(candidate: Candidate) -> str:
    """The folder of a version below published/."""
    return path_of(candidate.definition.name, candidate.version)


def _entry(candidate: Candidate) -> dict[str, Any]:
    """A version as the catalogue lists it."""
    tables = [resource for resource in candidate.descriptor["resources"] if resource["format"] == "parquet"]
    return {
        "version": candidate.version,
        "path": _path(candidate),
        "inputs": catalogue.one_line(candidate.inputs),
        "created": candidate.descriptor["created"],
        "descriptor_sha256": candidate.files[DESCRIPTOR].sha256,
        "sums_sha256": candidate.files[SUMS].sha256,
        "bytes": sum(file.size for file in candidate.files.values()),
        "tables": len(tables),
        "rows": sum(table["rows"] for table in tables),
        "changelog": changelog.LAYOUT,
    }


def _publication(package: str, entry: Mapping[str, Any], *, changed: bool, faults: tuple[str, ...] = ()) -> Publication:
    shared = {name: entry[name] for name in ("version", "path", "descriptor_sha256", "tables", "rows")}
    return Publication(package=package, **shared, changed=changed, faults=faults)
