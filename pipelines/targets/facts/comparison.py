"""What a figure without a number is compared with, as printed: 居民收入与经济增长同步.

Belongs here: its words. Does not: finding a comparison (``comparators``).
"""

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The printed words; None where a number is printed."""
    quantity, reading = figure.quantity, figure.reading
    if quantity.value is not None:
        return None
    start, end = reading.span(quantity.start, quantity.end)
    return reading.canonical[start:end]
