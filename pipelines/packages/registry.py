"""Who writes what: each module of ``pipelines.forms`` registers its function here, so that publishing imports no form.

Whoever publishes imports ``pipelines.forms`` once. Belongs here: names and functions. Does not: any form, or their order.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.packages.candidate import Candidate
    from pipelines.packages.listing import ListPage

    Write = Callable[[Candidate], None]

_forms: "dict[str, Write]" = {}
_list_pages: "list[ListPage]" = []


def form(name: str) -> "Callable[[Write], Write]":
    """Register what writes the files of a form into a candidate."""

    def register(write: "Write") -> "Write":
        _forms[name] = write
        return write

    return register


def writer(name: str) -> "Write":
    """What writes a form.

    Raises:
        LookupError: nobody has registered it.
    """
    if name not in _forms:
        raise LookupError(f"no form is registered as {name!r}: import pipelines.forms before publishing")
    return _forms[name]


def list_page(render: "ListPage") -> "ListPage":
    """Register what renders the list of packages."""
    _list_pages[:] = [render]
    return render


def list_renderer() -> "ListPage":
    """What renders the list of packages.

    Raises:
        LookupError: nobody has registered it.
    """
    if not _list_pages:
        raise LookupError("nothing is registered that renders the list of packages: import pipelines.forms")
    return _list_pages[0]
