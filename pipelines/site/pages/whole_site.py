"""What lies in the site's folder once: scripts, styles, the page that leads to a language. Belongs here: these files. Does not: any page of data."""

from collections.abc import Iterator

from pipelines.site.document import FOLDER, Page
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["whole_site"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The files of the bundle, as ``make page`` built them, and the page that leads to the reader's language."""
    for file in sorted((FOLDER / "bundle").iterdir()):
        yield Page(f"assets/{file.name}", file.read_bytes())
    yield Page("index.html", (FOLDER / "templates" / "language.html").read_text(encoding="utf-8"))
