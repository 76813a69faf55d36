"""Links of the documents, and files that they name in code: which lead to a file or a heading that is not there.

Belongs here: reading Markdown and looking. Does not: asking the web, addresses of other hosts are not followed.

``python -m tools.docs.links`` names every broken link.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipelines.base.settings import ROOT

# Published pages stand for ever, these are reports to be read by the grammar, and this a template of a page that lies elsewhere.
NOT_OURS = ("published/", "tests/examples/reports/", "tools/nation_page.md", "tools/provinces_page.md")
# Code that names a file or folder of the repository; what lies in raw/ is the reader's own.
FILE_IN_CODE = re.compile(r"(?:pipelines|schemas|tests|tools|docs)/[^<>*…{} ]*")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:tmp|work|home|root|Users|mnt)/\S*")
MARKDOWN = MarkdownIt("commonmark").enable("table")
# What is left out of an anchor, as forges make it of a heading.
_UNANCHORED = re.compile(r"[^\w\- ]")


def files(root: Path = ROOT) -> list[str]:
    """The files of the repository and those that would be added to it, from its root.

    Raises:
        subprocess.CalledProcessError: the folder is no repository.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True).stdout.decode()
    return [path for path in dict.fromkeys(listed.split("\0")) if path and (root / path).exists()]


def documents(paths: Collection[str]) -> list[str]:
    """The Markdown among files that is ours."""
    return sorted(path for path in paths if path.endswith(".md") and not path.startswith(NOT_OURS))


def broken(page: str, paths: Collection[str], root: Path = ROOT) -> Iterator[str]:
    """What is wrong with the links of a page, a sentence each; paths that are those of one machine too.

    Args:
        page: its path from the root.
        paths: the files that there are.
        root: the root.
    """
    text = (root / page).read_text(encoding="utf-8")
    folders = {parent.as_posix() for path in paths for parent in PurePosixPath(path).parents}
    for code in _code(text):
        if code.rstrip("/") not in paths and code.rstrip("/") not in folders:
            yield f"{page}: `{code}` is no file of the repository"
    for target in targets(text):
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        path = _resolved(page, unquote(parts.path))
        if path not in paths and path not in folders:
            yield f"{page}: {target} leads to no file of the repository"
        elif parts.fragment and path.endswith(".md") and unquote(parts.fragment) not in anchors(_text(root, path)):
            yield f"{page}: {target} leads to no heading of {path}"
    for match in MACHINE_PATH.finditer(text):
        yield f"{page}: {match[0]} is a path of one machine"


def _resolved(page: str, target: str) -> str:
    """A relative target from the root; one that leaves the repository stays as it is."""
    parts: list[str] = [] if target.startswith("/") else list(PurePosixPath(page).parent.parts)
    for part in PurePosixPath(target).parts if target else [PurePosixPath(page).name]:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts) or "."


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def targets(text: str) -> Iterator[str]:
    """Where the links and pictures of a Markdown text lead."""
    for token in _tokens(MARKDOWN.parse(text)):
        target = token.attrGet("href") or token.attrGet("src")
        if target:
            yield str(target)


def _code(text: str) -> Iterator[str]:
    """Files of the repository that a text names in code within a line."""
    return (
        token.content
        for token in _tokens(MARKDOWN.parse(text))
        if token.type == "code_inline" and FILE_IN_CODE.fullmatch(token.content)
    )


def anchors(text: str) -> set[str]:
    """The anchors of a Markdown text: of its headings, numbered where several are alike."""
    tokens = MARKDOWN.parse(text)
    headings = [content for token, content in pairwise(tokens) if token.type == "heading_open"]
    slugs = [_UNANCHORED.sub("", _words(heading).lower()).replace(" ", "-") for heading in headings]
    before: Counter[str] = Counter()
    every = set()
    for slug in slugs:
        every.add(f"{slug}-{before[slug]}" if before[slug] else slug)
        before[slug] += 1
    return every


def _words(heading: Token) -> str:
    """A heading as one reads it: without marks, links as their labels."""
    return "".join(token.content for token in _tokens([heading]) if token.type in ("text", "code_inline"))


def _tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


if __name__ == "__main__":
    every = files()
    sys.exit("\n".join(line for page in documents(every) for line in broken(page, every)) or None)
