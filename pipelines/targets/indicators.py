"""Names of what is measured: trimmed of words that are no part of a name, split where one head serves several.

Belongs here: the report's words for the thing. Does not: the codelist of indicators (``schemas/codelists``).
"""

import re
from functools import cache

from pipelines.targets import lexicon
from schemas import codelists

_LIST = re.compile(r"、|以及|和|及(?!以上|以下)|与|(?<=”)(?=“)")
_TASK = re.compile(r"^(?:的|年度)+|(?:的|年度|目标任务|任务|目标|工作)+$")
_TWINS = {"城乡": ("城镇", "农村"), "城、乡": ("城镇", "农村"), "进出口": ("进口", "出口")}
_GRADES = r"(?:基本|全面|全部|部分|主体|新|再|累计|正式|提前|陆续)"
_AGAIN = re.compile(r"^(?:再|累计|正式|提前|陆续)+")
_WHOLLY = re.compile(r"(?<=..)(?:全部|全面|基本|均|都|提前|顺利)+$")
_DONE = re.compile(
    r"(?<=..)(?:全部|全面|基本|均|都|提前|如期)*"
    r"(?P<done>开工(?:建设)?|建成(?:投产|投用|运营|使用)?|竣工(?:投产|投用)?|投产(?:达效)?|投入使用|投用|落地(?:开工)?|签约)$"
)
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
    reached = rf"{lexicon.any_of('movements')}(?:到|至|为)"
    return re.compile(rf"(?:{lexicon.any_of('links')}|{reached}|[,:、的])+$")


@cache
def _held() -> re.Pattern[str]:
    """What says where a value is held, up to the end: 居民消费价格控制在去年实际."""
    return re.compile(r"(?<=..)(?:控制|保持|稳定|维持)在.*$")


@cache
def _subject() -> re.Pattern[str]:
    """Everything up to the word that leads to the verb: 各县区都要新增 -> 新增."""
    return re.compile(rf".*(?:(?<![主重需必])要|将|再|拟|争取|共|计划)(?={lexicon.any_of('actions')}..)")


@cache
def _action() -> re.Pattern[str]:
    """Content verbs in a row, with the words that grade them: 新建或改建, 基本建成, 新增、恢复和改善."""
    one = rf"{_GRADES}*{lexicon.any_of('actions')}"
    return re.compile(rf"(?P<action>{one}(?:(?:、|和|及|或者?|并){one})*)")


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
    name = _clause_verb().sub("", _links().sub("", printed))
    name = _held().sub("", _subject().sub("", name))
    before = None
    while name != before:
        before = name
        name = _links().sub("", name)
        if (match := _scope().match(name)) and not _fixed().match(name):
            name = name[match.end() :]
    return _unpaired(name.strip("-·"))


def noun(printed: str) -> str:
    """A name that follows its number: 保障性租赁住房, 棚户区改造开工建设任务 -> 棚户区改造开工建设."""
    name = _TASK.sub("", printed) or printed
    return _unpaired(_WHOLLY.sub("", name.removeprefix("实现") or name))


def is_bare(name: str) -> bool:
    """Whether a name is only a head that needs its owner: 占比, 总量, 产值."""
    return bool(_bare().match(name))


def only_moves(name: str) -> bool:
    """Whether nothing but movement is said: 分别增长."""
    return bool(_moves().fullmatch(name))


def with_owner(owner: str, bare: str) -> str:
    """A bare head under the owner of the name before it: 粮食播种面积, 总产 -> 粮食总产."""
    own = _head_noun().sub("", owner) or owner
    return own + bare if own != bare and not own.endswith(bare) else owner


def only_acts(name: str) -> bool:
    """Whether nothing but what is done is said: 新开工, 建成投产或部分投产."""
    return bool(_action().fullmatch(name))


def is_measured(name: str) -> bool:
    """Whether a name says what is measured: it ends in a head noun, or stands on the codelist."""
    return bool(_head_noun().search(name)) or codelists.indicator_id(name) is not None


def counts_things(unit: str) -> bool:
    """Whether a unit counts things one by one."""
    base = codelists.base_unit(unit)
    return base is not None and base[0] == "count"


def is_empty_verb(name: str) -> bool:
    """Whether nothing but a verb of planning follows the value: 按1300亿元安排."""
    return name in ("安排", "考虑", "计划", "编制", "把握")


def split_done(name: str) -> tuple[str, str | None]:
    """A name and the completed verb it ends in: 项目建成投产 -> 项目, 建成投产."""
    match = _DONE.search(name)
    return (name[: match.start()], match["done"]) if match else (name, None)


def split_action(name: str) -> tuple[str | None, str]:
    """The content verb that a name begins with, and the rest; no verb where it is part of a fixed name."""
    match = _action().match(name)
    if not match or _fixed().match(name) or match.end() == len(name):
        return None, name
    return _AGAIN.sub("", match["action"]), name[match.end() :].removeprefix("的")


def ends_in_action(name: str) -> str | None:
    """The content verb that a stretch ends with: 全力推进开工建设 -> 开工建设."""
    found = None
    for match in _action().finditer(name):
        if match.end() == len(name):
            found = _AGAIN.sub("", match["action"])
    return found


def members(name: str) -> list[str]:
    """The names that a list stands for, each with the head they share: 肉、奶、禽蛋产量 -> 肉产量, 奶产量, 禽蛋产量."""
    for twin, (first, second) in _TWINS.items():
        rest = name[len(twin) :]
        if name.startswith(twin) and rest and not _LIST.search(rest):
            return [first + rest, second + rest]
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
