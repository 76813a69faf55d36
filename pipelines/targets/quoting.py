"""Stretches of a reading as the cells of a table: as printed, with offsets into the canonical text.

Belongs here: which signs at the ends are none of the words. Does not: which stretch is quoted (``facts/quote``).
"""

from pipelines.targets.reading import Reading

_BULLETS = " \t\n　-—–·•*●■◆=+@、,，;；。)）"
_MARKS_BEHIND = " \t\n、,;。:"


def quoted(reading: Reading, start: int, end: int) -> tuple[str, int, int]:
    """A stretch of the reading as printed, without bullets before it and marks behind, and its offsets into the canonical text."""
    start, end = reading.span(*trimmed(reading.text, start, end))
    return reading.canonical[start:end], start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of the reading without bullets before it and marks behind."""
    while start < end and text[start] in _BULLETS:
        start += 1
    while end > start and text[end - 1] in _MARKS_BEHIND:
        end -= 1
    return start, end


def cell(reading: Reading, span: tuple[int, int] | None) -> str | None:
    """A stretch as printed that no spreadsheet takes for a formula; None where there is none, or nothing is left of it."""
    if span is None:
        return None
    start, end = reading.span(*span)
    return reading.canonical[start:end].strip(_BULLETS).lstrip(_BULLETS + "＝＋－−＠") or None
