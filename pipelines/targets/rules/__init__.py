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
from pipelines.targets.phrases import head

# What an owner of a bare head is without: 农村扶贫工作力度.
_ASIDE = re.compile(r"(?:工作)?(?:力度|步伐|进度)$")
# 生产总值升至全省第3位: a rank is no part of what is measured.
_RANKED = re.compile(r"(?:升至|上升到|跃居|跃升|位居|稳居|位列|排名|居|列)[^第]{0,8}第.*$")
# 粮食产量屡创新高, 粮食连续四年增产, 粮食生产“十连丰”, 产量在上年增产的基础上: how it went is no part of it either.
_WENT = re.compile(
    r"(?<=..)(?:[屡再又续双]?创(?:下|出|造)?了?(?:历史)?(?:最[好高]|新高|新低|纪录|历史)|连续[一二两三四五六七八九十\d]+[年季]|在[^,]*基础上"
    r"|(?:生产)?(?:实现)?(?:“?[二三]?[十一二三四五六七八九]+连[增丰]|[再又喜]?获得?丰收)).*$"
)
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
        quoted: its last quoted name.
        section: the heading it stands under.
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
    quoted: str | None = None
    section: str | None = None
    near: list[tuple[bool, str]] = field(default_factory=list)

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

    def next_clause(self) -> None:
        """Go on to a clause with a number."""
        self.before, self.clause, self.action, self.led = self.clause or self.before, [], None, ""

    def placed(self, names: list[str], unit: str) -> list[str]:
        """Names as they are; one that is only a place with what is measured there (县城 after 城市污水处理率)."""
        if len(names) == 1 and self.main and indicators.is_place(names[0], unit):
            return [indicators.at_place(names[0], self.main)]
        self.main = names[-1] if names else self.main
        return names

    @property
    def topic(self) -> str | None:
        """What the last clause without a number is about."""
        return next((topic for is_name, words in reversed(self.near) if not is_name and (topic := _topic(words))), None)

    def again(self) -> list[str]:
        """What a value without a name is of: the names of the last value, else what the clause before is about."""
        return self.last or ([self.topic] if self.topic else [])

    def owner(self, topics: bool = False) -> str | None:
        """What a bare head belongs to: the nearest name or topic before it (only a topic), else the quoted name, else the heading."""
        for is_name, words in reversed(self.near):
            if is_name and topics:
                continue
            name = words if is_name else _topic(words)
            if name and not _FIGURE.search(name):
                return self.quoted if self.quoted and name.startswith(self.quoted) else name
        return self.quoted or self.section

    def owned(self, name: str, topics: bool = False) -> str:
        """A name as it is, or a bare head under its owner; of things counted only a topic is one."""
        if not indicators.is_bare(name) or not (owner := self.owner(topics)):
            return name
        return indicators.with_owner(owner, name)


def _topic(clause: str) -> str:
    """What a clause without a number is about; a name read before is itself."""
    topic = _ASIDE.sub("", head(_WENT.sub("", _RANKED.sub("", clause))).name)
    return "" if _FIGURE.search(topic) else topic


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
    with_purpose,
)

RULES = (comparator, baseline, growth_named, growth, change, share_of_noun, with_purpose, summed, counted, level)


# Tried on a whole clause before it is cut into items.
LIST_RULES = (respectively,)


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
