"""What the text of a cell may be: nothing that a spreadsheet takes for a formula, and nothing that prints as something else than it is.

The rule follows Unicode: what is white or shows nothing is passed over, what is a sign in another width is that sign. It is one regular
expression, which both the engine of the tables and that of Python run in linear time. Belongs here: the rule, the reason why a text breaks
it, and the same text made harmless. Does not: which columns keep it (``contract.text``), or who is told (stages).
"""

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# White, or without any form: blanks of all widths, soft hyphen, zero width, marks of direction, fillers, variation selectors, and marks that
# stand on the sign before them. A quotation mark of ASCII too: a program that splits a line at another mark drops it. Not an apostrophe, after
# which every spreadsheet reads text.
_INVISIBLE = (
    r" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
    r"\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    '"'
)
_EQUALS = r"=＝﹦⁼₌@＠﹫"
# A spreadsheet takes a text for a formula that begins so (OWASP, CSV injection); a tab or the end of a line before it is dropped.
_SIGNS = _EQUALS + r"+＋﹢⁺₊\-－﹣⁻₋−\u2010\u2011\t\r\n"
# Never in a text: control characters but for the tab and the end of a line, what turns the direction of reading, line and paragraph separators,
# tags that no font shows, annotations, and code points that are no characters.
_NEVER = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + f"{chr(0xE0000)}-{chr(0xE007F)}"
)
# Where a program of another country splits a line, a cell may begin with what follows: there = and @ alone are refused, since a figure with its
# sign follows a mark in any text.
_MARKS = r";,；，\t\r\n"
_GOES_ON = rf"[{_MARKS}{_INVISIBLE}]*(?:[^{_EQUALS}{_MARKS}{_INVISIBLE}{_NEVER}]|$)"
_FIRST = rf"[^{_SIGNS}{_MARKS}{_INVISIBLE}{_NEVER}]|[;,；，]{_GOES_ON}"
SAFE_TEXT = rf"^[{_INVISIBLE}]*(?:{_FIRST})(?:[^{_MARKS}{_NEVER}]|[{_MARKS}]{_GOES_ON})*$"
# What a program cannot even write: half a sign of two.
_HALVES = "\ud800-\udfff"
# A number with its sign is no formula, nor is the dash that stands for none, nor the place of a figure in a text of nobody (@40).
_NUMBER = r"^(?:[+\-]?[0-9][0-9,]*(?:\.[0-9]+)?[%‰]?|--?|@[0-9]+(?:\.[0-9]+)?)$"
_LEADS = rf"^[{_INVISIBLE}\t\r\n]*[{_SIGNS}]"
_INSIDE = rf"([{_MARKS}][{_MARKS}{_INVISIBLE}]*)([{_EQUALS}])"
_SAFE, _PLAIN, _LED = re.compile(SAFE_TEXT), re.compile(_NUMBER), re.compile(_LEADS)
# Whole runs, so that none is looked at twice.
_RUN = re.compile(rf"([{_MARKS}][{_MARKS}{_INVISIBLE}]*+)([{_EQUALS}]?)")
FORBIDDEN = f"[{_NEVER}]"
_FORBIDDEN = re.compile(f"[{_NEVER}{_HALVES}]")
_SHOWN = 60


def hidden(text: str) -> str | None:
    """What a text holds that prints as nothing, or as something else; None where there is nothing such."""
    if forbidden := _FORBIDDEN.search(text):
        sign = forbidden[0]
        name = unicodedata.name(sign, "no character that prints")
        return f"{_shown(text)} holds U+{ord(sign):04X} ({name}). Take it out"
    return None


def fault(text: str) -> str | None:
    """Why a text may not stand in a cell; None where it may."""
    if reason := hidden(text):
        return reason
    if _SAFE.match(text):
        return None
    if led := _LED.match(text):
        return f"{_shown(text)} begins with {led[0][-1]!r}, as a formula of a spreadsheet does. Begin with a word"
    if inside := next((run for run in _RUN.finditer(text) if run[2]), None):
        return f"{_shown(text)} holds {inside[0][0]}{inside[2]}, which begins a formula where a line is split there. Write it otherwise"
    return f"{_shown(text)} shows nothing. Write what it is"


def escaped(text: str) -> str:
    """A text of whoever wrote it as a cell that no spreadsheet takes for a formula; what may stand in a cell stays as it is."""
    if _PLAIN.match(text) or fault(text) is None:
        return text
    text = _RUN.sub(lambda run: f"{run[1]}'{run[2]}" if run[2] else run[0], _FORBIDDEN.sub("\ufffd", text))
    return f"'{text}" if _LED.match(text) else text


def all_escaped(texts: "pl.Expr") -> "pl.Expr":
    """``escaped`` of all texts of a column."""
    import polars as pl

    clean = texts.str.replace_all(FORBIDDEN, "\ufffd").str.replace_all(_INSIDE, "${1}'${2}")
    led = pl.when(clean.str.contains(_LEADS)).then(pl.lit("'") + clean).otherwise(clean)
    return pl.when(texts.str.contains(SAFE_TEXT) | texts.str.contains(_NUMBER)).then(texts).otherwise(led)


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}…"
