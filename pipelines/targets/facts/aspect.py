"""Which stage or sort of an amount it is: 新增公园10个 is an addition, 建成公园10个 a completion, 公园达到60个 a level, 粮食产量60亿斤 a flow.

Belongs here: the nature of the thing, and the verb that changes it. Does not: which verb governs the value (``rules``).
"""

import re

from pipelines.targets import indicators
from pipelines.targets.facts import years
from pipelines.targets.facts.figure import Figure
from pipelines.targets.natures import ADDITION, FLOW, LEVEL, is_state, of_deed, of_thing, of_unit, of_verb
from pipelines.targets.parts import Sentence

OTHER_TOTAL, PLAN = "other_total", "plan"
_REACHED = re.compile(
    "(?:达到?|(?:增加|增长|提高|提升|发展|扩大|上升|拓展|扩展|覆盖)[到至]|增至|总数|总量|保有量|存量)[^,、]*$|分别(?:达|为)[^,]*$"
)
# 为500名儿童筛查视力: they are served.
_SERVED = re.compile("^(?:免费|继续|集中|累计|共|已|先后|无偿|同时)*[为给对向](?:全[省市县区州])?$")
_OUT_OF = "脱贫"
_ENROLLED, _BARE = "纳入", "万"
_POINTS, _COMPLETED = "百分点", "完成"
_THERE = re.compile("(?:拥?有|共|为|是|成为)[^,、]{0,2}$|已有[^,]*$")
_SET_ASIDE = re.compile("安排(?![^,]*(?:完成|实现))|(?:计划|拟|规划)(?:总)?投资")
# 安排50人就业: people are given work.
_PLACED = ("就业", "上岗", "岗位")
_INVESTED = "总投资"
_WHOLE_SUM = re.compile("(?<!固定资产)(?<!社会)总投资(?:额|规模)?$")
_DONE = re.compile("(?:完成|实现)[^,、]*总投资$")
_TIME_SAID = re.compile("全年|今年|去年|年内|本年|当年|上半年|季度|[0-9]月")


def read(figure: Figure, sentence: Sentence) -> str | None:
    """The code of the aspect; None of growth, ratio, percentage points, and of a comparison without a number."""
    member, quantity = figure.member, figure.quantity
    if member.measure not in ("amount", "change") or quantity.value is None or quantity.unit.endswith(_POINTS):
        return None
    if member.measure == "change":
        return of_thing(member.indicator) or of_unit(quantity.unit)
    verb = LEVEL if _is_enrolled(figure) else of_verb(member.action)
    if verb != ADDITION and "累计" in figure.own and not _has_time(figure, sentence):
        return OTHER_TOTAL
    if verb:
        return verb
    if _is_planned(figure):
        return PLAN
    if member.action:
        return FLOW
    named = of_thing(member.indicator)
    if named in (None, LEVEL) and _COMPLETED in figure.own and not _REACHED.search(figure.own):
        return FLOW
    return named or _done(figure) or of_unit(quantity.unit)


def _is_enrolled(figure: Figure) -> bool:
    """Whether it counts people who are in a scheme, which is as many as there are."""
    if figure.member.action != _ENROLLED or _OUT_OF in figure.member.indicator:
        return False
    return figure.quantity.unit == _BARE or indicators.counts_people(figure.quantity.unit)


def _done(figure: Figure) -> str | None:
    """What is told of a thing that no verb governs: 6000名群众住进新居, 水库加固75座; None of what is there (达到, 拥有)."""
    if _SERVED.search(figure.own):
        return FLOW
    if _REACHED.search(figure.own) or _THERE.search(figure.own):
        return None
    name, end = figure.member.indicator, figure.quantity.end
    if is_state(name) and of_unit(figure.quantity.unit) == LEVEL:
        return LEVEL
    # A number before the thing counts what happens to it; what there is stands before its number.
    return of_deed(name) or (FLOW if figure.reading.text[end : end + 2].lstrip("的")[:2] in name else None)


def _is_planned(figure: Figure) -> bool:
    """Whether money is set aside, or is what planned projects will cost in all."""
    if not figure.member.action and _SET_ASIDE.search(figure.own):
        return not figure.member.indicator.endswith(_PLACED)
    return (
        _INVESTED in figure.member.indicator
        and bool(_WHOLE_SUM.search(figure.member.indicator))
        and not _DONE.search(figure.own)
    )


def _has_time(figure: Figure, sentence: Sentence) -> bool:
    """Whether the time of a sum is said: in the sentence, or as that of its part."""
    of_part = sentence.years or sentence.span
    return bool(of_part or _TIME_SAID.search(figure.before) or years.read(figure, sentence))
