"""Whether an amount that is said of several years is of all of them: 累计减税80亿元 is, 公园达到60个 is of their end.

Belongs here: what is summed up, added or done against what is reached. Does not: which years they are (``period``).
"""

import re

from pipelines.targets import lexicon
from pipelines.targets.facts import added, years
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence
from pipelines.targets.times import SPAN, SUM

_REACHED = lexicon.any_of("periods", kind="reached")
REACHED = re.compile(f"{_REACHED}(?:了|近|约|到|的)*$|分别{_REACHED}")
_SUM = re.compile(lexicon.any_of("periods", kind="until"))
_SPENT = re.compile("(?:投资|资金|[外内]资|投入)(?:总额)?$")
# 投入民生资金900亿元,占财政支出的80%: a share of what the years before it summed up.
_SHARE_OF_SUM = re.compile(r"(?:累计|[共总]计|投入)[^,;]*\d[^,;]*,(?:约|共)?占(?![^,;]*(?:比[重例]|达))[^,;]*$")
_DONE = re.compile(lexicon.any_of("periods", kind="done"))
# 8个县摘帽: what follows the number tells what was done; 60万人参加医保, 40个断面达标 are how it stands at the end.
_THING = re.compile("[一-龥]{2}")
_STANDS = re.compile("[^,;。、\\d贫]{0,16}?(?:参加|参保|达到|享受|(?:断面|水质|水源地|空气质量)[^,;。、\\d]{0,6}达标)")
_HAVE, _SINCE = "有", "以来"


def read(figure: Figure, sentence: Sentence) -> bool:
    """Whether it is of all the years that are named, or those of the part."""
    member = figure.member
    if member.measure != "amount":
        return member.measure == "ratio" and bool(_SHARE_OF_SUM.search(figure.before))
    named = years.find(figure)
    # 五年完成, 2013年以来建成; 今后五年投资达到 as well.
    sums = (
        named is not None
        and named.end > figure.own_at
        and (named.role == SUM or (named.role == SPAN and bool(_SPENT.search(member.indicator))))
    )
    since = named is not None and named.end > figure.own_at and named.words.endswith(_SINCE)
    if REACHED.search(figure.own) and not _SUM.search(figure.own):
        return sums and not added.is_level(member)
    if added.read(figure, sentence):
        return True
    if sums or since or _DONE.search(figure.own):
        return not added.is_level(member)
    text, end = figure.reading.text, figure.quantity.end
    return bool(_THING.match(text, end)) and not (figure.own.endswith(_HAVE) or _STANDS.match(text, end))
