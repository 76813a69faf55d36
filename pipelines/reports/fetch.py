"""Reports from where they were published: each address of the table once, the page as it came, and the report's text cut out of it.

Below a folder that is shaped like raw/ stand

    pages/<region>/<year>.html      what the server answered, as it came, and when it did
    reports/<region>/<year>.txt     the part of it whose letters are exactly those of the report (``letters``)
    differs/<region>/<year>.txt     the main text of a page that holds no such part: looked at by a person, never mixed with the rest

each with a sidecar of its provenance. A page that is there is not asked for again, only compared again. Belongs here: what is
asked for and where it goes. Does not: how a server is spoken to (``pipelines.base.web``), how a page is read (``read``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.base import sidecars
from pipelines.base.files import read_whole
from pipelines.base.limited import within
from pipelines.base.web import Client, UnavailableError, server_of
from pipelines.reports import letters
from pipelines.reports.read import SUFFIXES, canonical_text
from schemas.errors import InputError

Row = Mapping[str, Any]
# A page is read in a process of its own, since it may be written so that reading it never ends; a report takes one or two seconds.
_SECONDS = 20.0


class _Read(NamedTuple):
    """What a page holds: its main text, how many letters that has, and the part of it that is the report."""

    text: str
    letters: int
    report: str | None


class State(StrEnum):
    """What became of an address."""

    fetched = "fetched"
    there = "already there"
    differs = "differs"
    failed = "failed"


@dataclass(frozen=True)
class Result:
    """What became of the address of one report, and why."""

    report_id: str
    state: State
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.report_id}: {self.state}" + (f", {self.reason}" if self.reason else "")


def fetch(client: Client, rows: Iterable[Row], into: Path) -> Iterator[Result]:
    """Get the pages of the addresses that are not there yet, one after the other; an interrupted run goes on where it was.

    Args:
        client: asks the servers.
        rows: of the table of addresses.
        into: a folder that is shaped like raw/.
    """
    for row in in_turns(row for row in rows if row["source_url"]):
        try:
            yield _standing(row, into) or _fetch(client, row, into)
        except InputError as error:
            yield Result(row["report_id"], State.failed, str(error))


def in_turns(rows: Iterable[Row]) -> list[Row]:
    """The rows so that neighbours are of different hosts where it can be: while one host rests, another is asked."""
    by_host: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_host[server_of(row["source_url"])].append(row)
    ranked = ((rank, host, row) for host, of_host in by_host.items() for rank, row in enumerate(of_host))
    return [row for _, _, row in sorted(ranked, key=lambda ranking: ranking[:2])]


def _standing(row: Row, into: Path) -> Result | None:
    """The result where the report stands in its place already; a text that someone else put there stays."""
    for suffix in SUFFIXES:
        path = _path(into, "reports", row, suffix)
        if path.exists():
            if letters.mark(canonical_text(read_whole(path), path)[0]) == _mark(row):
                return Result(row["report_id"], State.there)
            return Result(row["report_id"], State.differs, f"{path} is another text and stays as it is")
    return None


def _fetch(client: Client, row: Row, into: Path) -> Result:
    if kept := _kept(row, into):
        return _sort(row, into, kept, _read(kept.read_bytes(), kept, row), State.there)
    page = client.get(row["source_url"])
    path = _path(into, "pages", row, ".txt" if page.content_type.startswith("text/plain") else ".html")
    try:
        read = _read(page.content, path, row)
    except InputError as error:  # nothing is kept of it, so it is asked for again another time
        raise UnavailableError(row["source_url"], f"what came is no report: {error.reason}") from None
    _write(path, page.content, row, f"As it came on {datetime.now(UTC):%Y-%m-%d}.")
    return _sort(row, into, path, read, State.fetched)


def _read(content: bytes, path: Path, row: Row) -> _Read:
    """What a page holds.

    Raises:
        InputError: it is no text, or reading it takes too long.
    """
    return within(_SECONDS, _read_at_once, content, path, _mark(row), place=path)


def _read_at_once(content: bytes, path: Path, wanted: letters.Mark) -> _Read:
    text = canonical_text(content, path)[0]
    return _Read(text, letters.mark(text).letters, letters.find(text, wanted))


def _kept(row: Row, into: Path) -> Path | None:
    """The page of an address that is there, whole and of the same address."""
    for suffix in SUFFIXES:
        path = _path(into, "pages", row, suffix)
        if path.exists() and _provenance(path) == (row["source_url"], sidecars.sha256(read_whole(path))):
            return path
    return None


def _provenance(path: Path) -> tuple[object, object] | None:
    """Address and hash that the sidecar of a page names; None where it cannot be read, so that the page is asked for again."""
    try:
        cells = sidecars.read(path, "Delete the page and fetch it again")
    except (FileNotFoundError, InputError):
        return None
    return cells.get("source_url"), cells.get("sha256")


def _sort(row: Row, into: Path, path: Path, read: _Read, state: State) -> Result:
    """Put the report's text among the reports, and any other apart."""
    page = path.relative_to(into).as_posix()
    apart = _path(into, "differs", row, ".txt")
    if read.report:
        _write(_path(into, "reports", row, ".txt"), read.report.encode(), row, f"The text of the report in {page}.")
        for old in (apart, apart.with_suffix(".toml")):
            old.unlink(missing_ok=True)
        return Result(row["report_id"], state)
    _write(
        apart, read.text.encode(), row, f"What {page} holds, which is not the text that the table of addresses knows."
    )
    reason = f"the {read.letters:,} letters of the page do not hold the {row['letters']:,} of the report; see {apart}"
    return Result(row["report_id"], State.differs, reason)


def _mark(row: Row) -> letters.Mark:
    return letters.Mark(row["letters"], row["letters_sha256"])


def _path(into: Path, kind: str, row: Row, suffix: str) -> Path:
    return into / kind / str(row["region_code"]) / f"{row['year']}{suffix}"


def _write(path: Path, content: bytes, row: Row, comment: str) -> None:
    cells = {key: row[key] for key in ("title", "region_code", "year", "source_url")}
    sidecars.put(path, content, cells, comment)
