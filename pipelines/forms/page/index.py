"""published/index.html: all packages, the newest version of each. Belongs here: what it says. Does not: where it is read from."""

from collections.abc import Sequence
from datetime import date

from pipelines.forms.page.document import render
from pipelines.forms.page.language import day
from pipelines.forms.page.package import contact
from pipelines.forms.page.sentences import headline, rest
from pipelines.packages.counts import judged
from pipelines.packages.definition import Owner
from pipelines.packages.listing import Listed, Withdrawn
from pipelines.packages.registry import list_page


@list_page
def index(packages: Sequence[Listed], owner: Owner, withdrawn: Sequence[Withdrawn] = ()) -> str:
    """The list of packages as a self-contained page: what stands, then what was withdrawn, with the reasons."""
    shown = [
        {
            "listed": listed,
            "total": sum(listed.counts.values()),
            "judged": judged(listed.counts),
            "headline": headline(listed.counts),
            "rest": rest(listed.counts),
            "newest": day(date.fromisoformat(listed.created)),
        }
        for listed in packages
    ]
    return render("index.html.j2", "index.js", packages=shown, withdrawn=withdrawn, contact=contact(owner, "Mubiao"))
