"""Words of the method that pages explain where they stand. Belongs here: which there are. Does not: what they mean (``words/terms.toml``)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.forms import codes

_FILE = Path(__file__).parent / "words" / "terms.toml"


class Term(NamedTuple):
    """A term in one language.

    Attributes:
        key: its anchor in the glossary.
        group: under which heading it stands there.
        title: what it is called.
        text: what it means, in about two lines.
        more: what else the glossary says of it; empty for nothing.
        see: keys of other terms.
        page: the page of the site that says more, with its anchor; empty for none.
        link: the address of an official definition; empty for none.
        code: the list of codes and the code that it explains, as ``status/near``; empty for none.
    """

    key: str
    group: str
    title: str
    text: str
    more: str
    see: tuple[str, ...]
    page: str
    link: str
    code: str

    @property
    def status(self) -> str:
        """The verdict that it explains; empty where it explains none."""
        codelist, _, code = self.code.partition("/")
        return code if codelist == "status" else ""


@cache
def terms(language: str) -> Mapping[str, Term]:
    """All terms by their keys, in the order of the glossary."""
    written = tomllib.loads(_FILE.read_text("utf-8"))
    return {key: _term(key, entry, language) for key, entry in written.items()}


def _term(key: str, entry: Mapping[str, Any], language: str) -> Term:
    codelist, _, code = entry.get("code", "").partition("/")
    title = entry["title"] if "title" in entry else codes.label(codelist, code)
    text = entry["text"] if "text" in entry else codes.meaning(codelist, code)
    return Term(
        key,
        entry["group"],
        title[language],
        _sentence(text[language], language),
        entry.get("more", {}).get(language, ""),
        tuple(entry.get("see", ())),
        entry.get("page", ""),
        entry.get("link", ""),
        entry.get("code", ""),
    )


def _sentence(text: str, language: str) -> str:
    """The meaning of a code is a phrase: here it stands as a sentence."""
    if text.endswith(("。", ".", "…")):
        return text
    return f"{text}。" if language == "zh" else f"{text[0].upper()}{text[1:]}."
