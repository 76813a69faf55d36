"""The rules of the grammar, one file a construction, tried in the order of ``RULES``; the first that matches and reads wins.

A rule module has a docstring with a sentence of our own, a PATTERN over an item's shape (signs: see ``clauses``, letters: see
``phrases``), and ``read(item, context)``, which gives the readings of the item's quantity, or None where the next rule shall
try. An empty list throws the quantity away, for the reason in the module's REASON.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pipelines.targets import indicators
from pipelines.targets.topics import is_slogan, topic

# How far back the first of two stands that share an owner (收入…、支出…).
_NEAR = 3
_OF_WHOLE = ("占比", "比重", "比例")
_OF_WHICH = "其中"
_FIGURE = re.compile(r"\d")


class Member(NamedTuple):
    """One of the things that a quantity is of, as a rule reads it: its name, the kind of figure, the governing verb, -1 for a fall.

    ``area`` is no rule's to say: the part of the government's own that the sentence names for it (``areas``), empty where it names
    the whole, None where neither.
    """

    indicator: str
    measure: str
    action: str | None = None
    sign: int = 1
    area: str | None = None


@dataclass
class Context:
    """What a sentence has said so far.

    Attributes:
        heads: its full names in order.
        last: the names that the last value was of; several where it was of a list.
        main: the last name that is no bare place.
        clause, before: the names in this clause so far, and those in the last clause with a number.
        measure: the kind of figure of the last value.
        action, led: the last verb that had a noun after its number, and who it leads (让), in this clause.
        verb, verb_before: the verb that leads the list of this clause, and that of the last clause with a number.
        lessens, fell: whether that verb lessens what it governs, and whether the last change was a fall.
        actions: the verbs of its names, of those that have one.
        quoted: its last quoted name.
        section: the heading it stands under.
        whole: what the parts in this clause are of (其中省级20亿元、市县30亿元).
        near: names, and clauses without a number, in the order of the text; with each whether it is a name.
    """

    heads: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    main: str | None = None
    clause: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    measure: str | None = None
    action: str | None = None
    led: str = ""
    verb: str | None = None
    verb_before: str | None = None
    lessens: bool = False
    fell: bool = False
    actions: dict[str, str] = field(default_factory=dict)
    quoted: str | None = None
    section: str | None = None
    whole: str | None = None
    near: list[tuple[bool, str]] = field(default_factory=list)
    _parts: bool = False

    @property
    def head(self) -> str | None:
        """The name that a value without one belongs to."""
        return self.heads[-1] if self.heads else None

    def name(self, *names: str) -> None:
        """Take in names that were read."""
        self.heads += [name for name in names if name not in self.heads[-1:]]
        self.last = list(names)
        self.clause += names
        self.near += [(True, name) for name in names]

    def pass_by(self, clause: str) -> None:
        """Take in a clause without a number."""
        self.near.append((False, clause))
        self._parts = clause.endswith(_OF_WHICH)

    def next_clause(self) -> None:
        """Go on to a clause with a number."""
        self.before, self.clause, self.action, self.led = self.clause or self.before, [], None, ""
        self.verb, self.verb_before, self.lessens, self.fell = None, self.verb, False, False
        self.whole, self._parts = self.head if self._parts else None, False

    def last_things(self, count: int) -> list[str]:
        """The names that so many values without one are of; none where the last two amounts have the same name (财政收入20亿元，其中市本级5亿元)."""
        names = [words for is_name, words in self.near[-2:] if is_name]
        twice = self.measure == "amount" and len(names) == 2 and names[0] == names[1]
        return [] if twice else self.heads[-count:]

    def placed(self, names: list[str], unit: str) -> list[str]:
        """Names as they are; one that is only a place with what is measured there (县城 after 城市污水处理率)."""
        if len(names) == 1 and indicators.is_grade(names[0]) and self.main and indicators.counts_things(unit):
            return [indicators.at_grade(names[0], self.main)]
        if len(names) == 1 and self.main and (other := indicators.of_people(names[0], self.main)):
            return [other]
        if len(names) == 1 and indicators.is_place(names[0], unit) and (main := self.main or self._served(names[0])):
            self.main = main
            return [indicators.at_place(names[0], main)]
        self.main = names[-1] if names else self.main
        return names

    def _served(self, place: str) -> str | None:
        """What a clause before says is done, where a place alone has a number: 实施燃气入户工程,主城区新增4000户."""
        return self.topic if place.endswith(indicators.SECTORS) else None

    @property
    def topic(self) -> str | None:
        """What the last clause without a number is about."""
        return self._nearest(topics=True)

    def again(self) -> list[str]:
        """What a value without a name is of: the names of the last value, else what the clause before is about."""
        return self.last or ([self.topic] if self.topic else [])

    def grown(self) -> list[str]:
        """What a growth without a name is of: 民生支出210亿元, 占比78%, 增长6% is the growth of the whole, not of its share."""
        names = self.again()
        if names and all(name.endswith(_OF_WHOLE) for name in names):
            whole = next((head for head in reversed(self.heads) if not head.endswith(_OF_WHOLE)), None)
            return [whole] if whole else names
        return names

    def owner(self, topics: bool = False) -> str | None:
        """What a bare head belongs to: the nearest name or topic before it (only a topic), else the quoted name, else the heading."""
        name = self._nearest(topics)
        if name is None:
            return self.quoted or self.section
        return self.quoted if self.quoted and name.startswith(self.quoted) else name

    def _nearest(self, topics: bool) -> str | None:
        """The nearest name or topic before (only a topic); that of a slogan only where there is no other."""
        second = None
        for is_name, words in reversed(self.near):
            if is_name and topics:
                continue
            name = words if is_name else topic(words)
            if not name or _FIGURE.search(name):
                continue
            if is_name or not is_slogan(words):
                return name
            second = second or name
        return second

    def owned(self, name: str, topics: bool = False) -> str:
        """A name as it is, or a bare head under its owner; of things counted only a topic is one."""
        if name in indicators.SIBLINGS:
            pairs = (indicators.sibling(first, name) for first in reversed(self.heads[-_NEAR:]))
            if pair := next(filter(None, pairs), ""):
                return pair
        if not indicators.is_bare(name) or not (owner := self.owner(topics)):
            return name
        return indicators.with_owner(owner, name)


from pipelines.targets.rules import (  # noqa: E402 - rules import the two classes above
    baseline,
    change,
    comparator,
    counted,
    growth,
    growth_named,
    level,
    respectively,
    share_of_noun,
    summed,
    undivided,
    with_purpose,
)

RULES = (comparator, baseline, growth_named, growth, change, share_of_noun, with_purpose, summed, counted, level)


# Tried on a whole clause before it is cut into items.
LIST_RULES = (respectively, undivided)


Rule = Any  # a module: typing has no protocol for one


@cache
def for_shape(shape: str) -> tuple[Rule, ...]:
    """The rules whose pattern matches a shape, in their order; there are a few hundred shapes in all reports."""
    return tuple(rule for rule in RULES if rule.PATTERN.search(shape))


@cache
def name_of(rule: object) -> str:
    """A rule's name: its module's."""
    return rule.__name__.rpartition(".")[2]  # type: ignore[attr-defined, no-any-return]


def purpose(name: str) -> str:
    """What a rule is for: the words of its docstring before the example."""
    docstring = next(rule.__doc__ for rule in (*RULES, *LIST_RULES) if name_of(rule) == name)
    return (docstring or "").partition(":")[0].partition(".")[0]
