"""How docs/ becomes a site: ``sphinx-build -W docs .mubiao/site-docs`` (``make docs-html``).

The pages are plain Markdown that a forge shows as well: what only a site needs, its tree of pages and links into the code, is added here as
a page is read. Belongs here: that, and how the site looks. Does not: any sentence.
"""

import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
ROOT = DOCS.parent
PARTS = ("start", "guides", "reference", "explanation", "decisions")

project = "Mubiao 目标"
html_title = project
author = copyright = "Mubiao contributors"
extensions = ["myst_parser"]
exclude_patterns: list[str] = []
html_theme = "furo"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None
# Drawings in Mermaid stay text, as nothing is fetched to draw them: no colours are known for their language.
suppress_warnings = ["misc.highlighting_failure"]
# Anchors as forges make them.
myst_heading_anchors = 4
LINK = re.compile(r"\[(?P<label>[^\]]*)\]\((?P<target>[^)\s#]+)(?:#[^)\s]*)?\)")


def tree(docname: str) -> str:
    """The part of the tree of pages that hangs on a page, which a forge has no use for; empty where none does."""
    if docname == "index":
        lists = (sorted(path.relative_to(DOCS).as_posix() for path in (DOCS / part).glob("*.md")) for part in PARTS)
        alone = sorted(path.name for path in DOCS.glob("*.md") if path.stem != "index")
        return _toctree("", alone) + "".join(
            _toctree(part.title(), paths) for part, paths in zip(PARTS, lists, strict=True) if paths
        )
    folder = (DOCS / docname).parent
    if Path(docname).name != "index" or folder.parent == DOCS:
        lower = sorted(folder.glob("*/index.md")) if docname == "reference/index" else []
    else:
        lower = sorted(path for path in folder.glob("*.md") if path.stem != "index")
    return _toctree("", [path.relative_to(folder).as_posix() for path in lower]) if lower else ""


def _toctree(caption: str, paths: list[str]) -> str:
    return "\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}" if caption else "", "", *paths, "```", ""])


def outside(text: str, docname: str) -> str:
    """A page whose links out of docs/ are words: the site has no code to lead to, and the repository no address of its own."""

    def word(match: re.Match[str]) -> str:
        target = (DOCS / docname).parent / match["target"]
        leaves = "://" not in match["target"] and not target.resolve().is_relative_to(DOCS)
        return match["label"] if leaves else match[0]

    return LINK.sub(word, text)


def as_read(app: Any, docname: str, source: list[str]) -> None:
    """Turn a page from what a forge shows into what a site needs."""
    source[0] = outside(source[0], docname) + tree(docname)


def setup(app: Any) -> None:
    """Register what happens as a page is read."""
    app.connect("source-read", as_read)
