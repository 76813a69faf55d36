"""What answers the targets of a package, in three numbers beside what they are of, as every form for people tells it.

Belongs here: which numbers are told together, and what they are called. Does not: what counts as answered (``packages.counts``).
"""

from typing import NamedTuple

import polars as pl

from pipelines.packages import counts
from schemas import codelists

# What the numbers are of, and what each counts, in both languages.
OF = {
    "all": {"zh": "全部", "en": "all"},
    "due": {"zh": "结果应已公布", "en": "result is due"},
    "next_report": {"zh": "次年报告已收录", "en": "next report at hand"},
}
SORTS = {
    "judged": {"zh": "有结果可比", "en": "with a comparable result"},
    "claimed": {"zh": "没有数字，次年报告有说法", "en": "no figure, but the next report says what became of it"},
    "silent": {"zh": "没有数字，次年报告也未提及", "en": "no figure, and the next report does not mention it"},
    "rest": {
        "zh": "其他：尚未公布、次年报告未收录，或结果不够精确、口径不同",
        "en": "others: not due yet, next report not at hand, or a result that is too imprecise or on another definition",
    },
}
_JUDGED = {
    "zh": "结果应已公布的{due:,}项目标中，{judged:,}项有结果可比（其中{own:,}项只凭政府次年报告自报的数字）",
    "en": "Of the {due:,} targets whose result is due, {judged:,} have a comparable one ({own:,} of them by the government's own next report alone)",
}
_ANSWERED = {
    "zh": "，{claimed:,}项没有数字而次年报告有说法，{silent:,}项次年报告未提及。",
    "en": "; of {claimed:,} only the next report says what became of them, and {silent:,} it does not mention.",
}
_NOT_AT_HAND = {
    "zh": "；次年报告未收录，政府怎么说还不知道。",
    "en": "; the next report is not at hand, so nothing is known of what the government says.",
}
# Columns of ``outcomes`` that it follows from; versions before 4 have them not.
_NEEDED = {"answered_by", "next_report", "counted"}


class Shares(NamedTuple):
    """Targets with a number: how many there are and how many of each of ``SORTS``, a count for each of ``OF``.

    ``own`` are those of the judged that rest on the government's own next report alone.
    """

    of: list[int]
    sorts: dict[str, list[int]]
    own: int

    def sentence(self, language: str) -> str:
        """The numbers of those that are due in one sentence; ``language`` is zh or en."""
        _, due, next_report = self.of
        counts = {sort: counted for sort, (_, counted, _) in self.sorts.items()}
        rest = _ANSWERED if next_report else _NOT_AT_HAND
        return (_JUDGED[language] + rest[language]).format(due=due, own=self.own, **counts)


def shares(rows: pl.DataFrame) -> Shares | None:
    """The three numbers over targets joined with their outcomes and figures; None of a version that does not say what answers them."""
    if not set(rows.columns) >= _NEEDED:
        return None
    every, near = counts.answers(rows), counts.answers(counts.next_report(rows))
    of = [every.targets, every.due, near.due]
    sorts = {sort: [getattr(each, sort) for each in (every, every, near)] for sort in SORTS if sort != "rest"}
    sorts["rest"] = [whole - sum(parts) for whole, *parts in zip(of, *sorts.values(), strict=True)]
    judged = counts.once(rows).filter(pl.col("status").is_in(codelists.decided()))
    return Shares(of, sorts, judged.filter(pl.col("source_kind") == "self_reported").height)
