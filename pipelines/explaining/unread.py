"""Numerals that the scan for quantities passes over, and why: 千分之六, 2023年6月, “十四五”, 第三产业, 一是.

Belongs here: what `mubiao explain` says of a numeral that the grammar never looked at. Does not: any quantity (``quantities``), or
why one was refused (``refusals``, ``rules``): nothing that stands here changes a row.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipelines.targets.parts import Sentence, five_year_plans, split_heading

_DIGITS = "零〇一二两三四五六七八九十百千万亿"
_COUNT = rf"(?:[{_DIGITS}]{{1,20}}(?:点[{_DIGITS}]{{1,6}})?|\d{{1,20}}(?:\.\d{{1,12}})?)"
_FIRST = r"(?:^|(?<=[\n。;:,!?！？]))"
# In this order: of two that overlap the first counts.
_KINDS = (
    (rf"{_COUNT}分之{_COUNT}", "it is written in a way that is not read; a figure with % or ‰ is"),
    (
        r"(?:19|20)\d\d(?:年?[-~至到](?:19|20)\d\d)?年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?:\d{1,2}[-~至到])?\d{1,2}月(?:\d{1,2}日)?"
        r"|(?:[一二三四五六七八九]|十[一二]?)月(?:份|底|末)?|[一二三四]季度",
        "it is a date",
    ),
    (r"\((?:19|20)\d\d\)", "it is the year of a document"),
    (rf"第(?:[{_DIGITS}]+|\d+)", "it says which one, not how many"),
    (
        rf"{_FIRST}(?:[一二三四五六七八九十]{{1,3}}[是要、]|\([一二三四五六七八九十\d]{{1,3}}\)|\d{{1,2}}[.、](?!\d)|[①-⑳])",
        "it numbers the points of a list",
    ),
    (r"一半|半数|过半|减半|翻番|成倍|[两个]位数|[正零负]增长|归零|清零", "it says how much without a numeral, which is not read"),
    (rf"“[^“”\n]{{0,30}}(?:\d|[{_DIGITS}])[^“”\n]{{0,30}}”", "it stands in a quoted name"),
)  # fmt: skip
_KIND = tuple((re.compile(pattern), reason) for pattern, reason in _KINDS)
_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)*")
_CHARACTERS = re.compile(rf"[{_DIGITS}]{{2,}}")
# 三农, 四化; 一, 十, 百 and the like stand in too many words that nobody takes for a number.
_IN_WORD = re.compile(r"[二三四五六七八九][一-龥]")
_CLOSING = ("”", '"')
_LONGEST_LINE = 100  # a longer one is no heading
_NOT_READ = "it is written in a way that is not read"


class Numeral(NamedTuple):
    """A numeral of which nothing is read: offsets into the reading, and why."""

    start: int
    end: int
    reason: str


def find(text: str, taken: Iterable[tuple[int, int]], sentences: Iterable[Sentence]) -> list[Numeral]:
    """The numerals of a reading outside the stretches that the grammar looked at, in their order.

    Args:
        text: the reading.
        taken: where the quantities and comparisons stand that the grammar looked at.
        sentences: what was read; other lines are headings, or stand behind the end.
    """
    covered = _marked(text, taken)
    numerals = []
    for numeral in _numerals(text, _marked(text, ((sentence.start, sentence.end) for sentence in sentences))):
        if not any(covered[numeral.start : numeral.end]):
            numerals.append(numeral)
            covered[numeral.start : numeral.end] = b"\1" * (numeral.end - numeral.start)
    return sorted(numerals)


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each character of a text 1 where it stands in one of the spans, else 0."""
    marks = bytearray(len(text))
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _numerals(text: str, read: bytearray) -> Iterator[Numeral]:
    """All that could be one, what is more telling first."""
    for pattern, reason in _KIND[:1]:
        yield from (Numeral(*match.span(), reason) for match in pattern.finditer(text))
    for plan in five_year_plans(text):
        yield Numeral(plan.start(), plan.end() - plan[0].endswith(_CLOSING), "it names a five-year plan")
    for pattern, reason in _KIND[1:]:
        yield from (Numeral(*match.span(), reason) for match in pattern.finditer(text))
    for figures in _FIGURES.finditer(text):
        reason = _NOT_READ if read[figures.start()] else _outside(text, figures.start())
        yield Numeral(*figures.span(), reason)
    yield from (Numeral(*match.span(), "no unit stands behind it") for match in _CHARACTERS.finditer(text))
    yield from (Numeral(*match.span(), "it is part of a word") for match in _IN_WORD.finditer(text))


def _outside(text: str, at: int) -> str:
    line = text[max(text.rfind("\n", 0, at) + 1, at - _LONGEST_LINE) : at + _LONGEST_LINE].partition("\n")[0]
    return (
        "it stands in a heading"
        if split_heading(line)[0]
        else "it stands behind the end, among notes that are not read"
    )
