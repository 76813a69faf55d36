"""A level after its name: 棉花产量稳定在500万吨以上; 城镇调查失业率控制在5.5%以内; 接待游客达到2亿人次."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import ANY, Item
from pipelines.targets.phrases import head, split_action, tail
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(ANY)
_SUMS = ("投资", "投入", "总投资", "资金", "投入资金")
_WHOLE_DEEDS = ("植树",)
_INDEX = 50  # 居民消费价格指数101.5% is an index, no rise
_SIGN = re.compile(ANY)
_PURPOSES = re.compile(rf"(?:重点|主要|专项|优先)?{lexicon.any_of('purposes')}")
_FIGURE = re.compile(r"\d")
_MEASURES = {"%": "ratio", "÷": "ratio", "△": "change", "※": "growth"}


def read(item: Item, context: Context) -> list[Member] | None:
    """The level of each name; with no name, of what the last value was of (力争达到8%)."""
    head, measure = item.head, "ratio" if item.quantity.unit == "倍" else _MEASURES.get(item.sign, "amount")
    if item.sign == "○" and item.quantity.value and "指数" not in (head.name or "".join(context.last)):
        return None
    if not head.name:
        return _again(item, context, measure)
    if head.within:
        context.whole = context.head
    if context.whole and _is_part(item):
        return [Member(indicators.part_of(head.name, context.whole), measure, head.action)]
    if head.action == "惠及" and (context.topic or context.head):
        return [Member(f"{context.topic or context.head}惠及{head.name}", measure)]
    if indicators.is_money(item.quantity.unit) and head.name in _SUMS and (thing := _thing(item, context)):
        return [Member(thing + head.name, measure, head.action)]
    if _pays(item) and (thing := _purpose(item)):
        return [Member(thing, measure, head.action)]
    name, action = indicators.of_class(head.name, context.last[0] if context.last else ""), head.action
    if not action and head.ending and head.stem:
        action, name = _completed(head.stem, head.ending, name)
    if item.sign == "%" and indicators.is_price(name) and (item.quantity.value or 0) < _INDEX:
        measure = "growth"
    # One amount of a list is the sum of it, a share or a standard is that of each.
    if head.distributive:
        names = indicators.members(name)
    elif measure != "amount" or (indicators.each_has(name) and not indicators.counts_things(item.quantity.unit)):
        names = indicators.split(name)
    else:
        names = [name]
    named = names if indicators.is_twin(name) else [context.owned(name) for name in names]
    return [Member(one, measure, action) for one in context.placed(named, item.quantity.unit)]


def _is_part(item: Item) -> bool:
    """Whether a name is a part of what was named before: 其中省级20亿元、市县30亿元; no measured thing, and no place of its own."""
    name = item.head.name
    if indicators.is_measured(name):
        return False
    return indicators.is_tier(name) or (item.head.within and not indicators.is_place(name, item.quantity.unit))


def _thing(item: Item, context: Context) -> str:
    """What a bare sum is spent on, where that follows: 总投资195亿元的35个养殖项目; 投入3亿元，改造农村危房."""
    if not item.after.startswith("的") and not item.following.startswith("的") and (context.near or not item.beyond):
        return ""
    words = _SIGN.split(item.beyond.removeprefix("的"))
    noun = tail("".join(words)).noun if len(words) > 1 or item.after or item.following else head(words[0]).name
    return split_action(noun)[1].removesuffix("问题")


def _pays(item: Item) -> bool:
    """Whether only who pays stands before a sum: 省财政安排12亿元."""
    return indicators.is_money(item.quantity.unit) and indicators.is_tier(item.head.name) and not item.after


def _purpose(item: Item) -> str:
    """What a sum is for, where the clause behind it opens with a verb that says so: 省财政安排3亿元, 支持灌区改造."""
    if not (verb := _PURPOSES.match(item.beyond)) or _FIGURE.search(item.beyond):
        return ""
    return head(item.beyond[verb.end() :]).name


def _completed(stem: str, ending: str, name: str) -> tuple[str | None, str]:
    """项目竣工200个: the completed verb is the action; 棚户区改造5万户 keeps its name."""
    return (ending, stem) if ending in indicators.completions() else (None, name)


def _again(item: Item, context: Context, measure: str) -> list[Member] | None:
    action = item.head.ending or item.tail.completed or None
    names = context.again()
    if action and not indicators.is_money(item.quantity.unit):
        names = [indicators.without_head(name) for name in names]
    # 增长7%以上、力争达到8%: a second percentage without a name is of the kind of the first.
    if context.measure == "growth" and item.sign == "%" and not any(name.endswith("率") for name in names):
        measure = "growth"
    if not names and indicators.is_money(item.quantity.unit) and (thing := _thing(item, context)):
        names = [thing]  # 安排3亿元,改造农村危房
    if item.head.ending and (not names or item.head.ending in _WHOLE_DEEDS):
        return [Member(item.head.ending, measure)]  # 完成植树3000万株
    return [Member(name, measure, action) for name in names] or None
