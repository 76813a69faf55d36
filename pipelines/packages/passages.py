"""The table ``passages``: the sentence of each target, and the ones around it.

Belongs here: which characters of a report are its sentence. Does not: reading any of them (``targets``).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

import schemas
from schemas import contract

TABLE = "passages"
# A sentence ends with its mark, or with its line.
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”’》）]*")
# What stands before a sentence and is none of its words; a spreadsheet would take some of them for a formula.
_BULLETS = " \t　-—–·•*●■◆=+@＝＋－＠、，；。)）"


class Sentence(NamedTuple):
    """A sentence, where it begins in the report, and which line of the report it stands in."""

    words: str
    start: int
    line: int

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.words)


def passages(targets: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """A row a target, in the order of ``targets``; none of a target whose report's text is not there.

    Args:
        targets: with ``target_id``, ``report_id`` and ``char_start``.
        texts: ``report_id`` and the canonical ``text`` of reports.
    """
    rows = []
    held = dict(texts.select("report_id", "text").drop_nulls().iter_rows())
    for (report_id,), of_report in targets.group_by("report_id", maintain_order=True):
        sentences = list(sentences_of(held.get(report_id, "")))
        for target_id, offset in of_report.select("target_id", "char_start").iter_rows():
            rows += _row(target_id, offset, sentences)
    return pl.DataFrame(rows, schema=contract.dtypes(schemas.model(TABLE)), orient="row")


def sentences_of(text: str) -> Iterator[Sentence]:
    """The sentences of a text, without bullets before them."""
    start = 0
    for number, line in enumerate(text.split("\n")):
        for match in _SENTENCE.finditer(line):
            words = match[0].rstrip().lstrip(_BULLETS)
            if words:
                yield Sentence(words, start + match.end() - len(match[0]) + match[0].index(words), number)
        start += len(line) + 1


def _row(target_id: str, offset: int, sentences: list[Sentence]) -> list[tuple[str, str | None, str, int, str | None]]:
    """The row of the target at that offset; none where no sentence holds it."""
    place = next((place for place, sentence in enumerate(sentences) if sentence.start <= offset < sentence.end), None)
    if place is None:
        return []
    around = {step: _beside(sentences, place, step) for step in (-1, 1)}
    return [(target_id, around[-1], sentences[place].words, sentences[place].start, around[1])]


def _beside(sentences: list[Sentence], place: int, step: int) -> str | None:
    """The sentence before or after in the same line; None where there is none."""
    other = place + step
    if 0 <= other < len(sentences) and sentences[other].line == sentences[place].line:
        return sentences[other].words
    return None
