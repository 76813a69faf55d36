"""The canonical text made easy to match, with the way back: full-width signs become ASCII, blanks inside a line go.

Belongs here: what every later step may take for granted about signs, and offsets. Does not: any meaning.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipelines.wording import numerals

# One sign for one sign, so that offsets hold: full-width ASCII (！ to ～), dashes and the sign of a range.
_SIGNS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    sign: plain
    for plain, signs in {"-": "—–‒―−─━", "~": "∼〜", "%": "﹪", "'": "‘’", "(": "〔", ")": "〕", "·": "•・"}.items()
    for sign in signs
}
_SIGN = re.compile(f"[{re.escape(''.join(_SIGNS))}]")
# Blanks and marks of no width stand anywhere in texts from the web, also inside numbers; so do the numbers of footnotes (生产总值[2]),
# and a full stop that is left of a per mille sign (5.45％。以内).
_BLANKS = r"[ \t\u00a0\u00ad\u2000-\u200f\u2028\u202f\u205f\u2060\u3000\ufeff]+|\[\d{1,2}\]"
_BLANK = re.compile(_BLANKS)
_BLANK_OR_STOP = re.compile(rf"(?<=%)。(?=以[内下上]|左右|之内)|{_BLANKS}")
# 二〇一七年: a year in characters.
_YEAR = re.compile(r"[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)")

# 1OO, 6O: texts that were scanned print the letter for the figure.
_LETTER_FOR_ZERO = re.compile(r"(?<![A-Za-z\d.,])[\d.,]*\d[\d.,]*O[\dO]*(?![A-Za-z])")

# Characters that only traditional texts have, and that every such report has.
_TRADITIONAL = "國產業萬億農個長會發經濟"
_SURELY = 4


@dataclass(frozen=True)
class Reading:
    """Text to match, and where each of its characters stands in the canonical text."""

    text: str
    canonical: str
    _cuts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def at(self, position: int) -> int:
        """Offset in the canonical text of the character at a position of the reading."""
        before = bisect_right(self._cuts, position)
        return position + (self._shifts[before - 1] if before else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the canonical text of a stretch of the reading that is not empty."""
        return self.at(start), self.at(end - 1) + 1


def read(canonical: str) -> Reading:
    """The reading of a canonical text."""
    text = _simplified(canonical)
    for sign in set(_SIGN.findall(text)):  # a dozen of them: quicker than a look at every character
        text = text.replace(sign, _SIGNS[sign])
    if "O" in text:
        text = _LETTER_FOR_ZERO.sub(lambda number: number[0].replace("O", "0"), text)
    text = _YEAR.sub(lambda year: numerals.in_figures(year[0]), text)
    cuts: list[int] = []
    shifts: list[int] = []
    pieces: list[str] = []
    last = removed = 0
    for blank in (_BLANK_OR_STOP if "%。" in text else _BLANK).finditer(text):
        pieces.append(text[last : blank.start()])
        removed += blank.end() - blank.start()
        cuts.append(blank.end() - removed)
        shifts.append(removed)
        last = blank.end()
    return Reading("".join(pieces) + text[last:] if cuts else text, canonical, tuple(cuts), tuple(shifts))


def _simplified(text: str) -> str:
    """A text in traditional characters in simplified ones, sign by sign, so that offsets hold."""
    if sum(sign in text for sign in _TRADITIONAL) < _SURELY:
        return text
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    pairs = ((sign, convert(sign)) for sign in set(text))
    return text.translate({ord(sign): plain for sign, plain in pairs if len(plain) == 1})
