"""The rules of the grammar, one file a construction, tried in the order of ``RULES``; the first that matches and reads wins.

A rule module has a docstring with a sentence of our own, a PATTERN over an item's text (signs: see ``clauses``), and
``read(match, item, context)``, which gives the readings of the item's quantity, or None where the next rule shall try.
An empty list throws the quantity away, for the reason in the module's REASON.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """What a rule read of a quantity: the thing, the kind of figure, the governing verb, and -1 for a fall."""

    indicator: str
    measure: str
    action: str | None = None
    sign: int = 1


@dataclass
class Context:
    """What a sentence has said so far: its full names, the measure of the last figure, the last verb that had a noun after its number, its last quoted name, and its last clause
    without a number."""

    heads: list[str] = field(default_factory=list)
    measure: str | None = None
    action: str | None = None
    owner: str | None = None
    topic: str | None = None

    @property
    def head(self) -> str | None:
        """The name that a value without one belongs to."""
        return self.heads[-1] if self.heads else None


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
    with_task,
)

RULES = (comparator, baseline, growth_named, growth, change, share_of_noun, with_task, counted, level)


# Tried on a whole clause before it is cut into items.
LIST_RULES = (respectively,)


def name_of(rule: object) -> str:
    """A rule's name: its module's."""
    return rule.__name__.rpartition(".")[2]  # type: ignore[attr-defined, no-any-return]
