"""A report that a person adds to raw/: whose it is and of which year, whether raw/ has it already, and its place with its provenance.

Belongs here: what is refused, and what is written. Does not: where the bytes come from (``pipelines.base.web``), or what a report says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import sidecars
from pipelines.base.files import read_whole
from pipelines.base.limited import within
from pipelines.base.settings import RAW
from pipelines.reports.collections import REPORTS, Collection, Folder
from pipelines.reports.inventory import fault, report_row, take, too_late
from pipelines.reports.kinds import refuse_other
from pipelines.reports.lookup import sidecar_beside
from pipelines.reports.read import SUFFIXES, Canonical, canonical_text
from pipelines.reports.witnesses import Identity, witnesses
from schemas.codelists import places
from schemas.dates import FIRST_YEAR, LAST_YEAR, partial_date
from schemas.errors import InputError

# What strangers wrote is read in a process of its own, which can be ended; a report takes one or two seconds.
_SECONDS = 20.0
# The keys of a sidecar that are kept as they are given; region and year are always written.
_PROVENANCE = ("title", "source_url", "published")
# What a server calls a text; everything else is read as a web page.
_TYPES = {"text/plain": ".txt", "text/markdown": ".md"}


@dataclass(frozen=True)
class Source:
    """Where a report comes from.

    ``name`` is the file or address as the person wrote it, for errors. ``suffix`` is the form: .txt, .md, .html. ``path`` is the file's
    whole path, empty for an address. ``sidecar`` is what the file beside it says, ``note`` the first line of the new sidecar.
    """

    name: str
    content: bytes
    suffix: str
    path: str = ""
    sidecar: Mapping[str, Any] | None = None
    note: str = ""


@dataclass(frozen=True)
class Addition:
    """A report that may be added and is not written yet: its place, its text, its row of ``inventory``, and who told whose it is."""

    path: Path
    source: Source
    text: str
    row: Mapping[str, Any]
    whose: Identity


def from_file(path: Path) -> Source:
    """A report from a file, with what a sidecar beside it says.

    Raises:
        InputError: it is in no form that is read, or its sidecar is wrong.
        OSError: it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        cure = "Save the text of the report as UTF-8 text, and add that"
        raise InputError(path, "", f"a report is one of {', '.join(SUFFIXES)}", cure)
    content = read_whole(path)
    return Source(str(path), content, suffix, str(path.absolute()), sidecar_beside(path, content))


def from_page(address: str, content: bytes, content_type: str, day: str) -> Source:
    """A report from a page as it came on a day (YYYY-MM-DD)."""
    suffix = _TYPES.get(content_type.partition(";")[0].strip().lower(), ".html")
    return Source(address, content, suffix, sidecar={"source_url": address}, note=f"As it came on {day}.")


def prepare(source: Source, raw: Path, said: Mapping[str, Any]) -> Addition:
    """Look whether a report may be added to raw/; nothing is written.

    Args:
        source: where it comes from.
        raw: the folder of that name.
        said: what the person says of it: any of region (a place or code), year, title, source_url, published.

    Raises:
        InputError: it holds no text, or is a document of another kind; region or year are unknown; raw/ has that report, or that text; what is said of it breaks a rule.
    """
    canonical = _canonical(source)
    sidecar = dict(source.sidecar or {}) | _checked(said)
    refuse_other(source.name, canonical.front.get("title", ""), canonical.text)
    whose = witnesses(source.path, canonical.text, canonical.front, sidecar)
    region_code, year = _known(source, whose)
    path = raw / REPORTS / region_code / f"{year}{source.suffix}"
    _refuse_standing(source, raw, region_code, year)
    row = report_row(region_code, year, f"{REPORTS}/{region_code}/{path.name}", source.content, canonical, sidecar)
    if broken := fault(row | {"collection": RAW, "disagreement": None}):
        raise InputError(source.name, *broken, "Say it otherwise with --title or --source-url")
    there = take([Collection(RAW, Folder(raw / REPORTS, required=False), REPORTS)]).reports
    if late := too_late(row, max([year, *there["year"]])):
        raise InputError(source.name, "published", late, "Say the date of the report with --published")
    _refuse_twin(source, raw, row, there)
    cells = {key: sidecar[key] for key in _PROVENANCE if key in sidecar}
    kept = Source(source.name, source.content, source.suffix, source.path, cells, source.note)
    return Addition(path, kept, canonical.text, row, whose)


def store(addition: Addition) -> None:
    """Write the report as it came, and its sidecar beside it."""
    row, source = addition.row, addition.source
    cells = {**(source.sidecar or {}), "region_code": row["region_code"], "year": row["year"]}
    sidecars.put(addition.path, source.content, cells, source.note)


def _checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the person says, as a sidecar holds it."""
    cells = {key: said[key] for key in ("year", *_PROVENANCE) if said.get(key) is not None}
    if said.get("region") is not None:
        cells["region_code"] = places.known(said["region"], "--region")
    if not FIRST_YEAR <= cells.get("year", FIRST_YEAR) <= LAST_YEAR:
        reason = f"{cells['year']} is no report year from {FIRST_YEAR} to {LAST_YEAR}"
        raise InputError("--year", "", reason, "Say the year that the report plans for")
    if "published" in cells:
        try:
            partial_date(cells["published"])
        except ValueError as error:
            raise InputError("--published", "", str(error), "Write 2024-01-30, 2024-01 or 2024") from None
    return cells


def _canonical(source: Source) -> Canonical:
    try:
        return within(_SECONDS, canonical_text, source.content, f"report{source.suffix}", place=source.name)
    except InputError as error:
        raise InputError(source.name, error.place, error.reason, error.cure) from None


def _known(source: Source, whose: Identity) -> tuple[str, int]:
    """Region and year."""
    if whose.region_code is not None and whose.year is not None:
        return whose.region_code, whose.year
    options = {"--region 甘肃省": whose.region_code, "--year 2024": whose.year}
    missing = [option for option, answer in options.items() if answer is None]
    unknown = " and ".join(option.partition(" ")[0].removeprefix("--") for option in missing)
    raise InputError(source.name, "", f"nothing in it tells its {unknown}", f"Say it: {' '.join(missing)}")


def _refuse_standing(source: Source, raw: Path, region_code: str, year: int) -> None:
    """No report, and no sidecar, of that region and year may lie in raw/ already, whatever its folder is called."""
    standing = (raw / REPORTS).glob(f"*/{year}.*")
    for path in sorted(standing, key=lambda path: (path.suffix == sidecars.SUFFIX, path)):
        if places.code(path.parent.name) == region_code:
            reason = f"raw/ has the report of {places.full_name(region_code)} {year} already, {path}"
            raise InputError(source.name, "", reason, "Remove that file if this one is better; nothing was written")


def _refuse_twin(source: Source, raw: Path, row: Mapping[str, Any], there: pl.DataFrame) -> None:
    """No other report of raw/ may be the same text."""
    for twin in there.filter(pl.col("text_sha256") == row["text_sha256"]).iter_rows(named=True):
        named = f"{places.full_name(twin['region_code'])} {twin['year']}"
        reason = f"the same text is in raw/ already as the report of {named}, {raw / twin['file']}"
        raise InputError(source.name, "", reason, "Look which region and year are right; nothing was written")
