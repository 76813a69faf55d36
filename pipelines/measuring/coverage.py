"""How many statements have a code on the codelist of indicators, and which names without one are printed most.

Belongs here: counting. Does not: the codelist, or reading reports.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from schemas.codelists import codes


class Coverage(NamedTuple):
    """Statements with a code and all of them, by measure, and how often a name without one stands, by name and unit."""

    linked: Counter[str]
    total: Counter[str]
    unlinked: Counter[tuple[str, str]]

    def shares(self) -> list[tuple[str, int, int]]:
        """(measure, with a code, all) in the order of the codelist, then for all measures together."""
        by_measure = [(measure, self.linked[measure], self.total[measure]) for measure in codes("measure")]
        return [*by_measure, ("all", self.linked.total(), self.total.total())]


def count(rows: Iterable[Mapping[str, Any]]) -> Coverage:
    """Count rows as ``extract`` gives them; those without a value are left out."""
    coverage = Coverage(Counter(), Counter(), Counter())
    for row in rows:
        if row["value"] is None:
            continue
        coverage.total[row["measure"]] += 1
        if row["indicator_id"]:
            coverage.linked[row["measure"]] += 1
        else:
            coverage.unlinked[row["indicator"], row["unit"] or ""] += 1
    return coverage
