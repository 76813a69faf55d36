"""Whether a package is what was published, and whether its rows stand in the reports that they name.

Two questions, asked in turn: are these the bytes (``SHA256SUMS``, catalogue, descriptor, keys, constraints), and do quotes and numbers
come out of the raw text where it is at hand. Belongs here: comparing. Does not: where raw texts lie or how they are read, which are
handed in, so that this stage imports no other.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.packages import versions
from pipelines.packages.catalogue import read_catalog
from pipelines.packages.checks import validate
from pipelines.packages.contents import published
from schemas.errors import InputError

# A report's canonical text and its SHA-256, by report_id and the file that ``reports`` names; None where it is not at hand.
TextOf = Callable[[str, str], tuple[str, str] | None]
# The tables that the grammar makes of rows of ``reports`` with their texts; True where the package holds facts only.
Read = Callable[[pl.DataFrame, bool], Mapping[str, pl.DataFrame]]

SUMS = "SHA256SUMS"
PLACED = ("targets", "achieved", "commitments", "claims")
# So many differences of a table are told one by one; so far a printed number is looked for.
MOST_TOLD = 20
LONGEST_NUMBER = 20

_SUM = re.compile(r"([0-9a-f]{64})  (\S[^\n]*)\n")
# A number that is printed in plain digits: not 1 000, 12. 9, 1/3 or 1OO, which only the grammar reads.
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?![\d\s/.,Oo])")


@dataclass
class Verified:
    """What differs (``faults``), what today's code reads otherwise (``notes``), and what was and was not looked at.

    A note is no fault: the package was made by other code, and its quotes and numbers stand in the text.
    """

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: int = 0
    reports: int = 0
    rows: int = 0
    not_at_hand: list[str] = field(default_factory=list)


def verify(package: Path, text_of: TextOf, read: Read, code_version: str | None = None) -> Verified:
    """Compare a published package with its checksums, its contracts and the raw texts that are at hand.

    Args:
        package: the folder of one version.
        text_of: finds the canonical text of a report.
        read: what the grammar makes of reports today.
        code_version: of the code that ``read`` runs, as descriptors tell it.

    Raises:
        InputError: there is no such folder, or a raw text cannot be read.
    """
    if not package.is_dir():
        raise InputError(package, "", "there is no such folder", "Name the folder of a package's version")
    found = Verified(files=sum(path.is_file() for path in package.rglob("*")))
    # Of a file that is not the published one nothing else is worth telling.
    found.faults = sum_faults(package) or _catalogue_faults(package) or validate(package)
    if found.faults:
        return found
    descriptor, tables = versions.read_version(package)
    if "reports" not in tables:
        return found
    texts = _texts(tables["reports"], text_of, found)
    if texts.is_empty():
        return found
    by_id = dict(texts.select("report_id", "text").iter_rows())
    ours = {name: tables[name].filter(pl.col("report_id").is_in(list(by_id))) for name in PLACED if name in tables}
    for name, frame in ours.items():
        found.rows += frame.height
        found.faults += _told(_untraced(frame, by_id), name)
    facts_only = any("quote" not in frame.columns for frame in ours.values())
    read_otherwise = [
        line for name, made in read(texts, facts_only).items() if name in ours
        for line in _told(_unlike(ours[name], published(name, made, "none" if facts_only else "whole")), name)
    ]  # fmt: skip
    (found.faults if _same_code(package, descriptor, code_version) else found.notes).extend(read_otherwise)
    return found


def sum_faults(package: Path) -> list[str]:
    """Files that are not those of ``SHA256SUMS``, that it lacks, or that lack in the folder."""
    file = package / SUMS
    if not file.is_file():
        return [f"{SUMS}: there is no such file"]
    content = file.read_bytes().decode("utf-8", errors="replace")
    if not re.fullmatch(f"(?:{_SUM.pattern})*", content):
        return [f"{SUMS}: it is not as it was written: a line is no hash, two blanks and a name"]
    told = {name: digest for digest, name in _SUM.findall(content)}
    there = {path.relative_to(package).as_posix(): path for path in sorted(package.rglob("*")) if path.is_file()}
    faults = [f"{name}: there is no such file" for name in told if name not in there]
    for name, path in there.items():
        if name not in told and name != SUMS:
            faults.append(f"{name}: {SUMS} does not name it")
        elif name in told and hashlib.sha256(path.read_bytes()).hexdigest() != told[name]:
            faults.append(f"{name}: its SHA-256 is not that of {SUMS}: the file or its line was changed")
    return faults


def _catalogue(package: Path) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The catalogue's entry of the package and its line of this version, where the folder lies beside a catalogue that lists it."""
    package = package.resolve()
    entry = read_catalog(package.parents[1])["packages"].get(package.parent.name, {"versions": []})
    return entry, next((told for told in entry["versions"] if told["version"] == package.name), None)


def _catalogue_faults(package: Path) -> list[str]:
    _, told = _catalogue(package)
    digest = hashlib.sha256((package / "datapackage.json").read_bytes()).hexdigest()
    if told is None or told["descriptor_sha256"] == digest:
        return []
    return [f"datapackage.json: its SHA-256 is not that of catalog.json, {told['descriptor_sha256']}"]


def _texts(reports: pl.DataFrame, text_of: TextOf, found: Verified) -> pl.DataFrame:
    """The package's reports whose very text is at hand, with it; the others are told."""
    texts: dict[str, str] = {}
    for report, file, digest in reports.select("report_id", "file", "text_sha256").iter_rows():
        at_hand = text_of(report, file)
        if at_hand is None:
            found.not_at_hand.append(report)
        elif at_hand[1] != digest:
            found.faults.append(f"reports {report}: the text at hand has another SHA-256 ({at_hand[1]}), not {digest}")
        else:
            texts[report] = at_hand[0]
    found.reports = len(texts)
    named = pl.DataFrame(
        {"report_id": list(texts), "text": list(texts.values())}, schema=dict.fromkeys(("report_id", "text"), pl.String)
    )
    return reports.join(named, on="report_id", maintain_order="left")


def _untraced(frame: pl.DataFrame, texts: Mapping[str, str]) -> Iterator[str]:
    """Rows whose offsets do not cut their quote out of the text, or whose number is not the one printed at their place."""
    key = frame.columns[0]
    for row in frame.iter_rows(named=True):
        text = texts[row["report_id"]]
        printed = text[row["char_start"] : row["char_end"]]
        if "quote" in row and printed != row["quote"]:
            yield f"{row[key]}: quote is {_short(row['quote'])}, the text says {_short(printed)}"
        ends = [abs(row[end]) for end in ("value", "value_high") if row.get(end) is not None]
        place = int(row[key].partition("@")[2].partition(".")[0])
        number = _NUMBER.match(unicodedata.normalize("NFKC", text[place : place + LONGEST_NUMBER])) if ends else None
        if number and float(number[0].replace(",", "")) not in map(float, ends):
            yield f"{row[key]}: value is {row['value'].normalize():f}, the text says {number[0]}"


def _unlike(told: pl.DataFrame, made: pl.DataFrame) -> Iterator[str]:
    """Where the rows of a package and those that the grammar makes of the same texts differ, by id."""
    key = told.columns[0]
    names = [name for name in told.columns if name in made.columns]
    before, after = ({row[key]: row for row in frame.iter_rows(named=True)} for frame in (told, made))
    for one in [*before, *(one for one in after if one not in before)]:
        if one not in after:
            yield f"{one}: the row is not read out of the text"
        elif one not in before:
            yield f"{one}: the row that is read out of the text is missing"
        elif wrong := [name for name in names if before[one][name] != after[one][name]]:
            cells = (f"{name} is {_short(before[one][name])}, not {_short(after[one][name])}" for name in wrong)
            yield f"{one}: {'; '.join(cells)}"


def _told(lines: Iterator[str], table: str) -> list[str]:
    """The first differences of a table one by one, the others as a count."""
    every = [f"{table} {line}" for line in lines]
    more = [f"{table}: and {len(every) - MOST_TOLD} rows more"] if len(every) > MOST_TOLD else []
    return every[:MOST_TOLD] + more


def _same_code(package: Path, descriptor: Mapping[str, Any], code_version: str | None) -> bool:
    """Whether today's code made the package: its descriptor says so; one that says nothing is made again with every change of the code, as its latest version."""
    if "code_version" in descriptor:
        return bool(descriptor["code_version"] == code_version)
    return bool(_catalogue(package)[0].get("latest") == descriptor["version"])


def _short(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, default=str)
    return told if len(told) <= 60 else told[:57] + '…"'
