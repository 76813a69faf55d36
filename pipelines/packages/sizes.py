"""How large a version of a package is, before it is built, and what it is too large for.

Belongs here: the limits of the forms, all of them, and the bytes that a target costs in each. Does not: any form.
"""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from pipelines.packages.definition import FORM_NAMES, KNOWN_FORMATS, Definition

# Up to so many rows of a table a form opens within seconds; None stands for any table. A workbook takes minutes beyond; a page of
# 50,000 targets opens in two seconds, one of 177,000 has 14 MB.
MOST_ROWS: dict[str, tuple[str | None, int]] = {"xlsx": (None, 100_000), "html": ("targets", 300_000)}
# The forms of a package that is larger than this as a whole, in bytes, where nobody names any: a version of it is a tenth then.
LARGE = 50_000_000
FORMS_OF_LARGE = ("parquet", "html")
# What a version weighs by its forms, in bytes: what every version has, and what each target adds. Measured over packages of 33, 7,334 and
# 51,592 targets, which it meets within a twentieth; of targets with short sentences it is less.
_BASE = {
    "parquet": 1_070_000,
    "csv": 290_000,
    "panel": 20_000,
    "stata": 60_000,
    "xlsx": 220_000,
    "charts": 400_000,
    "briefs": 0,
    "zip": 600_000,
    "html": 730_000,
}
_TARGET = {
    "parquet": 165,
    "csv": 1_440,
    "panel": 8,
    "stata": 18,
    "xlsx": 400,
    "charts": 0,
    "briefs": 900,
    "zip": 700,
    "html": 110,
}
# A report sets about so many: 67 in the mean of 2,644.
TARGETS_A_REPORT = 67


class Size(NamedTuple):
    """How much a package takes: its reports at hand, and about how many bytes a version of it has."""

    reports: int
    bytes: int

    def __str__(self) -> str:
        return (
            f"{self.reports:,} {'report' if self.reports == 1 else 'reports'}, about {megabytes(self.bytes)} a version"
        )


def estimate(definition: Definition, reports: int, targets: int | None = None) -> Size:
    """About how large a version is.

    Args:
        definition: the package.
        reports: how many reports it takes.
        targets: how many targets they set, where that is known.
    """
    targets = reports * TARGETS_A_REPORT if targets is None else targets
    forms = [form for form in definition.formats if not (form in MOST_ROWS and targets > MOST_ROWS[form][1])]
    return Size(reports, sum(_BASE[form] + _TARGET[form] * targets for form in forms))


def megabytes(size: int) -> str:
    """3.7 MB; of ten and more without decimals."""
    millions = size / 1_000_000
    return f"{millions:.1f} MB" if millions < 9.95 else f"{millions:,.0f} MB"


def too_long(form: str, tables: Mapping[str, pl.DataFrame]) -> str | None:
    """Why a form is left out of a version with these tables, as a sentence for readers; None where it is not."""
    table, most = MOST_ROWS.get(form, (None, None))
    if most is None:
        return None
    rows = {name: frame.height for name, frame in tables.items() if table in (None, name)}
    longest = max(rows, key=lambda name: rows[name], default=None)
    if longest is None or rows[longest] <= most:
        return None
    return f"No {FORM_NAMES[form]}: table `{longest}` has {rows[longest]:,} rows, and it opens up to {most:,}."


def carried(definition: Definition, tables: Mapping[str, pl.DataFrame]) -> tuple[str, ...]:
    """The forms of a version in their order, without those that it is too long for."""
    return tuple(form for form in KNOWN_FORMATS if form in definition.formats and too_long(form, tables) is None)
