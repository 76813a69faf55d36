"""One JSON-LD that is schema.org Dataset and Croissant 1.0 at once, for search engines and for programs that load data sets.

Derived from the descriptor and a few of its tables. Belongs here: which property says what. Does not: where it is embedded.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from pipelines.packages.definition import Definition
from pipelines.packages.metadata.citation import address, citation
from pipelines.packages.metadata.descriptor import LICENSE

CROISSANT = "http://mlcommons.org/croissant/1.0"
# The context that Croissant 1.0 prescribes; everything else is schema.org.
CONTEXT = {
    "@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/", "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/", "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField",
    "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
    "replace": "cr:replace", "samplingRate": "cr:samplingRate", "sc": "https://schema.org/", "separator": "cr:separator",
    "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform",
}  # fmt: skip
# What a search engine takes as a description, in characters.
SHORTEST, LONGEST = 50, 5000
# So many indicators are named as what is measured: those with the most targets.
MOST_MEASURED = 50
_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "date": "sc:Date",
    "boolean": "sc:Boolean",
}
# The registered name of Parquet, and the one that readers of Croissant know.
_FORMATS = {"parquet": ["application/vnd.apache.parquet", "application/x-parquet"], "csv": "text/csv"}


def jsonld(
    definition: Definition, version: str, descriptor: Mapping[str, Any], tables: Mapping[str, pl.DataFrame]
) -> dict[str, Any]:
    """The JSON-LD of a version.

    Args:
        definition: the package.
        version: its version.
        descriptor: its datapackage.json.
        tables: its tables, for the places, years and indicators that they are of.
    """
    owner, place = definition.owner, address(definition, version)
    day = date.fromisoformat(descriptor["created"][:10])
    body = {"@type": "Organization", "name": owner.title, "url": owner.homepage, "email": owner.contact}
    body = {key: value for key, value in body.items() if value}
    properties = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CROISSANT,
        "name": definition.title_en,
        "alternateName": [definition.title_zh, definition.name],
        "description": _description(descriptor),
        "version": version,
        "url": place,
        "license": LICENSE["path"],
        "creator": body,
        "publisher": body,
        "datePublished": day.isoformat(),
        "keywords": descriptor["keywords"],
        "inLanguage": ["zh", "en"],
        "isAccessibleForFree": True,
        "isBasedOn": [source["path"] for source in descriptor.get("sources", []) if "path" in source],
        "citeAs": citation(definition, version, day).bibtex,
        "temporalCoverage": _years(tables),
        "spatialCoverage": list(_places(tables)),
        "variableMeasured": list(_measured(tables)),
        "distribution": [_file(resource, place) for resource in descriptor["resources"]],
        "recordSet": [_record_set(resource) for resource in descriptor["resources"] if resource["format"] == "parquet"],
    }
    return {key: value for key, value in properties.items() if value}


def _description(descriptor: Mapping[str, Any]) -> str:
    text = str(descriptor["description"])
    text = text if len(text) >= SHORTEST else f"{descriptor['title']}. {text}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _years(tables: Mapping[str, pl.DataFrame]) -> str:
    """The report years as ISO 8601: one, or the first and the last."""
    years = tables["reports"]["year"].unique().sort() if "reports" in tables else pl.Series()
    ends = [f"{year}" for year in dict.fromkeys([*years.head(1), *years.tail(1)])]
    return "/".join(ends)


def _places(tables: Mapping[str, pl.DataFrame]) -> Iterator[dict[str, Any]]:
    if {"regions", "reports"} <= set(tables):
        for row in tables["regions"].join(tables["reports"], on="region_code", how="semi").to_dicts():
            codes = [f"GB/T 2260: {row['region_code']}"] + (
                [f"ISO 3166-2: {iso}"] if (iso := row.get("iso_3166_2")) else []
            )
            yield {"@type": "Place", "name": row["name_en"], "alternateName": row["name_zh"], "identifier": codes}


def _measured(tables: Mapping[str, pl.DataFrame]) -> Iterator[dict[str, Any]]:
    """The indicators with the most targets, by their code."""
    if {"indicators", "targets"} <= set(tables):
        counted = tables["targets"].drop_nulls("indicator_id").group_by("indicator_id").len()
        named = counted.join(tables["indicators"], on="indicator_id").sort(
            "len", "indicator_id", descending=[True, False]
        )
        for row in named.head(MOST_MEASURED).to_dicts():
            names = {"name": row["name_en"], "alternateName": row["name_zh"]}
            yield {"@type": "PropertyValue", "propertyID": row["indicator_id"]} | names


def _file(resource: Mapping[str, Any], place: str) -> dict[str, Any]:
    path = resource["path"]
    properties = {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "description": resource["description"],
        "contentUrl": place + path,
        "contentSize": f"{resource['bytes']} B" if "bytes" in resource else "",
        "encodingFormat": _FORMATS[resource["format"]],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }
    return {key: value for key, value in properties.items() if value}


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    """A table's rows, read from its Parquet. Foreign keys stand in the descriptor alone: ``references`` make the reference reader join, and fail."""
    table, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": resource["description"],
        "key": [{"@id": f"{table}/{name}"} for name in schema["primaryKey"]],
        "field": [_field(resource, field) for field in schema["fields"]],
    }


def _field(resource: Mapping[str, Any], field: Mapping[str, Any]) -> dict[str, Any]:
    source = {"fileObject": {"@id": resource["path"]}, "extract": {"column": field["name"]}}
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{field['name']}",
        "name": field["name"],
        "alternateName": field["title"],
        "description": field["description"] + (f" Unit: {field['unit']}." if "unit" in field else ""),
        "dataType": _TYPES[field["type"]],
        "source": source,
    }
