"""The part of the government's own that a figure is of: 兰州新区生产总值500亿元, 市本级筹集7亿元.

Belongs here: whose part it is, by the clause, the sentence and its paragraph. Does not: 城镇 and 农村, companies and facilities, which are part of
a name (``rules``).
"""

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The words that name it; None where the figure is of the whole."""
    return None
