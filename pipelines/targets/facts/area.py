"""The part of the government's own that a figure is of: 兰州新区生产总值500亿元, 市本级筹集7亿元.

Belongs here: whose part it is, by the sentence (``areas``), else its paragraph or heading. Does not: 城镇 and 农村, companies and facilities,
which are part of a name (``rules``).
"""

import re

from pipelines.targets import areas
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence

_WHOLE = re.compile(r"(?<![占比于是])(?:全[省市县区州盟旗]|[我本][省市县区州盟旗])")
# So far a first clause and a heading reach.
_REACH, _OPENING = 600, 60


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The words that name it; None where the figure is of the whole.

    A paragraph whose first clause names one part and nothing else (高质量建设三江新区) is of that part until it names the whole; so is
    what stands under such a heading; both at most for 600 characters.
    """
    if figure.member.area is not None:
        return figure.member.area or None
    return _of(figure, sentence.lead) or (_of(figure, sentence.section) if sentence.section else None)


def _of(figure: Figure, words: tuple[int, int]) -> str | None:
    text, start, at = figure.reading.text, words[0], figure.quantity.at
    if at - start > _REACH or (area := areas.headed(text[start : start + _OPENING], figure.region_code)) is None:
        return None
    return None if _WHOLE.search(text, start, at) else area
