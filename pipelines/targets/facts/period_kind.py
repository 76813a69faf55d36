"""Of which kind a period is: 年均增长7% is an average, 五年新增就业9万人 a total, 到2028年达到60% an end, 1—11月增长5% a part of a year.

Belongs here: nothing but the answer. Does not: the choice, which is one with that of the years (``period``).
"""

from pipelines.targets.facts import period
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The code of the kind; None where the period is not known."""
    return period.read(figure, sentence).kind
