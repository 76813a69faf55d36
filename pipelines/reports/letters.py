"""The letters and digits of a text, by which two copies of one report are known to be the same.

Two people who clean the same page never make the same bytes of it: white space, line ends, Markdown marks, full-width signs and
punctuation come out differently. The letters and digits do not, and they are what a report says. Around them a page has more:
date, source, links. So a page holds a report if somewhere in it, one after the other, stand exactly the report's letters.

Belongs here: comparing texts that nobody may keep side by side, by a hash and a count. Does not: where they are from.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

# So many bytes are hashed in a second or two: of a page that holds the longest report, from 5,000 letters on. No page has as many lines.
_MOST_HASHED, _INDENT = 1_000_000_000, 8


@dataclass(frozen=True)
class Mark:
    """What is kept of a text: how many letters and digits it has, and the SHA-256 of them."""

    letters: int
    sha256: str


def mark(text: str) -> Mark:
    """The mark of a text."""
    letters = [letter for letter, _ in _letters(text)]
    return Mark(len(letters), hashlib.sha256("".join(letters).encode()).hexdigest())


def find(text: str, wanted: Mark) -> str | None:
    """The part of a text whose letters are those of ``wanted``, whole lines as far as it goes; None where there is none.

    A text with more than twice the letters is refused unseen: what is mostly something else is no page of the report. Where it can begin
    at many letters, those that open a line are asked first, and so many as is done in a moment.
    """
    letters = list(_letters(text))
    if not wanted.letters <= len(letters) <= 2 * wanted.letters:
        return None
    content = "".join(letter for letter, _ in letters).encode()
    at = list(accumulate((len(letter.encode()) for letter, _ in letters), initial=0))
    firsts = sorted(
        range(len(letters) - wanted.letters + 1), key=lambda first: not _opens_line(text, letters[first][1])
    )
    for first in firsts[: _MOST_HASHED // max(1, len(content)) + 1]:
        last = first + wanted.letters
        if hashlib.sha256(memoryview(content)[at[first] : at[last]]).hexdigest() == wanted.sha256:
            return _part(text, letters[first][1], letters[last - 1][1])
    return None


def _opens_line(text: str, place: int) -> bool:
    """Whether no letter stands before a place in its line, nor many signs."""
    before = text[max(0, place - _INDENT) : place]
    return not any(map(_letters_of, before[before.rfind("\n") + 1 :]))


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """The letters and digits of a text, each with the offset of the character that it is from: ㎡ is two, １ is 1, ， is none."""
    for offset, character in enumerate(text):
        for letter in _letters_of(character):
            yield letter, offset


@cache
def _letters_of(character: str) -> tuple[str, ...]:
    return tuple(filter(str.isalnum, unicodedata.normalize("NFKC", character)))


def _part(text: str, first: int, last: int) -> str:
    """The text from its first letter to its last, with the signs that stand before and after them in their lines."""
    while first and text[first - 1] != "\n" and not _letters_of(text[first - 1]):
        first -= 1
    last += 1
    while last < len(text) and text[last] != "\n" and not _letters_of(text[last]):
        last += 1
    return text[first:last].strip()
