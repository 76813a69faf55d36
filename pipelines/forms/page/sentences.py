"""What the pages say of a count by verdict, in both languages. Belongs here: choosing the words. Does not: the words (``words.toml``, the codelists)."""

from collections.abc import Mapping

from pipelines.forms.page.language import TONGUES, filled
from pipelines.packages.counts import judged, undecided
from pipelines.wording.numbers import share
from schemas.codelists.statuses import statuses

Pair = dict[str, str]


def headline(counts: Mapping[str, int], own: int | None = None) -> Pair:
    """What follows the share of targets that were met: of how many, and of how many the government itself gave the result.

    Args:
        counts: status -> how many targets.
        own: of those judged how many by the government's own next report; None where it is not known.
    """
    of = judged(counts)
    if not of:
        return filled("headline_none")
    said = filled("headline", judged=of, met=counts["met"])
    end = whose(own, of)
    return {tongue: said[tongue] + end[tongue] for tongue in TONGUES}


def whose(own: int | None, of: int) -> Pair:
    """How a sentence on ``of`` judged targets ends: how many of them the government's own next report judges, where that is known."""
    return filled("headline_own", own=share(own, of)) if own else filled("headline_end")


def rest(counts: Mapping[str, int]) -> Pair:
    """How many targets have no usable result, and why; and what *near* counts as."""
    total, left = sum(counts.values()), undecided(counts)
    why = {
        "zh": "，".join(statuses()[status].wording_zh.format(f"{count:,}") for status, count in left.items()),
        "en": ", ".join(
            statuses()[status].wording_en[count != 1].format(f"{count:,}") for status, count in left.items()
        ),
    }
    said = (
        filled("headline_rest", total=total, left=sum(left.values()), why=why)
        if left
        else filled("headline_all", total=total)
    )
    if not counts.get("near"):
        return said
    near = filled("headline_near", count=counts["near"], near={"zh": statuses()["near"].label_zh, "en": ""})
    return {"zh": said["zh"] + near["zh"], "en": f"{said['en']} {near['en']}"}
