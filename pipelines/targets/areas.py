"""The parts of the government's own that a sentence speaks of: where each begins to hold, and where it ends.

Belongs here: which figures of a sentence are of which part, and whether its words are left out of their names. Does not: the words
themselves (``area_words``), paragraphs and headings (``facts/area``), or things in a place (a company, a harbour), which keep it in their name.

How long one holds:

- A zone that a clause without a number is about (支持两江新区发展, 城东新区建设提速), or that is the subject of a number (高新区产值增长9%),
  until the sentence ends; 园区 and the like too, where they open it.
- 市区, 市本级, counties, and what stands after a verb (改造老城区管网20公里), until their clause ends, and as long as the next number is of
  the same thing (增长5%, 占全市的30%), or of things among them (其中).
- In brackets, until these close; after a number (5个市区停车场), only for that.
- Each ends where another begins, the whole (全市, 我省), or what is no part (农村, 城镇).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.targets import area_groups, area_words, indicators, lexicon
from pipelines.targets.area_words import Hints, Term
from pipelines.targets.phrases import head
from pipelines.targets.quantities import Quantity
from pipelines.targets.rules import Member

_CLAUSE, _FIRST_CLAUSE = re.compile(r"[^,:]+"), re.compile(r"[^,:。;\n]+")
_JOINT, _LIST = re.compile(r"(?:、|以及|和|及|与|并|其中|[为对在给使])*"), re.compile("[、和与及]")
_BRACKETS, _INSIDE, _DIGIT = re.compile(r"^\([^()]*\)"), re.compile("(?:范围)?内的?"), re.compile(r"\d")
# What leads from one number of a thing to the next: 州直旅游收入20亿元,增长8%,占全州的30%.
_GOES_ON = re.compile(
    r"(?:其中|分别|均|都|比上年|同比|较上年)*(?:(?<=其中)|增长|下降|提高|占|增加|减少|上升|达到|达|年均)"
)
# What may stand before counties of a kind, where they are no part of a thing's name (推进中心镇项目).
_OPENS = re.compile(f"(?:{lexicon.any_of('strength')}|[使让])*")
_ELSEWHERE = re.compile("[农乡][村牧]|城乡|[全我][省市县区州盟旗]|城镇|各[县区市]")
_OF_WHOLE = re.compile("(?<![占比于居列对])[全我][省市县区州盟旗]")
_QUOTED = re.compile("“[^”]*”")
# A place among others: 州直30万亩、塔城地区20万亩.
_PLACE = re.compile(r"[一-龥]{2,4}(?:地区|[县区市州盟旗镇乡])(?<![园社景校小户灾厂]区)")
# Zones of a sort, which no name tells apart.
_OF_A_SORT = re.compile(lexicon.any_of("areas", kind="sort"))
# Whose growth or building a clause is about: 前海开发建设.
_BUILT = re.compile(f"{lexicon.any_of('areas', kind='built')}+")
# Verbs that win a status, so that what follows is a thing; verbs after which a part is where something comes from.
_WON, _FROM = frozenset(lexicon.words("areas", kind="won")), frozenset(lexicon.words("areas", kind="from"))
_WON_AS_A_THING = _WON - {"新增"}
# What is measured of a zone as a thing.
_ITSELF = re.compile(lexicon.any_of("areas", kind="measured_itself"))
# A clause that goes on with what the part before it does.
_DOES_NEXT = re.compile(",(?:全年|预计|累计|共)*(?:实现|完成)")
# What is said of a part as a thing, or lists it beside others.
_STATUS = re.compile(r"[、等和与及获列入评批选晋升成验]|通过|之一|排名")
# 市区居民收入和农民收入: the second is not of the town.
_TOWN, _COUNTRY = ("市区", "城区", "主城"), ("农村", "农民", "农牧民")
# 城区、县域低保标准: two sorts of people, as 城镇 and 农村 are; 新增城区停车位: a sort of thing.
_TOWN_AND_COUNTRY = re.compile("城区[、和与及](?:县域|乡村|农村|乡镇)")
_OF_TOWNS = ("城区", "园区")
_PLACED = "在对为给"
_PLACE_ENDS = "区县市州盟旗镇乡城)"
# What holds until the sentence ends where it is the subject of a number.
_LASTING = ("zone", "name", "part", "counties", "group")
_SPENT_FOR = ("group", "region", "part", "city")
_COUNTABLE = ("zone", "ground", "kind", "each", "group")
# So long may be what a clause without a number says of a part: 提速, 加快发展; or what a part is led to do.
_LONGEST_PREDICATE, _MORE_OF_SUBJECT, _LONGEST_LED = 6, 4, 40
# 高新区, 综保区: no name.
_LONGEST_BARE = 3
_NUMBERED = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[)、.]")
_REMEMBERED = 4096


class Area(NamedTuple):
    """One mention.

    Attributes:
        start, end: the stretch of the reading whose figures are of it.
        word: the words that name it; empty for the whole, which ends what was said before.
        words: the stretch that is left out of the name of what is measured; empty where all words stay.
        acts: whether the part is the subject of the sentence, who does what its next clauses say too.
        country: whether what is measured in it is of its country: 主城区农村公路.
        said: words by which a name says already of which parts it is; empty where it cannot.
        pushed: whether it is pushed on (加快前海开发建设), so that only what is done next, or measured as for a place, is of it.
    """

    start: int
    end: int
    word: str
    words: tuple[int, int]
    acts: bool = False
    pushed: bool = False
    country: bool = False
    said: str = ""


class _Sentence(NamedTuple):
    text: str
    start: int
    end: int
    region_code: str | None
    hints: Hints


class _Lead(NamedTuple):
    """The words that lead to a number: where they begin, where the clause ends, and whether the number before them in it counts things.

    ``counts`` is None where none stands before them.
    """

    first: int
    stop: int
    counts: bool | None


def find(text: str, start: int, end: int, quantities: list[Quantity], region_code: str | None) -> list[Area]:
    """The mentions of a sentence in the order of the text, behind those of several parts at once, which hold where nothing else is said."""
    groups = area_groups.find(text, start, end, quantities)
    several = [Area(one.start, one.end, one.word, (one.start, one.start), said=one.said) for one in groups]
    return several + _find(text, start, end, quantities, region_code)


def _find(text: str, start: int, end: int, quantities: list[Quantity], region_code: str | None) -> list[Area]:
    sentence = _Sentence(text, start, end, region_code, Hints(text, start, end, region_code))
    areas: list[Area] = []
    if not sentence.hints:
        return areas
    place, count = 0, len(quantities)
    for clause in _CLAUSE.finditer(text, start, end):
        first, stop = clause.span()
        last, counts = first, None
        while place < count and quantities[place].start < stop:
            quantity = quantities[place]
            if areas or sentence.hints.within(last, quantity.start):
                if counts is None and areas and areas[-1].pushed and not _is_next(text, first, quantity.start):
                    areas.append(Area(quantity.start, end, "", (first, first)))
                lead = _Lead(last, stop, counts)
                begun = list(_before(sentence, lead, quantity))
                if not begun or begun[0].start > quantity.start:
                    areas += _again(text, areas, lead, quantity)
                areas += begun
            if words := area_words.counted(text, quantity.end, stop):
                areas.append(Area(quantity.start, quantity.end, text[slice(*words)], words))
            elif text.startswith("为", quantity.end) and sentence.hints.within(quantity.end, stop):
                areas += _spent_for(sentence, quantity, stop)
            last, counts = quantity.end, indicators.counts_things(quantity.unit)
            place += 1
        if last == first and (areas or sentence.hints.within(first, stop)):
            areas += _topic(sentence, first, stop)
    return areas


def _is_next(text: str, first: int, stop: int) -> bool:
    """Whether a clause says what is done, or gives an indicator of the codelist: 完成投资, 规上工业增加值增长; not 国际航线达到."""
    return (
        area_words.acts(text, first, stop) or indicators.code(_LIST.split(head(text[first:stop]).name)[0]) is not None
    )


def at(areas: list[Area], position: int) -> Area | None:
    """What a figure at a position is of; None where nothing is said."""
    return next((area for area in reversed(areas) if area.start <= position < area.end), None)


def placed(member: Member, mention: Area | None, before: str) -> Member:
    """A member with the part that it is of, whose words are left out of its name; what is only a place is what was named ``before``."""
    area = mention and mention.word
    if not mention or not area:
        return member._replace(area=area)
    if mention.said and mention.said in member.indicator:
        return member
    if area.endswith(_TOWN) and member.indicator.startswith(_COUNTRY) and not mention.country:
        return member._replace(area="")
    for one in (area, *sorted(_LIST.split(area), key=len, reverse=True)):
        if member.indicator.startswith(one):
            rest = member.indicator[len(one) :].lstrip("的")
            if len(rest) > 1 or (not rest and before):
                return member._replace(indicator=rest or before, area=one)
    return member._replace(area=area)


@lru_cache(_REMEMBERED)
def headed(words: str, region_code: str | None) -> str | None:
    """What the first clause of some words is about, where that is one part by its name and nothing else: 高质量建设三江新区.

    Without a name (高新区) it is enough for a heading, which has a number: (三)做大做强高新区.
    """
    first = _FIRST_CLAUSE.match(words)
    if first is None or not Hints(words, 0, first.end(), region_code):
        return None
    term = area_words.term(words, 0, first.end(), region_code)
    if term is None or not _is_topic(words, term):
        return None
    if term.kind == "zone" and term.end - term.start <= _LONGEST_BARE and not _NUMBERED.match(words):
        return None
    rest = _BUILT.sub("", words[term.end : first.end()])
    alone = len(rest) <= _LONGEST_PREDICATE and not _STATUS.search(rest) and not _DIGIT.search(rest)
    return words[term.start : term.end] if alone else None


def _spent_for(sentence: _Sentence, quantity: Quantity, stop: int) -> list[Area]:
    """The part that money is spent for: 投资400万元为北部三县."""
    term = area_words.term(sentence.text, quantity.end + 1, stop, sentence.region_code)
    if term is None or term.verb or term.kind not in _SPENT_FOR or not indicators.is_money(quantity.unit):
        return []
    return [Area(quantity.start, quantity.end, sentence.text[term.start : term.end], (quantity.end, quantity.end))]


def _topic(sentence: _Sentence, first: int, stop: int) -> list[Area]:
    """What a clause without a number is about."""
    text = sentence.text
    if (whole := area_words.whole(text, first, stop)) is not None:
        return [Area(first, sentence.end, "", (whole, whole))]
    term = area_words.term(text, first, stop, sentence.region_code)
    if term is not None and term.kind == "city" and term.start == first and text.startswith("空气", term.end):
        following = _CLAUSE.search(text, stop, sentence.end)
        return [Area(first, following.end(), text[term.start : term.end], (stop, stop))] if following else []
    if term is None or not _is_topic(text, term):
        return []
    built = _BUILT.match(text, term.end, stop)
    last = built.end() if built else term.end
    if (
        term.kind == "zone"
        and not term.verb
        and term.end - term.start > _LONGEST_BARE
        and _DOES_NEXT.match(text, stop, sentence.end)
    ):
        following = _CLAUSE.search(text, stop, sentence.end)
        return [Area(first, following.end(), text[term.start : term.end], (term.start, last))] if following else []
    shall = term.kind in ("zone", "each") and term.start == first and text.startswith("要", last)
    does = shall or (term.led and (built or text.startswith("在", last) or area_words.begins_to_do(text[last:stop])))
    predicate = _QUOTED.sub("", text[last:stop])
    longest = _LONGEST_LED if does else _LONGEST_PREDICATE + _MORE_OF_SUBJECT * (term.start == first)
    around = text[first : term.start] + ("" if does else predicate)
    # 三江新区获批省级新区,…,实现地区生产总值300亿元: what opens the sentence by its name is its subject.
    opens = (
        term.kind == "zone"
        and term.start == sentence.start
        and term.end - term.start > _LONGEST_BARE
        and not _LIST.match(text, last)
    )
    if ((len(predicate) > longest or _STATUS.search(around)) and not opens) or text.startswith("被", last):
        return []
    pushed = not term.led and term.start > first
    return [Area(first, sentence.end, text[term.start : term.end], (term.start, last), pushed=pushed)]


def _is_topic(text: str, term: Term) -> bool:
    """Whether a part is one by its name, and no thing that is won, or that something comes from."""
    if term.verb in _WON or term.verb in _FROM:
        return False
    if term.kind == "zone":
        return not _OF_A_SORT.match(text, term.start, term.end)
    if term.kind == "each":
        return text.startswith("要", term.end)
    if term.kind == "region":
        after = text[term.end : term.end + _LONGEST_PREDICATE]
        return term.led and (
            not after or after[0] in ",。;在" or bool(_BUILT.match(after)) or area_words.begins_to_do(after)
        )
    return term.kind in ("name", "part") or (term.kind == "group" and term.led)


def _again(text: str, areas: list[Area], lead: _Lead, quantity: Quantity) -> list[Area]:
    """The part of the number before, where this one is of the same thing, or done by the same; or a place in a list of places."""
    before, last = areas[-1] if areas else None, lead.first
    if before is None or not before.word:
        return []
    joint = text.startswith("、", last)
    if (joint or lead.counts is None) and (place := _PLACE.match(text, last + joint, quantity.start)):
        words = text[place.end() : quantity.start]
        goes_on = not words or _GOES_ON.match(words) or (joint and area_words.does(words))
        if goes_on and not area_words.does(place[0]):
            return [Area(quantity.start, quantity.end, place[0], place.span())]
    if joint:
        return []
    among = text.startswith("其中", last) and indicators.counts_things(quantity.unit)
    if among and not _ELSEWHERE.search(text, last, quantity.start):
        return [before._replace(start=quantity.start, end=lead.stop, words=(last, last))]
    if (quantity.start == last and lead.counts is not None) or _GOES_ON.match(text, last):
        return [before._replace(start=quantity.start, end=quantity.end, words=(last, last))]
    words = text[last : quantity.start]
    if before.acts and lead.counts is None and area_words.does(words) and not _ELSEWHERE.search(words):
        return [before._replace(start=quantity.start, end=lead.stop, words=(last, last))]
    return []


def _before(sentence: _Sentence, lead: _Lead, quantity: Quantity) -> Iterator[Area]:
    """The part, or the whole, that the words before a number begin with."""
    text, end, stop = sentence.text, sentence.end, lead.stop
    first = lead.first
    bracket = _open_bracket(text, first, quantity.start)
    if bracket is not None:
        first, closed = bracket + 1, text.find(")", bracket, end)
        stop = end = closed if closed > 0 else stop
    if joint := _JOINT.match(text, first, quantity.start):
        first = joint.end()
    counted = lead.counts is not None and first == lead.first
    if counted and not lead.counts:
        return
    term = area_words.term(text, first, quantity.start, sentence.region_code)
    if counted and (term is None or term.kind not in _COUNTABLE or _STATUS.search(text, term.end, quantity.start)):
        return  # 169个国家高新区中排名; but 5个省级开发区完成投资
    whole = area_words.whole(text, first, quantity.start)
    if whole is not None and (term is None or term.kind not in _COUNTABLE):
        yield Area(quantity.start, end, "", (whole, whole))
    elif term:
        if _is_of(text, first, term, quantity, lead.counts is not None):
            # 园区完成营收30亿元，增长8%，进出口总额5亿元: what opens the sentence is whose figures follow.
            lasts = term.kind in _LASTING or (term.kind == "ground" and term.start == sentence.start)
            holds = end if lasts and not term.verb else stop
            words = _left_out(text, term, quantity, first if bracket is None or first < term.start else bracket)
            acts = term.start == sentence.start and term.kind != "each"
            acts = acts and not _LIST.search(text, term.start, term.end)
            country = text.startswith(_COUNTRY, term.end)
            yield Area(
                quantity.start,
                quantity.end if country else holds,
                text[term.start : term.end],
                words,
                acts,
                country=country,
            )
        elif term.verb and text[term.start : term.end] in _OF_TOWNS and not _TOWN_AND_COUNTRY.match(text, term.start):
            # 新增城区停车位300个、充电桩200个: the name of the first says it.
            yield Area(quantity.end, stop, text[term.start : term.end], (quantity.end, quantity.end))
        elif term.kind in ("region", "zone", "group"):
            yield Area(quantity.start, end, "", (term.start, term.start))


def _open_bracket(text: str, first: int, last: int) -> int | None:
    """Where the bracket opens that a place stands in."""
    bracket = text.rfind("(", first, last)
    return bracket if bracket >= 0 and text.find(")", bracket, last) < 0 else None


def _left_out(text: str, term: Term, quantity: Quantity, first: int) -> tuple[int, int]:
    """The words that are left out of a name before a number: those of the part, with what only opens the clause before them.

    None where a name needs them to be taken apart, or to be one.
    """
    rest = text[term.end : quantity.start]
    words = head(rest)
    listed = _LIST.search(text, term.start, term.end) and not area_words.sums_up(text[term.start : term.end])
    several = listed and (words.name or words.distributive)
    if several or _BUILT.match(rest) or indicators.is_bare(words.name):
        return term.start, term.start
    inside = _INSIDE.match(rest)
    begin = term.start if term.verb or term.led else first
    return begin - (text[begin - 1] in _PLACED), term.end + (inside.end() if inside else 0)


def _is_of(text: str, first: int, term: Term, quantity: Quantity, later: bool) -> bool:
    """Whether a figure is of what happens in a part, and does not count such parts, or measure them as things."""
    rest = text[term.end : quantity.start]
    if _OF_WHOLE.search(rest):
        return False  # 综保区带动全市进出口
    if _TOWN_AND_COUNTRY.match(text, term.start) or (term.verb and text[term.start : term.end] in _OF_TOWNS):
        return False
    if term.kind == "level":
        return not rest and indicators.is_money(quantity.unit)
    if term.verb in _WON_AS_A_THING or (term.verb in _FROM and term.kind in ("part", "region", "zone", "ground")):
        return False
    if term.kind == "region" and not rest and not later and "其中" not in text[term.start - 3 : term.start]:
        return False  # 金昌12万吨磷二铵: a project
    if (term.kind == "ground" and _BUILT.match(rest)) or (
        term.kind == "kind" and not _OPENS.fullmatch(text, first, term.start)
    ):
        return False
    rest = _BRACKETS.sub("", rest).removeprefix("各")
    words = head(rest)
    if not (words.name or words.ending or words.action):
        if term.kind == "each" and rest:
            return True
        return not (term.kind in _COUNTABLE and indicators.counts(quantity.unit))
    if _ITSELF.match(rest) or "等" in rest or _LIST.match(rest) or (term.kind == "each" and "、" in rest):
        return False
    return term.kind not in ("region", "group") or _measures(rest, short=_is_short(text[term.start : term.end]))


def _is_short(names: str) -> bool:
    """Whether the last of some places has its short name: 郑州, not 莒县."""
    name = _LIST.split(names)[-1]
    return name[-1:] not in _PLACE_ENDS or (len(name) == len("郑州") and not name.endswith("县"))


def _measures(rest: str, *, short: bool) -> bool:
    """Whether the words after the name of a place begin with a verb, or say what is measured: no harbour or railway there.

    After a short name only what stands on the codelist is sure: 宁波港吞吐量, 柳州螺蛳粉寄递量.
    """
    if area_words.does(rest) or (not short and area_words.begins_to_do(rest)):
        return True
    name = head(rest).name
    if indicators.is_bare(name) or indicators.code(name):
        return True
    return not short and (not name or indicators.is_measured(name))
