"""How well the grammar reads what people annotated: precision, recall and F1 a field, and a rule.

Belongs here: pairing predictions with annotated rows, and counting. Does not: reading either (``gold``, ``extract``).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pipelines.measuring.gold import Gold
from pipelines.targets import lexicon

# A row counts for a field where it stands at the right place with the right value and unit, and this field is right too;
# strict wants them all.
FIELDS = ("value", "indicator", "measure", "bound", "strict")
# What a set may say beyond them, of rows at the right place with the right value. Of those that are mostly empty only what is not counts.
_MOSTLY_EMPTY = ("action", "base_period", "area")
_JOINTS = re.compile("[、和及()]")
_UNWRITTEN = re.compile(r"[\s*#>　的“”\"《》,，、()（）]")
_SCOPE = re.compile(
    r"^(?:力争|确保|全年|今年|预计|实现|完成|我|全|本)?(?:全区|全省|全市|全县|全国|全社会的|我区|我省|我市|区域)?"
)
_ENOUGH, _ALIKE = Decimal("0.5"), Decimal("0.75")
# Words that make two things out of one: both names have them, or neither.
_APART = ("城镇", "农村", "农牧民", "进口", "出口", "第一产业", "第二产业", "第三产业", "工业", "服务业", "民间", "制造业", "养老", "医疗")  # fmt: skip


class Score(NamedTuple):
    """What was counted: annotated rows, predictions that count, right ones a field, and (right, all) a rule.

    ``wanted`` and ``given`` are the annotated rows and the predictions that count for a fact, where that is not all of them.
    """

    gold: int
    predicted: int
    right: Counter[str]
    rules: Counter[tuple[str, bool]]
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()

    def __add__(self, other: object) -> "Score":
        if not isinstance(other, Score):
            return NotImplemented
        return Score(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.right + other.right,
            self.rules + other.rules,
            self.wanted + other.wanted,
            self.given + other.given,
        )

    def figures(self, field: str) -> tuple[Decimal, Decimal, Decimal]:
        """Precision, recall and F1 of a field; 0 where there is nothing to divide by."""
        right = Decimal(self.right[field])
        wanted, given = self.of(field)
        return right / max(given, 1), right / max(wanted, 1), 2 * right / max(given + wanted, 1)

    def of(self, field: str) -> tuple[int, int]:
        """The annotated rows and the predictions that count for a field."""
        return (self.gold, self.predicted) if field in FIELDS else (self.wanted[field], self.given[field])


NOTHING = Score(0, 0, Counter(), Counter())


def score(gold: Iterable[Gold], rows: Iterable[Mapping[str, Any]]) -> Score:
    """Pair the rows of one text with what was annotated of it, each with the best that is left.

    A row that falls on a doubt counts neither for nor against, nor does one without a value.
    """
    wanted = list(gold)
    left = [row for row in rows if row["value"] is not None]
    doubts = [span for annotated in wanted if annotated.doubt for span in annotated.spans]
    firm = [annotated for annotated in wanted if not annotated.doubt]
    right: Counter[str] = Counter()
    rules: Counter[tuple[str, bool]] = Counter()
    wanted_of: Counter[str] = Counter()
    given_of: Counter[str] = Counter()
    predicted = 0
    for annotated in firm:
        pairs = ((_judged(annotated, row), place) for place, row in enumerate(left) if _meets(annotated, row))
        best = max(pairs, default=None)
        if best is None:
            continue
        (strict, indicator, measure, bound, _), place = best
        row = left.pop(place)
        predicted += 1
        verdicts = {"value": True, "indicator": indicator, "measure": measure, "bound": bound, "strict": strict}
        right.update(field for field, is_right in verdicts.items() if is_right)
        rules[row["rule"], strict] += 1
        for fact, (is_wanted, is_given, is_right) in _facts(annotated, row).items():
            wanted_of[fact] += is_wanted
            given_of[fact] += is_given
            right[fact] += is_right
    extra = [row for row in left if not any(_overlap((row["char_start"], row["char_end"]), span) for span in doubts)]
    rules.update((row["rule"], False) for row in extra)
    return Score(len(firm), predicted + len(extra), right, rules, wanted_of, given_of)


def _facts(annotated: Gold, row: Mapping[str, Any]) -> dict[str, tuple[bool, bool, bool]]:
    """Of each fact that the annotation tells: whether the annotation and the row count for it, and whether the row is right."""
    facts = {}
    for fact, wanted in annotated.facts.items():
        given = row[fact] or ""
        same = _JOINTS.sub("", given) == _JOINTS.sub("", wanted)
        facts[fact] = (bool(wanted), bool(given), same and bool(given)) if fact in _MOSTLY_EMPTY else (True, True, same)
    return facts


def _meets(annotated: Gold, row: Mapping[str, Any]) -> bool:
    return (
        row["value"] == annotated.value
        and row["value_high"] == annotated.value_high
        and (row["unit"] or "") == annotated.unit
        and any(_overlap((row["char_start"], row["char_end"]), span) for span in annotated.spans)
    )


def _judged(annotated: Gold, row: Mapping[str, Any]) -> tuple[bool, bool, bool, bool, bool]:
    """What is right, the best pair the greatest: strict, indicator, measure, bound, tense."""
    # The first annotations have no area: its words stand in their names.
    names = (row["indicator"], f"{row.get('area') or ''}{row['indicator']}")
    indicator = any(same_name(name, annotated.indicator) for name in names)
    measure, bound = row["measure"] == annotated.measure, row["bound"] == annotated.bound
    return indicator and measure and bound, indicator, measure, bound, row["tense"] == annotated.tense


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def same_name(first: str, second: str) -> bool:
    """The same thing said in other words: one name holds the other's characters in order, or both the same in any order.

    What is done to the thing is ``action``, so that a name may carry it at either end or not at all.
    """
    first, second = _plain(first), _plain(second)
    return _close(first, second) or _close(_without_verbs(first), _without_verbs(second))


def _plain(name: str) -> str:
    return _UNWRITTEN.sub("", _SCOPE.sub("", unicodedata.normalize("NFKC", name), count=1))


_VERBS = "|".join(lexicon.words("scored_actions"))
_ENDS = re.compile(rf"^(?:(?:{_VERBS})[和及]?)+(?=..)|(?<=..)(?:(?:{_VERBS})[和及]?)+$")


def _without_verbs(name: str) -> str:
    return _ENDS.sub("", name)


def _close(first: str, second: str) -> bool:
    if not first or not second or any((word in first) != (word in second) for word in _APART):
        return False
    short, long = sorted((first, second), key=len)
    rest = iter(long)
    if all(sign in rest for sign in short) and len(short) >= 2 and len(short) >= _ENOUGH * len(long):
        return True
    bag, other = Counter(first), Counter(second)
    return bool((bag & other).total() >= _ALIKE * (bag | other).total())
