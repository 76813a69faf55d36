"""Faults that no type and no constraint shows, and that published tables are known for: impossible dates, sentinels, empty descriptions.

Belongs here: what to look for, and asking for it. Does not: what a schema states (``tables``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from pipelines.packages.checks.database import opened, quoted
from pipelines.packages.package import Package

# Words that stand where a cell should be empty; a code that a field's enum or categories allow is no such word.
WORDS = ("n/a", "#n/a", "na", "nan", "nil", "none", "null", "tbd", "unknown", "-", "--", "—", "——", "不详", "不明", "未知", "缺失", "暂缺", "暂无")  # fmt: skip
# Numbers that stand for none. The positive ones can be true: they count where several rows share them as the column's largest.
NEGATIVE = (-999, -9999, -99999, -999999, -9999999)
POSITIVE = (9999, 99999, 999999, 9999999)
FIRST_DAY, LAST_DAY = "1900-01-01", "2100-12-31"

_SENTINEL = r"(?:-\s?1|[-–]?(?<!9)9{3,}+|\b0|\bN/?A\b|不详|未知)"
_NOTHING = r"(?:not (?:known|given|available|reported|applicable)|no data|unknown|missing|unavailable|undefined|null|未知|缺失|不详|不明|无)"
_PROSE = (
    re.compile(rf"{_SENTINEL}[\"'”’]?\s*(?:means?|stands? for|denotes?|indicates?|=|:|if|when|where|表示|代表|意为|即|指)\s*(?:that\s)?(?:the\s)?\w{{0,12}}\s?(?:is\s|are\s)?{_NOTHING}", re.I),
    re.compile(r"(?:unknown|missing|not available|not known|缺失|未知|不详)[^.。;；]{0,30}?(?:coded|marked|written|given|shown|recorded|set|记|标|写|用|填|以)[^.。;；]{0,12}?(?:-\s?\d|9{3,}|\bN/?A\b)", re.I),
)  # fmt: skip
_DATED = re.compile(r"(?:^|_)(?:year|date|day|month|period)(?:_|$)|年|日期")


def lint(package: Package) -> list[str]:
    """What no type and no constraint shows: impossible dates, sentinels, decimal years, titles and descriptions that say nothing."""
    import duckdb

    faults = prose_faults(package.descriptor)
    names = {resource["name"] for resource in package.resources}
    # A CSV holds what its Parquet holds.
    asked = [each for each in package.resources if each["name"].removesuffix("_csv") not in names - {each["name"]}]
    with opened(package, asked) as (database, unreadable):
        # What cannot be opened or asked has faults that ``table_faults`` has too.
        for resource in () if unreadable else asked:
            counted = dict(counts(resource["schema"]["fields"], words=not resource["name"].startswith("changes")))
            if not counted:
                continue
            with suppress(duckdb.Error):
                (row,) = database.ask(f"SELECT {', '.join(counted)} FROM {quoted(resource['name'])}")
                numbered = zip(row, counted.values(), strict=True)
                faults += [f"{resource['path']}: {count} {fault}" for count, fault in numbered if count]
    return faults


def prose_faults(descriptor: Mapping[str, Any]) -> list[str]:
    """Titles and descriptions that say nothing, sentinels that only prose explains, and a date of creation that is none."""
    faults = []
    for place, described in _described(descriptor):
        for key in ("title", "description"):
            if not re.search(r"\w", described.get(key) or ""):
                faults.append(f"{place}: its {key} is empty")
        if any(pattern.search(described.get("description") or "") for pattern in _PROSE):
            faults.append(f"{place}: a description explains a value that stands for none; leave such cells empty")
    if "created" in descriptor and not _possible(descriptor["created"]):
        faults.append(f"datapackage.json: created is {descriptor['created']}, which is no possible date")
    return faults


def _described(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "datapackage.json", descriptor
    for resource in descriptor["resources"]:
        yield resource["path"], resource
        for field in resource["schema"]["fields"]:
            yield f"{resource['path']}, column {field['name']}", field


def _possible(day: str) -> bool:
    try:
        return FIRST_DAY <= datetime.fromisoformat(day).date().isoformat() <= LAST_DAY
    except ValueError:
        return False


def counts(fields: Iterable[Mapping[str, Any]], *, words: bool = True) -> Iterator[tuple[str, str]]:
    """SQL aggregates that count the faulty cells of a table, with the fault; every cell is asked as text, whatever its type.

    Args:
        fields: the fields of its schema.
        words: ask words too; not of a table that tells what once stood in other cells.
    """
    for field in fields:
        name, kind = field["name"], field["type"]
        column = quoted(name)
        cell, number = f"{column}::VARCHAR", f"TRY_CAST({column} AS DOUBLE)"
        chosen = "categories" in field or "enum" in field.get("constraints", {})
        if kind == "string" and words and not chosen:
            listed = ", ".join(f"'{word}'" for word in WORDS)
            yield _count(f"lower(trim({cell})) IN ({listed})"), f"cells of {name} say in words that there is no value"
            yield _count(_no_period(cell)), f"cells of {name} are dates or periods that cannot be"
        if kind == "date":
            outside = f"TRY_CAST({cell} AS DATE) NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
            yield _count(outside), f"dates of {name} cannot be: they are outside {FIRST_DAY[:4]} to {LAST_DAY[:4]}"
        if kind in ("number", "integer"):
            yield _count(f"{number} IN {NEGATIVE}"), f"numbers of {name} stand for none (-999 and the like)"
            largest = " ".join(f"WHEN {nines} THEN {_count(f'{number} = {nines}')}" for nines in POSITIVE)
            shared = f"nullif(CASE max({number}) {largest} ELSE 0 END, 1)"
            yield shared, f"numbers of {name} stand for none (9999 and the like)"
        if kind in ("date", "datetime", "year") or (kind in ("number", "integer") and _DATED.search(name)):
            decimal = f"regexp_full_match({cell}, '\\d{{4}}\\.\\d*[1-9]\\d*')"
            yield _count(decimal), f"dates of {name} are decimal years"


def _count(wrong: str) -> str:
    return f"count(*) FILTER (WHERE {wrong})"


def _no_period(cell: str) -> str:
    """A text in the form of a day, a month or an interval of years or months that none is: 2023-02-30, 2023-13, 2025/2021."""
    ends = [f"split_part({cell}, '/', {end})" for end in (1, 2)]
    wrong = [f"({end} <> '' AND TRY_CAST({_first_day(end)} AS DATE) IS NULL)" for end in ends]
    backwards = f"({ends[1]} <> '' AND {_first_day(ends[0])} > {_first_day(ends[1])})"
    point = "\\d{4}(-\\d{2}){0,2}"
    # DuckDB works out both sides of an AND for every cell; the cases of a CASE only where they are asked.
    return f"CASE WHEN regexp_full_match({cell}, '{point}(/{point})?') THEN {' OR '.join([*wrong, backwards])} ELSE false END"


def _first_day(end: str) -> str:
    return f"rpad({end}, 10, substr('0000-01-01', length({end}) + 1))"
