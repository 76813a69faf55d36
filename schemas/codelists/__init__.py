"""Codelists: the vocabularies shared by stages and published beside the data, one .csv each.

What belongs here: codes with Chinese and English labels, units, indicators, regions, dated rules of the method.
What does not: words of the language that a grammar reads (``pipelines/targets/lexicon``).
"""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


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
    found = tuple(row["code"] for row in read("codes") if row["codelist"] == codelist)
    if not found:
        raise LookupError(f"codes.csv has no codelist {codelist!r}")
    return found


@cache
def labels(codelist: str, language: str) -> dict[str, str]:
    """Code -> label of one small codelist, in ``zh`` or ``en``."""
    return {row["code"]: row[f"label_{language}"] for row in read("codes") if row["codelist"] == codelist}
