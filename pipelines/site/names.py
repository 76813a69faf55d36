"""What readers call governments and indicators beside their names. Belongs here: reading ``lists/``. Does not: how a search compares names.

The one-letter names of provinces are those of the official table of administrative divisions (``short``); all else is what newspapers and readers
use (``usual``): it finds things, and stands nowhere as a name.
"""

import csv
from collections.abc import Mapping
from functools import cache

from pipelines.site.document import FOLDER
from schemas import codelists


@cache
def of_places() -> Mapping[str, tuple[str, ...]]:
    """Region code -> other names: 440100 is 穗, 羊城, Canton."""
    return _gathered("place_names", "region_code")


@cache
def of_indicators() -> Mapping[str, tuple[str, ...]]:
    """Indicator -> other names: what readers call it, then the names in reports that the codelist of aliases has."""
    usual, written = _gathered("indicator_names", "indicator_id"), codelists.read("indicator_aliases")
    names: dict[str, dict[str, None]] = {code: dict.fromkeys(some) for code, some in usual.items()}
    for row in written:
        names.setdefault(row["indicator_id"], {})[row["alias"]] = None
    return {code: tuple(some) for code, some in names.items()}


def _gathered(file: str, key: str) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, tuple[str, ...]] = {}
    with (FOLDER / "lists" / f"{file}.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            gathered[row[key]] = (*gathered.get(row[key], ()), row["name"])
    return gathered
