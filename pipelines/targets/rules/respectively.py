"""Several names and as many values: 肉、奶、禽蛋产量分别增长10%、9%、2%; 城乡居民收入分别增长6%和7%; 城乡居民收入增长6%和7%."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import ANY, Clause
from pipelines.targets.rules import Context, Found

_WORDS = rf"(?:{lexicon.any_of('links')}|{lexicon.any_of('movements')})"
_VALUES = rf"(?P<values>{ANY}(?:(?:、|和|及|与|以及){ANY})+)(?P<tail>[^{ANY[1:-1]}]*)$"
PATTERN = re.compile(rf"^(?P<heads>.*?)(?P<link>{_WORDS}{{0,4}})分别(?P<verb>[^{ANY[1:-1]}]*?){_VALUES}")
_WITHOUT = re.compile(rf"^(?P<heads>[^{ANY[1:-1]}]*?)(?P<link>{_WORDS}{{1,4}})(?P<verb>){_VALUES}")
_RATE = re.compile(rf"{lexicon.any_of('rates')}$")
_MOVE = re.compile(rf"(?P<move>{lexicon.any_of('movements', kind='move')})(?P<reaches>到|至)?")


def match(text: str) -> re.Match[str] | None:
    """With 分别, or without it where the values follow one verb."""
    return PATTERN.search(text) or _WITHOUT.search(text)


def read(match: re.Match[str], clause: Clause, context: Context) -> list[list[Found]] | None:
    """The readings of each quantity in turn: the first value goes to the first name, and so on."""
    heads = indicators.trim(match["heads"])
    names = indicators.members(heads) if heads else []
    count = len(re.findall(ANY, match["values"]))
    if len(names) != count:
        names = context.heads[-count:] if not heads and len(context.heads) >= count else []
    if not names:
        return None
    move = _MOVE.search(match["link"] + match["verb"])
    sign = int(lexicon.code("movements", move["move"], "sign") or 1) if move and not move["reaches"] else 1
    moves = bool(move and not move["reaches"])
    kinds = re.findall(ANY, match["values"])
    return [[_found(name, kind, moves, sign)] for name, kind in zip(names, kinds, strict=True)]


def _found(name: str, kind: str, moves: bool, sign: int) -> Found:
    bare = _RATE.sub("", name)
    return Found(bare, _measure(kind, moves, bare != name), sign=sign)


def _measure(kind: str, moves: bool, rated: bool) -> str:
    if kind == "%":
        return "growth" if moves or rated else "ratio"
    return "change" if moves or kind == "△" else "amount"
