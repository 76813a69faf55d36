"""What a thing is by itself: there (firms, balances, areas), or made, earned or done in a time (output, income, visitors).

Belongs here: the nature of a name and of a unit, and what a verb makes of it. Does not: which of them counts (``facts/aspect``).
"""

import re
from functools import lru_cache

from pipelines.targets import lexicon
from pipelines.targets.lexicon import Words
from schemas import codelists

# Names and verbs come again and again.
_REMEMBERED = 8192
ADDITION, FLOW, LEVEL = "addition", "flow", "level"
_OF_THING = {row["word"]: row["aspect"] for row in lexicon.read("natures") if row["kind"] == "thing"}
_THINGS = Words(_OF_THING)
# What things are made, spent or happen in; what is counted or laid in other units is there.
_PASSING_UNITS = Words(lexicon.words("natures", kind="unit"))
_OF_VERB = {row["word"]: row["aspect"] for name in ("completions", "actions") for row in lexicon.read(name)}
_VERBS = Words(_OF_VERB)
_DONE_TO = Words(lexicon.words("actions"))
# Verbs that begin no noun, inside a name or at its end.
_DEEDS = re.compile(lexicon.alternatives(word for word in lexicon.words("actions", noun="") if "(" not in word))
# 2021年新增棚改任务 are dealt with, not added.
_TASK = "任务"
_ADDED = re.compile("[新净]增")
# 养老金月人均, 低保每人每月: what each one has of it.
_A_HEAD = re.compile("(?:每?[月年])?人均$|(?:每人)?每[月年](?:每人)?$|每人$")


# 600名居民享受待遇, 30个断面水质达标: how many are in a state.
_STATE = re.compile(
    "^参加.*(?:保险|[医社]保|合作医疗)|享受|(?:水质|断面|水体|水源地?|空气质量|排放)[^创整提完]*达标$|(?<!改造)达到(?!.*(?:脱贫|摘帽)).|(?:实现|达到).*全覆盖$"
)


@lru_cache(_REMEMBERED)
def of_thing(name: str) -> str | None:
    """What a thing is by itself, by the codelist or its last words; None of what they do not say."""
    if usual := codelists.usual_aspect(name):
        # 高标准农田 are there, 高标准农田建设 is done.
        return FLOW if usual == LEVEL and _DONE_TO.at_end(name) else usual
    if _ADDED.search(name) and not name.endswith(_TASK):
        return ADDITION
    word = _THINGS.at_end(_A_HEAD.sub("", name))
    return _OF_THING[word] if word else None


def of_unit(unit: str) -> str:
    """What is counted in a unit, where its name does not say it: made or spent (吨, 元, 人次), or there (家, 公里)."""
    # 30微克/立方米, 600元/月: a rate of something.
    return FLOW if "/" not in unit and _PASSING_UNITS.at_end(unit) else LEVEL


@lru_cache(_REMEMBERED)
def of_verb(action: str | None) -> str | None:
    """The aspect that a verb gives; None of a verb that says neither start nor end, and without one."""
    if not action:
        return None
    for verb in action.split("、"):
        if aspect := _OF_VERB.get(verb) or _OF_VERB.get(_VERBS.at_end(verb)) or _OF_VERB.get(_VERBS.at_start(verb)):
            return aspect
        if verb not in _OF_VERB and verb.startswith("新") and verb[1:] in _OF_VERB:
            return ADDITION
    return None


def of_deed(name: str) -> str | None:
    """What is told of a thing in its name: 水库加固, 厂房全部竣工; None where no verb stands in it."""
    deed = _DEEDS.search(name)
    return (of_verb(deed[0]) or FLOW) if deed else None


def is_state(name: str) -> bool:
    """Whether a name tells a state that people or things are in: 居民享受待遇, 断面水质达标."""
    return bool(_STATE.search(name))
