"""Reports outside raw/: single files, and folders of ``<place or region code>/<year>.*`` as people collect them.

Belongs here: what a file's surroundings tell of region and year. Does not: decoding (``read``), or what a text says of itself
(``identity``).
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.reports import identity
from pipelines.reports.read import SUFFIXES, canonical_text, report_row
from schemas import codelists
from schemas.errors import InputError


@dataclass(frozen=True)
class LooseReport:
    """A text from anywhere, with the region and year that its surroundings tell; None where nothing tells them."""

    text: str
    region_code: str | None
    year: int | None


def read_any(content: bytes, file: str) -> LooseReport:
    """A report outside raw/: region and year from a sidecar beside it, else from front matter, else from the title.

    Raises:
        InputError: the file cannot be read, or the sidecar is wrong.
    """
    text, _, front = canonical_text(content, file)
    told = {} if file == "-" else _sidecar(Path(file))
    title = front.get("title") or text.partition("\n")[0]
    region, year = identity.region_code(title, text), identity.report_year(title, text)
    return LooseReport(text, told.get("region_code", front.get("region_code", region)), told.get("year", year))


def read_folder(folder: Path) -> Iterator[LooseReport]:
    """The reports of a folder of ``<place or region code>/<year>.*`` one after the other, in the order of their paths.

    Raises:
        InputError: the folder holds no report, or a file cannot be read.
    """
    for path in _files(folder):
        yield read_any(path.read_bytes(), str(path))


def find_text(report: str, folders: Iterable[Path]) -> tuple[str, str, int | None]:
    """The canonical text of a report in folders of ``<place or region code>/<year>.*``, its SHA-256, and the year it is of.

    Args:
        report: ``650000-2023``, or place and year: ``某省/2023``.
        folders: looked through in their order.

    Raises:
        InputError: no folder holds the report.
    """
    place, _, year = report.rpartition("/" if "/" in report else "-")
    names = {place, *(row["name_zh"] for row in codelists.read("regions") if row["region_code"] == place)}
    names |= {row["short_zh"] for row in codelists.read("regions") if row["region_code"] == place}
    for folder in folders:
        for path in sorted(path for name in names for path in folder.glob(f"{name}/{year}.*")):
            if path.suffix in SUFFIXES:
                found = read_any(path.read_bytes(), str(path))
                return found.text, hashlib.sha256(found.text.encode()).hexdigest(), found.year
    raise InputError(report, "", f"the report is in none of {', '.join(map(str, folders))}", "Name its folder")


def text_at_hand(report: str, file: str, folders: Iterable[Path]) -> tuple[str, str] | None:
    """The canonical text of a report and its SHA-256, by the file that the table ``reports`` names, else by its id; None where no folder holds it.

    Raises:
        InputError: the file is there and cannot be read.
    """
    folders = [folder for folder in folders if folder.is_dir()]
    for folder in folders:
        path = folder.joinpath(*Path(file).parts[-2:])
        if path.is_file():
            text = canonical_text(path.read_bytes(), str(path))[0]
            return text, hashlib.sha256(text.encode()).hexdigest()
    try:
        return find_text(report, folders)[:2]
    except InputError:
        return None


@dataclass
class Collection:
    """The reports of a folder as rows of the table ``reports``, and the files that are none of them, each with the reason."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def collect(folder: Path, instead: Iterable[str] = ()) -> Collection:
    """The reports of a folder; the folder of a file tells its region, the text its year, since a site files January's report under December.

    A sidecar knows better than both.

    Args:
        folder: holds ``<place or region code>/<year>.*``.
        instead: report ids that are at hand elsewhere and win.

    Raises:
        InputError: the folder holds no report, or a file cannot be read.
    """
    found, taken = Collection(), dict.fromkeys(instead, "raw/")
    places = {row[key]: row["region_code"] for row in codelists.read("regions") for key in ("region_code", "name_zh")}
    places |= {row["short_zh"]: row["region_code"] for row in codelists.read("regions") if row["level"] != "county"}
    for path in _files(folder):
        file, content = f"{path.parent.name}/{path.name}", path.read_bytes()
        text, encoding, front = canonical_text(content, file)
        beside = _sidecar(path)
        told = front | beside
        title = told.get("title") or text.partition("\n")[0]
        region = beside.get("region_code") or places.get(path.parent.name) or identity.region_code(title, text)
        year = beside.get("year") or identity.report_year(title, text)
        if region is None or year is None:
            found.left_out.append((file, "neither folder nor text tells its region and year"))
            continue
        row = report_row(region, year, file, content, (text, encoding, told))
        if row["report_id"] in taken:
            found.left_out.append((file, f"{row['report_id']} is {taken[row['report_id']]}"))
            continue
        taken[row["report_id"]] = file
        found.rows.append(row)
    return found


def _sidecar(path: Path) -> dict[str, Any]:
    """What the sidecar beside a file tells; nothing where there is none.

    Raises:
        InputError: it is no TOML.
    """
    sidecar = path.with_suffix(".toml")
    try:
        return tomllib.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            sidecar, "", f"the sidecar is no TOML: {error}", "Mend it after the example in the README"
        ) from None


def _files(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.glob("*/*") if path.suffix in SUFFIXES)
    if not files:
        raise InputError(folder, "", "the folder holds no report", "Name a folder of <place>/<year>.md")
    return files
