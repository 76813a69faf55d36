"""How firmly a target is set: 确保粮食产量60亿斤, 力争地区生产总值增长7%.

Belongs here: whose verb counts. Does not: the verbs (``lexicon/strength.csv``); 左右 and 以上 are bounds, never a strength.
"""

import re

from pipelines.targets import lexicon
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence

PLAN = "plan"
_VERB = re.compile(lexicon.any_of("strength"))


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The last verb before the number in its sentence, else in the paragraph's lead, else PLAN; None for what is achieved."""
    if figure.achieved:
        return None
    verb = words(figure, sentence)
    return (lexicon.code("strength", verb, "strength") if verb else None) or PLAN


def words(figure: Figure, sentence: Sentence) -> str:
    """The verb that counts; empty where there is none."""
    verbs = _VERB.findall(figure.before) or _VERB.findall(figure.reading.text[slice(*sentence.lead)])
    return verbs[-1] if verbs else ""
