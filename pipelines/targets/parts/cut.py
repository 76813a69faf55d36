"""Where a report is cut into parts: the best segmentation by what its stretches say and what a change of part costs.

Belongs here: the search for the best cut, how near a draw it is. Does not: what a stretch says (``evidence``).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.targets import lexicon
from pipelines.targets.parts import evidence
from pipelines.targets.parts.evidence import PARTS, WHOLE, Key, Weights, is_late, position, weights, words
from pipelines.targets.parts.lines import FRONT, HEADINGS, PLACES, UNDER, Stretch

# A report begins with its review; a passage without a heading is a promise, unless much in it looks back.
START, PASSAGE = "start", "passage"
# A plan turns back where a heading or an opening says so (去年, 回顾) at another price than where it does not.
RECALL = "recall"
_CHANGES = ((0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1))
_STAYS, _NEVER = (0, 1, 2), -1e9
Costs = dict[tuple[str, int, int], int]
Scores = tuple[float, float, float]


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


def best(
    stretches: list[Stretch], spoken: list[list[Key]], weights: Weights, costs: Costs, bonus: Sequence[Scores] | None = None
) -> list[int]:
    """The part of each stretch, as its number in PARTS: the cut whose evidence, less the costs of its changes, is the greatest.

    ``bonus`` is added to the evidence of each stretch.
    """
    if not stretches:
        return []
    recalling, recall = evidence.recalling(), costs[RECALL, 1, 0]
    tables = {place: tuple(costs[place, a, b] for a, b in _CHANGES) for place in PLACES}
    whole = stretches[-1].end >= WHOLE or any(stretch.place in HEADINGS for stretch in stretches)
    review, plan, end = (0.0, -costs[START, 0, 1], _NEVER) if whole else (-costs[PASSAGE, 1, 0], 0.0, _NEVER)
    began = False
    came: list[tuple[int, int, int]] = []
    for number, (stretch, keys) in enumerate(zip(stretches, spoken, strict=True)):
        froms = _STAYS
        if began and stretch.place != FRONT:
            to_plan, to_end, to_review, plan_end, end_review, end_plan = tables[stretch.place]
            if stretch.place != UNDER and not recalling.isdisjoint(keys):
                to_review = recall
            old = review, plan, end
            a = b = c = 0
            if plan - to_review > review:
                a, review = 1, plan - to_review
            if end - end_review > review:
                a, review = 2, end - end_review
            b = 1
            if old[0] - to_plan > plan:
                b, plan = 0, old[0] - to_plan
            if end - end_plan > plan:
                b, plan = 2, end - end_plan
            c = 2
            if old[0] - to_end > end:
                c, end = 0, old[0] - to_end
            if old[1] - plan_end > end:
                c, end = 1, old[1] - plan_end
            froms = a, b, c
        began = began or stretch.place != FRONT
        for key in keys:
            weight = weights[key]
            review += weight[0]
            plan += weight[1]
            end += weight[2]
        if bonus:
            review += bonus[number][0]
            plan += bonus[number][1]
            end += bonus[number][2]
        came.append(froms)
    part = max(range(3), key=(review, plan, end).__getitem__)
    chosen = []
    for froms in reversed(came):
        chosen.append(part)
        part = froms[part]
    return chosen[::-1]
