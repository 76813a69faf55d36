"""Publishing: built beside, checked, moved in, then told in catalog.json, which is the commit point.

A run killed anywhere leaves readers with the last version. Belongs here: the order of steps. Does not: any file form.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages import versions
from pipelines.packages.archive import write_zip
from pipelines.packages.contents import contents
from pipelines.packages.definition import Definition
from pipelines.packages.descriptor import LICENSE, created, descriptor, dumps
from pipelines.packages.readme import readme
from pipelines.packages.tables import write_csv, write_parquet
from pipelines.packages.workbook import write_workbook
from schemas.errors import InputError

STAGES = ("build", "compare", "check", "move", "commit", "done")
_LICENCE = Path(__file__).resolve().parents[2] / "LICENSE-DATA.md"


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
    published: Path,
    at: Callable[[str], None] = lambda stage: None,
    code_version: str | None = None,
) -> Publication:
    """Publish a package if it differs from its latest version.

    Args:
        definition: the package.
        stored: the tables of the store by name.
        rejects: rows that broke a contract and are left out, by table; told in the README.
        published: the folder that readers see.
        at: called with the name of each stage as it begins.
        code_version: told in the descriptor, where the package is not made again with every change of the code.

    Raises:
        InputError: the candidate is not valid; nothing is published.
    """
    tables = contents(definition, stored)
    published.mkdir(parents=True, exist_ok=True)
    with _alone(published):
        catalog = read_catalog(published)
        entry = catalog["packages"].get(definition.name, {"versions": []})
        at("build")
        staging = published / f".staging-{definition.name}"
        shutil.rmtree(staging, ignore_errors=True)
        try:
            version, changed = _candidate(definition, tables, rejects, published, entry, staging, at, code_version)
            if not changed:
                point_to_latest(published, catalog)
                return _publication(definition.name, entry["versions"][-1], changed=False)
            at("check")
            _check(staging)
            at("move")
            told = _told(definition.name, version, staging)
            folder = published / told["path"]
            shutil.rmtree(folder, ignore_errors=True)  # left by a run that was killed before its commit
            folder.parent.mkdir(parents=True, exist_ok=True)
            staging.replace(folder)
            at("commit")
            entry = {
                "title": f"{definition.title_en} · {definition.title_zh}",
                "latest": version,
                "versions": [*entry["versions"], told],
            }
            catalog["packages"] = dict(sorted((catalog["packages"] | {definition.name: entry}).items()))
            _write_catalog(published, catalog)
            point_to_latest(published, catalog)
            at("done")
            return _publication(definition.name, told, changed=True)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _candidate(
    definition: Definition,
    tables: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    published: Path,
    entry: Mapping[str, Any],
    staging: Path,
    at: Callable[[str], None],
    code_version: str | None,
) -> tuple[str, bool]:
    """Build the candidate into ``staging``; its version, and whether it differs from the latest one."""
    if not entry["versions"]:
        _build(definition, versions.FIRST, tables, rejects, None, staging, code_version)
        at("compare")
        return versions.FIRST, True
    latest = entry["versions"][-1]
    before = published / entry["versions"][-2]["path"] if len(entry["versions"]) > 1 else None
    _build(definition, latest["version"], tables, rejects, before, staging, code_version)
    at("compare")
    folder = published / latest["path"]
    if _bytes(staging) == _bytes(folder):
        return latest["version"], False
    old, old_tables = versions.read_version(folder)
    new = json.loads((staging / "datapackage.json").read_text(encoding="utf-8"))
    if gone := versions.unannounced(old, new):
        raise InputError(
            "definitions.toml",
            f"package {definition.name}",
            f"{', '.join(gone)} would go without warning",
            "Name it under `deprecated` for one version first",
        )
    version = versions.next_version(latest["version"], old, new, versions.keys(old_tables), versions.keys(tables))
    shutil.rmtree(staging)
    _build(definition, version, tables, rejects, folder, staging, code_version)
    return version, True


def _build(
    definition: Definition,
    version: str,
    tables: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    before: Path | None,
    folder: Path,
    code_version: str | None,
) -> None:
    """All files of a version; ``before`` is the folder of the version that its changes are told against."""
    folder.mkdir(parents=True)
    if before is not None:
        tables = {**tables, "changes": versions.changes(version, versions.read_version(before)[1], tables)}
    told = {"title": definition.title_en, "license": LICENSE["name"], "version": version, "package": definition.name}
    for table, frame in tables.items():
        write_parquet(table, frame, folder / f"{table}.parquet", told)
        if "csv" in definition.formats:
            write_csv(table, frame, folder / f"{table}.csv")
    described = descriptor(definition, version, tables, folder) | (
        {"code_version": code_version} if code_version else {}
    )
    (folder / "datapackage.json").write_text(dumps(described), encoding="utf-8")
    if "xlsx" in definition.formats:
        write_workbook(definition, version, tables, folder / f"{definition.name}.xlsx")
    (folder / "README.md").write_text(readme(definition, version, tables, rejects), encoding="utf-8")
    shutil.copyfile(_LICENCE, folder / "LICENSE.md")
    if "zip" in definition.formats:
        name = f"{definition.name}-{version}"
        write_zip(name, _bytes(folder), created(tables), folder / f"{name}.zip")
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(_bytes(folder).items())]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _check(staging: Path) -> None:
    from pipelines.packages.checks import validate

    if faults := validate(staging):
        raise InputError(
            "datapackage.json",
            "",
            f"the candidate is not valid: {'; '.join(faults[:5])}",
            "Mend what the faults name; nothing was published",
        )


def _bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a version by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _told(name: str, version: str, folder: Path) -> dict[str, Any]:
    """A version as the catalogue tells it."""
    content = (folder / "datapackage.json").read_bytes()
    resources = [resource for resource in json.loads(content)["resources"] if resource["format"] == "parquet"]
    return {
        "version": version,
        "path": f"{name}/{version}",
        "created": json.loads(content)["created"],
        "descriptor_sha256": hashlib.sha256(content).hexdigest(),
        "bytes": sum(len(content) for content in _bytes(folder).values()),
        "tables": len(resources),
        "rows": sum(resource["rows"] for resource in resources),
    }


def withdraw(published: Path, package: str, version: str, reason: str) -> str | None:
    """Mark a published version as withdrawn, in the catalogue: its files stay as they are, and its number is never used again.

    Returns:
        the latest version that is not withdrawn; None where there is none.

    Raises:
        InputError: there is no such version, or it is withdrawn already.
    """
    with _alone(published):
        catalog = read_catalog(published)
        entry = catalog["packages"].get(package, {"versions": []})
        told = next((each for each in entry["versions"] if each["version"] == version), None)
        if told is None or "withdrawn" in told:
            fault = "is withdrawn already" if told else "is not published"
            raise InputError(published / "catalog.json", f"{package} {version}", f"the version {fault}", "Name another")
        told["withdrawn"] = reason
        standing = [each["version"] for each in entry["versions"] if "withdrawn" not in each]
        entry["latest"] = standing[-1] if standing else None
        _write_catalog(published, catalog)
        point_to_latest(published, catalog)
        return standing[-1] if standing else None


def point_to_latest(published: Path, catalog: Mapping[str, Any]) -> None:
    """Write ``<package>/latest``, a line with the number of its latest version, for who reads no JSON; it follows from the catalogue."""
    for name, entry in catalog["packages"].items():
        pointer, line = published / name / "latest", f"{entry['latest'] or ''}\n"
        if not pointer.exists() or pointer.read_text(encoding="utf-8") != line:
            pointer.write_text(line, encoding="utf-8")


def _publication(name: str, told: Mapping[str, Any], *, changed: bool) -> Publication:
    return Publication(
        name, told["version"], told["path"], told["descriptor_sha256"], told["tables"], told["rows"], changed
    )


def read_catalog(published: Path) -> dict[str, Any]:
    """catalog.json: what is published; empty where nothing is.

    Raises:
        InputError: the catalogue is no JSON.
    """
    file = published / "catalog.json"
    if not file.exists():
        return {"packages": {}}
    try:
        catalog: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            file, "", f"the catalogue is no JSON: {error}", "Restore it from the history of the repository"
        ) from None
    return catalog


def _write_catalog(published: Path, catalog: Mapping[str, Any]) -> None:
    beside = published / ".catalog.json"
    with beside.open("w", encoding="utf-8") as file:
        file.write(dumps(catalog))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(published / "catalog.json")


def is_published(row: Mapping[str, Any], published: Path) -> bool:
    """Whether the version that a row of ``packages`` names is still the last one listed, and its descriptor is there unchanged."""
    entry = read_catalog(published)["packages"].get(row["package"], {})
    file = published / row["path"] / "datapackage.json"
    return bool(
        entry
        and entry["versions"][-1]["version"] == row["version"]
        and file.exists()
        and hashlib.sha256(file.read_bytes()).hexdigest() == row["descriptor_sha256"]
    )


@contextmanager
def _alone(published: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two publishers go one after the other; the system frees it when a process dies."""
    with (published / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
