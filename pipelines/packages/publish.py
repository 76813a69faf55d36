"""Publishing: built beside, checked, moved in, then told in catalog.json, which is the commit point.

A run killed anywhere leaves readers with the last version. Belongs here: the order of steps. Does not: any file form.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.forms.brief import briefs
from pipelines.forms.charts import MADE_OF, made_of, write_charts
from pipelines.forms.page.package import page
from pipelines.forms.readme import readme
from pipelines.forms.tables import write_csv, write_parquet
from pipelines.forms.workbook import write_workbook
from pipelines.forms.zip import write_zip
from pipelines.packages import around, versions
from pipelines.packages.catalogue import alone, read_catalog, write_catalog
from pipelines.packages.contents import contents
from pipelines.packages.definition import Definition
from pipelines.packages.metadata.citation import citation
from pipelines.packages.metadata.descriptor import LICENSE, created, descriptor, dumps
from pipelines.packages.metadata.jsonld import jsonld
from pipelines.packages.metadata.rowschema import row_schema
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
    with alone(published):
        catalog = read_catalog(published)
        entry = catalog["packages"].get(definition.name, {"versions": []})
        at("build")
        staging = published / f".staging-{definition.name}"
        shutil.rmtree(staging, ignore_errors=True)
        try:
            version, changed = _candidate(definition, tables, rejects, published, entry, staging, at, code_version)
            if not changed:
                around.refresh(published, definition)
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
            write_catalog(published, catalog)
            around.refresh(published, definition)
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
    folder = published / latest["path"]
    _build(definition, latest["version"], tables, rejects, before, staging, code_version, folder)
    at("compare")
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
    drawn: Path | None = None,
) -> None:
    """All files of a version.

    ``before`` is the folder of the version that its changes are told against. ``drawn`` is that of the published version that a
    candidate is compared with: its charts are taken over, or, where they were made of something else, none are drawn.
    """
    folder.mkdir(parents=True)
    if before is not None:
        tables = {**tables, "changes": versions.changes(version, versions.read_version(before)[1], tables)}
    told = {"title": definition.title_en, "license": LICENSE["name"], "version": version, "package": definition.name}
    told |= {"inputs_sha256": _inputs(tables)}
    for table, frame in tables.items():
        write_parquet(table, frame, folder / f"{table}.parquet", told)
        if "csv" in definition.formats:
            write_csv(table, frame, folder / f"{table}.csv")
    described = descriptor(definition, version, tables, folder) | (
        {"code_version": code_version} if code_version else {}
    )
    (folder / "datapackage.json").write_text(dumps(described), encoding="utf-8")
    _for_people(definition, version, tables, rejects, described, folder, drawn)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(_bytes(folder).items())]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _inputs(tables: Mapping[str, pl.DataFrame]) -> str:
    """One hash over the raw files of the reports and the ids and values of the statistics: what a file was made of."""
    told = [
        tables[table].select(names).write_csv()
        for table, names in (("reports", ["report_id", "raw_sha256"]), ("statistics", ["statistic_id", "value"]))
        if table in tables
    ]
    return hashlib.sha256("".join(told).encode()).hexdigest()


def _for_people(
    definition: Definition,
    version: str,
    tables: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    described: Mapping[str, Any],
    folder: Path,
    drawn: Path | None,
) -> None:
    """The files of a version beside its tables: schemas, README, citation, workbook, charts, briefs, page, and a zip of them."""
    written: dict[str, str] = {
        f"schema/{resource['name']}.json": dumps(row_schema(resource["name"], resource))
        for resource in described["resources"]
        if resource["format"] == "parquet"
    }
    written["README.md"] = readme(definition, version, tables, rejects)
    written["LICENSE.md"] = _LICENCE.read_text(encoding="utf-8")
    written["CITATION.cff"] = citation(definition, version, created(tables), tables.get("reports")).cff
    if "briefs" in definition.formats:
        written |= briefs(definition, version, tables)
    for name, content in written.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    if "xlsx" in definition.formats:
        write_workbook(definition, version, tables, folder / f"{definition.name}.xlsx")
    if "charts" in definition.formats:
        _charts(definition, version, tables, described, folder / "charts", drawn)
    archive = f"{definition.name}-{version}"
    if "zip" in definition.formats:
        write_zip(archive, _bytes(folder), created(tables), folder / f"{archive}.zip")
    if "html" in definition.formats:
        sizes = {name: len(content) for name, content in sorted(_bytes(folder).items())}
        told = jsonld(definition, version, described, tables)
        (folder / "index.html").write_text(page(definition, version, tables, rejects, sizes, told), encoding="utf-8")


def _charts(
    definition: Definition,
    version: str,
    tables: Mapping[str, pl.DataFrame],
    described: Mapping[str, Any],
    folder: Path,
    drawn: Path | None,
) -> None:
    """Drawing takes seconds, so it is done for a new version only."""
    made = made_of(
        version, [resource["hash"] for resource in described["resources"] if resource["format"] == "parquet"]
    )
    kept = drawn / "charts" / MADE_OF if drawn else None
    if kept and kept.exists() and kept.read_text(encoding="utf-8") == made:
        shutil.copytree(kept.parent, folder)
        return
    folder.mkdir()
    if not drawn:
        write_charts(definition, version, tables, folder)
    (folder / MADE_OF).write_text(made, encoding="utf-8")


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


def _publication(name: str, told: Mapping[str, Any], *, changed: bool) -> Publication:
    return Publication(
        name, told["version"], told["path"], told["descriptor_sha256"], told["tables"], told["rows"], changed
    )
