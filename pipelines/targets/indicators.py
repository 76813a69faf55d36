"""Names of what is measured: trimmed of words that are no part of a name, split where one head serves several.

Belongs here: the report's words for the thing. Does not: the codelist of indicators (``schemas/codelists``).
"""

import re
from functools import cache

from pipelines.targets import lexicon

_LIST = re.compile(r"、|以及|和|及(?!以上|以下)|与|(?<=”)(?=“)")
_TASK = re.compile(r"^(?:的|年度)+|(?:的|年度|目标任务|任务|目标|工作)+$")
_TWINS = {"城乡": ("城镇", "农村"), "城、乡": ("城镇", "农村"), "进出口": ("进口", "出口")}
_INDUSTRIES = {"一": "第一产业", "二": "第二产业", "三": "第三产业"}


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.any_of('scope')}|[,:、的“”\"](?=$)|^[,:、的)\]-])+")


@cache
def _clause_verb() -> re.Pattern[str]:
    """Everything up to the last word that opens the promise itself (…水平,力争全社会研发投入)."""
    verbs = (*lexicon.words("strength", strength="ensure"), *lexicon.words("strength", strength="strive"))
    return re.compile(rf".*(?:{'|'.join(verbs)})(?=.)")


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.any_of('links')}|[,:、的])+$")


@cache
def _action() -> re.Pattern[str]:
    return re.compile(rf"(?P<action>{lexicon.any_of('actions')}(?:(?:、|和|及){lexicon.any_of('actions')})*)")


@cache
def _fixed() -> re.Pattern[str]:
    return re.compile(lexicon.any_of("fixed_names"))


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.any_of('owner_heads')}|占[^,]{{0,10}})$")


@cache
def _moves() -> re.Pattern[str]:
    return re.compile(rf"(?:分别|{lexicon.any_of('movements')}|{lexicon.any_of('links')})+")


@cache
def _head_noun() -> re.Pattern[str]:
    return re.compile(rf"{lexicon.any_of('head_nouns')}$")


def trim(printed: str) -> str:
    """A name without scope (全省, 今年), empty verbs (力争, 完成) and the link to its number (达到, 控制在)."""
    name = _clause_verb().sub("", printed)
    before = None
    while name != before:
        before = name
        name = _links().sub("", name) or ""
        if match := _scope().match(name):
            name = name[match.end() :] if not _fixed().match(name) else name
    return _unpaired(name.strip("-·"))


def noun(printed: str) -> str:
    """A name that follows its number: 保障性租赁住房, 棚户区改造开工建设任务 -> 棚户区改造开工建设."""
    return _unpaired(_TASK.sub("", printed) or printed)


def is_bare(name: str) -> bool:
    """Whether a name is only a head that needs its owner: 占比, 总量, 产值."""
    return bool(_bare().match(name))


def only_moves(name: str) -> bool:
    """Whether nothing but movement is said: 分别增长."""
    return bool(_moves().fullmatch(name))


def split_action(name: str) -> tuple[str | None, str]:
    """The content verb that a name begins with, and the rest; no verb where it is part of a fixed name."""
    match = _action().match(name)
    if not match or _fixed().match(name) or match.end() == len(name):
        return None, name
    return match["action"], name[match.end() :].removeprefix("的")


def ends_in_action(name: str) -> str | None:
    """The content verb that a stretch ends with: 全力推进开工建设 -> 开工建设."""
    found = None
    for match in _action().finditer(name):
        if match.end() == len(name):
            found = match["action"]
    return found


def members(name: str) -> list[str]:
    """The names that a list stands for, each with the head they share: 肉、奶、禽蛋产量 -> 肉产量, 奶产量, 禽蛋产量."""
    for twin, (first, second) in _TWINS.items():
        if name.startswith(twin) and len(name) > len(twin):
            return [first + name[len(twin) :], second + name[len(twin) :]]
    if match := re.match(r"([一二三])、?([一二三])、?([一二三])?(?:次)?产业?(.*)", name):
        return [_INDUSTRIES[number] + match[4] for number in match.groups()[:3] if number]
    parts = [part for part in _LIST.split(name) if part]
    if len(parts) < 2:
        return [name]
    head = shared_head(parts)
    return [part if part.endswith(head) else part + head for part in parts]


def shared_head(parts: list[str]) -> str:
    """The ending of the last part that the others lack and need; empty where each is a name of its own."""
    last = parts[-1]
    if "”" in last and last.startswith("“"):
        return last.rpartition("”")[2]
    if any(_head_noun().search(part) for part in parts[:-1]):
        return ""
    match = _head_noun().search(last)
    return match[0] if match and match.start() > 0 else ""


def lists_names(name: str) -> bool:
    """Whether a stretch is a list of indicators, not one name with 和 in it: all end in a head noun, or share one."""
    parts = [part for part in _LIST.split(name) if part]
    if len(parts) < 2 or "占" in name:
        return False
    return all(_head_noun().search(part) for part in parts) or ("、" in name and bool(shared_head(parts)))


def _unpaired(name: str) -> str:
    """Without quotation marks and brackets that lost their partner."""
    for left, right in ("“”", "()", "《》"):
        if name.count(left) != name.count(right):
            name = name.replace(left, "").replace(right, "")
    return name
