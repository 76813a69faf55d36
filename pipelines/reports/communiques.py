"""Files of statistical communiqués: text and Markdown, and whose they are, from where and of which day.

Belongs here: what front matter, title and first lines tell. Does not: the figures in the text, or the year that they are of
(``pipelines/statistics``).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.base.files import read_whole
from pipelines.reports import governments, identity
from pipelines.reports.read import canonical_text
from pipelines.reports.witnesses import witnesses
from schemas.codelists import places
from schemas.dates import partial_date
from schemas.errors import InputError

_HEAD = 300
_NATIONAL = ("中华人民共和国", "国家统计局")


@dataclass(frozen=True)
class File:
    """A communiqué: its canonical text with its SHA-256, the Markdown with its tables, and its provenance as printed."""

    path: Path
    region_code: str
    title: str
    text: str
    markdown: str
    sha256: str
    published: str
    address: str


def read(folder: Path, region: str | None = None) -> Iterator[File]:
    """The communiqués of a folder, in the order of their paths.

    Args:
        folder: holds one a Markdown file, with front matter of ``title``, ``source``, ``published`` and ``region_code``, all optional.
        region: GB/T 2260 code of all of them; else front matter tells it, else title and first lines.

    Raises:
        InputError: there is none, a file cannot be read, or nothing tells its region.
    """
    paths = sorted(folder.rglob("*.md"))
    if not paths:
        raise InputError(folder, "", "the folder holds no .md file", "Name a folder of communiqués")
    for path in paths:
        content = read_whole(path)
        text, encoding, front = canonical_text(content, path)
        title = front.get("title") or text.partition("\n")[0]
        published = front.get("published") or _day(text)
        try:
            _ = published and partial_date(published)
        except ValueError as error:
            raise InputError(path, "published", str(error), "Mend the front matter or the first lines") from None
        yield File(
            path,
            _region(path, title, text, front, {"region_code": region} if region else {}),
            title,
            text,
            content.decode(encoding),
            hashlib.sha256(text.encode()).hexdigest(),
            published,
            front.get("source_url", ""),
        )


def _day(text: str) -> str:
    """The day that the first lines print, or the month alone; the empty text where they print none."""
    year, month, day = identity.delivered(text) or (None, None, None)
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "") if year else ""


def _region(path: Path, title: str, text: str, front: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """Whose communiqué it is: a text that names provinces in its first sentences may be the nation's, so only title and first line count.

    Raises:
        InputError: nothing tells it, or what does names no region.
    """
    heading = {"title": f"{title}\n{text.partition(chr(10))[0]}"}
    region = witnesses(str(path), "", {**front, **heading}, named).region_code
    if region is None and any(name in text[:_HEAD] for name in _NATIONAL):
        return governments.NATION
    if region is None:
        raise InputError(path, "title", "it names no region", "Add region_code to the front matter, or give --region")
    return places.known(region, path, "region")
