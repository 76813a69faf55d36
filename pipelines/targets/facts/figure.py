"""A figure with the words around it: what every question about it may look at.

Belongs here: which words those are, cut once for all questions. Does not: any answer (one module a question).
"""

from typing import NamedTuple

from pipelines.targets.clauses import Clause
from pipelines.targets.facts import tense
from pipelines.targets.grammar import Parse
from pipelines.targets.quantities import Quantity
from pipelines.targets.reading import Reading
from pipelines.targets.rules import Member

# How far back the words reach that tell strength, deadline and tense.
REACH = 200


class Figure(NamedTuple):
    """What a report states of one thing.

    Attributes:
        reading: the report.
        quantity, clause: the number and the stretch between commas that it stands in.
        member: the thing that the number is of.
        before: the words of the sentence before the number, at most REACH characters.
        own: those of them that are of its own clause.
        year: the report's year, where it is known.
        region_code: the government, where it is known.
        achieved: whether it is of the past.
    """

    reading: Reading
    quantity: Quantity
    clause: Clause
    member: Member
    before: str
    own: str
    year: int | None
    achieved: bool
    region_code: str | None = None


def figures(reading: Reading, parse: Parse, year: int | None, region_code: str | None = None) -> list[Figure]:
    """The figures of one quantity, one a member; none where no rule read it."""
    if not parse.members or parse.clause is None:
        return []
    quantity, sentence = parse.quantity, parse.sentence
    before = reading.text[max(sentence.start, quantity.at - REACH) : quantity.at]
    own, achieved = before[before.rfind(",") + 1 :], tense.read(before, sentence) == tense.ACHIEVED
    return [
        Figure(reading, quantity, parse.clause, member, before, own, year, achieved, region_code)
        for member in parse.members
    ]
