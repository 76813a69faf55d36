"""Governments that have to be judged again beside those whose verdicts stay, as if all had been judged at once.

Nothing of one government reads a row of another (``places``), so that a report that comes late touches the verdicts on its own alone. Belongs
here: what the verdicts on a report hang on, and putting both together. Does not: how they are judged (``judge``), or where they rest.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import polars as pl

import schemas
from pipelines.base.files import hashed
from pipelines.outcomes.judge import RESULTS
from pipelines.outcomes.places import FIRST_REPORT, LAST_REPORT, only, place
from schemas import contract
from schemas.errors import InputError

BASIS = {"year": pl.Int32, "of": pl.String, "hash": pl.String}
_PLACE = "of_place"
Tables = Mapping[str, pl.DataFrame]


def basis(reports: pl.DataFrame, readings: pl.DataFrame, years: Collection[int], common: Iterable[str]) -> pl.DataFrame:
    """What the verdicts on each report hang on: ``year``, ``of`` (the place, by the code of today) and ``hash``.

    Args:
        reports: the table, of the years and all that their verdicts read.
        readings: second readings that are in force.
        years: those that are judged.
        common: what all verdicts hang on.
    """
    lines: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for report in reports.drop("text", strict=False).sort("report_id").iter_rows(named=True):
        lines[place(report["region_code"])].append((report["year"], repr(sorted(report.items()))))
    read: dict[tuple[str, int], list[str]] = defaultdict(list)
    for target, *said in readings.sort(readings.columns).select("target_id", pl.exclude("target_id")).iter_rows():
        read[place(target[:6]), int(target[7:11])].append(repr((target, *said)))
    every, rows = "\n".join(common), []
    for code, of_place in lines.items():
        for year in sorted({year for year, _ in of_place} & {*years}):
            reach = range(year + FIRST_REPORT, year + LAST_REPORT + 1)
            parts = [every, *(line for other, line in of_place if other in reach), *read[code, year]]
            rows.append((year, code, hashed(parts)))
    return pl.DataFrame(rows, schema=BASIS, orient="row")


def judged(
    tables: Tables,
    basis: pl.DataFrame,
    same: pl.DataFrame,
    stored: Callable[[str, list[str]], pl.DataFrame],
    judge: Callable[[Tables], Tables],
) -> Tables:
    """The tables of ``RESULTS``: of the places of which something is another now as they are judged, of the others as they are stored.

    Args:
        tables: as of ``judge``.
        basis: what the verdicts hang on.
        same: those of its rows that the stored verdicts hang on too.
        stored: gives a stored table of some years.
        judge: judges tables.
    """
    other = set(basis.join(same, on=["year", "of"], how="anti")["of"])
    stay = same.filter(~pl.col("of").is_in(list(other)))
    if stay.is_empty():
        return judge(tables)
    try:
        years = [str(year) for year in stay["year"].unique().sort()]
        kept = {table: _of_places(stored(table, years), stay) for table in RESULTS}
    except InputError:  # one that cannot be read is made anew
        return judge(tables)
    codes = [code for code in _codes(tables) if place(code) not in set(stay["of"])]
    touched = {name: frame.lazy().collect() for name, frame in only(tables, codes).items()} if codes else {}
    new = judge(touched) if codes else {table: contract.empty(schemas.model(table)) for table in RESULTS}
    return {table: pl.concat([kept[table], new[table]]).sort(order) for table, order in RESULTS.items()}


def _codes(tables: Tables) -> list[str]:
    """The codes of all regions that rows of any table are of, in their order."""
    return sorted(
        {code for frame in tables.values() if "region_code" in frame.columns for code in frame["region_code"]}
    )


def _of_places(frame: pl.DataFrame, stay: pl.DataFrame) -> pl.DataFrame:
    """The rows of places and years that stay."""
    code = pl.col("region_code") if "region_code" in frame.columns else pl.col("target_id").str.head(6)
    places: dict[str, Any] = {each: place(each) for each in frame.select(code.unique()).to_series()}
    of_place = frame.with_columns(code.replace_strict(places, return_dtype=pl.String).alias(_PLACE))
    left = stay.select("year", pl.col("of").alias(_PLACE))
    return of_place.join(left, on=["year", _PLACE], how="semi", maintain_order="left").drop(_PLACE)
