"""What a growth, a change or a multiple is counted from: 比2010年翻一番, 与“十二五”末相比, 是“十一五”时期的2.8倍.

Belongs here: the base where it is printed. Does not: the year before, which is none (``period``).
"""

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The year or years, ISO 8601; None where the base is the year before, or of an amount."""
    return None
