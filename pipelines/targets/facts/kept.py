"""Whether a result is a level that was held all along and not reached: 失业率控制在4%以内, said of five years, is of each of them.

Belongs here: the words that say so. Does not: which years they are (``period``), or what was held each year in so many words (``average``).
"""

import re

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence

_HELD = re.compile("(?:控制|保持|稳定|维持|稳控)[^\\d,、]{0,6}$")
_WITHIN = re.compile("(?:以内|之内|以下)$")


def read(figure: Figure, sentence: Sentence) -> bool:
    """Whether it is of the past and has a verb of holding right before the number, or is a share that a limit is printed with (4%以内)."""
    if not figure.achieved:
        return False
    if _HELD.search(figure.own):
        return True
    printed = figure.reading.text[figure.quantity.at : figure.quantity.end]
    return figure.member.measure == "ratio" and bool(_WITHIN.search(printed))
