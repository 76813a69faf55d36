"""Numbers that are no quantities: words, names, sizes that say which things are meant, capacities of a facility.

Belongs here: what can be told from the number and the words right beside it, before a sentence is cut into clauses, so that a
refused number stays part of the name it stands in. Does not: what a quantity means (``rules``).
"""

import re
from typing import NamedTuple

from pipelines.targets import lexicon
from pipelines.targets.lexicon import Words
from pipelines.targets.parts import Sentence
from pipelines.targets.phrases import head, split_ending
from pipelines.targets.quantities import TO_ONE, Quantity
from schemas import codelists

_BEFORE, _FAR, _AFTER, _CLAUSE = 20, 32, 16, 60
_INDEX = re.compile(r"(?:指数|系数)(?:[^,]{0,16}|[由从][^,]{1,18}[到至为])$")
_LIFE = re.compile(r"(?:寿命|年龄)[^,]{0,8}$")
_SPAN = re.compile(r"(?:年限|寿命)[^,、]{0,6}$")
_NOUN = re.compile(r"的?(?:[一-龥]{2}|[县市区乡镇村]\()")
# The number of a class of things whose noun stands before, or behind: 超30亿元4户, 过千亿元、20个过200亿元的园区.
_CLASS_COUNTED = re.compile(r"的?\d+(?:个|家|户|条|只)|、\d+(?:个|家|户)[^,、]{0,6}?[超过]")
_CLASS_BEFORE = re.compile(r"以上[^,、\d]{0,10}\d+(?:个|家|户)[、,和]$")
_VILLAGES = re.compile(r"的?(?:行政|自然)?(?:村|县|镇|乡|户)")
_JOINT = re.compile("[并和及与]|以及")
_THRESHOLD = re.compile(r"的?新?(?:台阶|大关|关口)")
_MEASURED = re.compile(r"[一-龥]{2,10}(?:年均)?(?:增长|达到|下降|提高|完成|\d)")
_PURPOSES = Words(lexicon.words("purposes"))
_COUNTED = re.compile(r"\d(?:个|家|座|所|户|条|处|项)[^,、]{0,8}$")
_NAME_AFTER, _NAME_BEFORE = (Words(lexicon.words("refusals", place=place, unit="")) for place in ("after", "before"))
# Words that make a name of numbers of one unit only: 3个月, 12条措施, 3人制.
_OF_UNIT = {
    unit: tuple(Words(lexicon.words("refusals", place=place, unit=unit)) for place in ("after", "before"))
    for unit in {row["unit"] for row in lexicon.read("refusals")} - {""}
}
# Up to the noun; a verb on the way makes the sum a target of its own: 安排2亿元支持中小企业, 设立3亿元产业基金.
_SIZE_CLASS = re.compile(
    rf"的?(?:(?!{'|'.join((*lexicon.words('purposes'), '[投给向发买开补奖为让]'))})[^,、]){{0,8}}?"
    rf"{lexicon.any_of('size_classes')}(?!专项|引导|[^,、]{{0,6}}(?:资金|基金|投资|贷款|补助|奖励))"
)
_SIZES = re.compile(rf"、[\d.]*[百千万亿]+元(?:以上|级)?{lexicon.any_of('size_classes')}[^,\d别各]*$")
_FACILITY = re.compile(rf"的?[^,、]{{0,6}}?{lexicon.any_of('facilities')}")
_COUNTABLE = frozenset(lexicon.words("countable"))
_SUMS = ("money", "money_usd")
# A rise in these is counted in a Chinese digit too (翻一番, 增长一倍, 两年); three of them in characters, 三元, 一斤, is a word.
_IN_DIGITS = (*_SUMS, "mass", "length", "area", "temperature", "power")
_STATED_OF_MANY = ("ratio", "count", "persons", "visits", "households")
_HEAVY = ("mass", "power", "energy_coal")
_PUSHED_ON = "推进"
_ORDINAL, _TEN, _TENTHS = 3, 10, 10
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万亿多第]$")
_BUILDINGS = ("座", "所", "条", "处", "家")
_CLOSES = ",、"
_SOME, _PEOPLE = ("几", "数", "好"), ("口", "民")
_REACHES = re.compile(r"(?:达|达到|达成|[增扩升降减提][加长大到至]*[到至]|发展[到至]|超过?|突破|共有|拥有|总数为)$")
# A numeral with a place of its own: 三千二百, 七十二万, 二百零五; 二十五 and 百 stand in words too.
_COMPOUND = re.compile(
    "[一二两三四五六七八九]百|[一二两三四五六七八九]千|[一二两三四五六七八九]?十?[一二两三四五六七八九十]?[万亿]"
)
_THING = re.compile(r"[一-龥][^,、]{2,}(?<!第)$")
# What is only pushed on is named, not set: 加快11个水库建设, 推进1万台无人机等项目; with 新建 or 完成 it is set.
_DEED = "(?:新建|建成|开工|新增|改造|实施|完成|实现|打造|创建|培育|引进|投资|[达确]到|确保|力争|形成)"
_PUSHED = re.compile(rf"^(?:(?!{_DEED})[^,])*(?:推进|加快|推动|促进)(?!建设)(?:(?!{_DEED})[^,])*$")
_BUILT = re.compile(
    r"(?:(?![开动复]工|启动|落地|签约|竣工|建成|投产|完工|通车|交付|投用|完成|实现|达到|取得)[^,])*?建设(?:步伐|进度|工作)?$"
)
# 推进甲、乙等8个项目达产达效; with 开工 or 竣工 it is set.
_PROJECTS = re.compile(r"[^,、]{0,12}?(?:项目|工程)(?:达产|达效|提速|进度|前期(?:工作)?|的?建设)*$")
_LOOKED_AFTER = re.compile(r"[^,、]{2,12}?(?:开展|提供|进行)[^,、]{0,8}(?:服务|走访|帮扶|慰问|调研)$")
_INVESTS = re.compile(r"[^,、\d]{0,12}(?:项目|工程)(?:累计|共|已|预计|年内|全年)*完成(?:年度|固定资产)?投资\d")
_AMONG_PROJECTS = re.compile(r"[一-龥A-Za-z][^,]{0,50}?等[^,、]{0,10}?(?:项目|工程)")
_CONSISTS_OF = re.compile(r"[^,]{0,40}?(?:组成|构成)")
_OF_AREAS = re.compile(r"[^,、]{0,6}(?:区|园|镇|县|城|片区|流域)[^,、]{0,4}规划$")
# 出台12条措施; 制订48条意见
_MEASURES = re.compile(r"[^,]{0,12}(?:措施|举措)(?!项目|工程)")
_PAPERS = re.compile(r"[^,、并]{0,12}(?:意见|办法|细则|政策)(?:$|[、和]|等[^,]*$)")
# 防洪能力达到100年一遇 is a level, 抗御30年一遇的大旱 an event.
_PROTECTS = re.compile(r"(?:[防排治]|内涝|标准|能力|水平)[^,]*(?:达|到|至|为)$")
_MOVES_ON = re.compile("[提上晋]升|前移|跃[升居进]|下降|后移|[升退降进]|攀升|提高到")
_ASIDE = frozenset(("位", "户", *(row["unit"] for row in codelists.read("units") if row["dimension"] == "count")))
_SIZED = ("mass", "volume", "power", "livestock")
_MACHINES = ("台", "辆", "套", "架", "艘")
_PROPORTION = re.compile(r"^(?!.*按).*(?:比|差距)")
_RANK = re.compile(
    r"(?:排[名位序在]|位[次列居于]|[名并跃]列|名次|居(?![民家住])|前[移进]|后移|跃[升居进]|[上晋]升|攀升|下降|提升|(?<![引推促先改])进[到至]?$"
    r"|升[到至]|退[到至]|进位|百强|争先|晋位|赶超)[^,]*$"
)
_PLACES = re.compile("[床学泊车工席摊厕座铺仓机展穴货舱蹲牌][位]|岗位")


class Seen(NamedTuple):
    """A quantity with what stands around it: ``before`` and ``after`` inside its sentence, ``clause`` from the last comma on.

    ``end`` is where its sentence ends in ``text``.
    """

    quantity: Quantity
    dimension: str | None
    printed: str
    before: str
    after: str
    clause: str
    text: str
    end: int

    @property
    def rest(self) -> str:
        """What follows up to the next comma."""
        return self.text[self.quantity.end : min(self.end, self.quantity.end + _CLAUSE)].partition(",")[0]

    @property
    def bounded(self) -> bool:
        """Whether it is printed with 以上 or 以下."""
        return self.printed.endswith(("以上", "以下"))


def refusal(text: str, quantity: Quantity, sentence: Sentence) -> str | None:
    """Why a number is a name and no quantity; None where it is one."""
    if quantity.value is None:
        return None
    if (
        not quantity.unit
        and quantity.value
        and not _INDEX.search(text, max(sentence.start, quantity.at - _FAR), quantity.at)
    ):
        return _name(look_at(text, quantity, sentence)) or "no unit stands behind it"
    seen = look_at(text, quantity, sentence)
    if seen.before.endswith("每"):
        return f"it is what another number is counted by: 每{seen.printed}"
    if reason := _name(seen) or why_a_word(seen):
        return reason
    if names_size(seen):
        return "it is a size that tells which things are meant"
    if names_capacity(seen):
        return "it is the capacity of a facility, and part of its name"
    if (seen.dimension in _SIZED or _is_machine(seen)) and _AMONG_PROJECTS.match(seen.rest):
        return "it is the size of one of the projects that are named"
    if seen.dimension == "time_y" and not _SPAN.search(seen.before):
        return "it is a year or a duration"
    if seen.dimension == "return_period" and not _PROTECTS.search(seen.clause):
        return "it is how often a flood or a drought comes back"
    if quantity.unit == TO_ONE and not _PROPORTION.search(seen.clause):
        return "it is a proportion in which something is shared: 1:1"
    if seen.dimension == "voltage":
        return "it is a voltage that tells which line is meant"
    if seen.dimension == "age" and not _LIFE.search(seen.before):
        return "it is an age that tells who is meant"
    return None


def _name(seen: Seen) -> str | None:
    """The name that a number is part of, as a reason."""
    after, before = _NAME_AFTER.at_start(seen.after), _NAME_BEFORE.at_end(seen.before)
    if not (after or before) and (of_unit := _OF_UNIT.get(seen.quantity.unit)):
        after, before = of_unit[0].at_start(seen.after), of_unit[1].at_end(seen.before)
    if not (after or before):
        return None
    name = f"{seen.printed}{after}" if after else f"{before}{seen.printed}"
    return f"it is part of a name or of a fixed phrase: {name}"


def look_at(text: str, quantity: Quantity, sentence: Sentence) -> Seen:
    """A quantity in its surroundings."""
    base = codelists.base_unit(quantity.unit) if quantity.unit else None
    clause = text[max(sentence.start, quantity.start - _CLAUSE) : quantity.start]
    return Seen(
        quantity,
        base[0] if base else None,
        text[quantity.at : quantity.end],
        text[max(sentence.start, quantity.at - _BEFORE) : quantity.at],
        text[quantity.end : min(sentence.end, quantity.end + _AFTER)],
        clause[clause.rfind(",") + 1 :],
        text,
        sentence.end,
    )


def why_a_word(seen: Seen) -> str | None:
    """Why a Chinese numeral is no count: 一件事, 万名, 千方, 三元, 百倍; a count of things in characters needs a verb before it."""
    quantity, dimension, first = seen.quantity, seen.dimension, seen.printed[0]
    if dimension is None or quantity.value is None:
        return None
    if dimension == "persons" and quantity.value == 1 and quantity.unit in ("人", "名", "位"):
        return "one person is no count of people"  # 至少1人就业
    if quantity.unit == "成" and not 0 < quantity.value <= _TENTHS:
        return f"{seen.printed} is part of a word here, no share"  # 成千成万
    if first <= "9":
        return None
    part_of_word = f"{seen.printed} is part of a word here, no count"
    if quantity.unit == "次" and quantity.value <= _ORDINAL:
        return part_of_word  # 二次供水, 三次产业
    if seen.before.endswith(_SOME) or (dimension == "persons" and seen.after.startswith(_PEOPLE)):
        return part_of_word  # 几十万个, 十亿人口, 六亿多人民
    if first in "百千万亿" and quantity.start == quantity.at:
        # 万元生产总值能耗, 千亿斤粮食行动; 进出口总额达到百亿美元以上 is a level.
        return None if dimension == "ratio" or (seen.bounded and _reached(seen)) else part_of_word
    if dimension in _IN_DIGITS:
        return part_of_word if quantity.value < _TEN and quantity.unit[0] not in "万亿" else None
    if dimension not in _COUNTABLE:
        return None
    if quantity.value < 2:
        # 一件事, 零部件; 建成垃圾处理厂一座、污水处理厂两座 is a count.
        return None if quantity.unit in _BUILDINGS and _listed(seen) else part_of_word
    if quantity.value_high is not None and quantity.unit[0] in "万亿":
        return None  # 城镇新增就业八至十万人
    # 学校达到二十五所, 培训农民工三千二百人次; 水质达到三类 and 十万头生猪养殖基地 are none.
    if (_reached(seen) and quantity.unit != "类") or (_COMPOUND.match(seen.printed) and _counted_alone(seen)):
        return None
    # 建成甲、乙两座变电站: of buildings the verb may stand before a list; 新建公园二十个: of many things before their name.
    verb = split_ending(seen.clause)[1]
    if (verb and verb != _PUSHED_ON) or (
        (quantity.unit in _BUILDINGS or _closes_clause(seen)) and head(seen.clause).action
    ):
        return None
    if quantity.unit == "位" and seen.after.startswith("数"):
        return f"{seen.printed}数 says how much without a numeral, which is not read"
    return f"{seen.printed} counts in characters, which is read only right after a verb such as 建成 or 新增"


def _reached(seen: Seen) -> bool:
    """Whether a number closes its clause after the words that lead to a level: 企业突破千家, 在校生达到三万人."""
    alone = not seen.after or seen.after[0] in _CLOSES
    return alone and (seen.quantity.start < seen.quantity.at or bool(_REACHES.search(seen.before)))


def _counted_alone(seen: Seen) -> bool:
    """Whether a number counts what it stands at; of animals it is the size of a farm where a name follows."""
    return seen.dimension != "livestock" or not seen.after or seen.after[0] in _CLOSES


def _listed(seen: Seen) -> bool:
    """Whether one thing is counted behind its name, where a verb opens the clause: 建成污水处理厂一座."""
    alone = not seen.after or seen.after[0] in _CLOSES
    return alone and bool(_THING.search(seen.clause)) and bool(head(seen.clause).action)


def _closes_clause(seen: Seen) -> bool:
    """Whether a count of more than ten stands behind what it counts, and nothing behind it."""
    alone = not seen.after or seen.after[0] in _CLOSES
    return (
        alone and (seen.quantity.value or 0) > _TEN and seen.quantity.unit != "次" and not _NUMERAL.search(seen.before)
    )


def names_size(seen: Seen) -> bool:
    """Whether a sum, or a yearly use or power with a bound, stands right before the things that it describes."""
    quantity, dimension, after = seen.quantity, seen.dimension, seen.after
    if seen.printed.endswith(("及以上", "及以下")) and _NOUN.match(after) and dimension not in _STATED_OF_MANY:
        return True  # 4蒸吨及以下锅炉
    if seen.bounded and _NOUN.match(after) and not _JOINT.match(after) and _COUNTED.search(seen.before):
        return True  # 7个规模3000头以上的养殖场
    if dimension in _SUMS:
        if _CLASS_COUNTED.match(after) and (seen.bounded or over_any(seen) or _CLASS_BEFORE.search(seen.before)):
            return True  # 过20亿元的企业3家、过8亿元的6家, 10亿元以上55个
        if seen.before.endswith("总投资") and quantity.bound == "exact":
            return False  # 实施总投资70亿元的100个项目
        over = over_any(seen)
        if over and _NOUN.match(after) and not _THRESHOLD.match(after) and not _PURPOSES.at_start(after):
            return True  # 产值超10亿元的企业, 生产总值过千亿元城市
        if seen.bounded and (_VILLAGES.match(after) or _MEASURED.match(after)):
            return True  # 收入20万元以上村, 500万元以上固定资产投资增长20%
        return bool(_SIZE_CLASS.match(after) or (after[:1] == "、" and _SIZES.match(seen.rest)))
    if dimension == "multiple" and seen.bounded and _NOUN.match(after) and "增" not in after:
        return True  # 低保标准2倍以下的家庭
    if dimension in ("households", "persons") and seen.bounded and _VILLAGES.match(after):
        return True  # 25户以上的自然村
    if dimension in ("households", "persons") and seen.bounded and after.startswith("的"):
        return not split_ending(seen.before)[1]  # 入住2000户以上的小区
    return quantity.bound in ("at_least", "at_most") and dimension in _HEAVY and bool(_SIZE_CLASS.match(after))


def over_any(seen: Seen) -> bool:
    """Whether 超 or 过 stands at a sum: the line that the things behind it have passed."""
    quantity = seen.quantity
    return quantity.start < quantity.at and quantity.bound == "at_least"


def names_capacity(seen: Seen) -> bool:
    """Whether a mass, depth or time is part of a facility's name: 10万吨码头, 12.5米深水航道, 15分钟生活圈."""
    if seen.dimension in ("time_min", "time_h"):
        return bool(_NOUN.match(seen.after))
    return (seen.dimension == "mass" or seen.quantity.unit == "米") and bool(_FACILITY.match(seen.after))


def _is_machine(seen: Seen) -> bool:
    """Whether it counts what a plant makes, in the name of a project that is pushed on: 推进1万台无人机等项目."""
    return seen.quantity.unit.lstrip("百千万亿") in _MACHINES and bool(_PUSHED.search(seen.clause))


def aside(text: str, quantity: Quantity, sentence: Sentence) -> str | None:
    """Why a number that is read beside others, and parts their names, is no figure of its own; None where it is one."""
    if quantity.unit not in _ASIDE:
        return None
    seen = look_at(text, quantity, sentence)
    rest = seen.rest
    if quantity.unit == "位":
        ranked = _RANK.search(seen.clause) or _MOVES_ON.match(seen.after)
        return "it is a rank" if ranked and not _PLACES.search(seen.clause) else None
    if quantity.unit in ("条", "项", "个", "批") and _MEASURES.match(rest):
        return "it counts the points of a paper"
    if quantity.unit in ("条", "项") and _PAPERS.match(rest):
        return "it counts the points of a paper"
    if "建设" in rest and _PUSHED.search(seen.clause) and _BUILT.match(rest):
        return "it counts what is only pushed on"
    if seen.clause.endswith("等") and _PUSHED.search(seen.clause) and _PROJECTS.match(rest):
        return "it counts a list of what is only pushed on"
    if seen.clause.endswith("对") and _LOOKED_AFTER.match(rest):
        return "it counts those who are there and are looked after"
    if "投资" in rest and _INVESTS.match(rest):
        return "it counts the projects that the investment beside it is of"
    if "由" in seen.clause and _CONSISTS_OF.match(rest):
        return "it says what something is made up of"
    if seen.clause.endswith("等") and _OF_AREAS.match(rest):
        return "it counts the areas that a plan is for"
    return None
