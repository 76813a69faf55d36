"""Columns that a package without sentences has in their places: where a clause begins and where it ends, for a link that lands on it.

Belongs here: these columns, and which columns of a table a package may hold. Does not: cutting the clauses (``pipelines.packages``).
"""

from functools import cache
from typing import Any

import schemas
from schemas.contract import Table, text

# So many characters of a clause stand at either end.
LENGTH = 6
_FRAGMENT = (
    "where no sentences are published: a link to the page with #:~:text=start,end behind its address lands on it."
)


class Ends(Table):
    """The ends of a quote and of a claim's words: of no table by itself."""

    quote_start: str = text(
        "原文开头",
        f"First six characters of the clause, {_FRAGMENT}",
        title_en="first characters of the clause",
        nullable=True,
    )
    quote_end: str = text(
        "原文结尾",
        "Last six characters of the clause, less those that quote_start has; null where it has all.",
        title_en="last characters of the clause",
        nullable=True,
    )
    claim_start: str = text(
        "自评开头",
        f"First six characters of the claim, {_FRAGMENT}",
        title_en="first characters of the claim",
        nullable=True,
    )
    claim_end: str = text(
        "自评结尾",
        "Last six characters of the claim, less those that claim_start has; null where it has all.",
        title_en="last characters of the claim",
        nullable=True,
    )


# A column of sentences and the two that stand for it.
ANCHORS = {"quote": ("quote_start", "quote_end"), "claim_quote": ("claim_start", "claim_end")}


@cache
def columns(table: str) -> dict[str, Any]:
    """The columns that a table may have, in a package too, by name: those of its contract, and behind a column of sentences its anchors.

    Raises:
        LookupError: there is no contract for such a table.
    """
    ends, specs = Ends.to_schema().columns, {}
    for name, spec in schemas.model(table).to_schema().columns.items():
        specs[name] = spec
        specs |= {anchor: ends[anchor] for anchor in ANCHORS.get(name, ())}
    return specs
