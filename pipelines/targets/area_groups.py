"""Figures of several parts at once, which are the subject of a list of numbers: 9个平台营收达到800亿元、固定资产投资增长12%.

Belongs here: how far such a subject reaches. Does not: parts that have a name, and the whole (``areas``). Counties that are counted or are
all there are (各县区) may be the whole, so that they reach no further than their own list.

The first number has its subject in its name, and is of the part only where it is each one's (5个集聚区营业收入均突破50亿元). Those that
follow after 、 are of the same; those after a comma where the subject is an area, and where they say of themselves neither what is done
nor whose they are.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from pipelines.targets import area_words, indicators, lexicon
from pipelines.targets.phrases import head
from pipelines.targets.quantities import Quantity

_AREAS, _OTHERS = lexicon.any_of("areas", kind="many"), lexicon.any_of("areas", kind="many_things")
_UNITS = frozenset(("个", "家", "户", "条", "处", "大"))
_NOUN = (
    rf"(?:(?!建设|培育|发展)[一-龥A-Za-z“”+]){{0,10}}?(?:(?P<area>{_AREAS})|{_OTHERS})(?![区市县乡镇村块级化项企域])"
)
_COUNTED = re.compile(_NOUN)
_ALL = re.compile(rf"(?:(?:各|所有|全部)(?:个|大|类)?|[国省市]家?级以上|[一二两三四五六七八九十]+大){_NOUN}")
_ALL_HINT = re.compile("各|所有|全部|级以上|[一二三四五六七八九十]大")
_OPENS = re.compile(rf"(?:{lexicon.any_of('scope')}|{lexicon.any_of('strength')}|其中|全[市省区县州]|[使让])*")
# What parts that are counted pass, each does: 5个集聚区营业收入突破50亿元.
_PASSES = re.compile("(?:突破|超过?)$")
# Not 日均客流量, 亩均税收.
_EACH = re.compile("(?<![日年月周亩人户平地])均|(?<![成首])都|各(?![项类种级])")
_ELSEWHERE = re.compile("[农乡][村牧]|城乡|[全我][省市县区州盟旗]|城镇|居民|各[县区市]")
_COMMA, _SHORTEST = re.compile("[,、]"), 2


class Group(NamedTuple):
    """A stretch whose figures are of several parts: the words that name these, and those by which a name says it already."""

    start: int
    end: int
    word: str
    said: str


def find(text: str, start: int, end: int, quantities: list[Quantity]) -> Iterator[Group]:
    """The figures of a sentence that are of several parts, in the order of the text."""
    every = _ALL_HINT.search(text, start, end) is not None
    if not every and not any(quantity.unit in _UNITS for quantity in quantities):
        return
    subject: _Subject | None = None
    last = start
    for quantity, coming in zip_longest(quantities, quantities[1:]):
        begins = max(text.rfind(",", start, quantity.start) + 1, last)
        if subject and not (subject.first is quantity or _reaches(text[last : quantity.start], wide=subject.wide)):
            subject = None
        if every and (noun := _all(text, begins, quantity)):
            subject = _subject(text, noun, noun.start(), quantity)
        if subject and (subject.each or subject.first is not quantity):
            yield Group(quantity.start, quantity.end, subject.word, "" if subject.each else subject.noun)
        if coming and quantity.unit in _UNITS and (noun := _counted(text, begins, quantity, coming)):
            subject = _subject(text, noun, quantity.start, coming)
        last = quantity.end


class _Subject(NamedTuple):
    """``first`` is the number that has it in its name, ``each`` whether that is each one's, ``wide`` whether it reaches over a comma."""

    word: str
    noun: str
    first: Quantity
    each: bool
    wide: bool


def _subject(text: str, noun: re.Match[str], begins: int, first: Quantity) -> _Subject:
    each = _EACH.search(text, noun.end(), first.start) is not None or (
        noun.re is _COUNTED and _PASSES.search(text, noun.end(), first.at) is not None
    )
    return _Subject(text[begins : noun.end()], noun[0], first, each, bool(noun["area"]))


def _all(text: str, begins: int, quantity: Quantity) -> re.Match[str] | None:
    """All parts of a sort as the subject of a number."""
    opens = _OPENS.match(text, begins, quantity.start)
    noun = _ALL.match(text, opens.end() if opens else begins, quantity.start)
    return noun if noun and _is_measured(text[noun.end() : quantity.start], quantity.unit) else None


def _counted(text: str, begins: int, quantity: Quantity, coming: Quantity) -> re.Match[str] | None:
    """The noun of parts that are counted as the subject of the number that comes next; not what is built or won (新建5个平台)."""
    before = text[begins : quantity.start]
    noun = (
        _COUNTED.match(text, quantity.end, coming.start) if before.endswith("等") or _OPENS.fullmatch(before) else None
    )
    return noun if noun and _is_measured(text[noun.end() : coming.start], coming.unit) else None


def _is_measured(words: str, unit: str) -> bool:
    name = "" if _COMMA.search(words) else head(words).name
    sure = not indicators.counts(unit) or indicators.is_bare(name) or indicators.is_measured(name)
    return sure and len(name) >= _SHORTEST


def _reaches(words: str, *, wide: bool) -> bool:
    """Whether a subject holds for the number that such words lead to, from the number before on."""
    own = words.lstrip("、,")
    if _ELSEWHERE.search(words) or area_words.does(own) or "、" in own:
        return False
    commas = words.count(",")
    return not commas or (wide and commas == 1 and words.startswith(","))
