"""datapackage.json: Data Package v2, derived from the contracts. Columns are described nowhere else.

Belongs here: what the descriptor says. Does not: the files it speaks of (``tables``).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

import schemas
from pipelines.packages.definition import PANEL, PANEL_TABLE, TABLE_FORMATS, Definition
from pipelines.packages.metadata.labels import label_fields
from pipelines.packages.metadata.quality import quality
from schemas import anchors, codelists, contract
from schemas.safe_text import SAFE_TEXT

if TYPE_CHECKING:
    from pipelines.base.files import File

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
KEYWORDS = ["China", "government work report", "targets", "政府工作报告", "目标"]
_MEDIATYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_TYPES = {
    pl.String: "string",
    pl.Int32: "integer",
    pl.Int64: "integer",
    pl.Decimal: "number",
    pl.Date: "date",
    pl.Boolean: "boolean",
}


def descriptor(
    definition: Definition,
    version: str,
    tables: Mapping[str, pl.DataFrame],
    files: "Mapping[str, File]",
    *,
    newest: date | None = None,
    software_version: str | None = None,
    code_version: str | None = None,
) -> dict[str, Any]:
    """The descriptor of a version.

    Args:
        definition: the package.
        version: its number.
        tables: its tables by name.
        files: the files of its tables by path.
        newest: the newest date among its inputs; without it the newest that its tables tell.
        software_version: of the software that made it, where it is named.
        code_version: of the code that read and judged its rows, where it is named.
    """
    owner = definition.owner
    contributor = {"title": owner.title, "roles": ["creator", "publisher"]} | (
        {"email": owner.contact} if owner.contact else {}
    )
    properties = {
        "$schema": PROFILE,
        "name": definition.name,
        "title": f"{definition.title_en} · {definition.title_zh}",
        "description": f"{definition.description_en}\n\n{definition.description_zh}",
        "version": version,
        "created": f"{(newest or created(tables)).isoformat()}T00:00:00Z",
        "homepage": owner.homepage,
        "keywords": KEYWORDS,
        "contributors": [contributor],
        "licenses": [LICENSE],
        "sources": sources(tables),
        "resources": resources(definition, tables, files),
        "quality": quality(tables),
        "software_version": software_version,
        "code_version": code_version,
    }
    return {key: value for key, value in properties.items() if value}


def created(tables: Mapping[str, pl.DataFrame]) -> date:
    """The newest date among the inputs, so that the same input gives the same descriptor whenever it is made.

    Where none has a date it is the first day of the newest report year, as reports are given then.
    """
    dates = [day for name in ("reports", "statistics") if name in tables for day in tables[name]["published"] if day]
    if not dates and "reports" in tables:
        dates = [date(year, 1, 1) for year in tables["reports"]["year"]]
    return max(dates, default=date(1949, 10, 1))


def sources(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, str]]:
    """Reports, then the distinct sources of the statistics that are none of them."""
    reports = report_sources(tables)
    addresses = {source["path"] for source in reports if "path" in source}
    return reports + [source for source in statistic_sources(tables) if source.get("path") not in addresses]


def report_sources(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, str]]:
    """A source a report: title, address, government, day, and the hash of the raw file that it was read from."""
    return [
        _source(
            _full_title(row),
            row["source_url"],
            publisher=government(row["region_code"]),
            version=row["published"],
            hash=f"sha256:{row['raw_sha256']}",
            licence="An official document: facts and quotations, in which no rights are claimed.",
        )
        for row in (tables["reports"].iter_rows(named=True) if "reports" in tables else ())
    ]


def statistic_sources(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, str]]:
    """The distinct sources of the statistics: title, address, publisher and day."""
    if "statistics" not in tables:
        return []
    distinct = tables["statistics"].select("source_title", "publisher", "published", "source_url").unique()
    return [
        _source(
            f"{row['source_title']} ({row['publisher']}{', ' + str(row['published']) if row['published'] else ''})",
            row["source_url"],
            publisher=row["publisher"],
            version=row["published"],
            licence="Terms of the publisher.",
        )
        for row in distinct.sort("publisher", "source_title", "published", "source_url").iter_rows(named=True)
    ]


def _source(title: str, path: str | None, **properties: Any) -> dict[str, str]:
    return {key: str(value) for key, value in {"title": title, "path": path, **properties}.items() if value}


def government(region_code: str) -> str:
    """Who gives a region's report: its government, for the nation the State Council."""
    regions = (row for row in codelists.read("regions") if row["region_code"] == region_code)
    region = next(regions, {"level": "", "name_zh": region_code})
    return "国务院" if region["level"] == "nation" else f"{region['name_zh']}人民政府"


def _full_title(report: Mapping[str, Any]) -> str:
    """A report's title; where it is the bare word, with what tells it from the others."""
    return str(report["title"]) if report["title"] != "政府工作报告" else f"政府工作报告 ({report['report_id']})"


def resources(
    definition: Definition, tables: Mapping[str, pl.DataFrame], files: "Mapping[str, File]"
) -> list[dict[str, Any]]:
    """A resource a table and form of tables; without size and hash where ``files`` lacks its file, which is not written yet."""
    listed = [
        _resource(kind, table, tables, definition, f"{table}.{kind}", files.get(f"{table}.{kind}"))
        for kind in TABLE_FORMATS
        if kind in definition.formats
        for table in tables
    ]
    if "panel" in definition.formats and PANEL_TABLE in tables:
        listed.append(_resource("csv", PANEL_TABLE, tables, definition, PANEL, files.get(PANEL)))
    return listed


def _resource(
    kind: str, table: str, tables: Mapping[str, pl.DataFrame], definition: Definition, path: str, file: "File | None"
) -> dict[str, Any]:
    suffix = "" if kind == "parquet" else "_csv"
    # A panel stands alone, without labels beside its codes.
    alone = path == PANEL and "panel" in definition.formats
    properties: dict[str, Any] = {
        "name": f"{table}{suffix}",
        "type": "table",
        "path": path,
        "title": table,
        "description": describe(table),
        "format": kind,
        "mediatype": _MEDIATYPES[kind],
        "encoding": "utf-8-sig" if kind == "csv" else "",
        # frictionless counts no bytes of Parquet, so it would refuse the number there.
        "bytes": file.size if file and kind == "csv" else 0,
        "hash": f"sha256:{file.sha256}" if file else "",
        "rows": tables[table].height,
        "schema": table_schema(
            table,
            suffix,
            {table} if alone else set(tables),
            tables[table].columns,
            labelled=kind == "csv" and not alone,
        )
        | _facts_only(table, definition.text),
        "deprecated": table in definition.deprecated,
    }
    for field in properties["schema"]["fields"]:
        if f"{table}.{field['name']}" in definition.deprecated:
            field["deprecated"] = True
    return {key: value for key, value in properties.items() if value not in ("", 0, False) or key == "rows"}


def describe(table: str) -> str:
    """What a table is: the first line of its contract's docstring."""
    return (schemas.model(table).__doc__ or "").strip().split("\n")[0]


def _facts_only(table: str, text: str) -> dict[str, str]:
    """The name of a schema that lacks the columns of sentences: it is another schema than the whole table's."""
    return {"name": f"{table}-facts"} if text == "none" else {}


def table_schema(
    table: str, suffix: str, present: set[str], names: Sequence[str], *, labelled: bool = False
) -> dict[str, Any]:
    """The Table Schema of a table: the fields named, with labels behind codes where it is ``labelled``, keys, and foreign keys to the tables
    that are present, of the same kind."""
    model = schemas.model(table)
    specs = anchors.columns(table)
    columns = {name: specs[name] for name in names}
    foreign = []
    for name, spec in columns.items():
        other, _, column = ((spec.metadata or {}).get("refers_to") or "").partition(".")
        if other in present and not (other == table and column == name):
            foreign.append(
                {
                    "fields": [name],
                    "reference": {"resource": "" if other == table else other + suffix, "fields": [column]},
                }
            )
    fields = []
    for name, spec in columns.items():
        fields += [_field(name, spec), *(label_fields(name, spec) if labelled else ())]
    schema = {"fields": fields, "primaryKey": contract.primary_key(model), "missingValues": [""]}
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(name: str, spec: Any) -> dict[str, Any]:
    metadata = spec.metadata or {}
    kind = _TYPES[spec.dtype.type.base_type()]
    properties = {
        "name": name,
        "type": kind,
        "title": spec.title,
        "description": spec.description,
        "unit": metadata.get("unit"),
        "concept": metadata.get("concept"),
        "constraints": _constraints(spec),
    }
    if codelist := metadata.get("codelist"):
        labels = codelists.labels(codelist, "en")
        properties["categories"] = [{"value": code, "label": labels[code]} for code in codelists.codes(codelist)]
    return {key: value for key, value in properties.items() if value}


def _constraints(spec: Any) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if spec.nullable else {"required": True}
    for check in spec.checks:
        statistics = check.statistics or {}
        if "pattern" in statistics and isinstance(statistics["pattern"], str) and statistics["pattern"] != SAFE_TEXT:
            constraints["pattern"] = statistics["pattern"]
        if "allowed_values" in statistics:
            constraints["enum"] = list(statistics["allowed_values"])
        if check.name == "greater_than_or_equal_to":
            constraints["minimum"] = statistics["min_value"]
        if check.name == "less_than_or_equal_to":
            constraints["maximum"] = statistics["max_value"]
    return constraints


def dumps(document: Mapping[str, Any]) -> str:
    """JSON as it is published: readable, in the order of its keys, Chinese as Chinese."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
