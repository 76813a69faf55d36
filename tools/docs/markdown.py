"""Markdown of rows and cells, as all pages write it. Belongs here: escaping and tables. Does not: any page."""

import posixpath
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipelines.wording.numbers import digits

GENERATED = "<!-- Written by `make docs`: change what it is made of, not this page. -->"
# What means something to Markdown: an underscore within a word does not.
SIGNS = re.compile(r"[\\`*\[\]<>|]|(?<![^\W_])_|_(?![^\W_])")
EMPTY = re.compile(r"\|  (?=\|)")


def page(title: str, *parts: str) -> str:
    """A page that is generated whole: its title, then its parts with a blank line between."""
    return "\n\n".join([f"# {title}", GENERATED, *(part.strip("\n") for part in parts if part.strip())]) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str] = ()) -> str:
    """A table; the columns named in ``numbers`` stand to the right.

    Cells are Markdown: text that is none goes through ``plain``, ``sentence`` or ``code`` first.
    """
    rule = ["---:" if name in numbers else "---" for name in columns]
    lines = [list(columns), rule, *([str(cell) for cell in row] for row in rows)]
    return "\n".join(EMPTY.sub("| ", f"| {' | '.join(cells)} |") for cells in lines)


def plain(value: object) -> str:
    """A value as text of a cell, where no sign of it means anything to Markdown; None is empty."""
    if value is None:
        return ""
    return SIGNS.sub(r"\\\g<0>", " ".join((digits(value) if isinstance(value, Decimal) else str(value)).split()))


def sentence(text: str) -> str:
    """A sentence of the code as text of a cell: what it marks as code stays so, and other signs mean nothing to Markdown."""
    parts = " ".join(text.replace("``", "`").split()).split("`")
    return "".join(code(part) if place % 2 else SIGNS.sub(r"\\\g<0>", part) for place, part in enumerate(parts))


def code(value: object) -> str:
    """A value as code in a cell; None and the empty text are empty."""
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return f"`{text}`" if text else ""


def link(label: str, target: str) -> str:
    """A link; the label is Markdown."""
    return f"[{label}]({target})"


def relative(target: str, page_of: str) -> str:
    """The way from a page to a file, both from the root of the repository: ``docs/a/b.md`` to ``README.md`` is ``../../README.md``."""
    return posixpath.relpath(target, posixpath.dirname(page_of) or ".")


def anchor(heading: str) -> str:
    """The anchor that forges, and the rendered site, give a heading of letters, digits, spaces, underscores and hyphens."""
    return heading.lower().replace(" ", "-")
