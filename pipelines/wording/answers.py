"""What the ways are called in which a target that is due is answered, or is not. Belongs here: their names. Does not: counting
(``pipelines.packages.counts``).
"""

from typing import NamedTuple


class Name(NamedTuple):
    """What something is called in both languages."""

    zh: str
    en: str


# In the order in which they are told: every target that is due is one of them. Shares are told by the first, the third and the fifth.
ANSWERS = {
    "judged": Name("有结果可比", "with a comparable result"),
    "undecided": Name("有结果未判定", "a result, but no verdict"),
    "claimed": Name("只有次年报告的说法", "only words of the next report"),
    "unlike": Name("只有口径不同的结果", "only a result that is not comparable"),
    "silent": Name("次年报告未提及", "not mentioned in the next report"),
    "unheard": Name("次年报告未收录", "no result, and the next report is not at hand"),
    "later": Name("目标期在次年报告之后", "no result, and the target period ends after the next report"),
}
SHARES = ("judged", "claimed", "silent")
