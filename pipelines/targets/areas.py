"""The parts of the government's own that a sentence speaks of: where each begins to hold, where it ends, which words name it.

Belongs here: districts, zones, groups of counties and bodies (``lexicon/areas``; counties and cities by ``places``), and how long they hold.
Does not: which figure is of which (``facts/area``), or things in a place (a company, a harbour, 城镇), which keep their place in their name.

How long one holds:

- One that opens a clause without a number (支持两江新区发展, 城东新区建设提速) or is the subject of one with a number (高新区产值增长9%) holds
  until the sentence ends.
- 市区, 市本级 and the like before a number, and what stands after a verb (改造老城区管网20公里), hold until their clause ends; in brackets until
  these close; after a number (5个市区停车场) only for that.
- Each ends where another begins, or the whole (全市, 我省).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipelines.targets import indicators, lexicon
from pipelines.targets.lexicon import Words
from pipelines.targets.phrases import head
from pipelines.targets.quantities import Quantity
from pipelines.targets.rules import Member
from schemas.codelists import places

_CLAUSE = re.compile(r"[^,:]+")
_JOINT, _LIST = re.compile(r"(?:、|以及|和|及|与|并|其中|[为对在给使])*"), re.compile("[、和与及]")
# What leads from one number of a thing to the next: 州直旅游收入20亿元,增长8%,占全州的30%.
_GOES_ON = re.compile(r"(?:分别|均|都|比上年|同比|较上年)*(?:增长|下降|提高|占|增加|减少|上升|达到|达|年均)")
# A place among others: 州直30万亩、塔城地区20万亩.
_PLACE = re.compile(r"[一-龥]{2,4}(?:地区|[县区市州盟旗镇乡])(?<![园社景校小]区)")
_ZONES, _GROUNDS, _PLACES, _KINDS, _PARTS, _BODIES, _LEVELS, _EACH, _GROUP, _WHOLE = (
    lexicon.any_of("areas", kind=kind)
    for kind in ("zone", "ground", "city", "kind", "part", "body", "level", "each", "group", "whole")
)
_NAMES, _THINGS = lexicon.any_of("areas", kind="name"), Words(lexicon.words("areas", kind="name_of_thing"))
# What the name of a zone is written in, and what no such name holds.
_NO_PROPER = "企业|项目|建设|工程|超过|达到|所有|沿线|关闭|取消|积极|我们|增创|强力|促进|推动|推进|保障|复制|推广|发挥|创建|治理|做[强大优]|入选|获批|落地|引进|投入|集中"
_PROPER = rf"(?:(?!{_NO_PROPER})[一-龥A-Za-z·](?<![的在入向对与和从由为将把被了等全各以占比个级至到])){{0,8}}?"
# 园区域, 新区级: the word goes on.
_ENDS = r"(?![域间块位划委长属校级镇乡村]|两级)"
_TERM = (
    rf"(?P<each>{_EACH})|(?P<body>{_BODIES})(?!级)|(?P<group>[一-龥]{{0,4}}?{_GROUP}(?:{_GROUP})?)(?![级域间块位划委长])"
    rf"|(?P<city>{_PLACES}){_ENDS}|(?P<kind>{_KINDS}){_ENDS}|(?P<part>{_PARTS})(?![东南西北])"
    rf"|(?P<zone>{_PROPER}{_ZONES}){_ENDS}|(?P<ground>{_PROPER}{_GROUNDS}){_ENDS}"
    rf"|(?P<name>{_NAMES})(?=开发|建设|自贸|深港|合作|,|$|生产总值|GDP)|(?P<level>{_LEVELS})(?![以级重])"
)
_WHOLES = Words((*lexicon.words("areas", kind="whole"), *lexicon.words("areas", kind="other")))
_OPENERS, _VERBS, _LED = (
    Words(words)
    for words in (
        (*lexicon.words("areas", kind="opener"), *lexicon.words("scope"), *lexicon.words("grades")),
        lexicon.words("actions"),
        lexicon.words("subjects"),
    )
)
# Zones of a kind, which no name tells apart.
_OF_A_KIND = re.compile(
    r"(?:[各多]|[三两四五六七八九十](?=[大个类国省])|国家级?|[省市县]级?|现代|农业|产业|特色|核心|乡村|休闲|合作|融合|重点|工业|物流|园区|示范|试验|集聚|起步|片区|组团|新城|镇|核心)"
)
# Whose growth or building a clause is about: 前海开发建设.
_BUILT = re.compile(r"(?:开发|规划|建设|发展|改造|提升|扩容|提质|增效)+")
# Verbs that win or give a status, or count: what follows them is a thing.
_WON = (
    "创建",
    "争创",
    "创成",
    "认定",
    "设立",
    "新设",
    "申报",
    "申建",
    "获批",
    "新增",
    "布局",
    "评定",
    "新认定",
    "成立",
    "组建",
)
# Verbs after which a part is where something comes from.
_FROM = ("引进", "承接", "招引", "引入", "对接", "吸引")
# What is a zone's own as a thing, no figure of what happens there.
_OF_THING = re.compile(r"(?:总?面积|规划|数量|总数|个数|建成区|范围|综合排名|排名|之一|[获被评]|达标|等|、)")
_HINT = re.compile(
    rf"{_ZONES}|{_GROUNDS}|{_PLACES}|{_KINDS}|{_PARTS}|{_BODIES}|{_LEVELS}|{_EACH}|{_GROUP}|{_NAMES}|{_WHOLE}"
)
_LONGEST, _LONGEST_PREDICATE, _LONGEST_LED = 40, 6, 40
_DIGIT = re.compile(r"\d")
_FIRST, _REMEMBERED = re.compile(r"[^,:。;\n]*"), 4096
# What is said of a part as a thing, or lists it beside others.
_STATUS = re.compile(r"[、等和与及获列入评批选晋升成验]|通过|之一|排名")


class Area(NamedTuple):
    """One mention.

    Attributes:
        start, end: the stretch of the reading whose figures are of it.
        word: the words that name it; empty for the whole, which ends what was said before.
        words: the stretch of the words that are left out of the name of what is measured; empty where they stay.
    """

    start: int
    end: int
    word: str
    words: tuple[int, int]


class _Term(NamedTuple):
    start: int
    end: int
    kind: str
    verb: str
    led: bool


def find(text: str, start: int, end: int, quantities: list[Quantity], region_code: str | None) -> list[Area]:
    """The mentions of a sentence in the order of the text."""
    if not _may_have(text, start, end, region_code):
        return []
    areas: list[Area] = []
    place = 0
    for clause in _CLAUSE.finditer(text, start, end):
        first, stop = clause.span()
        own = []
        while place < len(quantities) and quantities[place].start < stop:
            own.append(quantities[place])
            place += 1
        if not own:
            areas += _topic(text, first, stop, end, region_code)
            continue
        last = first
        for quantity in own:
            areas += _before(text, last, quantity, stop, end, region_code, last != first) or _again(
                text, areas, last, quantity
            )
            areas += _after(text, quantity, stop)
            last = quantity.end
    return areas


def at(areas: list[Area], position: int) -> str | None:
    """The words that name what a figure at a position is of; empty where the whole is named, None where nothing is said."""
    return next((area.word for area in reversed(areas) if area.start <= position < area.end), None)


def placed(member: Member, area: str | None, before: str) -> Member:
    """A member with the part that it is of, whose words are left out of its name; what is only a place is what was named ``before``."""
    if not area:
        return member._replace(area=area)
    for one in (area, *sorted(_LIST.split(area), key=len, reverse=True)):
        if member.indicator.startswith(one):
            rest = member.indicator[len(one) :].lstrip("的")
            if len(rest) > 1 or (not rest and before):
                return member._replace(indicator=rest or before, area=one)
    return member._replace(area=area)


@lru_cache(_REMEMBERED)
def headed(words: str, region_code: str | None) -> str | None:
    """What a heading or a first clause is about, where that is one part and nothing else: 高质量建设三江新区."""
    stop = len(_FIRST.match(words)[0])  # type: ignore[index]
    if not _may_have(words, 0, stop, region_code):
        return None
    term = _term(words, 0, stop, region_code)
    if term is None or term.kind == "city" or not _leads(words, term):
        return None
    rest = _BUILT.sub("", words[term.end : stop])
    alone = len(rest) <= _LONGEST_PREDICATE and not _STATUS.search(rest) and not _DIGIT.search(rest)
    return words[term.start : term.end] if alone else None


def _may_have(text: str, start: int, end: int, region_code: str | None) -> bool:
    return bool(_HINT.search(text, start, end)) or bool(region_code and _regions(region_code).search(text, start, end))


def _topic(text: str, first: int, stop: int, end: int, region_code: str | None) -> Iterator[Area]:
    """That of a clause without a number, which holds until the sentence ends."""
    if whole := _whole(text, first, stop):
        yield Area(whole, end, "", (whole, whole))
        return
    term = _term(text, first, stop, region_code)
    if term is None or not _leads(text, term):
        return
    built = _BUILT.match(text, term.end, stop)
    last = built.end() if built else term.end
    words = text[last : last + 8]
    led = term.led and (built or words.startswith("在") or _VERBS.at_start(words) or _OPENERS.at_start(words))
    longest = _LONGEST_LED if led else 0 if term.kind == "city" else _LONGEST_PREDICATE
    if stop - last <= longest and not _STATUS.search(text, first, stop if not led else last):
        yield Area(first, end, text[term.start : term.end], (term.start, last))


def _leads(text: str, term: _Term) -> bool:
    """Whether a part that a clause without a number is about is one by name, and no thing that is won."""
    if term.verb in _WON or term.verb in _FROM:
        return False
    if term.kind == "zone":
        return not _OF_A_KIND.match(text, term.start, term.end)
    if term.kind == "region":
        words = text[term.end : term.end + 8]
        return term.led and (not words or words[0] in ",。;在" or bool(_BUILT.match(words) or _OPENERS.at_start(words)))
    return term.kind in ("name", "part", "city") or (term.kind == "group" and term.led)


def _before(
    text: str, last: int, quantity: Quantity, stop: int, end: int, region_code: str | None, later: bool
) -> list[Area]:
    """That of the words that lead to a number."""
    return list(_led_to(text, last, quantity, stop, end, region_code, later))


def _again(text: str, areas: list[Area], last: int, quantity: Quantity) -> list[Area]:
    """That of the number before, where this one is of the same thing, or of the same thing elsewhere."""
    before = areas[-1] if areas else None
    if (
        before is None
        or not before.word
        or (at(areas, quantity.start) == before.word and not text.startswith("、", last))
    ):
        return []
    if text.startswith("、", last) and (place := _PLACE.match(text, last + 1, quantity.start)):
        if place.end() == quantity.start or _VERBS.at_start(text[place.end() : quantity.start]):
            return [Area(quantity.start, quantity.end, place[0], place.span())]
        return []
    return (
        [before._replace(start=quantity.start, end=quantity.end, words=(last, last))]
        if _GOES_ON.match(text, last)
        else []
    )


def _led_to(
    text: str, last: int, quantity: Quantity, stop: int, end: int, region_code: str | None, later: bool
) -> Iterator[Area]:
    first, opened = last, False
    if (bracket := text.rfind("(", last, quantity.start)) >= 0 and text.find(")", bracket, quantity.start) < 0:
        first, opened, closed = bracket + 1, True, text.find(")", bracket, end)
        stop = end = closed if closed > 0 else stop
    elif joint := _JOINT.match(text, last, quantity.start):
        first = joint.end()
    if later and first == last:
        return  # 169个国家高新区中排名: what the number before counts
    if whole := _whole(text, first, quantity.start):
        yield Area(whole, end, "", (whole, whole))
        return
    term = _term(text, first, quantity.start, region_code)
    if term is None:
        return
    if not _is_of(text, term, quantity, later):
        if term.kind in ("region", "zone"):
            yield Area(quantity.start, end, "", (term.start, term.start))
        return
    rest = text[term.end : quantity.start]
    holds = end if term.kind in ("zone", "name", "part") and not term.verb else stop
    inside = re.compile("(?:范围)?内的?").match(rest)
    words = head(rest)
    several = _LIST.search(text, term.start, term.end) and (words.name or words.distributive)
    stays = _BUILT.match(rest) or several or indicators.is_bare(words.name)
    begin = bracket if opened and text[bracket + 1 : term.start] in ("", "其中") else term.start
    left_out = (begin, begin if stays else term.end + (inside.end() if inside else 0))
    yield Area(quantity.start, holds, text[term.start : term.end], left_out)


def _after(text: str, quantity: Quantity, stop: int) -> Iterator[Area]:
    """That of the thing counted: 5个市区停车场."""
    match = re.compile(rf"(?P<city>{_PLACES}|{_BODIES}){_ENDS}(?=[一-龥]{{2}})").match(text, quantity.end, stop)
    if match and not _THINGS.at_start(text[match.start() : match.start() + 8]):
        yield Area(quantity.start, quantity.end, match[0], match.span())


def _is_of(text: str, term: _Term, quantity: Quantity, later: bool) -> bool:
    """Whether a figure is of what happens in a part, and does not count such parts, or measure them as things."""
    rest = text[term.end : quantity.start]
    if term.kind == "level":
        return not rest and indicators.is_money(quantity.unit)
    if (term.verb in _WON and term.verb != "新增") or (
        term.verb in _FROM and term.kind in ("part", "region", "zone", "ground")
    ):
        return False
    if not rest and term.kind == "region" and not later and "其中" not in text[term.start - 3 : term.start]:
        return False
    if term.kind == "ground" and _BUILT.match(rest):
        return False
    rest = re.sub(r"^\([^()]*\)", "", rest)
    words = head(rest)
    if not words.name and not words.ending and not words.action:
        counted = term.kind in ("zone", "ground", "kind", "each", "group")
        return not (counted and indicators.counts_things(quantity.unit))
    if _OF_THING.match(rest) or "等" in rest or _LIST.match(rest) or (term.kind == "each" and "、" in rest):
        return False
    if term.kind == "kind" and term.verb:
        return False
    if term.kind in ("region", "group"):
        return _measures(rest)
    return True


def _measures(rest: str) -> bool:
    """Whether the words after a place name begin with a verb, or are a name of the codelist: no harbour or railway there."""
    if _VERBS.at_start(rest) or _OPENERS.at_start(rest):
        return True
    name = head(rest).name
    return not name or indicators.is_bare(name) or indicators.is_measured(name) or not name.strip("的")


def _whole(text: str, first: int, stop: int) -> int:
    """Where the whole is named at the head of a clause; 0 where it is not."""
    place = first
    while place < stop:
        words = text[place : place + 12]
        if _WHOLES.at_start(words):
            return place
        opener = _OPENERS.at_start(words)
        if not opener:
            return 0
        place += len(opener)
    return 0


def _term(text: str, first: int, stop: int, region_code: str | None) -> _Term | None:
    """The part that the words of a stretch begin with, after those that only open a clause, and the verb before it."""
    place, verb, leads = first, "", False
    regions, pattern = _regions(region_code) if region_code else None, _pattern()
    while place < stop:
        if regions and (match := regions.match(text, place, stop)):
            return _Term(place, _listed(text, match.end(), stop, regions), "region", verb, leads)
        if _bare().match(text, place, stop):
            break
        words = text[place : min(place + 12, stop)]
        led, opener, action = _LED.at_start(words), _OPENERS.at_start(words), _VERBS.at_start(words)
        word = max(led, opener, action, key=len)
        if not word:
            break
        verb = action if word == action and word not in (led, opener) else verb
        leads = leads or bool(led)
        place += len(word)
    if _THINGS.at_start(text[place : place + 8]):
        return None
    match = pattern.match(text, place, min(stop, place + _LONGEST))
    if match is None:
        return None
    return _Term(place, _listed(text, match.end(), stop, pattern), match.lastgroup or "", verb, leads)


def _listed(text: str, end: int, stop: int, pattern: re.Pattern[str]) -> int:
    """The end of a list of such parts: 高新区、经开区."""
    while (joint := re.compile("[、和与及]?").match(text, end, stop)) and (
        match := pattern.match(text, joint.end(), stop)
    ):
        end = match.end()
    return end


@cache
def _bare() -> re.Pattern[str]:
    """A zone without a name: 开发区 begins like a verb."""
    return re.compile(rf"(?:{_ZONES}|{_GROUNDS}){_ENDS}")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_TERM)


@cache
def _regions(region_code: str) -> re.Pattern[str]:
    """The names of what lies in a region: full names, and of prefectures short ones; with the name of a zone behind them."""
    from schemas import codelists

    below = [row for row in codelists.read("regions") if region_code in places.above(row["region_code"])]
    names = {row["name_zh"] for row in below} | {row["short_zh"] for row in below if row["level"] == "prefecture"}
    names = {name for name in names if len(name) > 1}
    if not names:
        return re.compile("(?!)")
    listed = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(rf"(?:{listed})(?:[一-龥]{{0,6}}?{_ZONES})?(?![至到—-]|[域间块位划])")
