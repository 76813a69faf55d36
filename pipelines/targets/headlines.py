"""A second, careless look at the headline indicators: which of them the plan part names beside a number.

Where it names none, that no target was read means that none was set; where it does, the grammar may have missed one. Belongs here: this
look alone. Does not: what a number says (``rules``), or which codes a headline has (``schemas/codelists/headlines.csv``).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.targets.parts import PLAN, Sentence

# From a name to its number, and from the first part of a name to its second (城镇居民人均可支配收入).
_TO_NUMBER, _WITHIN = 30, 24
# What stands between says that the number is another thing's: 生产总值能耗, 税收占收入比重.
_OTHER = re.compile(r"[能水电物]耗|消耗|能源|用水|排放|比[重例为]|占|贡献|密度|强度|倍差")
_OF_OTHER = re.compile(r"(?:单位|[万亿]元|人均|占|相当于)[^,。;:]{0,4}$")
_BEFORE = 8
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万]+(?:个百分点|[万亿]|元)|百分之|翻[一两]?番")
# A clause, with those that go on about what it names: 突破千亿元,增长11%左右.
_SIGNS = r"[^,。;:!?\n]"
_GOES_ON = (
    r"(?:[均都各]|分别|同比|比上年|年均|预期|力争|确保|努力|争取|实现|达到)*(?:增[长幅速]?|[上下]?[升涨降]|提高|控制)"
)
_CLAUSE = re.compile(rf"{_SIGNS}+(?:,{_GOES_ON}{_SIGNS}*)*")


class Mention(NamedTuple):
    """A headline, and the clause that names it, by offsets into the reading."""

    headline: str
    start: int
    end: int


def mentions(text: str, sentences: Iterable[Sentence]) -> Iterator[Mention]:
    """Of every headline that the plan part names beside a number the first clause that does."""
    seen: set[str] = set()
    for sentence in sentences:
        if sentence.part == PLAN and _any_name().search(text, sentence.start, sentence.end):
            for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
                named = set(_named(clause.group())) - seen
                seen |= named
                yield from (Mention(headline, *clause.span()) for headline in sorted(named))


def _named(clause: str) -> Iterator[str]:
    numbers = [number.start() for number in _NUMBER.finditer(clause)]
    for headline, names in _names().items() if numbers and _any_name().search(clause) else ():
        if any(_has_number(clause, name, numbers) for name in names.finditer(clause)):
            yield headline


def _has_number(clause: str, name: re.Match[str], numbers: list[int]) -> bool:
    """Whether a number stands near behind the name, and is not seen to be another thing's."""
    if _OF_OTHER.search(clause[max(0, name.start() - _BEFORE) : name.start()]):
        return False
    number = next((at for at in numbers if name.end() <= at <= name.end() + _TO_NUMBER), None)
    return number is not None and not _OTHER.search(clause, name.end(), number)


@cache
def _any_name() -> re.Pattern[str]:
    """How a name of any headline opens: most sentences have none."""
    return lexicon.search_for(sorted({row["word"] for row in lexicon.read("headline_names")}))


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """How each headline is named."""
    names: dict[str, list[str]] = {}
    for row in lexicon.read("headline_names"):
        rest = rf"[^\d]{{0,{_WITHIN}}}{row['then']}" if row["then"] else ""
        names.setdefault(row["headline"], []).append(row["word"] + rest)
    return {headline: re.compile("|".join(words)) for headline, words in names.items()}
