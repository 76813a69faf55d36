"""Which words of the report are quoted for a figure: its clause, without bullets.

Belongs here: how much is quoted. Does not: how a stretch becomes a cell (``quoting``).
"""

from functools import lru_cache

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence
from pipelines.targets.quoting import quoted, trimmed

# How much of an endless clause is quoted, and how far around a quote is looked for another of the same words.
_LONGEST, _NEIGHBOURHOOD = 300, 50_000
# A clause of so many characters does not stand twice in a report.
_TELLING = 24


def read(figure: Figure, sentence: Sentence) -> tuple[str, int, int]:
    """The clause; of an endless one the words around the number; one that stands again nearby begins with its sentence.

    With its offsets into the canonical text.
    """
    text, quantity = figure.reading.text, figure.quantity
    start, end = trimmed(text, figure.clause.start, figure.clause.end)
    if end - start > _LONGEST:
        start = max(start, quantity.start - _LONGEST // 2)
        end = min(end, quantity.end + _LONGEST // 2)
    elif end - start < _TELLING and _stands_again(text, start, end):
        start = max(sentence.start, end - _LONGEST)
    return quoted(figure.reading, start, end)


@lru_cache(maxsize=8)
def _stands_again(text: str, start: int, end: int) -> bool:
    """Whether a clause stands twice; the figures of one clause ask one after another."""
    clause = text[start:end]
    before = text.find(clause, max(0, start - _NEIGHBOURHOOD), end - 1)
    return before >= 0 or text.find(clause, start + 1, start + _NEIGHBOURHOOD) >= 0
