"""Markup: what of a web page, a Markdown file, or a text that tags were left in, is text, and where its lines end.

Belongs here: HTML, Markdown, tags and entities. Does not: lines that a page wrapped (``wrapped``), or what is chrome (``read``).
"""

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas.errors import InputError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from resiliparse.parse.html import DOMContext, HTMLTree

_BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header"
    "|hr|html|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|title|tr|ul"
)
_CELLS = "td|th"
_INLINE = "a|abbr|b|big|col|colgroup|em|font|i|img|input|ins|label|link|meta|o:p|s|small|span|st1:[a-z]+|strike|strong|sub|sup|u"
_DROPPED = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(script|style)\b(?:(?!<\1\b).)*?</\1\s*>|<![a-z][^<>]*>|<\?xml[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
# <p>, </p>, <br/>, <div class="a">, and <divclass="a">, whose blank was lost.
_NAMES = f"{_BLOCKS}|{_CELLS}|{_INLINE}"
_TAG = re.compile(rf"</?({_NAMES})(?:\s[^<>]*|[a-z][a-z-]*\s*=[^<>]*)?/?>", re.IGNORECASE)
_GLUED = re.compile(
    rf"<({_NAMES})(?=(?:class|style|id|align|href|src|width|height|lang|target|title|name|color|face|size|data-[a-z-]+)\s*=)",
    re.IGNORECASE,
)
_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_CELL = re.compile(_CELLS, re.IGNORECASE)
_TABLE = re.compile(rf"\s*</?(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|{_CELLS})\b", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<!doctype html|<html\b|<head\b|<body\b)", re.IGNORECASE)
# Some lost their semicolon, or it became a Chinese one; then only those count that such texts have.
_ENTITY = re.compile(
    r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
    r"|&(permil|nbsp|middot|[lr][ds]quo|[mn]dash|times|hellip|#\d{2,5})(?:；|(?![\w;]))"
)
# Browsers nest elements 512 deep, pages some thirty. What looks for the main text goes up from every element.
_DEEPEST = 256
# &amp;amp;permil; is one that was escaped again by each that handed it on.
_ESCAPED_AGAIN = 3


def is_page(text: str) -> bool:
    """Whether a text is a whole web page, whatever its file is called."""
    return _PAGE.match(text) is not None


def main_text(page: str, file: object) -> tuple[str, str]:
    """The title of a web page, and its main text without navigation and footer; the cells of a table are a line a row.

    Raises:
        InputError: its elements are nested as those of no page are; ``file`` is its name.
    """
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(_GLUED.sub(r"<\1 ", page))
    _refuse_deep(tree, file)
    text = extract_plain_text(tree, main_content=True, alt_texts=False, links=False)
    return tree.title or "", re.sub(r"\n{3,}", "\n\n", text)


def _refuse_deep(tree: "HTMLTree", file: object) -> None:
    from resiliparse.parse.html import traverse_dom

    def look(context: "DOMContext") -> None:
        if context.depth > _DEEPEST:
            reason = f"its elements are nested more than {_DEEPEST} deep, as those of no page are"
            raise InputError(file, "", reason, "Take the text out of the page as plain UTF-8")

    if tree.document is not None:
        traverse_dom(tree.document, look)


def without_tags(text: str) -> str:
    """A text without the tags that were left in it; where a block or a line of the page ended, a new line begins."""
    if "<" not in text:
        return text
    stripped = _TAG.sub(lambda tag: _instead_of(tag[1]), _DROPPED.sub("", text))
    return re.sub(r"\n{3,}", "\n\n", stripped).strip() if stripped != text else text


def _instead_of(name: str) -> str:
    if _BLOCK.fullmatch(name):
        return "\n"
    return "\t" if _CELL.fullmatch(name) else ""


def without_entities(text: str) -> str:
    """A text with the signs that its entities stand for: ‰ for &permil;."""
    for _ in range(_ESCAPED_AGAIN):
        plain = _ENTITY.sub(_sign, text) if "&" in text else text
        if plain == text:
            break
        text = plain
    return text


def _sign(entity: re.Match[str]) -> str:
    return html.unescape(f"&{entity[1]};" if entity[1] else entity[0])


def without_markdown(text: str) -> str:
    """The text of a Markdown file: its paragraphs, a blank line between them; tags in it are taken out as in a text.

    A table in HTML is no text of a report, and goes; a break inside the cell of a table is none.
    """
    lines: list[str] = []
    before = ""
    for token in _markdown().parse(_DROPPED.sub("", text)):
        if token.type == "inline":
            line = "".join(_inline_text(token.children or []))
            lines.append((_BREAK.sub("", line) if before in ("td_open", "th_open") else line).strip())
        elif token.type in ("fence", "code_block") or (token.type == "html_block" and not _TABLE.match(token.content)):
            lines.append(token.content.strip())
        before = token.type
    # CommonMark takes no emphasis that ends in a Chinese full stop before a letter (**…。**…): what it left goes here.
    plain = (line.replace("**", "").removeprefix("- ") for line in lines if line)
    return "\n\n".join(line for line in map(without_tags, plain) if line)


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # Lists stay as they are: "1." and "-" before a paragraph are the report's own numbering.
    return MarkdownIt("commonmark").enable("table").disable(["list", "code", "lheading", "reference", "autolink"])


def _inline_text(tokens: list[Any]) -> Iterator[str]:
    """The text of a paragraph; what it begins with in bold, before a blank, is a line of its own (**2022年工作回顾** 一年来…)."""
    opens = next((token.type for token in tokens if token.type != "text" or token.content.strip()), "")
    heading, after = opens == "strong_open", False
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif after and token.type == "text" and token.content[:1] in (" ", "\u3000"):
            yield "\n" + token.content[1:]
        elif token.type != "image" and (token.type != "html_inline" or _TAG.fullmatch(token.content)):
            yield token.content
        after = heading and token.type == "strong_close"
        heading = heading and not after
