"""Drawings that stand in docs/architecture.md between two marks, each made again by a command.

Belongs here: putting a drawing into the page, or comparing it. Does not: any drawing (``rooms``, ``tables``).
"""

import sys

from pipelines.base.settings import ROOT

PAGE = ROOT / "docs" / "architecture.md"


def marks(name: str) -> tuple[str, str]:
    """The lines that a drawing stands between."""
    return f"<!-- {name}: made by `make docs` -->", f"<!-- {name}: end -->"


def redrawn(page: str, name: str, drawing: str) -> str:
    """The page with another drawing between its two marks.

    Raises:
        ValueError: the page has lost a mark.
    """
    begin, end = marks(name)
    before, _, rest = page.partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        raise ValueError(f"{PAGE.name} has lost {begin} or {end}: put them back around the drawing")
    return f"{before}{begin}\n{drawing}\n{end}{after}"


def draw(name: str, drawing: str) -> None:
    """Write a drawing into the page, or, with ``--check``, end with an error where it is another."""
    page = PAGE.read_text(encoding="utf-8")
    new = redrawn(page, name, drawing)
    if "--check" in sys.argv[1:]:
        sys.exit(None if new == page else f"{PAGE.name}: the drawing of the {name} is an old one. Run make docs")
    PAGE.write_text(new, encoding="utf-8")
