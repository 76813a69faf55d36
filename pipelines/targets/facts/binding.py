"""Whether a target is said to bind: 单位生产总值能耗下降3%（约束性）; 地区生产总值增长6%（预期性）.

Belongs here: the two words in the sentence. Does not: which indicators of a five-year plan are binding by law.
"""

from pipelines.targets import lexicon
from pipelines.targets.facts.figure import REACH, Figure
from pipelines.targets.parts import Sentence

UNSTATED = "unstated"
_WORDS = tuple(row["word"] for row in lexicon.read("binding"))
# What every such word holds, and how far behind the number one may end.
_SIGN, _AFTER = "性", 10


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The code of the word before the number or right behind it, UNSTATED where there is none; None for what is achieved."""
    if figure.achieved:
        return None
    word = words(figure, sentence)
    return lexicon.code("binding", word, "binding") if word else UNSTATED


def words(figure: Figure, sentence: Sentence) -> str:
    """The word that says so; empty where there is none."""
    text, quantity = figure.reading.text, figure.quantity
    start, end = max(sentence.start, quantity.at - REACH), min(sentence.end, quantity.end + _AFTER)
    if text.find(_SIGN, start, end) < 0:
        return ""
    return next((word for word in _WORDS if text.find(word, start, end) >= 0), "")
