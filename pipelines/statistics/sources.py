"""All sources of published figures. To add one: a module that reads what lies below raw/statistics/, and its line in SOURCES.

A source is a function from the folder to printed rows, with the columns of bundled tables and the place where each stands; it
touches no network. What is fetched from a publisher rests there first (``snapshots``). Belongs here: which sources there are.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pipelines.statistics import bundled
from pipelines.statistics.figures import Fault, Printed, statistic
from pipelines.statistics.nbs import rows as nbs
from pipelines.statistics.tables import rows as tables

SOURCES: dict[str, Callable[[Path], Iterable[Printed]]] = {
    "bundled": bundled.printed,
    "tables": tables.printed,
    "nbs": nbs.printed,
}


def read(folder: Path) -> tuple[list[dict[str, Any]], dict[int, list[Fault]]]:
    """The figures of all sources below a folder, in the order of SOURCES.

    Returns:
        The rows of the table ``statistics``, each with the file and row it stands in (``file``, ``file_row``), and by a row's
        place in the list the rules that it breaks beyond the contract: (column, rule, reason).

    Raises:
        InputError: something that cannot be read.
    """
    figures = [statistic(row) for printed in SOURCES.values() for row in printed(folder)]
    return [row for row, _ in figures], {index: faults for index, (_, faults) in enumerate(figures) if faults}
