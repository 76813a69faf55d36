"""Where a report is cut into parts: the best segmentation by what its stretches say and what a change of part costs.

Belongs here: the search for the best cut. Does not: what a stretch says (``evidence``), or
whether the cut is sure (``doubt``).
"""

from functools import cache

from pipelines.targets import lexicon
from pipelines.targets.parts import evidence
from pipelines.targets.parts.evidence import (
    END,
    PARTS,
    PLAN,
    REVIEW,
    WHOLE,
    Key,
    Weights,
    is_late,
    position,
    weights,
    words,
)
from pipelines.targets.parts.lines import FRONT, HEADINGS, SECTION, TURNS, Stretch

# A report begins with its review; a passage without a heading is a target, unless much in it looks back.
START, PASSAGE = "start", "passage"
# A change that the heading or the opening names has a price of its own wherever it stands: one that recalls (去年, 回顾) turns a plan
# back and opens none, one that announces (今年, 目标) opens it; where nothing names notes (名词解释) the text hardly ends, and
# whatever stands behind its end must say so.
RECALLING, ANNOUNCING, SILENT = "recalling", "announcing", "silent"
_CHANGES = ((0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1))
_STAYS, _NEVER = (0, 1, 2), -1e9
Costs = dict[tuple[str, int, int], int]


@cache
def costs() -> Costs:
    """What a change from one part to another costs at each place."""
    number = {part: index for index, part in enumerate(PARTS)}
    return {(row["place"], number[row["from"]], number[row["to"]]): int(row["cost"]) for row in lexicon.read("cuts")}


def parts(text: str, stretches: list[Stretch], year: int | None) -> list[str]:
    """The part of each stretch of a reading: review, plan or end."""
    return [PARTS[number] for number in best(stretches, witnesses(text, stretches, year), weights(), costs())]


def witnesses(text: str, stretches: list[Stretch], year: int | None) -> list[list[Key]]:
    """What speaks in each stretch."""
    own, length = words(year, is_late(text, year)), len(text)
    spoken: list[list[Key]] = []
    for stretch in stretches:
        if stretch.place == FRONT:
            spoken.append([])
            continue
        keys = own.witnesses(text, stretch)
        if tenth := position(stretch, length):
            keys.append(tenth)
        spoken.append(keys)
    return spoken


def prices(place: str, keys: frozenset[Key], costs: Costs) -> dict[tuple[int, int], int]:
    """What each change of part costs at a stretch."""
    price = {change: costs[(place, *change)] for change in _CHANGES}
    recalls = not keys.isdisjoint(evidence.expecting(REVIEW))
    announces = not keys.isdisjoint(evidence.expecting(PLAN))
    if recalls and place in TURNS:
        price[1, 0] = costs[RECALLING, 1, 0]
    if recalls and not announces:
        price[0, 1] = max(price[0, 1], costs[RECALLING, 0, 1])
    if announces and not recalls and place in TURNS:
        price[0, 1] = costs[ANNOUNCING, 0, 1]
    if place == SECTION and announces:
        price[2, 1] = costs[ANNOUNCING, 2, 1]
    if place == SECTION and recalls:
        price[2, 0] = costs[RECALLING, 2, 0]
    if keys.isdisjoint(evidence.expecting(END)):
        price[0, 2], price[1, 2] = costs[SILENT, 0, 2], costs[SILENT, 1, 2]
    return price


def best(stretches: list[Stretch], spoken: list[list[Key]], weights: Weights, costs: Costs) -> list[int]:
    """The part of each stretch, as its number in PARTS: the cut whose evidence, less the costs of its changes, is the greatest."""
    if not stretches:
        return []
    rare = costs[SILENT, 2, 2]
    naming = [evidence.expecting(part) for part in PARTS]
    tables: dict[tuple[str, bool, bool, bool], tuple[int, ...]] = {}
    whole = stretches[-1].end >= WHOLE or any(stretch.place in HEADINGS for stretch in stretches)
    review, plan, end = (0.0, -costs[START, 0, 1], _NEVER) if whole else (-costs[PASSAGE, 1, 0], 0.0, _NEVER)
    began = False
    came: list[tuple[int, int, int]] = []
    for stretch, keys in zip(stretches, spoken, strict=True):
        froms = _STAYS
        if began and stretch.place != FRONT:
            kind = stretch.place, naming[0].isdisjoint(keys), naming[1].isdisjoint(keys), naming[2].isdisjoint(keys)
            table = tables.get(kind)
            if table is None:
                price = prices(stretch.place, frozenset(keys), costs)
                table = tables[kind] = tuple(price[change] for change in _CHANGES)
            to_plan, to_end, to_review, plan_end, end_review, end_plan = table
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
        end -= rare
        for key in keys:
            weight = weights[key]
            review += weight[0]
            plan += weight[1]
            end += weight[2]
        came.append(froms)
    part = max(range(3), key=(review, plan, end).__getitem__)
    chosen = []
    for froms in reversed(came):
        chosen.append(part)
        part = froms[part]
    return chosen[::-1]
