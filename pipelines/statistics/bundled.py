"""Bundled tables: published figures that were collected by hand, each row with its source.

Belongs here: reading raw/statistics/*.csv, and making rows of the table ``statistics`` of printed rows, whoever printed them.
Does not: any other publisher's form.
"""

import csv
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from schemas import codelists
from schemas.dates import partial_date
from schemas.errors import InputError

COLUMNS = (
    "region_code", "indicator", "period", "measure", "value", "unit",
    "source_title", "source_publisher", "source_published", "source_url", "note",
)  # fmt: skip
# Rows of a bundled table that are promises and no figures.
PROMISES = {"GDP增长目标"}
# Some sources give the nation the code 000000; here it is 100000.
REGIONS = {"000000": "100000"}

Fault = tuple[str, str, str]


def read(folder: Path) -> tuple[list[dict[str, Any]], dict[int, list[Fault]]]:
    """All figures of a folder's bundled tables, as ``statistics`` returns them."""
    return statistics(printed(folder))


def printed(folder: Path) -> Iterator[dict[str, Any]]:
    """The printed rows of a folder's bundled tables, in the order of files and rows, promises left out.

    Each has the file and row it stands in (``file``, ``file_row``; the header is row 1).

    Raises:
        InputError: a file that cannot be read, has no rows, or lacks a column.
    """
    for path in sorted(folder.glob("*.csv")):
        for number, row in _printed(path):
            if row["indicator"] not in PROMISES:
                yield row | {"file": f"{folder.name}/{path.name}", "file_row": number}


def statistics(rows_printed: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[int, list[Fault]]]:
    """Rows of ``statistics`` from printed rows, which tell where they stand (``file``, ``file_row``).

    Returns:
        The rows, and by the row's place in the list the rules that it breaks beyond the contract: (column, rule, reason).
    """
    rows: list[dict[str, Any]] = []
    faults: dict[int, list[Fault]] = {}
    for each in rows_printed:
        row, broken = statistic(each)
        if broken:
            faults[len(rows)] = broken
        rows.append(row | {name: each[name] for name in ("file", "file_row")})
    return rows, faults


def statistic(printed: dict[str, str]) -> tuple[dict[str, Any], list[Fault]]:
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
        "price_basis": indicator.get("price_basis", "unstated"),
        "derived": False,
        "source_title": printed["source_title"],
        "publisher": printed["source_publisher"],
        "source_kind": printed.get("source_kind") or "press",
        "published": published,
        "published_precision": precision,
        "source_url": printed["source_url"] if printed["source_url"].startswith("http") else None,
        "note": printed["note"],
    }
    return row, faults


def _faults(printed: dict[str, str], unit: str, code: str | None) -> Iterator[Fault]:
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


def _indicators() -> dict[str, dict[str, str]]:
    return {row["indicator_id"]: row for row in codelists.read("indicators")}


def _in_base_units(printed: str, base: tuple[str, str, Decimal] | None) -> Decimal | None:
    """The figure in base units; null where number or unit is wrong, which is told as a fault of its own column."""
    try:
        return Decimal(printed) * base[2] if base else None
    except InvalidOperation:
        return None


def _statistic_id(region: str, printed: dict[str, str]) -> str:
    marks = ("indicator", "measure", "unit", "source_title", "source_publisher", "source_published")
    digest = hashlib.sha256("\x1f".join(printed[mark] for mark in marks).encode()).hexdigest()
    return f"{region}-{printed['period']}-{digest[:12]}"


def _printed(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
            if missing:
                raise InputError(
                    path,
                    "row 1",
                    f"the columns {', '.join(missing)} are missing",
                    "Add them; raw/statistics/README.md names all",
                )
            count = 0
            for row in reader:
                count += 1
                if None in row or None in row.values():
                    raise InputError(
                        path,
                        f"row {reader.line_num}",
                        "the row has more or fewer cells than the header",
                        "Quote cells with commas",
                    )
                yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start}", "the table is not UTF-8", "Save it as UTF-8") from None
    except csv.Error as error:
        raise InputError(
            path, f"row {reader.line_num}", f"the row is no CSV: {error}", "Mend the quotation marks"
        ) from None
    if not count:
        raise InputError(path, "", "the table has no rows", "Put figures into it or remove it")
