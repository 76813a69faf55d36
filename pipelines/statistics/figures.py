"""From a printed row, whoever printed it, to a row of the table ``statistics``: base units, codes, dates, an id.

Belongs here: what is the same for all sources, and what is wrong with a figure beyond the contract. Does not: reading any source's
form (its own module does), or a cell (``cells``).
"""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pipelines.statistics import cells
from schemas import codelists, contract, safe_text
from schemas.columns import ADDRESS
from schemas.contract import Fault

# What a source prints of a figure, by the columns of bundled tables, and where it stands: ``file`` and ``file_row``. A source may
# add ``places`` (column -> where people find it, if not in that row under our name for it), ``heading`` and ``title`` (the words
# above the figure's column and above the whole table), ``transform``, and ``faults`` that it has seen itself.
Printed = Mapping[str, Any]
# The column of a fault that concerns the row as a whole: its cells cannot be told apart.
WHOLE_ROW = "*"
# The rules that are found here, each with reason and cure; all others are the contract's.
RULES = (
    "ragged", "unreadable", "code_known", "empty", "safe_text", "date", "address", "transform", "indicator_known", "unit_known", "unit_dimension",
)  # fmt: skip
# The bound of a figure that has none; a source that says so stands by its figure, however large it is (``indices``).
EXACT = "exact"
# What an index of 上年=100 needs to become a rate of growth.
TRANSFORM = "index_minus_100"
INDEX_BASE = re.compile(
    r"(?:上年|去年|上一年|前一年|上年同期|上年同月|上月|previousyear|precedingyear)(?:=|为)100", re.IGNORECASE
)
_CODED = {
    "measure": "measure", "source_kind": "source_kind", "price_basis": "price_basis", "value_bound": "bound", "serves": "serves",
}  # fmt: skip
_TEXTS = ("indicator", "source_title", "source_publisher", "note")
_MAY_LACK = ("source_kind", "price_basis", "value_bound", "serves", "note")
Read = TypeVar("Read")


def statistic(printed: Printed) -> tuple[dict[str, Any], list[Fault]]:
    """One row of ``statistics`` from one printed row, and what is wrong with it beyond the contract, one fault a column.

    A cell that cannot be read stands in the row as it is printed.
    """
    faults: list[Fault] = list(printed.get("faults", ()))
    if any(column == WHOLE_ROW for column, _, _ in faults):
        return {name: printed[name] for name in ("file", "file_row", "cells")}, faults

    def read(column: str, reader: Callable[[str], Read]) -> Read | None:
        """A cell as a reader has it; None where it cannot be read, which is a fault of its column."""
        try:
            return None if _is_faulty(faults, column) else reader(printed[column])
        except ValueError as error:
            faults.append((column, "unreadable", str(error)))
            return None

    unit = unicodedata.normalize("NFKC", printed["unit"])
    base, code = codelists.base_unit(unit), codelists.indicator_id(printed["indicator"])
    faults += _faults(printed)
    region, period = read("region_code", cells.region), read("period", cells.period)
    value = read("value", lambda cell: _value(printed, cells.number(cell, unit)))
    in_base_units = read(
        "value", lambda _: cells.in_base_units(value, unit, base[2]) if base and value is not None else None
    )
    day = read("source_published", cells.day) if printed["source_published"] else None
    faults += [fault for fault in _unlike(printed, unit, code) if not _is_faulty(faults, fault[0])]
    own = _indicators().get(code or "", {})
    row = {
        "statistic_id": None if faults else _statistic_id(str(region), str(period), printed),
        "region_code": region or printed["region_code"],
        "indicator": printed["indicator"],
        "indicator_id": code,
        "period": period or printed["period"],
        "measure": printed["measure"],
        "value": printed["value"] if value is None else f"{value:f}",
        "value_bound": None if printed.get("value_bound") == EXACT else printed.get("value_bound"),
        "unit": unit,
        "value_base": in_base_units,
        "unit_base": base[1] if base else None,
        "price_basis": printed.get("price_basis") or own.get("price_basis", "unstated"),
        "derived": False,
        "source_title": printed["source_title"],
        "publisher": printed["source_publisher"],
        "source_kind": printed.get("source_kind") or "press",
        "published": day[0] if day else None,
        "published_precision": day[1] if day else None,
        "source_url": printed["source_url"] if printed["source_url"].startswith("http") else None,
        "note": _note(printed),
        "period_kind": "year",
        "serves": printed.get("serves") or "all",
        "aspect": _aspect(printed, unit),
        "file": printed["file"],
        "file_row": printed["file_row"],
        "places": printed.get("places", {}),
    }
    return row, [(_OURS.get(column, column), rule, reason) for column, rule, reason in faults]


# Of what is counted in these there is no aspect, whatever its measure is.
_RATES = ("ratio", "points", "doubling", "multiple")


def _aspect(printed: Printed, unit: str) -> str | None:
    """The aspect of an amount, or of a change of one, by its name; None of rates, shares and percentage points."""
    base = codelists.base_unit(unit)
    has_one = printed["measure"] in ("amount", "change") and base and base[0] not in _RATES
    return codelists.usual_aspect(printed["indicator"]) if has_one else None


# Columns of a printed row that the table ``statistics`` calls otherwise.
_OURS = {"source_published": "published", "source_publisher": "publisher"}
PRINTED_AS = {ours: printed for printed, ours in _OURS.items()}


def _is_faulty(faults: list[Fault], column: str) -> bool:
    return any(name == column for name, _, _ in faults)


def _value(printed: Printed, number: Decimal) -> Decimal:
    """The figure that a number is: the rate of growth, of an index of 上年=100.

    Raises:
        ValueError: the number is no such index.
    """
    if not printed.get("transform"):
        return number
    if number <= 0:
        raise ValueError(
            f"{printed['value']!r} is no index of 上年=100, which is above 0. Take the transform out of the mapping"
        )
    return number - 100


def _note(printed: Printed) -> str:
    """The note of a row; of an index with the number as printed, which the figure no longer shows."""
    index = f"上年=100的指数为{printed['value']}" if printed.get("transform") else ""
    return "；".join(filter(None, (printed["note"], index)))


def _faults(printed: Printed) -> Iterator[Fault]:
    """What is wrong with single cells that hold codes or texts."""
    for column, codelist in _CODED.items():
        word = printed.get(column) or ""
        if word not in codelists.codes(codelist) and not (word == "" and column in _MAY_LACK):
            there = repr(word) if word else "the cell is empty and"
            yield column, "code_known", f"{there} is none of {', '.join(codelists.codes(codelist))}. Write one of them"
    for column in _TEXTS:
        text = printed[column]
        if not text and column not in _MAY_LACK:
            yield column, "empty", "the cell is empty. Write what it is, or take the row out"
        if text and (reason := safe_text.fault(text)):
            yield column, contract.SAFE, reason
    if printed["source_url"].startswith("http") and not re.match(ADDRESS, printed["source_url"]):
        yield "source_url", "address", f"{printed['source_url']!r} is no address. Write one without blanks, or none"
    if printed.get("transform", "") not in ("", TRANSFORM):
        yield "transform", "code_known", f"{printed['transform']!r} is not {TRANSFORM}. Write that, or nothing"
    elif printed.get("transform") and printed["measure"] != "growth":
        reason = f"only a growth is worked out from an index, and the figure is of {printed['measure']}"
        yield "measure", "transform", f"{reason}. Take the transform out of the mapping"


def _unlike(printed: Printed, unit: str, code: str | None) -> Iterator[Fault]:
    """What of indicator and unit is not on our lists, or does not go together."""
    if code is None:
        yield "indicator", "indicator_known", _unknown_indicator(printed["indicator"])
    base = codelists.base_unit(unit)
    if base is None and INDEX_BASE.search(unit):
        reason = f"{printed['unit']!r} is the base of an index and no unit. Write % and the index less 100"
        yield "unit", "unit_known", f'{reason}, or in a mapping the unit % and transform = "{TRANSFORM}"'
        return
    if base is None:
        yield "unit", "unit_known", f"{printed['unit']!r} is not in units.csv. Write a unit that is, or add it there"
        return
    expected = dimensions(printed["measure"], code)
    if expected and base[0] not in expected:
        yield (
            "unit",
            "unit_dimension",
            f"{printed['unit']!r} measures {base[0]}, {printed['indicator']} ({printed['measure']}) wants {' or '.join(expected)}. "
            "Look whether unit and measure are those of the figure",
        )


@cache
def _unknown_indicator(name: str) -> str:
    known = [row["alias"] for row in codelists.read("indicator_aliases")]
    return f"{name!r} is not in schemas/codelists/indicator_aliases.csv{_near(name, known)}. Write a name that is, or add this one there"


def _near(word: str, known: list[str]) -> str:
    """The words of a list that are most like one that is not on it."""
    near = difflib.get_close_matches(word, known, 3, 0.5)
    return f"; nearest to it: {', '.join(near)}" if near else ""


def dimensions(measure: str, code: str | None) -> tuple[str, ...]:
    """The dimensions that a figure of a measure and indicator may have; none where any will do. Money is counted in dollars too."""
    if measure in ("growth", "ratio"):
        return ("ratio",)
    own = _indicators().get(code or "", {}).get("dimension")
    if measure == "change" or not own:
        return ()
    return ("money", "money_usd") if own.startswith("money") else (own,)


@cache
def _indicators() -> dict[str, dict[str, str]]:
    return {row["indicator_id"]: row for row in codelists.read("indicators")}


def _statistic_id(region: str, period: str, printed: Printed) -> str:
    marks = ("indicator", "measure", "unit", "source_title", "source_publisher", "source_published")
    digest = hashlib.sha256("\x1f".join(printed[mark] for mark in marks).encode()).hexdigest()
    return f"{region}-{period}-{digest[:12]}"
