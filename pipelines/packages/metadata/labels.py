"""Labels beside codes, for people who read a table and not a codebook: a CSV has ``status``, ``status_zh`` and ``status_en``.

Belongs here: which columns hold codes, and what they are called. Does not: the labels (``schemas/codelists``).
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from schemas import anchors, codelists

LANGUAGES = {"zh": "Chinese", "en": "English"}
# Columns that name a row of these codelists, whose rows have names.
_NAMED = {"indicators.indicator_id": ("indicators", "indicator_id"), "regions.region_code": ("regions", "region_code")}


def labelled(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table with two more columns after each column of codes: what the code is called in Chinese and in English.

    A table that no contract knows, another publisher's, is given as it is.
    """
    try:
        specs = anchors.columns(table)
    except LookupError:
        return frame
    columns: list[pl.Expr] = []
    for name in frame.columns:
        columns.append(pl.col(name))
        coded = name in specs and _is_coded(specs[name]) and frame.schema[name] == pl.String
        for language in LANGUAGES if coded else ():
            if f"{name}_{language}" in frame.columns:
                continue
            names = _labels(specs[name], language)
            columns.append(
                pl.col(name).replace_strict(names, default=None, return_dtype=pl.String).alias(f"{name}_{language}")
            )
    return frame.select(columns)


def label_fields(name: str, spec: Any) -> Iterator[dict[str, str]]:
    """The fields of a descriptor for the labels of a column; none where it holds no codes."""
    for language, called in LANGUAGES.items() if _is_coded(spec) else ():
        yield {
            "name": f"{name}_{language}",
            "type": "string",
            "title": f"{spec.title} ({language})",
            "description": f"What the code in {name} is called in {called}.",
        }


def _is_coded(spec: Any) -> bool:
    metadata = spec.metadata or {}
    return "codelist" in metadata or metadata.get("refers_to") in _NAMED


def _labels(spec: Any, language: str) -> dict[str, str]:
    metadata = spec.metadata or {}
    if "codelist" in metadata:
        return codelists.labels(metadata["codelist"], language)
    codelist, key = _NAMED[metadata["refers_to"]]
    return {row[key]: row[f"name_{language}"] for row in codelists.read(codelist)}
