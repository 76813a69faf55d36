"""Sentences cut into items: one quantity each, with the words before and after that may belong to it.

Belongs here: which words a quantity can reach. Does not: what they mean together (``rules``).

In an item's ``text`` a sign stands for the quantity, so that patterns stay short: % a percentage, △ percentage points,
□ an amount, ○ a number without a unit, ※ a doubling (番), ◇ a comparison without a number.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.targets.quantities import Quantity

# No name is longer: what stands farther away is not read, so that an endless clause costs no more than many short ones.
REACH = 80
SIGNS = "%△□○※◇"
ANY = f"[{SIGNS}]"
_CLAUSE = re.compile(r"[^,:]+")
# 迈上3万亿元台阶: the number is the level.
_THRESHOLD = re.compile(r"^的?(?:新)?(?:台阶|大关|关口)")
# A remark on the number, or what closes a list of such numbers: 2600亿元(当年价,下同), 3000亿元以上等目标.
_REMARK = re.compile(r"^(?:\([^()]*(?:\)|$)|等[^,]*$)")
_JOINT = re.compile(r"、|以及|并且?|和|及(?!以上|以下)|与|,")


@dataclass(frozen=True)
class Clause:
    """A stretch between commas; ``text`` has signs for its quantities."""

    start: int
    end: int
    text: str
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True)
class Item:
    """One quantity of a clause as ``before`` + sign + ``after``; ``following`` is what leads on to the next quantity."""

    before: str
    sign: str
    after: str
    following: str
    quantity: Quantity

    @property
    def text(self) -> str:
        """What patterns match."""
        return self.before + self.sign + self.after


def sign_of(quantity: Quantity) -> str:
    """The sign that stands for a quantity: it follows from the unit."""
    unit = quantity.unit
    if quantity.value is None:
        return "◇"
    if unit in ("%", "‰"):
        return "%"
    if unit in ("个百分点", "百分点"):
        return "△"
    if unit == "番":
        return "※"
    return "□" if unit else "○"


def clauses(text: str, start: int, end: int, quantities: Iterable[Quantity]) -> Iterator[Clause]:
    """The clauses of a sentence in order, those without a quantity too; ``quantities`` are in the order of the text."""
    found = deque(quantities)
    for match in _CLAUSE.finditer(text, start, end):
        inside = []
        while found and found[0].start < match.end():
            inside.append(found.popleft())
        pieces, last = [], match.start()
        for quantity in inside:
            pieces += [text[last : quantity.start], sign_of(quantity)]
            last = quantity.end
        yield Clause(match.start(), match.end(), "".join(pieces) + text[last : match.end()], tuple(inside))


def items(clause: Clause) -> list[Item]:
    """The items of a clause: what stands between two quantities is shared out at its last joint (、 before 和)."""
    parts = re.split(f"({ANY})", clause.text)
    between, signs = parts[0::2], parts[1::2]
    if len(signs) != len(clause.quantities):  # a sign printed in the text itself
        return []
    befores, afters = [between[0]], []
    for piece in between[1:-1]:
        after, before = _shared_out(piece)
        afters.append(after)
        befores.append(before)
    afters = [_REMARK.sub("", _THRESHOLD.sub("", after)) for after in (*afters, between[-1])]
    for place in range(len(afters) - 2, -1, -1):
        # 2万户、6万名群众: numbers side by side share the noun that follows.
        if not afters[place] and not befores[place + 1] and signs[place] == "□":
            afters[place] = afters[place + 1]
    followings = [*befores[1:], ""]
    return [
        Item(before[-REACH:], sign, after[:REACH], following[:REACH], quantity)
        for before, sign, after, following, quantity in zip(
            befores, signs, afters, followings, clause.quantities, strict=True
        )
    ]


def _shared_out(piece: str) -> tuple[str, str]:
    joints = list(_JOINT.finditer(piece))
    if not joints:
        return "", piece
    if joints[0].start() == 0:
        return "", piece[joints[0].end() :]
    commas = [joint for joint in joints if joint[0] == "、"]
    joint = (commas or joints)[-1]
    return piece[: joint.start()], piece[joint.end() :]
