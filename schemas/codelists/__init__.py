"""Codelists: the vocabularies shared by stages and published beside the data, one .csv each.

What belongs here: codes with Chinese and English labels, units, indicators, regions, dated rules of the method.
What does not: words of the language that a grammar reads (``pipelines/targets/lexicon``).
"""

import csv
import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_UNWRITTEN = re.compile(r"[\s“”\"《》]")


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """All rows of a codelist, as text, in file order; an empty cell is the empty text.

    Raises:
        LookupError: there is no codelist of that name.
    """
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        raise LookupError(f"no codelist {name!r} in {FOLDER}")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def codes(codelist: str) -> tuple[str, ...]:
    """The codes of one small codelist of ``codes.csv`` (bound, measure, status ...), in their order.

    Raises:
        LookupError: ``codes.csv`` has no such codelist.
    """
    names = tuple(row["code"] for row in read("codes") if row["codelist"] == codelist)
    if not names:
        raise LookupError(f"codes.csv has no codelist {codelist!r}")
    return names


@cache
def labels(codelist: str, language: str) -> dict[str, str]:
    """Code -> label of one small codelist, in ``zh`` or ``en``."""
    return {row["code"]: row[f"label_{language}"] for row in read("codes") if row["codelist"] == codelist}


@cache
def _regions() -> frozenset[str]:
    return frozenset(row["region_code"] for row in read("regions"))


def is_region(code: object) -> bool:
    """Whether a code is on the list of regions."""
    return code in _regions()


@cache
def decided() -> tuple[str, ...]:
    """The statuses by which figures decide (met, near, missed), in their order; every rate has them below it."""
    return tuple(row["code"] for row in read("codes") if row["codelist"] == "status" and row["decided"] == "true")


_ASIDE = re.compile(r"\([^)]*\)$")
# Multipliers that stand before a unit, longest first; a unit that begins like one (千瓦, 百分点) is on the list itself.
_MULTIPLIERS = {
    "万亿": 10**12,
    "百万": 10**6,
    "千万": 10**7,
    "百亿": 10**10,
    "千亿": 10**11,
    "亿": 10**8,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}


@cache
def base_unit(unit: str) -> tuple[str, str, Decimal] | None:
    """The dimension and base unit of a unit as printed, multiplier included, and how many base units one of it is.

    Args:
        unit: NFKC text such as ``%``, ``万吨``, ``亿立方米``.

    Returns:
        ``(dimension, unit_base, factor)``; None where the unit is not on the list.
    """
    known = _units()
    unit = _ASIDE.sub("", unit)  # 套(间)
    if unit in known:
        return known[unit]
    for multiplier, times in _MULTIPLIERS.items():
        rest = unit.removeprefix(multiplier)
        if rest != unit and rest in known:
            dimension, base, factor = known[rest]
            return dimension, base, factor * times
    return None


@cache
def _units() -> dict[str, tuple[str, str, Decimal]]:
    return {row["unit"]: (row["dimension"], row["unit_base"], Decimal(row["factor"])) for row in read("units")}


@cache
def _aliases() -> dict[str, str]:
    return {row["alias"]: row["indicator_id"] for row in read("indicator_aliases")}


@cache
def _stages() -> dict[str, tuple[str, str]]:
    return {row["indicator_id"]: (row["thing_id"], row["aspect"]) for row in read("indicator_stages")}


@cache
def _counts() -> dict[str, str]:
    return {row["indicator_id"]: row["counts"] for row in read("indicators")}


def indicator_id(name: str) -> str | None:
    """The code of an indicator, by any of the names that the codelist of aliases holds; None where it holds none.

    Quotation marks and white space in the name do not matter. Of a name that says a stage too (棚户区改造开工) it is the code of the thing.
    """
    code = _listed(name)
    return _stages()[code][0] if code in _stages() else code


def stage(name: str) -> str | None:
    """The aspect that a name of the codelist says by itself (棚户区改造开工: start); None where it says none."""
    code = _listed(name)
    return _stages()[code][1] if code in _stages() else None


def usual_aspect(name: str) -> str | None:
    """The aspect of the amounts that statistics print under a name, which is what its code counts, a stage too; None where the codelist
    has no such name."""
    code = _listed(name)
    return _counts()[code] if code else None


def _listed(name: str) -> str | None:
    return _aliases().get(_UNWRITTEN.sub("", unicodedata.normalize("NFKC", name)))
