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
    "judged": Name("由数字判定", "judged by figures"),
    "undecided": Name("有数字未判定", "a figure, but no verdict"),
    "claimed": Name("只有说法", "answered by a claim only"),
    "unlike": Name("只有不可比数字", "only a figure that is not comparable"),
    "silent": Name("未提及", "silent"),
    "unheard": Name("次年报告未收录", "no figure, and the next report is not at hand"),
    "later": Name("目标期在次年报告之后", "no figure, and the time ends after the next report"),
}
SHARES = ("judged", "claimed", "silent")
