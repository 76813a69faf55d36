"""Texts whose lines end where a page was full, as those copied out of a PDF: their lines become the paragraphs that they are of.

A line that was wrapped ends in the middle of a sentence, often of a word or a number. Elsewhere hardly any line does: a paragraph ends
in a full stop, a heading stands alone. So a text is known by how many of its lines are torn; then every line is joined to the next,
unless a paragraph can end between them. Between two pages stand the number of the page and what runs along their heads or feet: they go.

Belongs here: ends of lines that are the page's, not the text's. Does not: markup (``markup``), or blanks inside a line (the grammar's).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import pairwise, zip_longest
from operator import itemgetter
from typing import NamedTuple

_CLOSED = re.compile(r"[。！？!?；;：:…][”’）)]?$")
_GOES_ON = "，、,（(《“‘—"
_NEVER_FIRST = "的了们"
_CARRIED_OVER = "，。、；：）》”’！？,;:)%％‰."
# 3, - 3 -, —3—, 第3页, 第3页 共20页, 3/20: the number of a page. Between lines of text only: a table's cell looks the same.
_PAGE = re.compile(
    r"[-–—－·~\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:[\s,，]*(?:/|共|of)\s*\d{1,3}\s*页?)?[-–—－·~\s]*|\f", re.IGNORECASE
)
_BARE = re.compile(r"^[ \t\u3000]*(\d{1,3})[ \t\u3000]*$", re.MULTILINE)
_OPENS = re.compile(
    r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d)|[-—–·•●■◆*#|>]"
)
_OPENS_TITLE = re.compile(rf"[（(—]|(?:{_OPENS.pattern})[^，。]*$")
_INDENT = re.compile(r"[ \t\u3000]*")
_MARKUP = re.compile(r"[#|>]")
# A figure that is torn in two, or from what it counts.
_FIGURE_BEFORE = re.compile(r"\d[.．]?$")
_FIGURE_GOES_ON = re.compile(r"\d+(?![、．]|\.(?!\d))|个?百分点|[万亿千百个家户人元吨公平米亩所座处条项件台套倍年月日]")
# What is not broken over two lines: a figure or a Latin word, else a character. A line is full where that had no more room in it.
_PIECE = re.compile(r"[A-Za-z0-9.%％‰]+|.")
# A text looks wrapped where half of its lines are open at their ends, and of those torn in a way that no paragraph ends there are
# so many: two at least, and one in thirty lines. Of 2,649 reports none that is not wrapped comes near to both.
_OPEN_SHARE, _FEWEST_TORN, _TORN_SHARE, _FEWEST_LINES = 0.4, 2, 1 / 30, 4
# Lines are of one width where so many of the open ones are no more than so far from it; else they were broken anywhere.
_OF_ONE_WIDTH, _SLACK = 0.6, 3
# A short text is known by fewer torn ends, or none, where nearly all of its open lines are of one width that no heading has.
_NARROWEST, _FEWEST_ALIKE, _ALIKE = 15, {True: 2, False: 3}, {True: 0.75, False: 0.9}
# No page is so wide; of a text that one wrapped hardly any line is longer than the others.
_WIDEST, _LONGER_SHARE = 100, 0.05
# A shorter line that no paragraph can be is a cell of a table, a number, or a name.
_SHORTEST = 5
_HEADING = 30
# The lines that go on are indented least; fewer than one in so many are no usual lines.
_SELDOM = 6


class _Line(NamedTuple):
    """A line of text with the blanks that indent it; ``gap`` is what stood before it: nothing, a blank line, or the end of a page."""

    text: str
    blanks: str
    gap: str

    @property
    def indent(self) -> int:
        """How far it is indented, in halves of a Chinese character."""
        return _columns(self.blanks)


_NONE, _BLANK, _NEW_PAGE = "", "blank", "page"


def unwrapped(text: str) -> str:
    """A text with its wrapped lines joined to paragraphs; as it is where it does not look wrapped."""
    lines = _lines(text)
    if not _looks_wrapped(lines):
        return text
    lines = _without_page_heads(lines)
    pieces = [lines[0].text]
    for (before, line), ends in zip(pairwise(lines), _ends_of_paragraphs(lines), strict=True):
        if ends:
            pieces += ["\n\n" if line.gap == _BLANK else "\n", line.blanks, line.text]
        else:
            pieces += [_between(before.text, line.text), line.text]
    return "".join(pieces)


def _lines(text: str) -> list[_Line]:
    """The lines of a text, without blank ones and numbers of pages; bare figures are those only where they count on."""
    lines: list[_Line] = []
    gap = _NONE
    bare = [int(figure) for figure in _BARE.findall(text)]
    count_on = all(later == figure + 1 for figure, later in pairwise(bare))
    for printed in text.replace("\f", "\n\f\n").split("\n"):
        line = printed.strip(" \t\u3000")
        if not line:
            gap = gap or _BLANK
        elif lines and _PAGE.fullmatch(line) and (count_on or not line.isdecimal()):
            gap = _NEW_PAGE
        else:
            lines.append(_Line(line, _INDENT.match(printed)[0], gap))  # type: ignore[index]
            gap = _NONE
    return lines


def _looks_wrapped(lines: list[_Line]) -> bool:
    pairs = [
        (before, line)
        for before, line in pairwise(lines)
        if not _is_heading(before.text) and len(before.text) >= _SHORTEST
    ]
    torn = [(before, line) for before, line in pairs if _is_open(before.text)]
    surely = sum(_is_torn(before.text, line.text) for before, line in torn)
    inside_words = _inside_words(torn)
    if len(pairs) < _FEWEST_LINES or len(torn) < _OPEN_SHARE * len(pairs) or 2 * len(inside_words) < len(torn) - 1:
        return False  # the last: a list whose items end in commas
    if sum(len(line.text) > _WIDEST for line in lines) > _LONGER_SHARE * len(lines):
        return False
    if surely >= max(_FEWEST_TORN, _TORN_SHARE * len(lines)):
        return True
    alike = list({line.text: line for line in inside_words if len(line.text) >= _NARROWEST}.values())
    measure, width, share = _width(alike)
    longer = sum(measure(line.blanks + line.text) > width + _SLACK * measure("一") for line in lines)
    if longer > _LONGER_SHARE * len(lines):
        return False
    return (
        width >= _NARROWEST * measure("一")
        and len(alike) >= _FEWEST_ALIKE[bool(surely)]
        and share >= _ALIKE[bool(surely)]
    )


def _inside_words(pairs: list[tuple[_Line, _Line]]) -> list[_Line]:
    """The lines that end in the middle of a sentence and at no comma; the title, which is open too, and headings are none."""
    return [
        line
        for place, (line, _) in enumerate(pairs)
        if _is_open(line.text) and line.text[-1] not in _GOES_ON and place and not _OPENS_TITLE.match(line.text)
    ]


def _is_open(line: str) -> bool:
    """Whether a line ends as no sentence does, and holds words."""
    return not _CLOSED.search(line) and len(line) >= _SHORTEST and not line.isascii()


def _is_torn(line: str, following: str) -> bool:
    """Whether the end of a line tears a sentence or a number, so that no paragraph can end there."""
    if not _is_open(line):
        return following[0] in _CARRIED_OVER and not _OPENS.match(following)
    if following[0] in _CARRIED_OVER + _NEVER_FIRST or (line[-1] in _GOES_ON and not _OPENS.match(following)):
        return True
    return bool(_FIGURE_BEFORE.search(line)) and bool(_FIGURE_GOES_ON.match(following))


def _without_page_heads(lines: list[_Line]) -> list[_Line]:
    """The lines without those that return at the turn of pages: 政府工作报告 above or below every page."""
    at_turn = [
        _NEW_PAGE in (line.gap, following.gap if following else _NONE)
        for line, following in zip_longest(lines, lines[1:])
    ]
    times = Counter(line.text for line, turns in zip(lines, at_turn, strict=True) if turns)
    kept, gap = [], _NONE
    for line, turns in zip(lines, at_turn, strict=True):
        if turns and times[line.text] > 1 and len(line.text) <= _HEADING:
            gap = _NEW_PAGE
        else:
            kept.append(line._replace(gap=gap or line.gap))
            gap = _NONE
    return kept


def _ends_of_paragraphs(lines: list[_Line]) -> list[bool]:
    """Whether a paragraph ends between a line and the next, for each but the last, by what this text has of width, indents, blank lines."""
    pairs = list(pairwise(lines))
    full = _full_lines(pairs)
    is_open = [_is_open(line.text) for line in lines]
    indent = Counter(line.indent for line in lines)
    usual = min((each for each, times in indent.items() if times * _SELDOM > len(lines)), default=0)
    closed = [number for number in range(len(pairs)) if not is_open[number]]
    indented = [line.indent > usual + 1 for line in lines]  # more than a stray blank
    indents = 3 * sum(indented[number + 1] for number in closed) > len(closed)
    spaced = 2 * sum(line.gap == _BLANK for line, opens in zip(lines[1:], is_open, strict=False) if opens) > sum(
        is_open
    )
    unspaced = [number for number in closed if lines[number + 1].gap == _NONE]
    # Where paragraphs are set apart by blank lines or indents, all that is not set apart goes on.
    set_apart = indents or (
        bool(full) and not spaced and sum(full[number] for number in unspaced) * 4 > len(unspaced) * 3
    )

    def ends(number: int) -> bool:
        before, line = pairs[number]
        if _is_torn(before.text, line.text):
            return False
        if (indents and indented[number + 1]) or _MARKUP.match(line.text) or _MARKUP.match(before.text):
            return True
        if is_open[number]:
            if not full:
                if indents:
                    return line.gap == _BLANK or (not indented[number] and _is_heading(before.text))
                return line.gap == _BLANK or bool(_OPENS.match(line.text)) or _is_heading(before.text)
            return not full[number]
        heading = bool(full) and number + 1 < len(pairs) and is_open[number + 1] and not full[number + 1]
        if heading or _OPENS.match(line.text) or (line.gap == _BLANK and not spaced):
            return True
        return not (set_apart and line.gap == _NONE) and not (full and full[number])

    return [ends(number) for number in range(len(pairs))]


def _full_lines(pairs: list[tuple[_Line, _Line]]) -> list[bool]:
    """Whether a line is so full that the next word had no room in it, for each but the last; empty where they are of no one width."""
    measure, width, share = _width(_inside_words(pairs))
    if share < _OF_ONE_WIDTH:
        return []
    one = measure("一")

    def is_full(line: _Line, following: _Line) -> bool:
        room = width - measure(line.blanks + line.text)
        piece = _PIECE.match(following.text)
        # Where a sentence ends a paragraph may end too, so that a line that is nearly full is not taken for one that is.
        return (measure(piece[0]) if piece else one) > (room - one if _is_open(line.text) else room)

    return [is_full(line, following) for line, following in pairs]


def _width(lines: list[_Line]) -> tuple[Callable[[str], int], int, float]:
    """How lines are measured, the width that most of them have, and the share of those that do.

    They are measured in characters or, as on a page, in halves of a Chinese one: whichever they differ less in.
    """
    best: tuple[int, Callable[[str], int], int, float] = (-1, _characters, 0, 0)
    for measure, slack in ((_characters, _SLACK), (_columns, 2 * _SLACK)):
        widths = Counter(measure(line.blanks + line.text) for line in lines)
        full = {width: widths[width] + widths[width - 1] for width in widths}
        width = max(full, key=lambda width: (full[width], widths[width]), default=0)
        near = sum(times for each, times in widths.items() if width - slack < each <= width + slack)
        best = max(best, (full.get(width, 0), measure, width, near / max(1, len(lines))), key=itemgetter(0))
    return best[1:]


def _characters(text: str, /) -> int:
    return len(text)


def _columns(text: str, /) -> int:
    """The width of a text where a Chinese character is two columns wide."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING and bool(_OPENS.match(line)) and not re.search("[，,。；]", line)


def _between(before: str, following: str) -> str:
    """What was at the end of a line: a blank between two Latin words, else nothing."""
    return " " if re.match("[a-z]{2}", before[-1] + following[0]) else ""
