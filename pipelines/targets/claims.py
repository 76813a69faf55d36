"""What a report says of its own targets in the review part: 城镇新增就业60万人，超额完成年度目标; 进出口未能达到预期目标.

Belongs here: the words of such a claim and what it is about. Does not: what is said of a list of projects (``list_claims``), and whether it
is true (``pipelines/outcomes``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.targets import indicators, lexicon
from pipelines.targets.parts import REVIEW, Sentence
from pipelines.targets.phrases import head

_CLAUSE = re.compile(r"[^,:]+")
# What was set: a goal, and one of the year or the plan where the verb alone (完成, 达到) says too little.
_GOAL_WORDS = re.compile(r"(?:目标|任务|计划|指标)(?:任务)?(?=的?\d)")
_GOAL = re.compile(r"预期|目标|任务|计划|指标")
_SET = re.compile(
    r"(?:预期|年初|年度|全年|既定|计划|确定|下达|责任)[^,]{0,10}(?:目标|任务|指标|计划|以内|之内|范围)|目标任务"
)
# Of all targets at once: 各项目标任务圆满完成.
_BLANKET = re.compile(
    r"各项|主要|全部|全年|经济社会|大会|会议|规划|纲要|计划|部分|一些|有的|有些|个别|目标|任务|指标|政府|工作|时期"
    r"|^(?:主|性|重点|国家下达|省下达|上级下达|预期性|约束性|我们|较好地?|提前.{1,2}年|高质量|高水平|连续.*|胜利|成功|.*授权)$"
)
_BEFORE_VERB = re.compile(
    r"(?:等[^,、等]{0,8}?(?:指标|目标)?|增速|增长|指标|均|都|明显|也|已|全面|圆满|顺利|如期|提前|较好|基本|预计|可|将|的|率先|胜利|翻倍|仍|完成情况|[一二两三四五六七八九十几\d]+[项个]|(?:年度|预期|年初|计划|既定)*(?:目标|任务|指标|计划)|、)+$"
)
_LEAD = re.compile(
    r"^(?:除了?|但是?|虽然|尽管|由于|仍有|还有|其中|去年|上年|我市|我省|我区|我县|全市|全省|全区|预计|年度)+"
)
# What was only expected (好于预期) is said of the clause before, not of what the sentence began with.
_EXPECTED = re.compile(r"预期$")
_FIGURE = re.compile(r"(?:达到?|为|约|超过?)?\d")
# Where less is better, a figure below the goal reached it (城镇调查失业率低于年初预期目标).
_LESS_IS_BETTER = re.compile(r"失业率|价格|能耗|排放|浓度|死亡|负债")
# 没有实现年初确定的…目标: when and by whom it was set is no part of it.
_SET_BY = re.compile(r"^[^,、]{0,8}?(?:确定|制定|提出|下达|规定|设定|安排)的")
# 年初确定的地区生产总值; 部分指标如地区生产总值: nor before the verb.
_NAMED_BY = re.compile(r"^[^,]{0,40}?(?:确定的|提出的|制定的|下达的|通过的|指标如)(?=.)")
_NAMES = re.compile(r"、|和(?!平|谐)|及(?!其)")
# 对于未完成的任务: of what was not done something else is said.
_ASIDE = re.compile(r"的(?:任务|目标|指标|项目|事项|工作|原因)|原因")
# 完成情况低于目标: how far it was fulfilled.
_STATE = re.compile("情况|进度")
# 除粮食产量因遭受灾害没有实现预定目标外: why it was not is no part of it.
_CAUSE = re.compile(r"(?:因为?|由于|受)(?:遭受)?[^、]*$")
# Between verb and goal: by whom and for when it was set; what is left names the goal (完成年度节能减排任务).
_SETTING = re.compile(
    r"(?:[省市县区州]|[一二三四五六七八九十]+五(?=[”计规])|国家|自治区|上级|中央|政府|下达|预期|预定|既定|年度|全年|当年|本年|年初|年|确定|制定|规定|提出|考核|责任|控制|约束性|预期性|计划|工作|阶段性"
    r"|各项|主要|增长|建设|发展|我们?|创建|定|的|了|内|和|及|、|\d[\d.]*[万亿]?[一-龥]{0,2}|[“”\"])*"
)
_SET_WHEN = re.compile(r"(?:各?年度|既定|阶段性)+.{0,2}$")
# 完成年度计划的85%: less than all of it.
_SHARE = re.compile(r"(?:目标|任务|计划|指标)(?:任务)?的?(?P<share>\d{1,2}(?:\.\d+)?)%")
_HARDLY = re.compile(r"(?:基本|大体|总体|部分)(?:上|如期|按期|得以)?$")
# A target of several years is none of one.
_SEVERAL = re.compile(r"[两三四五2-5]年(?:计划|规划|行动|任务|目标|改造|攻坚)")
_LONGEST_CLAUSE = 160


@dataclass(frozen=True)
class Claim:
    """A claim and what it is about (None: all targets at once); offsets of its words (``at``) and of its clause into the reading."""

    claim: str
    indicator: str | None
    at: int
    start: int
    end: int
    sentence: Sentence


@cache
def _verdicts() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            f"(?P<{claim}>{lexicon.any_of('claims', claim=claim)})" for claim in ("passed", "admitted", "fulfilled")
        )
    )


def find(text: str, sentences: Iterable[Sentence], named: Iterable[tuple[int, str]]) -> Iterator[Claim]:
    """The claims of a reading's review part in the order of the text, one for each indicator that a claim is about.

    Args:
        text: the reading's text.
        sentences: its sentences.
        named: position and name of every indicator that the grammar read, in the order of the text; a claim without a
            name of its own (超额完成年度目标) is about the one before it in its sentence.
    """
    names = list(named)
    places = [place for place, _ in names]
    for sentence in sentences:
        if sentence.part != REVIEW:
            continue
        first = bisect_left(places, sentence.start)
        preceding = sentence.start
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
            clause = match[0]
            if len(clause) <= _LONGEST_CLAUSE and not _SEVERAL.search(clause) and (verdict := _verdict(clause)):
                at = match.start() + verdict.start()
                since = preceding if _EXPECTED.search(verdict[0]) else sentence.start
                last = bisect_left(places, at, first) - 1
                before = [names[last][1]] if last >= first and places[last] >= since else []
                for name in _about(clause, verdict, before):
                    if name or "预期" not in verdict[0]:
                        claim = _turned(clause, verdict, name or "")
                        yield Claim(claim, name, at, match.start(), match.end(), sentence)
            preceding = match.start()


def _verdict(clause: str) -> re.Match[str] | None:
    """The words of the claim, where the clause has any and says what was set."""
    if not _GOAL.search(clause) and "超额" not in clause:
        return None
    for match in _verdicts().finditer(clause):
        rest = clause[match.end() :]
        if match.lastgroup == "admitted" and _ASIDE.match(rest):
            continue
        if _STATE.match(rest):
            continue
        if match.lastgroup != "fulfilled" or _SET.search(rest):
            return match
        if len(rest) <= 1 and _GOAL.search(clause[: match.start()][-14:]):
            return match
    return None


def _turned(clause: str, verdict: re.Match[str], name: str) -> str:
    """What is claimed: what passed its goal fulfilled it, where less is better what is below it; 基本完成 and 完成的85% are a part."""
    said = str(verdict.lastgroup)
    if _LESS_IS_BETTER.search(name) and verdict[0].startswith(("低于", "高于", "超过")):
        return "fulfilled" if verdict[0].startswith("低于") else "admitted"
    if said == "admitted":
        return said
    part = _HARDLY.search(clause[: verdict.start()]) or _SHARE.match(clause, _goal_at(clause, verdict))
    return "partly" if part else "fulfilled"


def _goal_at(clause: str, verdict: re.Match[str]) -> int:
    """Where the last goal behind the verb stands (年度目标任务: the 任务 too); the clause's end where none does."""
    goal = _GOAL_WORDS.search(clause, verdict.end())
    return goal.start() if goal else len(clause)


def _listed(goals: str) -> Iterator[str]:
    """The indicators in a list of goals with their numbers: 能耗降低4%左右、排放总量减少2%的."""
    for goal in goals.split("、"):
        name = head(_FIGURE.split(goal, maxsplit=1)[0]).name
        if indicators.is_measured(name):
            yield name


def _named(name: str) -> list[str]:
    """The indicators of a list; of one that shares no head those that are on the codelist or say what is measured."""
    names = indicators.split(name)
    if len(names) > 1:
        return names
    parts = _NAMES.split(name)
    return (
        [part for part in parts if indicators.is_measured(part)]
        if len(parts) > 1 and not indicators.code(name)
        else names
    )


def _about(clause: str, verdict: re.Match[str], before: list[str]) -> list[str | None]:
    """The indicators named before the verb, else between verb and goal, else the last one read; [None] for all at once."""
    said = _BEFORE_VERB.sub("", clause[: verdict.start()])
    printed = _LEAD.sub("", _NAMED_BY.sub("", _CAUSE.sub("", said)))
    name = head(_FIGURE.split(printed, maxsplit=1)[0]).name
    if name:
        return [None] if _BLANKET.search(name) else [*_named(name)]
    after = _GOAL.split(clause[verdict.end() :].removeprefix("了"), maxsplit=1)[0]
    if indicators.is_measured(after):
        return [after]
    if (set_by := _SET_BY.match(after)) and (goals := [*_listed(after[set_by.end() :])]):
        return [*goals]
    goal = _SETTING.sub("", after, count=1)
    if (
        len(goal) > 1
        and not printed
        and not _BLANKET.search(after.replace("全年", ""))
        and _GOAL.search(clause, verdict.end())
    ):
        name = head(_SET_WHEN.sub("", goal)).name
        return [name] if name and not _FIGURE.search(name) else []
    return [None] if printed or not before or _BLANKET.search(after.replace("全年", "")) else [*before]
