"""How the items of a list are numbered: 一是…;二是…, (1)…(2)…, ①②, 1.、2., (一), 一、.

Belongs here: the marks, and where the items begin that one of them numbers. Does not: which list they are of, and where it ends.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from pipelines.wording import numerals

# No item is longer.
LONGEST_ITEM = 1500
# A mark stands at the start of a line or behind a stop.
_BEFORE = "。;:,\n！!"
_CN = r"[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"


class Mark(NamedTuple):
    """A kind of mark: its pattern, whose first group is the number, and what that means.

    ``of_sections``: it numbers the sections of a report as well.
    """

    pattern: re.Pattern[str]
    number: Callable[[str], int]
    of_sections: bool = False


MARKS = (
    Mark(re.compile(rf"(?:第)?({_CN})(?:是|件)(?!否)[,:]?"), numerals.count),
    Mark(re.compile(r"[(](\d{1,2})[)]、?"), int),
    Mark(re.compile(rf"([{_CIRCLED}])"), lambda sign: _CIRCLED.index(sign) + 1),
    Mark(re.compile(rf"([{_BRACKETED}])"), lambda sign: _BRACKETED.index(sign) + 1),
    Mark(re.compile(r"(\d{1,2})(?:[、)]|[.](?!\d))"), int),
    Mark(re.compile(rf"[(]({_CN})[)]、?"), numerals.count, of_sections=True),
    Mark(re.compile(rf"({_CN})、"), numerals.count, of_sections=True),
)
OF_ITEMS = tuple(mark for mark in MARKS if not mark.of_sections)


def starts(text: str, place: int, mark: Mark) -> list[int]:
    """Where the items begin that a mark numbers 1, 2, 3 and so on, the first one at the place itself; empty where none does.

    What is numbered from 1 on again (the notes at a report's end) is something else.
    """
    first = mark.pattern.match(text, place)
    if first is None or value(first[1], mark.number) != 1:
        return []
    begun, position = [place], first.end()
    while True:
        for match in mark.pattern.finditer(text, position, position + LONGEST_ITEM):
            number = value(match[1], mark.number) if text[match.start() - 1] in _BEFORE else None
            if number == 1:
                return begun
            if number == len(begun) + 1:
                begun.append(match.start())
                position = match.end()
                break
        else:
            return begun


def value(printed: str, number: Callable[[str], int]) -> int | None:
    """What a printed number means; None where it is none."""
    try:
        return number(printed)
    except ValueError:
        return None
