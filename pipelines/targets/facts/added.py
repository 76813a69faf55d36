"""Whether an amount is what a period adds or does, and no level that is reached: 累计减税80亿元, 造林90万亩, 新建公园10个.

Belongs here: the words that say so. Does not: which indicators only ever count what is added (``schemas/codelists/indicators``).
"""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence
from pipelines.targets.rules import Member

_DEEDS = re.compile(f"{lexicon.any_of('deeds')}$")
_OVER_ALL = re.compile(lexicon.any_of("periods", kind="sum"))


def read(figure: Figure, sentence: Sentence) -> bool:
    """Whether it is an amount that has a verb, a name that is a deed, an indicator of additions, or words of summing up in its clause."""
    member = figure.member
    if member.measure != "amount":
        return False
    if member.action or _DEEDS.search(member.indicator) or indicators.is_addition(indicators.code(member.indicator)):
        return True
    return bool(_OVER_ALL.search(figure.own))


def is_level(member: Member) -> bool:
    """Whether a figure is a rate, a standard or an income, which no sum of years gives."""
    return member.measure == "ratio" or (member.measure == "amount" and indicators.each_has(member.indicator))
