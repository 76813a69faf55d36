"""What a stretch of a report says for each part: words of its heading, its opening and its body, and where it stands in the text.

Belongs here: finding the witnesses of a stretch, and what each weighs (``lexicon/evidence.csv``). Does not: where a part begins
(``cut``), or how the weights are learned (``tools.learn_parts``).
"""

import re
from functools import cache, lru_cache

from pipelines.targets import lexicon
from pipelines.targets.parts.lines import HEADINGS, Stretch

REVIEW, PLAN, END = PARTS = ("review", "plan", "end")
HEADING, OPENING, BODY, POSITION = "heading", "opening", "body", "position"
_OPENING = 26
# Where in the text a stretch stands is asked of a text that is long enough to be a whole report.
WHOLE, _TENTHS = 2000, 10
# 十五 may stand before anything, 十五” and 十五期间 are the plan.
_PLAN_FORMS_SURE = ("{}五", "第{}个五年")
_PLAN_FORMS = ("{}五”", "{}五时期", "{}五期间", "{}五计划", "{}五规划", "{}五末", "{}五期末", "{}五以来", "第{}个五年")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月\d{1,2}日")
_DATED, _AUTUMN = 800, 10
_OFTEN = 3

Key = tuple[str, str]
Weights = dict[Key, tuple[int, int, int]]


class Words:
    """The words of the lexicon as they are printed in the report of a year."""

    def __init__(self, year: int | None, late: bool) -> None:
        self._patterns = {}
        self._last, self._year = (f"{year - 1}年", f"{year}年") if year else ("", "")
        self._keys: dict[str, dict[str, Key]] = {}
        for place in (HEADING, OPENING, BODY):
            printed = {
                form: (place, row["word"])
                for row in lexicon.read("evidence")
                if row["place"] == place
                for form in forms(row["word"], year, late)
            }
            self._keys[place] = printed
            self._patterns[place] = re.compile(
                lexicon.alternatives(map(re.escape, sorted(printed, key=len, reverse=True)))
            )

    def witnesses(self, text: str, stretch: Stretch) -> list[Key]:
        """What speaks in a stretch, each once, in no order."""
        start, end, place = stretch
        if place in HEADINGS:
            return self._in(HEADING, text, start, self._first_half(text, start, end))
        return self._in(OPENING, text, start, min(end, start + _OPENING)) + self._in(BODY, text, start, end)

    def _first_half(self, text: str, start: int, end: int) -> int:
        """2022年工作回顾和2023年工作安排 is the heading of both, and what follows it is the first."""
        last = text.find(self._last, start, end) if self._last else -1
        year = text.find(self._year, last, end) if last >= 0 else -1
        return year if year >= 0 else end

    def printed(self, text: str) -> list[tuple[str, Key]]:
        """The words of the body that stand in a text, in its order, as printed and as in the lexicon."""
        return [(word, self._keys[BODY][word]) for word in self._patterns[BODY].findall(text)]

    def _in(self, place: str, text: str, start: int, end: int) -> list[Key]:
        keys = self._keys[place]
        return list({keys[word] for word in self._patterns[place].findall(text, start, end)})


def forms(word: str, year: int | None, late: bool) -> list[str]:
    """How a word of the lexicon is printed in the report of a year: {last}年 is 2022年 in that of 2023, {this} in a late one 明年.

    A word that names a year is printed nowhere where the year is not known.
    """
    this, past = ("明年", "今年") if late else ("今年", "去年")
    word = word.replace("{this}", this).replace("{past}", past)
    if "{" not in word:
        return [word]
    if year is None:
        return []
    plan = year - (year - 1) % 5
    running = plan if plan < year else None
    years = {"{year}": year, "{last}": year - 1, "{before}": year - 2, "{next}": year + 1}
    for name, value in years.items():
        if name in word:
            return [word.replace(name, str(value))]
    plans = {"{past_plan}": plan - 5, "{running_plan}": running, "{coming_plan}": plan if running is None else plan + 5}
    for name, first in plans.items():
        if name in word and first is not None:
            return _names_of_plan(first)
    return []


def _names_of_plan(first: int) -> list[str]:
    number = 10 + (first - 2001) // 5
    name = ("十" if number >= 10 else "") + ("一二三四五六七八九"[number % 10 - 1] if number % 10 else "")
    return [form.format(name) for form in (_PLAN_FORMS if number <= 10 else _PLAN_FORMS_SURE)]


@cache
def words(year: int | None, late: bool) -> Words:
    """The words of the report of a year, given in its own first months or late in the year before."""
    return Words(year, late)


def is_late(text: str, year: int | None) -> bool:
    """Whether the report was given in the last months of the year before its own, so that 今年 is that year: by its date, else by 明年."""
    if year is None:
        return False
    for match in _DATE.finditer(text[:_DATED]):
        if int(match[1]) in (year - 1, year):
            return int(match[1]) == year - 1 and int(match[2]) >= _AUTUMN
    return text.count("明年") >= _OFTEN


def position(stretch: Stretch, length: int) -> Key | None:
    """In which tenth of the text a stretch begins; None in a text that is too short to be a whole report."""
    return (POSITION, str(stretch.start * _TENTHS // length)) if length >= WHOLE else None


@cache
def weights() -> Weights:
    """What each word weighs for review, plan and end."""
    return {
        (row["place"], row["word"]): (int(row["review"]), int(row["plan"]), int(row["end"]))
        for row in lexicon.read("evidence")
    }


def leans(heading: str, year: int | None) -> str | None:
    """The part that a heading by itself speaks for; None where it speaks for none."""
    keys = words(year, False).witnesses(heading, Stretch(0, len(heading), HEADINGS[0]))
    review, plan = (sum(weights()[key][number] for key in keys) for number in (0, 1))
    return None if review == plan else REVIEW if review > plan else PLAN


@lru_cache(maxsize=4)
def telling_words(text: str, part: str) -> tuple[str, ...]:
    """The words of a text that speak for a part (REVIEW or PLAN), each once, in the order of the text."""
    own, sign = words(None, False), 1 if part == REVIEW else -1
    speaking = [word for word, key in own.printed(text) if (weights()[key][0] - weights()[key][1]) * sign > 0]
    return tuple(dict.fromkeys(speaking))


@cache
def expecting(part: str) -> frozenset[Key]:
    """The words of headings and openings that name a part: 回顾 the review, 名词解释 the end."""
    return frozenset(
        (row["place"], row["word"])
        for row in lexicon.read("evidence")
        if row["expected"] == part and row["place"] in (HEADING, OPENING)
    )
