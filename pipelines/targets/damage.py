"""Figures that are no longer what was printed: $1.$2 where a program lost the decimals, U+FFFD where characters could not be read.

What is left beside the damage looks like a number (12$1.$2% ends in 2%) and is none, so nothing is read of it.

Belongs here: which stretches of a text are damaged, and why. Does not: misread signs that can be told (``reading``), or a text that is
damaged as a whole (``pipelines/reports/encoding``).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from pipelines.targets.parts import Sentence
from pipelines.targets.quoting import cell, quoted
from pipelines.targets.reading import Reading

# The key of a row of a damaged figure beside the columns of its table.
REASON = "damage"
# $1.$2, \1.\2, ${1}.${2}: names of groups that a replacement did not fill in; 6?5%: a point that an encoding did not have.
_FIGURE = re.compile(
    r"[\d.,]{0,24}(?:[$\\]\{?\d\}?[.,]?){2}[\d.]{0,24}[%‰]?|\d{1,24}\?\d[\d.]{0,24}(?:%|‰|个?百分点|[万亿])"
)
_NO_FIGURE = re.compile(r"[^\d%‰个百分点万亿]")
_LOST, _LOST_REASON = "\ufffd", "characters beside it are lost: U+FFFD stands in their places"
_CLAUSE_ENDS = ",。;:!！？\n"
# No clause of 2,649 reports is longer; of one that is, what is nearer.
_REACH = 600


class Damage(NamedTuple):
    """A stretch of the reading in which no number is one, and why."""

    start: int
    end: int
    reason: str


def find(text: str) -> list[Damage]:
    """The damaged figures of a reading, and the clauses in which characters are lost, in their order; none overlaps another."""
    damages: list[Damage] = []
    if "$" in text or "\\" in text or "?" in text:
        damages += (
            Damage(*figure.span(), f"it is damaged: {figure[0]} is no number") for figure in _FIGURE.finditer(text)
        )
    lost, end = text.find(_LOST), 0
    while lost >= 0:
        before, (start, end) = end, _clause(text, lost, lost + 1)
        damages.append(Damage(max(start, before), end, _LOST_REASON))
        lost = text.find(_LOST, end)
    in_order: list[Damage] = []
    for damage in sorted(damages):
        if not in_order or damage.start >= in_order[-1].end:
            in_order.append(damage)
    return in_order


def reason(damages: list[Damage], start: int, end: int) -> str | None:
    """Why a stretch is damaged; None where it is not."""
    first = bisect_right(damages, start, key=attrgetter("end"))
    return damages[first].reason if first < len(damages) and damages[first].start < end else None


def reason_of_name(names: Iterable[str]) -> str | None:
    """Why one of several names is damaged; None where none is."""
    return _LOST_REASON if any(_LOST in name for name in names) else None


def filled(text: str, damages: Iterable[Damage]) -> str:
    """A reading with figures where damaged ones stand, as long as it was: their neighbours are read as beside any figure."""
    pieces, last = [], 0
    for start, end, why in damages:
        if why != _LOST_REASON:
            pieces += [text[last:start], _NO_FIGURE.sub("0", text[start:end])]
            last = end
    return "".join(pieces) + text[last:] if pieces else text


def rows(
    reading: Reading, sentences: Iterable[Sentence], report: dict[str, Any], crowded: Iterable[Damage] = ()
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The part and the row of every damaged figure in the sentences of a report: where it stands, its clause, and the reason.

    Args:
        reading: of the report's text.
        sentences: what of it is read.
        report: the columns that say which report it is.
        crowded: sentences of which nothing is read, by their first numbers.
    """
    damages = sorted([*find(reading.text), *crowded])
    for sentence in sentences if damages else ():
        first = bisect_left(damages, sentence.start, key=attrgetter("start"))
        beyond = bisect_left(damages, sentence.end, key=attrgetter("start"))
        for start, end, why in damages[first:beyond]:
            quote, from_, to = quoted(reading, *_clause(reading.text, start, end))
            yield (
                sentence.part,
                report
                | {
                    "target_id": f"{report['report_id']}@{reading.at(start)}",
                    "section": cell(reading, sentence.section),
                    "quote": quote,
                    "char_start": from_,
                    "char_end": to,
                    REASON: why,
                },
            )


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    ends = [place for sign in _CLAUSE_ENDS if (place := text.find(sign, end, last)) >= 0]
    return max(first, *(text.rfind(sign, first, start) + 1 for sign in _CLAUSE_ENDS)), min(ends, default=last)
