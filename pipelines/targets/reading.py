"""The canonical text made easy to match, with the way back: signs become plain, misread figures right, blanks inside a line go.

Belongs here: what every later step may take for granted about signs, and offsets. Does not: any meaning.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipelines.wording import numerals, signs

# Blanks and marks of no width stand anywhere in texts from the web, also inside numbers; so do the numbers of footnotes (生产总值[2]),
# and a full stop that is left of a per mille sign (5.45％。以内).
_BLANKS = r"[ \t\u00a0\u00ad\u2000-\u200f\u2028\u202f\u205f\u2060\u3000\ufeff]+|\[\d{1,2}\]"
_BLANK = re.compile(_BLANKS)
_BLANK_OR_STOP = re.compile(rf"(?<=%)。(?=以[内下上]|左右|之内)|{_BLANKS}")
# A new line that tears a figure from its sign or unit, or from the sentence before it, is none: 增长28⏎%, 达到⏎45亿元.
_SIGNS = r"%|‰|个?百分点|[万亿]"
# All repeats are bounded, there as everywhere: of no honest text are they longer, and no text takes more than its length.
_LINE_END = r"\s{0,40}\n\s{0,40}"
_TEAR = (
    rf"(?<=\d){_LINE_END}(?={_SIGNS}|[年月日])|(?<=[^\n]{{9}}\d){_LINE_END}(?=[千百个元吨人户项家所座次倍])"
    rf"|(?<=[^\n]{{14}}[一-龥、,]){_LINE_END}(?=\d[\d.]{{0,9}}\s?(?:{_SIGNS}))"
)
_MAY_TEAR = re.compile(
    rf"\n(?:(?<=\d\n)|(?<=\d[ \u3000]\n))\s{{0,40}}(?:{_SIGNS}|[年月日千百个元吨人户项家所座次倍])|\n\d[\d.]{{0,9}}\s?(?:{_SIGNS})"
)
_BLANK_OR_TEAR = re.compile(rf"{_TEAR}|(?<=‰)[oO](?![A-Za-z\d])|{_BLANK_OR_STOP.pattern}")
# 7%o: a per mille sign of two signs.
_PER_MILLE = re.compile(r"(?<=\d)%(?=[oO](?![A-Za-z\d]))")
# 二〇一七年: a year in characters.
_ZEROS = f"〇○零{numerals.OTHER_ZEROS}"
_YEAR = re.compile(rf"[一二][九{_ZEROS}][{_ZEROS}一二三四五六七八九]{{2}}(?=年)")

# What texts that were scanned print for a figure: 1OO, l0%, 5l项; for a decimal point: 6·5%, 3。5%. A date in a name (“6·18”), a rank
# (全省第2。30家…), a year and a fraction before a full stop are none.
_COUNTED = r"(?:%|‰|个?百分点|[万亿千百十年月个项件人家户名元吨公米亩所座处条台套倍])"
_LETTER_FOR_ZERO = re.compile(r"(?<![A-Za-z\d.])(?<!\d,)[\d.,]{0,24}\d[\d.,]{0,24}O[\dO]{0,24}(?![A-Za-z])")
_LETTER_FOR_ONE = re.compile(
    rf"(?<![A-Za-z\d.])(?<!\d,)(?:(?=[\dlIO.,]{{0,24}}\d)[\dlIO][\dlIO.,]{{0,24}}|[lI]{{1,2}}(?=%))(?<![.,])(?={_COUNTED})"
)
_IN_FIGURES = str.maketrans("lIO", "110")
_DECIMALS = r"(?=\d{1,2}(?:%|‰|个?百分点|[万亿倍]))"
_DOT_FOR_POINT = re.compile(rf"(?<![“‘.·\d])\d{{1,4}}·{_DECIMALS}")
_STOP_FOR_POINT = re.compile(rf"(?<![第前/:∶.,\d])(?!(?:19|20)\d\d。)\d{{1,4}}。{_DECIMALS}")
# Whether a text can have any of these: quick to look for.
_LETTER_AT_FIGURE = re.compile(r"[lI](?:[lI]?[\d.%]|(?<=\d.))")
_DOT_AT_FIGURES, _STOP_AT_FIGURES = re.compile(r"·(?<=\d·)\d"), re.compile(r"。(?<=\d。)\d")

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
    text = _scanned(signs.plain(_simplified(canonical)))
    text = _YEAR.sub(lambda year: numerals.in_figures(year[0]), text)
    cuts: list[int] = []
    shifts: list[int] = []
    pieces: list[str] = []
    last = removed = 0
    for blank in _to_leave_out(text).finditer(text):
        pieces.append(text[last : blank.start()])
        removed += blank.end() - blank.start()
        cuts.append(blank.end() - removed)
        shifts.append(removed)
        last = blank.end()
    return Reading("".join(pieces) + text[last:] if cuts else text, canonical, tuple(cuts), tuple(shifts))


def _to_leave_out(text: str) -> re.Pattern[str]:
    """What of a text is no text; the dear patterns only where they can match."""
    if "‰o" in text or "‰O" in text or _MAY_TEAR.search(text):
        return _BLANK_OR_TEAR
    return _BLANK_OR_STOP if "%。" in text else _BLANK


def _scanned(text: str) -> str:
    """A text with the figures and points that a scan misread, sign by sign."""
    if "%o" in text or "%O" in text:
        text = _PER_MILLE.sub("‰", text)
    if "O" in text:
        text = _LETTER_FOR_ZERO.sub(lambda number: number[0].replace("O", "0"), text)
    if _LETTER_AT_FIGURE.search(text):
        text = _LETTER_FOR_ONE.sub(lambda number: number[0].translate(_IN_FIGURES), text)
    if _DOT_AT_FIGURES.search(text):
        text = _DOT_FOR_POINT.sub(lambda number: number[0].replace("·", "."), text)
    if _STOP_AT_FIGURES.search(text):
        text = _STOP_FOR_POINT.sub(lambda number: number[0].replace("。", "."), text)
    return text


def _simplified(text: str) -> str:
    """A text in traditional characters in simplified ones, sign by sign, so that offsets hold."""
    if sum(sign in text for sign in _TRADITIONAL) < _SURELY:
        return text
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    pairs = ((sign, convert(sign)) for sign in set(text))
    return text.translate({ord(sign): plain for sign, plain in pairs if len(plain) == 1})
