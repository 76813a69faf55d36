"""What stands at a number: before it a name and the words that lead to the number, after it what is counted.

Belongs here: telling a name from the words around it. Does not: what the number measures (``rules``).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.targets.indicators import completions, members, tidy
from pipelines.targets.lexicon import Words

# The same few hundred phrases open most clauses of a report; a bounded memory of them saves reading them again.
_REMEMBERED = 8192
_FIXED, _SUBJECTS, _SCOPE, _ACTIONS, _COMPLETIONS, _PURPOSES, _HEAD_NOUNS, _GRADES = (
    Words(lexicon.words(name))
    for name in (
        "fixed_names", "subjects", "scope", "actions", "completions", "purposes", "head_nouns", "grades",
    )
)  # fmt: skip
# 建设安置小区, 实施帮扶项目: a verb that also begins the name of a thing is none beside another.
BEGINS_NOUNS = frozenset(lexicon.words("actions", noun="1"))
# 新增改造面积, 建成治理设施: what is added or finished may be a deed itself.
# 新栽树, and 市场主体, in which 主体 grades nothing.
_SHORT_THINGS, _BODIES = ("树",), ("市场主体", "经营主体", "商事主体", "创新主体", "各类主体")
_STAND_ALONE = ("新增", "净增", "增加", "建成")
# 提请市人大常委会审议地方性法规草案: before whom it is laid is no part of what is laid.
_LAID_BEFORE = re.compile(
    r"提请[^,]{0,16}?(?:审议(?:通过|并(?:公布|通过))?|制定|修订|修改|批准|讨论|审查)(?:[、和](?:制定|修订|修改|废止|颁布))*"
)
_OF_WORKS = ("工程", "项目", "任务", "行动", "计划", "面积", "资金", "措施", "率")
_NEW = "新"
# 投入民生资金: who puts money in does something; 投入强度 is a name.
_PUTS_IN, _FUNDS = "投入", ("资金", "经费")
_ENDINGS = Words((*lexicon.words("actions"), *lexicon.words("completions")))
# What leads from a name to its number: a link (达到), a movement (增长), a noun of rate (增速).
_LINK, _MOVE, _RATE = "link", "move", "rate"
_LEADS_ON = (
    dict.fromkeys(lexicon.words("links"), _LINK)
    | dict.fromkeys((word for kind in ("move", "cut", "less") for word in lexicon.words("movements", kind=kind)), _MOVE)
    | dict.fromkeys(lexicon.words("rates"), _RATE)
)
_LEADING_ON = Words(_LEADS_ON)
# What a verb of movement is, and which way it goes; (?<![新净])增 is 增 once it is taken out of its text.
MOVEMENTS = {row["word"].rpartition(")")[2]: (row["kind"], int(row["sign"])) for row in lexicon.read("movements")}
# 市场主体总量达到15万户 says how many, 经济总量达到300亿元 is of the total.
_IN_TOTAL = "总量达到"
_TOTALS = ("经济总量达到", "融资总量达到")
_LEADS_ON["增"] = _MOVE  # its row of the table is an expression: 新增 is another word
_LESSENING = Words(
    word for word, (kind, sign) in MOVEMENTS.items() if sign < 0 and kind in ("move", "less") and len(word) > 1
)
_FALLS = {*lexicon.words("movements", sign="-1"), *lexicon.words("rates", sign="-1")}
_DISTRIBUTIVES, _PLANNING = set(lexicon.words("distributives")), set(lexicon.words("planning"))
_JOINTS = Words(("、", "和", "及", "或者", "或", "并"))
# What opens the target itself (…水平,力争全社会研发投入), and what leads to its verb (各县区都要新增).
_OPENS = re.compile(
    "|".join(lexicon.words("strength", strength="ensure") + lexicon.words("strength", strength="strive"))
)
_LEADS_TO_VERB = re.compile("(?<![主重需必简])要|(?<!即)将|拟|争取|共|(?<!年度)计划")
# 沿海经济带实现地区生产总值, 重点项目完成投资: the verb goes, both names stay.
_INNER = re.compile(r"(?<=..)(?:预计|力争)?(?:完成|实现|安排|形成|(?<!引)进行(?!业))(?=..)(?!率)")
# 长安西路等3条道路: the number sums up a list.
_SUMMED = re.compile(r"(?<![平高中初同对优均])等(?:共|共计|合计|一批|各类|多个)?$")
# 比上届政府任期末翻一番: what it is compared with.
_THAN = re.compile(r"(?:(?<![占对之])比(?![重例率值])|(?<!比)较(?![大高快好]))[^,、比较]{1,14}$")
# 贫困户收入达到农民收入的50%以上: what it is a part of is no part of its name.
_PART_OF = re.compile(r"(.{3,}?)(?:达到|不低于|超过|不少于|不得低于|提高到|提升到)[^,、占]{4,}的$")
_FOR = ("为", "给", "向")
_GAINS = ("净增", "新增")
# 为重点人群免费发放爱心包: for whom and how it is done is no part of what is given.
_FOR_WHOM = re.compile(
    r"(?:为|给|向)[^,、]{2,24}?(?:免费|无偿|集中|累计)?(?=(?:发放|提供|配备|配发|配置|购买|安装|赠送|减免|办理|解决|新增)..)"
)
# 完成2021年新增棚改任务: a task's name with its year.
_TASK_OF_YEAR = re.compile(r"\d{4}年(?:度)?(?:新增|新建|新开工|开工|改造|续建).{2,}任务$")
# 粮食产量在春旱秋涝的不利条件下, 茶产业顶住市场下行的压力实现产值: what it had to withstand is no part of its name.
_STORY = re.compile(
    r"(?:(?<=..)|^)在[^,、]{2,20}?(?:条件|情况|形势|背景|压力|环境|影响|局面|态势)之?下"
    r"|(?:顶住|克服|战胜|经受住?|应对|面对|抵御|抗击|扛住|承受)[^,、]{1,24}?(?:压力|影响|困难|挑战|冲击|因素|局面|灾害|灾情|考验)(?:等)?(?:实现|完成)?"
)
_STORY_SIGN = re.compile("在.*下|[住服胜受对御击]")
# 近三年年均增长: what is left of a time names nothing.
_OF_TIME = ("年", "近")
_TIMES = ("时", "年", "末", "初", "水平")
_DISTRIBUTIVE_FIRST = re.compile(r"分别|各自|均")
_SHARE = "占"
_OF_WHICH = ("其中", "包括")
_MARKS = ",:、的)]-·”…"
_PACE = re.compile(
    r"(?:的|固定|年均|年|平均|每年)*(?:速度|增速|幅度|比例)?(?:递增|增长|上升|提高|增加|下降|降低)(?:比例|速度)?|的?(?:较高|较快|中高|高|平稳|稳定|两位数)*的?(?:增速|增长速度|增幅|速度|增长)$"
)
_LEVEL = re.compile("[达到至在]")
# 项目要按期竣工投产, 项目将在年内完成主体工程: the thing is before the verb.
_AUXILIARY = re.compile(r"(?<=..)(?:(?<![重主需必首])要|将)(?:按期|如期|按时|力争|确保|在|于|年内|全部|陆续).*$")
# 为10万名儿童提供口腔保健服务: the service is one of theirs.
_SERVES = re.compile(r"(?<=..)(?:提供|实施(?!方案|细则|意见|办法)|开展|进行|给予)了?(?=..)")
# Verbs that open names as often: 低保金、救助补贴, 规划、建设和管理.
_NOUNS_TOO = {
    "建设", "开发", "发展", "创新", "投资", "投入", "救助", "资助", "培训", "扶持", "帮扶", "组织", "转移", "整治", "治理",
    "改造", "安置", "供应", "储备", "配套建设", "综合治理", "搬迁", "开放", "服务",
}  # fmt: skip
_ANEW = ("新增", "新建", "新引进", "新认定", "建成", "获得", "争取", "引进")
# 已分别占到总量: a share, however it is told.
_SHARE_OF = re.compile(r"^(?:已|预计|将|约)?(?:分别)?占到?(?=.)")
_COMPLETE = re.compile("(?<=..)全部(?:完成|建成|改造|硬化|整治|覆盖|脱贫|达标|通)|全覆盖$")
_LESSENS = re.compile(r"(?:减少|降低|压减|削减|核减)(?<=....)(?![率值额幅量]|成本行动)(?=..)")
# 二是办好16件实事: the number of the point.
_POINT = re.compile("^[一二三四五六七八九十]{1,2}是")
_REACHED = ("到", "至", "为", "达")
# 入选省级人才计划: the plan is what they got into, no task that is set.
_INTO = ("入选", "纳入", "列入", "获批", "获评")
_TASK = re.compile(r"(?:的|年度|目标|任务|工作|指标|计划|要求)*$")


class Head(NamedTuple):
    """The words before a number.

    Attributes:
        name: the trimmed name; empty where there is none.
        action: the content verb before the name (新建公园), with the words that grade it left out.
        stem, ending: the name without the content verb that it ends in, and that verb (项目竣工); empty where it ends in none.
        move: the verb of movement right at the number (增长, 下降); empty where there is none.
        rated: whether a noun of rate stands at the number (涨幅, 增速).
        fall: whether movement or rate goes down.
        distributive: whether every name of the list has the value (均, 都).
        within: whether it opens with 其中.
        moved_from: whether it leads on from a baseline (由, 从).
        led: the word that leads someone to do something (让, 支持); empty where there is none.
        shape: A an action first, N a name, E an action at the end, S 等 that closes a list, M a movement, R a rate, in the
            order of the text.
    """

    name: str
    action: str | None
    stem: str
    ending: str
    move: str
    rated: bool
    fall: bool
    distributive: bool
    within: bool
    moved_from: bool
    led: str
    shape: str


class Tail(NamedTuple):
    """The words after a number: the noun counted, without the completed verb that it ends in (``completed``).

    ``kind``: n a noun, d only a completed verb, p a purpose (用于, 支持 …), g a pace (的速度递增), v a verb of planning (安排),
    empty where nothing follows.
    """

    noun: str
    completed: str | None
    kind: str


class _Link(NamedTuple):
    """The words that lead from a name to its number, read backwards, and the text before them."""

    text: str
    move: str
    rate: str
    distributive: bool


@lru_cache(_REMEMBERED)
def head(before: str) -> Head:
    """What the words before a number say."""
    if "是" in before[:3]:
        before = _POINT.sub("", before)
    if before.endswith("的") and (match := _PART_OF.match(before)):
        before = match[1]
    if _STORY_SIGN.search(before):
        before = _STORY.sub("", before)
    text, move, rate, distributive = _linked(before)
    if ("比" in text or "较" in text) and (move or text.endswith(_TIMES)):
        text = _THAN.sub("", text)
    elif text.endswith(_GAINS):
        text = _THAN.sub("", text[:-2]) + text[-2:]
    # 医院、学校等达到70个: the list has a level, it is not summed up.
    summed = None if _LEVEL.search(before, len(text)) else _SUMMED.search(text)
    if summed:
        text = text[: summed.start()]
    text = _set(text)
    if opening := _DISTRIBUTIVE_FIRST.match(text):
        text, distributive = text[opening.end() :], True
    if text.startswith(_FOR) and (match := _FOR_WHOM.match(text)):
        text = text[match.end() :]
    if task := _TASK_OF_YEAR.search(text):
        return Head(task[0], None, task[0], "", "", False, False, distributive, False, False, "", "N")
    name, within, led = _opened(text)
    if "、" in name:
        name = _last_deed(name)
    if "占" in name:
        name = (
            _SHARE_OF.sub("占", name)
            .replace("分别占", "占")
            .replace("约占", "占")
            .replace("占到了", "占")
            .replace("占到", "占")
        )
    action, name = split_action(name)
    stem, ending = split_ending(name)
    if action and not name:
        ending, action = action, None
    name = "" if name in _OF_TIME else tidy(name)
    shape = ("A" if action else "") + ("N" if name else "") + ("E" if ending else "") + ("S" if summed else "")
    shape += ("M" if move else "") + ("R" if rate else "")
    fall, moved_from = (move or rate) in _FALLS, "由" in before or "从" in before
    stem = tidy(stem) if ending else name
    return Head(name, action, stem, ending, move, bool(rate), fall, distributive, within, moved_from, led, shape)


def _linked(before: str) -> _Link:
    """What leads to a number, outwards from it: 地区生产总值 比上年 增长."""
    text, move, rate, distributive, reached = before, "", "", False, False
    while word := _LEADING_ON.at_end(text):
        if word == _IN_TOTAL and text.endswith(_TOTALS):
            word = word.removeprefix("总量")
        kind = _LEADS_ON.get(word, _LINK)
        rest = text[: -len(word)]
        if kind == _LINK:
            if rest.endswith(_SHARE) and word.startswith("全"):
                break  # 吞吐量占全省60%
            distributive = distributive or word in _DISTRIBUTIVES
            reached = word[-1] in "到至"
            if (
                reached
                and (verb := _ACTIONS.at_end(rest))
                and verb != rest
                and len(_HEAD_NOUNS.at_end(rest)) < len(verb)
            ):
                rest = rest[: -len(verb)]
        elif rate or (kind == _MOVE and move) or (kind == _RATE and len(_HEAD_NOUNS.at_end(text)) > len(word)):
            break  # 人口自然增长率 is a rate of its own
        elif kind == _RATE:
            rate, reached = word, False
        else:
            # 增长到8%: a level that is reached, not a rate.
            move, reached = "" if reached else word, False
        text = rest
    return _Link(text, move, rate, distributive)


def _set(text: str) -> str:
    """What follows the last word that opens the target itself, or leads to its verb."""
    cut = 0
    for match in _OPENS.finditer(text):
        cut = match.end() if match.end() < len(text) else cut
    for match in _LEADS_TO_VERB.finditer(text, cut):
        rest = text[match.end() :]
        if (verb := _ACTIONS.at_start(rest)) and len(rest) >= len(verb) + 2:
            cut = match.end()
    return text[cut:]


def _opened(text: str) -> tuple[str, bool, str]:
    """A name without the words that only open a clause (全省, 今年, 加快), whether 其中 is among them, and 让 or 支持."""
    within, led = False, ""
    if text.startswith(("(其中", "(含")):
        text = text[1:]
    while text and not _FIXED.at_start(text):
        if word := _SUBJECTS.at_start(text):
            led = word
            if _ACTIONS.at_start(text):
                break
            text = text[len(word) :]
            continue
        word = _SCOPE.at_start(text)
        if word and word == _ACTIONS.at_start(text):
            break  # 推进12个片区建设: a verb that often only opens a clause
        if word:
            within = within or word in _OF_WHICH
        elif text[0] in _MARKS:
            word = text[0]
        else:
            break
        text = text[len(word) :]
    if text.startswith("在") and (verb := _ACTIONS.at_start(text[1:])) and verb[0] != "建":
        text = text[1:]  # 在 of an area that was taken out
    if text.startswith("在") and text.endswith("中"):
        text = text[1:-1]
    return _INNER.sub("", text), within, led


def _last_deed(name: str) -> str:
    """The last of several deeds, which alone has the number: 申报示范项目、获得补助资金 -> 获得补助资金."""
    before, _, last = name.rpartition("、")
    verb = "" if _FIXED.at_start(last) else _ACTIONS.at_start(last)
    rest = last[len(verb) :]
    if _COMPLETE.search(before):
        return last  # 主干道全部硬化、支路硬化90公里: only the last is counted
    if not verb or verb in _NOUNS_TOO or len(rest) < 2 or rest[0] in "率和及与或、":
        return name
    action, thing = split_action(before)
    if verb in _ANEW:
        return last if len(split_ending(before)[0]) > 2 else name
    return last if action and thing and not _ENDINGS.at_end(before) else name


def split_action(name: str) -> tuple[str | None, str]:
    """The content verbs that a name begins with, and the rest; none where they are part of a fixed name."""
    if _is_fixed(name):
        return None, name
    if laid := _LAID_BEFORE.match(name):
        return laid[0], name[laid.end() :].lstrip("的了")
    verbs, rest, joint = "", name, ""
    while True:
        verb, after = _verb(rest)
        if not verb or (len(after) == 1 and after not in _SHORT_THINGS) or after.startswith("率"):
            break
        verbs += ("、" if joint else "") + verb
        rest = name = after
        joint = _JOINTS.at_start(rest)
        if not joint and rest not in completions() and not _goes_on(verb, rest):
            break
        rest = rest[len(joint) :]
    return (verbs, name.lstrip("的了好")) if verbs else (None, name)


def _is_fixed(name: str) -> bool:
    """Whether a name begins with one that stays whole: 重点建设项目; not where it only grades a verb (重点培育企业)."""
    if not _FIXED.at_start(name) or (name.startswith(_PUTS_IN) and name.endswith(_FUNDS)):
        return False
    bare = name[len(_GRADES.at_start(name)) :]
    return bare == name or not _ACTIONS.at_start(bare) or bool(_FIXED.at_start(bare))


def _verb(text: str) -> tuple[str, str]:
    """The content verb that a text begins with, without the words that grade it, and the text after it; 新 stays (新认证)."""
    bare, grade = text, ""
    while word := _GRADES.at_start(bare):
        bare, grade = bare[len(word) :], word
    whole, verb = _ACTIONS.at_start(text), _ACTIONS.at_start(bare)
    if not verb or (whole and grade == _NEW):
        return whole, text[len(whole) :]
    return (_NEW if grade == _NEW else "") + verb, bare[len(verb) :]


def _goes_on(verb: str, rest: str) -> bool:
    """Whether a second verb right behind a verb governs the number too: 新建改造管网, not 新建改造工程."""
    if verb in _STAND_ALONE or _FIXED.at_start(rest):
        return False
    second, after = _verb(rest)
    if second in BEGINS_NOUNS:
        return False
    return bool(second) and len(after) > 1 and not after.startswith(_OF_WORKS)


def moving(action: str | None, name: str) -> tuple[str, str]:
    """The verb of movement before a thing, or inside its name, and the thing: 调整压减事项 -> 压减, 事项; none is empty."""
    if action in MOVEMENTS:
        return action or "", name
    lessens = action and (_LESSENING.at_end(action) or _LESSENING.at_start(action))
    return (lessens, name) if lessens else split_lessening(name)


def split_lessening(name: str) -> tuple[str, str]:
    """The verb inside a name that lessens what follows it, and that: 直供电减少企业成本 -> 减少, 企业成本; who lessens it is left out."""
    match = _LESSENS.search(name)
    return (match[0], name[match.end() :]) if match else ("", name)


def split_ending(name: str) -> tuple[str, str]:
    """A name without the content verbs that it ends in, and those verbs: 中心城区新建 -> 中心城区, 新建."""
    verbs: list[str] = []
    while (verb := _ENDINGS.at_end(name)) and name != f"总{verb}":
        name = name[: -len(verb)]
        while (grade := _GRADES.at_end(name)) and not name.endswith(_BODIES):
            name = name[: -len(grade)]
        verbs.insert(0, verb)
        joint = _JOINTS.at_end(name)
        if not joint:
            break
        name = name[: -len(joint)]
    return name, "、".join(verbs)


def dealt_out(before: str, others: list[str]) -> tuple[list[str], str, str]:
    """What owners each have: 甲校、乙校分别新增学位 -> 甲校 and 乙校, 新增, 学位; where none stands before 分别, the others are they.

    The thing is empty where no verb that gives one follows 分别, or where it is a list itself.
    """
    owners, each, deed = before.rpartition("分别")
    action, thing = split_action(deed) if each else (None, "")
    moves = action in MOVEMENTS and action not in _GAINS
    if not action or moves or thing.startswith(_REACHED) or len(members(thing)) > 1:
        return [], "", ""
    return members(head(owners).name) if owners else others, action, thing


@lru_cache(_REMEMBERED)
def tail(after: str) -> Tail:
    """What the words after a number say."""
    text = after.removeprefix("的").removeprefix("年度")
    if _PACE.match(after) and not after.startswith(("提高", "增加", "下降", "降低")):
        return Tail("", None, "g")
    set_task = None if text.startswith(_INTO) else _TASK.search(text)
    if set_task and set_task[0]:
        text = text[: set_task.start()]
    if text.startswith(("任务", "目标")):
        text = ""
    if not text:
        return Tail("", None, "")
    if text in _PLANNING:
        return Tail("", None, "v")
    # 棚户区改造开工建设任务: what the task is of is its name.
    noun, completed = (text, None) if set_task and set_task[0] else split_completed(text)
    if completed and not noun:
        return Tail("", completed, "d")
    if _PURPOSES.at_start(text):
        return Tail(tidy(text), None, "p")
    return Tail(tidy(_SERVES.sub("", _AUXILIARY.sub("", noun), count=1)), completed, "n")


def split_completed(name: str) -> tuple[str, str | None]:
    """A name and the completed verbs it ends in, without the words that grade them: 项目全部建成投产 -> 项目, 建成投产."""
    completed = ""
    while verb := _COMPLETIONS.at_end(name):
        name, completed = name[: -len(verb)], verb + completed
        while grade := _WHOLLY.at_end(name):
            name = name[: -len(grade)]
    return name, completed or None


_WHOLLY = Words(
    (
        "全部",
        "全面",
        "基本",
        "均",
        "都",
        "提前",
        "如期",
        "顺利",
        "圆满",
        "即将",
        "全面或超额",
        "超额",
        "今年",
        "年内",
        "已",
        "已经",
        "正式",
        "相继",
        "陆续",
        "先后",
        "同步",
        "年底前",
        "实现",
        r"(?:今年)?\d{1,2}月(?:份|底)?前?",
    )
)
