"""Values under 分别 that are not as many as the names: 甲、乙度假区接待游客均超20万人次，旅游收入分别增长5%和9%, where each is of one of the two."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import ANY, Clause, runs_of_values
from pipelines.targets.phrases import head
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(rf"{ANY}(?:、|和|及|与|以及){ANY}")
_EACH = "分别"
REASON = "several values stand under 分别, and it is not said of what each of them is"


def read(clause: Clause, context: Context) -> list[list[Member]] | None:
    """Throws away values that ``respectively`` could not share out: the first would be given to what is named, whosever it is.

    The names are kept for what follows (分别为20亿元和5亿元，增长8%和9%).
    """
    runs = runs_of_values(clause)
    if len(runs) != 1:
        return None
    words = head(runs[0].before)
    if not (_EACH in runs[0].before or words.distributive):
        return None
    if words.name:
        context.name(*indicators.members(words.name))
    return [[] for _ in runs[0].signs]
