"""On which basis a growth is counted, where its clause says so: 扣除价格因素实际增长6%, 按可比价计算增长7%, 名义增长8%, 同口径增长5%.

Belongs here: the words before the number, and those in brackets behind it. Does not: what is usual for an indicator
(``schemas/codelists/indicators``), nor that what is counted at constant prices anyhow (GDP) is so where it is said to be like for like too.
"""

import re

from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence

REAL, NOMINAL, LIKE_FOR_LIKE, UNSTATED = "real", "nominal", "like_for_like", "unstated"
_PRICES = (
    r"(?P<real>(?:可比|不变)价格?|[扣剔]除(?:价格|物价|通胀)(?:上涨|变动)?因素|实际(?:年均)?(?=增|提高|下降)|实际$)"
    r"|(?P<nominal>(?:现行?|当年)价格?|名义)"
    # What changed in what is counted is left out on both sides: another area, a tax that was waived.
    r"|(?P<like>同等?口径|可比口径|可比(?=增长|增幅|下降)|(?:[扣剔]除|还原|不考虑)[^,、;。()]{1,14}?(?:因素|影响|退税|退库))"
)
_SAID = re.compile(_PRICES)
# 按可比价计算,增长7%: words that close the clause before are of what follows them.
_BEFORE_COMMA = re.compile(rf"(?:{_PRICES})(?:后|的?影响|计算|口径|核算)*,$")
# 增长7%(按可比价计算)
_BEHIND = re.compile(rf"\([按以]?照?(?:{_PRICES})")
# No clause says it without one of them.
_SIGNS = ("价", "实际", "名义", "口径", "可比", "除", "还原", "不考虑")


def read(figure: Figure, sentence: Sentence) -> str:
    """real, nominal or like_for_like; unstated where the clause says none of them, and of all that is no growth."""
    text, before, end = figure.reading.text, figure.before, figure.quantity.end
    if figure.member.measure != "growth":
        return UNSTATED
    said = _BEHIND.match(text, end) if text.startswith("(", end) else None
    if said is None and any(sign in before for sign in _SIGNS):
        clause = text[figure.clause.start : figure.quantity.at]
        said = _last(clause) or _BEFORE_COMMA.search(before.removesuffix(figure.own))
    if said is None:
        return UNSTATED
    return REAL if said["real"] else NOMINAL if said["nominal"] else LIKE_FOR_LIKE


def _last(clause: str) -> re.Match[str] | None:
    """The words that stand nearest to the number: 按现价计算为500亿元、按可比价增长7%."""
    return next(reversed(list(_SAID.finditer(clause))), None)
