"""From a printed row, whoever printed it, to a row of the table ``statistics``: base units, codes, dates, an id.

Belongs here: what is the same for all sources. Does not: reading any source's form (its own module does).
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from schemas import codelists
from schemas.dates import partial_date

# What a source prints of a figure, by the columns of bundled tables, and where it stands: ``file`` and ``file_row``.
Printed = Mapping[str, str]
Fault = tuple[str, str, str]
# Some sources give the nation the code 000000; here it is 100000.
REGIONS = {"000000": "100000"}


def statistic(printed: Printed) -> tuple[dict[str, Any], list[Fault]]:
    """One row of ``statistics`` from one printed row, and what is wrong with it beyond the contract."""
    region = REGIONS.get(printed["region_code"], printed["region_code"])
    unit = unicodedata.normalize("NFKC", printed["unit"])
    code = codelists.indicator_id(printed["indicator"])
    faults = list(_faults(printed, unit, code))
    try:
        published, precision = (
            partial_date(printed["source_published"]) if printed["source_published"] else (None, None)
        )
    except ValueError as error:
        published, precision = None, None
        faults.append(("published", "date", str(error)))
    base = codelists.base_unit(unit)
    indicator = _indicators().get(code or "", {})
    row = {
        "statistic_id": _statistic_id(region, printed),
        "region_code": region,
        "indicator": printed["indicator"],
        "indicator_id": code,
        "period": printed["period"],
        "measure": printed["measure"],
        "value": printed["value"],
        "value_bound": printed.get("value_bound"),
        "unit": unit,
        "value_base": _in_base_units(printed["value"], base),
        "unit_base": base[1] if base else None,
        "price_basis": printed.get("price_basis") or indicator.get("price_basis", "unstated"),
        "derived": False,
        "source_title": printed["source_title"],
        "publisher": printed["source_publisher"],
        "source_kind": printed.get("source_kind") or "press",
        "published": published,
        "published_precision": precision,
        "source_url": printed["source_url"] if printed["source_url"].startswith("http") else None,
        "note": printed["note"],
        "file": printed["file"],
        "file_row": printed["file_row"],
    }
    return row, faults


def _faults(printed: Printed, unit: str, code: str | None) -> Iterator[Fault]:
    if code is None:
        yield "indicator", "indicator_known", f"{printed['indicator']!r} is not in indicator_aliases.csv"
    base = codelists.base_unit(unit)
    if base is None:
        yield "unit", "unit_known", f"{printed['unit']!r} is not in units.csv"
        return
    expected = dimensions(printed["measure"], code)
    if expected and base[0] not in expected:
        yield (
            "unit",
            "unit_dimension",
            f"{printed['unit']!r} measures {base[0]}, {printed['indicator']} ({printed['measure']}) wants {' or '.join(expected)}",
        )


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


def _in_base_units(printed: str, base: tuple[str, str, Decimal] | None) -> Decimal | None:
    """The figure in base units; null where number or unit is wrong, which is a fault of its own column."""
    try:
        return Decimal(printed) * base[2] if base else None
    except InvalidOperation:
        return None


def _statistic_id(region: str, printed: Printed) -> str:
    marks = ("indicator", "measure", "unit", "source_title", "source_publisher", "source_published")
    digest = hashlib.sha256("\x1f".join(printed[mark] for mark in marks).encode()).hexdigest()
    return f"{region}-{printed['period']}-{digest[:12]}"
