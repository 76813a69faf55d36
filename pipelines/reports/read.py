"""Raw report files: how they are decoded, and the canonical text that every offset points into.

Belongs here: bytes -> text, markup and page chrome. Does not: whose report it is (``witnesses``), or what the text says
(``pipelines/targets``).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipelines.reports.wrapped import unwrapped
from schemas.errors import InputError

SUFFIXES = (".txt", ".md", ".html", ".htm")

LONGEST_TITLE = 120

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Lines a web page adds around the text: the address it was copied from, who typed it, what to click.
_CHROME = re.compile(
    r"^[ \t　]*(?:转载链接|原文链接|责任编辑|责编|编辑|来源|信息来源|文章来源|稿源|浏览次数|字体|打印本页|关闭窗口|分享到|扫一扫|上一篇|下一篇|【打印】"
    r"|当前位置|您的位置|发布时间|发布日期|相关阅读|相关链接|字号)"
    r"[ \t　]*(?:[:：].*)?$\n?",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)


class Canonical(NamedTuple):
    """The canonical text of a raw file, the encoding it was read in, and what its front matter says (title, source_url)."""

    text: str
    encoding: str
    front: dict[str, Any]


def canonical_text(content: bytes, file: object) -> Canonical:
    """The canonical text of a raw file.

    The bytes are decoded, line ends become ``\\n``, markup (Markdown, HTML) and page chrome go; nothing else is normalised.

    Raises:
        InputError: the file is empty, binary, or in neither UTF-8 nor GB18030.
    """
    decoded, encoding = _decode(content, file)
    decoded = decoded.replace("\r\n", "\n").replace("\r", "\n")
    front: dict[str, Any] = {}
    if match := _FRONT_MATTER.match(decoded):
        pairs = (line.partition(":") for line in match[1].splitlines())
        front = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}
        if "source" in front:
            front["source_url"] = front.pop("source")
        decoded = decoded[match.end() :]
    if str(file).endswith(".md"):
        decoded = _without_markdown(decoded)
    elif str(file).endswith((".html", ".htm")):
        title, decoded = _main_text(decoded)
        front.setdefault("title", title)
    text = unwrapped(_CHROME.sub("", decoded)).strip()
    if not text:
        raise InputError(file, "", "the report holds no text", "Put the report's text into the file, or remove it")
    return Canonical(text, encoding, front)


def title_of(canonical: Canonical, sidecar: Mapping[str, Any]) -> str:
    """The title of a report: as the sidecar says, else the front matter, else the first line of the text."""
    title: str | None = (canonical.front | dict(sidecar)).get("title")
    return title or canonical.text.split("\n", 1)[0].strip()[:LONGEST_TITLE]


def _decode(content: bytes, file: object) -> tuple[str, str]:
    if not content.strip():
        raise InputError(file, "", "the file is empty", "Put the report's text into the file, or remove it")
    try:
        decoded, encoding = content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as utf8:
        try:
            decoded, encoding = content.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            raise InputError(
                file, f"byte {utf8.start}", "the text is neither UTF-8 nor GB18030", "Save the file as UTF-8"
            ) from None
    if match := _CONTROL.search(decoded):
        raise InputError(
            file,
            f"character {match.start()}",
            f"the control character {match[0]!r} shows that this is a binary file",
            "Export the report as plain text in UTF-8",
        )
    return decoded, encoding


def _main_text(page: str) -> tuple[str, str]:
    """The title of a web page, and its main text without navigation and footer; the cells of a table are a line a row."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    text = extract_plain_text(tree, main_content=True, alt_texts=False, links=False)
    return tree.title or "", re.sub(r"\n{3,}", "\n\n", text)


def _without_markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    # Lists stay as they are: "1." and "-" before a paragraph are the report's own numbering.
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .disable(["list", "code", "lheading", "reference", "escape", "entity", "autolink"])
    )
    lines: list[str] = []
    for token in parser.parse(text):
        if token.type == "inline":
            lines.append("".join(_inline_text(token.children or [])).strip())
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.strip())
    # CommonMark takes no emphasis that ends in a Chinese full stop before a letter (**…。**…): what it left goes here.
    return "\n\n".join(line.replace("**", "").removeprefix("- ") for line in lines if line)


def _inline_text(tokens: list[Any]) -> Iterator[str]:
    """The text of a paragraph; what it begins with in bold, before a blank, is a line of its own (**2022年工作回顾** 一年来…)."""
    opens = next((token.type for token in tokens if token.type != "text" or token.content.strip()), "")
    heading, after = opens == "strong_open", False
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif after and token.type == "text" and token.content[:1] in (" ", "\u3000"):
            yield "\n" + token.content[1:]
        elif token.type != "html_inline" and token.type != "image":
            yield token.content
        after = heading and token.type == "strong_close"
        heading = heading and not after
