"""Targets without a number: 开工建设甲乙铁路、丙机场; 推动丁高速建成通车; 推进戊水库前期工作.

Belongs here: which clauses of the plan part announce a deed, the deed's verb, and the things it is done to. Does not: anything
with a number, which is a target (``rules``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.targets import indicators, lexicon
from pipelines.targets.lexicon import Words
from pipelines.targets.parts import PLAN, Sentence

_CLAUSE = re.compile(r"[^,:]+")
_LIST = re.compile(r"、|以及|和(?!平|谐|田|静|硕|布)|及(?!其)")
_CLOSED = re.compile(r"(?<![平高中初同对])等(?!级|于)[^等、]{0,12}$")
_NUMBER = re.compile(
    # It opens with a set of characters, by which a search can skip.
    r"[\d一二两三四五六七八九十百千](?:(?<=\d)|(?<!一(?=批))[一二两三四五六七八九十百千]*(?:个|条|座|家|所|项|处|批|名|万))"
)
_LONGEST_CLAUSE, _LONGEST_OBJECT = 240, 40


@dataclass(frozen=True)
class Commitment:
    """A deed and a thing; offsets of the thing (``at``) and of its clause into the reading."""

    action: str
    object: str
    at: int
    start: int
    end: int
    sentence: Sentence
    rule: str


def _words(place: str) -> str:
    return lexicon.any_of("commitments", place=place)


_VERBS_LAST = Words(lexicon.words("commitments", place="after"))
# Cheap to ask before a verb is looked for as what leads to it allows.
_VERBS_FIRST = lexicon.search_for(lexicon.words("commitments", place="before"))


@cache
def _first() -> re.Pattern[str]:
    """The verb first, at the start or after a word that leads to it: 今年要开工建设甲、乙."""
    return re.compile(
        rf"(?:^|{_words('lead')}|、|并|好){_words('grade')}*(?P<action>{_words('before')})(?:了|好)?(?P<objects>.{{2,}})$"
    )


@cache
def _last() -> re.Pattern[str]:
    """The verb last: 推动甲、乙建成投用; 推进丙前期工作."""
    return re.compile(
        rf"^(?:.*?{_words('lead')})?(?P<objects>.{{2,}}?)(?:项目|工程)?{_words('grade')}*(?P<action>{_words('after')})$"
    )


_NEVER = re.compile(_words("never"))
# 推广旅游购物贸易试点: with the deed last, a verb may lead to the thing; with the deed first (出台促进…的意见) it is part of it.
_OPENS, _NOTHING = Words(lexicon.words("commitments", place="lead")), Words([])


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(rf"{_words('vague')}|.?$")


def find(text: str, sentences: Iterable[Sentence]) -> Iterator[Commitment]:
    """The targets of a reading's plan part in the order of the text, one for each thing that is to be done."""
    for sentence in sentences:
        if sentence.part != PLAN:
            continue
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
            clause = match[0]
            if len(clause) > _LONGEST_CLAUSE or not (_VERBS_LAST.at_end(clause) or _VERBS_FIRST.search(clause)):
                continue
            if not _NUMBER.search(clause):
                yield from _commitments(clause, match.start(), sentence)


def _commitments(clause: str, start: int, sentence: Sentence) -> Iterator[Commitment]:
    match, rule = (_last().search(clause) if _VERBS_LAST.at_end(clause) else None), "verb_last"
    if match is None:
        match, rule = (_first().search(clause) if _VERBS_FIRST.search(clause) else None), "verb_first"
        # A verb that tells no deed by itself counts only with one after the thing: 开展甲试点, 加快推进乙前期工作.
        if match is None or match["action"] in lexicon.words("commitments", place="weak"):
            return
    for name, offset in _things(match["objects"], _OPENS if rule == "verb_last" else _NOTHING):
        at = start + match.start("objects") + offset
        yield Commitment(match["action"], name, at, start, start + len(clause), sentence, rule)


def _things(objects: str, opens: Words) -> Iterator[tuple[str, int]]:
    """The members of a list with their offsets, without what closes it (等项目) and the verbs that only lead to them."""
    whole = _CLOSED.sub("", objects)
    position = 0
    for part in _LIST.split(whole):
        offset = whole.index(part, position)
        position = offset + len(part)
        thing = part
        while word := opens.at_start(thing):
            thing = thing[len(word) :]
        name = indicators.unpaired(thing.strip("的 “”"))
        if name and len(name) <= _LONGEST_OBJECT and not _vague().match(name) and not _NEVER.search(name):
            yield name, offset + len(part) - len(thing) + thing.index(name[0])
