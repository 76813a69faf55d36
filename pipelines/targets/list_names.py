"""What a list of public-benefit projects is called, and how many targets it has: 十件民生实事, 10类41项民生实事, 民生十件实事.

Belongs here: where a text names such a list, its number, and whether it is of the government's own. Does not: the list
(``project_lists``), and what is claimed of it (``list_claims``).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.wording import numerals
from schemas.codelists import places

NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
# So far a name with its numbers reaches back, and so far the words before it that say whose list it is.
_REACH, _OWNER_REACH = 40, 14
# 每一件民生实事 counts none.
_FEWEST = 3
_QUOTES = '“”"《》‘’'
_OPENS = ",;:。\n的"
_TAIL = re.compile(rf"[{_QUOTES}]*(?:候选|项目|工程|事项|任务|清单)*[{_QUOTES}]*")
_MUNICIPALITIES = ("11", "12", "31", "50")
_RANKS = ("nation", "province", "prefecture", "county")
# Signs of an owner that are part of another word.
_NO_OWNER = re.compile(r"城市|市民(?!生)|市场|省会|社区|园区|县区|城区|市区|地区性")
_OWNER_STARTS = re.compile(r"[,;:。、\n和及与]")
# 省、市、县民生实事 are of all of them.
_CHAIN = re.compile(r"(?<=[省市县区州])、(?=[省市县区州])")
_AUTONOMOUS = (("自治区", "省"), ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("地区", "州"))


class Mention(NamedTuple):
    """A list that is named: its common name, the numbers printed with it, and the stretch of name and numbers in the reading."""

    name: str
    counts: tuple[int, ...]
    start: int
    end: int
    own: bool
    candidate: bool

    @property
    def items(self) -> int | None:
        """How many targets the list has: of several numbers (十类41项) the one next to the name."""
        return self.counts[-1] if self.counts else None


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(lexicon.any_of("project_lists", kind="head"))


@cache
def _before() -> re.Pattern[str]:
    """What stands before the head of a name: numbers, and words that say which list it is."""
    between = rf"(?:[{_QUOTES}]|{lexicon.any_of('project_lists', kind='qualifier')}|{lexicon.any_of('project_lists', kind='candidate')})"
    joined = rf"(?:[、,(]?(?:共计?|计|合计)?[{_QUOTES}]?)"
    count = rf"{NUMERAL}{lexicon.any_of('project_lists', kind='count')}"
    stem = lexicon.any_of("project_lists", kind="stem")
    return re.compile(
        rf"(?P<counts>(?<![\d.第]){count}(?:{joined}{count})?)?(?P<words>(?:{between}|{stem})*)(?P<inside>{NUMERAL}[件项大][{_QUOTES}]*)?$"
    )


@cache
def _after() -> re.Pattern[str]:
    """A number behind the name: 民生实事35个子项, 民生工程66件实事."""
    return re.compile(
        rf"[{_QUOTES}]*的?(?P<count>{NUMERAL})(?:个子项目?|[件项](?:实事)?(?!工作)|个(?:项目|子项)|个?方面)(?:工程|项目)?"
    )


@cache
def _stems() -> re.Pattern[str]:
    return re.compile(lexicon.any_of("project_lists", kind="stem"))


@cache
def _others() -> re.Pattern[str]:
    """For whom or what a list is that is not everybody's: 为教师办好十件实事."""
    return re.compile(rf"{lexicon.any_of('project_lists', kind='other')}[^,、;:。等]{{0,6}}$")


@cache
def _counts() -> re.Pattern[str]:
    return re.compile(rf"({NUMERAL}){lexicon.any_of('project_lists', kind='count')}")


def find(text: str, region_code: str) -> Iterator[Mention]:
    """The lists that a reading names, in the order of the text; of two names that share a number (民生工程66件实事) the one behind it."""
    last: Mention | None = None
    for head in _heads().finditer(text):
        if mention := _mention(text, head, region_code):
            if last and last.end <= mention.start:
                yield last
            last = mention
    if last:
        yield last


def _mention(text: str, head: re.Match[str], region_code: str) -> Mention | None:
    first = max(0, head.start() - _REACH)
    first = max(first, text.rfind("\n", first, head.start()) + 1)
    before = _before().search(text, first, head.start())
    if before is None or text[head.start() - 1 : head.start()] in lexicon.words("project_lists", kind="never"):
        return None
    words = before["words"] or ""
    tail = _TAIL.match(text, head.end())
    end = tail.end() if tail else head.end()
    counts = _read(before["counts"] or "") + _read(before["inside"] or "")
    if (after := _after().match(text, end)) and (count := _read(f"{after['count']}件")):
        counts, end = (*counts, *count), after.end()
    start = before.start() + len(before[0]) - len(before[0].lstrip("的、,"))
    if not _is_named(text, head, start, words) and (
        not counts or _others().search(text, max(0, start - _OWNER_REACH), start)
    ):
        return None
    stretch = text[start:end]
    candidate = bool(re.search(lexicon.any_of("project_lists", kind="candidate"), stretch))
    name = str(lexicon.code("project_lists", head[0], "name"))
    return Mention(name, counts, start, end, _is_own(_owner(text, start, words), region_code), candidate)


def _is_named(text: str, head: re.Match[str], start: int, words: str) -> bool:
    """Whether words without a number name a list: 民生实事, 承诺的实事 and 实事项目, not 办实事; 民生工程, not 文化惠民工程."""
    if head[0] == "实事":
        return (
            bool(_stems().search(words)) or words.startswith("承诺的") or text.startswith(("项目", "工程"), head.end())
        )
    return start == 0 or text[start - 1] in _OPENS


def _read(printed: str) -> tuple[int, ...]:
    """The numbers of a stretch: 10类41项, 十件."""
    numbers = []
    for match in _counts().finditer(printed):
        try:
            numbers.append(numerals.count(match[1]))
        except ValueError:
            continue
    return tuple(number for number in numbers if number >= _FEWEST)


def _owner(text: str, start: int, words: str) -> str:
    """The words before a name, and in it, that may say whose list it is."""
    window = _CHAIN.sub("", text[max(0, start - _OWNER_REACH) : start])
    return _OWNER_STARTS.split(window)[-1] + words


def _is_own(words: str, region_code: str) -> bool:
    """Whether a list is of the government's own: no owner is named, or it is among those that are."""
    plain = _NO_OWNER.sub("", words)
    for autonomous, short in _AUTONOMOUS:
        plain = plain.replace(autonomous, short)
    owners = {row["name"] for row in lexicon.read("project_lists") if row["kind"] == "owner" and row["word"] in plain}
    return not owners or bool(owners & _own_names(region_code))


def _own_names(region_code: str) -> set[str]:
    """The ranks whose words a government calls itself by: a municipality and a city of a county's rank are 市 too."""
    rank = _RANKS[places.rank(region_code)]
    if rank == "county" and region_code[4:] > "80":
        return {rank, "prefecture"}
    return {rank, "prefecture"} if region_code[:2] in _MUNICIPALITIES and rank == "province" else {rank}
