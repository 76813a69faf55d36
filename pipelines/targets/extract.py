"""From a report's canonical text to its statements: the quantities it sets, and those it states of the past."""

from typing import Any

from pipelines.targets.grammar import parse
from pipelines.targets.parts import REVIEW, sentences
from pipelines.targets.reading import read
from pipelines.targets.statements import statements


def extract(
    text: str, region_code: str | None = None, year: int | None = None, *, looks_back: bool = False
) -> list[dict[str, Any]]:
    """All statements of a report, in the order of the text.

    Args:
        text: the canonical text.
        region_code: GB/T 2260 code; null columns where not known.
        year: report year; ``period`` is null where it would be the report's year and that is not known.
        looks_back: the whole text is about the year before (a statistical communiqué).

    Returns:
        One dict a statement: the columns of ``schemas.statement`` in their order, then ``tense`` (target or achieved).
    """
    reading = read(text)
    parts = sentences(reading.text, year)
    if looks_back:
        parts = (sentence._replace(part=REVIEW, years=None) for sentence in parts)
    return statements(reading, parse(reading, parts, region_code), region_code, year)
