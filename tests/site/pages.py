"""The files of a site, read as a stranger reads them. Belongs here: what a page links to, says and repeats. Does not: what it ought to say."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

# Elements that hold nothing, and those whose end may be left out.
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_OPTIONAL = {
    "li",
    "dt",
    "dd",
    "p",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
    "option",
    "optgroup",
    "colgroup",
    "caption",
}
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src", "use": "href"}
# What is read of nobody's eyes or ears.
_SILENT = {"script", "style", "template"}
_READ_OUT = ("alt", "aria-label", "title", "placeholder", "content")
_NOT_SAID = {"charset", "http-equiv", "viewport", "color-scheme", "theme-color", "generator"}


class Said(NamedTuple):
    """Words of a page: in which language, within which element, and what."""

    language: str
    element: str
    text: str


class Read(HTMLParser):
    """A page: its links, ids, words, and what is wrong with its elements.

    Attributes:
        links: the addresses that it names, as they stand there.
        ids: of its elements, in order.
        said: its words, each in the language of its nearest ``lang``.
        faults: elements that are not closed or never opened, and attributes that its policy forbids.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.said: list[Said] = []
        self.faults: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.close()
        self.faults += [
            f"<{name}> is never closed" for name, _ in self._open if name not in _OPTIONAL | {"html", "body", "head"}
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice: {attrs}")
        self.faults += [f"<{tag}> has {name}" for name in given if name == "style" or name.startswith("on")]
        self.ids += [given["id"]] if "id" in given else []
        if address := given.get(_LINKS.get(tag, ""), ""):
            self.links.append(address)
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        if given.get("name", given.get("http-equiv", "")).lower() not in _NOT_SAID:
            self.said += [Said(language, f"{tag}[{name}]", given[name]) for name in _READ_OUT if given.get(name)]
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1][0] != tag and self._open[-1][0] in _OPTIONAL:
            self._open.pop()
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(
                f"</{tag}> at line {self.getpos()[0]} closes <{self._open[-1][0] if self._open else 'nothing'}>"
            )
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        element, language = self._open[-1] if self._open else ("", "")
        if data.strip() and element not in _SILENT:
            self.said.append(Said(language, element, data.strip()))


def missing(site: Path, page: Path) -> Iterator[str]:
    """The links of a page to files and anchors of the site that are not there."""
    for address in Read(page).links:
        parts = urlsplit(address)
        # The page of a lost address alone has addresses from the root of its host, which a test of its own follows.
        if parts.scheme or address.startswith("//") or page == site / "404.html":
            continue
        to = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if not to.is_relative_to(site.resolve()):
            yield f"{address} leads out of the site"
        elif not to.is_file():
            yield f"{address} is not there"
        elif parts.fragment and to.suffix == ".html" and parts.fragment not in _ids(to):
            yield f"{address} has no such anchor"


_KNOWN: dict[Path, frozenset[str]] = {}


def _ids(page: Path) -> frozenset[str]:
    """The anchors of a page; pages are many, and each is linked to from many."""
    if page not in _KNOWN:
        _KNOWN[page] = frozenset(re.findall(r'\bid="?([^"\s>]+)', page.read_text(encoding="utf-8")))
    return _KNOWN[page]
