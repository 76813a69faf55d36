"""What governments are called on pages, and what readers call them and indicators besides. Belongs here: which name stands where, and reading
``lists/``. Does not: how a search compares names.

The one-letter names of provinces are those of the official table of administrative divisions (``short``); all else is what newspapers and readers
use (``usual``): it finds things, and stands nowhere as a name.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from schemas import codelists

_LISTS = Path(__file__).parent / "lists"


def government(place: Mapping[str, Any], language: str) -> str:
    """The whole name of a row of ``places`` or ``regions``; of the nation the short one in Chinese, since its government reports and not the country."""
    return short(place, language) if place["level"] == "nation" else str(place[f"name_{language}"])


def short(place: Mapping[str, Any], language: str) -> str:
    """The name as newspapers print it; in English there is one only."""
    return str(place["short_zh" if language == "zh" else "name_en"])


@cache
def english() -> Mapping[str, str]:
    """Region code -> English name, where that of the codelist is of several governments, or spelt as it is not spoken: Suzhou (Anhui), Changzhi."""
    return {code: name for code, (name,) in _gathered("english_names", "region_code", "name_en").items()}


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


def _gathered(file: str, key: str, name: str = "name") -> dict[str, tuple[str, ...]]:
    gathered: dict[str, tuple[str, ...]] = {}
    with (_LISTS / f"{file}.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            gathered[row[key]] = (*gathered.get(row[key], ()), row[name])
    return gathered
