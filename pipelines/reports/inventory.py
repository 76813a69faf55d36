"""The inventory: every file of the collections is a report, with whose and of which year it is, or is left out, with reason and cure.

Belongs here: going through the files once. Does not: the text of a report (``assets``), or whether a bad file stops the run (``assets``).
"""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import polars as pl

from pipelines.base import sidecars
from pipelines.base.pool import mapped
from pipelines.base.progress import counted
from pipelines.base.settings import RAW
from pipelines.reports import identity, provenance
from pipelines.reports.collections import Collection, Looked
from pipelines.reports.kinds import refuse_other
from pipelines.reports.read import SECONDS, SUFFIXES, Canonical, canonical_text, title_of
from pipelines.reports.witnesses import (
    read_sidecar,
    refuse_contradiction,
    region_of_folder,
    sidecar_of,
    witnesses,
)
from schemas.codelists import places
from schemas.dates import FIRST_YEAR, LAST_YEAR, last_known, partial_date
from schemas.errors import InputError

# What editors, downloads and back-ups leave: no report, and nobody's mistake.
LEFTOVERS = (".part", ".bak", ".tmp", ".old", ".orig", ".swp", ".crdownload", ".download", "~")

_DATE = "Write the date of the report"


class Inventory(NamedTuple):
    """The tables ``inventory`` and ``left_out``; ``changed`` are files that were others when they were read than at the look before."""

    reports: pl.DataFrame
    left_out: pl.DataFrame
    changed: tuple[str, ...] = ()

    def years(self) -> list[str]:
        """The years of the reports, in order."""
        return sorted(str(year) for year in self.reports["year"].unique())


def reasons(left_out: pl.DataFrame) -> list[str]:
    """Rows of ``left_out`` as people mend them, a sentence each: file, place, reason and cure."""
    return [str(InputError(row["file"], row["place"] or "", row["reason"], row["cure"])) for row in left_out.to_dicts()]


class Seen(NamedTuple):
    """What was read of a file: the marks of it and of its sidecar then, and its row in ``inventory`` or, where it is none, in ``left_out``."""

    marks: list[str | None]
    report: dict[str, Any] | None
    left_out: dict[str, Any] | None


class _File(NamedTuple):
    """A file to be read: its collection and path, and the marks of it and of its sidecar."""

    collection: Collection
    path: str
    marks: list[str | None]

    @property
    def key(self) -> str:
        """Its path below the name of its collection."""
        return f"{self.collection.name}/{self.path}"


def take(
    collections: Iterable[Collection],
    seen: MutableMapping[str, Seen] | None = None,
    marked: Mapping[str, Mapping[str, str]] | None = None,
    workers: int = 1,
) -> Inventory:
    """Go through all collections; of several files of one report the first counts.

    Args:
        collections: in their order.
        seen: what the same code read of files before, by collection and path; a file with the same marks is not read again. Afterwards
            it holds the files that are there now.
        marked: the marks of the files of each collection at a look before, which counts; else they are looked at now.
        workers: how many processes read the files (``pool.mapped``).

    Raises:
        InputError: a collection cannot be looked at, or one of the settings holds no file of a report.
    """
    left_out: list[dict[str, Any]] = []
    files: list[_File] = []
    origins: dict[str, str] = {}
    for collection in collections:
        marks = marked[collection.name] if marked else collection.files.marks()
        reports = [path for path in marks if _kind(path) == "report"]
        if not reports and collection.name != RAW:
            raise InputError(
                collection.name, "", "the collection holds no report", "Name a folder of <place>/<year>.md"
            )
        left_out += [_ignored(collection, path) for path in marks if _kind(path) == "leftover"]
        origins |= {f"{collection.name}/{path}": origin for path, origin in _origins(collection, marks).items()}
        files += [_File(collection, path, [marks[path], marks.get(sidecar_of(path))]) for path in reports]
    known = {file.key: seen[file.key] for file in files if seen and file.key in seen}
    unread = [file for file in files if file.key not in known or known[file.key].marks != file.marks]
    read = counted(mapped(_see, unread, workers=workers, seconds=SECONDS), len(unread), "files of reports")
    changed: list[str] = []
    for file, (of_file, others) in zip(unread, read, strict=True):
        known[file.key] = of_file
        changed += [f"{file.collection.name}/{other}" for other in others]
    now = {file.key: known[file.key] for file in files}
    if seen is not None:
        seen.clear()
        seen.update(now)
    left_out += [of_file.left_out for of_file in now.values() if of_file.left_out]
    # What the table says is not kept with the file: it may change and the file not.
    rows = [
        of_file.report | ({"text_from": origins[key]} if key in origins else {})
        for key, of_file in now.items()
        if of_file.report
    ]
    return _settled(rows, left_out)._replace(changed=tuple(sorted(changed)))


def _see(file: _File) -> tuple[Seen, list[str]]:
    """What a file says, and which of it and its sidecar were others when they were read than by their marks."""
    marks = {path: mark for path, mark in zip((file.path, sidecar_of(file.path)), file.marks, strict=True) if mark}
    looked = Looked(file.collection.files, marks)
    collection = replace(file.collection, files=looked)
    try:
        seen = Seen(file.marks, _row(collection, file.path, marks), None)
    except InputError as error:
        seen = Seen(file.marks, None, _set_aside(collection, error))
    return seen, sorted(looked.changed)


def _origins(collection: Collection, marks: Mapping[str, str]) -> Mapping[str, str]:
    """Where the files of a collection are from, by path, as far as a table beside them says."""
    if provenance.FILE not in marks:
        return {}
    file = collection.file(provenance.FILE)
    return provenance.read(collection.read(file), file)


def _kind(path: str) -> str:
    name = PurePosixPath(path).name.lower()
    if path == provenance.FILE:
        return "provenance"
    if name.endswith(LEFTOVERS):
        return "leftover"
    return "sidecar" if name.endswith(sidecars.SUFFIX) else "report"


def _row(collection: Collection, path: str, marks: Mapping[str, str]) -> dict[str, Any]:
    """The row of a file in the table ``inventory``.

    Raises:
        InputError: names the file, the place in it, the reason and the cure.
    """
    file, raw = collection.file(path), collection.name == RAW
    _refuse_name(file, raw=raw)
    content = collection.read(file)
    canonical = canonical_text(content, file)
    beside = sidecar_of(path)
    sidecar: dict[str, Any] = {}
    if beside in marks:
        sidecar = read_sidecar(
            collection.read(collection.file(beside)), collection.file(beside), sidecars.sha256(content)
        )
    if raw:
        refuse_contradiction(collection.file(beside), sidecar, region_of_folder(path), int(PurePosixPath(path).stem))
    if not raw:  # what a person put into raw/ is a report, as its folder says
        refuse_other(file, canonical.front.get("title", ""), canonical.text)
    whose = witnesses(path, canonical.text, canonical.front, sidecar, raw=raw)
    if whose.region_code is None or whose.year is None:
        unknown = " and ".join(
            name for name, answer in (("place", whose.region_code), ("year", whose.year)) if answer is None
        )
        reason, folder = f"neither folder, file name nor text tells its {unknown}", PurePosixPath(path).parent.name
        if whose.region_code is None and places.codes(folder):
            reason = f"{reason}; {places.doubt(folder)[0]}"
        cure = "Call the folder by the place or its GB/T 2260 code and the file by the year, or write a sidecar"
        raise InputError(file, "", reason, cure)
    row = report_row(whose.region_code, whose.year, file, content, canonical, sidecar)
    return row | {"collection": collection.name, "disagreement": whose.disagreement}


def _refuse_name(file: str, *, raw: bool) -> None:
    """What cannot be a report's file by its name alone; in raw/ names keep a form."""
    path = PurePosixPath(file)
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(file, "", f"a report is one of {', '.join(SUFFIXES)}", "Convert the file or move it away")
    if not raw:
        return
    if not (path.stem.isdecimal() and len(path.stem) == 4 and FIRST_YEAR <= int(path.stem) <= LAST_YEAR):
        reason = f"{path.stem!r} is no report year from {FIRST_YEAR} to {LAST_YEAR}"
        raise InputError(file, "file name", reason, "Name the file <year>.txt, <year>.md or <year>.html")
    places.known(
        path.parent.name, file, "folder name", f"Name the folder by the government, 甘肃省, or by {places.CODE}"
    )


def report_row(
    region_code: str, year: int, file: str, content: bytes, canonical: Canonical, sidecar: Mapping[str, Any]
) -> dict[str, Any]:
    """The row of a report: provenance from the sidecar, else from front matter and text.

    Raises:
        InputError: the date of the report is none.
    """
    provenance = canonical.front | dict(sidecar)
    published, precision = _published(file, year, provenance, canonical.text)
    if published and published < date(year - 1, 1, 1):
        reason = f"{published} is before the year that the report looks back on, {year - 1}"
        raise InputError(sidecar_of(file), "key published", reason, _DATE)
    return {
        "report_id": f"{region_code}-{year}",
        "region_code": region_code,
        "year": year,
        "title": title_of(canonical, sidecar),
        "source_url": provenance.get("source_url"),
        "published": published,
        "published_precision": precision,
        "file": file,
        "encoding": canonical.encoding,
        "raw_sha256": sidecars.sha256(content),
        "text_sha256": sidecars.sha256(canonical.text.encode()),
        "chars": len(canonical.text),
        "level": places.level(region_code),
        "text_from": provenance.get("source_url"),
    }


def fault(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first column of a row of ``inventory`` that breaks the contract, and why; None where all is well."""
    import schemas
    from schemas import contract

    rejects = contract.split(schemas.model("inventory"), [row], "inventory").rejects
    return next(((f"column {each['column']}", each["reason"]) for each in rejects.iter_rows(named=True)), None)


def _published(file: str, year: int, provenance: Mapping[str, Any], text: str) -> tuple[Any, str | None]:
    if "published" in provenance:
        try:
            return partial_date(str(provenance["published"]))
        except ValueError as error:
            raise InputError(sidecar_of(file), "key published", str(error), _DATE) from None
    # Most texts open with the day on which the report was given.
    day = identity.delivered_on(text, year)
    return (day, "day") if day else (None, None)


def _settled(rows: list[dict[str, Any]], left_out: list[dict[str, Any]]) -> Inventory:
    """One row a report, all within the contract; what is left of the files, with the reasons."""
    import schemas
    from schemas import contract

    rows, undated = _dated(rows)
    kept, superseded = _first_of_each(rows)
    split = contract.split(schemas.model("inventory"), kept, "inventory")
    refused = [
        _left_out(kept[reject["row"] - 1]["collection"], kept[reject["row"] - 1]["file"], f"column {reject['column']}", reject["reason"], "Mend the file or its sidecar")
        for reject in split.rejects.unique("row", keep="first", maintain_order=True).iter_rows(named=True)
    ]  # fmt: skip
    files = pl.DataFrame(
        [*left_out, *undated, *superseded, *refused], schema=contract.dtypes(schemas.model("left_out"))
    )
    return Inventory(split.good, files.sort("collection", "file"))


def _dated(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows whose date can be, beside all others; and the rows of ``left_out`` for those that say a later one."""
    newest = max((row["year"] for row in rows), default=LAST_YEAR)
    late = {at: reason for at, row in enumerate(rows) if (reason := too_late(row, newest))}
    refused = [
        _left_out(rows[at]["collection"], rows[at]["file"], "key published", why, _DATE) for at, why in late.items()
    ]
    return [row for at, row in enumerate(rows) if at not in late], refused


def too_late(row: Mapping[str, Any], newest: int) -> str | None:
    """Why a report cannot be of its date where the newest report at hand is of that year; None where it can."""
    day, latest = row["published"], last_known(newest)
    # Of a file that was read before it is text as it was noted; days of ISO 8601 are in order as texts too.
    if day is None or str(day) <= str(latest):
        return None
    return f"{day} is later than {latest}, the end of the year after that of the newest report at hand"


def _first_of_each(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The best file of every report and, in raw/, the first of every text; and the rows of ``left_out`` for the others."""
    rows = _undisputed_first(rows)
    kept: dict[str, dict[str, Any]] = {}
    texts: dict[str, dict[str, Any]] = {}  # of raw/, by the hash of their bytes
    superseded = []
    for row in rows:
        raw = row["collection"] == RAW
        if twin := kept.get(row["report_id"]) or (texts.get(row["raw_sha256"]) if raw else None):
            superseded.append(_superseded(row, twin["file"]))
            continue
        kept[row["report_id"]] = row
        if raw:
            texts[row["raw_sha256"]] = row
    return list(kept.values()), superseded


def _undisputed_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order of the files; but of a collection's files of one report that which all witnesses agree on comes first.

    A copy under another place or year must not take the place of the file that lies where it belongs.
    """
    agreed = {(row["collection"], row["report_id"]) for row in rows if row["disagreement"] is None}
    first: list[dict[str, Any]] = []
    later: list[dict[str, Any]] = []
    for row in rows:
        astray = row["collection"] != RAW and row["disagreement"] and (row["collection"], row["report_id"]) in agreed
        (later if astray else first).append(row)
    return first + later


def _superseded(row: Mapping[str, Any], twin: str) -> dict[str, Any]:
    """Two files of raw/ that are one report are a mistake; that a collection has what another has is none."""
    raw = row["collection"] == RAW
    return _left_out(
        row["collection"],
        row["file"],
        None,
        f"the same report stands in {twin}" if raw else f"{row['report_id']} is read from {twin}",
        "Remove one of the two",
        "set_aside" if raw else "superseded",
    )


def _set_aside(collection: Collection, error: InputError) -> dict[str, Any]:
    """The error names the report's file, or the sidecar beside it."""
    return _left_out(collection.name, error.file, error.place or None, error.reason, error.cure)


def _ignored(collection: Collection, path: str) -> dict[str, Any]:
    reason = "the name is that of a part, a copy or a temporary file"
    return _left_out(collection.name, collection.file(path), None, reason, "Remove it", "ignored")


def _left_out(
    collection: str, file: str, place: str | None, reason: str, cure: str, kind: str = "set_aside"
) -> dict[str, Any]:
    return {"file": file, "place": place, "reason": reason, "cure": cure, "collection": collection, "kind": kind}
