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
# What of a name is not written on the lists, as a pattern.
UNWRITTEN = r"[\s“”\"《》]"
_UNWRITTEN = re.compile(UNWRITTEN)
# Wordings that hold for indicators of every dimension, and stand anywhere in a name; those of one dimension end it.
_ANY = "any"


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
    times, stem = multiplied(unit)
    if stem not in _units():
        return None
    dimension, base, factor = _units()[stem]
    return dimension, base, factor * times


def multiplied(unit: str) -> tuple[int, str]:
    """A unit as printed without its multiplier and what stands in brackets behind it: 万套(间) is ``(10000, "套")``.

    A unit that is on the list as it stands (千瓦, 百分点) has none; one that is not keeps the whole of what follows the multiplier.
    """
    unit = _ASIDE.sub("", unit)
    if unit in _units():
        return 1, unit
    split = [(times, unit.removeprefix(word)) for word, times in _MULTIPLIERS.items() if unit.startswith(word)]
    return next((each for each in split if each[1] in _units()), split[0] if split else (1, unit))


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


def plain_name(name: str, dimension: str = _ANY) -> str:
    """A name in the wording in which names are compared, by ``indicator_wordings``: 规模工业增加值 is 规上工业增加值.

    Args:
        name: as printed; quotation marks and white space do not matter.
        dimension: of the indicator that it may name; the rows of a dimension hold for its indicators only (农村公路里程 of lengths).
    """
    plain = as_listed(name)
    if _says_otherwise().search(plain):
        for written, wording in _wordings(_ANY):
            plain = plain.replace(written, wording)
    for written, wording in _wordings(dimension) if dimension != _ANY else ():
        if plain.endswith(written) and plain != written:
            plain = plain[: -len(written)] + wording
    return plain


@cache
def _wordings(dimension: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["written"], row["plain"]) for row in read("indicator_wordings") if row["dimension"] == dimension)


@cache
def _says_otherwise() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(written) for written, _ in _wordings(_ANY)))


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """Of each dimension that has wordings of its own, the words that they end in."""
    endings: dict[str, tuple[str, ...]] = {}
    for row in read("indicator_wordings"):
        if row["dimension"] != _ANY:
            endings[row["dimension"]] = (*endings.get(row["dimension"], ()), row["written"])
    return endings


@cache
def _dimensions() -> dict[str, str]:
    return {row["indicator_id"]: row["dimension"] for row in read("indicators")}


@cache
def _plain_aliases() -> dict[str, str]:
    return {plain_name(alias): code for alias, code in _aliases().items()}


def as_listed(name: str) -> str:
    """A name as the codelists have it: NFKC, without quotation marks and white space."""
    return _UNWRITTEN.sub("", unicodedata.normalize("NFKC", name))


def _listed(name: str) -> str | None:
    """The code of a name as it stands, else of its plain wording, else of that among the indicators of one dimension."""
    written = as_listed(name)
    code = _aliases().get(written) or _plain_aliases().get(plain_name(written))
    if code:
        return code
    for dimension, endings in _endings().items():
        if written.endswith(endings):
            code = _plain_aliases().get(plain_name(written, dimension))
            if code and _dimensions()[code] == dimension:
                return code
    return None
