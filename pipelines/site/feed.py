"""The feed of a language as Atom (RFC 4287): new versions, newly published reports, verdicts that a later figure turned, corrections.

All dates are those of the data, so that the same data give the same feed. Belongs here: its entries and its XML. Does not: its words
(``words/around.toml``).
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

import polars as pl

from pipelines.packages.counts import once
from pipelines.packages.news import changed_verdicts, reports_moved
from pipelines.packages.package import Package
from pipelines.site import addresses, days
from pipelines.site.document import say
from pipelines.site.source import Edition, Source
from pipelines.site.tally import TALLY
from schemas import codelists
from schemas.safe_text import FORBIDDEN

PATH = "feed.xml"
# So many entries of each kind, the newest.
_MOST = 40
_FORBIDDEN = re.compile(FORBIDDEN)
_ATOM = "http://www.w3.org/2005/Atom"


class Entry(NamedTuple):
    """What happened on a day: ``name`` tells it from all others for ever, ``page`` lies below the folder of the language."""

    day: date
    name: str
    title: str
    summary: str
    page: str


def feed(source: Source, language: str) -> str:
    """The feed, newest first."""
    say_it = partial(say, "around", language)
    entries = sorted(_entries(source, language), key=lambda entry: (-entry.day.toordinal(), entry.name))
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": addresses.LANGUAGES[language]})
    _add(root, "id", _id(f"feed/{language}"))
    _add(root, "title", say_it("feed_title"))
    _add(root, "updated", _stamp(max((entry.day for entry in entries), default=source.main.day)))
    _add(_add(root, "author"), "name", source.main.descriptor["contributors"][0]["title"])
    if source.address:
        _add(root, "link", rel="self", href=f"{source.address}/{language}/{PATH}")
    _add(root, "link", rel="alternate", type="text/html", href=_to(source, language, "index.html"))
    for entry in entries:
        of = _add(root, "entry")
        _add(of, "id", _id(f"{language}/{entry.name}"))
        _add(of, "title", entry.title)
        _add(of, "updated", _stamp(entry.day))
        _add(of, "link", rel="alternate", type="text/html", href=_to(source, language, entry.page))
        _add(of, "summary", entry.summary)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    # What XML has no place for in any form would leave the feed unread as a whole.
    child.text = None if text is None else _FORBIDDEN.sub("\ufffd", text)
    return child


def _id(name: str) -> str:
    """The same wherever the site lies: readers know by it what they have read."""
    return uuid5(NAMESPACE_URL, f"mubiao/{name}").urn


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _to(source: Source, language: str, page: str) -> str:
    """A page's address, from the feed where the site has none."""
    return f"{source.address}/{language}/{page}" if source.address else page


def _entries(source: Source, language: str) -> Iterator[Entry]:
    names = {row["region_code"]: row[f"name_{language}"] for row in source.table("places").iter_rows(named=True)}
    yield from _reports(source, language, names)
    yield from _turned(source, language, names)
    for edition in source.editions:
        yield from _versions(edition, language)
        yield from _corrected(source, edition, language, names)


def _versions(edition: Edition, language: str) -> Iterator[Entry]:
    """The versions of a package; of the latest how much it changed."""
    changes = Package.open(edition.folder).changes()
    for version in edition.versions:
        day = date.fromisoformat(version["created"][:10])
        said = [say("around", language, "version_summary", day=days.printed(day, language))]
        if "withdrawn" in version:
            said.append(say("around", language, "version_withdrawn"))
        elif version["version"] == edition.version and changes is not None:
            moved = sum(map(len, reports_moved(changes).get("added", {}).values()))
            said.append(say("around", language, "version_changed", verdicts=changed_verdicts(changes).height, reports=moved))  # fmt: skip
        title = say("around", language, "version", title=edition.titles[language], version=version["version"])
        yield Entry(day, f"version/{edition.name}/{version['version']}", title, _joined(said, language), "corrections.html")  # fmt: skip


def _joined(said: list[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(said)


def _reports(source: Source, language: str, names: dict[str, str]) -> Iterator[Entry]:
    """The reports that came out last."""
    rows = once(source.columns("rows", "report_id", "status", "counted"))
    counts = rows.group_by("report_id").agg(**TALLY)
    known = source.table("reports").filter(pl.col("published").is_not_null())
    newest = known.sort("published", "report_id", descending=[True, False]).head(_MOST)
    for row in newest.join(counts, on="report_id", how="left", maintain_order="left").iter_rows(named=True):
        title = say("around", language, "report", place=names[row["region_code"]], year=str(row["year"]))
        counted = {name: row[name] or 0 for name in ("targets", "judged", "met")}
        summary = say("around", language, "report_summary" if counted["judged"] else "report_unjudged", **counted)
        yield Entry(row["published"], f"report/{row['report_id']}", title, summary, addresses.report(row["report_id"]))


def _turned(source: Source, language: str, names: dict[str, str]) -> Iterator[Entry]:
    """The targets whose verdict the newest figures turned."""
    rows = source.table("rows", changed=True, counted=True).filter(pl.col("newest_published").is_not_null())
    newest = rows.sort("newest_published", "rank", "target_id", descending=[True, False, False]).head(_MOST)
    for row in newest.iter_rows(named=True):
        said = _said(row["target_id"], row["status"], row["status_latest"], language, names)
        name = row["indicator"] if language == "zh" else row["name_en"]
        summary = say("around", language, "turned_summary", why=row[f"why_{language}"], publisher=row["newest_publisher"])  # fmt: skip
        title = say("around", language, "turned", indicator=name, **said)
        known = f"turned/{row['target_id']}/{row['status_latest']}"
        yield Entry(row["newest_published"], known, title, summary, addresses.row(row["target_id"]))


def _corrected(source: Source, edition: Edition, language: str, names: dict[str, str]) -> Iterator[Entry]:
    """The targets whose verdict the latest version of a package changed."""
    changes = Package.open(edition.folder).changes()
    if changes is None:
        return
    changed = changed_verdicts(changes).head(_MOST)
    held = set(source.columns("rows", "target_id").filter(pl.col("target_id").is_in(changed["target_id"].implode()))["target_id"])  # fmt: skip
    for row in changed.iter_rows(named=True):
        target_id = row["target_id"]
        title = say("around", language, "corrected", **_said(target_id, row["old"], row["new"], language, names))
        page = addresses.row(target_id) if target_id in held else "corrections.html"
        summary = row[f"why_{language}"] or ""
        yield Entry(edition.day, f"corrected/{edition.name}/{edition.version}/{target_id}", title, summary, page)


def _said(target_id: str, old: str, new: str, language: str, names: dict[str, str]) -> dict[str, Any]:
    """The government, the year and both verdicts of a target."""
    labels, region = codelists.labels("status", language), target_id[:6]
    return {"place": names.get(region, region), "year": target_id[7:11], "old": labels.get(old, old), "new": labels.get(new, new)}  # fmt: skip
