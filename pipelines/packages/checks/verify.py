"""Whether a package is what was published, and whether its rows stand in the reports that they name.

Two questions, asked in turn: are these the bytes (``SHA256SUMS``, catalogue, descriptor, keys, constraints), and do quotes and numbers
come out of the raw text where it is at hand. What is at hand may be another text of the same report, a later edition or another site's:
only the very text that the package was made of is compared, and of the others it is said that they were not. Belongs here: comparing.
Does not: where raw texts lie or how they are read, which are handed in, so that this stage imports no other.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base.files import absolute
from pipelines.packages.catalogue import Standing, read_catalog, standing
from pipelines.packages.checks import faults_of
from pipelines.packages.checks.archive import archive_faults
from pipelines.packages.checks.sums import anchor_faults, sum_faults
from pipelines.packages.checks.verdicts import Judge, contradictions, differences
from pipelines.packages.contents import published
from pipelines.packages.package import Files, Package
from schemas.errors import InputError

# The canonical texts of a report that are at hand, by report_id and the file that ``reports`` names: each with its SHA-256 and that of
# its raw file.
TextsOf = Callable[[str, str], Iterable[tuple[str, str, str]]]
# The tables that the grammar makes of rows of ``reports`` with their texts.
Read = Callable[[pl.DataFrame], Mapping[str, pl.DataFrame]]

PLACED = ("targets", "achieved", "commitments", "claims", "project_lists")
_HASHED = ("report_id", "file", "raw_sha256", "text_sha256")
# So many differences of a table are listed one by one; so far a printed number is looked for.
MOST_LISTED = 20
LONGEST_NUMBER = 20

# A number that is printed in plain digits: not 1 000, 12. 9, 1/3 or 1OO, which only the grammar reads.
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?![\d\s/.,Oo])")


@dataclass
class Verified:
    """What differs (``faults``), what today's code reads otherwise (``notes``), and what was and was not looked at.

    ``anchor`` is where it stands: which catalogue lists it.
    ``judged_otherwise`` is what
    today's rules make of a package of other code, ``judged`` how many verdicts were judged again, ``not_judged`` how many could not be.
    A note is no fault: the package was made by other code, and its quotes and numbers stand in the text. ``reports`` were compared;
    of those ``not_at_hand`` there is no text, of those of ``another_text`` only another than the package was made of.
    """

    faults: list[str] = field(default_factory=list)
    anchor: Standing = field(default_factory=Standing)
    notes: list[str] = field(default_factory=list)
    judged_otherwise: list[str] = field(default_factory=list)
    judged: int = 0
    not_judged: int = 0
    files: int = 0
    reports: int = 0
    rows: int = 0
    not_at_hand: list[str] = field(default_factory=list)
    another_text: list[str] = field(default_factory=list)


def verify(
    folder: Path, texts_of: TextsOf, read: Read, code_version: str | None = None, judge: Judge | None = None
) -> Verified:
    """Compare a published package with its checksums, its contracts and the raw texts that are at hand.

    Args:
        folder: the folder of one version.
        texts_of: finds the canonical texts of a report.
        read: what the grammar makes of reports today.
        code_version: of the code that ``read`` and ``judge`` run, as descriptors have it.
        judge: judges what a package holds once more; without it verdicts are compared with nothing but their own rows.

    Raises:
        InputError: there is no such folder, it is no package that may be opened, or a raw text cannot be read.
    """
    if not folder.is_dir():
        raise InputError(folder, "", "there is no such folder", "Name the folder of a package's version")
    there = standing(folder)
    files = Files(folder)
    result = Verified(files=len(files.names), anchor=there)
    # Of a file that is not the published one nothing else is worth telling.
    result.faults = sum_faults(files) or anchor_faults(files, there) or archive_faults(files)
    if not result.faults:
        package = Package.open(folder, files)
        result.faults = faults_of(package)
        if not result.faults:
            same = _same_code(package, code_version)
            tables = package.tables()
            _compare(tables, texts_of, read, result, result.faults if same else result.notes)
            result.faults += _first(contradictions(tables), "outcomes")
            if judge and not result.faults:
                _judge(tables, judge, result, result.faults if same else result.judged_otherwise)
    return result


def _judge(tables: Mapping[str, pl.DataFrame], judge: Judge, result: Verified, differ: list[str]) -> None:
    """Judge what a package holds once more, and compare; what differs goes to ``differ``."""
    if not {"targets", "outcomes"} <= set(tables):
        return
    again = judge(tables)
    if again is None:
        result.not_judged = tables["outcomes"].height
        return
    otherwise, result.not_judged = differences(tables, again)
    otherwise.sort(key=lambda one: not one.of_status)
    result.judged = tables["outcomes"].height - result.not_judged
    for table in ("outcomes", "matches", "vintages"):
        differ += _first((f"{one.row}: {one.says}" for one in otherwise if one.table == table), table)


def _compare(
    tables: Mapping[str, pl.DataFrame], texts_of: TextsOf, read: Read, result: Verified, readings: list[str]
) -> None:
    """Compare the rows of a package with the texts at hand, once as they stand and once as they are read again; that goes to ``readings``."""
    if "reports" not in tables or not set(_HASHED) <= set(tables["reports"].columns):
        return
    texts = _texts(tables["reports"], texts_of, result, readings)
    if texts.is_empty():
        return
    by_id = dict(texts.select("report_id", "text").iter_rows())
    placed = {name: tables[name].filter(pl.col("report_id").is_in(list(by_id))) for name in PLACED if name in tables}
    for name, frame in placed.items():
        result.rows += frame.height
        result.faults += _first(_untraced(frame, by_id), name)
    text = "none" if any("quote" not in frame.columns for frame in placed.values()) else "whole"
    readings += [
        line for name, frame in read(texts).items() if name in placed
        for line in _first(_unlike(placed[name], published(name, frame, text)), name)
    ]  # fmt: skip


def _texts(reports: pl.DataFrame, texts_of: TextsOf, result: Verified, readings: list[str]) -> pl.DataFrame:
    """The package's reports whose very text is at hand, with it; the others are noted in the result.

    That the same raw file gives another text is a difference of reading, and goes to ``readings``.
    """
    texts: dict[str, str] = {}
    for report, file, raw, expected in reports.select(_HASHED).iter_rows():
        at_hand = list(texts_of(report, file))
        text = next((text for text, text_sha256, _ in at_hand if text_sha256 == expected), None)
        if text is not None:
            texts[report] = text
            continue
        (result.another_text if at_hand else result.not_at_hand).append(report)
        other = next((text_sha256 for _, text_sha256, raw_sha256 in at_hand if raw_sha256 == raw), None)
        if other is not None:
            readings.append(
                f"reports {report}: the text of the same raw file has another SHA-256 ({other}), not {expected}"
            )
    result.reports = len(texts)
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


def _unlike(rows: pl.DataFrame, again: pl.DataFrame) -> Iterator[str]:
    """Where the rows of a package and those that the grammar makes of the same texts differ, by id."""
    key = rows.columns[0]
    names = [name for name in rows.columns if name in again.columns]
    before, after = ({row[key]: row for row in frame.iter_rows(named=True)} for frame in (rows, again))
    for row_id in [*before, *(row_id for row_id in after if row_id not in before)]:
        if row_id not in after:
            yield f"{row_id}: the row is not read out of the text"
        elif row_id not in before:
            yield f"{row_id}: the row that is read out of the text is missing"
        elif wrong := [name for name in names if before[row_id][name] != after[row_id][name]]:
            cells = (f"{name} is {_short(before[row_id][name])}, not {_short(after[row_id][name])}" for name in wrong)
            yield f"{row_id}: {'; '.join(cells)}"


def _first(differences: Iterator[str], table: str) -> list[str]:
    """The first differences of a table one by one, the others as a count."""
    lines = [f"{table} {difference}" for difference in differences]
    more = [f"{table}: and {len(lines) - MOST_LISTED} rows more"] if len(lines) > MOST_LISTED else []
    return lines[:MOST_LISTED] + more


def _same_code(package: Package, code_version: str | None) -> bool:
    """Whether today's code made the package: its descriptor says so; one that says nothing is older than that, and ours as the latest version of its package."""
    if "code_version" in package.descriptor:
        return bool(package.descriptor["code_version"] == code_version)
    folder = absolute(package.files.folder).parent
    entry = read_catalog(folder.parent)["packages"].get(folder.name, {})
    return bool(entry.get("latest") == package.version)


def _short(value: Any) -> str:
    printed = json.dumps(value, ensure_ascii=False, default=str)
    return printed if len(printed) <= 60 else printed[:57] + '…"'
