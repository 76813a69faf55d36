"""Whose report a file is, and of which year: what sidecar, folder, file name, front matter and text say, and what disagrees.

Belongs here: asking them. Does not: what a text says of itself (``governments``, ``identity``), what a witness weighs (``evidence``),
or how a file is decoded (``read``).
"""

import re
from collections.abc import Mapping
from pathlib import PurePath, PurePosixPath
from typing import Any, NamedTuple

from pipelines.base import sidecars
from pipelines.reports import governments, identity
from pipelines.reports.evidence import REGION_WEIGHTS, YEAR_WEIGHTS, Evidence, Finding, weigh
from schemas import codelists
from schemas.codelists import places
from schemas.dates import FIRST_YEAR, LAST_YEAR
from schemas.errors import InputError

SIDECAR_KEYS = {"title", "region_code", "year", "source_url", "published", "sha256"}


class Identity(NamedTuple):
    """Whose report it is (GB/T 2260 code) and of which year, None where nothing tells; who says so, and who says otherwise."""

    region_code: str | None
    year: int | None
    region_by: str | None
    year_by: str | None
    region_against: tuple[str, ...]
    year_against: tuple[str, ...]

    @property
    def disagreement(self) -> str | None:
        """Who says otherwise, as one line; None where all agree."""
        return "; ".join([*self.region_against, *self.year_against]) or None


def witnesses(
    path: str, text: str, front: Mapping[str, Any], sidecar: Mapping[str, Any], *, raw: bool = False
) -> Identity:
    """Ask all witnesses of a file.

    Args:
        path: ``…/<place or region code>/<year>.*``; empty where the text is from nowhere (standard input).
        text: the canonical text.
        front: what its front matter says.
        sidecar: what the file beside it says.
        raw: whether the file lies in raw/, whose names are to be believed.
    """
    title, plain = identity.plain(front.get("title") or ""), identity.plain(text)
    regions = [
        Evidence("raw" if raw else "folder", region_of_folder(path)),
        Evidence("sidecar", sidecar.get("region_code")),
        Evidence("front matter", front.get("region_code")),
        *governments.evidence(title, plain),
    ]
    years = [
        Evidence("raw" if raw else "file name", _year(PurePosixPath(path).stem)),
        Evidence("sidecar", sidecar.get("year")),
        Evidence("front matter", _year(front.get("year"))),
        *identity.evidence(title, plain),
    ]
    region, year = weigh(regions, REGION_WEIGHTS), weigh(years, YEAR_WEIGHTS)
    return Identity(region.answer, year.answer, region.by, year.by, _said(region), _said(year))


def _said(finding: Finding) -> tuple[str, ...]:
    """Who says otherwise, a line each: folder: 320400 常州市."""
    return tuple(
        f"{witness}: {answer}" + (f" {places.full_name(answer)}" if codelists.is_region(answer) else "")
        for witness, answer in finding.against
    )


def region_of_folder(path: str) -> str | None:
    """The region that the folder of a file names; None where it is the name of none, or of several."""
    return places.code(PurePosixPath(path).parent.name)


def _year(printed: object) -> int | None:
    """A report year, where a cell or a file name is one."""
    match = re.fullmatch(r"\d{4}", str(printed))
    return int(match[0]) if match and FIRST_YEAR <= int(match[0]) <= LAST_YEAR else None


def read_sidecar(content: bytes, file: str, sha256: str) -> dict[str, Any]:
    """What a sidecar (TOML) says of the report beside it.

    Args:
        content: its bytes.
        file: its path, for errors.
        sha256: hash of the report's bytes.

    Raises:
        InputError: it is no TOML, has a key that none knows, or is of another file.
    """
    sidecar = sidecars.parse(content, file, "Mend it after the example in docs/guides/add-a-report.md")
    if unknown := sorted(set(sidecar) - SIDECAR_KEYS):
        raise InputError(file, f"key {unknown[0]}", "unknown key", f"Use only {', '.join(sorted(SIDECAR_KEYS))}")
    if (region := sidecar.get("region_code")) is not None:
        sidecar["region_code"] = places.known(str(region), file, "key region_code")
    if (year := sidecar.get("year")) is not None and not (type(year) is int and FIRST_YEAR <= year <= LAST_YEAR):
        raise _faulty(file, "year", f"{year!r} is no report year from {FIRST_YEAR} to {LAST_YEAR}")
    if sidecar.get("sha256", sha256) != sha256:
        raise _faulty(file, "sha256", f"it says {sidecar['sha256']!r}, the file's bytes say {sha256!r}")
    return sidecar


def refuse_contradiction(file: str, sidecar: Mapping[str, Any], region_code: str | None, year: int | None) -> None:
    """In raw/ a sidecar and the names of folder and file say the same.

    Raises:
        InputError: they do not.
    """
    for key, name, named in (("region_code", "the folder", region_code), ("year", "the file name", year)):
        if sidecar.get(key, named) != named:
            raise _faulty(file, key, f"it says {sidecar[key]!r}, {name} says {named!r}")


def _faulty(file: str, key: str, reason: str) -> InputError:
    return InputError(file, f"key {key}", reason, "Mend the sidecar or move the report")


def sidecar_of(file: str | PurePath) -> str:
    """The path of the sidecar beside a report."""
    return PurePosixPath(file).with_suffix(sidecars.SUFFIX).as_posix()
