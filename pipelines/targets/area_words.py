"""The words that name a part of the government's own: 东湖高新区, 市本级, 山区四县, 每个县, and the counties and cities by their names.

Belongs here: what such words look like, and at which of them the words of a clause begin. Does not: which figures are of the part (``areas``).
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.targets.lexicon import Words
from schemas import codelists
from schemas.codelists import places


def _any_of(kind: str) -> str:
    return lexicon.any_of("areas", kind=kind)


# Parts that a name may stand before, the wider first: 经济区 and 园区.
_ZONES, _GROUNDS = _any_of("zone"), _any_of("ground")
_CITY, _GROUP = _any_of("city"), _any_of("group")
# 园区域, 新区级, 市区两级: the word goes on.
_ENDS = r"(?![域间块位划委长属校级镇乡村县]|两级)"
# What the name of a zone is written in; in no such name stands what a figure is of, or what is done with the zone.
_NOT_IN_NAME = "(?<![的在入向对与从由为将把被了等全各以占比个级至到])"
_NAME = rf"(?:(?!和|{_any_of('no_name')})[一-龥A-Za-z·]{_NOT_IN_NAME}){{0,8}}?"
_TERM = (
    rf"(?P<each>{_any_of('each')})|(?P<body>{_any_of('body')})(?!级)"
    rf"|(?P<group>(?:[一-龥]{_NOT_IN_NAME}){{0,4}}?{_GROUP}(?:{_GROUP})?)(?![级域间块位划委长])"
    rf"|(?P<city>{_CITY}){_ENDS}|(?P<counties>{_any_of('counties')}){_ENDS}|(?P<kind>{_any_of('kind')}){_ENDS}|(?P<part>{_any_of('part')})(?![东南西北])"
    rf"|(?P<zone>{_NAME}{_ZONES}){_ENDS}|(?P<ground>{_NAME}{_GROUNDS}){_ENDS}"
    rf"|(?P<name>{_any_of('name')})(?=开发|建设|自贸|深港|合作|,|$|生产总值|GDP)|(?P<level>{_any_of('level')})(?![以级重])"
)
# 开发区 begins like a verb.
_BARE = rf"(?:{_ZONES}|{_GROUNDS}){_ENDS}"
_HINT = lexicon.search_for(
    word
    for kind in ("zone", "ground", "city", "counties", "kind", "part", "body", "level", "each", "group", "name")
    for word in lexicon.words("areas", kind=kind)
)
_COUNTED = re.compile(rf"(?:{_CITY}|县域(?=规)|{_any_of('body')}){_ENDS}(?=[一-龥]{{2}})")
_ZONE = re.compile(f"{_ZONES}$")
_SUM = re.compile(f"{_GROUP}$")
_JOINT = re.compile("[、和与及]?")
_THINGS, _WHOLES = (
    Words(lexicon.words("areas", kind="name_of_thing")),
    Words((*lexicon.words("areas", kind="whole"), *lexicon.words("areas", kind="other"))),
)
_OPENERS = Words((*lexicon.words("areas", kind="opener"), *lexicon.words("scope"), *lexicon.words("grades")))
_VERBS, _LED = Words(lexicon.words("actions")), Words(lexicon.words("subjects"))
_ALSO = ("、", "和", "或")
_DONE = ("完成", "实现", "安排", "形成")
_LONGEST, _LONGEST_OPENER = 40, 12


class Term(NamedTuple):
    """The words that name a part, where they stand.

    Attributes:
        start, end: their stretch of the reading; of several parts that are listed, that of the list.
        kind: the kind of their row in ``lexicon/areas``, or region.
        verb: the content verb right before them; empty where there is none.
        led: whether they are led to do something (支持, 推动).
    """

    start: int
    end: int
    kind: str
    verb: str
    led: bool


class Hints:
    """Where in a stretch of the reading such words may stand: cheap to ask before the stretch is read closely."""

    def __init__(self, text: str, start: int, end: int, region_code: str | None) -> None:
        self._at = [match.start() for match in _HINT.finditer(text, start, end)]
        if region_code and (named := [match.start() for match in _hints_of(region_code).finditer(text, start, end)]):
            self._at = sorted(self._at + named)

    def __bool__(self) -> bool:
        return bool(self._at)

    def within(self, start: int, end: int) -> bool:
        """Whether there are any between two places."""
        place = bisect_left(self._at, start)
        return place < len(self._at) and self._at[place] < end


def term(text: str, first: int, stop: int, region_code: str | None) -> Term | None:
    """The part that the words of a stretch begin with, after those that only open a clause; None where they begin with none."""
    place, verb, led = first, "", False
    while place < stop:
        if region_code and (match := _regions(region_code).match(text, place, stop)):
            kind = "zone" if _ends_in_zone(match[0]) else "region"
            return Term(place, _listed(text, match.end(), stop, region_code), kind, verb, led)
        if led and region_code and (match := _short_names(region_code).match(text, place, stop)):
            return Term(place, match.end(), "region", verb, led)
        if _bare().match(text, place, stop):
            break
        words = text[place : min(place + _LONGEST_OPENER, stop)]
        subject, opener, action = _LED.at_start(words), _OPENERS.at_start(words), _VERBS.at_start(words)
        word = max(subject, opener, action, key=len)
        if not word:
            break
        verb = action if word not in (subject, opener) else verb
        led = led or bool(subject)
        place += len(word)
        if (
            action == word
            and text.startswith(_ALSO, place)
            and _VERBS.at_start(text[place + 1 : place + _LONGEST_OPENER])
        ):
            place += 1  # 新建、改扩建市区小学
    if _THINGS.at_start(text[place : place + _LONGEST_OPENER]):
        return None
    match = _terms().match(text, place, min(stop, place + _LONGEST))
    return match and Term(place, _listed(text, match.end(), stop, region_code), match.lastgroup or "", verb, led)


def whole(text: str, first: int, stop: int) -> int | None:
    """Where the words of a stretch name the whole, or what is no part (全市, 农村), after those that only open a clause."""
    place = first
    while place < stop:
        words = text[place : place + _LONGEST_OPENER]
        if _WHOLES.at_start(words):
            return place
        if not (opener := _OPENERS.at_start(words)):
            return None
        place += len(opener)
    return None


def counted(text: str, first: int, stop: int) -> tuple[int, int] | None:
    """The stretch of the part that a noun right after a number begins with: 5个市区停车场."""
    match = _COUNTED.match(text, first, stop)
    return match.span() if match and not _THINGS.at_start(text[first : first + _LONGEST_OPENER]) else None


def _ends_in_zone(words: str) -> bool:
    return bool(_ZONE.search(words))


def sums_up(words: str) -> bool:
    """Whether a list of parts ends in their number: 襄阳、宜昌两市."""
    return bool(_SUM.search(words))


def begins_to_do(words: str) -> bool:
    """Whether words begin with a verb, or with what opens a clause."""
    return bool(_VERBS.at_start(words) or _OPENERS.at_start(words))


def acts(text: str, first: int, stop: int) -> bool:
    """Whether a stretch begins with what is done, after what only opens a clause: 全年完成投资, 力争新增; not 力争吞吐量."""
    place = first
    while place < stop:
        words = text[place : place + _LONGEST_OPENER]
        opener = _OPENERS.at_start(words)
        if opener in _DONE or _VERBS.at_start(words):
            return True
        if not opener:
            return False
        place += len(opener)
    return True


def does(words: str) -> bool:
    """Whether words begin with a content verb."""
    return bool(_VERBS.at_start(words))


def _listed(text: str, end: int, stop: int, region_code: str | None) -> int:
    """The end of a list of such parts: 高新区、经开区."""
    while joint := _JOINT.match(text, end, stop):
        match = _terms().match(text, joint.end(), stop)
        if region_code:
            match = _regions(region_code).match(text, joint.end(), stop) or match
        if match is None:
            break
        end = match.end()
    return end


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(_BARE)


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(_TERM)


@cache
def _regions(region_code: str) -> re.Pattern[str]:
    """The names of what lies in a region, short ones of prefectures too; with the name of a zone behind them (成都高新区)."""
    names = sorted(_names_below().get(region_code, ()), key=len, reverse=True)
    # 成都至重庆: a railway lies between them.
    return re.compile(
        rf"(?:{lexicon.alternatives(names)})(?:[一-龥]{{0,6}}?{_ZONES})?(?![至到—-]|[域间块位划])" if names else r"(?!)"
    )


@cache
def _hints_of(region_code: str) -> re.Pattern[str]:
    """The names of what lies in a region, and what leads its counties under their short names to do something."""
    led = (f"{word}(?={_short_names(region_code).pattern})" for word in lexicon.words("subjects"))
    return lexicon.search_for((*_names_below().get(region_code, ()), *led))


@cache
def _short_names(region_code: str) -> re.Pattern[str]:
    """Short names of counties, which are sure only where they are led to do something: 支持甲、乙和丙加快发展."""
    names = sorted(_counties_below().get(region_code, ()), key=len, reverse=True)
    name = f"(?:{lexicon.alternatives(names)})"
    return re.compile(rf"{name}(?:[、和与及]{name})*(?=等|加快|在|打造|争|建设|发展|$)" if names else r"(?!)")


@cache
def _counties_below() -> Mapping[str, set[str]]:
    """The short names of the counties of a region, by its code."""
    names: dict[str, set[str]] = {}
    for row in codelists.read("regions"):
        if row["level"] == "county" and len(row["short_zh"]) > 1:
            names.setdefault(row["parent"], set()).add(row["short_zh"])
    return names


@cache
def _names_below() -> Mapping[str, set[str]]:
    """The names of all that lies in a region, by its code."""
    names: dict[str, set[str]] = {}
    for row in codelists.read("regions"):
        own = (
            {row["name_zh"], row["short_zh"]}
            if places.rank(row["region_code"]) == places.PREFECTURE
            else {row["name_zh"]}
        )
        for above in places.above(row["region_code"]):
            names.setdefault(above, set()).update(name for name in own if len(name) > 1)
    return names
