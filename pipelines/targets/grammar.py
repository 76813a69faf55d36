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

from pipelines.targets import areas, comparators, damage, rules
from pipelines.targets.clauses import REACH, THRESHOLD, Clause, Item, apart, clauses, items
from pipelines.targets.governing import governed, grown
from pipelines.targets.parts import Sentence
from pipelines.targets.quantities import Quantity, find
from pipelines.targets.reading import Reading
from pipelines.targets.refusals import aside, refusal
from pipelines.targets.rules import Context, Member

_QUOTED = re.compile(r"“[^”]+”")
# No list of values is longer.
_LONGEST_LIST = 300
# The most that any of 2,649 reports has is 34 numbers in a sentence, and 12 things that one number is of. What has several times as many
# was not written for readers, and can give rows without end, where each of many numbers is of each of many things.
_MOST_NUMBERS, _MOST_THINGS, _MOST_SHARED = 200, 24, 60
CROWDED = f"more than {_MOST_NUMBERS} numbers stand in its sentence, which nobody could read"
SHARED = f"its sentence lists more things for one number than anybody could read: {_MOST_THINGS}, or {_MOST_SHARED} beyond one each"
# Why no rule takes a number.
_UNREAD = "the words around it stand in no order that the grammar reads"
_NAMELESS = "no thing is named beside it that it could be of"


class Parse(NamedTuple):
    """A quantity with what became of it: the members that it is of and the rule that read them, or the reason why none did.

    Without a ``clause`` it was refused before its sentence was cut.
    """

    quantity: Quantity
    clause: Clause | None
    sentence: Sentence
    members: tuple[Member, ...]
    rule: str | None
    reason: str | None = None


def parse(reading: Reading, sentences: Iterable[Sentence], region_code: str | None = None) -> Iterator[Parse]:
    """Every quantity and comparison of a reading, in the order of the text; the names of what lies in a region are known by its code."""
    damages = damage.find(reading.text)
    text = damage.filled(reading.text, damages)
    quantities = _in_order(find(text), comparators.find(text))
    first, count = 0, len(quantities)
    for sentence in sentences:
        while first < count and quantities[first].start < sentence.start:
            first += 1
        last = first
        while last < count and quantities[last].end <= sentence.end:
            last += 1
        if last > first:
            for each in _parse_sentence(text, sentence, quantities[first:last], region_code):
                yield _without_damage(each, damages) if damages else each
        first = last


def _without_damage(parsed: Parse, damages: list[damage.Damage]) -> Parse:
    """What was read of a quantity, unless it is damaged, or the name that it is of."""
    names = (member.indicator for member in parsed.members)
    reason = damage.reason(damages, parsed.quantity.start, parsed.quantity.end) or damage.reason_of_name(names)
    return parsed._replace(members=(), rule=None, reason=reason) if reason else parsed


def _in_order(*scans: Iterable[Quantity]) -> list[Quantity]:
    """Quantities and comparisons in the order of the text, without those that stand inside one before them."""
    kept: list[Quantity] = []
    end = 0
    for quantity in merge(*scans, key=itemgetter(0)):
        if quantity.start >= end:
            kept.append(quantity)
            end = quantity.end
    return kept


def _parse_sentence(
    text: str, sentence: Sentence, quantities: list[Quantity], region_code: str | None
) -> Iterator[Parse]:
    kept = []
    for quantity in quantities:
        reason = refusal(text, quantity, sentence)
        if reason is None:
            kept.append(quantity)
        else:
            yield Parse(quantity, None, sentence, (), None, reason)
    if len(kept) > _MOST_NUMBERS:
        yield from (Parse(quantity, None, sentence, (), None, CROWDED) for quantity in kept)
        return
    if kept:
        yield from _of_one_reader(_parse_kept(text, sentence, kept, region_code))


def _of_one_reader(parses: Iterable[Parse]) -> Iterator[Parse]:
    """What was read of a sentence, as far as its numbers are shared by no more things than anybody could follow."""
    shared = 0
    for parsed in parses:
        shared += max(0, len(parsed.members) - 1)
        crowded = len(parsed.members) > _MOST_THINGS or (shared > _MOST_SHARED and len(parsed.members) > 1)
        yield parsed._replace(members=(), rule=None, reason=SHARED) if crowded else parsed


def _parse_kept(text: str, sentence: Sentence, kept: list[Quantity], region_code: str | None) -> Iterator[Parse]:
    named = areas.find(text, sentence.start, sentence.end, kept, region_code)
    if not named:
        yield from _parse_clauses(text, sentence, kept, [])
        return
    before = ""
    for parsed in _parse_clauses(text, sentence, kept, [area.words for area in named]):
        area = areas.at(named, parsed.quantity.start)
        members = tuple(areas.placed(member, area, before) for member in parsed.members)
        yield parsed._replace(members=members)
        before = members[-1].indicator if members else before


def _parse_clauses(
    text: str, sentence: Sentence, quantities: list[Quantity], left_out: list[tuple[int, int]]
) -> Iterator[Parse]:
    context = Context()
    quotes = text.find("“", sentence.start, sentence.end) >= 0
    in_order = list(clauses(text, sentence.start, sentence.end, quantities, left_out))
    for clause, coming in zip_longest(in_order, in_order[1:]):
        if clause.quantities:
            for part in apart(clause) if len(clause.quantities) > 2 else [clause]:
                for parsed in _parse_clause(part, "".join(coming.pieces) if coming else "", sentence, context):
                    yield _standing_aside(text, parsed) if parsed.members else parsed
        else:
            context.pass_by(clause.pieces[0][-REACH:])
        if quotes and (quoted := _QUOTED.findall(text, clause.start, clause.end)):
            context.quoted = quoted[-1]


def _standing_aside(text: str, parsed: Parse) -> Parse:
    """What was read of a quantity, unless it is one that only parts the names of others."""
    reason = aside(text, parsed.quantity, parsed.sentence)
    return parsed._replace(members=(), rule=None, reason=reason) if reason else parsed


def _parse_clause(clause: Clause, coming: str, sentence: Sentence, context: Context) -> Iterator[Parse]:
    context.next_clause()
    if len(clause.quantities) > 1 and clause.end - clause.start <= _LONGEST_LIST:
        for rule in rules.LIST_RULES:
            listed = rule.read(clause, context)
            if listed:
                for quantity, members in zip(_shared_bound(clause), listed, strict=True):
                    yield _read(quantity, clause, sentence, context, rule, members)
                return
    for item in items(clause, coming):
        yield _parse_item(item, clause, sentence, context)


def _parse_item(item: Item, clause: Clause, sentence: Sentence, context: Context) -> Parse:
    for rule in rules.for_shape(item.shape):
        members = rule.read(item, context)
        if members is not None and all(member.indicator for member in members):
            return _read(item.quantity, clause, sentence, context, rule, governed(members, item, context))
    return Parse(item.quantity, clause, sentence, (), None, _UNREAD if item.head.name or item.tail.noun else _NAMELESS)


def _read(
    quantity: Quantity, clause: Clause, sentence: Sentence, context: Context, rule: rules.Rule, members: list[Member]
) -> Parse:
    if not members:
        return Parse(quantity, clause, sentence, (), rules.name_of(rule), rule.REASON)
    members = grown(members, context)
    context.name(*(member.indicator for member in members))
    context.measure = members[-1].measure
    return Parse(quantity, clause, sentence, tuple(members), rules.name_of(rule))


def _shared_bound(clause: Clause) -> list[Quantity]:
    """A bound that only the last value has binds all under 分别 or 和 (分别控制在5%和3%以内); so does a verb under 分别 (分别突破…, 迈上…台阶)."""
    first, *_, last = quantities = list(clause.quantities)
    respective = any("分别" in piece for piece in clause.pieces) or bool(THRESHOLD.match(clause.pieces[-1]))
    bare = {quantity.bound for quantity in quantities[:-1]} == {"exact"}
    if last.bound != "exact" and bare and (respective or "、" not in clause.pieces[1:-1]):
        return [quantity._replace(bound=last.bound) for quantity in quantities]
    others = {quantity.bound for quantity in quantities[1:]}
    if respective and first.start < first.at and others == {"exact"}:
        return [quantity._replace(bound=first.bound) for quantity in quantities]
    return quantities
