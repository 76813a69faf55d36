"""The way through the grammar: every quantity of a report with the rule that took it, or the reason why none did.

Belongs here: sentences, their clauses and items, and what each rule is asked. Does not: any construction (``rules``), word
(``lexicon``), or column of a row (``rows``).
"""

import re
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import zip_longest
from operator import itemgetter
from typing import NamedTuple

from pipelines.targets import comparators, rules
from pipelines.targets.clauses import REACH, Clause, Item, apart, clauses, items
from pipelines.targets.parts import Sentence
from pipelines.targets.quantities import Quantity, find
from pipelines.targets.reading import Reading
from pipelines.targets.refusals import refusal
from pipelines.targets.rules import Context, Found

_QUOTED = re.compile(r"“[^”]+”")
# No list of values is longer.
_LONGEST_LIST = 300


class Taken(NamedTuple):
    """A quantity with what became of it: the readings and the rule that gave them, or the reason why none did.

    Without a ``clause`` it was refused before its sentence was cut.
    """

    quantity: Quantity
    clause: Clause | None
    sentence: Sentence
    found: tuple[Found, ...]
    rule: str | None
    reason: str | None = None


def take(reading: Reading, sentences: Iterable[Sentence]) -> Iterator[Taken]:
    """Every quantity and comparison of a reading, in the order of the text."""
    quantities = _in_order(find(reading.text), comparators.find(reading.text))
    first, count = 0, len(quantities)
    for sentence in sentences:
        while first < count and quantities[first].start < sentence.start:
            first += 1
        last = first
        while last < count and quantities[last].end <= sentence.end:
            last += 1
        if last > first:
            yield from _take_sentence(reading.text, sentence, quantities[first:last])
        first = last


def _in_order(*found: Iterable[Quantity]) -> list[Quantity]:
    """Quantities and comparisons in the order of the text, without those that stand inside one before them."""
    kept: list[Quantity] = []
    end = 0
    for quantity in merge(*found, key=itemgetter(0)):
        if quantity.start >= end:
            kept.append(quantity)
            end = quantity.end
    return kept


def _take_sentence(text: str, sentence: Sentence, quantities: list[Quantity]) -> Iterator[Taken]:
    kept = []
    for quantity in quantities:
        reason = refusal(text, quantity, sentence)
        if reason is None:
            kept.append(quantity)
        else:
            yield Taken(quantity, None, sentence, (), None, reason)
    if not kept:
        return
    context = Context()
    quotes = text.find("“", sentence.start, sentence.end) >= 0
    found = list(clauses(text, sentence.start, sentence.end, kept))
    for clause, coming in zip_longest(found, found[1:]):
        if clause.quantities:
            for part in apart(clause) if len(clause.quantities) > 2 else [clause]:
                yield from _take_clause(part, "".join(coming.pieces) if coming else "", sentence, context)
        else:
            context.pass_by(clause.pieces[0][-REACH:])
        if quotes and (quoted := _QUOTED.findall(text, clause.start, clause.end)):
            context.quoted = quoted[-1]


def _take_clause(clause: Clause, coming: str, sentence: Sentence, context: Context) -> Iterator[Taken]:
    context.next_clause()
    if len(clause.quantities) > 1 and clause.end - clause.start <= _LONGEST_LIST:
        for rule in rules.LIST_RULES:
            listed = rule.read(clause, context)
            if listed:
                for quantity, found in zip(_shared_bound(clause), listed, strict=True):
                    yield _taken(quantity, clause, sentence, context, rule, found)
                return
    for item in items(clause, coming):
        yield _take_item(item, clause, sentence, context)


def _take_item(item: Item, clause: Clause, sentence: Sentence, context: Context) -> Taken:
    for rule in rules.for_shape(item.shape):
        found = rule.read(item, context)
        if found is not None and all(one.indicator for one in found):
            return _taken(item.quantity, clause, sentence, context, rule, found)
    return Taken(item.quantity, clause, sentence, (), None, "no rule takes it")


def _taken(
    quantity: Quantity, clause: Clause, sentence: Sentence, context: Context, rule: rules.Rule, found: list[Found]
) -> Taken:
    if not found:
        return Taken(quantity, clause, sentence, (), rules.name_of(rule), rule.REASON)
    context.name(*(one.indicator for one in found))
    context.measure = found[-1].measure
    return Taken(quantity, clause, sentence, tuple(found), rules.name_of(rule))


def _shared_bound(clause: Clause) -> list[Quantity]:
    """A bound that only the last value has binds all under 分别 or 和 (分别控制在5%和3%以内); so does a verb under 分别 (分别突破…)."""
    first, *_, last = quantities = list(clause.quantities)
    each = any("分别" in piece for piece in clause.pieces)
    bare = {quantity.bound for quantity in quantities[:-1]} == {"exact"}
    if last.bound != "exact" and bare and (each or "、" not in clause.pieces[1:-1]):
        return [quantity._replace(bound=last.bound) for quantity in quantities]
    others = {quantity.bound for quantity in quantities[1:]}
    if each and first.start < first.at and others == {"exact"}:
        return [quantity._replace(bound=first.bound) for quantity in quantities]
    return quantities
