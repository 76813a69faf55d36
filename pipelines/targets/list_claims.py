"""What the review says of a list of public-benefit projects: 十件民生实事全面完成; 23件民生实事完成22件; 除甲项目外全部完成.

Belongs here: the words of such a claim, how many items it says are done, and which it names as exceptions. Does not: the names of lists
(``list_names``), and claims about a target itself (``claims``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.targets import indicators, lexicon
from pipelines.targets.list_names import NUMERAL, Mention
from pipelines.targets.parts import REVIEW, Sentence
from pipelines.targets.phrases import head
from pipelines.wording import numerals

# What may stand between a name and what is said of it.
_FILLER = (
    r"(?:民生|人大|代表|票决|项目|工程|任务|事项|年度|建设|目标|计划|各项|承诺|工作|情况|进展|的(?=工作目标|目标|任务)|[“”\"①-⑳]|\([^()]{0,30}\)|〔\d+〕"
    r"|(?:共|累计)?(?:完成|实际|总)?(?:投资|投入)(?:资金)?\d[\d.]*[万亿]元,(?=年度|全年|目标)"
    rf"|[,(]?(?:共计?|合计|涉及|包含|包括|计)的?(?:{NUMERAL}[件项个](?:子项|具体)?)[)]?)*"
)
# 十件民生实事和60项重点工程全部完成.
_TOGETHER = r"(?:[和与及、][^,;:。]{1,20}?)?"
_COUNTED = rf"({NUMERAL})大?[件项个]"
_HUNDRED = 100
_SHARE = re.compile(r"(?:完成|办结|兑现|落实|开工)率?[^,;。\d]{0,6}(?P<share>\d{1,3}(?:\.\d+)?)%")
_ALL_PERCENT = re.compile(r"(?:100%|百分之?百)(?:完成|办结|兑现|落实)")
# What only sets out to: 确保全面完成.
_NOT_YET = re.compile(r"确保|力争|争取|努力|要|将|加快|继续|有望|推动|推进|扎实|认真|全力|着力|正在|即将|预计")
_UNDONE = re.compile(r"未|没有|尚|不能|难以|推迟|正在|跨年|除")
# Over several years: what became of the list of one year is not told by them.
_YEARS = re.compile(r"累计|每年|历年|连续|[本任上]届")
# Of one year: what its clause says so of is told, whatever span its sentence is about (五年来…,去年十件实事全部兑现).
_ONE_YEAR = re.compile(r"^(?:去年|上年)")
_SPAN = re.compile(r"(?<!十)[三四五3-5两几多]年(?:来|间|共|内|累)")
# Some of them were passed: that says nothing of the rest.
_PASSED = re.compile(r"超额|提前")
_SOME = re.compile(r"一批|一系列|一大批|许多|不少|一件件|一桩桩|一个个|多件|多项|余件|余项")
_EXCEPTION = re.compile(
    r"除(?:了)?(?P<names>[^,;。]{3,60}?)(?:等?\d{1,2}[件项个](?:项目|实事)?)?(?:\([^()]{0,60}\))?(?:以|之)?外[,]?"
)
_EXCEPTION_NEXT = re.compile(rf"[,]?中?{_EXCEPTION.pattern}")
_COUNT_ALONE = re.compile(rf"{NUMERAL}[件项个]")
_OTHERS = re.compile(rf"(?:其余|其他|其它)?(?:的|各项)?(?:(?P<done>{NUMERAL})[件项个])?(?:实事|项目)?")
_REST = re.compile(r"(?:其余|其他|其它|另外)的?$")
_CAUSE = re.compile(r"(?:(?:因|由于|受)[^,]*|跨年.*|推迟.*|延期.*|正在.*|仍在.*|尚.*|[未没].*)$|\([^()]*\)")
_LIST = re.compile(r"、|以及|和(?!平|谐)")
# 青山湖2、3、4号湖 is one name.
_SHORTEST_NAME, _LONGEST_NAME = 4, 30


@dataclass(frozen=True)
class ListClaim:
    """A claim about a list, or about an item of it that is named as its exception; offsets as in ``claims.Claim``."""

    claim: str
    list_name: str
    items: int | None
    items_done: int | None
    indicator: str | None
    at: int
    start: int
    end: int
    sentence: Sentence


@dataclass(frozen=True)
class _Verdict:
    claim: str
    done: int | None = None


@cache
def _words(kind: str) -> str:
    return lexicon.any_of("list_claims", kind=kind)


@cache
def _counted() -> re.Pattern[str]:
    """So many of them: 完成22件; 中有33项全面完成; ,33项已完成."""
    sure = rf"{_words('all')}*"
    return re.compile(
        rf"{_FILLER}(?:[,]?(?:已经?|其?中|里))?(?:[,]?(?:已有|有|已))?(?:{sure}{_words('done')}了?{_COUNTED}|{_COUNTED}(?:项目|子项|任务)?{sure}{_words('done')})"
    )


@cache
def _partly() -> re.Pattern[str]:
    return re.compile(rf"{_FILLER}{_TOGETHER}[,]?{_words('partly')}(?:得到|已)?(?:{_words('all')})?{_words('done')}")


@cache
def _whole() -> re.Pattern[str]:
    """All of them: 全部完成, 得到落实, 全部高标准兑现."""
    every = _words("all")
    return re.compile(
        rf"{_FILLER}{_TOGETHER}[,]?{_FILLER}(?:已经?)?(?:{every}(?:或{every})?(?:得到|地|已|有)?{every}?(?:{_words('done')}|{_words('built')})|{_words('whole')})(?!率|的)"
    )


@cache
def _whole_before() -> re.Pattern[str]:
    """The deed first: 全面完成了省里下达的十件民生实事."""
    return re.compile(
        rf"(?P<sure>{_words('all')}地?|基本)?(?P<deed>完成|办成|办结|兑现|落实|办好)了?(?P<between>(?:[^,;:。]{{0,24}}[和及、])?(?:20\d\d年)?[^,;:。\d]{{0,16}}?)[“”\"]?$"
    )


def find(text: str, sentences: list[Sentence], mentions: list[Mention]) -> Iterator[ListClaim]:
    """The claims about lists in a reading's review part, in the order of the text.

    Args:
        text: the reading's text.
        sentences: its sentences.
        mentions: what ``list_names.find`` finds in it.
    """
    at = 0
    for sentence in sentences:
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        while at < len(mentions) and mentions[at].start < sentence.end:
            if sentence.part == REVIEW and mentions[at].own and not mentions[at].candidate:
                yield from _claims(text, sentence, mentions[at])
            at += 1


def _claims(text: str, sentence: Sentence, mention: Mention) -> Iterator[ListClaim]:
    start = max([text.rfind(sign, sentence.start, mention.start) for sign in ",:"] + [sentence.start - 1]) + 1
    lead, rest = text[start : mention.start], text[mention.end : sentence.end]
    if (
        _REST.search(lead)
        or _SOME.search(lead)
        or _YEARS.search(lead)
        or (_SPAN.search(text, sentence.start, mention.start) and not _ONE_YEAR.search(text[start : mention.end]))
    ):
        return
    said = _said(lead, rest, mention)
    if said is None:
        return
    verdict, length = said
    end = mention.end + length
    exceptions = [*_exceptions(text, sentence, mention)]
    claim = "partly" if exceptions else verdict.claim
    yield ListClaim(claim, mention.name, mention.items, verdict.done, None, mention.start, start, end, sentence)
    for name, place in exceptions:
        first, last = min(start, sentence.start), max(end, place + len(name))
        yield ListClaim("not_fulfilled", mention.name, mention.items, None, name, place, first, last, sentence)


def _said(lead: str, rest: str, mention: Mention) -> tuple[_Verdict, int] | None:
    """What is said of a list, and how far behind its name."""
    if (counted := _counted().match(rest)) and not _PASSED.search(counted[0]):
        done = _number(counted[1] or counted[2])
        if done and (mention.items is None or done <= mention.items):
            whole = mention.items == done
            return _Verdict("fulfilled" if whole else "partly", done), counted.end()
    if (
        (exception := _EXCEPTION_NEXT.match(rest))
        and (others := _OTHERS.match(rest, exception.end()))
        and (match := _whole().match(rest, others.end()))
    ):
        return _Verdict("partly", _number(others["done"]) if others["done"] else None), match.end()
    clause = re.split(r"[,;:]", rest, maxsplit=1)[0]
    if share := _SHARE.search(clause[:24]):
        return _Verdict("fulfilled" if float(share["share"]) == _HUNDRED else "partly"), share.end()
    if match := _partly().match(rest):
        return _Verdict("partly"), match.end()
    if (match := _whole().match(rest)) and not _NOT_YET.search(match[0]):
        return _Verdict("fulfilled"), match.end()
    if match := _ALL_PERCENT.match(rest):
        return _Verdict("fulfilled"), match.end()
    return _said_before(lead, clause)


def _said_before(lead: str, clause: str) -> tuple[_Verdict, int] | None:
    match = _whole_before().search(lead)
    if match is None or _NOT_YET.search(lead[: match.end("deed")]) or _UNDONE.search(lead):
        return None
    if match["sure"] == "基本":
        return _Verdict("partly"), 0
    opens = not _ONE_YEAR.sub("", lead[: match.start()]).strip("年度并且共也还")
    if match["sure"] or (opens and match["deed"] in ("完成", "办成", "兑现", "办结")):
        return _Verdict("fulfilled"), 0
    return None


def _number(printed: str) -> int | None:
    try:
        return numerals.count(printed)
    except ValueError:
        return None


def _exceptions(text: str, sentence: Sentence, mention: Mention) -> Iterator[tuple[str, int]]:
    """The items that a sentence names as exceptions of its list, with their places."""
    match = _EXCEPTION.search(text, sentence.start, sentence.end)
    if match is None or abs(match.start() - mention.start) > 2 * _LONGEST_NAME:
        return
    names = _CAUSE.sub("", match["names"])
    parts = _LIST.split(names)
    for printed in parts if min(map(len, parts)) >= _SHORTEST_NAME else [names]:
        name = head(printed).name
        if name and not _COUNT_ALONE.match(name) and len(name) <= _LONGEST_NAME and indicators.unpaired(name):
            yield name, text.index(printed, match.start("names"))
