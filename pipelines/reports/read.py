"""Raw report files: where they lie, how they are decoded, and the canonical text that every offset points into.

Belongs here: bytes -> text, markup and page chrome, provenance. Does not: what the text says (``pipelines/targets``).
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.reports import identity
from schemas import codelists
from schemas.dates import partial_date
from schemas.errors import InputError

SUFFIXES = (".txt", ".md", ".html", ".htm")
SIDECAR_KEYS = {"title", "region_code", "year", "source_url", "published", "sha256"}
FIRST_YEAR, LAST_YEAR = 1949, 2100

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Lines a web page adds around the text: the address it was copied from, who typed it, what to click.
_CHROME = re.compile(
    r"^[ \t　]*(?:转载链接|原文链接|责任编辑|责编|编辑|来源|信息来源|文章来源|稿源|浏览次数|字体|打印本页|关闭窗口|分享到|扫一扫|上一篇|下一篇|【打印】"
    r"|当前位置|您的位置|发布时间|发布日期|相关阅读|相关链接|字号)"
    r"[ \t　]*(?:[:：].*)?$\n?",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class RawReport:
    """A report file under raw/reports/<region_code>/<year>.<suffix>."""

    path: Path
    file: str
    region_code: str
    year: int

    @property
    def sidecar(self) -> Path:
        """The file of provenance beside it."""
        return self.path.with_suffix(".toml")


def raw_reports(raw: Path, year: int | None = None) -> Iterator[RawReport]:
    """Report files below ``raw``/reports in the order of their paths, all or of one year.

    Raises:
        InputError: a file that is neither a report nor a sidecar, or whose name is no year.
    """
    for path in sorted((raw / "reports").glob("*/*")):
        file = path.relative_to(raw).as_posix()
        if path.name.startswith(".") or path.suffix == ".toml":
            continue
        if path.suffix not in SUFFIXES:
            raise InputError(file, "", f"a report is one of {', '.join(SUFFIXES)}", "Convert the file or move it away")
        if not re.fullmatch(r"\d{4}", path.stem) or not FIRST_YEAR <= int(path.stem) <= LAST_YEAR:
            raise InputError(
                file,
                "file name",
                f"{path.stem!r} is no report year from {FIRST_YEAR} to {LAST_YEAR}",
                "Name the file <year>.txt, <year>.md or <year>.html",
            )
        if year is None or int(path.stem) == year:
            yield RawReport(path, file, path.parent.name, int(path.stem))


def read_reports(raw: Path, year: int) -> list[dict[str, Any]]:
    """Rows of the table ``reports`` for one year.

    Raises:
        InputError: a file that cannot be read, a sidecar that is wrong, or a text that stands twice below ``raw``.
    """
    _refuse_duplicates(raw_reports(raw))
    return [read_report(report) for report in raw_reports(raw, year)]


def read_report(report: RawReport) -> dict[str, Any]:
    """One row of the table ``reports``: provenance from the sidecar, else from front matter and text.

    Raises:
        InputError: names the file, the place in it, the reason and the cure.
    """
    content = report.path.read_bytes()
    decoded = canonical_text(content, report.file)
    told = decoded[2] | _sidecar(report, content)
    if not any(row["region_code"] == report.region_code for row in codelists.read("regions")):
        raise InputError(
            report.file,
            "folder name",
            f"{report.region_code!r} is no region of schemas/codelists/regions.csv",
            "Name the folder by the government's GB/T 2260 code, or add the code to the list",
        )
    return report_row(report.region_code, report.year, report.file, content, (*decoded[:2], told))


def report_row(
    region_code: str, year: int, file: str, content: bytes, decoded: tuple[str, str, dict[str, Any]]
) -> dict[str, Any]:
    """One row of the table ``reports`` from a file's bytes and what ``canonical_text`` makes of them.

    Raises:
        InputError: the date of the report is none.
    """
    text, encoding, told = decoded
    published, precision = _published(file, year, told, text)
    return {
        "report_id": f"{region_code}-{year}",
        "region_code": region_code,
        "year": year,
        "title": told.get("title") or text.split("\n", 1)[0].strip()[:120],
        "source_url": told.get("source_url"),
        "published": published,
        "published_precision": precision,
        "file": file,
        "encoding": encoding,
        "raw_sha256": hashlib.sha256(content).hexdigest(),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "chars": len(text),
        "text": text,
    }


def canonical_text(content: bytes, file: object) -> tuple[str, str, dict[str, Any]]:
    """The canonical text of a raw file, its encoding, and what its front matter tells (title, source_url).

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
    text = _CHROME.sub("", decoded).strip()
    if not text:
        raise InputError(file, "", "the report holds no text", "Put the report's text into the file, or remove it")
    return text, encoding, front


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


def _sidecar(report: RawReport, content: bytes) -> dict[str, Any]:
    if not report.sidecar.exists():
        return {}
    file = report.file.rpartition(".")[0] + ".toml"
    try:
        told = tomllib.loads(report.sidecar.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            file, "", f"the sidecar is no TOML: {error}", "Mend it after the example in the README"
        ) from None
    if unknown := sorted(set(told) - SIDECAR_KEYS):
        raise InputError(file, f"key {unknown[0]}", "unknown key", f"Use only {', '.join(sorted(SIDECAR_KEYS))}")
    _refuse_unlike(file, "region_code", told, report.region_code, "the folder")
    _refuse_unlike(file, "year", told, report.year, "the file name")
    _refuse_unlike(file, "sha256", told, hashlib.sha256(content).hexdigest(), "the file's bytes")
    return told


def _refuse_unlike(file: str, key: str, told: dict[str, Any], found: object, source: str) -> None:
    if key not in told or told[key] == found:
        return
    if key == "region_code" and not any(row["region_code"] == told[key] for row in codelists.read("regions")):
        reason = f"{told[key]!r} is no region of schemas/codelists/regions.csv"
    elif key == "year" and not (isinstance(told[key], int) and FIRST_YEAR <= told[key] <= LAST_YEAR):
        reason = f"{told[key]!r} is no report year from {FIRST_YEAR} to {LAST_YEAR}"
    else:
        reason = f"it says {told[key]!r}, {source} says {found!r}"
    raise InputError(file, f"key {key}", reason, "Mend the sidecar or move the report")


def _published(file: str, year: int, told: dict[str, Any], text: str) -> tuple[Any, str | None]:
    if "published" in told:
        try:
            return partial_date(str(told["published"]))
        except ValueError as error:
            raise InputError(
                file.rpartition(".")[0] + ".toml", "key published", str(error), "Write the date of the report"
            ) from None
    # Most texts open with the day on which the report was given.
    day = identity.delivered_on(text, year)
    return (day, "day") if day else (None, None)


def _refuse_duplicates(reports: Iterable[RawReport]) -> None:
    seen: dict[str, str] = {}
    for report in reports:
        for mark in (f"{report.region_code}-{report.year}", hashlib.sha256(report.path.read_bytes()).hexdigest()):
            if mark in seen:
                raise InputError(report.file, "", f"the same report stands in {seen[mark]}", "Remove one of the two")
            seen[mark] = report.file
