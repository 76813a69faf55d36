"""Sentences cut into clauses, and clauses into items: one quantity each, with the words before and after that may belong to it.

Belongs here: which words a quantity can reach. Does not: what they mean together (``rules``).

In a shape a sign stands for the quantity, so that patterns stay short: % a percentage, △ percentage points, □ an amount,
○ a number without a unit, ※ a doubling (番), ÷ a ratio to one (2.35:1), ◇ a comparison without a number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.targets.phrases import Head, Tail, head, tail
from pipelines.targets.quantities import Quantity

# No name is longer: what stands farther away is not read, so that an endless clause costs no more than many short ones.
REACH = 80
SIGNS = "%△□○※÷◇"
ANY = f"[{SIGNS}]"
# 2.35:1 is one number.
_CLAUSE = re.compile(r"[^,:]+(?:(?<=\d):1(?![\d:])[^,:]*)*")
# 分别达到月人均500元、年人均4000元
_FOR_EACH = re.compile("(?<=.)(?:[年月]人均|每人每[年月])$")
# 迈上3万亿元台阶: the number is the level.
THRESHOLD = re.compile(r"^的?(?:新)?(?:台阶|大关|关口)")
# A remark on the number, or what closes a list of such numbers: 2600亿元(当年价,下同), 3000亿元以上等目标.
_REMARK = re.compile(r"^(?:\([^()]*(?:\)|$)|\)|等[^,]*$)")
# 项目超过70个、重大项目取得新突破; not 28大项、165小项任务 or 民营经济20条、服务业13条等政策, which share what follows them.
_GOES_ON = re.compile(r"、(?:连续|最快|(?!.{0,3}\d))(?!.*(?:政策|措施|文件|意见)$)")
# 占比79%、居全省第四位; 绿色车间6个、数量居全省第二位: how it ranks, and what is new about it.
_RANK = re.compile(
    r"^[、,]?(?:数量|总量|增速|增幅|规模|总数)?(?:[分稳均并继续仍双]|自[^,、]{1,10}以来|首次|连续[^,、]{1,4}年)*"
    r"(?:居|位居|位列|列|排名?|排在|进入|跻身|升至|跃升|跃居|保持)[^,、]{0,12}?(?:第[一二三四五六七八九十\d]+位?|前[一二三四五六七八九十\d列茅]+位?|首位|榜首|之首|第一方阵|先进)[^,、]{0,4}"
)
# The list inside 每个县(市、区) is no list of things.
_JOINT = re.compile(r"、(?![^()]*\))|以及|并且?|和|(?<![普涉])及(?!以上|以下)|与|,")
_GRADED = re.compile(r"(?:级|元以?上?)(?P<noun>[^级元]+)$")
# 实施13个城中村和28个老旧小区改造项目: what is done to all of them.
_DEED = re.compile(r"(?:改造|治理|整治|修复|提升)(?:项目|工程)?$")
_OWN_DEED = re.compile(
    r"(?:改造|治理|整治|修复|提升|工程|项目|建设|改善|升级|任务|加固|截污|清淤|推进|村通|脱贫|搬迁|安装|保护|绿化|硬化|亮化|测试|试点|审批)$"
)
_DONE = re.compile(r"(?:完成|实施|推进|启动|抓好|开展|实现)$")
_BUILDINGS = ("楼", "房", "住宅楼", "楼房")
_GRADE = re.compile(r"(?:级|元(?:以上)?)$")
_SIGN_OF = dict.fromkeys(("%", "‰", "/万", "/10万", "成"), "%") | {
    ":1": "÷",
    "个百分点": "△",
    "百分点": "△",
    "番": "※",
    "": "○",
}


class Clause(NamedTuple):
    """A stretch between commas: its quantities, and the words before, between and after them."""

    start: int
    end: int
    pieces: tuple[str, ...]
    quantities: tuple[Quantity, ...]

    @property
    def text(self) -> str:
        """The clause with a sign for each quantity."""
        signs = [*map(sign_of, self.quantities), ""]
        return "".join(piece + sign for piece, sign in zip(self.pieces, signs, strict=True))


class Item(NamedTuple):
    """One quantity of a clause with the words before and after it.

    ``following`` is what leads on to the next quantity, ``beyond`` the words that come after it, also those of the next clause.
    ``shape`` is what patterns match: the letters of the head, the sign of the quantity, the letter of the tail (see
    ``phrases``): 新建公园10个 is AN□, 开工建设4万套公租房 is E□n, 投资增长6% is NM%.
    """

    before: str
    sign: str
    after: str
    following: str
    beyond: str
    quantity: Quantity
    head: Head
    tail: Tail

    @property
    def shape(self) -> str:
        """What patterns match."""
        return self.head.shape + self.sign + self.tail.kind


def sign_of(quantity: Quantity) -> str:
    """The sign that stands for a quantity: it follows from the unit."""
    return "◇" if quantity.value is None else _SIGN_OF.get(quantity.unit, "□")


def clauses(
    text: str, start: int, end: int, quantities: list[Quantity], left_out: list[tuple[int, int]]
) -> Iterator[Clause]:
    """The clauses of a sentence in order, those without a quantity too; ``quantities`` are in the order of the text.

    The stretches ``left_out`` are in no words before or after a quantity.
    """
    place = 0
    for match in _CLAUSE.finditer(text, start, end):
        last, stop = match.span()
        first, pieces = place, []
        while place < len(quantities) and quantities[place].start < stop:
            pieces.append(_without(text, last, quantities[place].start, left_out))
            last = quantities[place].end
            place += 1
        pieces.append(_without(text, last, stop, left_out))
        yield Clause(match.start(), stop, tuple(pieces), tuple(quantities[first:place]))


def _without(text: str, start: int, end: int, left_out: list[tuple[int, int]]) -> str:
    """The words of a stretch without those left out."""
    if not left_out:
        return text[start:end]
    words = ""
    for first, last in left_out:
        if start <= first and last <= end:
            words, start = words + text[start:first], last
    return words + text[start:end]


def apart(clause: Clause) -> list[Clause]:
    """A clause cut where 分别 opens a run of values after others: 甲增长5%、乙和丙分别增长6%和7% is 甲增长5%, and 乙和丙分别…."""
    cut: list[Clause] = []
    start, first, before = clause.start, 0, clause.pieces[0]
    for place, piece in enumerate(clause.pieces[1:-1], 1):
        follows = place < len(clause.quantities) - 1 and _JOINT.fullmatch(clause.pieces[place + 1])
        if "分别" in piece and follows:
            after, opening = _shared_out(piece)
            middle = clause.quantities[place - 1].end + len(piece) - len(opening)
            pieces = (before, *clause.pieces[first + 1 : place], after)
            cut.append(Clause(start, middle, pieces, clause.quantities[first:place]))
            start, first, before = middle, place, opening
    rest = Clause(start, clause.end, (before, *clause.pieces[first + 1 :]), clause.quantities[first:])
    return [*cut, rest]


def items(clause: Clause, coming: str = "") -> Iterator[Item]:
    """The items of a clause; ``coming`` is the text of the clause after it."""
    between = clause.pieces
    if len(between) == 2:
        before, after = between[0][-REACH:], _closed(between[1])[:REACH]
        (quantity,) = clause.quantities
        yield Item(before, sign_of(quantity), after, "", (after or coming)[:REACH], quantity, head(before), tail(after))
        return
    befores, afters = [between[0]], []
    for piece in between[1:-1]:
        after, before = _shared_out(piece)
        afters.append(after)
        befores.append(before)
    afters = [_closed(after) for after in (*afters, between[-1])]
    if (graded := _GRADED.search(afters[-1])) is not None:
        # 2个五百亿级和4个千亿级产业集群, 6个百亿元、30个10亿元以上项目
        afters = [after + graded["noun"] if _GRADE.search(after) else after for after in afters]
    signs = list(map(sign_of, clause.quantities))
    for place in range(len(afters) - 2, -1, -1):
        if signs[place] == "□" and _shares_noun(afters[place], befores[place : place + 2], clause.quantities[place:]):
            afters[place] = afters[place + 1]
    if (deed := _DEED.search(afters[-1])) and _DONE.search(befores[0]):
        afters = [after if not after or _OWN_DEED.search(after) else after + deed[0] for after in afters]
    for place, quantity in enumerate(clause.quantities):
        before, after = befores[place][-REACH:], afters[place][:REACH]
        following = befores[place + 1][:REACH] if place + 1 < len(befores) else ""
        beyond = after or (between[place + 1] + between[place + 2] if place + 2 < len(between) else coming)
        yield Item(before, signs[place], after, following, beyond[:REACH], quantity, head(before), tail(after))


def _shares_noun(after: str, befores: list[str], quantities: tuple[Quantity, ...]) -> bool:
    """Whether a number shares the noun behind the next one.

    2万户、6万名群众: they stand side by side; 120栋楼、6300户老旧小区改造; 新开工10个、竣工30个重点项目: only verbs before them.
    """
    before, coming = befores
    if not coming:
        # 减少贫困人口5万人、20个贫困村: the first number has its thing.
        return after in _BUILDINGS or (not after and not ((lead := head(before)).action and lead.name))
    verbs = not after and quantities[0].unit == quantities[1].unit and not head(before).name
    return verbs and bool(verb := head(coming)) and verb.shape == "E" and not verb.name


def _closed(after: str) -> str:
    """What follows a number without a remark on it or the end of a list; nothing where the list goes on to another thing."""
    if after.startswith("、") and _GOES_ON.match(after):
        return ""
    return _RANK.sub("", _REMARK.sub("", THRESHOLD.sub("", after))) if after else ""


def _shared_out(piece: str) -> tuple[str, str]:
    """What of the words between two quantities belongs to the first, and what to the second: cut at a joint.

    That is the last one where it leads straight to the second (…公租房、2万套), else a 和 that comes before any 、 (2个…集群和牛、
    羊4个…), else the last 、.
    """
    joints = list(_JOINT.finditer(piece))
    if not joints:
        return "", piece
    commas = [joint for joint in joints if joint[0] == "、"]
    if joints[0].start() == 0:
        joint = joints[0]
    elif joints[-1].end() == len(piece):
        joint = joints[-1]
    elif joints[0][0] != "、":
        joint = joints[0]
    else:
        joint = (commas or joints)[-1]
    return piece[: joint.start()], piece[joint.end() :]


class Run(NamedTuple):
    """Quantities that stand side by side (增长3%、6%和5%): the words before them, and their signs."""

    before: str
    signs: list[str]


def runs_of_values(clause: Clause) -> list[Run]:
    """The one or two runs that all quantities of a clause are in; none where one stands alone."""
    runs: list[Run] = []
    for piece, quantity in zip(clause.pieces, clause.quantities, strict=False):
        if runs and _JOINT.fullmatch(_FOR_EACH.sub("", piece)):
            runs[-1].signs.append(sign_of(quantity))
        else:
            runs.append(Run(piece, [sign_of(quantity)]))
    return runs if len(runs) <= 2 and all(len(run.signs) > 1 for run in runs) else []
