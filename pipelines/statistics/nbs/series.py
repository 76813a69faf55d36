"""The series that are read from the National Bureau of Statistics: one a row of series.csv.

Belongs here: which indicator of the bureau is which of ours, and how it is shown. Does not: asking for it, or its values.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("series.csv")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Series:
    """A series of the bureau.

    Args:
        series: our name for it, of which the files of its snapshots begin.
        indicator: what it measures; a name that indicator_aliases.csv knows.
        measure: growth, change, ratio or amount.
        unit: of the figures as we print them.
        cid: the bureau's table.
        indicator_id: the bureau's indicator in the table; empty where not known, then it is found by its shown name.
        shown_name: how the bureau shows the indicator.
        code: the bureau's tree that the table hangs in; 6 is provincial, annual.
        transform: index_minus_100 where an index of 上年=100 becomes a growth rate; else empty.
    """

    series: str
    indicator: str
    measure: str
    unit: str
    cid: str
    indicator_id: str
    shown_name: str
    code: str
    transform: str

    def is_shown_as(self, name: str, unit: str | None) -> bool:
        """Whether an indicator of this name and unit is this series; the unit may stand in the name or not."""
        shown, wanted = _plain(name), _plain(self.shown_name)
        return wanted in (shown, f"{shown}({_plain(unit or '')})")

    def is_absent(self, printed: Decimal) -> bool:
        """Whether a figure is a zero that stands for none: no level, share or index is zero."""
        return printed == 0 and (self.transform != "" or self.measure not in ("growth", "change"))

    def figure(self, printed: Decimal) -> Decimal:
        """The figure as we print it."""
        return printed - 100 if self.transform == "index_minus_100" else printed


@cache
def all_series() -> dict[str, Series]:
    """All series by their names, in file order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["series"]: Series(**row) for row in csv.DictReader(file)}


def _plain(name: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", name))
