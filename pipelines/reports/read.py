"""Raw report files: how they are decoded, and the canonical text that every offset points into.

Belongs here: the way from bytes to text (``encoding``, ``markup``, ``wrapped``), and page chrome. Does not: whose report it is
(``witnesses``), or what the text says (``pipelines/targets``).
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pipelines.reports import markup
from pipelines.reports.encoding import decode
from pipelines.reports.wrapped import unwrapped
from schemas.errors import InputError

SUFFIXES = (".txt", ".md", ".html", ".htm")

LONGEST_TITLE = 120
# The longest of 2,649 reports has 57,000 characters. A page may hold pictures too: so many bytes are taken of one that is fetched.
MOST_CHARACTERS, MOST_BYTES = 1_000_000, 20_000_000
# What one file takes of a core, roughly, with all that is asked of its text.
SECONDS = 0.01

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

    The bytes are decoded, line ends become ``\\n``, markup (Markdown, HTML, entities), page chrome and the lines of a wrapped page go;
    nothing else is normalised: signs stay as printed, and are made plain where they are read (``targets/reading``).

    Raises:
        InputError: the file is empty, binary, in neither UTF-8 nor GB18030, no Chinese text, or longer than any report.
    """
    refuse_long(len(content), MOST_BYTES, "bytes", file)
    decoded, encoding = _decode(content, file)
    decoded = decoded.replace("\r\n", "\n").replace("\r", "\n")
    front: dict[str, Any] = {}
    if match := _FRONT_MATTER.match(decoded):
        pairs = (line.partition(":") for line in match[1].splitlines())
        front = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}
        if "source" in front:
            front["source_url"] = front.pop("source")
        decoded = decoded[match.end() :]
    if str(file).endswith((".html", ".htm")) or markup.is_page(decoded):
        title, page = markup.main_text(decoded, file)
        front.setdefault("title", title)
        text = unwrapped(_without_chrome(markup.without_entities(page)))
    elif str(file).endswith(".md"):
        # Lines first: Markdown knows neither indents nor pages.
        lines = unwrapped(_without_chrome(markup.without_entities(decoded)))
        text = _without_chrome(markup.without_markdown(lines))
    else:
        text = unwrapped(_without_chrome(markup.without_tags(markup.without_entities(decoded))))
    text = text.strip()
    if not text:
        raise InputError(file, "", "the report holds no text", "Put the report's text into the file, or remove it")
    refuse_long(len(text), MOST_CHARACTERS, "characters", file)
    return Canonical(text, encoding, front)


def refuse_long(length: int, most: int, what: str, file: object) -> None:
    """A text, or a file, that is longer than any report is none, and nothing is asked of it.

    Raises:
        InputError: it is longer than ``most``.
    """
    if length > most:
        reason = f"it has {length:,} {what}, and no report has more than {most:,}"
        raise InputError(file, "", reason, "Give each report a file of its own")


def _without_chrome(text: str) -> str:
    return _CHROME.sub("", text)


def title_of(canonical: Canonical, sidecar: Mapping[str, Any]) -> str:
    """The title of a report: as the sidecar says, else the front matter, else the first line of the text."""
    title: str | None = (canonical.front | dict(sidecar)).get("title")
    return title or canonical.text.split("\n", 1)[0].strip()[:LONGEST_TITLE]


def _decode(content: bytes, file: object) -> tuple[str, str]:
    if not content.strip():
        raise InputError(file, "", "the file is empty", "Put the report's text into the file, or remove it")
    decoded, encoding = decode(content, file)
    if match := _CONTROL.search(decoded):
        raise InputError(
            file,
            f"character {match.start()}",
            f"the control character {match[0]!r} shows that this is a binary file",
            "Export the report as plain text in UTF-8",
        )
    return decoded, encoding
