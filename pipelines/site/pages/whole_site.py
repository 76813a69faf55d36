"""What lies in the site's folder once: scripts, styles, the words of terms, the page that leads to a language. Belongs here: these files. Does not: any page of data."""

from collections.abc import Iterator

from pipelines.site import addresses, terms
from pipelines.site.document import FOLDER, Page, render_alone, say
from pipelines.site.pieces import piece
from pipelines.site.source import Source
from schemas.codelists.statuses import statuses


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["whole_site"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The files of the bundle, as ``make page`` built them, the words of terms, and the page that leads to the reader's language."""
    for file in sorted((FOLDER / "bundle").iterdir()):
        yield Page(f"assets/{file.name}", file.read_bytes())
    for language in addresses.LANGUAGES:
        words = {key: (term.title, term.text) for key, term in terms.terms(language).items()}
        content = {"more": say("glossary", language, "more"), "terms": words}
        yield piece(f"data/terms-{language}", content)
    yield Page("assets/signs.css", signs())
    yield Page("index.html", render_alone("language"))


def signs() -> str:
    """The style that puts its sign before a verdict in a long table: silent for who listens, and not among what is copied."""
    rules = (
        f'.targets > tbody > tr > .v.{each.code}::before{{content:"{each.sign} ";content:"{each.sign} "/""}}'
        for each in statuses().values()
    )
    return "\n".join(rules) + "\n"
