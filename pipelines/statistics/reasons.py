"""What is wrong with figures, a sentence each, for the people who mend them.

Belongs here: file, row, column, reason and cure of rows that were set apart. Does not: what is wrong (``figures``, ``indices``), or how many
sentences are shown (``pipelines.base.assets``).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from pipelines.statistics.figures import PRINTED_AS, RULES, WHOLE_ROW

# The rule of a fault that several rows share; its reason is the whole sentence, and names them all.
OF_SEVERAL = "of_several"
# So many rows are named.
_NAMED = 4


def sentences(rejects: pl.DataFrame) -> list[str]:
    """A sentence each of what is wrong with the rows of ``statistics_rejects``, in their order; what several rows share is one."""
    return list(dict.fromkeys(_sentence(reject) for reject in rejects.iter_rows(named=True)))


def _sentence(reject: Mapping[str, Any]) -> str:
    if reject["rule"] == OF_SEVERAL:
        return str(reject["reason"])
    record = json.loads(reject["record"])
    column = PRINTED_AS.get(reject["column"], reject["column"])
    row = f"{record['file']}, row {record['file_row']}"
    place = row if column == WHOLE_ROW else record["places"].get(column, f"{row}, column {column}")
    # A rule of the contract says what is wrong, and no cure.
    cure = "" if reject["rule"] in RULES else ". Mend the row or take it out"
    return f"{place}: {reject['reason']}{cure}"


def rows_of(numbers: Iterable[str]) -> str:
    """``row 2``, ``rows 2 and 3``, ``rows 2, 3, 4, 5 and 96 more``."""
    rows = list(numbers)
    named, more = rows[:_NAMED], len(rows) - _NAMED
    if len(rows) == 1:
        return f"row {rows[0]}"
    if more > 0:
        return f"rows {', '.join(named)} and {more:,} more"
    return f"rows {', '.join(named[:-1])} and {named[-1]}"
