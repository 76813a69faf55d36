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

# What was set is no result where a review recites it: 会议通过的…主要指标是:…增长8%; 争取…增长6%; 争取到资金 is one.
_RECITED = re.compile(
    r"通过的[^,;]{0,30}(?:指标|目标|计划)(?:任务)?[是为:]|(?:^|[,;])(?:力争|争取)(?![到了])[^,;、\d]{0,20}(?:增长|达到|突破|超过)[^,;、\d]{0,4}$"
)


def recited(before: str, sentence: Sentence) -> bool:
    """Whether a review says what was set, in the words ``before`` the number, and no result."""
    return sentence.part == REVIEW and bool(_RECITED.search(before))


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
