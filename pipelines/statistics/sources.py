"""All sources of published figures. To add one: a module that reads what lies below raw/statistics/, and its line in SOURCES.

A source is a function from the folder to printed rows, with the columns of bundled tables and the place where each stands; it
touches no network. What is fetched from a publisher rests there first (``snapshots``). Belongs here: which sources there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pipelines.statistics import bundled, days, indices
from pipelines.statistics.figures import Printed, statistic
from pipelines.statistics.nbs import rows as nbs
from pipelines.statistics.reasons import OF_SEVERAL, rows_of
from pipelines.statistics.tables import rows as tables
from schemas.contract import Fault
from schemas.dates import LAST_YEAR

SOURCES: dict[str, Callable[[Path], Iterable[Printed]]] = {
    "bundled": bundled.printed,
    "tables": tables.printed,
    "nbs": nbs.printed,
}
# Those at its end whose date is the day on which they were retrieved.
RETRIEVED = ("nbs",)


def read(folder: Path, newest_report: int = LAST_YEAR) -> tuple[list[dict[str, Any]], dict[int, list[Fault]]]:
    """The figures of all sources below a folder, in the order of SOURCES.

    Args:
        folder: raw/statistics.
        newest_report: the year of the newest report at hand; figures that are much later are set apart.

    Returns:
        The rows of the table ``statistics``, each with the file and row it stands in (``file``, ``file_row``), and by a row's
        place in the list the rules that it breaks beyond the contract: (column, rule, reason), which ``reasons`` makes sentences of.

    Raises:
        InputError: something that cannot be read.
    """
    of_source = {name: list(source(folder)) for name, source in SOURCES.items()}
    printed = [row for rows in of_source.values() for row in rows]
    figures = [statistic(row) for row in printed]
    rows = [row for row, _ in figures]
    faults = {index: of_row for index, (_, of_row) in enumerate(figures) if of_row}
    retrieved = range(len(rows) - sum(len(of_source[name]) for name in RETRIEVED), len(rows))
    beside = {**days.faults(rows, faults, newest_report, retrieved), **indices.faults(printed, rows, faults)}
    for index, fault in {**beside, **_repeated(rows)}.items():
        faults.setdefault(index, []).append(fault)
    return rows, faults


def _repeated(rows: list[dict[str, Any]]) -> dict[int, Fault]:
    """The rows that state the same figure, by their places, each with the one sentence that names them all."""
    same: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.get("statistic_id"):
            same[row["statistic_id"]].append(index)
    repeated = (indices for indices in same.values() if len(indices) > 1)
    return {
        index: fault
        for indices in repeated
        for fault in [_repetition([rows[at] for at in indices])]
        for index in indices
    }


def _repetition(rows: list[dict[str, Any]]) -> Fault:
    files: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        files[row["file"]].append(row["file_row"])
    where = " and ".join(f"{file}, {rows_of(numbers)}" for file, numbers in files.items())
    row, values = rows[0], list(dict.fromkeys(row["value"] for row in rows))
    figure = (
        f"{row['indicator']} ({row['measure']}) of {row['region_code']} in {row['period']} from {row['source_title']}"
    )
    as_what = f"with different values, {' and '.join(values[:3])}" if len(values) > 1 else f"as {values[0]}"
    reason = f"{where}: {figure} stands there {len(rows)} times, {as_what}. Keep one of the rows"
    return "statistic_id", OF_SEVERAL, reason
