"""Where a report is cut into parts: the best segmentation by what its stretches say and what a change of part costs.

Belongs here: the search for the best cut, how near a draw it is. Does not: what a stretch says (``evidence``).
"""

from functools import cache
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.targets.parts.evidence import PARTS, WHOLE, Key, Weights, is_late, position, weights, words
from pipelines.targets.parts.lines import FRONT, HEADINGS, Stretch

# A report begins with its review; a passage without a heading is a promise, unless much in it looks back.
START, PASSAGE = "start", "passage"
Costs = dict[tuple[str, int, int], int]


@cache
def costs() -> Costs:
    """What a change from one part to another costs at each place."""
    number = {part: index for index, part in enumerate(PARTS)}
    return {
        (row["place"], number[row["from"]], number[row["to"]]): int(row["cost"]) for row in lexicon.read("cuts")
    }


def parts(text: str, stretches: list[Stretch], year: int | None) -> list[str]:
    """The part of each stretch of a reading: review, plan or end."""
    return [PARTS[number] for number in best(stretches, witnesses(text, stretches, year), weights(), costs())]


def witnesses(text: str, stretches: list[Stretch], year: int | None) -> list[list[Key]]:
    """What speaks in each stretch."""
    own, length = words(year, is_late(text, year)), len(text)
    found = []
    for stretch in stretches:
        if stretch.place == FRONT:
            found.append([])
            continue
        keys = own.witnesses(text, stretch)
        if tenth := position(stretch, length):
            keys.append(tenth)
        found.append(keys)
    return found


def best(stretches: list[Stretch], spoken: list[list[Key]], weights: Weights, costs: Costs, margin=None) -> list[int]:
    """The part of each stretch, as its number in PARTS."""
    none = (0, 0, 0)
    whole = stretches and (stretches[-1].end >= WHOLE or any(stretch.place in HEADINGS for stretch in stretches))
    scores = [0.0, -costs[START, 0, 1], -1e9] if whole else [-costs[PASSAGE, 1, 0], 0, -1e9]
    back: list[tuple[int, int, int]] = []
    first = True
    tables = {}
    for number, (stretch, keys) in enumerate(zip(stretches, spoken)):
        place = stretch.place
        if place == FRONT or first:
            came = (0, 1, 2)
            first = first and place == FRONT
        else:
            table = tables.get(place)
            if table is None:
                table = tables[place] = [[costs.get((place, a, b), 0) if a != b else 0 for a in range(3)] for b in range(3)]
            old = scores
            came, scores = [], []
            for b in range(3):
                t = table[b]
                x, y, z = old[0] - t[0], old[1] - t[1], old[2] - t[2]
                if x >= y and x >= z:
                    came.append(0); scores.append(x)
                elif y >= z:
                    came.append(1); scores.append(y)
                else:
                    came.append(2); scores.append(z)
        r = p = e = 0
        for key in keys:
            w = weights.get(key, none)
            r += w[0]; p += w[1]; e += w[2]
        if margin:
            m = margin[number]
            r += m[0]; p += m[1]; e += m[2]
        scores = [scores[0] + r, scores[1] + p, scores[2] + e]
        back.append(came)
    at = max(range(3), key=lambda k: scores[k]) if back else 0
    out = []
    for came in reversed(back):
        out.append(at)
        at = came[at]
    return out[::-1]
