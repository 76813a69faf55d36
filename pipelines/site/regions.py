"""The regions of the codelist as a tree. Belongs here: what lies above what. Does not: which of them have a report (the table ``places``)."""

from collections.abc import Mapping
from functools import cache

from schemas import codelists

NATION = "100000"
# Levels of government that are no city's.
ABOVE_CITIES = ("nation", "province")


@cache
def by_code() -> Mapping[str, dict[str, str]]:
    """All regions, those without a report too."""
    return {row["region_code"]: row for row in codelists.read("regions")}


def above(code: str) -> list[dict[str, str]]:
    """The regions that one lies in, the nation first."""
    regions: list[dict[str, str]] = []
    parent = by_code()[code]["parent"]
    while parent:
        regions.insert(0, by_code()[parent])
        parent = by_code()[parent]["parent"]
    return regions


def province_of(code: str) -> str:
    """The province that a region is or lies in; of the nation its own code."""
    lineage = (*above(code), by_code()[code])
    return next((each["region_code"] for each in lineage if each["level"] == "province"), NATION)
