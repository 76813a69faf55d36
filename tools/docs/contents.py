"""The block that lists the documents: a row a part, its pages by their titles. Belongs here: the list alone."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from tools.docs.markdown import link, relative, table

# The parts of docs/, in the order in which a reader wants them.
PARTS = {
    "start": "Start", "guides": "Guides", "reference": "Reference", "explanation": "Explanation", "decisions": "Decisions",
}  # fmt: skip


def contents(pages: Mapping[str, str], page_of: str) -> str:
    """The documents as links from a page.

    Args:
        pages: the text of every page by its path; of a folder below a part the list stands for all.
        page_of: the path of the page that shows them.
    """
    rows = (
        (title, " · ".join(link(_title(text), relative(path, page_of)) for path, text in _of(part, pages)))
        for part, title in PARTS.items()
    )
    return table(("part", "pages"), (row for row in rows if row[1]))


def _of(part: str, pages: Mapping[str, str]) -> list[tuple[str, str]]:
    def listed(path: PurePosixPath) -> bool:
        return (
            path.parts[:2] == ("docs", part)
            and (len(path.parts) == 3 or path.name == "index.md")
            and path.parts[2:] != ("index.md",)
        )

    return sorted((path, text) for path, text in pages.items() if listed(PurePosixPath(path)))


def _title(text: str) -> str:
    return next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), "")
