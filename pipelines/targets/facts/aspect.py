"""Which stage or sort of an amount it is: 新增公园10个 is an addition, 建成公园10个 a completion, 公园达到60个 a level, 粮食产量60亿斤 a flow.

Belongs here: the nature of the thing, and the verb that changes it. Does not: which verb governs the value (``rules``).
"""

from pipelines.targets.facts import added
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The code of the aspect; None of growth, ratio, percentage points, and of a comparison without a number."""
    if figure.member.measure not in ("amount", "change") or figure.quantity.value is None:
        return None
    return "addition" if added.read(figure, sentence) else "level"
