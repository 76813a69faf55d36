"""Annotated reports: what a person wrote down as the targets of a report, to score the grammar against.

Two forms, told by the columns: tables of quotes, one a report (``<report_id>.tsv``, doubts in ``<report_id>_borderline.tsv``), and
one table of offsets for many reports, which holds none of their words: a quote is ``start`` and ``end``, an indicator, action or area a list of
``start-end`` (or ``=word``, where a shared head was restored) joined by +.

Belongs here: reading them. Does not: comparing (``score``).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pipelines.base.files import read_whole
from schemas import codelists
from schemas.errors import InputError

# Cells of a table of offsets that are words of the report.
_PIECED = ("indicator", "action", "area")
_UNSEEN = re.compile(r"[\s*#>　]")
# What a table may say of a figure beyond what it is of and how much.
FACTS = ("action", "period", "period_kind", "base_period", "aspect", "area")
MEASURES, BOUNDS = codelists.codes("measure"), codelists.codes("bound")


class Gold(NamedTuple):
    """A row that a reader wrote: offsets of its quote into the canonical text (several where it stands again).

    ``facts`` are the columns of FACTS that its table has, each with what it says; empty text where that is nothing.
    """

    spans: tuple[tuple[int, int], ...]
    indicator: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str
    measure: str
    bound: str
    tense: str
    doubt: bool
    facts: Mapping[str, str] = MappingProxyType({})


def quoted(path: Path, text: str) -> list[Gold]:
    """The rows of a table of quotes and of its doubts, found in the report's canonical text.

    Raises:
        InputError: a quote does not stand in the text (that of a doubt may), or a cell is wrong.
    """
    places = _Places(text)
    rows = list(table(path))
    doubts = path.with_name(f"{path.stem}_borderline.tsv")
    rows += [row | {"doubt": "1"} for row in (table(doubts) if doubts.exists() else ())]
    annotated = []
    for number, row in enumerate(rows, 2):
        spans = places.find(row["quote"])
        if not spans and row.get("doubt"):
            continue  # a doubt that stands nowhere excuses nothing
        if not spans:
            raise InputError(
                path, f"row {number}", f"the quote {row['quote']!r} is not in the report", "Mend the quote"
            )
        annotated.append(_gold(path, number, row, tuple(spans), row.get("indicator", "")))
    return annotated


def offsets(path: Path, rows: Sequence[dict[str, str]], text: str) -> list[Gold]:
    """Rows of a table of offsets that are of one report, with the words that the offsets cut out of its canonical text.

    Raises:
        InputError: a cell is wrong.
    """
    pieced = [{name: _pieced(row[name], text) for name in _PIECED if name in row} for row in rows]
    return [
        _gold(path, 0, row | words, ((int(row["start"]), int(row["end"])),), words["indicator"])
        for row, words in zip(rows, pieced, strict=True)
    ]


def _pieced(spans: str, text: str) -> str:
    pieces = []
    for piece in filter(None, spans.split("+")):
        start, _, end = piece.partition("-")
        pieces.append(piece[1:] if piece.startswith("=") else text[int(start) : int(end)])
    return "".join(pieces)


def _gold(path: Path, number: int, row: dict[str, str], spans: tuple[tuple[int, int], ...], indicator: str) -> Gold:
    doubt = bool(row.get("doubt"))
    try:
        value, high = (Decimal(row[name]) if row.get(name) else None for name in ("value", "value_high"))
    except InvalidOperation:
        raise InputError(path, f"row {number}", f"{row['value']!r} is no number", "Mend the cell") from None
    if not doubt and (row["measure"] not in MEASURES or row["bound"] not in BOUNDS):
        raise InputError(
            path, f"row {number}", f"{row['measure']!r}, {row['bound']!r} are no measure and bound", "Mend the cells"
        )
    unit = unicodedata.normalize("NFKC", row.get("unit", ""))
    return Gold(
        spans,
        indicator,
        value,
        high,
        unit,
        row.get("measure", ""),
        row.get("bound", ""),
        row.get("tense", "target"),
        doubt,
        {name: row[name] for name in FACTS if name in row and "period_kind" in row},
    )


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table without quoting."""
    try:
        lines = io.StringIO(read_whole(path).decode("utf-8"), newline="")
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start}", "the table is not UTF-8", "Save it as UTF-8") from None
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


class _Places:
    """Finds a quote in a text whatever the blanks, the markup and the width of signs between the two."""

    def __init__(self, text: str) -> None:
        signs = [(plain, place) for place, sign in enumerate(text) for plain in _plain(sign)]
        self._text = "".join(plain for plain, _ in signs)
        self._at = [place for _, place in signs]

    def find(self, quote: str) -> list[tuple[int, int]]:
        wanted, spans, place = _plain(quote), [], 0
        while wanted and (place := self._text.find(wanted, place)) >= 0:
            spans.append((self._at[place], self._at[place + len(wanted) - 1] + 1))
            place += 1
        return spans


def _plain(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
