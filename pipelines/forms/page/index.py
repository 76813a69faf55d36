"""published/index.html: all packages, the newest version of each. Belongs here: what it says. Does not: where it is read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.forms.counts import judged
from pipelines.forms.page.document import render
from pipelines.forms.page.package import contact, undecided_why
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


def index(packages: Sequence[Listed], owner: Owner, withdrawn: Sequence[Withdrawn] = ()) -> str:
    """The list of packages as a self-contained page: what stands, then what was withdrawn, with the reasons."""
    shown = [
        {
            "listed": listed,
            "total": sum(listed.counts.values()),
            "judged": judged(listed.counts),
            "why": undecided_why(listed.counts),
        }
        for listed in packages
    ]
    return render("index.html.j2", "index.js", packages=shown, withdrawn=withdrawn, contact=contact(owner, "Mubiao"))
