"""The regions of the codelist as a tree. Belongs here: what lies above what. Does not: which of them have a report (the table ``places``)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

from pipelines.site.names import english
from schemas import contract

NATION = "100000"
# Levels of government that are no city's.
ABOVE_CITIES = ("nation", "province")


@cache
def table() -> pl.DataFrame:
    """The codelist of regions, with English names that are of one government only (``names.english``)."""
    names = pl.col("region_code").replace_strict(english(), default=None, return_dtype=pl.String)
    return contract.codelist("regions").with_columns(name_en=pl.coalesce(names, "name_en"))


@cache
def by_code() -> Mapping[str, dict[str, Any]]:
    """All regions, those without a report too."""
    return {row["region_code"]: row for row in table().iter_rows(named=True)}


def above(code: str) -> list[dict[str, Any]]:
    """The regions that one lies in, the nation first."""
    regions: list[dict[str, Any]] = []
    parent = by_code()[code]["parent"]
    while parent:
        regions.insert(0, by_code()[parent])
        parent = by_code()[parent]["parent"]
    return regions


def province_of(code: str) -> str:
    """The province that a region is or lies in; of the nation its own code."""
    lineage = (*above(code), by_code()[code])
    return next((each["region_code"] for each in lineage if each["level"] == "province"), NATION)
