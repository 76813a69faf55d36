"""Which stage or sort of an amount it is: 新增公园10个 is an addition, 建成公园10个 a completion, 公园达到60个 a level, 粮食产量60亿斤 a flow.

Belongs here: the nature of the thing, and the verb that changes it. Does not: which verb governs the value (``rules``).
"""

import re
from functools import lru_cache

from pipelines.targets import lexicon
from pipelines.targets.facts import years
from pipelines.targets.facts.figure import Figure
from pipelines.targets.lexicon import Words
from pipelines.targets.parts import Sentence
from schemas import codelists

ADDITION, FLOW, LEVEL, OTHER_TOTAL, PLAN = "addition", "flow", "level", "other_total", "plan"
_OF_VERB = {row["word"]: row["aspect"] for name in ("completions", "actions") for row in lexicon.read(name)}
_VERBS = Words(_OF_VERB)
_OF_THING = {row["word"]: row["aspect"] for row in lexicon.read("natures") if row["kind"] == "thing"}
_THINGS = Words(_OF_THING)
# What things are made, spent or happen in; what is counted or laid in other units is there.
_PASSING_UNITS = Words(lexicon.words("natures", kind="unit"))
# A few thousand names are most of those that reports print.
_REMEMBERED = 8192
_REACHED = re.compile("(?:达到?|增加到|增至|发展到|扩大到|总数|总量|保有量|存量)[^,、]*$")
_THERE = re.compile("(?:拥?有|共|为|是|成为)[^,、]{0,2}$")
_ADDED = re.compile("[新净]增")
_SET_ASIDE = re.compile("安排(?!就业|上岗|工作|就学|残疾)|(?:计划|拟|规划)(?:总)?投资")
_WHOLE_SUM = re.compile("(?<!固定资产)(?<!社会)总投资(?:额|规模)?$")
_DONE = re.compile("(?:完成|实现)[^,、]*总投资$")
_TIME_SAID = re.compile("全年|今年|去年|年内|本年|当年|上半年|季度|[0-9]月")


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The code of the aspect; None of growth, ratio, percentage points, and of a comparison without a number."""
    member, quantity = figure.member, figure.quantity
    if member.measure not in ("amount", "change") or quantity.value is None or _is_points(quantity.unit):
        return None
    if member.measure == "change":
        return nature(member.indicator, quantity.unit)
    verb = of_verb(member.action)
    if verb != ADDITION and "累计" in figure.own and not _has_time(figure, sentence):
        return OTHER_TOTAL
    if verb:
        return verb
    if _is_planned(figure):
        return PLAN
    return FLOW if member.action or _is_done(figure) else nature(member.indicator, quantity.unit)


def of_verb(action: str | None) -> str | None:
    """The aspect that a verb gives; None of a verb that says neither start nor end, and without one."""
    if not action:
        return None
    for verb in action.split("、"):
        if aspect := _OF_VERB.get(verb) or _OF_VERB.get(_VERBS.at_end(verb)) or _OF_VERB.get(_VERBS.at_start(verb)):
            return aspect
        if verb.startswith("新") and verb[1:] in _OF_VERB:
            return ADDITION
    return None


@lru_cache(_REMEMBERED)
def nature(name: str, unit: str) -> str:
    """What a thing is by itself, where no verb changes it: by the codelist, its last words, or the unit that it is counted in."""
    if usual := codelists.usual_aspect(name):
        return usual
    if _ADDED.search(name):
        return ADDITION
    if word := _THINGS.at_end(name):
        return _OF_THING[word]
    # 30微克/立方米, 600元/月: a rate of something.
    return FLOW if "/" not in unit and _PASSING_UNITS.at_end(unit) else LEVEL


def _is_points(unit: str) -> bool:
    return unit.endswith("百分点")


def _is_done(figure: Figure) -> bool:
    """Whether it tells what is done in a time, though no verb is its action: 完成村庄规划30个, 6000名群众住进新居."""
    if _REACHED.search(figure.own):
        return False
    if "完成" in figure.own:
        return True
    end = figure.quantity.end
    # A number before the thing counts what happens to it; what there is stands before its number.
    return figure.reading.text[end : end + 2].lstrip("的")[:2] in figure.member.indicator and not _THERE.search(figure.own)


def _is_planned(figure: Figure) -> bool:
    """Whether money is set aside, or is what planned projects will cost in all."""
    if not figure.member.action and _SET_ASIDE.search(figure.own):
        return True
    return bool(_WHOLE_SUM.search(figure.member.indicator)) and not _DONE.search(figure.own)


def _has_time(figure: Figure, sentence: Sentence) -> bool:
    """Whether the time of a sum is said: in the sentence, or as that of its part."""
    of_part = sentence.years or sentence.span
    return bool(of_part or _TIME_SAID.search(figure.before) or years.read(figure, sentence))
