"""Several names and as many values: 肉、奶、禽蛋产量分别增长10%、9%、2%; 城乡居民收入分别增长6%和7%; 城乡居民收入增长6%和7%."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import ANY, Clause, runs_of_values
from pipelines.targets.phrases import BEGINS_NOUNS, Head, dealt_out, head
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(rf"{ANY}(?:、|和|及|与|以及){ANY}")
# 能耗由前三年分别上升4%、5%、2%,转为下降1%: of the years before.
_YEARS_BEFORE = re.compile(r"[由从](?:前[一二两三四五]年|上年|去年)的?(?:分别)?[^,]{0,4}$")
# 分别从600亿元、50亿元台阶: where the next clause leads on from.
_FROM = re.compile(r"(?:分别)?[由从](?:原来|目前|现在|上年|去年|\d{4}年(?:底|末)?|“[^”]{1,8}”期?末)?的?$")
_STEP = re.compile(r"(?:的?(?:台阶|水平|规模|关口|大关))?$")
_SLOGAN = re.compile(r"(?<=..)“[^”]*”$")
_SHARES = ("率", "比重", "占比", "比例")
_NET, _EACH = "净增", "分别"
REASON = "it is the level that the target starts from (由…提高到…), not the one it leads to"


def read(clause: Clause, context: Context) -> list[list[Member]] | None:
    """The readings of each quantity in turn: the first value goes to the first name, and so on.

    Of twice as many values the first half are what the others lead on from: 分别由3元、5元提高到4元、6元. Values of the years
    before only name what the next clause is about.
    """
    runs = runs_of_values(clause)
    if not runs:
        return None
    if len(runs) == 1 and (before := _YEARS_BEFORE.search(runs[0].before)):
        context.name(*indicators.split(head(runs[0].before[: before.start()]).name))
        return [[] for _ in runs[0].signs]
    if len(runs) == 1 and (origin := _FROM.search(runs[0].before)) and _STEP.match(clause.pieces[-1]):
        context.name(*indicators.members(head(runs[0].before[: origin.start()]).name))
        return [[] for _ in runs[0].signs]
    text = _FROM.sub("", runs[0].before)
    words, count = head(text), len(runs[-1].signs)
    units = [quantity.unit for quantity in clause.quantities[-count:]]
    verb = words.ending if _is_verb(words, runs[-1].before) else ""
    named = words.stem if verb else words.name
    names = indicators.members(named) if named else context.last_things(count)
    owners, deed, thing = dealt_out(text, context.heads[-count:])
    if thing and "%" not in runs[-1].signs and len(owners) == count:
        names, verb = [indicators.with_owner(owner, thing) for owner in owners], deed
    elif len(names) == 1 and indicators.is_bare(words.name) and len(context.heads) >= count:
        # 一产、二产增加值分别增长4%、8%，占比12%、46%
        names = [indicators.with_owner(owner, words.name) for owner in context.heads[-count:]]
    elif len(names) == 1 and words.distributive and len(set(units)) == count:
        names *= count  # 客货运输能力分别达到2000万人次和20万吨; not 旅游收入分别增长5%和9%, of two places
    elif len(names) == count + 1 and indicators.is_bare(names[-1].removeprefix(names[0])):
        # 甲企业和乙企业“双提升”、总量分别超过900家和3000家
        bare = names[-1].removeprefix(names[0])
        names = [indicators.with_owner(_SLOGAN.sub("", owner), bare) for owner in names[:-1]]
    elif len(names) == count and indicators.is_bare(names[0]):
        names = [context.owned(name) for name in names]
    if len(names) != count:
        return None
    readings = [
        [_member(name, sign, unit, words, verb or words.action)]
        for name, sign, unit in zip(names, runs[-1].signs, units, strict=True)
    ]
    if len(runs) == 1:
        return readings
    led_on = head(runs[0].before).moved_from and len(runs[0].signs) == count
    return [[] for _ in runs[0].signs] + readings if led_on else None


def _is_verb(words: Head, before: str) -> bool:
    """Whether the verb that names end in is told of them: 甲企业、乙企业分别新增3家、5家; not 工业、农业投资."""
    if words.move or not words.ending or words.ending in BEGINS_NOUNS:
        return False
    return words.ending in indicators.completions() or -1 < before.find(_EACH) < before.rfind(words.ending)


def _member(name: str, sign: str, unit: str, words: Head, verb: str | None) -> Member:
    bare = head(name)
    rated = bare.rated or (words.rated and not name.endswith(_SHARES))
    nets = verb == _NET and indicators.is_money(unit)
    measure = _measure(sign, unit, bool(words.move) or nets, rated)
    action = verb if measure == "amount" else None
    return Member(bare.name if bare.rated else name, measure, action, -1 if words.fall else 1)


def _measure(sign: str, unit: str, moved: bool, rated: bool) -> str:
    if unit == "倍":
        return "growth" if moved or rated else "ratio"
    if sign == "%":
        return "growth" if moved or rated else "ratio"
    return "change" if moved or sign == "△" else "amount"
