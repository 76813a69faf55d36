"""Why the grammar read a sentence as it did: of each row what it follows from, of each other number the reason why it gave none.

Belongs here: putting the reasons together, as plain data. Does not: any decision (``grammar``, ``facts``), or how it is printed
(``pipelines.cli``).
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipelines.explaining import unread
from pipelines.explaining.evidence import Fact, facts
from pipelines.targets import commitments
from pipelines.targets.facts.figure import figures
from pipelines.targets.grammar import Parse, parse
from pipelines.targets.parts import Sentence, doubt, evidence, sentences
from pipelines.targets.reading import Reading, read
from pipelines.targets.statements import statements

_STOPS = ",。;:!?！？\n"
_SURROUNDINGS = 40
_ENDS = ("。", "；", ";", "！", "？", "!", "?", "\n")
_HAN = re.compile(r"[一-龥]")
# Of a text with fewer Chinese characters it is said that it may be in another language, and of a shorter one that it is short.
_CHINESE, _SHORT = 0.3, 200


class Row(NamedTuple):
    """A row as ``extract`` gives it, what each answer in it follows from, and the clause as the rules saw it."""

    row: dict[str, Any]
    facts: list[Fact]
    clause: str


class Unread(NamedTuple):
    """A number that gave no row: as printed, the stretch between commas that it stands in, and why."""

    number: str
    surroundings: str
    reason: str


class Cut(NamedTuple):
    """Where a part of a report begins, as offset in its canonical text, and which part it is: review, plan or end.

    ``opening`` are the first words there, ``words`` those that speak for the part (+) or against it (-) in its first heading or
    paragraph, as printed; ``lead`` is how much more the whole part says for what it is than for the next best.
    """

    start: int
    chars: int
    part: str
    opening: str
    words: list[tuple[str, int]]
    lead: int


class Explanation(NamedTuple):
    """All that was read of a text, all numbers that gave no row, and the targets without a number, in the order of the text."""

    rows: list[Row]
    unread: list[Unread]
    commitments: list[tuple[str, str]]  # action and object


def readings(text: str) -> Iterator[tuple[Reading, Parse]]:
    """What became of each number and comparison of a sentence, with the reading that the offsets are of."""
    reading, in_order = _read(text, None)
    for parsed in _parses(reading, in_order):
        yield reading, parsed


def explain(text: str, year: int | None = None) -> Explanation:
    """How a sentence, or a text of several lines, is read in a report of a year; without one, periods that follow from it are open."""
    reading, in_order = _read(text, year)
    parses = _parses(reading, in_order)
    rows = [
        Row(row, facts(figure, parsed, row), parsed.clause.text if parsed.clause else "")
        for parsed in parses
        for figure, row in zip(figures(reading, parsed, year), statements(reading, [parsed], None, year), strict=True)
    ]
    refused = [
        unread.Numeral(parsed.quantity.start, parsed.quantity.end, parsed.reason or "")
        for parsed in parses
        if not parsed.members
    ]
    taken = [(parsed.quantity.start, parsed.quantity.end) for parsed in parses]
    passed_over = unread.find(reading.text, taken, in_order)
    return Explanation(
        rows,
        [_in_surroundings(reading, numeral) for numeral in sorted([*refused, *passed_over])],
        [(target.action, target.object) for target in commitments.find(reading.text, in_order)],
    )


def cuts(canonical: str, year: int | None) -> tuple[list[Cut], str | None]:
    """The parts of a report with their evidence, in the order of the text, and why the cut is doubtful (None where it is sure)."""
    reading = read(canonical)
    late, text = evidence.is_late(reading.text, year), reading.text
    in_order = [
        Cut(
            reading.at(run.start),
            run.end - run.start,
            run.part,
            text[run.first.start : min(run.first.end, run.first.start + _SURROUNDINGS)].strip(),
            [(evidence.forms(word, year, late)[0], weight) for word, weight in _speaking(run)],
            run.lead,
        )
        for run in doubt.runs(text, year)
    ]
    return in_order, doubt.doubt(text, year)


def _speaking(run: doubt.Run) -> list[tuple[str, int]]:
    """The words of the first stretch of a part with what they weigh for it against the best other part, the heaviest first."""
    own = evidence.PARTS.index(run.part)
    weighed: dict[str, int] = {}
    for key in run.spoken:
        weights = evidence.weights()[key]
        weight = weights[own] - max(weight for part, weight in enumerate(weights) if part != own)
        if weight and key[0] != evidence.POSITION:
            weighed[key[1]] = weighed.get(key[1], 0) + weight
    return sorted(weighed.items(), key=lambda each: (-abs(each[1]), each[0]))


def _read(text: str, year: int | None) -> tuple[Reading, list[Sentence]]:
    """A text with its sentences; a last one without a mark is closed, so that it is no heading."""
    reading = read(text if text.endswith(_ENDS) else text + "。")
    return reading, list(sentences(reading.text, year))


def _parses(reading: Reading, in_order: list[Sentence]) -> list[Parse]:
    return sorted(parse(reading, in_order), key=lambda parsed: parsed.quantity.start)


def _in_surroundings(reading: Reading, numeral: unread.Numeral) -> Unread:
    """The numeral as printed, with what stands around it up to the next mark."""
    text, start, end = reading.text, numeral.start, numeral.end
    while start > max(0, numeral.start - _SURROUNDINGS) and text[start - 1] not in _STOPS:
        start -= 1
    while end < min(len(text), numeral.end + _SURROUNDINGS) and text[end] not in _STOPS:
        end += 1

    def printed(first: int, last: int) -> str:
        return reading.canonical[slice(*reading.span(first, last))].strip()

    return Unread(printed(numeral.start, numeral.end), printed(start, end), numeral.reason)


def why_nothing(text: str, year: int | None = None) -> str:
    """Why perhaps no row was read of a report's text, as the end of a sentence."""
    chinese = len(_HAN.findall(text))
    if chinese < _CHINESE * len(text):
        return f"{chinese:,} of its {len(text):,} characters are Chinese, and only Chinese is read"
    numbers = len(explain(text, year).unread)
    short = f"it is short ({len(text):,} characters) and " if len(text) < _SHORT else ""
    if not numbers:
        return f"{short}no number stands in it"
    are = "number stands in it that is" if numbers == 1 else "numbers stand in it that are"
    return f"{short}{numbers} {are} no target and no result; `mubiao explain` with the sentence says why"
