"""Whether a figure is set or stated of the past: 去年粮食产量完成60亿斤 stands among targets and is none.

Belongs here: what the sentence says by itself. Does not: whether its part looks back or ahead (``parts``).
"""

import re

from pipelines.targets import lexicon
from pipelines.targets.parts import REVIEW, Sentence

TARGET, ACHIEVED = "target", "achieved"
_THIS_YEAR = "今年"
_DONE = lexicon.any_of("past", place="verb")
_PAST = re.compile(
    rf"^{lexicon.any_of('past', place='opening')}"
    rf"|(?:(?<![比较为]){lexicon.any_of('past', place='year')}|{lexicon.any_of('past', place='mark')})[^,]{{0,16}}"
    rf"{_DONE}(?!的|.*基础上)"
)
# A fall in the first months is no target: 一季度生产总值下降3%, said in a plan of May.
_FALLS = ("下降", "下滑", "负增长")
_FELL = re.compile(r"(?:[一二三]季度|上半年|\d月份?)[^;]{0,80}(?:下降|下滑|负增长)$")


def read(before: str, sentence: Sentence) -> str:
    """TARGET or ACHIEVED, by the part of the report, and by the words ``before`` the number since the last 今年.

    It is asked before a ``Figure`` is put together, since other questions depend on it.
    """
    return ACHIEVED if sentence.part == REVIEW or words(before) else TARGET


def words(before: str) -> str:
    """The words before a number since the last 今年 that say by themselves that it is of the past; empty where none do."""
    if before.endswith(_FALLS) and (fell := _FELL.search(before)):
        return fell[0]
    match = _PAST.search(before[before.rfind(_THIS_YEAR) + 1 :])
    return match[0] if match else ""
