"""Numbers that are no quantities: words, names, sizes that say which things are meant, capacities of a facility.

Belongs here: what can be told from the number and the words right beside it, before a sentence is cut into clauses, so that a
refused number stays part of the name it stands in. Does not: what a quantity means (``rules``).
"""

import re
from functools import cache

from pipelines.targets import indicators, lexicon
from pipelines.targets.quantities import Quantity
from pipelines.targets.structure import Sentence
from schemas import codelists

_BEFORE, _AFTER = 20, 16
_INDEX = re.compile(r"(?:指数|系数)[^,]{0,6}$")
_LIFE = re.compile(r"(?:寿命|年龄)[^,]{0,8}$")
# A rise in these is counted in a Chinese digit too (翻一番, 增长一倍, 两年); 三元, 一斤 are words.
_IN_DIGITS = ("money", "money_usd", "mass", "length", "area", "temperature", "power")
_WORDS_FOR_MANY = ("百", "千", "万")


def refusal(text: str, quantity: Quantity, sentence: Sentence) -> str | None:
    """Why a number is a name and no quantity; None where it is one."""
    after = text[quantity.end : min(sentence.end, quantity.end + _AFTER)]
    before = text[max(sentence.start, quantity.at - _BEFORE) : quantity.at]
    printed = text[quantity.at : quantity.end]
    if quantity.value is None:
        return None
    if not quantity.unit and not _INDEX.search(before):
        return "a number without a unit"
    if is_word(text, quantity):
        return f"a word: {printed}"
    if match := _refused("after").match(after):
        return f"a name: {printed}{match[0]}"
    if match := _refused("before").search(before):
        return f"a name: {match[0]}{printed}"
    if names_size(quantity, after):
        return "a size that tells which things are meant"
    if names_capacity(quantity, after):
        return "the capacity of a facility"
    if _dimension(quantity) == "age" and not _LIFE.search(before):
        return "an age that tells who is meant"
    return None


@cache
def _refused(place: str) -> re.Pattern[str]:
    group = lexicon.any_of("refusals", place=place)
    return re.compile(f"{group}$" if place == "before" else group)


@cache
def _size_class() -> re.Pattern[str]:
    """Up to the noun; a verb on the way makes the sum a target of its own: 安排2亿元支持中小企业."""
    verbs = "|".join((*lexicon.words("purposes"), "[投给向发买开补奖为让]"))
    return re.compile(rf"的?(?:(?!{verbs})[^,、]){{0,8}}?{lexicon.any_of('size_classes')}")


@cache
def _facility() -> re.Pattern[str]:
    return re.compile(rf"的?[^,、]{{0,6}}?{lexicon.any_of('facilities')}")


def _dimension(quantity: Quantity) -> str | None:
    base = codelists.base_unit(quantity.unit)
    return base[0] if base else None


def is_word(text: str, quantity: Quantity) -> bool:
    """Whether a Chinese numeral is no count: 一件事, 万名, 千方, 三元, 百倍; a count of things in characters needs a verb before it."""
    printed = text[quantity.at : quantity.end]
    dimension = _dimension(quantity)
    if dimension is None or quantity.value is None:
        return False
    if dimension == "persons" and quantity.value == 1 and quantity.unit in ("人", "名", "位"):
        return True  # 至少1人就业
    if printed[0].isdigit():
        return False
    if dimension in _IN_DIGITS:
        return quantity.value < 10
    if dimension == "multiple":
        return printed[0] in _WORDS_FOR_MANY
    if dimension not in lexicon.words("countable"):
        return False
    if printed[0] in "百千万亿" and quantity.start == quantity.at:
        return True
    return quantity.value == 1 or not indicators.ends_in_action(text[max(0, quantity.start - 8) : quantity.start])


def names_size(quantity: Quantity, after: str) -> bool:
    """Whether a sum, or a yearly use or power with a bound, stands right before the things that it describes."""
    dimension = _dimension(quantity)
    if dimension in ("money", "money_usd"):
        return bool(_size_class().match(after))
    bounded = quantity.bound in ("at_least", "at_most")
    return bounded and dimension in ("mass", "power", "energy_coal") and bool(_size_class().match(after))


def names_capacity(quantity: Quantity, after: str) -> bool:
    """Whether a mass, depth or time is part of a facility's name: 10万吨码头, 12.5米深水航道, 15分钟生活圈."""
    dimension = _dimension(quantity)
    if dimension in ("time_min", "time_h"):
        return bool(re.match(r"[^,、]{0,8}圈", after))
    return (dimension == "mass" or quantity.unit == "米") and bool(_facility().match(after))
