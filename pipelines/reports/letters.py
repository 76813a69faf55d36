"""The letters and digits of a text, by which two copies of one report are known to be the same.

Two people who clean the same page never make the same bytes of it: white space, line ends, Markdown marks, full-width signs and
punctuation come out differently. The letters and digits do not, and they are what a report says. Around them a page has more:
date, source, links. So a page holds a report if somewhere in it, one after the other, stand exactly the report's letters.

Belongs here: comparing texts that nobody may keep side by side, by a hash and a count. Does not: where they are from.
"""

import hashlib
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

# Bytes that are hashed to find a report in a page, three seconds' worth: every place in a page of 36,000 letters that a report of 18,000 may begin at.
_MOST_HASHED = 1_000_000_000


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

    A text with more than twice the letters is refused unseen: what is mostly something else is no page of the report. Every place
    where it may begin costs a hash of all that follows, so a long text is tried only as far as ``_MOST_HASHED`` goes: first where it
    begins and ends at a sign or a line, as a report does, then anywhere.
    """
    if not wanted.letters <= sum(1 for _ in _letters(text)) <= 2 * wanted.letters:
        return None
    content, offsets, ends = bytearray(), array("q"), array("q", [0])
    for letter, offset in _letters(text):
        content += letter.encode()
        offsets.append(offset)
        ends.append(len(content))
    hashed, whole = 0, memoryview(content)
    for first in _beginnings(offsets, wanted.letters):
        last = first + wanted.letters
        if (hashed := hashed + ends[last] - ends[first]) > _MOST_HASHED:
            return None
        if hashlib.sha256(whole[ends[first] : ends[last]]).hexdigest() == wanted.sha256:
            return _part(text, offsets[first], offsets[last - 1])
    return None


def _beginnings(offsets: Sequence[int], count: int) -> Iterator[int]:
    """Where ``count`` letters may begin: at the places first where letters stand apart both before them and after them."""
    starts = range(len(offsets) - count + 1)

    def is_apart(letter: int) -> bool:
        """Whether something stands before a letter that is none."""
        return letter in (0, len(offsets)) or offsets[letter] - offsets[letter - 1] > 1

    likely = [first for first in starts if is_apart(first) and is_apart(first + count)]
    yield from likely
    yield from sorted(set(starts) - set(likely))


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
