"""Lists of public-benefit projects in the plan part: 今年办好十件民生实事:一是…;二是…, and where each of them ends.

Belongs here: which names in the plan are a list that the government sets, and from where to where its items stand. Does not: the
names themselves (``list_names``), what the items are (``rules``, ``commitments``), and what became of them (``list_claims``).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from operator import attrgetter

from pipelines.targets import lexicon
from pipelines.targets.list_names import NUMERAL, Mention
from pipelines.targets.parts import LONGEST, PLAN, Sentence
from pipelines.targets.parts.lines import is_heading
from pipelines.wording import enumerators, numerals

_FEWEST = 3
# So many items make a list of a name without a number: 办好民生实事。一是…。二是….
_FEWEST_UNCOUNTED = 5
# No clause is longer, and no line in which a list stands: the longest of 2,649 reports have 454 and 15,052 characters.
_REACH, _LONGEST_LINE = 1000, 20_000
# So near behind a heading is what stands under it.
_NEXT = 120
# What may stand between the name and its colon or stop.
_TO_COLON = re.compile(r"[^。;:\n]{0,40}[:]\s*")
_COLON = re.compile(r"[^,。;:\n]{0,8}[:]\s*")
_TO_STOP = re.compile(r"[^。;:\n]{0,40}(?:[。]\s*|\n\s*)")
_STOP = re.compile(r"[。！!\n]")
# One sentence may stand between a list's name and its items: 办好十件民生实事。这是庄严承诺。一是….
_ASIDE = re.compile(r"[^。！!\n]{1,120}[。！!]\s*")
_UNCOUNTED_STOP = re.compile(r"[“”\"、实事好]{0,6}[。]\s*")
_SENTENCE = re.compile(r"[^。！!\n]+")
# What an item is about: 就业方面,新增…; 教育:新建….
_LABEL = re.compile(r"[^,:;]{2,16}方面,|[^,:;]{2,10}:")
_REPORTED = re.compile(r"(?:项目|事项)?(?:完成|落实|进展|办理|实施)情况")
_SEGMENT = re.compile(r"[^。;\n]+")
_CLOSING = re.compile(r"各位代表|我们[将要]|同志们|通过|同时|以上")
_LIST_SIGNS = re.compile(r"[;、,]")
_LINE = re.compile(r"[^\n]+")
_DASHED = re.compile(r"(?:\s{0,40}--[^\n]{1,1500}){1,200}")
_GROUPS = re.compile(rf"({NUMERAL})(?:个方面|大?类|大项|大工程)")
_LISTED_BEFORE = re.compile(r"等(?:[^,;。、\d]{0,10})$")


@dataclass(frozen=True)
class ProjectList:
    """A list: its name and number, where its name stands (``at``), and its stretch in the reading."""

    name: str
    items: int | None
    at: int
    start: int
    end: int
    sentence: Sentence
    # Whether its items are printed, or only its number.
    printed: bool


def find(text: str, sentences: list[Sentence], mentions: list[Mention]) -> list[ProjectList]:
    """The lists of a reading's plan part in the order of the text; one that is printed more than once (in an annex) is as many.

    Args:
        text: the reading's text.
        sentences: its sentences.
        mentions: what ``list_names.find`` finds in it.
    """
    lists = [*_in_order(text, sentences, mentions)]
    named = _names_by_end(lists)
    lists = [one for one in lists if not (one.printed and _stands_nearer(named[one.end], one))]
    printed = {(one.name, one.items) for one in lists if one.printed}
    counted: set[tuple[str, int | None]] = set()
    kept: list[ProjectList] = []
    for one in sorted(lists, key=attrgetter("start")):
        key = (one.name, one.items)
        again = not one.printed and (key in printed or key in counted)
        if not again and (not kept or one.start >= kept[-1].end):
            kept.append(one)
            counted.add(key)
    return kept


def _names_by_end(lists: list[ProjectList]) -> dict[int, list[int]]:
    """Where the names of printed lists stand, in order, by where their items end."""
    named: dict[int, list[int]] = {}
    for one in sorted(lists, key=attrgetter("at")):
        if one.printed:
            named.setdefault(one.end, []).append(one.at)
    return named


def _stands_nearer(named: list[int], one: ProjectList) -> bool:
    """Whether another name stands nearer before the same items: 办好十件实事。今年集中办好十件实事:一是…."""
    following = bisect_right(named, one.at)
    return following < len(named) and named[following] < one.at + 2 * _NEXT


def _in_order(text: str, sentences: list[Sentence], mentions: list[Mention]) -> Iterator[ProjectList]:
    for mention in mentions:
        sentence = _sentence_of(text, sentences, mention)
        if sentence is None or sentence.part != PLAN or not mention.own or mention.candidate or _is_past(text, mention):
            continue
        if stretch := _items(text, mention) or _listed_before(text, mention, sentence):
            start, end = stretch
            yield ProjectList(
                mention.name, mention.items, mention.start, min(start, mention.start), end, sentence, True
            )
        elif uncounted := _uncounted(text, mention):
            items, end = uncounted
            yield ProjectList(mention.name, items, mention.start, mention.start, end, sentence, True)
        elif mention.items and _is_target(text, mention):
            start, end = _clause(text, mention)
            yield ProjectList(mention.name, mention.items, mention.start, start, end, sentence, False)


def _sentence_of(text: str, sentences: list[Sentence], mention: Mention) -> Sentence | None:
    """The sentence that a name stands in; of a name in a heading the first one under it."""
    before = bisect_right(sentences, mention.start, key=attrgetter("start"))
    if before and mention.start < sentences[before - 1].end:
        return sentences[before - 1]
    under = sentences[before] if before < len(sentences) else None
    return under if under and under.start - mention.end < _NEXT and "\n" in text[mention.end : under.start] else None


def _clause(text: str, mention: Mention) -> tuple[int, int]:
    first, last = max(0, mention.start - _REACH), min(len(text), mention.end + _REACH)
    ends = [place for sign in ",;:。\n" if (place := text.find(sign, mention.end, last)) >= 0]
    return max(first, *(text.rfind(sign, first, mention.start) + 1 for sign in ",;:。\n")), min(ends, default=last)


@cache
def _targets() -> re.Pattern[str]:
    return re.compile(lexicon.any_of("list_claims", kind="target"))


@cache
def _done() -> re.Pattern[str]:
    return re.compile(
        rf"[^,;。\n]{{0,6}}{lexicon.any_of('list_claims', kind='all')}{lexicon.any_of('list_claims', kind='done')}"
    )


def _is_target(text: str, mention: Mention) -> bool:
    start, _ = _clause(text, mention)
    return bool(_targets().search(text, start, mention.start))


def _is_past(text: str, mention: Mention) -> bool:
    """Whether the clause looks back: 去年十件实事全部完成; an annex 上年十件实事完成情况."""
    start, end = _clause(text, mention)
    reported = _done().match(text, mention.end, end) or _REPORTED.match(text, mention.end)
    return bool(reported) or "去年" in text[start : mention.start]


def _items(text: str, mention: Mention) -> tuple[int, int] | None:
    """The stretch of the items that follow a name."""
    colon = (_TO_COLON if mention.items else _COLON).match(text, mention.end)
    opening = colon or _TO_STOP.match(text, mention.end)
    if opening is None:
        return None
    place = opening.end()
    if marked := _marked(text, place, mention, sure=bool(colon)):
        return mention.start, marked
    if not colon:
        if behind := _behind_aside(text, place, mention):
            return mention.start, behind
        return None if "\n" in opening[0] else _as_many(text, place, mention)
    if "\n" in colon[0]:
        return _lines(text, place, mention)
    return _in_sentence(text, place, mention)


def _marked(text: str, place: int, mention: Mention, *, sure: bool) -> int | None:
    """The end of items that are numbered from one on; None where they are not, or are not this list's."""
    counts = _all_counts(text, mention)
    for mark in enumerators.MARKS:
        starts = enumerators.starts(text, place, mark)
        if len(starts) < _FEWEST:
            continue
        fits = len(starts) in counts
        # What numbers sections as well is a list's only where the number is the list's.
        if fits or (sure and not mark.of_sections):
            most = max(counts, default=len(starts))
            return _end_of_items(text, starts[: max(most, _FEWEST)])
    dashed = _DASHED.match(text, place)
    return dashed.end() if dashed and len(_LINE.findall(dashed[0])) in counts else None


def _behind_aside(text: str, place: int, mention: Mention) -> int | None:
    """The end of items behind a sentence that follows the name: they are as many as the list has, and numbered as no sections are."""
    aside = _ASIDE.match(text, place)
    if aside is None:
        return None
    for mark in enumerators.OF_ITEMS:
        starts = enumerators.starts(text, aside.end(), mark)
        if len(starts) >= _FEWEST and len(starts) in mention.counts:
            return _end_of_items(text, starts)
    return None


def _uncounted(text: str, mention: Mention) -> tuple[int, int] | None:
    """How many items follow a name without a number, and their end, where each of them is one sentence; sections are more than that."""
    opening = None if mention.counts or not _is_target(text, mention) else _UNCOUNTED_STOP.match(text, mention.end)
    if opening is None:
        return None
    for mark in enumerators.OF_ITEMS:
        starts = enumerators.starts(text, opening.end(), mark)
        if len(starts) >= _FEWEST_UNCOUNTED and all(_is_sentence(text[one:two]) for one, two in pairwise(starts)):
            return len(starts), _end_of_items(text, starts)
    return None


def _is_sentence(item: str) -> bool:
    return not _STOP.search(item.rstrip("。！!;\n "))


def _all_counts(text: str, mention: Mention) -> tuple[int, ...]:
    """The numbers of a list, and those of its groups that stand further ahead: 围绕八个方面办好66件实事."""
    start, _ = _clause(text, mention)
    groups = (match[1] for match in _GROUPS.finditer(text, max(start, mention.start - _NEXT), mention.start))
    return (*mention.counts, *(count for printed in groups if (count := enumerators.value(printed, numerals.count))))


def _end_of_items(text: str, starts: list[int]) -> int:
    """Where the last item ends: with its line where each stands in lines of its own, else with its sentence."""
    last = starts[-1]
    if all(text[start - 1] == "\n" for start in starts[1:]):
        lines = _LINE.findall(text[starts[-2] : last])
        end = last
        for _, line in zip(lines, _LINE.finditer(text, last), strict=False):
            end = line.end()
        return end
    # Where each of the others is several sentences, a heading before all, so is the last.
    fewest = min(len(_STOP.findall(text[first:second])) for first, second in pairwise(starts))
    end = last
    for stop in islice(_STOP.finditer(text, last), max(fewest, 1)):
        if text[stop.start()] == "\n" and end > last:
            break
        end = stop.start()
    return end


def _lines(text: str, place: int, mention: Mention) -> tuple[int, int] | None:
    """Items without numbers, a line each: as many as the list has, and a heading or closing words behind them."""
    most = max(mention.counts, default=0)
    lines = [*islice(_LINE.finditer(text, place, place + enumerators.LONGEST_ITEM * most), most + 1)]
    for count in sorted(mention.counts):
        if _FEWEST <= count < len(lines) and _ends_lists(lines[count][0]):
            return mention.start, lines[count - 1].end()
    return None


def _ends_lists(line: str) -> bool:
    return bool(_CLOSING.match(line)) or is_heading(line)


def _in_sentence(text: str, place: int, mention: Mention) -> tuple[int, int] | None:
    """Items behind a colon: those of its sentence; where a sentence is an item, as many as the list has."""
    line_end = _line_end(text, place)
    sentence_end = _sentence_end(text, place)
    if _is_listed(text, place, sentence_end) and (
        text.find(";", place, sentence_end) >= 0 or not _many_sentences(text, place, line_end, mention)
    ):
        return mention.start, sentence_end
    count = mention.items or 0
    segments = [*islice(_SEGMENT.finditer(text, place, line_end), count + 3)]
    if _FEWEST <= count <= len(segments) <= count + 2:
        return mention.start, segments[count - 1].end()
    return None


def _line_end(text: str, place: int) -> int:
    last = min(len(text), place + _LONGEST_LINE)
    end = text.find("\n", place, last)
    return last if end < 0 else end


def _sentence_end(text: str, place: int) -> int:
    last = min(len(text), place + LONGEST)
    stop = _STOP.search(text, place, last)
    return stop.start() if stop else last


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether there are signs of a list in a stretch: so many that three things stand in it."""
    return len([*islice(_LIST_SIGNS.finditer(text, start, end), _FEWEST - 1)]) == _FEWEST - 1


def _as_many(text: str, place: int, mention: Mention) -> tuple[int, int] | None:
    """The sentence behind the one that names a list, where semicolons part it into as many items as the list has."""
    end = _sentence_end(text, place)
    if mention.items and text.count(";", place, end) + 1 == mention.items:
        return mention.start, end
    return _paragraph(text, place, mention)


def _paragraph(text: str, place: int, mention: Mention) -> tuple[int, int] | None:
    """The rest of the paragraph, where it is as many sentences as the list has targets and each says what it is about."""
    sentences = [*islice(_SENTENCE.finditer(text, place, _line_end(text, place)), (mention.items or 0) + 1)]
    if _FEWEST < len(sentences) == mention.items and all(_LABEL.match(one[0]) for one in sentences):
        return mention.start, sentences[-1].end()
    return None


def _many_sentences(text: str, place: int, line_end: int, mention: Mention) -> bool:
    return bool(mention.items) and text.count("。", place, line_end) >= (mention.items or 0) - 1


def _listed_before(text: str, mention: Mention, sentence: Sentence) -> tuple[int, int] | None:
    """Items that stand before the name: 新建…;改造…;开通…等十件民生实事."""
    if not mention.counts or not _LISTED_BEFORE.search(text[sentence.start : mention.start]):
        return None
    start = sentence.whole[0] if ";" in text[sentence.whole[0] : mention.start] else _clause(text, mention)[0]
    if not _is_listed(text, start, mention.start):
        return None
    return start, mention.end
