"""The verb that leads a list governs all of its items: 新增科技型企业30家、专精特新企业12家 adds both.

Belongs here: which items have the verb of the first. Does not: the verb of an item by itself (``rules``).
"""

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

# 减少贫困人口5万人、20个贫困村退出: what the last one does, or a level beside it.
_BY_THEMSELVES = ("脱贫", "摘帽", "退出", "出列", "率", "比重", "占比", "比例")
# 投资3亿元 says what is spent, as a noun would.
_SPENDS = ("投资",)
_CHANGES = ("change", "growth")
_ADDS = "新增"
# 新增就业5万人、再就业2万人: people find work, they are not added.
_DEED = "就业"
# 改造小区10个、惠及居民3万户: a verb of its own, though it stays in the name.
_REACHES = "惠及"
_WHOLE = "总"
# 培育产值过20亿元的企业3家,过8亿元的6家: a second class of the same things.
_CLASSES = ("过", "超")


def governed(members: list[Member], item: Item, context: Context) -> list[Member]:
    """Members of an item with the verb of its list, where they have none of their own and stand right behind the joint."""
    if not members:
        return members
    if members[0].action in _SPENDS:
        members = [member._replace(action=None) for member in members]
    if members[0].measure in _CHANGES:
        if context.fell and not item.before and members[0].sign > 0:
            # 又下降35%和30%: the second falls too.
            return [member._replace(sign=-1) for member in members]
        context.fell = members[0].sign < 0
        context.lessens = context.fell and _leads(item)
        return members
    if members[0].action:
        context.verb, context.lessens = members[0].action if _leads(item) else None, False
        return members
    if context.lessens:
        # 压减钢铁30万吨、水泥20万吨: less of both.
        return [_lessened(member) for member in members] if _follows(item) else members
    goes_on = item.head.within or item.before.startswith(_CLASSES)
    verb = context.verb_before if goes_on and not context.clause else context.verb
    if not verb or members[0].measure != "amount" or not _follows(item):
        return members
    if goes_on:
        context.verb = verb  # 其中幼儿园2所、小学7所
    return [member._replace(action=verb) if _takes(member.indicator, verb) else member for member in members]


def grown(members: list[Member], context: Context) -> list[Member]:
    """Members with the verb that their names have in the sentence, where they say how much that grew: 新引进人才3万人，增长20%."""
    context.actions |= {member.indicator: member.action for member in members if member.action}
    if not context.actions or not members or members[0].measure != "growth":
        return members
    return [
        member if _stands(member) else member._replace(action=context.actions.get(member.indicator))
        for member in members
    ]


def _stands(member: Member) -> bool:
    """Whether a growth has a verb of its own, or is that of a balance, whatever was added to it."""
    return bool(member.action) or indicators.is_balance(member.indicator)


def _lessened(member: Member) -> Member:
    if member.indicator.endswith(_BY_THEMSELVES):
        return member
    return member._replace(measure="change" if member.measure == "amount" else "growth", sign=-1)


def _leads(item: Item) -> bool:
    """Whether a verb stands before the thing: 建成公园3个, 新建3个公园; not 公园建成3个, whose neighbour has its own."""
    head, counted = item.head, item.tail.kind in ("n", "p")
    if head.move:
        return counted and not head.name
    return bool(head.action) or (bool(head.ending) and counted)


def _follows(item: Item) -> bool:
    """Whether no word leads from the name to the number (达到, 实现)."""
    head = item.head
    if (
        head.ending in indicators.completions()
        or head.move
        or head.rated
        or item.tail.completed
        or _REACHES in item.before
    ):
        return False
    return not item.before or (bool(head.name) and item.before.removesuffix("的").endswith(head.name[-2:]))


def _takes(name: str, verb: str) -> bool:
    """Whether a verb of building or founding can govern a name: not what is earned or made (产值), or a sum of money beside (总投资), or what there is in all."""
    if name.endswith(_DEED):
        return not verb.startswith(_ADDS)
    if name.startswith(_WHOLE):
        return False
    return verb.startswith(_ADDS) or not (indicators.is_bare(name) or indicators.head_noun(name))
