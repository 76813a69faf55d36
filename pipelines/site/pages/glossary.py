"""The glossary. Belongs here: which terms it lists. Does not: what they mean (``words/terms.toml``, the codelists), or its look."""

from collections.abc import Iterator
from itertools import groupby

from pipelines.site import addresses, terms
from pipelines.site.document import Head, Page, render, say
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """One piece of work."""
    return ["glossary"]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The glossary in both languages: terms by group, in the order of their file."""
    for language in addresses.LANGUAGES:
        grouped = groupby(terms.terms(language).values(), key=lambda term: term.group)
        head = Head(say("glossary", language, "title"), say("glossary", language, "description"))
        groups = [(name, list(listed)) for name, listed in grouped]
        yield render(source, "glossary", language, "glossary.html", head, groups=groups)
