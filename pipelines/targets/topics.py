"""What a clause without a number is about: the owner of bare heads that come after it.

Belongs here: cutting the words that tell what is done about it and how it went. Does not: which head takes which owner
(``rules.Context``).
"""

import re
from functools import lru_cache

from pipelines.targets import lexicon
from pipelines.targets.lexicon import Words
from pipelines.targets.phrases import head

_REMEMBERED = 8192
_OPENS, _SLOGANS, _PRINCIPLES, _ASIDE = (
    Words(lexicon.words("topics", place=place)) for place in ("opens", "slogan", "principle", "aside")
)
_NONE = re.compile(lexicon.any_of("topics", place="none"))
# 生产总值升至全省第3位: a rank is no part of what is measured.
_RANKED = re.compile(r"(?:升至|上升到|跃居|跃升|位居|稳居|位列|排名|居|列)[^第]{0,8}第.*$")
# 粮食产量屡创新高, 粮食连续四年增产, 粮食生产“十连丰”, 产量在上年增产的基础上: how it went is no part of it either.
_WENT = re.compile(
    r"(?<=..)(?:[屡再又续双]?创(?:下|出|造)?了?(?:历史)?(?:最[好高]|新高|新低|纪录|历史)|连续[一二两三四五六七八九十\d]+[年季]|在[^,]*基础上"
    r"|(?:生产)?(?:实现)?(?:“?[二三]?[十一二三四五六七八九]+连[增丰]|[再又喜]?获得?丰收)"
    rf"|{lexicon.any_of('topics', place='went')}).*$"
)
# 以救助困难群体为重点: the thing stands between.
_MEANS = re.compile(r"^(?:要|坚持)?以(.+)为(?:重点|契机|抓手|主线|核心|突破口|中心|目标|引领|龙头|载体|依托|支撑)$")
_FIGURE = re.compile(r"\d")
_SHORTEST = 2


@lru_cache(_REMEMBERED)
def topic(clause: str) -> str:
    """What a clause is about (健全医保基金运行保障机制: 医保基金; 工业经济稳步回升: 工业经济); empty where it is about no thing."""
    if "为" in clause and (means := _MEANS.match(clause)):
        clause = means[1]
    name = head(_WENT.sub("", _RANKED.sub("", clause))).name
    if _PRINCIPLES.at_start(name):
        return ""
    while word := _OPENS.at_start(name) or _SLOGANS.at_start(name):
        name = name[len(word) :]
    name = _without_asides(name)
    return "" if len(name) < _SHORTEST or _FIGURE.search(name) or _NONE.search(name) else name


@lru_cache(_REMEMBERED)
def is_slogan(clause: str) -> bool:
    """Whether a clause only tells how or what for (突出“双招双引”, 以项目为抓手), so that one before it says what it is about."""
    return bool(_SLOGANS.at_start(clause))


def _without_asides(name: str) -> str:
    while word := _ASIDE.at_end(name):
        name = name[: -len(word)]
    return name
