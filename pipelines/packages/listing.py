"""What the list of packages holds. Belongs here: the form of its rows. Does not: finding them (``around``), or rendering (``pipelines.forms.page``)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.packages.definition import Definition, Owner


@dataclass(frozen=True)
class Listed:
    """A published package: its definition, its newest version, and how many targets have which status.

    ``href`` is the address of its page, from the list; ``created`` the day of its newest input in ISO 8601; ``earlier`` the
    addresses of earlier versions by number.
    """

    definition: Definition
    version: str
    href: str
    created: str
    tables: int
    rows: int
    counts: Mapping[str, int]
    earlier: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Withdrawn:
    """A version that was published and must no longer be used: its package and title, its number, and why, in the publisher's words."""

    package: str
    title: str
    version: str
    href: str
    reason: str


# Renders the list of packages as a page: those that stand, who publishes them, and what was withdrawn.
ListPage = Callable[[Sequence[Listed], Owner, Sequence[Withdrawn]], str]
