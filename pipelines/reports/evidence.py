"""Evidence of whose a report is and of which year: who speaks, what it says, how much that weighs; and the weighing.

Belongs here: the table of weights and the sum. Does not: finding the evidence (``governments``, ``identity``, ``witnesses``).
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

# What a witness weighs. A sidecar is written to settle the question; in raw/ people give names to folders and files on purpose.
# A folder is outvoted only by three things of the text that agree; the name of a file by one heading, since a site files the report
# of January under the year before.
REGION_WEIGHTS = {
    "raw": 1000,
    "sidecar": 100,
    "folder": 6,
    "front matter": 5,
    "title": 4,
    "congress": 4,
    "greeting": 4,
    "speaker": 3,
    "names in the text": 5,
    "first lines": 1,
}
YEAR_WEIGHTS = {
    "raw": 1000,
    "sidecar": 100,
    "front matter": 50,
    "heading of the plan": 4,
    "day": 4,
    "heading of the review": 3,
    "title": 3,
    "aims": 2,
    "five-year plan": 2,
    "file name": 2,
    "opening of the review": 2,
    "opening of the plan": 2,
    "party meetings": 1,
    "years in the text": 1,
}


# What these say against the answer is told in any case, what the others say only where it weighs half as much as the answer.
SPOKEN = {"raw", "sidecar", "front matter", "folder", "file name", "title", "day", "congress", "greeting", "speaker"}


# An answer that weighs less is none: the last meeting of the party that a text names may lie years back.
LEAST = 2


class Evidence(NamedTuple):
    """A witness, by its name in a table of weights, and its answer: a region's code or a report year."""

    witness: str
    answer: Any


class Finding(NamedTuple):
    """The answer that weighs most, None where nobody says enough; who gives it, the weightiest first; who says otherwise."""

    answer: Any
    by: str | None
    against: tuple[Evidence, ...]


def weigh(evidence: Iterable[Evidence], weights: dict[str, int]) -> Finding:
    """The answer with the greatest sum of weights, a witness counted once an answer; of two alike the one said first."""
    heard = list(dict.fromkeys(each for each in evidence if each.answer is not None))
    sums: dict[Any, int] = {}
    for witness, answer in heard:
        sums[answer] = sums.get(answer, 0) + weights[witness]
    if max(sums.values(), default=0) < LEAST:
        return Finding(None, None, ())
    best = max(sums, key=lambda answer: sums[answer])
    heard.sort(key=lambda each: -weights[each.witness])
    return Finding(
        best,
        ", ".join(each.witness for each in heard if each.answer == best),
        tuple(
            each
            for each in heard
            if each.answer != best and (each.witness in SPOKEN or 2 * sums[each.answer] >= sums[best])
        ),
    )
