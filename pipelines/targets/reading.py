"""The canonical text made easy to match, with the way back: full-width signs become ASCII, blanks inside a line go.

Belongs here: what every later step may take for granted about signs, and offsets. Does not: any meaning.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

# One sign for one sign, so that offsets hold: full-width ASCII (！ to ～), dashes and the sign of a range.
_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(sign): plain
    for plain, signs in {"-": "—–‒―−", "~": "∼〜", "%": "﹪", "'": "‘’", "(": "〔", ")": "〕", "·": "•・"}.items()
    for sign in signs
}
# Blanks and marks of no width stand anywhere in texts from the web, also inside numbers.
_BLANK = re.compile(r"[ \t\u00a0\u00ad\u2000-\u200f\u2028\u202f\u205f\u2060\u3000\ufeff]+")


@dataclass(frozen=True)
class Reading:
    """Text to match, and where each of its characters stands in the canonical text."""

    text: str
    canonical: str
    _cuts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def at(self, position: int) -> int:
        """Offset in the canonical text of the character at a position of the reading."""
        found = bisect_right(self._cuts, position)
        return position + (self._shifts[found - 1] if found else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the canonical text of a stretch of the reading that is not empty."""
        return self.at(start), self.at(end - 1) + 1


def read(canonical: str) -> Reading:
    """The reading of a canonical text."""
    text = canonical.translate(_SIGNS)
    cuts: list[int] = []
    shifts: list[int] = []
    pieces: list[str] = []
    last = removed = 0
    for blank in _BLANK.finditer(text):
        pieces.append(text[last : blank.start()])
        removed += blank.end() - blank.start()
        cuts.append(blank.end() - removed)
        shifts.append(removed)
        last = blank.end()
    return Reading("".join(pieces) + text[last:] if cuts else text, canonical, tuple(cuts), tuple(shifts))
